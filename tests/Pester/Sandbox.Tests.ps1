# The built-in simulator: starting and stopping it, its ports, its faults.
BeforeDiscovery {
    $kinds = 'Latency', 'TooManyRequests', 'ServerError', 'Reset', 'AnswerLost', 'MalformedAnswer', 'OversizedAnswer', 'WrongSignature'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'

    function Get-Fault { param([uri] $Sandbox) @(Invoke-RestMethod "${Sandbox}_sandbox/faults" | ForEach-Object { $_ }) }

    # A port that was free a moment ago.
    function Get-FreePort {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'Start-FreedomPaySandbox' {
    BeforeEach { Stop-FreedomPaySandbox }

    It 'listens on loopback and tells where, and as whom to connect' {
        $sandbox = Start-FreedomPaySandbox
        $sandbox.BaseUri.IsLoopback | Should -BeTrue
        $sandbox.BaseUri.Port | Should -Be $sandbox.Port
        $sandbox.PartnerId, $sandbox.MerchantId | Should -Not -Contain ''
        (Invoke-RestMethod "$($sandbox.BaseUri)_sandbox/counts") | Should -Not -BeNullOrEmpty
    }

    It 'returns the one that runs already' {
        $first = Start-FreedomPaySandbox
        (Start-FreedomPaySandbox).Port | Should -Be $first.Port
        (Start-FreedomPaySandbox -Port $first.Port).Port | Should -Be $first.Port
    }

    It 'takes the port that is asked for' {
        $port = Get-FreePort
        (Start-FreedomPaySandbox -Port $port).BaseUri | Should -Be "http://127.0.0.1:$port/"
    }

    It 'takes its port again after a stop, with nothing remembered' {
        $port = (Start-FreedomPaySandbox).Port
        Connect-FreedomPay -Environment Sandbox
        $null = New-FreedomIdUser -Phone +77011234567
        Stop-FreedomPaySandbox
        $null = Start-FreedomPaySandbox -Port $port
        Get-SandboxEffect | Should -BeNullOrEmpty
        (New-FreedomIdUser -Phone +77011234567).FreedomId | Should -Not -BeNullOrEmpty
    }

    It 'refuses another port while one runs' {
        $running = Start-FreedomPaySandbox
        $failure = { Start-FreedomPaySandbox -Port ($running.Port -eq 65535 ? 1024 : $running.Port + 1) } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.SandboxRunning*'
        $failure.Exception.Message | Should -Match $running.Port
    }

    It 'says clearly when another process has the port' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $failure = { Start-FreedomPaySandbox -Port $listener.LocalEndpoint.Port } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.SandboxFailed*'
            $failure.CategoryInfo.Category | Should -Be 'OpenError'
            $failure.ErrorDetails.RecommendedAction | Should -Match '-Port'
        }
        finally { $listener.Stop() }
        # And the failure leaves nothing in the way.
        (Start-FreedomPaySandbox).Port | Should -BeGreaterThan 0
    }

    It 'refuses a port that is none' {
        { Start-FreedomPaySandbox -Port 0 } | Should -Throw
        { Start-FreedomPaySandbox -Port 65536 } | Should -Throw
    }

    It 'starts nothing with -WhatIf' {
        Start-FreedomPaySandbox -WhatIf | Should -BeNullOrEmpty
        $failure = { Clear-FreedomPaySandboxFault } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoSandbox*'
    }
}

Describe 'Stop-FreedomPaySandbox' {
    It 'stops it, and does nothing when none runs' {
        $sandbox = Start-FreedomPaySandbox
        Stop-FreedomPaySandbox -WhatIf
        { Invoke-RestMethod "$($sandbox.BaseUri)_sandbox/counts" } | Should -Not -Throw
        Stop-FreedomPaySandbox
        { Invoke-RestMethod "$($sandbox.BaseUri)_sandbox/counts" } | Should -Throw
        Stop-FreedomPaySandbox
    }

    It 'happens by itself when the module is removed' {
        $child = Invoke-Child -Argument $module {
            param($module)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            $address = (Start-FreedomPaySandbox).BaseUri
            Remove-Module FreedomPay.PowerShell
            try { $null = Invoke-RestMethod "${address}_sandbox/counts"; 'still there' } catch { 'gone' }
        }
        $child.Output.Trim() | Should -Be 'gone'
    }
}

Describe 'Connect-FreedomPay -Environment Sandbox' {
    BeforeEach { Stop-FreedomPaySandbox }

    It 'starts the sandbox when none runs' {
        Connect-FreedomPay -Environment Sandbox
        (Start-FreedomPaySandbox).BaseUri | Should -Be (Get-FreedomPayConnection).BaseUri
    }

    It 'connects to the one that runs' {
        $sandbox = Start-FreedomPaySandbox
        (Connect-FreedomPay -Environment Sandbox -PassThru).BaseUri | Should -Be $sandbox.BaseUri
    }

    It 'brings credentials that the sandbox takes' {
        Connect-FreedomPay -Environment Sandbox
        $checks = Test-FreedomPayConnection
        $checks.Check | Should -Be 'Reachable', 'Merchant', 'Partner'
        $checks.Result | Should -Not -Contain 'Failed'
    }
}

Describe 'Set-FreedomPaySandboxFault' {
    BeforeAll {
        $sandbox = (Start-FreedomPaySandbox).BaseUri
        Connect-FreedomPay -Environment Sandbox
    }
    BeforeEach { Reset-Sandbox }

    It 'sets <_>' -ForEach $kinds {
        Set-FreedomPaySandboxFault $_ | Should -BeNullOrEmpty
        $fault = Get-Fault $sandbox
        $fault | Should -HaveCount 1
        $fault[0].kind | Should -Be $_
        $fault[0].operationId | Should -Be '*'
        $fault[0].count | Should -BeNullOrEmpty
        $fault[0].probability | Should -Be 1
    }

    It 'knows every kind that the sandbox knows' {
        [enum]::GetNames([FreedomPay.FreedomPaySandboxFaultKind]) | Sort-Object | Should -Be ($kinds | Sort-Object)
    } -ForEach @{ kinds = $kinds }

    It 'passes every parameter on' {
        Set-FreedomPaySandboxFault TooManyRequests -Count 3 -Probability 0.5 -OperationId 'create*' -Skip 2 -RetryAfter 7
        Set-FreedomPaySandboxFault ServerError -StatusCode 502
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 250
        $faults = Get-Fault $sandbox
        $faults[0].count, $faults[0].probability, $faults[0].operationId, $faults[0].skip, $faults[0].retryAfter | Should -Be 3, 0.5, 'create*', 2, '7'
        $faults[1].statusCode | Should -Be 502
        $faults[2].latencyMilliseconds | Should -Be 250
    }

    It 'hits only the operations that match, after those that it skips, as often as it says' {
        Set-FreedomPaySandboxFault ServerError -OperationId createFreedom* -Skip 1 -Count 1
        $results = '+77011234561', '+77011234562', '+77011234563' | ForEach-Object { [pscustomobject]@{ phone = $_ } } | New-FreedomIdUser -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.Phone | Should -Be '+77011234561', '+77011234563'
        $failures.Exception.Row | Should -Be 2
        Get-Fault $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses <Name> <Value>' -ForEach @(
        @{ Name = 'Count'; Value = 0 }, @{ Name = 'Probability'; Value = 1.5 }, @{ Name = 'Probability'; Value = -0.1 }, @{ Name = 'Skip'; Value = -1 }
        @{ Name = 'StatusCode'; Value = 404 }, @{ Name = 'LatencyMilliseconds'; Value = 600001 }, @{ Name = 'Kind'; Value = 'Flood' }, @{ Name = 'OperationId'; Value = '' }
    ) {
        $parameters = @{ Kind = 'ServerError' }
        $parameters[$Name] = $Value
        { Set-FreedomPaySandboxFault @parameters } | Should -Throw
        Get-Fault $sandbox | Should -BeNullOrEmpty
    }

    It 'sets nothing with -WhatIf' {
        Set-FreedomPaySandboxFault Reset -WhatIf
        Get-Fault $sandbox | Should -BeNullOrEmpty
    }

    It 'is taken back by Clear-FreedomPaySandboxFault, which keeps the state' {
        $null = New-FreedomIdUser -Phone +77011234567
        Set-FreedomPaySandboxFault Reset
        Clear-FreedomPaySandboxFault -WhatIf
        Get-Fault $sandbox | Should -HaveCount 1
        Clear-FreedomPaySandboxFault | Should -BeNullOrEmpty
        Get-Fault $sandbox | Should -BeNullOrEmpty
        Get-SandboxEffect | Should -HaveCount 1
    }

    It 'steers the sandbox of another process by its address' {
        $child = Invoke-Child -Argument $module, $sandbox {
            param($module, $sandbox)
            Import-Module $module
            Set-FreedomPaySandboxFault AnswerLost -Count 5 -BaseUri $sandbox
        }
        $child.Errors | Should -BeNullOrEmpty
        (Get-Fault $sandbox)[0].count | Should -Be 5
        $child = Invoke-Child -Argument $module, $sandbox {
            param($module, $sandbox)
            Import-Module $module
            Clear-FreedomPaySandboxFault -BaseUri $sandbox
        }
        $child.Errors | Should -BeNullOrEmpty
        Get-Fault $sandbox | Should -BeNullOrEmpty
    }

    It '<Cmdlet> refuses an address that is not on this machine' -ForEach @{ Cmdlet = 'Set-FreedomPaySandboxFault'; More = @{ Kind = 'Reset' } }, @{ Cmdlet = 'Clear-FreedomPaySandboxFault'; More = @{} } {
        $failure = { & $Cmdlet @More -BaseUri https://api.freedompay.kz } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoSandbox*'
        $failure.Exception.Message | Should -Match 'not on this machine'
    }

    It 'refuses a relative address like any other that is none' {
        $failure = { Set-FreedomPaySandboxFault Reset -BaseUri 'sandbox' } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoSandbox*'
    }

    It 'says so when nothing answers at the address' {
        $failure = { Set-FreedomPaySandboxFault Reset -BaseUri "http://127.0.0.1:$(Get-FreePort)" } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoSandbox*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
    }

    It 'takes faults over HTTP from whoever is on this machine, and refuses incomplete ones' {
        $null = Invoke-RestMethod "${sandbox}_sandbox/faults" -Method Post -ContentType application/json -Body '[{"kind":"Reset","count":1},{"kind":"ServerError","operationId":"getPaymentStatus"}]'
        (Get-Fault $sandbox).kind | Should -Be 'Reset', 'ServerError'
        foreach ($body in '{"kind":"Flood"}', 'nonsense', '{"kind":"ServerError","statusCode":7}') {
            { Invoke-RestMethod "${sandbox}_sandbox/faults" -Method Post -ContentType application/json -Body $body } | Should -Throw
        }
        (Get-Fault $sandbox) | Should -HaveCount 2
    }
}
