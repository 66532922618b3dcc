# The main job from start to end, on the emulator: no account is needed, and nothing leaves this machine.

'== An ECS endpoint starts on this machine, and this session uses it.'
Start-EniEmulator | Set-EniContext
Get-EniEmulator | Out-Host

'== The addresses of three ENIs. The first ENI belongs to a running instance, the last to none.'
$enis = 'eni-bp1web01b', 'eni-bp1web02a', 'eni-bp1spare01'
$assigned = $enis | Get-EniIpv6Address
$assigned | Out-Host

'== A preview of the removal of all of them. Nothing is sent.'
$assigned | Remove-EniIpv6Address -WhatIf

'== The same as objects, with one more address that is assigned to none of them. The service is asked, and nothing is changed.'
$stray = [pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; Ipv6Address = '2001:db8:1234:1a00::dead' }
$plan = @($stray) + $assigned | Get-EniIpv6RemovalPlan
$plan | Where-Object WouldRemove -EQ $false | Out-Host

'== All of them are removed, together with the wrong one.'
'== The service refuses the wrong one with InvalidIp.IpUnassigned, which is the one error of this script. The others are removed.'
@($stray) + $assigned | Remove-EniIpv6Address -Force -ErrorVariable refused -OutVariable removed | Out-Host
"== Refused: $($refused.Count), with the code $($refused.Exception.Code)."

'== The addresses that are left.'
$left = @($enis | Get-EniIpv6Address)
"Left: $($left.Count)"

'== The removal is taken back. A retry would not assign anything twice.'
$removed | Add-EniIpv6Address | Out-Host
$back = @($enis | Get-EniIpv6Address)
"Back: $($back.Count)"

'== The requests that the service received.'
(Get-EniEmulator).Requests | ForEach-Object { "$($_.Status) $($_.Action) $($_.Code)" }

# The exit code tells a script whether all of this was right.
$planned = @($plan | Where-Object WouldRemove).Count
$isRight = $planned -eq $removed.Count -and $left.Count -eq 0 -and $refused.Count -eq 1 -and $back.Count -eq $assigned.Count
if (-not $isRight) { exit 1 }
