Describe 'The context of a session' {
    BeforeAll {
        Set-StrictMode -Version 3
        Import-Module EniTools
        $credential = [pscredential]::new('LTAI5tExampleKeyId0001', (ConvertTo-SecureString 'ExampleSecretOfAKey0001' -AsPlainText -Force))
    }

    AfterEach {
        Clear-EniContext
    }

    It 'is set by parameter, shown, and cleared' {
        Set-EniContext -RegionId cn-beijing -Endpoint https://ecs.cn-beijing.aliyuncs.com -Credential $credential
        $context = Get-EniContext
        $context.RegionId | Should -Be 'cn-beijing'
        $context.Endpoint.Host | Should -Be 'ecs.cn-beijing.aliyuncs.com'

        Clear-EniContext
        (Get-EniContext).RegionId | Should -BeNullOrEmpty
    }

    It 'is set by an object from the pipeline' {
        [pscustomobject]@{ RegionId = 'cn-qingdao'; Credential = $credential } | Set-EniContext
        (Get-EniContext).RegionId | Should -Be 'cn-qingdao'
    }

    It 'returns what is in force with -PassThru' {
        (Set-EniContext cn-beijing -PassThru).RegionId | Should -Be 'cn-beijing'
    }

    It 'changes nothing with -WhatIf' {
        Set-EniContext cn-beijing
        Set-EniContext cn-qingdao -WhatIf
        Clear-EniContext -WhatIf
        (Get-EniContext).RegionId | Should -Be 'cn-beijing'
    }

    It 'takes plain http for this machine only' {
        { Set-EniContext -Endpoint http://ecs.cn-beijing.aliyuncs.com } | Should -Throw -ErrorId 'BadEndpoint,EniTools.Commands.SetEniContextCommand'
    }

    It 'never shows a secret' {
        Set-EniContext -RegionId cn-beijing -Credential $credential
        Get-EniContext | Format-List * | Out-String | Should -Not -Match 'ExampleSecretOfAKey0001'
        Get-EniContext | ConvertTo-Json -Depth 5 | Should -Not -Match 'ExampleSecretOfAKey0001'
    }
}
