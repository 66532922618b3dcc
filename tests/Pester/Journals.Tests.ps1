Describe 'Journals' {
    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
    }

    BeforeEach {
        Start-EniEmulator | Set-EniContext
        $journal = Join-Path $TestDrive "$(New-Guid).jsonl"
    }

    AfterEach {
        Stop-EniEmulator
        Clear-EniContext
    }

    It 'know what was done, and do it once' {
        $all = Get-EniIpv6Address eni-bp1web02b
        $null = $all[0..9] | Remove-EniIpv6Address -Force -JournalPath $journal
        $removed = $all | Remove-EniIpv6Address -Force -JournalPath $journal

        @($removed).Count | Should -Be 25
        @($removed | Where-Object DoneBefore).Count | Should -Be 10
        (Get-EniChange $journal -Summary).Removed | Should -Be 25
        (Get-ChildItem $journal | Get-EniChange -Summary).State | Should -Be 'Ended'
    }

    It 'go on after a pipeline that had enough, and are taken back' {
        $all = Get-EniIpv6Address eni-bp1web02b
        $null = $all | Remove-EniIpv6Address -Force -JournalPath $journal -ThrottleLimit 1 | Select-Object -First 1
        $null = Resume-EniChange $journal -Force
        # The pipeline may end before all of its input is read; the journal has what was.
        $removed = (Get-EniChange $journal -Summary).Removed
        $removed | Should -BeGreaterThan 9
        @(Get-EniIpv6Address eni-bp1web02b).Count | Should -Be (25 - $removed)

        @(Undo-EniChange $journal -Force).Count | Should -Be $removed
        @(Get-EniIpv6Address eni-bp1web02b).Count | Should -Be 25
        @(Get-EniChange $journal -Summary).Action | Should -Be 'Remove', 'Assign'
    }

    It 'pipe into the cmdlets that change' {
        $null = Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal
        @(Get-EniChange $journal | Add-EniIpv6Address).Status | Should -Be 'Assigned', 'Assigned'
        Get-EniChange $journal | Export-Csv "$journal.csv"
        @(Import-Csv "$journal.csv").Status | Should -Be 'Removed', 'Removed'
    }

    It 'are not written by -WhatIf' {
        Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -WhatIf -JournalPath $journal
        $journal | Should -Not -Exist
    }

    It 'of the opposite change are refused' {
        $null = Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal
        { '2001:db8:1234:1a00::3:1' | Add-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -JournalPath $journal } |
            Should -Throw -ErrorId 'JournalMismatch,EniTools.Commands.AddEniIpv6AddressCommand'
    }
}
