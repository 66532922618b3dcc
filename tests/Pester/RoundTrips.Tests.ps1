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
}
