using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security;
using EniTools.Binding;
using EniTools.Emulator;
using EniTools.Emulator.Faults;
using EniTools.Emulator.World;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Starts an emulator of the ECS endpoint on this machine, in this process.</summary>
/// <remarks>
/// <para>It is a real HTTP server on loopback that checks signatures and has the rules, states and error codes of the service. It begins with the same ENIs every time, keeps them in memory, and ends with the session. Its output is what Set-EniContext takes. Any client can use it, in any language.</para>
/// </remarks>
/// <note>It answers on this machine only, unless -ListenAddress says otherwise. Its AccessKey is fixed and opens nothing but emulators.</note>
/// <example>
/// <para>Try the module without an account</para>
/// <code>
/// Start-EniEmulator | Set-EniContext
/// Get-EniIpv6Address eni-bp1web01b
/// </code>
/// </example>
/// <example>
/// <para>Lose the answer of a call on purpose</para>
/// <code>
/// Start-EniEmulator -Fault @{ Kind = 'DropAfterEffect'; Action = 'UnassignIpv6Addresses'; Count = 1 } | Set-EniContext
/// Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force | Select-Object Status, ConfirmedByLooking
/// </code>
/// <output>
/// Status  ConfirmedByLooking
/// ------  ------------------
/// Removed               True
/// </output>
/// <para>The address is removed, and known to be so by a look.</para>
/// </example>
/// <example>
/// <para>Try a flow control</para>
/// <code>
/// Start-EniEmulator -MaxCallsPerSecond 5 -NetworkInterfaceCount 20
/// </code>
/// </example>
/// <seealso>Stop-EniEmulator</seealso>
/// <seealso>Get-EniEmulator</seealso>
/// <seealso>Show-EniEmulator</seealso>
/// <seealso>Set-EniContext</seealso>
/// <seealso>about_EniTools_Emulator</seealso>
[Cmdlet(VerbsLifecycle.Start, "EniEmulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EmulatorInstance))]
public sealed class StartEniEmulatorCommand : EniCmdlet
{
    /// <summary>The TCP port, from 0 to 65,535; 0, the default, takes a free one.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The address to listen on: loopback without it, another one of this machine, or 0.0.0.0 for all that it has, so that other machines and containers reach the emulator. Its control address and page then need a secret: that of -ControlSecret, or the one after the # of the page's address.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The secret of the control address and the page, 16 to 200 letters, digits, '-', '.', '_' or '~'. Without it, each start makes one up.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? ControlSecret { get; set; }

    /// <summary>The names by which clients ask for the emulator, such as eni-emulator: a request for a name that it does not know is refused. It knows localhost, and beyond loopback the IP addresses and the name of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] HostName { get; set; } = [];

    /// <summary>What the ids that the emulator makes up begin from: the same seed and requests give the same ids.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>How many ENIs to add to the default world, from 0 to 1,000,000: eni-bulk000001 and so on in cn-hangzhou. A world that -StatePath finds stays as it is.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int NetworkInterfaceCount { get; set; }

    /// <summary>The number of addresses of each ENI of -NetworkInterfaceCount, from 0 to 30; the default is 10. With more than 10 they are attached to instances, as an ENI on none may not have more.</summary>
    [Parameter]
    [ValidateRange(0, 30)]
    public int AddressesPerInterface { get; set; } = 10;

    /// <summary>How many calls of one operation an account may make in a region in a second, from 1 to 100,000; those above are refused with Throttling.User.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int MaxCallsPerSecond { get; set; }

    /// <summary>How many calls of one operation an account may make in a region in a minute of the clock, from 1 to 6,000,000; those above are refused with Throttling.User.</summary>
    [Parameter]
    [ValidateRange(1, 6_000_000)]
    public int MaxCallsPerMinute { get; set; }

    /// <summary>Refuses without the header x-acs-retry-after, so that a client must find out by itself when to come again.</summary>
    [Parameter]
    public SwitchParameter OmitRetryAfter { get; set; }

    /// <summary>How many milliseconds an attach, detach, delete, start or stop takes, from 0 to 600,000.</summary>
    [Parameter]
    [ValidateRange(0, 600_000)]
    public int TransitionMilliseconds { get; set; }

    /// <summary>For how many milliseconds reads show the addresses as they were before a change, from 0 to 600,000.</summary>
    [Parameter]
    [ValidateRange(0, 600_000)]
    public int ReadLagMilliseconds { get; set; }

    /// <summary>Refuses to take an address off an ENI while it has Internet bandwidth. Without it, such an address stays the account's, on nothing and billed; no page of the service says which of the two it does.</summary>
    [Parameter]
    public SwitchParameter BandwidthBlocksUnassign { get; set; }

    /// <summary>How many seconds the emulator's clock is ahead of this machine's, from -86,400 to 86,400. With more than 900 either way, a signature made by the machine's time is refused with InvalidTimeStamp.Expired; EniTools then signs by the time of the answer, and warns.</summary>
    [Parameter]
    [ValidateRange(-86_400, 86_400)]
    public int ClockSkewSeconds { get; set; }

    /// <summary>What goes wrong on purpose, such as @{ Kind = 'DropAfterEffect'; Action = 'UnassignIpv6Addresses'; Count = 1 }. Members are Kind, Action, NetworkInterfaceId, Count, Probability, LatencyMilliseconds, Code, Status and RetryAfterMilliseconds. The faults of another emulator are taken too.</summary>
    [Parameter]
    [Faults]
    [ValidateNotNull]
    public Fault[] Fault { get; set; } = [];

    /// <summary>A JSON file that keeps the world: loaded when it is there, saved after each change. One emulator at a time can have it. It holds no secret, and has the rights of any file that you make.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>Keeps the command running, and the emulator serving, until Ctrl+C.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private EniEmulatorOptions Options => new()
    {
        Port = Port,
        ListenAddress = ListenAddress,
        ControlSecret = ControlSecret is null ? null : new NetworkCredential("", ControlSecret).Password,
        HostNames = HostName,
        Seed = Seed,
        NetworkInterfaceCount = NetworkInterfaceCount,
        AddressesPerInterface = AddressesPerInterface,
        MaxCallsPerSecond = MaxCallsPerSecond == 0 ? null : MaxCallsPerSecond,
        MaxCallsPerMinute = MaxCallsPerMinute == 0 ? null : MaxCallsPerMinute,
        OmitRetryAfter = OmitRetryAfter,
        TransitionTime = TimeSpan.FromMilliseconds(TransitionMilliseconds),
        ReadLag = TimeSpan.FromMilliseconds(ReadLagMilliseconds),
        BandwidthBlocksUnassign = BandwidthBlocksUnassign,
        ClockSkew = TimeSpan.FromSeconds(ClockSkewSeconds),
        Faults = Fault,
        StatePath = StatePath is null ? null : FilePath.Of(this, StatePath, "-StatePath"),
    };

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(
            Port == 0 ? Localized.Text("a free port") : Localized.Text("port {0}", Port), Localized.Text("Start an ECS emulator")))
            return;
        try
        {
            var session = EniSession.Current;
            var emulator = new EmulatorInstance(EniEmulator.Start(Options));
            session.Add(emulator);
            WriteObject(emulator);
            if (Wait)
                ServeUntilStopped(session, emulator);
        }
        catch (SocketException exception)
        {
            ThrowTerminatingError(EniError.EmulatorDidNotStart(Port, exception));
        }
        catch (StateInUseException exception)
        {
            ThrowTerminatingError(EniError.StateInUse(StatePath!, exception));
        }
        catch (StateNotWritableException exception)
        {
            ThrowTerminatingError(EniError.StateNotWritable(StatePath!, exception));
        }
        catch (ArgumentException exception)
        {
            ThrowTerminatingError(EniError.BadEmulatorOption(exception));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            ThrowTerminatingError(EniError.StateNotReadable(StatePath!, exception));
        }
    }

    // For a program in another language beside this one: what it needs to connect is shown before the wait.
    private void ServeUntilStopped(EniSession session, EmulatorInstance emulator)
    {
        try
        {
            WriteInformation(
                $"""
                Serving {emulator.Endpoint} until Ctrl+C.
                  Page for browsers {emulator.Page}
                  AccessKey id      {EniEmulator.AccessKeyId}
                  AccessKey secret  {EniEmulator.AccessKeySecret}
                  Region            {emulator.RegionId}
                  An ENI to try     eni-bp1web01b
                From another PowerShell:
                  $key = [pscredential]::new('{EniEmulator.AccessKeyId}', (ConvertTo-SecureString '{EniEmulator.AccessKeySecret}' -AsPlainText -Force))
                  Get-EniIpv6Address eni-bp1web01b -Endpoint {emulator.Endpoint} -RegionId {emulator.RegionId} -Credential $key
                What was asked so far:
                  curl {emulator.Endpoint}.emulator/requests
                """,
                ["PSHOST"]);
            StopToken.WaitHandle.WaitOne();
        }
        finally
        {
            session.Stop(emulator);
        }
    }
}
