using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The same command line in the Shell and in PowerShell itself ends with the same code, output and error.</summary>
public sealed partial class SameAsPowerShellTests : IDisposable
{
    private const string Guarded =
        """
        function Remove-It {
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param($Name)
            if ($PSCmdlet.ShouldProcess($Name)) { "removed $Name" }
        }
        Remove-It a
        Remove-It b
        """;

    private readonly ScratchFolder _folder = new();
    private readonly RealShell _pwsh = RealShell.Empty();

    [Theory]
    [InlineData("'a'; throw 'bad'; 'b'")]
    [InlineData("'a'; exit 3")]
    [InlineData("$ErrorActionPreference = 'Stop'\n'a'; nosuch; 'b'")]
    [InlineData("'a'; nosuch")]
    [InlineData("'a'; if (")]
    [InlineData("'a'; dotnet nosuch 2>&1 > $null; $LASTEXITCODE")]
    [InlineData(
        "param([string] $Name, [switch] $On, [Parameter(ValueFromRemainingArguments)] $Rest) \"$Name|$On|$Rest\"",
        "-Name",
        "it's $HOME",
        "-On:$false",
        "x y",
        "-5")]
    [InlineData("param([int] $Number) $Number", "abc")]
    public async Task A_script(string script, params string[] arguments)
    {
        await SameAsync("", ["-NonInteractive", "-File", Script(script), .. arguments]);
    }

    [Theory]
    [InlineData("'a'; throw 'bad'")]
    [InlineData("nosuch; 'a'")]
    [InlineData("'a'; nosuch")]
    [InlineData("dotnet nosuch 2>&1 > $null")]
    public async Task A_text(string text) => await SameAsync("", ["-NonInteractive", "-Command", text]);

    [Fact]
    public async Task A_script_that_is_not_there()
    {
        var (shell, pwsh) = await BothAsync("", ["-File", _folder.Combine("nosuch.ps1")]);

        Assert.Equal((64, 64), (shell.ExitCode, pwsh.ExitCode));
        Assert.NotEmpty(shell.Errors);
    }

    [Theory]
    [InlineData("\n\n", 2, false)]
    [InlineData("bogus\nY\nN\n", 1, false)]
    [InlineData("Y\n", 1, true)]
    [InlineData("", 0, true)]
    [InlineData("Y\nY\n", 0, true, "-NonInteractive")]
    public async Task A_question_whose_answers_come_from_a_pipe(string answers, int removed, bool fails, params string[] options)
    {
        var (shell, pwsh) = await BothAsync(answers, [.. options, "-File", Script(Guarded)]);

        Assert.Equal(removed, pwsh.Lines.Count(line => line.StartsWith("removed ", StringComparison.Ordinal)));
        Assert.Equal(fails, pwsh.Errors.Length > 0);
        // What pwsh says where the input ends is an accident; that it is an error is not.
        Assert.Equal(fails, shell.Errors.Length > 0);
        Assert.Equal((pwsh.ExitCode, Words(pwsh.Output)), (shell.ExitCode, Words(shell.Output)));
    }

    public void Dispose()
    {
        _pwsh.Dispose();
        _folder.Dispose();
    }

    private async Task SameAsync(string input, string[] arguments)
    {
        var (shell, pwsh) = await BothAsync(input, arguments);

        Assert.Equal((pwsh.ExitCode, pwsh.Output, Words(pwsh.Errors)), (shell.ExitCode, shell.Output, Words(shell.Errors)));
    }

    private async Task<(ProcessOutput Shell, ProcessOutput Pwsh)> BothAsync(string input, string[] arguments)
    {
        var pwsh = _pwsh.RunAsync(input, arguments);
        return (await ShellProcess.RunAsync(input, arguments), await pwsh);
    }

    private string Script(string text)
    {
        var path = _folder.Combine("script.ps1");
        File.WriteAllText(path, text);
        return path;
    }

    // How wide a line may be depends on the console, and with it where a message goes on.
    private static string Words(string text) => Layout().Replace(text, " ").Trim();

    [GeneratedRegex(@"[\s|]+")]
    private static partial Regex Layout();
}
