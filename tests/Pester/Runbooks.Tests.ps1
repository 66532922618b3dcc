Describe 'Scripts that nobody watches' {
    BeforeDiscovery {
        $hasThreadJob = [bool] (Get-Command Start-ThreadJob -ErrorAction SilentlyContinue)
        $hasParallel = $PSVersionTable.PSVersion.Major -ge 7
    }

    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
    }

    BeforeEach {
        $emulator = Start-EniEmulator
        $emulator | Set-EniContext
        $connection = @{ RegionId = $emulator.RegionId; Endpoint = $emulator.Endpoint; Credential = $emulator.Credential }
    }

    AfterEach {
        Stop-EniEmulator
        Clear-EniContext
    }

    It 'stop at the first error with ErrorActionPreference Stop, and can catch it' {
        $caught = try {
            $ErrorActionPreference = 'Stop'
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web02a -Force
        }
        catch { $_ }
        $caught.FullyQualifiedErrorId | Should -Be 'InvalidIp.IpUnassigned,EniTools.Commands.RemoveEniIpv6AddressCommand'
        $caught.Exception.RequestId | Should -Not -BeNullOrEmpty
        $caught.TargetObject.NetworkInterfaceId | Should -Be 'eni-bp1web02a'
    }

    It 'can be run again: what is gone is no error' {
        $runbook = { param($list) $ErrorActionPreference = 'Stop'; $list | Remove-EniIpv6Address -Force -IgnoreUnassigned -ReadLagSec 0 }
        $list = Get-EniIpv6Address eni-bp1web02a
        (& $runbook $list).Status | Should -Be 'Removed', 'Removed'
        (& $runbook $list).Status | Should -Be 'NotAssigned', 'NotAssigned'
    }

    It 'work in a background job' {
        $job = Start-Job -ArgumentList $connection { param($connection) @(Get-EniIpv6Address eni-bp1web02a @connection | Remove-EniIpv6Address -Force @connection).Count }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 2
    }

    It 'work in a thread job, whose session is its own' -Skip:(-not $hasThreadJob) {
        $job = Start-ThreadJob -ArgumentList $connection {
            param($connection)
            (Get-EniContext).RegionId
            Set-EniContext @connection
            @(Get-EniIpv6Address eni-bp1web02a).Count
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 2
        Get-EniContext | Select-Object -ExpandProperty RegionId | Should -Be $connection.RegionId
    }

    It 'work in parallel branches' -Skip:(-not $hasParallel) {
        $removed = 'eni-bp1web01b', 'eni-bp1web02a', 'eni-bp1web02b' | ForEach-Object -Parallel {
            $connection = $using:connection
            Get-EniIpv6Address $_ @connection | Remove-EniIpv6Address -Force @connection
        }
        @($removed).Count | Should -Be 35
    }

    It 'leave a transcript that tells what happened and no secret' {
        $path = Join-Path $TestDrive 'transcript.txt'
        $null = Start-Transcript $path
        try {
            Set-EniContext @connection -Verbose
            Get-EniContext | Out-Host
            Get-EniEmulator | Format-List | Out-Host
            Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -Verbose | Out-Host
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web02a -Force -ErrorAction SilentlyContinue
        }
        finally {
            $null = Stop-Transcript
        }
        $text = Get-Content $path -Raw
        $text | Should -Match 'eni-bp1web02a'
        $text | Should -Not -Match ([regex]::Escape($emulator.Credential.GetNetworkCredential().Password))
    }

    It 'end with an exit code that says whether all went well' {
        $path = Join-Path $TestDrive 'runbook.ps1'
        @'
param($Endpoint, $Table)
$key = [pscredential]::new('EniEmulatorAccessKeyId', (ConvertTo-SecureString 'EniEmulatorAccessKeySecret' -AsPlainText -Force))
Import-Csv $Table | Remove-EniIpv6Address -Force -ReadLagSec 0 -ErrorVariable failed -ErrorAction SilentlyContinue -Endpoint $Endpoint -Credential $key | Out-Null
exit [int]($failed.Count -gt 0)
'@ | Set-Content $path
        $table = Join-Path $TestDrive 'old.csv'
        Get-EniIpv6Address eni-bp1web02a | Export-Csv $table -NoTypeInformation
        $shell = (Get-Process -Id $PID).Path
        # PowerShell as a dotnet tool is a library that dotnet runs.
        $library = @(if ([System.IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })

        & $shell @library -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $path $emulator.Endpoint $table
        $LASTEXITCODE | Should -Be 0
        & $shell @library -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $path $emulator.Endpoint $table
        $LASTEXITCODE | Should -Be 1
    }

    It 'try again just what failed' {
        Stop-EniEmulator
        Start-EniEmulator -Fault @{ Kind = 'Refuse'; Action = 'UnassignIpv6Addresses'; Code = 'InvalidOperation.InvalidEniState'; Status = 403; Count = 1 } | Set-EniContext
        $removed = @(Get-EniIpv6Address eni-bp1web02b | Remove-EniIpv6Address -Force -ErrorVariable failed -ErrorAction SilentlyContinue)
        $removed.Count | Should -Be 15
        @($failed.TargetObject | Remove-EniIpv6Address -Force).Count | Should -Be 10
    }

    It 'share a list with workers that know nothing of each other' {
        Get-EniIpv6Address | Export-Csv (Join-Path $TestDrive 'all.csv') -NoTypeInformation
        $all = @(Import-Csv (Join-Path $TestDrive 'all.csv'))
        $shards = 0..2 | ForEach-Object { @($all | Get-EniIpv6RemovalPlan -Shard "$_/3").Count }
        ($shards | Measure-Object -Sum).Sum | Should -Be $all.Count
        ($shards | Measure-Object -Maximum).Maximum | Should -BeLessThan $all.Count
        { $all | Remove-EniIpv6Address -Force -Shard 3/3 } | Should -Throw '*numbers begin with 0, so the last of 3 is 2/3*'
    }

    It 'do what a person would with preferences: WhatIf, Confirm, Verbose, Warning and Error' {
        $before = @(Get-EniIpv6Address).Count
        & {
            Set-StrictMode -Version Latest
            $WhatIfPreference = $true
            $ErrorActionPreference = 'Stop'
            Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address
        } | Should -BeNullOrEmpty
        @(Get-EniIpv6Address).Count | Should -Be $before

        & {
            Set-StrictMode -Version Latest
            $ConfirmPreference = 'None'
            $VerbosePreference = 'Continue'
            Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address 4>&1
        } | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -Not -BeNullOrEmpty
        @(Get-EniIpv6Address).Count | Should -Be ($before - 2)
    }
}
