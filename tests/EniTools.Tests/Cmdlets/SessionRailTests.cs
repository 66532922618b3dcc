using System.Management.Automation;
using System.Reflection;
using EniTools.Commands;
using EniTools.Emulator.Faults;
using EniTools.Parameters;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Each guard rail and the journal, set for the session and not for the run, binds a run of every cmdlet that has them.</summary>
public sealed class SessionRailTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";
    private const string Public = "2001:db8:1234:1a00::2:1";
    private const string Private = "2001:db8:1234:1a00::2:3";
    private const string Journal = "JournalPath";

    // Those that say where calls go and with which key, and no limit.
    private static readonly string[] NotRails =
        ["InputObject", "RegionId", "Endpoint", "Credential", "SecurityToken", "ProfileName", "PassThru"];

    /// <summary>How each is set, and the errors of a run with two targets that it then has. {0} is the first target.</summary>
    private static readonly Dictionary<string, (string Set, string[] Errors)> Rails = new()
    {
        ["MaxTargets"] = ("-MaxTargets 1", ["TooManyTargets"]),
        ["MaxErrors"] = ("-MaxErrors 0 -ProtectedRange {0}", ["Protected", "NotSent"]),
        ["AccountId"] = ("-AccountId 42", ["WrongAccount"]),
        ["ProtectedNetworkInterfaceId"] = ($"-ProtectedNetworkInterfaceId {Eni}", ["Protected", "Protected"]),
        ["ProtectedRange"] = ("-ProtectedRange {0}", ["Protected"]),
        ["ProtectedTag"] = ("-ProtectedTag @{{ env = 'prod' }}", ["Protected", "Protected"]),
        [Journal] = ("-JournalPath $folder", []),
    };

    /// <summary>A run of each cmdlet with two targets on the ENI, the first of which is the one beside it.</summary>
    private static readonly Dictionary<string, (string Run, string First)> Runs = new()
    {
        ["Get-EniIpv6RemovalPlan"] = ($"'{Public}', '{Private}' | Get-EniIpv6RemovalPlan -NetworkInterfaceId {Eni}", Public),
        ["Remove-EniIpv6Address"] = ($"'{Public}', '{Private}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", Public),
        ["Add-EniIpv6Address"] = (
            $"'2001:db8:1234:1a00::2:77', '2001:db8:1234:1a00::2:78' | Add-EniIpv6Address -NetworkInterfaceId {Eni} -Force",
            "2001:db8:1234:1a00::2:77"),
        ["Remove-EniIpv6Bandwidth"] = ($"'{Public}', '2001:db8:1234:1a01:21::/80' | Remove-EniIpv6Bandwidth -Force", Public),
        ["Add-EniIpv6Bandwidth"] = (
            $"'{Private}', '2001:db8:1234:1a00::2:5' | Add-EniIpv6Bandwidth -Bandwidth 5 -Force", Private),
        ["Undo-EniChange"] = ("Undo-EniChange $journal -Force", Public),
        ["Resume-EniChange"] = ("Resume-EniChange $journal -Force", Public),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    // A cmdlet that keeps no journal, or is about one, does not use that of the session.
    public static TheoryData<string, string> All => new(
        from cmdlet in Runs.Keys
        from rail in Rails.Keys
        where rail != Journal || IsOptional(TypeOf(cmdlet).GetProperty(Journal))
        select (cmdlet, rail));

    [Theory]
    [MemberData(nameof(All))]
    public void The_value_of_the_session_alone_binds_a_run(string cmdlet, string rail)
    {
        var ((run, first), (set, errors)) = (Runs[cmdlet], Rails[rail]);
        if (run.Contains("EniChange", StringComparison.Ordinal))
            MakeJournal(isRefused: run.StartsWith("Resume", StringComparison.Ordinal));
        var journals = Directory.GetFiles(_folder).Length;
        _session.Run($"Set-EniContext {string.Format(null, set, first)}", ("folder", _folder)).ShouldSucceed();

        var result = _session.Run(run);

        Assert.Equal(errors, result.ErrorIds);
        Assert.Equal(rail == Journal ? journals + 1 : journals, Directory.GetFiles(_folder).Length);
        // The same run has no such error without it.
        _session.Run("Clear-EniContext; Set-EniContext -RegionId cn-hangzhou -Endpoint $endpoint -Credential $credential").ShouldSucceed();
        Assert.Empty(_session.Run(run).ErrorIds.Intersect(errors));
    }

    [Fact]
    public void The_tables_have_each_rail_and_each_cmdlet()
    {
        var ofSession = ParametersOf(typeof(SetEniContextCommand)).Except(NotRails).ToList();
        var ofCmdlets = ParametersOf(typeof(GuardedCmdlet), BindingFlags.DeclaredOnly).Except(["RetryTimeoutSec"]);
        var guarded = typeof(GuardedCmdlet).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(GuardedCmdlet)) && !type.IsAbstract);

        Assert.Equal(ofSession.Order(), Rails.Keys.Order());
        Assert.Empty(ofCmdlets.Except(ofSession));
        Assert.Equal(guarded.Select(type => type.Name).Order(), Runs.Keys.Select(cmdlet => TypeOf(cmdlet).Name).Order());
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Of a removal of two addresses: one to take back, or one that the service refused and that is gone on with.
    private void MakeJournal(bool isRefused)
    {
        if (isRefused)
        {
            _session.Emulator.Faults.Add(
                new() { Kind = FaultKind.Refuse, Action = "UnassignIpv6Addresses", Code = "SomethingNew", Status = 400, Count = 1 });
        }

        _session.Run(
            $"$journal = Join-Path $folder run.jsonl; '{Public}', '{Private}' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force -JournalPath $journal",
            ("folder", _folder));
    }

    private static Type TypeOf(string cmdlet) =>
        typeof(SetEniContextCommand).Assembly.GetType($"EniTools.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command")!;

    private static bool IsOptional(PropertyInfo? parameter) =>
        parameter?.GetCustomAttributes<ParameterAttribute>(inherit: false).Single().Mandatory == false;

    private static IEnumerable<string> ParametersOf(Type type, BindingFlags more = BindingFlags.Default) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | more)
        .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: false)).Select(property => property.Name);
}
