using System.Management.Automation;
using System.Security;
using EniTools.Emulator;
using EniTools.Emulator.Control;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;

namespace EniTools.Output;

/// <summary>A running emulator, with what a client needs to connect to it: pipe it to Set-EniContext.</summary>
public sealed class EmulatorInstance
{
    internal EmulatorInstance(EniEmulator emulator)
    {
        Emulator = emulator;
        var secret = new SecureString();
        foreach (var c in EniEmulator.AccessKeySecret)
            secret.AppendChar(c);
        Credential = new PSCredential(EniEmulator.AccessKeyId, secret);
    }

    /// <summary>Where it answers on this machine.</summary>
    public Uri Endpoint => Emulator.Endpoint;

    /// <summary>Its page in a browser; Show-EniEmulator opens it. The last part is a secret of this start that lets the page look and change.</summary>
    public Uri Page => Emulator.Page;

    /// <summary>The region that its default world is in.</summary>
    public string RegionId { get; } = EniEmulator.DefaultRegionId;

    /// <summary>The fixed key that it accepts. It opens nothing but emulators.</summary>
    public PSCredential Credential { get; }

    /// <summary>The id of that key.</summary>
    public string AccessKeyId => Credential.UserName;

    /// <summary>When it was started, in UTC.</summary>
    public DateTimeOffset StartedAt => Emulator.StartedAt;

    /// <summary>The latest requests, oldest first: what was asked and what was answered.</summary>
    public IReadOnlyList<RequestRecord> Requests => Emulator.Requests;

    /// <summary>What goes wrong on purpose from now on: Add takes a hashtable, Clear takes all back.</summary>
    public FaultList Faults => Emulator.Faults;

    /// <summary>How many calls of one operation are let through from now on: MaxCallsPerSecond, MaxCallsPerMinute, OmitRetryAfter.</summary>
    public FlowControl FlowControl => Emulator.FlowControl;

    /// <summary>Its snapshots, the earliest first: Save-EniEmulator takes them, Restore-EniEmulator puts them back.</summary>
    public IReadOnlyList<EmulatorSnapshot> Snapshots =>
        Emulator.Snapshots.Select(snapshot => new EmulatorSnapshot(Endpoint, snapshot)).ToArray();

    /// <summary>Why the file of -StatePath could not be written the last time; null when it was.</summary>
    public string? SaveProblem => Emulator.SaveProblem;

    internal EniEmulator Emulator { get; }

    /// <summary>The endpoint, where a command takes one.</summary>
    public static implicit operator Uri(EmulatorInstance emulator) => emulator.Endpoint;

    /// <summary>The endpoint.</summary>
    public override string ToString() => Endpoint.ToString();
}
