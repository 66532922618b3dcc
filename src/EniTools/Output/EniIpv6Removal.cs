using EniTools.Api.Changes;

namespace EniTools.Output;

/// <summary>An address or prefix that is off its ENI.</summary>
public sealed class EniIpv6Removal : EniIpv6Change
{
    internal EniIpv6Removal(ChangeOutcome outcome)
        : base(outcome)
    {
    }
}
