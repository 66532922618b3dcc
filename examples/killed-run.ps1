# A removal is killed half way and loses nothing: its journal knows what was done, the same command continues, and everything is taken back.
# On the emulator: no account is needed, and nothing leaves this machine.

$folder = Join-Path ([IO.Path]::GetTempPath()) "enitools-$(New-Guid)"
$null = New-Item $folder -ItemType Directory
$journal = Join-Path $folder run.jsonl
$slow = @{ Action = 'UnassignIpv6Addresses'; LatencyMilliseconds = 100 }
$emulator = Start-EniEmulator -NetworkInterfaceCount 40 -Fault $slow
$emulator | Set-EniContext

# The settings with which another process calls the same emulator.
$env:ALIBABA_CLOUD_REGION_ID = $emulator.RegionId
$env:ALIBABA_CLOUD_ENDPOINT = $emulator.Endpoint
$env:ALIBABA_CLOUD_ACCESS_KEY_ID = $emulator.Credential.UserName
$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = $emulator.Credential.GetNetworkCredential().Password

$list = Join-Path $folder old.csv
Get-EniIpv6Address -NetworkInterfaceName bulk* | Export-Csv $list
$before = @(Import-Csv $list).Count
"== $before addresses are to be removed by a process of their own, four calls at a time."
$remove = "Import-Csv '$list' | Remove-EniIpv6Address -Force -ThrottleLimit 4 -JournalPath '$journal'"
$shell = [Environment]::ProcessPath
# For "dotnet pwsh.dll", the second word, too.
$program = if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] }
$child = Start-Process $shell (@($program) + '-NoProfile', '-Command', "`"$remove | Out-Null`"" -ne $null) -PassThru
while (-not $child.HasExited -and (Get-EniChange $journal -Summary -ErrorAction Ignore).Removed -lt $before / 3) {
    Start-Sleep -Milliseconds 20
}
$child.Kill()
$child.WaitForExit()

'== The process is killed. Its journal says:'
Get-EniChange $journal -Summary | Out-Host
$killed = Get-EniChange $journal -Summary

'== The same command again. Addresses without a response are looked up first, and those that are done are not sent again.'
$again = @(Import-Csv $list | Remove-EniIpv6Address -Force -JournalPath $journal)
$again | Group-Object Status, DoneBefore -NoElement | Out-Host

'== Everything is taken back.'
$undone = @(Undo-EniChange $journal -Force)
Get-EniChange $journal -Summary | Out-Host
$after = @(Get-EniIpv6Address -NetworkInterfaceName bulk*).Count
"== $after addresses are assigned again."

Remove-Item $folder -Recurse
$isRight = $killed.State -eq 'CutOff' -and $killed.Removed -lt $before -and
    $again.Count -eq $before -and $undone.Count -eq $before -and $after -eq $before
if (-not $isRight) { exit 1 }
