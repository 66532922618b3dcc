using System.Globalization;
using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Operations.Vpc;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Reading;

namespace EniTools.Commands;

/// <summary>Buys Internet bandwidth for IPv6 addresses and prefixes, such as what Remove-EniIpv6Bandwidth ended.</summary>
/// <remarks>
/// <para>The service sells bandwidth for one address in a call, and no two calls for one address may overlap. Addresses are bought for beside each other, and each input becomes one result or one error.</para>
/// <para>All attempts at a purchase carry the same client token, and the service repeats its first answer to it: a retry never buys twice. An address that has bandwidth is not bought for again.</para>
/// <para>What was a subscription is refused: the service sells none through this operation.</para>
/// </remarks>
/// <note>The VPC of the address needs an IPv6 gateway.</note>
/// <example>
/// <para>Take an end of bandwidth back</para>
/// <code>
/// $ended = Get-EniIpv6Bandwidth 2001:db8:1234:1a00::2:1 | Remove-EniIpv6Bandwidth -Force
/// $ended | Add-EniIpv6Bandwidth -Force
/// </code>
/// <output>
/// Address or prefix                       Mbit/s Charge         Status
/// -----------------                       ------ ------         ------
/// 2001:db8:1234:1a00::2:1                    100 PayByTraffic   Bought
/// </output>
/// </example>
/// <example>
/// <para>See what would be bought for the addresses of an ENI</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web02a | Add-EniIpv6Bandwidth -Bandwidth 20 -InternetChargeType PayByTraffic -WhatIf
/// </code>
/// <para>Without -WhatIf it is done.</para>
/// </example>
/// <seealso>Remove-EniIpv6Bandwidth</seealso>
/// <seealso>Get-EniIpv6Bandwidth</seealso>
[Cmdlet(VerbsCommon.Add, "EniIpv6Bandwidth", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6BandwidthAddition))]
public sealed class AddEniIpv6BandwidthCommand : ChangingCmdlet, ITargetSource
{
    private TargetReader? _reader;

    /// <summary>Mbit/s, from 1 to 2000; by traffic to 1000.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Bandwidth { get; set; }

    /// <summary>How it is metered: PayByBandwidth, the default, or PayByTraffic.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? InternetChargeType { get; set; }

    /// <summary>How it was paid, as an object that is put back says: PrePaid, a subscription, is refused, since the service does not sell it here.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? InstanceChargeType { get; set; }

    /// <summary>Makes "has that bandwidth already" a result with the status HasBandwidth, for scripts that are run again. Other bandwidth stays an error.</summary>
    [Parameter]
    public SwitchParameter IgnoreExisting { get; set; }

    /// <summary>The ENI that they are on; it need not be named. An address that is on another one is left as it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, OneText]
    [ArgumentCompleter(typeof(EniCompleter))]
    public override string? NetworkInterfaceId { get; set; }

    private protected override IRun NewRun()
    {
        _reader = new TargetReader(this, needsInterface: false);
        return new ChangeRun(
            this, this, new Change(ChangeAction.AddBandwidth, IsNothingToDoAnError: !IgnoreExisting),
            RunJournal.Open(this, JournalPath, ChangeAction.AddBandwidth));
    }

    IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> ITargetSource.Read()
    {
        _reader!.Purchase = ReadPurchase(out var problem);
        return problem is not null && RecordCheck.ProblemOf(this) is null ? [(null, InRow(problem))] : _reader.Read();
    }

    private BandwidthTerms? ReadPurchase(out ErrorRecord? problem)
    {
        problem = null;
        if ("PrePaid".Equals(InstanceChargeType?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            problem = EniError.SubscriptionNotBought(WholeInput());
            return null;
        }

        if (ChargeType is not { } chargeType)
        {
            var types = string.Join(Localized.Text(" or "), AllocateIpv6InternetBandwidth.ChargeTypes);
            problem = EniError.BadBandwidth(nameof(InternetChargeType), InternetChargeType, types, WholeInput());
            return null;
        }

        const NumberStyles WhiteAround = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        var max = AllocateIpv6InternetBandwidth.MaxMbps(chargeType);
        if (int.TryParse(Bandwidth, WhiteAround, CultureInfo.InvariantCulture, out var mbps) && mbps >= 1 && mbps <= max)
            return new BandwidthTerms(mbps, chargeType);
        problem = EniError.BadBandwidth(nameof(Bandwidth), Bandwidth, Localized.Text("Mbit/s from 1 to {0}", max), WholeInput());
        return null;
    }

    // In the service's own spelling; null when it is none.
    private string? ChargeType => string.IsNullOrWhiteSpace(InternetChargeType)
        ? AllocateIpv6InternetBandwidth.PayByBandwidth
        : AllocateIpv6InternetBandwidth.ChargeTypes.FirstOrDefault(
            type => type.Equals(InternetChargeType!.Trim(), StringComparison.OrdinalIgnoreCase));
}
