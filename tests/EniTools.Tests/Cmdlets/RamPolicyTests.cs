using System.Management.Automation;
using System.Text.Json;
using EniTools.Pipeline;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The least policy for what is to be done, and what an error says when the policy in force is less.</summary>
public sealed class RamPolicyTests
{
    [Fact]
    public void A_policy_allows_the_cmdlets_on_the_ENIs_and_nothing_else()
    {
        using var session = PowerShellSession.Bare();

        var policy = Policy(
            session, "Get-EniRamPolicy Remove-EniIpv6Address -NetworkInterfaceId eni-a, eni-b -RegionId cn-hangzhou -AccountId 123");

        Assert.Equal(
            [
                "ecs:DescribeNetworkInterfaces on *",
                "ecs:UnassignIpv6Addresses on acs:ecs:cn-hangzhou:123:eni/eni-a",
                "ecs:UnassignIpv6Addresses on acs:ecs:cn-hangzhou:123:eni/eni-b"],
            policy);
    }

    [Theory]
    [InlineData("Get-EniRamPolicy Get-Eni", "ecs:DescribeNetworkInterfaces on *")]
    [InlineData(
        "Get-EniRamPolicy Get-EniRegion, get-eni -NetworkInterfaceId eni-a", "ecs:DescribeNetworkInterfaces on *|ecs:DescribeRegions on *")]
    [InlineData(
        "Get-EniRamPolicy Remove-EniIpv6Address", "ecs:DescribeNetworkInterfaces on *|ecs:UnassignIpv6Addresses on acs:ecs:*:*:eni/*")]
    public void What_is_not_given_is_any(string script, string policy)
    {
        using var session = PowerShellSession.Bare();

        Assert.Equal(policy, string.Join('|', Policy(session, script)));
    }

    [Fact]
    public void ENIs_bind_with_their_regions()
    {
        using var session = PowerShellSession.WithEmulator();

        var policy = Policy(
            session, "& { Get-Eni eni-bp1spare01; Get-Eni eni-2zedb01a -RegionId cn-beijing } | Get-EniRamPolicy Remove-EniIpv6Address");

        Assert.Contains("ecs:UnassignIpv6Addresses on acs:ecs:cn-hangzhou:*:eni/eni-bp1spare01", policy);
        Assert.Contains("ecs:UnassignIpv6Addresses on acs:ecs:cn-beijing:*:eni/eni-2zedb01a", policy);
        Assert.Equal(3, policy.Count);
    }

    [Fact]
    public void Bad_input_never_widens_a_policy()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            "Get-EniRamPolicy -NetworkInterfaceId 'eni-*'; Get-EniRamPolicy -RegionId 'A B'; "
                + "try { Get-EniRamPolicy Get-Nothing } catch { $_.FullyQualifiedErrorId }");

        Assert.Equal(["InvalidEniId.Malformed", "InvalidRegionId"], result.ErrorIds.Take(2));
        Assert.StartsWith("CmdletNotFound,", result.Output.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_cmdlet_that_needs_a_permission_is_in_the_table()
    {
        // Everybody may ask who they are.
        const string NeedsNone = "Get-EniContext";
        var cmdlets = typeof(EniServiceCmdlet).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(EniServiceCmdlet)))
            .Select(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).OfType<CmdletAttribute>().Single())
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Where(cmdlet => cmdlet != NeedsNone);

        using var session = PowerShellSession.Bare();
        foreach (var cmdlet in cmdlets)
            session.Run($"Get-EniRamPolicy {cmdlet}").ShouldSucceed();
    }

    [Fact]
    public void A_refusal_for_want_of_permission_names_the_action_and_the_resource()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            "Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -Credential $limited",
            ("limited", new PSCredential("EniEmulatorReadOnlyKeyId", PowerShellSession.EmulatorCredential().Password)));

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Contains(
            "ecs:UnassignIpv6Addresses on "
                + "acs:ecs:cn-hangzhou:*:eni/eni-bp1web02a", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal));
    }

    private static List<string> Policy(PowerShellSession session, string script)
    {
        using var policy = JsonDocument.Parse(session.Run(script).ShouldSucceed().Output.Single().ToString()!);
        Assert.Equal("1", policy.RootElement.GetProperty("Version").GetString());
        return
        [
            .. from statement in policy.RootElement.GetProperty("Statement").EnumerateArray()
               where statement.GetProperty("Effect").GetString() == "Allow"
               from action in statement.GetProperty("Action").EnumerateArray()
               from resource in statement.GetProperty("Resource").EnumerateArray()
               select $"{action} on {resource}",
        ];
    }
}
