Describe 'Adding addresses' {
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
    }

    It 'adds <name>' -TestCases @(
        @{ name = 'an address by parameter'; add = { Add-EniIpv6Address 2001:db8:1234:1a00::8:1 eni-bp1empty01 }; count = 1 }
        @{ name = 'a prefix by parameter'; add = { Add-EniIpv6Address -Ipv6Prefix 2001:db8:1234:1a01:81::/80 -NetworkInterfaceId eni-bp1empty01 }; count = 1 }
        @{ name = 'text and IPAddress objects from the pipeline'; add = { '2001:db8:1234:1a00::8:1', [ipaddress] '2001:db8:1234:1a00::8:2' | Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 }; count = 2 }
        @{ name = 'a number of new addresses'; add = { Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 3 }; count = 3 }
        @{ name = 'a number of new prefixes to an ENI from the pipeline'; add = { Get-Eni eni-bp1empty01 | Add-EniIpv6Address -Ipv6PrefixCount 2 }; count = 2 }
        @{ name = 'what a row of a table counts'; add = { "NetworkInterfaceId,Ipv6AddressCount`neni-bp1empty01,4" | ConvertFrom-Csv | Add-EniIpv6Address }; count = 4 }
    ) {
        param($name, $add, $count)
        $added = & $add
        $added.Status | Should -Be (@('Assigned') * $count)
        $there = Get-EniIpv6Address eni-bp1empty01
        $there | ForEach-Object { "$($_.Ipv6Address)$($_.Ipv6Prefix)" } | Sort-Object |
            Should -Be ($added | ForEach-Object { "$($_.Ipv6Address)$($_.Ipv6Prefix)" } | Sort-Object)
    }

    It 'takes a removal back, also from a file of another day' {
        $before = Get-EniIpv6Address eni-bp1web01b | Sort-Object | ForEach-Object ToString
        $path = Join-Path $TestDrive 'removed.csv'
        Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force | Export-Csv $path -NoTypeInformation
        Get-EniIpv6Address eni-bp1web01b | Should -BeNullOrEmpty

        (Import-Csv $path | Add-EniIpv6Address).Count | Should -Be 8
        Get-EniIpv6Address eni-bp1web01b | Sort-Object | ForEach-Object ToString | Should -Be $before
    }

    It 'can be run again: what is there already is no error' {
        $found = Get-EniIpv6Address eni-bp1web02a
        ($found | Add-EniIpv6Address -IgnoreAssigned -ReadLagSec 0).Status | Should -Be 'AlreadyAssigned', 'AlreadyAssigned'
        $found | Add-EniIpv6Address -ReadLagSec 0 -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problems.TargetObject.Ipv6Address | Should -Be $found.Ipv6Address
    }

    It 'reports an address that is not of the vSwitch and adds the others' {
        $added = '2001:db8:9999::1', '2001:db8:1234:1a00::8:1' | Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -ReadLagSec 0 -ErrorVariable problems -ErrorAction SilentlyContinue
        $added.Ipv6Address | Should -Be '2001:db8:1234:1a00::8:1'
        $problems.FullyQualifiedErrorId | Should -Be 'InvalidVSwitchId.IpInvalid,EniTools.Commands.AddEniIpv6AddressCommand'
        $problems.Exception.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'adds nothing with -WhatIf' {
        Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 2 -WhatIf | Should -BeNullOrEmpty
        Get-EniIpv6Address eni-bp1empty01 | Should -BeNullOrEmpty
    }
}
