using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using EniTools.Api.Transport;
using EniTools.Commands;
using EniTools.Emulator;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Control;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.Operations;
using EniTools.Emulator.World;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>Names and numbers in the pages of the emulator are those of its code, in both directions.</summary>
public sealed partial class EmulatorFactTests
{
    private static readonly string Page = Read("docs", "emulator.md");
    private static readonly string Topic = Blanks().Replace(Read("src", "EniTools", "en-US", "about_EniTools_Emulator.help.txt"), " ");

    [Fact]
    public void The_operations_of_the_page_are_those_of_the_table()
    {
        // Those of ECS stand first; those of another service follow its name.
        var listed = Page.Split('\n').Single(line => line.StartsWith("Operations: ", StringComparison.Ordinal))["Operations: ".Length..]
            .Split(" of ").Select((part, i) => i == 0 ? "ECS, " + part : part)
            .SelectMany(part => Operation().Matches(part).Select(match => $"{part.Split(',')[0]} {match.Value}"));

        Assert.Equal(
            OperationTable.Default(new KeyRing(DefaultKeys.All)).All
                .Select(operation => $"{operation.Service.Product.ToUpperInvariant()} {operation.Action}").Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_members_and_kinds_of_faults_are_those_of_the_code()
    {
        var members = FaultMember.All.Select(member => member.Name).ToList();
        var kinds = Enum.GetNames<FaultKind>();

        Assert.Equal(members.Order(StringComparer.Ordinal), FirstCells("| member | what it is |").Order(StringComparer.Ordinal));
        Assert.Equal(kinds.Order(StringComparer.Ordinal), FirstCells("| kind | the call | its answer |").Order(StringComparer.Ordinal));
        Assert.Equal(members.Order(StringComparer.Ordinal), NamesAfter("Members: ").Order(StringComparer.Ordinal));
        Assert.Equal(kinds.Order(StringComparer.Ordinal), NamesAfter("Kinds of faults: ")
            .Except(["latency", "alone", "for"]).Order(StringComparer.Ordinal));

        var fault = new Fault();
        Assert.Contains($"by default {fault.Status} and `{fault.Code}`", Page, StringComparison.Ordinal);
        FaultMember.Check(fault with { LatencyMilliseconds = (int)TimeSpan.FromDays(1).TotalMilliseconds });
        Assert.Throws<FormatException>(
            () => FaultMember.Check(fault with { LatencyMilliseconds = (int)TimeSpan.FromDays(1).TotalMilliseconds + 1 }));
    }

    [Fact]
    public void The_parameters_of_the_page_are_those_of_the_cmdlet() => Assert.Equal(
        typeof(StartEniEmulatorCommand).GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: false))
            .Select(property => "-" + property.Name).Order(StringComparer.Ordinal),
        FirstCells("| parameter of `Start-EniEmulator` | what it does |").Order(StringComparer.Ordinal));

    [Fact]
    public void The_variables_of_the_page_are_those_that_the_program_reads()
    {
        var read = new List<string>();
        EmulatorEnvironment.Read(name =>
        {
            read.Add(name);
            return null;
        });

        Assert.Equal(
            read.Distinct().Order(StringComparer.Ordinal),
            FirstCells("| variable | what it is |").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_keys_of_the_page_are_those_that_every_emulator_knows() => Assert.Equal(
        DefaultKeys.All.Select(key => key.Id).Order(StringComparer.Ordinal),
        KeyId().Matches(Page).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_limits_of_the_page_are_those_of_the_code()
    {
        var http = HttpLimits.Default;

        Assert.All(
            [
                $"{http.Progress.TotalSeconds} seconds for a head and for each {KiB(HttpLimits.PieceBytes)} of a body, "
                    + $"{http.Idle.TotalSeconds} for an idle connection; {Number(http.MaxConnections)} connections; "
                    + $"{KiB(http.MaxHeadBytes)} and {http.MaxHeaders} fields of a head",
                $"| {KiB(ApiGateway.MaxUnsignedBodyBytes)}, or {MiB(ApiGateway.MaxBodyBytes)} with a known key",
                $"A world has up to {ReadLimits.MaxWorldBytes >> 30} GiB",
                $"| {MiB(RequestLog.MaxRequestBytes + RequestLog.MaxAllAnswerBytes)} in all;",
                $"{Number(ControlAddress.MaxRequests)} requests in a response",
                $"the latest {Number(ControlAddress.MaxRequests)} requests, oldest first",
                $"gives the next {Number(ControlAddress.MaxRequests)} after it",
                $"| {ReadLimits.MaxDepth} levels, {Number(ReadLimits.MaxValues)} values in an ENI or a row",
                $"({new EniEmulatorOptions().AddressesPerInterface} without it, {Instance.LargestMaxIpv6} at most;",
                $"with more than {EniTools.Emulator.Gateway.Signature.Window.TotalSeconds} either way",
            ],
            sentence => Assert.Contains(sentence, Page, StringComparison.Ordinal));
    }

    // The names in backticks in the first column of a table.
    private static IEnumerable<string> FirstCells(string head) => Page.Split('\n').SkipWhile(line => line != head).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .SelectMany(line => InBackticks().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

    private static IEnumerable<string> NamesAfter(string beginning)
    {
        var list = Topic[(Topic.IndexOf(beginning, StringComparison.Ordinal) + beginning.Length)..];
        return Word().Matches(list[..list.IndexOf('.', StringComparison.Ordinal)]).Select(match => match.Value).Except(["and"]);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string KiB(int bytes) => $"{bytes / 1024} KiB";

    private static string MiB(int bytes) => $"{bytes / 1024 / 1024} MiB";

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([BuiltModule.RepositoryRoot, .. path]));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex("[A-Z][a-z]+[A-Z0-9][A-Za-z0-9]+")]
    private static partial Regex Operation();

    [GeneratedRegex("EniEmulator[A-Za-z]*KeyId")]
    private static partial Regex KeyId();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
