Describe 'What an address leaves behind' {
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

    Context 'Get-EniIpv6Bandwidth' {
        It 'shows what has Internet bandwidth, and on nothing with -Unassociated' {
            @(Get-EniIpv6Bandwidth).Count | Should -Be 6
            (Get-EniIpv6Bandwidth -Unassociated).Ipv6Address | Should -Be '2001:db8:1234:1a00::f0:1'
        }

        It 'takes regions from the pipeline' {
            @(Get-EniRegion | Get-EniIpv6Bandwidth -Unassociated).RegionId | Should -Be 'cn-hangzhou', 'cn-beijing'
        }
    }

    Context 'Remove-EniIpv6Bandwidth and Add-EniIpv6Bandwidth' {
        It 'end it and buy the same again, also from a file' {
            $path = Join-Path $TestDrive 'ended.csv'
            $before = Get-EniIpv6Bandwidth | ForEach-Object ToString
            Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth -Force | Export-Csv $path -NoTypeInformation
            @(Get-EniIpv6Bandwidth).Count | Should -Be 3

            (Import-Csv $path | Add-EniIpv6Bandwidth -Force).Status | Select-Object -Unique | Should -Be 'Bought'
            Get-EniIpv6Bandwidth | ForEach-Object ToString | Should -Be $before
        }

        It 'gives up what is on nothing with -Release' {
            (Get-EniIpv6Bandwidth -Unassociated | Remove-EniIpv6Bandwidth -Release -Force).Status | Should -Be 'Released'
            Get-EniIpv6Bandwidth -Unassociated | Should -BeNullOrEmpty
        }

        It 'changes nothing with -WhatIf' {
            Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth -WhatIf
            @(Get-EniIpv6Bandwidth).Count | Should -Be 6
        }
    }

    Context 'A removal' {
        It 'is planned with what it leaves billed, and ends that with -RemoveBandwidth' {
            $plan = Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6RemovalPlan
            @($plan | Where-Object LeavesBilled).Count | Should -Be 3

            $removed = $plan | Remove-EniIpv6Address -RemoveBandwidth -Force
            @($removed).Count | Should -Be 8
            @($removed | Where-Object Bandwidth).Count | Should -Be 3
            @(Get-EniIpv6Bandwidth -Unassociated).Count | Should -Be 1
        }

        It 'leaves it billed without, where the sweep finds it' {
            $null = Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            (Get-EniIpv6Bandwidth -Unassociated).Ipv6Address | Should -Contain '2001:db8:1234:1a00::2:1'
        }
    }
}
