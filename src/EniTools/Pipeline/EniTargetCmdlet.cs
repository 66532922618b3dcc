using System.Collections;
using System.Management.Automation;
using System.Net;
using EniTools.Api.Changes;
using EniTools.Completion;
using EniTools.Errors;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that takes addresses and prefixes with their ENIs, in every way in which they can be given.</summary>
public abstract class EniTargetCmdlet : EniServiceCmdlet
{
    // Properties of an object that must hold one text each, with the names that are bound.
    private static readonly string[] SingleTexts = ["ProfileName", "RegionId", "Region", "NetworkInterfaceId", "EniId"];

    /// <summary>What came through the pipeline: text, an IPAddress, or an object whose properties are bound to the parameters below.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Addresses. A text with a slash is a prefix.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Address { get; set; }

    /// <summary>The ENI that they are about.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [ArgumentCompleter(typeof(EniCompleter))]
    [AllowNull, AllowEmptyString]
    public string? NetworkInterfaceId { get; set; }

    /// <summary>Prefixes, in CIDR form with all bits after the mask zero.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Prefix { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (NotBound() is { } property)
        {
            Refuse(EniError.NotOneText(property.Name, InputObject!));
            return;
        }

        var piped = InputObject?.BaseObject is string or IPAddress ? InputObject.BaseObject.ToString() : null;
        var addresses = Given(piped is null ? Ipv6Address : [piped, .. Given(Ipv6Address)]);
        var prefixes = Given(Ipv6Prefix);
        if (TakeUnnamed(isNamed: addresses.Count + prefixes.Count > 0))
            return;
        if (addresses.Count + prefixes.Count == 0 && !IsEmptyInterface)
            Refuse(EniError.NothingGiven(InputObject));

        foreach (var address in addresses)
            Read(address, asPrefix: false);
        foreach (var prefix in prefixes)
            Read(prefix, asPrefix: true);
    }

    /// <summary>Takes a record that is about an ENI without naming addresses or prefixes.</summary>
    /// <param name="isNamed">Whether the record names some all the same.</param>
    /// <returns>False when the record is to be read for what it names.</returns>
    private protected virtual bool TakeUnnamed(bool isNamed) => false;

    /// <summary>Takes a target that was read.</summary>
    private protected abstract void Take(Ipv6Target target);

    /// <summary>Writes the error of an input that is no target.</summary>
    private protected virtual void Refuse(ErrorRecord error) => WriteError(error);

    /// <summary>The ENI of the current record; null when there is none.</summary>
    private protected string? InterfaceInForce => string.IsNullOrWhiteSpace(NetworkInterfaceId) ? null : NetworkInterfaceId!.Trim();

    private void Read(string text, bool asPrefix)
    {
        if (TargetReader.TryRead(text, asPrefix, InterfaceInForce, RegionInForce, ProfileInForce, out var target, out var error))
            Take(target!);
        else
            Refuse(error!);
    }

    // The engine leaves a property aside that it cannot bind; the session's region or nothing would stand in for it.
    private PSPropertyInfo? NotBound() => InputObject?.Properties.FirstOrDefault(property =>
        SingleTexts.Contains(property.Name, StringComparer.OrdinalIgnoreCase)
        && !IsOnCommandLine(property.Name)
        && !(property.Name.Equals("Region", StringComparison.OrdinalIgnoreCase) && IsOnCommandLine(nameof(RegionId)))
        && !(property.Name.Equals("EniId", StringComparison.OrdinalIgnoreCase) && IsOnCommandLine(nameof(NetworkInterfaceId)))
        && (property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value) is IEnumerable and not string);

    // An object whose address list is there and empty is an ENI without addresses, not a mistake.
    private bool IsEmptyInterface => Ipv6Address is { Length: 0 } || Ipv6Prefix is { Length: 0 };

    // A row of a table has an empty cell for what it does not give. In a list, an empty text was meant to be something.
    private static List<string> Given(string?[]? texts) => texts is { Length: 1 } && string.IsNullOrWhiteSpace(texts[0])
        ? []
        : [.. (texts ?? []).Select(text => text?.Trim() ?? "")];
}
