using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Shows the IPv6 addresses and prefixes of ENIs, one object for each. With -Ipv6Address or -Ipv6Prefix, only those that are named.</summary>
[Cmdlet(VerbsCommon.Get, "EniIpv6Address")]
[OutputType(typeof(EniIpv6Assignment))]
public sealed class GetEniIpv6AddressCommand : EniFindCmdlet
{
    private protected override void Write(NetworkInterface networkInterface)
    {
        foreach (var item in networkInterface.Items)
        {
            if (ItemsAsked.Count == 0 || ItemsAsked.Contains(item))
                WriteObject(new EniIpv6Assignment(networkInterface, item));
        }
    }
}
