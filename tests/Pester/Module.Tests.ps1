Describe 'The module from its package' {
    It 'loads by itself when one of its cmdlets is called' {
        Remove-Module EniTools -ErrorAction SilentlyContinue
        Get-EniEmulator | Should -BeNullOrEmpty
        Get-Module EniTools | Should -Not -BeNullOrEmpty
    }

    It 'exports cmdlets only, each with an approved verb' {
        $commands = Get-Command -Module EniTools
        $commands.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
        $approved = (Get-Verb).Verb
        $commands.Verb | Where-Object { $_ -notin $approved } | Should -BeNullOrEmpty
    }

    It 'has a manifest that the shell finds good, for both editions' {
        $manifest = Test-ModuleManifest (Join-Path (Get-Module EniTools).ModuleBase 'EniTools.psd1')
        $manifest.CompatiblePSEditions | Should -Be 'Desktop', 'Core'
        $manifest.PowerShellVersion | Should -Be '5.1'
    }

    It 'brings no assembly but its own' {
        $names = (Get-ChildItem (Get-Module EniTools).ModuleBase -Filter *.dll -Recurse).Name | Sort-Object
        $names | Should -Be 'EniTools.Api.dll', 'EniTools.dll', 'EniTools.Emulator.dll', 'EniTools.resources.dll'
    }

    It 'can be removed and imported again, and its emulators end with it' {
        Import-Module EniTools
        $endpoint = (Start-EniEmulator).Endpoint
        Remove-Module EniTools
        { [System.Net.Sockets.TcpClient]::new($endpoint.Host, $endpoint.Port) } | Should -Throw
        Import-Module EniTools
        Get-EniEmulator | Should -BeNullOrEmpty
    }
}
