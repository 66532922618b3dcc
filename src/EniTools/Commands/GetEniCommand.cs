using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Shows ENIs, one object for each, with all that is assigned to it. The object can be piped on to the cmdlets that change it.</summary>
[Cmdlet(VerbsCommon.Get, "Eni")]
[OutputType(typeof(Eni))]
public sealed class GetEniCommand : EniFindCmdlet
{
    private protected override void Write(NetworkInterface networkInterface) => WriteObject(new Eni(networkInterface));
}
