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
        $null = $all | Remove-EniIpv6Address -Force -JournalPath $journal -ThrottleLimit 1 | Select-Object -First 1
        $done = (Get-EniChange $journal -Summary -WarningAction SilentlyContinue).Removed
        $removed = $all | Remove-EniIpv6Address -Force -JournalPath $journal

        @($removed).Count | Should -Be 25
        @($removed | Where-Object DoneBefore).Count | Should -Be $done
        (Get-EniChange $journal -Summary).Removed | Should -Be 25
        (Get-ChildItem $journal | Get-EniChange -Summary).State | Should -Be 'Ended'
    }

    It 'begin a new change after a run that came to its end' {
        $all = Get-EniIpv6Address eni-bp1web02a
        $null = $all | Remove-EniIpv6Address -Force -JournalPath $journal
        $null = $all[0] | Add-EniIpv6Address
        $again = @($all | Remove-EniIpv6Address -Force -IgnoreUnassigned -JournalPath $journal)

        $again.Status | Sort-Object | Should -Be 'NotAssigned', 'Removed'
        @(Undo-EniChange $journal -Force).Ipv6Address | Should -Be $all[0].Ipv6Address
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

    It 'are mended where an editor changed their line ends' {
        $null = Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal
        [IO.File]::WriteAllText($journal, ((Get-Content $journal) -join "`r`n"))
        { Get-EniChange $journal -ErrorAction Stop } | Should -Throw -ErrorId 'JournalDamaged,EniTools.Commands.GetEniChangeCommand'

        (Repair-EniChange $journal -Destination "$journal.new").Removed | Should -Be 2
        @(Undo-EniChange "$journal.new" -Force).Count | Should -Be 2
    }

    It 'of the opposite change are refused until that is at its end' {
        $null = Get-EniIpv6Address eni-bp1web02b |
            Remove-EniIpv6Address -Force -JournalPath $journal -ThrottleLimit 1 | Select-Object -First 1
        { '2001:db8:1234:1a00::3:99' | Add-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -JournalPath $journal } |
            Should -Throw -ErrorId 'JournalMismatch,EniTools.Commands.AddEniIpv6AddressCommand'
    }
}
