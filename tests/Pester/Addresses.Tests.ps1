Describe 'Looking at addresses and removing them' {
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

    Context 'Get-EniIpv6Address' {
        It 'lists <name>' -TestCases @(
            @{ name = 'one ENI by parameter'; look = { Get-EniIpv6Address -NetworkInterfaceId eni-bp1web01b } ; count = 8 }
            @{ name = 'several by position'; look = { Get-EniIpv6Address eni-bp1web01b, eni-bp1web02a }; count = 10 }
            @{ name = 'several from the pipeline'; look = { 'eni-bp1web01b', 'eni-bp1web02a' | Get-EniIpv6Address }; count = 10 }
            @{ name = 'rows of a table'; look = { [pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web02a' } | Get-EniIpv6Address }; count = 2 }
        ) {
            param($name, $look, $count)
            @(& $look).Count | Should -Be $count
        }

        It 'reports an ENI that does not exist and lists the rest' {
            $found = 'eni-bp1nosuch', 'eni-bp1web02a' | Get-EniIpv6Address -ErrorVariable problems -ErrorAction SilentlyContinue
            @($found).Count | Should -Be 2
            $problems.TargetObject | Should -Be 'eni-bp1nosuch'
            $problems.FullyQualifiedErrorId | Should -BeLike 'InvalidEniId.NotFound,*'
        }
    }

    Context 'Remove-EniIpv6Address' {
        It 'removes addresses given by parameter' {
            $address = (Get-EniIpv6Address eni-bp1web02a).Ipv6Address
            $removed = Remove-EniIpv6Address -Ipv6Address $address -NetworkInterfaceId eni-bp1web02a -Force
            $removed.Ipv6Address | Should -Be $address
            $removed.Status | Should -Be 'Removed', 'Removed'
        }

        It 'removes a prefix given by parameter' {
            $prefix = (Get-EniIpv6Address eni-bp1web01b).Ipv6Prefix | Where-Object { $_ } | Select-Object -First 1
            (Remove-EniIpv6Address -Ipv6Prefix $prefix -NetworkInterfaceId eni-bp1web01b -Confirm:$false).Ipv6Prefix | Should -Be $prefix
        }

        It 'removes text and IPAddress objects from the pipeline' {
            $text, $object = (Get-EniIpv6Address eni-bp1web02a).Ipv6Address
            $removed = $text, [System.Net.IPAddress] $object | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -Force
            @($removed).Count | Should -Be 2
        }

        It 'removes what Get-EniIpv6Address found, in calls of up to ten, and nothing else' {
            $all = Get-EniIpv6Address
            $found = $all | Where-Object NetworkInterfaceId -EQ eni-bp1web02b
            @($found | Remove-EniIpv6Address -Force).Count | Should -Be 25
            @((Get-EniEmulator).Requests | Where-Object Action -EQ UnassignIpv6Addresses).Count | Should -Be 3
            @(Get-EniIpv6Address).Count | Should -Be ($all.Count - 25)
        }

        It 'removes nothing with -WhatIf, also with -Force and from a preference' {
            $before = @(Get-EniIpv6Address).Count
            Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -WhatIf -Force | Should -BeNullOrEmpty
            & { $WhatIfPreference = $true; Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force } | Should -BeNullOrEmpty
            @(Get-EniIpv6Address).Count | Should -Be $before
        }

        It 'makes each input a result or an error whose target can be piped back in' {
            $good = (Get-EniIpv6Address eni-bp1web02a).Ipv6Address
            $removed = @('bad', '2001:db8:1234:1a00::dead') + $good |
                Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -Force -ErrorVariable problems -ErrorAction SilentlyContinue
            @($removed).Count | Should -Be 2
            $problems.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Sort-Object | Should -Be 'InvalidIp.Address', 'InvalidIp.IpUnassigned'

            $again = $problems.TargetObject | Where-Object Ipv6Address -NE bad | Remove-EniIpv6Address -Force -IgnoreUnassigned
            $again.Status | Should -Be 'NotAssigned'
        }
    }

    Context 'A text that is no address' {
        It 'is told as <name>' -TestCases @(
            @{ name = 'one that no ENI can have'; text = 'fe80::1'; message = "'fe80::1' cannot be on an ENI: fe80::/10 is for link-local addresses."; remedy = '*2000::/3*fc00::/7*' }
            @{ name = 'one with a byte-order mark'; text = [char] 0xFEFF + '2001:db8::1'; message = "'\u{FEFF}2001:db8::1' has what cannot be seen*(byte-order mark)."; remedy = 'Write 2001:db8::1 alone.' }
            @{ name = 'two'; text = '2001:db8::1, 2001:db8::2'; message = '*holds 2 addresses in one text.'; remedy = '*-split*' }
            @{ name = 'one in quotes'; text = '"2001:db8::1"'; message = '*has quotes around the address.'; remedy = 'Write 2001:db8::1 alone.' }
        ) {
            param($name, $text, $message, $remedy)
            $text | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -Force -ErrorVariable removing -ErrorAction SilentlyContinue
            $text | Add-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -ErrorVariable adding -ErrorAction SilentlyContinue
            $text | Get-EniIpv6RemovalPlan -NetworkInterfaceId eni-bp1web02a -ErrorVariable planning -ErrorAction SilentlyContinue
            Get-Eni -Ipv6Address $text -ErrorVariable finding -ErrorAction SilentlyContinue
            foreach ($problem in $removing, $adding, $planning, $finding) {
                "$problem" | Should -BeLike $message
                $problem[0].ErrorDetails.RecommendedAction | Should -BeLike $remedy
            }
            (Get-EniEmulator).Requests | Should -BeNullOrEmpty
        }

        It 'is told as a list when an ENI went through a table' {
            Get-Eni eni-bp1web02a | ConvertTo-Csv | ConvertFrom-Csv | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue
            "$($problems[0])" | Should -BeLike "'System.String``[``]' is not text*"
            $problems[0].ErrorDetails.RecommendedAction | Should -BeLike '*Get-EniIpv6Address | Export-Csv*'
        }
    }
}
