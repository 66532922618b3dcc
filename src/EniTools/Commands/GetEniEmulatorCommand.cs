using System.Management.Automation;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the emulators that this session started and that still run.</summary>
/// <example>
/// <para>See what was asked</para>
/// <code>
/// $null = Get-Eni eni-bp1web01b, eni-bp1nosuch -ErrorAction SilentlyContinue
/// Remove-EniIpv6Address 2001:db8:1234:1a00::b:1 eni-bp1service01 -Force -ErrorAction SilentlyContinue
/// (Get-EniEmulator).Requests
/// </code>
/// <output>
/// Action                            Status Code
/// ------                            ------ ----
/// DescribeNetworkInterfaces            200
/// UnassignIpv6Addresses                403 InvalidOperation.EniServiceManaged
/// </output>
/// </example>
/// <example>
/// <para>See what still goes wrong on purpose</para>
/// <code>
/// $emulator = Start-EniEmulator -Fault @{ Kind = 'Refuse'; Code = 'Throttling'; Status = 400; Count = 3 }
/// $emulator.Faults
/// </code>
/// <output>
/// Kind             Calls Of                        How
/// ----             ----- --                        ---
/// Refuse               3 every operation           HTTP 400 Throttling
/// </output>
/// </example>
/// <example>
/// <para>Change a limit while it runs</para>
/// <code>
/// (Start-EniEmulator).FlowControl.MaxCallsPerSecond = 20
/// </code>
/// </example>
/// <seealso>Start-EniEmulator</seealso>
/// <seealso>Stop-EniEmulator</seealso>
[Cmdlet(VerbsCommon.Get, "EniEmulator", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EmulatorInstance))]
public sealed class GetEniEmulatorCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(EniSession.Current.Emulators, enumerateCollection: true);
}
