using System.Globalization;
using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Reading;

namespace EniTools.Commands;

/// <summary>Puts IPv6 addresses and prefixes on ENIs: those that are named, such as what Remove-EniIpv6Address took off, or a number of new ones.</summary>
/// <remarks>
/// <para>The service assigns up to 10 addresses or prefixes to one ENI in a call: named ones, or a number of its own choice. This cmdlet takes any number for any ENIs and puts them in as few calls as possible. Each address is one result or one error.</para>
/// <para>All attempts at a call carry the same client token, and the service repeats its first answer to it: a retry never assigns twice.</para>
/// </remarks>
/// <note>Named addresses must be of the IPv6 block of the ENI's vSwitch. How many an ENI can have depends on its instance type; it is 10 while it is attached to none.</note>
/// <note>The network settings inside the instance stay as they are.</note>
/// <example>
/// <para>Take a removal back</para>
/// <code>
/// $removed = Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force
/// $removed | Add-EniIpv6Address
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02a            2001:db8:1234:1a00::3:1                 Assigned
/// eni-bp1web02a            2001:db8:1234:1a00::3:2                 Assigned
/// </output>
/// </example>
/// <example>
/// <para>Put a new address on an ENI</para>
/// <code>
/// Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 1
/// </code>
/// <para>The result says which address the service chose.</para>
/// </example>
/// <example>
/// <para>Give each ENI of an instance two new addresses</para>
/// <code>
/// Get-Eni -InstanceId i-bp1web01 -Type Secondary -ServiceManaged:$false | Add-EniIpv6Address -Ipv6AddressCount 2 -WhatIf
/// </code>
/// <para>Without -WhatIf it is done.</para>
/// </example>
/// <seealso>Remove-EniIpv6Address</seealso>
/// <seealso>Get-EniIpv6Address</seealso>
/// <seealso>about_EniTools_Errors</seealso>
[Cmdlet(VerbsCommon.Add, "EniIpv6Address", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6Addition))]
public sealed class AddEniIpv6AddressCommand : ChangingCmdlet, ITargetSource
{
    private readonly HashSet<(string? ProfileName, string? RegionId, string? NetworkInterfaceId)> _counted = [];
    private TargetReader? _reader;

    /// <summary>How many new addresses each ENI gets, from 1 on; the service chooses which. Given on the command line, it is for each ENI once, however many objects in the pipeline name it. As a property of an object, it is a request of its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Ipv6AddressCount { get; set; }

    /// <summary>How many new prefixes each ENI gets, in the same way.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    public string? Ipv6PrefixCount { get; set; }

    /// <summary>Makes "is already on this ENI" a result with the status AlreadyAssigned, for scripts that are run again. Leave these results out when you take the addition back with Remove-EniIpv6Address. An address that another ENI has stays an error.</summary>
    [Parameter]
    public SwitchParameter IgnoreAssigned { get; set; }

    /// <inheritdoc cref="SearchingCmdlet.Shard"/>
    [Parameter]
    [ShardText]
    public Shard? Shard { get; set; }

    private protected override IRun NewRun()
    {
        _reader = new TargetReader(this, shard: Shard);
        return new ChangeRun(
            this, this, new Change(ChangeAction.Assign, IsNothingToDoAnError: !IgnoreAssigned),
            RunJournal.Open(this, JournalPath, ChangeAction.Assign));
    }

    IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> ITargetSource.Read()
    {
        var isCount = !string.IsNullOrWhiteSpace(Ipv6AddressCount) || !string.IsNullOrWhiteSpace(Ipv6PrefixCount);
        return !isCount || RecordCheck.ProblemOf(this) is not null ? _reader!.Read()
            : _reader!.IsOfShard ? ReadCounts()
            : [];
    }

    private IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> ReadCounts()
    {
        var badAddressCount = ReadCount(nameof(Ipv6AddressCount), Ipv6AddressCount, out var addresses);
        var badPrefixCount = ReadCount(nameof(Ipv6PrefixCount), Ipv6PrefixCount, out var prefixes);
        var input = new EniIpv6CountTarget
        {
            ProfileName = EffectiveProfile,
            RegionId = EffectiveRegionId,
            NetworkInterfaceId = _reader!.InterfaceId,
            Ipv6AddressCount = addresses,
            Ipv6PrefixCount = prefixes,
        };
        var problem = _reader.NamesItems && !AreNamesBesideTheCount ? EniError.CountAndNames(WholeInput()) : null;
        problem ??= badAddressCount ?? badPrefixCount ?? TargetReader.CheckPlace(
            input.NetworkInterfaceId, input.RegionId, input, record: Record);
        if (problem is not null)
            return [(null, InRow(problem))];
        if (!IsCountOnCommandLine || _counted.Add((input.ProfileName, input.RegionId, input.NetworkInterfaceId)))
            return [(NewTarget(input), null)];
        WriteVerbose($"{input.NetworkInterfaceId} in {input.RegionId} was given before and is taken once.");
        return [];
    }

    private static Ipv6Target NewTarget(EniIpv6CountTarget input)
    {
        var prefixes = input.Ipv6PrefixCount is { } count ? New(count, asPrefixes: true) : null;
        return input.Ipv6AddressCount is { } addresses ? New(addresses, asPrefixes: false) with { Prefixes = prefixes } : prefixes!;

        Ipv6Target New(int count, bool asPrefixes) =>
            Ipv6Target.New(input.RegionId!, input.NetworkInterfaceId!, count, asPrefixes) with { ProfileName = input.ProfileName };
    }

    private bool IsCountOnCommandLine => IsOnCommandLine(nameof(Ipv6AddressCount)) || IsOnCommandLine(nameof(Ipv6PrefixCount));

    // With a count on the command line, an object in the pipeline says which ENI; what it has on it is not what is asked for.
    private bool AreNamesBesideTheCount => IsCountOnCommandLine
        && Record is not null
        && !IsOnCommandLine(nameof(Ipv6Address)) && !IsOnCommandLine(nameof(Ipv6Prefix));

    private ErrorRecord? ReadCount(string parameter, string? text, out int? count)
    {
        count = null;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        const NumberStyles WhiteAround = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (!int.TryParse(text, WhiteAround, CultureInfo.InvariantCulture, out var number) || number < 1)
            return EniError.BadCount(parameter, text!, WholeInput());
        count = number;
        return null;
    }
}
