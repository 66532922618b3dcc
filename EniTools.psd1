@{
    RootModule             = 'EniTools.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6c0e3d0e-2a6b-4d0c-9c55-7d2b7f4c1e52'
    Author                 = 'The EniTools authors'
    CompanyName            = 'The EniTools authors'
    Copyright              = '(c) The EniTools authors. MIT License.'
    Description            = 'Takes IPv6 addresses and prefixes off elastic network interfaces (ENIs) on Alibaba Cloud, in bulk and with one outcome for every address. Carries an emulator of the ECS endpoint, so that all of it can be tried without an account.'

    CompatiblePSEditions   = @('Desktop', 'Core')
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'

    CmdletsToExport        = @(
        'Add-EniIpv6Address'
        'Add-EniIpv6Bandwidth'
        'Clear-EniContext'
        'Get-Eni'
        'Get-EniChange'
        'Get-EniContext'
        'Get-EniEmulator'
        'Get-EniIpv6Address'
        'Get-EniIpv6Bandwidth'
        'Get-EniIpv6RemovalPlan'
        'Get-EniRamPolicy'
        'Get-EniRegion'
        'Remove-EniIpv6Address'
        'Remove-EniIpv6Bandwidth'
        'Repair-EniChange'
        'Restore-EniEmulator'
        'Resume-EniChange'
        'Save-EniEmulator'
        'Set-EniContext'
        'Show-EniEmulator'
        'Start-EniEmulator'
        'Stop-EniEmulator'
        'Undo-EniChange'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    FormatsToProcess       = @('EniTools.Format.ps1xml')

    PrivateData            = @{
        PSData = @{
            Tags         = @('AlibabaCloud', 'Aliyun', 'ECS', 'ENI', 'IPv6', 'Network', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/EniTools/EniTools/blob/main/LICENSE'
            ProjectUri   = 'https://github.com/EniTools/EniTools'
            IconUri      = 'https://raw.githubusercontent.com/EniTools/EniTools/main/docs/icon.png'
            ReleaseNotes = 'https://github.com/EniTools/EniTools/blob/main/CHANGELOG.md'
        }
    }
}
