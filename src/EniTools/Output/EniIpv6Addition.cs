using EniTools.Api.Changes;

namespace EniTools.Output;

/// <summary>An address or prefix that is on its ENI.</summary>
public sealed class EniIpv6Addition : EniIpv6Change
{
    internal EniIpv6Addition(ChangeOutcome outcome)
        : base(outcome)
    {
    }
}
