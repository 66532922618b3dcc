using System.Management.Automation;
using System.Text.Json.Nodes;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Emulator.Faults;
using EniTools.Errors;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>
/// What an error of a cmdlet that changes or plans carries can be sent again: its TargetObject is the whole input, so that the same cmdlet
/// with nothing else says the same about it, or null where the error is about no input. It is never a number, a path or a part.
/// </summary>
public sealed class ErrorTargetTests : IDisposable
{
    private const string Eni = "eni-bp1web02b";
    private const string Remove = "Remove-EniIpv6Address -Force";
    private const string Plan = "Get-EniIpv6RemovalPlan";
    private const string Add = "Add-EniIpv6Address";
    private const string End = "Remove-EniIpv6Bandwidth -Force";
    private const string Buy = "Add-EniIpv6Bandwidth -Force";

    // What each error is about: the cmdlet, what it is given, the id, and what has to be in the TargetObject.
    private static readonly (string Cmdlet, string Input, string Id, string Whole)[] AboutInput =
    [
        .. new[] { Remove, Plan, Add }.SelectMany(cmdlet => new[]
        {
            (cmdlet, $"'bad' | {cmdlet} -EniId {Eni}", "InvalidIp.Address", $"Ipv6Address=bad NetworkInterfaceId={Eni}"),
            (cmdlet, $"'::/80' | {cmdlet} -EniId {Eni}", "InvalidIp.IpPrefixIllegal", $"Ipv6Prefix=::/80 NetworkInterfaceId={Eni}"),
            (cmdlet, $"{cmdlet} 2001:db8::1/80 {Eni}", "InvalidIp.IpPrefixNotStrict", "Ipv6Prefix=2001:db8::1/80"),
            (cmdlet, $"{cmdlet} 2001:db8::/999 {Eni}", "InvalidIp.IpPrefixMaskInvalid", $"Ipv6Prefix=2001:db8::/999"),
            (cmdlet, $"{cmdlet} 2001:db8::1 i-1", "InvalidEniId.Malformed", "Ipv6Address=2001:db8::1 NetworkInterfaceId=i-1"),
            (cmdlet, $"{cmdlet} 2001:db8::1 {Eni} -RegionId A!", "InvalidRegionId", "Ipv6Address=2001:db8::1 RegionId=A!"),
            (cmdlet, $"{cmdlet} 2001:db8::1", "MissingParameter", "Ipv6Address=2001:db8::1"),
            (cmdlet, $"{cmdlet} -NetworkInterfaceId {Eni}", "MissingParameter", $"NetworkInterfaceId={Eni}"),
            (
                cmdlet,
                $"[pscustomobject]@{{ Ipv6Address = '2001:db8::1'; NetworkInterfaceId = '{Eni}'; ProfileName = 'nosuch' }} | {cmdlet}",
                "ProfileNotUsable", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni} ProfileName=nosuch"),
            (
                cmdlet, $"Set-EniContext -ProtectedNetworkInterfaceId {Eni}; {cmdlet} 2001:db8::1 {Eni}",
                "Protected", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni}"),
            (
                cmdlet, $"Set-EniContext -AccountId 9; {cmdlet} 2001:db8::1 {Eni}",
                "WrongAccount", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni}"),
            (
                cmdlet, $"Set-EniContext -MaxErrors 0; 'bad', '2001:db8::1' | {cmdlet} -NetworkInterfaceId {Eni}",
                "NotSent", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni}"),
        }),
        (Remove, $"{Remove} 2001:db8::1 {Eni}", "InvalidIp.IpUnassigned", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni}"),
        (Remove, $"{Remove} 2001:db8::1 eni-nosuch", "InvalidEniId.NotFound", "Ipv6Address=2001:db8::1 NetworkInterfaceId=eni-nosuch"),
        (
            Remove, $"[pscustomobject]@{{ Ipv6Address = '2001:db8::1'; NetworkInterfaceId = '{Eni}'; WouldRemove = 'False' }} | {Remove}",
            "PlannedToStay", $"Ipv6Address=2001:db8::1 NetworkInterfaceId={Eni} WouldRemove=False"),
        (
            Remove, $"{Remove} 2001:db8:1234:1a00::4:1 {Eni} -RetryTimeoutSec 0 # lost",
            "OutcomeUnknown", $"Ipv6Address=2001:db8:1234:1a00::4:1 NetworkInterfaceId={Eni}"),
        (
            Add, $"{Add} 2001:db8:1234:1a00::4:99 eni-bp1empty01 -Ipv6AddressCount 1",
            "InvalidParameter.Conflict", "Ipv6Address=2001:db8:1234:1a00::4:99 NetworkInterfaceId=eni-bp1empty01 Ipv6AddressCount=1"),
        (
            Add, $"{Add} -NetworkInterfaceId {Eni} -Ipv6AddressCount 0 -Ipv6PrefixCount 2",
            "InvalidParameter", $"NetworkInterfaceId={Eni} Ipv6AddressCount=0 Ipv6PrefixCount=2"),
        (Add, $"{Add} -NetworkInterfaceId x -Ipv6AddressCount 3", "InvalidEniId.Malformed", "NetworkInterfaceId=x Ipv6AddressCount=3"),
        (
            Buy, $"{Buy} 2001:db8:1234:1a00::3:1 -Bandwidth 2001",
            "InvalidParameter", "Ipv6Address=2001:db8:1234:1a00::3:1 Bandwidth=2001"),
        (
            Buy, $"'2001:db8:1234:1a00::3:1' | {Buy} -Bandwidth 10 -InternetChargeType Free",
            "InvalidParameter", "Ipv6Address=2001:db8:1234:1a00::3:1 Bandwidth=10 InternetChargeType=Free"),
        (Buy, $"{Buy} 2001:db8:1234:1a00::3:1", "MissingParameter", "Ipv6Address=2001:db8:1234:1a00::3:1"),
        (
            Buy, $"{Buy} 2001:db8:1234:1a00::3:1 -Bandwidth 10 -InstanceChargeType PrePaid",
            "Subscription", "Ipv6Address=2001:db8:1234:1a00::3:1 Bandwidth=10 InstanceChargeType=PrePaid"),
        (Buy, $"{Buy} bad -Bandwidth 10", "InvalidIp.Address", "Ipv6Address=bad Bandwidth=10"),
        (End, $"{End} bad", "InvalidIp.Address", "Ipv6Address=bad"),
        (End, $"{End} 2001:db8:1234:1a00::3:1", "NoBandwidth", "Ipv6Address=2001:db8:1234:1a00::3:1"),
    ];

    private static readonly (string Id, string Script)[] AboutNoInput =
    [
        ("BadEndpoint", $"{Remove} 2001:db8::1 {Eni} -Endpoint http://example.com"),
        ("BadCredential", $"{Remove} 2001:db8::1 {Eni} -SecurityToken (ConvertTo-SecureString x -AsPlainText -Force)"),
        ("BadProtection", $"$env:NOTHING = ''; {Remove} 2001:db8::1 {Eni} # unprotected"),
        ("NoCredential", $"Clear-EniContext; {Remove} 2001:db8::1 {Eni} -RegionId cn-hangzhou"),
        ("TooManyTargets", $"'2001:db8::1', '2001:db8::2' | {Remove} -NetworkInterfaceId {Eni} -MaxTargets 1"),
        ("BadPath", $"{Remove} 2001:db8::1 {Eni} -JournalPath Env:/run.jsonl"),
        ("JournalNotUsable", $"{Remove} 2001:db8::1 {Eni} -JournalPath $folder/no/such/folder/run.jsonl"),
        ("JournalNotUsable", "Resume-EniChange $folder/none.jsonl -Force"),
        ("JournalNotUsable", "Undo-EniChange $folder/none.jsonl -Force"),
        ("JournalInUse", $"{Remove} 2001:db8::1 {Eni} -JournalPath $journal # in use"),
        ("JournalInUse", "Resume-EniChange $journal -Force # in use"),
        (
            "JournalDamaged",
            $"{Remove} 2001:db8:1234:1a00::4:1 {Eni} -JournalPath $journal; "
                + "[IO.File]::WriteAllText($journal, [IO.File]::ReadAllText($journal).Replace('eni-', 'eno-')); "
                + $"{Remove} 2001:db8:1234:1a00::4:2 {Eni} -JournalPath $journal"),
        (
            "JournalMismatch",
            $"{Remove} 2001:db8:1234:1a00::4:1 {Eni} -JournalPath $journal; Start-EniEmulator | Set-EniContext; "
                + $"{Remove} 2001:db8:1234:1a00::4:2 {Eni} -JournalPath $journal"),
        (
            "JournalNotFinished",
            $"{Add} -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 2 -RetryTimeoutSec 0 -JournalPath $journal; "
                + "Undo-EniChange $journal -Force # lost count"),
        (
            "JournalNotWritable",
            $"Get-EniIpv6Address {Eni} | {Remove} -ThrottleLimit 1 -JournalPath $journal "
                + "| ForEach-Object { Remove-Item $journal -ErrorAction Ignore } # slow"),
        ("BadPath", $"{Remove} 2001:db8::1 {Eni} -JournalPath env:run.jsonl"),
        ("BadPath", "Undo-EniChange env:run.jsonl -Force"),
    ];

    // Of other cmdlets; NobodyToAsk needs a real host without a prompt, and is in WireTests.
    private static readonly string[] Elsewhere =
    [
        nameof(OwnError.CmdletNotFound), nameof(OwnError.EmulatorDidNotStart), nameof(OwnError.EmulatorNotFound),
        nameof(OwnError.SnapshotNotFound), nameof(OwnError.StateInUse), nameof(OwnError.StateNotReadable),
        nameof(OwnError.StateNotWritable), nameof(OwnError.BadContext), nameof(OwnError.ChangeNotFound), nameof(OwnError.ChangedSince),
        nameof(OwnError.UnknownProperty), nameof(OwnError.NobodyToAsk),
    ];

    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();
    private readonly ScratchFolder _folder = new();

    private string Journal => _folder.Combine("run.jsonl");

    public static TheoryData<int> Inputs => [.. Enumerable.Range(0, AboutInput.Length)];

    public static TheoryData<int> Others => [.. Enumerable.Range(0, AboutNoInput.Length)];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void An_error_about_an_input_carries_all_of_it_and_says_the_same_when_that_is_piped_back_in(int number)
    {
        var (cmdlet, script, id, whole) = AboutInput[number];
        using var held = Arrange(script);

        var error = ErrorOf(script, id);
        var target = JsonOf(error.TargetObject);

        foreach (var (name, value) in whole.Split(' ').Select(part => part.Split('=', 2)).Select(pair => (pair[0], pair[1])))
            Assert.Equal((script, name, value), (script, name, TextOf(target, name)));
        if (id == "NotSent")
            return;
        var again = ErrorOf(
            $"$target | {cmdlet} {(id == "OutcomeUnknown" ? "-RetryTimeoutSec 0" : "")}", id, ("target", error.TargetObject));
        Assert.Equal(target.ToJsonString(), JsonOf(again.TargetObject).ToJsonString());
    }

    [Theory]
    [InlineData($"{Buy} 2001:db8:1234:1a00::3:1 -Bandwidth 2001", "Ipv6Address=2001:db8:1234:1a00::3:1")]
    [InlineData($"{Buy} 2001:db8:1234:1a00::3:1, 2001:db8:1234:1a00::3:2", "Ipv6Address=2001:db8:1234:1a00::3:1, 2001:db8:1234:1a00::3:2")]
    [InlineData($"{Add} 2001:db8:1234:1a00::4:9 eni-bp1empty01 -Ipv6AddressCount 1", "Ipv6Address=2001:db8:1234:1a00::4:9")]
    public void A_message_names_the_addresses_of_its_input(string script, string named) =>
        Assert.Contains(named, Assert.Single(_session.Run(script).Errors).ToString(), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Others))]
    public void An_error_about_no_input_carries_nothing(int number)
    {
        var (id, script) = AboutNoInput[number];
        Assert.SkipWhen(
            id == "JournalNotWritable" && OperatingSystem.IsWindows(), "A journal cannot be deleted there while a run has it.");
        using var held = Arrange(script);

        Assert.Null(ErrorOf(script, id).TargetObject);
    }

    [Fact]
    public void Each_error_id_of_the_module_is_in_a_table()
    {
        var inTables = AboutInput.Select(row => row.Id).Concat(AboutNoInput.Select(row => row.Id)).Concat(Elsewhere);

        Assert.Empty(OwnError.All.Keys.Except(inTables));
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    // What a script says in its comment.
    private ChangeJournal? Arrange(string script)
    {
        switch (script.Split("# ")[^1])
        {
            case "lost":
                _session.Emulator.Faults.Add(new() { Kind = FaultKind.DropBeforeEffect });
                break;
            case "lost count":
                _session.Emulator.Faults.Add(new() { Kind = FaultKind.DropBeforeEffect, Action = "AssignIpv6Addresses" });
                break;
            case "slow":
                _session.Emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 50 });
                break;
            case "unprotected":
                _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_PROTECTION_FILE"] = _folder.Combine("none.json") });
                break;
            case "in use":
                return ChangeJournal.Open(Journal, new JournalRun { Action = ChangeAction.Remove, Time = DateTimeOffset.UtcNow });
        }

        return null;
    }

    private ErrorRecord ErrorOf(string script, string id, params (string Name, object? Value)[] variables)
    {
        var result = _session.Run(script, [.. variables, ("folder", _folder.Path), ("journal", Journal)]);
        IEnumerable<ErrorRecord> errors = result.Errors;
        if (result.Thrown is RuntimeException { ErrorRecord: { } thrown })
            errors = errors.Append(thrown);
        var found = errors.LastOrDefault(error => error.FullyQualifiedErrorId.StartsWith(id + ",", StringComparison.Ordinal));
        Assert.True(
            found is not null, $"{script}: {string.Join("; ", errors.Select(error => error.FullyQualifiedErrorId + " " + error))}");
        return found;
    }

    private JsonObject JsonOf(object? target)
    {
        Assert.True(target is not (null or string or ValueType), $"The TargetObject is '{target}'.");
        var json = _session.Run("ConvertTo-Json $it -Compress", ("it", target)).ShouldSucceed().Output.Single().ToString();
        var all = JsonNode.Parse(json)!.AsObject();
        // A property without a value says nothing.
        return new JsonObject(all.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)TextOf(all, pair.Key))));
    }

    // A list of one is what the parameter makes of a text.
    private static string? TextOf(JsonObject target, string name) => target[name] switch
    {
        JsonArray { Count: 1 } list => list[0]?.ToString(),
        var value => value?.ToString(),
    };
}
