Describe 'The emulator' {
    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
    }

    AfterEach {
        Stop-EniEmulator
        Clear-EniContext
    }

    It 'serves the session that is set to it' {
        Start-EniEmulator | Set-EniContext
        @(Get-EniIpv6Address eni-bp1web02a).Count | Should -Be 2
        (Get-EniEmulator).Requests[-1].Action | Should -Be 'DescribeNetworkInterfaces'
    }

    It 'is one of several, each stopped by its endpoint or from the pipeline' {
        $first, $second = (Start-EniEmulator), (Start-EniEmulator)
        Stop-EniEmulator $first.Endpoint
        (Get-EniEmulator).Endpoint | Should -Be $second.Endpoint
        $second | Stop-EniEmulator
        Get-EniEmulator | Should -BeNullOrEmpty
    }

    It 'keeps its world in a file' {
        $path = Join-Path $TestDrive 'world.json'
        Start-EniEmulator -StatePath $path | Set-EniContext
        Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force | Should -HaveCount 2
        Stop-EniEmulator

        Start-EniEmulator -StatePath $path | Set-EniContext
        Get-EniIpv6Address eni-bp1web02a | Should -BeNullOrEmpty
    }

    It 'keeps its world under a name and puts it back' {
        $emulator = Start-EniEmulator
        $emulator | Set-EniContext
        $snapshot = $emulator | Save-EniEmulator -Name before
        $snapshot.NetworkInterfaceCount | Should -Be 16
        Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force | Should -HaveCount 2
        Get-EniIpv6Address eni-bp1web02a | Should -BeNullOrEmpty

        $snapshot | Restore-EniEmulator
        @(Get-EniIpv6Address eni-bp1web02a).Count | Should -Be 2
        { Restore-EniEmulator -Name other -ErrorAction Stop } | Should -Throw "*has no snapshot 'other'*"
    }

    # One that is there would open a browser.
    It 'shows no page of an emulator that is not there' {
        { Show-EniEmulator -Endpoint http://127.0.0.1:1 -ErrorAction Stop } | Should -Throw '*no emulator at http://127.0.0.1:1*'
        { [pscustomobject]@{ Endpoint = 'http://127.0.0.1:1' } | Show-EniEmulator -ErrorAction Stop } | Should -Throw '*no emulator at*'
        (Start-EniEmulator).Page.AbsoluteUri | Should -Match '^http://127\.0\.0\.1:\d+/\.emulator/#[0-9a-f]{32}$'
    }

    It 'does wrong on purpose what it is told' {
        Start-EniEmulator -Fault @{ Kind = 'Refuse'; Code = 'ServiceUnavailable'; Status = 503; Count = 1 } | Set-EniContext
        @(Get-EniIpv6Address eni-bp1web02a).Count | Should -Be 2
        (Get-EniEmulator).Requests.Status | Should -Be 503, 200
    }

    It 'answers later by milliseconds, and shows with how many calls' {
        Start-EniEmulator -Fault @{ LatencyMilliseconds = 300; Count = 2 } | Set-EniContext
        $null = Get-EniRegion
        (Get-EniEmulator).Requests[0].Duration.TotalMilliseconds | Should -BeGreaterThan 290
        (Get-EniEmulator).Faults.Count | Should -Be 1
        (Get-EniEmulator).Faults | Out-String | Should -Match 'None +1 +every operation +300 ms late'
    }

    It 'says which members a fault has' {
        { Start-EniEmulator -Fault @{ Latency = 300 } } | Should -Throw "*A fault has no member 'Latency'. It has Kind, *"
    }

    It 'starts and stops nothing with -WhatIf' {
        Start-EniEmulator -WhatIf | Should -BeNullOrEmpty
        $emulator = Start-EniEmulator
        Stop-EniEmulator -WhatIf
        (Get-EniEmulator).Endpoint | Should -Be $emulator.Endpoint
    }
}
