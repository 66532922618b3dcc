<#
.SYNOPSIS
Builds, tests, packages or publishes EniTools: a front over dotnet.
.DESCRIPTION
Where no PowerShell is installed, 'dotnet tool restore' and then 'dotnet pwsh ./build.ps1' run it in the one that the project pins.
.EXAMPLE
./build.ps1 -Task Build -Configuration Release
.EXAMPLE
./build.ps1 -Task Test
.EXAMPLE
./build.ps1 -Task Publish -Repository PSGallery -ApiKey $key -SignCommand 'pwsh -File ../sign.ps1'
#>
[CmdletBinding()]
param(
    # What to do, in this order. Publish tests first.
    [ValidateSet('Build', 'Test', 'Package', 'Publish')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Publish: the registered repository that gets the package.
    [string] $Repository,

    # Publish: the repository's key, where it wants one.
    [string] $ApiKey,

    # A command that signs: it runs in the folder of the module, before that is packed, and fails the build when it fails.
    [string] $SignCommand
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
# MSBuild takes variables as properties.
if ($SignCommand) { $env:SignCommand = $SignCommand }

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

function Join-Root {
    [System.IO.Path]::Combine([string[]] (@($PSScriptRoot) + $args))
}

# Restored by the build with everything else, so that nothing has to be installed.
function Get-Pester {
    $packages = ((& dotnet nuget locals global-packages --list) -split ' ', 2)[1].Trim()
    $pester = [System.IO.Path]::Combine($packages, 'pester', '6.2.0', 'tools', 'Pester.psd1')
    if (-not [System.IO.File]::Exists($pester)) { throw "There is no Pester at '$pester': 'dotnet restore' brings it." }
    $pester
}

function Get-PackageFile {
    $found = [System.IO.Directory]::GetFiles((Join-Root artifacts package $Configuration.ToLowerInvariant()), '*.nupkg')
    if ($found.Length -ne 1) { throw "There should be one package of one version, and there are $($found.Length). Delete the others: $found" }
    $found[0]
}

function Invoke-Test {
    Invoke-DotNet build (Join-Root EniTools.sln) --configuration $Configuration
    Invoke-DotNet test --no-build --solution (Join-Root EniTools.sln) --configuration $Configuration

    # The same suite once more in the PowerShell that this script runs in. In the Shell, the built module is there before the package.
    if ([System.IO.Path]::GetFileNameWithoutExtension([Environment]::GetCommandLineArgs()[0]) -eq 'EniTools.Shell') {
        throw 'The Pester suite needs a PowerShell without EniTools, and this is the Shell: use dotnet pwsh.'
    }
    $shell = (Get-Process -Id $PID).Path
    $suite = Join-Root tests Pester Invoke-Suite.ps1
    $arguments = @('-NoProfile', '-NonInteractive', '-File', $suite, '-Package', (Get-PackageFile), '-Pester', (Get-Pester))
    # PowerShell as a dotnet tool is a library that dotnet runs.
    if ([System.IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { $arguments = @([System.IO.Path]::Combine($PSHOME, 'pwsh.dll')) + $arguments }
    & $shell @arguments
    if ($LASTEXITCODE -ne 0) { throw "Pester ended with exit code $LASTEXITCODE." }
    "xunit passed, and so did Pester in PowerShell $($PSVersionTable.PSVersion)."
}

foreach ($name in $Task) {
    switch ($name) {
        'Build' {
            Invoke-DotNet build (Join-Root EniTools.sln) --configuration $Configuration
            "The module is in $(Join-Root artifacts module $Configuration.ToLowerInvariant() EniTools)"
        }
        'Test' {
            Invoke-Test
        }
        'Package' {
            Invoke-DotNet build (Join-Root src EniTools) --configuration $Configuration
            "The package is $(Get-PackageFile)"
        }
        'Publish' {
            if (-not $Repository) { throw 'Publish needs -Repository: the name of one that Get-PSResourceRepository shows.' }
            if (-not (Get-Command Publish-PSResource -ErrorAction Ignore)) { throw 'Publish needs the module Microsoft.PowerShell.PSResourceGet: it comes with PowerShell 7.4 and later.' }
            $Configuration = 'Release'
            Invoke-Test
            $key = if ($ApiKey) { @{ ApiKey = $ApiKey } } else { @{} }
            Publish-PSResource -NupkgPath (Get-PackageFile) -Repository $Repository @key
            "Published $(Get-PackageFile) to $Repository"
        }
    }
}
