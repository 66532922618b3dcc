<#
.SYNOPSIS
Builds, tests or packages EniTools: a front over dotnet.
.EXAMPLE
./build.ps1 -Task Build -Configuration Release
.EXAMPLE
./build.ps1 -Task Build, Test
#>
[CmdletBinding()]
param(
    # What to do, in this order.
    [ValidateSet('Build', 'Test', 'Package')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $args ended with exit code $LASTEXITCODE." }
}

$root = $PSScriptRoot
$solution = [System.IO.Path]::Combine($root, 'EniTools.sln')
$module = [System.IO.Path]::Combine($root, 'artifacts', 'module', $Configuration.ToLowerInvariant(), 'EniTools')

foreach ($name in $Task) {
    switch ($name) {
        'Build' {
            Invoke-DotNet build $solution --configuration $Configuration
            "The module is in $module"
        }
        'Test' {
            Invoke-DotNet test --solution $solution --configuration $Configuration
        }
        'Package' {
            Invoke-DotNet pack ([System.IO.Path]::Combine($root, 'src', 'EniTools')) --configuration $Configuration
            "The package is in $([System.IO.Path]::Combine($root, 'artifacts', 'package', $Configuration.ToLowerInvariant()))"
        }
    }
}
