Describe 'Finding ENIs and regions' {
    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
        Start-EniEmulator | Set-EniContext
    }

    AfterAll {
        Stop-EniEmulator
        Clear-EniContext
    }

    Context 'Get-Eni' {
        It 'finds ENIs by <name>' -TestCases @(
            @{ name = 'id'; find = { Get-Eni eni-bp1web01a, eni-bp1web01b }; ids = 'eni-bp1web01a', 'eni-bp1web01b' }
            @{ name = 'instance'; find = { Get-Eni -InstanceId i-bp1web02 }; ids = 'eni-bp1web02a', 'eni-bp1web02b' }
            @{ name = 'address, in any spelling'; find = { Get-Eni -Ipv6Address 2001:DB8:1234:1A00:0:0:2:1 }; ids = 'eni-bp1web01b' }
            @{ name = 'prefix'; find = { Get-Eni -Ipv6Prefix 2001:db8:1234:1a01:71::/80 }; ids = 'eni-bp1spare01' }
            @{ name = 'name and status'; find = { Get-Eni -NetworkInterfaceName 'web-*' -Status InUse -Type Primary }; ids = 'eni-bp1web01a', 'eni-bp1web02a', 'eni-bp1web03a' }
            @{ name = 'tag'; find = { Get-Eni -Tag @{ env = 'test' } -Type Secondary -ServiceManaged:$false }; ids = 'eni-bp1empty01', 'eni-bp1spare01' }
            @{ name = 'region'; find = { Get-Eni -RegionId cn-beijing }; ids = 'eni-2zedb01a', 'eni-2zedb01b' }
        ) {
            param($name, $find, $ids)
            (& $find).NetworkInterfaceId | Sort-Object | Should -Be $ids
        }

        It 'takes ids and rows from the pipeline' {
            ('eni-bp1web01a', 'eni-bp1web02a' | Get-Eni).NetworkInterfaceId | Should -Be 'eni-bp1web01a', 'eni-bp1web02a'
            $rows = "NetworkInterfaceId,RegionId`neni-bp1web01a,`neni-2zedb01a,cn-beijing" | ConvertFrom-Csv
            ($rows | Get-Eni).RegionId | Should -Be 'cn-hangzhou', 'cn-beijing'
        }

        It 'gives objects that every other cmdlet takes' {
            $eni = Get-Eni eni-bp1web01b
            @($eni | Get-EniIpv6Address).Count | Should -Be 8
            @($eni | Get-EniIpv6RemovalPlan).Count | Should -Be 8
            $eni | Get-EniRamPolicy Remove-EniIpv6Address | Should -BeLike '*eni/eni-bp1web01b*'
        }

        It 'survives a round trip through JSON with its lists' {
            $eni = Get-Eni eni-bp1web01b | ConvertTo-Json -Depth 4 | ConvertFrom-Json
            $eni.Ipv6Address.Count | Should -Be 5
            @($eni | Get-EniIpv6RemovalPlan | Where-Object WouldRemove).Count | Should -Be 8
        }

        It 'reports an id that is not there and shows the others' {
            $found = 'eni-bp1nosuch', 'eni-bp1web01a' | Get-Eni -ErrorVariable problems -ErrorAction SilentlyContinue
            $found.NetworkInterfaceId | Should -Be 'eni-bp1web01a'
            $problems.FullyQualifiedErrorId | Should -Be 'InvalidEniId.NotFound,EniTools.Commands.GetEniCommand'
        }
    }

    Context 'Get-EniRegion' {
        It 'lists the regions of the account' {
            $regions = Get-EniRegion
            $regions.RegionId | Should -Contain 'cn-hangzhou'
            $regions.RegionId | Should -Not -Contain 'cn-hangzhou-finance'
        }

        It 'takes wildcards, by parameter and from rows' {
            (Get-EniRegion eu-*).RegionId | Should -Be 'eu-central-1'
            ([pscustomobject]@{ RegionId = 'ap-*' }, [pscustomobject]@{ RegionId = 'us-*' } | Get-EniRegion).RegionId | Should -Be 'ap-southeast-1', 'us-west-1'
        }

        It 'asks for the names in a language' {
            (Get-EniRegion cn-hangzhou -AcceptLanguage zh-CN).RegionId | Should -Be 'cn-hangzhou'
            ((Get-EniEmulator).Requests[-1].Parameters | Where-Object Key -EQ AcceptLanguage).Value | Should -Be 'zh-CN'
        }

        It 'reports a region that the account does not have' {
            Get-EniRegion cn-nowhere -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problems.FullyQualifiedErrorId | Should -BeLike 'InvalidRegionId.NotFound,*'
        }

        It 'lists each region of the pipeline' {
            $found = Get-EniRegion cn-* | Get-EniIpv6Address
            $found | Group-Object RegionId | Sort-Object Name | Select-Object -ExpandProperty Count | Should -Be 16, 50, 2
        }
    }
}
