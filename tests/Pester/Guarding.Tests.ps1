Describe 'Guard rails' {
    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
    }

    BeforeEach {
        Start-EniEmulator | Set-EniContext
    }

    AfterEach {
        Stop-EniEmulator
        Clear-EniContext
        Remove-Item Env:ENITOOLS_PROTECTION_FILE -ErrorAction SilentlyContinue
    }

    It 'keeps what the session protects, and removes the rest' {
        Set-EniContext -ProtectedNetworkInterfaceId eni-bp1web01b -ProtectedRange 2001:db8:1234:1a00::1:1
        $removed = Get-EniIpv6Address eni-bp1web01a, eni-bp1web01b | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue

        $removed.Ipv6Address | Should -Be '2001:db8:1234:1a00::1:2'
        $problems.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'Protected,EniTools.Commands.RemoveEniIpv6AddressCommand'
        @($problems).Count | Should -Be 9
    }

    It 'keeps what a tag protects' {
        Set-EniContext -ProtectedTag @{ env = 'live', 'prod' }
        $removed = Get-EniIpv6Address eni-bp1web01a, eni-bp1spare01 | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue

        $removed.NetworkInterfaceId | Select-Object -Unique | Should -Be 'eni-bp1spare01'
        @($removed).Count | Should -Be 4
        @($problems).Count | Should -Be 2
        "$($problems[0])" | Should -BeLike '*the tag env=prod is protected by this session*'
        (Get-EniContext).ProtectedTag | Should -Be 'env=live', 'env=prod'
    }

    It 'keeps what the file of a team protects' {
        $env:ENITOOLS_PROTECTION_FILE = Join-Path $TestDrive 'protection.json'
        @{ networkInterfaceIds = @('eni-bp1web01a') } | ConvertTo-Json | Set-Content $env:ENITOOLS_PROTECTION_FILE
        Get-EniIpv6Address eni-bp1web01a | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue

        @($problems).Count | Should -Be 2
        @(Get-EniIpv6Address eni-bp1web01a).Count | Should -Be 2
        (Get-EniContext).ProtectionFile | Should -Be $env:ENITOOLS_PROTECTION_FILE
    }

    It 'sends nothing more after too many errors' {
        $all = 'bad', '2001:db8:1234:1a00::1:1'
        $null = $all | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web01a -Force -MaxErrors 0 -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[1].FullyQualifiedErrorId | Should -Be 'NotSent,EniTools.Commands.RemoveEniIpv6AddressCommand'
        ($problems[1].TargetObject | Remove-EniIpv6Address -Force).Status | Should -Be 'Removed'
    }

    It 'does nothing in another account than the one meant' {
        { Get-EniIpv6Address eni-bp1web01a | Remove-EniIpv6Address -Force -AccountId 42 } |
            Should -Throw -ErrorId 'WrongAccount,EniTools.Commands.RemoveEniIpv6AddressCommand'
        @(Get-EniIpv6Address eni-bp1web01a | Remove-EniIpv6Address -Force -AccountId 1000000000000001).Count | Should -Be 2
    }

    It 'does nothing when there are more targets than allowed' {
        $all = Get-EniIpv6Address eni-bp1web02b
        { $all | Remove-EniIpv6Address -Force -MaxTargets 24 } | Should -Throw -ErrorId 'TooManyTargets,EniTools.Commands.RemoveEniIpv6AddressCommand'

        @(Get-EniIpv6Address eni-bp1web02b).Count | Should -Be 25
        @($all | Remove-EniIpv6Address -Force -MaxTargets 25).Count | Should -Be 25
    }
}
