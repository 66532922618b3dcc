using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The script of docs/runbooks.md, to be run by PowerShell itself.</summary>
internal static class RunbookScript
{
    /// <summary>PowerShell that writes the script to ./remove.ps1, lets it use $emulator, and says in $shell and $library what runs it.</summary>
    public static async Task<string> SetupAsync()
    {
        var page = (await File.ReadAllTextAsync(
            Path.Combine(BuiltModule.RepositoryRoot, "docs", "runbooks.md"),
            TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var script = page.Split("@'\n")[1].Split("\n'@")[0];
        return $$"""
            $env:ALIBABA_CLOUD_ENDPOINT = $emulator.Endpoint
            $env:ALIBABA_CLOUD_ACCESS_KEY_ID = $emulator.Credential.UserName
            $env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = $emulator.Credential.GetNetworkCredential().Password
            Set-Location $HOME
            @'
            {{script}}
            '@ | Set-Content ./remove.ps1
            $shell = (Get-Process -Id $PID).Path
            $library = @(if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll })
            """;
    }
}
