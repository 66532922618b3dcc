# What a Chinese user of Windows sees: run.sh gives the process that language, with code page 936.
param([string] $Module)
$ErrorActionPreference = 'Stop'
Import-Module $Module

function Assert([string] $what, [bool] $isSo) {
    if (-not $isSo) { throw "FAILED: $what" }
    "Chinese: $what"
}

Assert 'the language is zh-CN, with code page 936' (
    [cultureinfo]::CurrentUICulture.Name -eq 'zh-CN' -and [cultureinfo]::CurrentCulture.TextInfo.ANSICodePage -eq 936)
$help = Get-Help Remove-EniIpv6Address -Full | Out-String -Width 80
Assert 'Get-Help -Full shows the Chinese help' ($help.Contains('从弹性网卡上回收 IPv6 地址和前缀。') -and $help.Contains('-------- 示例 1：'))
Assert 'Get-Help shows the Chinese about topic' ((Get-Help about_EniTools | Out-String).Contains('简短说明'))
try { Get-EniIpv6Address bad -RegionId cn-hangzhou } catch { $problem = $_ }
Assert 'a remedy is Chinese' ($problem.ErrorDetails.RecommendedAction -match '[\u4e00-\u9fff]')
'Chinese: all passed'
