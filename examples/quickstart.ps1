# The main job from start to end, on the emulator: no account is needed, and nothing leaves this machine.

'== An ECS endpoint starts on this machine, and this session uses it.'
Start-EniEmulator | Set-EniContext
Get-EniEmulator | Out-Host

'== What three ENIs have. The first belongs to a running instance, the last to none.'
$enis = 'eni-bp1web01b', 'eni-bp1web02a', 'eni-bp1spare01'
$assigned = $enis | Get-EniIpv6Address
$assigned | Out-Host

'== What would happen if all of it were removed: nothing is sent.'
$assigned | Remove-EniIpv6Address -WhatIf

'== All of it is removed, and one address more that is on none of them.'
'== The service refuses that one with InvalidIp.IpUnassigned, which is the one error of this script. The rest goes.'
$stray = [pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; Ipv6Address = '2001:db8:1234:1a00::dead' }
@($stray) + $assigned | Remove-EniIpv6Address -Force -ErrorVariable refused | Out-Host
"== Refused: $($refused.Count), with the code $($refused.Exception.Code)."

'== What they have now, and what was asked of the service.'
$left = @($enis | Get-EniIpv6Address)
"Left: $($left.Count)"
(Get-EniEmulator).Requests | ForEach-Object { "$($_.Status) $($_.Action) $($_.Code)" }

# Nothing a script does may depend on somebody reading it: the exit code says the same.
if ($left.Count -ne 0 -or $refused.Count -ne 1) { exit 1 }
