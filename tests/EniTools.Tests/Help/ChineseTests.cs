using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>What a user sees whose language is Chinese. Ids, messages, names of properties and statuses are what they are for all.</summary>
public sealed partial class ChineseTests
{
    private const string Lost = "Start-EniEmulator -Fault @{ Kind = 'DropBeforeEffect' } | Set-EniContext; "
        + "Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force -RetryTimeoutSec 0";

    /// <summary>Errors of the input, of a run on other threads, of a guard rail, of a journal, and two remedies in one.</summary>
    [Theory]
    [InlineData("'bad' | Remove-EniIpv6Address -EniId eni-bp1web01b -Force")]
    [InlineData("'2001:db8::1, 2001:db8::2' | Remove-EniIpv6Address -EniId eni-bp1web01b -Force")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web01b -Force")]
    [InlineData(Lost)]
    [InlineData("Set-EniContext -ProtectedNetworkInterfaceId eni-bp1web01b; Remove-EniIpv6Address 2001:db8::1 eni-bp1web01b -Force")]
    [InlineData("Get-Eni eni-none")]
    [InlineData("Get-EniChange nothing.jsonl")]
    [InlineData("Add-EniIpv6Bandwidth 2001:db8:1234:1a00::3:1 -Bandwidth 2001 -Force")]
    public void A_remedy_is_Chinese_and_the_rest_of_an_error_is_as_for_all(string script)
    {
        using var english = PowerShellSession.WithEmulator();
        using var chinese = PowerShellSession.WithEmulator().InChinese();

        var said = Assert.Single(english.Run(script).Errors);
        var told = Assert.Single(chinese.Run(script).Errors);

        Assert.Matches(Wide(), told.ErrorDetails.RecommendedAction);
        Assert.DoesNotMatch(Wide(), said.ErrorDetails.RecommendedAction);
        Assert.DoesNotMatch(Wide(), told.ToString());
        Assert.Equal(
            (said.FullyQualifiedErrorId, said.CategoryInfo.Category), (told.FullyQualifiedErrorId, told.CategoryInfo.Category));
    }

    [Fact]
    public void A_prompt_is_Chinese()
    {
        using var session = PowerShellSession.WithEmulator(new ScriptedHost("No")).InChinese();

        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b; Clear-EniContext -WhatIf").ShouldSucceed();

        Assert.Contains("回收 IPv6 地址", session.Host.Questions.Single(), StringComparison.Ordinal);
        Assert.Contains("清除 EniTools 上下文", session.Host.Lines.Single(), StringComparison.Ordinal);
        Assert.Contains("本会话", session.Host.Lines.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HelpTests.AboutTopics), MemberType = typeof(HelpTests))]
    public void An_about_topic_fits_a_window_has_the_code_of_the_English_one_and_is_marked_as_UTF_8(string file)
    {
        var path = Path.Combine(BuiltModule.Folder, "zh-CN", file);
        var text = File.ReadAllText(path);
        var lines = text.Split('\n');

        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(path)[..3]);
        Assert.All(lines, line => Assert.InRange(Columns(line), 0, 80));
        Assert.Equal("主题", lines[0]);
        Assert.Equal(ShownPage.CodeOf(File.ReadAllText(Path.Combine(BuiltModule.Folder, "en-US", file))), ShownPage.CodeOf(text));
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task Get_Help_shows_a_Chinese_user_the_Chinese_help()
    {
        using var shell = ChineseShell();

        var run = await shell.RunAsync(
            "Get-Help Remove-EniIpv6Address -Full | Out-String -Width 80; Get-Help about_EniTools | Out-String -Width 80");

        var text = run.ShouldSucceed().Output;
        Assert.Contains("从弹性网卡上回收 IPv6 地址和前缀。", text, StringComparison.Ordinal);
        Assert.Contains("-------- 示例 1：预览将要执行的操作 --------", text, StringComparison.Ordinal);
        Assert.Contains("本次运行所针对的账号 ID。", text, StringComparison.Ordinal);
        Assert.Contains("阿里云弹性网卡（ENI）的 IPv6 地址和前缀", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task The_Chinese_texts_are_loaded_with_the_first_that_is_shown_and_not_with_the_module()
    {
        using var shell = ChineseShell();

        var run = await shell.RunAsync(
            """
            function Count { @([AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'EniTools.resources' }).Count }
            Import-Module EniTools
            Count
            Clear-EniContext -WhatIf
            Count
            """);

        var lines = run.ShouldSucceed().Lines.ToList();
        Assert.Equal(("0", "1"), (lines[0], lines[^1]));
        Assert.Contains("清除 EniTools 上下文", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task A_table_with_Chinese_names_keeps_its_columns_at_80()
    {
        using var shell = RealShell.WithPackage();

        var run = await shell.RunAsync(
            """
            $world = Join-Path $HOME world.json
            Start-EniEmulator -StatePath $world | Set-EniContext
            $null = Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            Stop-EniEmulator
            [IO.File]::WriteAllText($world, [IO.File]::ReadAllText($world).Replace('web-01 data', '生产环境数据库服务器的辅助网卡'))
            Start-EniEmulator -StatePath $world | Set-EniContext
            Get-Eni eni-bp1web01a, eni-bp1web01b | Out-String -Width 80
            Get-EniIpv6Address eni-bp1web01b | Out-String -Width 80
            $null = Save-EniEmulator 变更前的环境数据
            (Get-EniEmulator).Snapshots | Out-String -Width 80
            """);

        var lines = run.ShouldSucceed().Lines.ToList();
        AssertColumn(lines, "Name", line => line.StartsWith("eni-", StringComparison.Ordinal), "生产环境");
        AssertColumn(lines, "Endpoint", line => line.StartsWith("变更前", StringComparison.Ordinal), "http://");
        Assert.All(lines, line => Assert.InRange(Columns(line.TrimEnd()), 0, 80));
    }

    private static RealShell ChineseShell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The language of Windows cannot be chosen for a process.");
        return RealShell.WithPackage(RealShell.Chinese);
    }

    // In the rows, a value begins in the column in which its head does.
    private static void AssertColumn(List<string> lines, string head, Func<string, bool> isRow, string value)
    {
        var rows = lines.Where(line => isRow(line) && Wide().IsMatch(line)).ToList();
        var headLine = lines.Take(lines.IndexOf(rows[0])).Last(line => line.Contains($" {head}", StringComparison.Ordinal));

        Assert.All(rows, row => Assert.True(Before(row, value) == Before(headLine, head), $"{headLine}\n{row}"));
    }

    private static int Before(string line, string text) => Columns(line[..line.IndexOf(text, StringComparison.Ordinal)]);

    private static int Columns(string text) => text.Sum(c => Wide().IsMatch($"{c}") ? 2 : 1);

    [GeneratedRegex(@"[\u2E80-\u9FFF\uFF00-\uFF60“”‘’]")]
    private static partial Regex Wide();
}
