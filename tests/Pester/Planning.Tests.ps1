Describe 'Knowing beforehand' {
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

    Context 'Get-EniIpv6RemovalPlan' {
        It 'says what would become of <name>' -TestCases @(
            @{ name = 'an address by parameter'; plan = { Get-EniIpv6RemovalPlan 2001:db8:1234:1a00::2:1 eni-bp1web01b }; code = $null }
            @{ name = 'a prefix by parameter'; plan = { Get-EniIpv6RemovalPlan -Ipv6Prefix 2001:db8:1234:1a01:21::/80 -NetworkInterfaceId eni-bp1web01b }; code = $null }
            @{ name = 'text from the pipeline'; plan = { '2001:db8:1234:1a00::dead' | Get-EniIpv6RemovalPlan -NetworkInterfaceId eni-bp1web01b }; code = 'InvalidIp.IpUnassigned' }
            @{ name = 'a row of a table'; plan = { "NetworkInterfaceId,Ipv6Address`neni-bp1service01,2001:db8:1234:1a00::b:1" | ConvertFrom-Csv | Get-EniIpv6RemovalPlan }; code = 'InvalidOperation.EniServiceManaged' }
            @{ name = 'an instance that is starting'; plan = { Get-EniIpv6Address eni-bp1web03a | Select-Object -First 1 | Get-EniIpv6RemovalPlan }; code = 'InvalidOperation.InvalidEcsState' }
        ) {
            param($name, $plan, $code)
            $planned = & $plan
            $planned.Code | Should -Be $code
            $planned.WouldRemove | Should -Be ($null -eq $code)
        }

        It 'is what the removal then does, also when it comes back from a file' {
            $path = Join-Path $TestDrive 'plan.csv'
            Get-Eni eni-bp1web01b, eni-bp1web03a | Get-EniIpv6RemovalPlan | Export-Csv $path -NoTypeInformation

            # A file holds text: 'False' is not $false.
            $plan = Import-Csv $path
            $removed = $plan | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue
            @($removed).Count | Should -Be @($plan | Where-Object WouldRemove -EQ 'True').Count
            $problems.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Should -Be @($plan | Where-Object WouldRemove -EQ 'False').Code
        }

        It 'changes nothing' {
            $before = @(Get-EniIpv6Address).Count
            $null = Get-EniIpv6Address | Get-EniIpv6RemovalPlan
            @(Get-EniIpv6Address).Count | Should -Be $before
            (Get-EniEmulator).Requests.Action | Select-Object -Unique | Should -Not -Contain 'UnassignIpv6Addresses'
        }

        It 'names an input that is not a target and plans the rest' {
            $plan = 'bad', '2001:db8:1234:1a00::2:1' | Get-EniIpv6RemovalPlan -NetworkInterfaceId eni-bp1web01b -ErrorVariable problems -ErrorAction SilentlyContinue
            $plan.WouldRemove | Should -BeTrue
            $problems.FullyQualifiedErrorId | Should -Be 'InvalidIp.Address,EniTools.Commands.GetEniIpv6RemovalPlanCommand'
        }
    }

    Context 'Get-EniRamPolicy' {
        It 'writes JSON that allows what was asked for and no more' {
            $policy = Get-EniRamPolicy Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web01b -RegionId cn-hangzhou -AccountId 1000000000000001 | ConvertFrom-Json
            $change = $policy.Statement | Where-Object Action -Contains 'ecs:UnassignIpv6Addresses'
            $change.Resource | Should -Be 'acs:ecs:cn-hangzhou:1000000000000001:eni/eni-bp1web01b'
            $policy.Statement.Action | Should -Not -Contain 'ecs:AssignIpv6Addresses'
        }

        It 'takes the ENIs from the pipeline' {
            $policy = Get-Eni -InstanceId i-bp1web01 -Type Primary, Secondary | Get-EniRamPolicy Add-EniIpv6Address | ConvertFrom-Json
            ($policy.Statement | Where-Object Action -Contains 'ecs:AssignIpv6Addresses').Resource |
                Should -Be @('attach01', 'detach01', 'web01a', 'web01b' | ForEach-Object { "acs:ecs:cn-hangzhou:*:eni/eni-bp1$_" })
        }

        It 'stops at a cmdlet that calls nothing' {
            { Get-EniRamPolicy Stop-EniEmulator } | Should -Throw -ErrorId 'CmdletNotFound,EniTools.Commands.GetEniRamPolicyCommand'
        }
    }
}
