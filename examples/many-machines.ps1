<#
.SYNOPSIS
Removes the addresses of a list with many machines, over PowerShell's own remoting through SSH.

.DESCRIPTION
The list is divided into shards. Each host works on one shard at a time, with a journal of its own, and returns each result once, as soon
as it is made. If a host dies, a warning names it with the reason, and another host takes over its shard: from the journal, if the hosts
share its folder; otherwise by running the shard again, in which addresses that were removed before are NotAssigned.

Run again with the same -Folder, the script continues: finished shards are skipped, and earlier results are not returned again. Results
that a host made while this machine was not listening are read from the host's journal, as objects of Get-EniChange.
The exit code is 1 while anything is left, an error of a single address included. It may also be 134: in some versions, such as 7.6,
PowerShell itself ends with "Broken pipe" when a host dies in the very moment in which it is sent a command. Run it again then, too.

Hosts need PowerShell 7 as a subsystem of their sshd, the module, and a key for the service as about_EniTools_Credentials says.
In PowerShell: about_EniTools_Runbooks, and "PowerShell remoting over SSH" in the documentation of PowerShell.

.EXAMPLE
Get-EniIpv6Address -ProfileName prod | Export-Csv ./old.csv
./many-machines.ps1 ./old.csv -HostName ops@worker1, ops@worker2:2222 -Folder ./old -KeyFilePath ~/.ssh/ops
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # A table with columns such as those of Get-EniIpv6Address: NetworkInterfaceId, Ipv6Address, Ipv6Prefix, RegionId, ProfileName.
    [Parameter(Mandatory)] [string] $Path,
    # The hosts: each is a name or an address, with user@ before it and :port after it where these differ from -UserName and -Port.
    [Parameter(Mandatory)] [string[]] $HostName,
    # What the job keeps on this machine: a table of results and the journals of each shard. Another removal needs another folder.
    [Parameter(Mandatory)] [string] $Folder,
    # Where hosts keep their journals, in a folder for each job. Best one that they share; ~ is the home of the user there.
    [string] $JournalFolder = '~/enitools-journals',
    # Some for each host, so that little is done again when one dies. It stays the same for one -Folder.
    [ValidateRange(1, 100000)] [int] $ShardCount = 16,
    # For rows that do not name their own.
    [string] $ProfileName,
    [string] $RegionId,
    [string] $UserName,
    [int] $Port,
    [string] $KeyFilePath,
    # More options of ssh, such as @{ ProxyJump = 'bastion' }.
    [hashtable] $SshOption = @{}
)

# What names a target in a result, in an error and in the table of results.
function Get-TargetName($Of) { "$($Of.ProfileName) $($Of.RegionId) $($Of.NetworkInterfaceId) $($Of.Ipv6Address)$($Of.Ipv6Prefix)" }

$null = New-Item $Folder -ItemType Directory -Force
# The job's name on the hosts. A folder of the same name elsewhere, or made anew, is another job, with journals of its own.
$idFile = Join-Path $Folder 'job-id'
if (-not (Test-Path $idFile)) { Set-Content $idFile "$(New-Guid)" }
$job = "$(Split-Path $Folder -Leaf)-$(Get-Content $idFile -TotalCount 1)"
# A table that is finished, and one that is not.
$finished = { param($number) Join-Path $Folder "shard-$number-of-$ShardCount.csv" }
$unfinished = { param($number) Join-Path $Folder "shard-$number-of-$ShardCount.unfinished.csv" }
$journalCopy = { param($name, $from) Join-Path $Folder "$name.$($from -replace '[^\w.-]', '-').jsonl" }
$waiting = [System.Collections.Generic.Queue[int]] @(0..($ShardCount - 1) | Where-Object { -not (Test-Path (& $finished $_)) })

# A host that stops answering is given up after a minute. Nobody is asked for a password.
$options = @{ BatchMode = 'yes'; ConnectTimeout = '30'; ServerAliveInterval = '15'; ServerAliveCountMax = '4' }
foreach ($name in $SshOption.Keys) { $options[$name] = $SshOption[$name] }
$connection = @{ HostName = $HostName; Name = $HostName; Options = $options }
foreach ($name in 'UserName', 'Port', 'KeyFilePath') { if ($PSBoundParameters[$name]) { $connection[$name] = $PSBoundParameters[$name] } }
$settings = @{}
foreach ($name in 'ProfileName', 'RegionId') { if ($PSBoundParameters[$name]) { $settings[$name] = $PSBoundParameters[$name] } }

$prepare = {
    param($list, $folder)
    Import-Module EniTools -ErrorAction Stop
    $rows = $list | ConvertFrom-Csv
    $journals = (New-Item $folder -ItemType Directory -Force -ErrorAction Stop).FullName
    [pscustomobject]@{ IsReady = $true }
}
$remove = {
    param($shard, $settings)
    $name = "shard-$($shard -replace '/', '-of-')"
    $files = { Get-ChildItem $journals -Filter "$name.*jsonl" | Sort-Object LastWriteTime }
    # A run that came to its end is history, and perhaps nobody listened: what it did is in its journal, and what it left gets another one.
    $ended = @(& $files | Where-Object { Get-EniChange $_ -Summary | Where-Object { $_.State -eq 'Ended' -and $_.HasWholeInput } })
    $done = @($ended | Get-EniChange -Status Removed, NotAssigned)
    $done
    $target = { "$($_.NetworkInterfaceId) $($_.Ipv6Address)$($_.Ipv6Prefix)" }
    $names = [System.Collections.Generic.HashSet[string]] [string[]] @($done | ForEach-Object $target)
    $left = $rows | Where-Object { -not $names.Contains((& $target)) }
    $journal = Join-Path $journals "$name.$(if ($ended) { "$($ended.Count + 1)." })jsonl"
    $left | Remove-EniIpv6Address @settings -Shard $shard -Force -IgnoreUnassigned -JournalPath $journal
    # Without a row, there is none.
    $texts = @(& $files | ForEach-Object { [pscustomobject]@{ Name = $_.BaseName; Text = [System.IO.File]::ReadAllText($_.FullName) } })
    if ($texts) { [pscustomobject]@{ Journals = $texts } }
}

# Hands out what a shard's job has made since the last time, after it is in the table.
function Receive-Shard($Work) {
    $child = $Work.Job.ChildJobs[0]
    $last, $results = $child.Output.ReadAll().Where({ $_.Journals }, 'Split')
    # They come last: what comes to an end with them is done, even if the host dies in that moment.
    if ($last) { $Work.IsWhole = $true }
    foreach ($journal in $last.Journals) {
        # Hosts that share their journals give out the same one.
        $copies = Get-ChildItem $Folder -Filter "$($journal.Name).*.jsonl" | Get-Content -Raw
        if ($copies -cnotcontains $journal.Text) { Set-Content (& $journalCopy $journal.Name $Work.Session.Name) $journal.Text -NoNewline }
    }
    $results = @($results | Where-Object { $Work.Told.Add((Get-TargetName $_)) })
    if ($results) {
        $columns = 'ProfileName', 'RegionId', 'NetworkInterfaceId', 'Ipv6Address', 'Ipv6Prefix', 'Status', 'Time', 'RequestId'
        $results | Select-Object $columns | Export-Csv (& $unfinished $Work.Number) -Append
        $results
    }
    foreach ($failure in $child.Error.ReadAll()) {
        $Work.Failures++
        Write-Error -ErrorRecord $failure
    }
}

$list = Get-Content $Path -Raw -ErrorAction Stop
$sessions = @()
try {
    # A host that cannot be reached or prepared is an error here, and the others go on.
    if ($waiting.Count -gt 0) { $sessions = @(New-PSSession @connection) }
    $ready = @(if ($sessions) { Invoke-Command $sessions $prepare -ArgumentList $list, "$JournalFolder/$job" })
    $hosts = @($sessions | Where-Object InstanceId -In $ready.RunspaceId)
    foreach ($name in $HostName | Where-Object { $waiting.Count -gt 0 -and $_ -notin $hosts.Name }) {
        Write-Warning "The host $name takes no part: it could not be reached, or has no module or no folder for journals."
    }
    $running = @{}
    while ($hosts.Count -gt 0 -and ($waiting.Count -gt 0 -or $running.Count -gt 0)) {
        foreach ($session in $hosts | Where-Object { -not $running.ContainsKey($_.Name) }) {
            if ($waiting.Count -eq 0) { break }
            $number = $waiting.Dequeue()
            $before = & $unfinished $number
            $told = @(if (Test-Path $before) { Import-Csv $before | ForEach-Object { Get-TargetName $_ } })
            $running[$session.Name] = [pscustomobject]@{
                Number = $number
                Session = $session
                Job = Invoke-Command $session $remove -ArgumentList "$number/$ShardCount", $settings -AsJob
                Told = [System.Collections.Generic.HashSet[string]] [string[]] $told
                Failures = 0
                IsWhole = $false
            }
        }
        $null = Wait-Job $running.Values.Job -Any -Timeout 1

        foreach ($work in @($running.Values)) {
            $hasEnded = $work.Job.State -in 'Completed', 'Failed', 'Stopped'
            Receive-Shard $work
            if (-not $hasEnded) { continue }
            $running.Remove($work.Session.Name)
            $shard = "$($work.Number)/$ShardCount"
            $name = $work.Session.Name
            $reason = $work.Job.ChildJobs[0].JobStateInfo.Reason
            $isDone = $work.IsWhole -or $work.Job.State -eq 'Completed'
            if ($work.Session.State -ne 'Opened' -or $reason -is [System.Management.Automation.Remoting.PSRemotingTransportException]) {
                Write-Warning "The host $name is lost, with shard $shard under way: $($reason.Message)"
                $hosts = @($hosts | Where-Object Name -NE $name)
                if (-not $isDone) { $waiting.Enqueue($work.Number) }
            }
            elseif ($work.Job.State -ne 'Completed') { Write-Error "$name did not finish shard ${shard}: $($reason.Message)" }
            if ($isDone -and $work.Failures -eq 0) {
                if (-not (Test-Path (& $unfinished $work.Number))) { $null = New-Item (& $unfinished $work.Number) }
                Move-Item (& $unfinished $work.Number) (& $finished $work.Number)
            }
            Remove-Job $work.Job
        }
        $hosts = @($hosts | Where-Object { $_.State -eq 'Opened' -or $running.ContainsKey($_.Name) })
    }
}
finally {
    if ($sessions) { Remove-PSSession $sessions }
}

$left = @(0..($ShardCount - 1) | Where-Object { -not (Test-Path (& $finished $_)) })
if ($left) {
    Write-Warning "Not finished: $(($left | ForEach-Object { "$_/$ShardCount" }) -join ', '). Run the same again."
    exit 1
}
