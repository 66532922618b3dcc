Describe 'Objects on their way through files and other commands' {
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

    It 'are removed after a round trip through CSV' {
        $path = Join-Path $TestDrive 'found.csv'
        Get-EniIpv6Address eni-bp1web01b | Export-Csv $path -NoTypeInformation
        @(Import-Csv $path | Remove-EniIpv6Address -Force).Count | Should -Be 8
        Get-EniIpv6Address eni-bp1web01b | Should -BeNullOrEmpty
    }

    It 'are removed after a round trip through JSON' {
        $json = Get-EniIpv6Address eni-bp1web01b | ConvertTo-Json
        @($json | ConvertFrom-Json | ForEach-Object { $_ } | Remove-EniIpv6Address -Force).Count | Should -Be 8
    }

    It 'are removed after a round trip through CliXml' {
        $path = Join-Path $TestDrive 'found.xml'
        Get-EniIpv6Address eni-bp1web01b | Export-Clixml $path
        @(Import-Clixml $path | Remove-EniIpv6Address -Force).Count | Should -Be 8
    }

    It 'are data in CSV whatever the culture of the user' {
        $removal = Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $removal.Status | Should -Be 'Removed', 'Removed'
        $removal.RequestId | Should -Match '^[0-9A-F-]{36}$'
    }

    It 'stop when Select-Object -First has enough, and the session goes on' {
        @(Get-EniIpv6Address | Select-Object -First 3).Count | Should -Be 3
        @(Get-EniIpv6Address eni-bp1web02a).Count | Should -Be 2
    }

    It 'are grouped, measured and filtered as any others' {
        $found = Get-EniIpv6Address eni-bp1web01b, eni-bp1web02b
        $found | Group-Object NetworkInterfaceId | Sort-Object Name | Select-Object -ExpandProperty Count | Should -Be 8, 25
        ($found | Where-Object { $_.Ipv6Prefix } | Measure-Object).Count | Should -Be 3
    }

    It 'are taken from JSON as the vendor''s tools would write it, null and all' {
        $json = '[{"RegionId":"cn-hangzhou","NetworkInterfaceId":"eni-bp1web02a","Ipv6Address":"2001:0db8:1234:1a00:0:0:3:1","Ipv6Prefix":null},{"RegionId":"cn-beijing","NetworkInterfaceId":"eni-2zedb01a","Ipv6Address":"2001:db8:2345:2b00::1:1","Ipv6Prefix":""}]'
        ($json | ConvertFrom-Json | ForEach-Object { $_ } | Remove-EniIpv6Address -Force).NetworkInterfaceId | Sort-Object | Should -Be 'eni-2zedb01a', 'eni-bp1web02a'
    }

    It 'come back as results: removed, written as JSON, read and added again' {
        $json = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force | ConvertTo-Json
        ($json | ConvertFrom-Json | ForEach-Object { $_ } | Add-EniIpv6Address).Status | Should -Be (@('Assigned') * 8)
    }

    It 'stop a removal when Select-Object -First has enough, and say what was under way' {
        $removed = @(Get-EniIpv6Address eni-bp1web02b | Remove-EniIpv6Address -Force -ThrottleLimit 1 -WarningVariable warnings -WarningAction SilentlyContinue | Select-Object -First 2)
        $removed.Count | Should -Be 2
        $left = @(Get-EniIpv6Address eni-bp1web02b).Count
        $left | Should -BeIn 0, 5, 15
    }
}
