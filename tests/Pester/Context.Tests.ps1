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

    It 'is shown for each region from the pipeline' {
        ("RegionId`ncn-beijing`ncn-qingdao" | ConvertFrom-Csv | Get-EniContext).Endpoint.Host | Should -Be 'ecs.cn-beijing.aliyuncs.com', 'ecs.cn-qingdao.aliyuncs.com'
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

    Context 'with profiles in a file' {
        BeforeAll {
            $file = Join-Path $TestDrive 'credentials'
            @'
[pester]
type = "access_key" # the account's own key
access_key_id = "EniEmulatorAccessKeyId"
access_key_secret = 'EniEmulatorAccessKeySecret' ; for tests

[pester-reader]
type = access_key
access_key_id = EniEmulatorReadOnlyKeyId
access_key_secret = EniEmulatorAccessKeySecret
'@ | Set-Content $file
            $before = $env:ALIBABA_CLOUD_CREDENTIALS_FILE
            $env:ALIBABA_CLOUD_CREDENTIALS_FILE = $file
            $emulator = Start-EniEmulator
        }

        AfterAll {
            $env:ALIBABA_CLOUD_CREDENTIALS_FILE = $before
            Stop-EniEmulator
        }

        It 'uses the one that is set, and says so' {
            Set-EniContext -RegionId cn-hangzhou -Endpoint $emulator.Endpoint -ProfileName pester
            $context = Get-EniContext -Verify
            $context.AccountId | Should -Be '1000000000000001'
            $context.CredentialSource | Should -BeLike "*pester*$file*"
            @(Get-EniIpv6Address eni-bp1web02a).Count | Should -Be 2
        }

        It 'lets each cmdlet name another one' {
            Set-EniContext -RegionId cn-hangzhou -Endpoint $emulator.Endpoint -ProfileName pester
            $found = Get-EniIpv6Address eni-bp1web02a -ProfileName pester-reader
            $found | Remove-EniIpv6Address -Force -ErrorVariable problems -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problems.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Select-Object -Unique | Should -Be 'Forbidden.RAM'
            # What was found carries its profile: another one has to be named.
            @($found | Remove-EniIpv6Address -Force -ProfileName pester).Count | Should -Be 2
        }

        It 'takes nothing in the place of a profile that is not there' {
            Set-EniContext -RegionId cn-hangzhou -Endpoint $emulator.Endpoint -ProfileName pester
            { Get-Eni eni-bp1web02a -ProfileName nosuch } | Should -Throw -ErrorId 'ProfileNotUsable,EniTools.Commands.GetEniCommand'
        }
    }
}
