<#
.SYNOPSIS
Runs this folder's tests in the PowerShell that calls it, on the module as the package has it.
.DESCRIPTION
Ends with exit code 0 only when tests ran and all of them passed.
#>
[CmdletBinding()]
param(
    # The EniTools package.
    [Parameter(Mandatory)]
    [string] $Package,

    # The manifest of the Pester to use.
    [Parameter(Mandatory)]
    [string] $Pester
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$scratch = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName())
$modulePath = $env:PSModulePath
try {
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [System.IO.Compression.ZipFile]::ExtractToDirectory($Package, [System.IO.Path]::Combine($scratch, 'EniTools'))
    $env:PSModulePath = $scratch + [System.IO.Path]::PathSeparator + $modulePath

    Import-Module $Pester -Force
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $PSScriptRoot
    $configuration.Run.PassThru = $true
    $configuration.Output.RenderMode = 'Plaintext'
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    Remove-Module EniTools -ErrorAction SilentlyContinue
    $env:PSModulePath = $modulePath
    # Windows keeps an assembly that a process has loaded; the system clears its own temporary folder.
    Remove-Item $scratch -Recurse -Force -ErrorAction SilentlyContinue
}

# Once more at the end, where a log is read.
$result.Failed | ForEach-Object { "FAILED: $($_.ExpandedPath): $($_.ErrorRecord)" -replace '\s+', ' ' }
if ($result.Result -ne 'Passed' -or $result.PassedCount -eq 0) { exit 1 }
