using System.Reflection;
using System.Xml.Linq;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>What output objects look like in PowerShell itself, where nobody chose a view for them.</summary>
[Trait("Needs", "Process")]
public sealed class ViewTests(ViewTests.Rendering rendering) : IClassFixture<ViewTests.Rendering>
{
    // What each type is made by, and what a reader needs whole at 80 columns.
    private static readonly Dictionary<string, (string Script, string[] Needed)> Types = new()
    {
        ["EniIpv6Assignment"] = (
            "Get-EniIpv6Address eni-bp1web02b, eni-bp1service01",
            [
                "NetworkInterfaceId: eni-bp1web02b, i-bp1web02, web-02 data", "Address or prefix", "Type", "Status", "Managed",
                "2001:db8:1234:1a00::4:10", "by service",
            ]),
        ["Eni"] = (
            "Get-Eni",
            [
                "Region and VPC: cn-hangzhou, vpc-bp1main", "NetworkInterfaceId", "Status", "Addresses", "Prefixes", "Name",
                "eni-bp1detach01", "Detaching",
            ]),
        ["EniIpv6PlannedRemoval"] = (
            """
            Get-EniIpv6Address eni-bp1web01a, eni-bp1service01, eni-bp1web01b | Get-EniIpv6RemovalPlan
            Get-EniIpv6RemovalPlan 2001:db8:3456:3c01:21::/80 eni-8vbspare01 -RegionId cn-zhangjiakou
            """,
            [
                "NetworkInterfaceId: eni-bp1service01", "Call", "Address or prefix",
                "2001:db8:1234:1a00::1:1", "is removed", "is removed, 100 Mbit/s stay billed", "InvalidOperation.EniServiceManaged",
                // The one code that goes on in the next line.
                "InvalidOperation.RegionNotSupportIp", "Prefix",
            ]),
        ["EniIpv6Removal"] = (
            "($script:removed = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force); $null = $removed | Add-EniIpv6Address",
            ["NetworkInterfaceId", "Address or prefix", "Status", "eni-bp1web01b", "2001:db8:1234:1a01:21::/80", "Removed"]),
        ["EniIpv6Addition"] = (
            "$removed | Add-EniIpv6Address -IgnoreAssigned",
            ["NetworkInterfaceId", "Address or prefix", "Status", "eni-bp1web01b", "AlreadyAssigned"]),
        ["EniChange"] = (
            """
            $script:journal = Join-Path ([IO.Path]::GetTempPath()) "$(New-Guid).jsonl"
            $null = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force -JournalPath $journal
            $null = Undo-EniChange $journal -Force
            Get-EniChange $journal
            """,
            [
                "Journal: ", "2 (Assign, takes back 1, Ended): 8 Assigned", "NetworkInterfaceId", "Address or prefix", "Status",
                "eni-bp1web01b", "2001:db8:1234:1a01:21::/80", "Assigned",
            ]),
        ["EniChangeSummary"] = (
            "Get-EniChange $journal -Summary",
            [
                "Change", "Action", "Undoes", "State", "Targets", "Done", "Failed", "Unknown", "NotSent", "Declined",
                "     1 Remove          Ended",
            ]),
        ["EniIpv6BilledAssignment"] = (
            "Get-EniIpv6Address eni-bp1web01b -IncludeBandwidth; Get-EniIpv6Address eni-2zedb01a -RegionId cn-beijing -IncludeBandwidth",
            [
                "NetworkInterfaceId: eni-bp1web01b, i-bp1web01, web-01 data", "Address or prefix", "Network", "Mbit/s", "Charge",
                "Public      100 PayByTraffic", "Private", "subscription",
            ]),
        ["EniIpv6Bandwidth"] = (
            "Get-EniIpv6Bandwidth; Get-EniIpv6Bandwidth -RegionId cn-beijing",
            [
                "RegionId: cn-hangzhou", "Address or prefix", "On", "Mbit/s", "Charge", "2001:db8:1234:1a01:21::/80", "eni-bp1service01",
                "(nothing)", "100 PayByTraffic", "i-2zedb01", "subscription",
            ]),
        ["EniIpv6BandwidthRemoval"] = (
            "($script:ended = Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth -Force); "
                + "$null = $ended | Add-EniIpv6Bandwidth -Force",
            ["Address or prefix", "Mbit/s", "Charge", "Status", "2001:db8:1234:1a01:21::/80", "100 PayByTraffic", "Ended"]),
        ["EniIpv6BandwidthAddition"] = (
            "$ended | Add-EniIpv6Bandwidth -Force -IgnoreExisting",
            ["Address or prefix", "Mbit/s", "Charge", "Status", "2001:db8:1234:1a01:21::/80", "5 PayByBandwidth", "HasBandwidth"]),
        ["EniIpv6Target"] = (
            """
            Remove-EniIpv6Address 2001:db8:1234:1a00:ffff:ffff:ffff:dead eni-bp125p95hhdhn3ot1x2y -Force `
                -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.TargetObject
            """,
            [
                "NetworkInterfaceId", "Address or prefix", "RegionId",
                "eni-bp125p95hhdhn3ot1x2y", "2001:db8:1234:1a00:ffff:ffff:ffff:dead", "cn-hangzhou",
            ]),
        ["EniIpv6CountTarget"] = (
            """
            Add-EniIpv6Address -NetworkInterfaceId eni-bp125p95hhdhn3ot1x2y -Ipv6AddressCount 2 `
                -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.TargetObject
            """,
            ["NetworkInterfaceId", "Addresses", "Prefixes", "RegionId", "eni-bp125p95hhdhn3ot1x2y", "cn-hangzhou"]),
        ["EniProfile"] = (
            "Get-EniContext -AccountId 1000000000000011 -RoleName eni-operator",
            ["ProfileName", "Mode", "RegionId", "acs:ram::1000000000000011:role/eni-operator", "RamRole", "cn-hangzhou"]),
        ["EniRegion"] = ("Get-EniRegion", ["RegionId", "LocalName", "Status", "cn-hangzhou", "China (Hangzhou)", "available"]),
        ["EniContext"] = (
            "Get-EniContext -Verify",
            [
                "Region      : cn-hangzhou (session)", "Endpoint    : http://127.0.0.1:", "AccessKeyId : EniE...eyId",
                "Credential  : session", "Account     : 1000000000000001",
            ]),
        ["EmulatorInstance"] = (
            "$emulator",
            ["Endpoint", "RegionId", "AccessKeyId", "Requests", "http://127.0.0.1:", "EniEmulatorAccessKeyId"]),
        ["EmulatorSnapshot"] = (
            "$emulator | Save-EniEmulator before-the-run",
            ["Name", "ENIs", "Taken at (UTC)", "Endpoint", "before-the-run", "http://127.0.0.1:"]),
        ["RequestRecord"] = (
            """
            $null = Get-Eni eni-bp1web01a
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web01a -Force -ErrorAction SilentlyContinue
            $emulator.Requests | Select-Object -Last 3
            """,
            ["Action", "Status", "Code", "DescribeNetworkInterfaces", "InvalidIp.IpUnassigned"]),
        ["Fault"] = (
            """
            $emulator.Faults.Add(@{ Kind = 'Refuse'; Code = 'Throttling.User'; Status = 400; Action = 'NoSuchOperation'; NetworkInterfaceId = 'eni-bp125p95hhdhn3ot1x2y'; Count = 3; RetryAfterMilliseconds = 1500 })
            $emulator.Faults.Add(@{ LatencyMilliseconds = 86400000; Probability = 0.25; NetworkInterfaceId = 'eni-none' })
            $emulator.Faults.Add(@{ Kind = 'DropBeforeEffect'; Count = 1 })
            $emulator.Faults
            $emulator.Faults.Clear()
            """,
            [
                "Kind", "Calls", "Of", "How", "Refuse               3 NoSuchOperation", "HTTP 400 Throttling.User",
                "eni-bp125p95hhdhn3ot1x2y", "retry after 1500 ms",
                "None             every eni-none", "86400000 ms late", "with probability 0.25", "DropBeforeEffect     1 every operation",
            ]),
        ["FlowControl"] = (
            "$emulator.FlowControl",
            ["MaxCallsPerSecond", "MaxCallsPerMinute", "OmitRetryAfter", "any number", "False"]),
        ["EniServiceException"] = (
            """
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web01a -Force `
                -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Exception
            """,
            [
                "Code       : InvalidIp.IpUnassigned", "HttpStatus : 403", "RequestId  : ",
                "Message    : 2001:db8:1234:1a00::dead on eni-bp1web01a in cn-hangzhou was not re",
            ]),
    };

    // What has no room at 80 columns: it comes last, and is needed when something went wrong.
    private static readonly string[] LastAt80 = ["RequestId", "Code"];

    private static readonly XElement Views = XElement.Load(Path.Combine(BuiltModule.Folder, "EniTools.Format.ps1xml"));

    public static TheoryData<string> Names => [.. Types.Keys];

    [Fact]
    public void Each_type_that_an_output_object_leads_to_has_a_view_and_is_looked_at_here()
    {
        var types = OutputTypes().Select(type => type.FullName).Order().ToList();

        Assert.Equal(types.Select(name => name!.Split('.')[^1]).Order(), Types.Keys.Order());
        Assert.All(
            Views.Descendants("ViewSelectedBy"),
            view => Assert.All(
                view.Elements().Chunk(2), pair => Assert.Equal($"Deserialized.{pair[0].Value}", pair[^1].Value)));
        Assert.Equal(
            types, Views.Descendants("TypeName").Where((_, index) => index % 2 == 0).Select(name => name.Value).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_column_is_lost(string type)
    {
        var view = Views.Descendants("View")
            .First(view => view.Descendants("TypeName").Any(name => name.Value.EndsWith($".{type}", StringComparison.Ordinal)));
        var items = view.Descendants("ListItem").Where(item => item.Element("ItemSelectionCondition") is null);
        var labels = view.Descendants("TableColumnHeader").Concat(items)
            .Select(column => (column.Element("Label") ?? column.Element("PropertyName"))!.Value)
            .ToList();

        Assert.NotEmpty(labels);
        Assert.All(labels.Except(view.Descendants("TableControl").Any() ? LastAt80 : []), label => ShouldShow(80, label));
        Assert.All(labels, label => ShouldShow(120, label));

        void ShouldShow(int width, string label) => Assert.Contains(
            rendering.Section($"{type} {width}"), line => line.Contains(label, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_name_of_a_type_is_shown_by_an_object_as_a_list_or_by_one_of_its_properties(string type)
    {
        Assert.All(
            [.. rendering.Section($"{type} 80"), .. rendering.Section($"{type} 120"), .. rendering.Section($"{type} list")],
            line => Assert.DoesNotMatch(@"\b(EniTools|System)\.\w", line));
        // PowerShell itself shows the password of a credential as its type.
        Assert.All(
            rendering.Section($"{type} properties"),
            line => Assert.DoesNotMatch(@"\b(EniTools\.\w|System\.(?!Security\.SecureString))", line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_80_columns_no_line_is_longer_and_nothing_needed_is_cut(string type)
    {
        var lines = rendering.Section($"{type} 80");

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.All(Types[type].Needed, needed => Assert.Contains(lines, line => line.Contains(needed, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_came_over_the_wire_looks_the_same(string type)
    {
        Assert.Equal(rendering.Section($"{type} here"), rendering.Section($"{type} depth 1"));
        Assert.Equal(rendering.Section($"{type} here"), rendering.Section($"{type} depth 2"));
    }

    [Theory]
    [InlineData("EniIpv6Removal")]
    [InlineData("EniIpv6Addition")]
    [InlineData("RequestRecord")]
    public void At_120_columns_a_row_has_its_whole_request_id(string type)
    {
        var lines = rendering.Section($"{type} 120");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        var rows = lines.Skip(2).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(Guid.TryParse(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], out _), row));
    }

    [Fact]
    public void A_list_shows_the_rest() =>
        Assert.Equal(
            [
                "RegionId", "NetworkInterfaceId", "Ipv6Address", "Ipv6Prefix", "Status",
                "RequestId", "Attempts", "Time", "ConfirmedByLooking", "DoneBefore", "DoneByRun", "Bandwidth", "InternetChargeType",
                "ProfileName", "SortKey",
            ],
            rendering.Section("list").Select(line => line.Split(':')[0].Trim()));

    // From what cmdlets write as results and errors, by way of public properties and what lists hold.
    private static HashSet<Type> OutputTypes()
    {
        var assembly = typeof(EmulatorInstance).Assembly;
        var found = new HashSet<Type>();
        var left = new Queue<Type>(assembly.ExportedTypes.Where(
            type => type.Namespace == typeof(EmulatorInstance).Namespace || typeof(Exception).IsAssignableFrom(type)));
        while (left.TryDequeue(out var type))
        {
            if (!type.Namespace!.StartsWith("EniTools", StringComparison.Ordinal) || type.IsAbstract || type.IsEnum || !found.Add(type))
                continue;
            foreach (var property in OwnProperties(type))
            {
                var lists = property.PropertyType.GetInterfaces().Append(property.PropertyType)
                    .Where(list => list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IEnumerable<>)).ToList();
                foreach (var next in lists.Count > 0 ? lists.Select(list => list.GenericTypeArguments[0]) : [property.PropertyType])
                    left.Enqueue(next);
            }
        }

        return found;
    }

    private static IEnumerable<PropertyInfo> OwnProperties(Type type) =>
        type.GetProperties().Where(property => property.DeclaringType!.Namespace!.StartsWith("EniTools", StringComparison.Ordinal));

    [Theory]
    [InlineData("assignments")]
    [InlineData("plan")]
    [InlineData("removals")]
    [InlineData("additions")]
    public void Sorting_goes_by_region_ENI_and_the_number_that_an_address_is(string kind) =>
        Assert.Equal(
            [
                "cn-beijing eni-2zedb01b 2001:db8:2345:2b00::2:9",
                "cn-beijing eni-2zedb01b 2001:db8:2345:2b00::2:a",
                "cn-hangzhou eni-bp1web01b 2001:db8:1234:1a00::2:5",
                "cn-hangzhou eni-bp1web01b 2001:db8:1234:1a01:21::/80",
                "cn-hangzhou eni-bp1web02b 2001:db8:1234:1a00::4:9",
                "cn-hangzhou eni-bp1web02b 2001:db8:1234:1a00::4:10",
            ],
            rendering.Section($"sorted {kind}"));

    /// <summary>All of it in one process, as one costs a second.</summary>
    public sealed class Rendering : IAsyncLifetime
    {
        private const string Sorting = """
            $some = @(
                Get-EniIpv6Address eni-bp1web02b | Where-Object Ipv6Address -Match '::4:(9|10)$'
                Get-EniIpv6Address eni-bp1web01b | Where-Object { $_.Ipv6Address -match '::2:5$' -or $_.Ipv6Prefix -match ':21::' }
                Get-EniIpv6Address eni-2zedb01b -RegionId cn-beijing | Where-Object Ipv6Address -Match ':(9|a)$'
            )
            [array]::Reverse($some)
            $plan = $some | Get-EniIpv6RemovalPlan
            $removals = $some | Remove-EniIpv6Address -Force
            $additions = $removals | Add-EniIpv6Address
            foreach ($kind in @{ assignments = $some; plan = $plan; removals = $removals; additions = $additions }.GetEnumerator()) {
                "## sorted $($kind.Key)"
                $kind.Value | Sort-Object | ForEach-Object { "$($_.RegionId) $($_.NetworkInterfaceId) $($_.Ipv6Address)$($_.Ipv6Prefix)" }
            }
            """;

        private static readonly int[] Widths = [80, 120];

        private readonly Dictionary<string, List<string>> _sections = [];

        /// <summary>The lines under a headline, those without text left out.</summary>
        public IReadOnlyList<string> Section(string headline) => _sections[headline];

        public ValueTask InitializeAsync()
        {
            using var session = PowerShellSession.Bare();
            var run = session.Run($"""
                ($emulator = Start-EniEmulator) | Set-EniContext
                {string.Join(Environment.NewLine, Types.Select(type => Shown(type.Key, type.Value.Script)))}
                '## list'; $removed[0] | Format-List | Out-String -Width 80
                {Sorting}
                """);
            foreach (var line in run.ShouldSucceed().Output.SelectMany(text => $"{text}".Split('\n')).Select(line => line.TrimEnd('\r')))
            {
                if (line.StartsWith("## ", StringComparison.Ordinal))
                    _sections[line[3..]] = [];
                else if (line.Trim().Length > 0)
                    _sections[_sections.Keys.Last()].Add(line);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Shown(string type, string script)
        {
            var names = OwnProperties(OutputTypes().Single(output => output.Name == type)).Select(property => $"'{property.Name}'");
            var tables = Widths.Select(width => $$"""
                '## {{type}} {{width}}'
                & { {{script}} } | Tee-Object -Variable shown | Out-String -Width {{width}}
                """);
            return $$"""
                {{string.Join(Environment.NewLine, tables)}}
                '## {{type}} here'; $shown | Out-String -Width 120
                # Remoting and jobs send one level, Export-Clixml writes two.
                foreach ($depth in 1, 2) {
                    "## {{type}} depth $depth"
                    $shown | ForEach-Object {
                        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, $depth))
                    } | Out-String -Width 120
                }
                '## {{type}} list'; $shown | Format-List | Out-String -Width 80
                '## {{type}} properties'; foreach ($name in {{string.Join(", ", names)}}) { $shown.$name | Out-String -Width 80 }
                """;
        }
    }
}
