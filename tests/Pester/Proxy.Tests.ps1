# Proxies: those that a run names, those of the environment, and the machine itself, which is never reached through one.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'

    # A proxy that answers everything with one status, and keeps what it was asked.
    function Start-Proxy([int] $Status, [string] $More = '') {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $asked = [Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create().AddScript({
            param($listener, $asked, $status, $more)
            $answer = [Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $status No`r`n${more}Content-Length: 0`r`nConnection: close`r`n`r`n")
            try {
                while ($true) {
                    $client = $listener.AcceptTcpClient()
                    $stream = $client.GetStream()
                    $buffer = [byte[]]::new(65536)
                    $text = ''
                    do { $read = $stream.Read($buffer, 0, $buffer.Length); $text += [Text.Encoding]::ASCII.GetString($buffer, 0, $read) } until ($read -eq 0 -or $text.Contains("`r`n`r`n"))
                    $asked.Enqueue($text)
                    $stream.Write($answer, 0, $answer.Length)
                    $client.Dispose()
                }
            } catch { }
        }).AddArgument($listener).AddArgument($asked).AddArgument($Status).AddArgument($More)
        $null = $shell.BeginInvoke()
        @{ Listener = $listener; Shell = $shell; Asked = $asked; Port = $listener.LocalEndpoint.Port }
    }

    function Stop-Proxy($Proxy) {
        $Proxy.Listener.Stop()
        $Proxy.Shell.Dispose()
    }

    # All that can be seen of a request through a proxy in a process of its own.
    $through = {
        param($module, $address)
        Import-Module $module
        $merchant = [pscredential]::new('300400', (ConvertTo-SecureString a-merchant-secret -AsPlainText -Force))
        Connect-FreedomPay -BaseUri $address -Merchant $merchant -MaxRetryCount 0 -Verbose
        Get-FreedomPayPayment 1 -Verbose -Debug -ErrorAction SilentlyContinue -ErrorVariable problem 4>&1 5>&1
        $problem | ForEach-Object { "$_"; "id=$($_.FullyQualifiedErrorId)"; $_ | Get-Error | Out-String -Width 500; $_.Exception.ToString(); $_.ErrorDetails.RecommendedAction }
    }
}

Describe 'This machine' {
    It 'is not reached through the proxy of the environment: <_>' -ForEach 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY' {
        $proxy = Start-Proxy 407
        try {
            $child = Invoke-Child -Argument $module -Environment @{ $_ = "http://corp:Tr0ub4dor@127.0.0.1:$($proxy.Port)" } {
                param($module)
                Import-Module $module
                Connect-FreedomPay -Environment Sandbox
                $port = (Get-FreedomPayConnection).BaseUri.Port
                foreach ($address in "http://127.0.0.1:$port", "http://localhost:$port") {
                    Connect-FreedomPay -BaseUri $address -MaxRetryCount 0 -Merchant ([pscredential]::new('300400', (ConvertTo-SecureString sandbox-merchant-secret -AsPlainText -Force)))
                    (New-FreedomPayPayment -Amount 1.00 -Description Tea -RatePerSecond 1000).Status
                }
                (New-FreedomIdUser +77011234567 -Connection (Connect-FreedomPay -Environment Sandbox -PassThru)).FreedomId.Length -gt 0
            }
            $child.Output -split '\s+' | Where-Object { $_ } | Should -Be 'ok', 'ok', 'True' -Because $child.Errors
            $proxy.Asked | Should -BeNullOrEmpty
        }
        finally { Stop-Proxy $proxy }
    }

    It 'is not reached through the proxy of -Proxy' {
        $proxy = Start-Proxy 407
        try {
            $sandbox = (Start-FreedomPaySandbox).BaseUri
            Connect-FreedomPay -BaseUri $sandbox -Merchant (New-TestCredential 300400 sandbox-merchant-secret) -Proxy "http://127.0.0.1:$($proxy.Port)"
            (New-FreedomPayPayment -Amount 1.00 -Description Tea).Status | Should -Be ok
            $proxy.Asked | Should -BeNullOrEmpty
        }
        finally { Stop-Proxy $proxy }
    }
}

Describe 'A proxy' {
    It 'of the environment shows its user nowhere where it answers <Status>: <User>' -ForEach @(
        foreach ($status in 407, 502, 403) {
            @{ Status = $status; User = 'corp:Tr0ub4dor' }
            @{ Status = $status; User = 'corp:p%40ss%2Fword' }
            @{ Status = $status; User = 'corp:pw' }
        }
    ) {
        $proxy = Start-Proxy $Status
        try {
            $child = Invoke-Child -Argument $module, 'https://api.example.com' -Environment @{ HTTPS_PROXY = "http://$User@127.0.0.1:$($proxy.Port)"; NO_PROXY = '' } $through
            $proxy.Asked.Count | Should -BeGreaterThan 0 -Because $child.Errors
            $child.Output | Should -Match 'id=FreedomPay\.ConnectionFailed'
            $child.Output | Should -BeLike "*127.0.0.1:$($proxy.Port)*"
            "$($child.Output)$($child.Errors)" | Should -Not -Match 'Tr0ub4dor|corp|p%40ss|p@ss|pw@|:pw'
            if ($Status -eq 407) { $child.Output | Should -BeLike "*proxy http://127.0.0.1:$($proxy.Port)*407*-ProxyCredential*" }
        }
        finally { Stop-Proxy $proxy }
    }

    It 'that nobody answers at shows its user nowhere' {
        $proxy = Start-Proxy 407
        Stop-Proxy $proxy
        $child = Invoke-Child -Argument $module, 'https://api.example.com' -Environment @{ HTTPS_PROXY = "corp:Tr0ub4dor@127.0.0.1:$($proxy.Port)"; NO_PROXY = '' } $through
        $child.Output | Should -Match 'id=FreedomPay\.ConnectionFailed' -Because $child.Errors
        "$($child.Output)$($child.Errors)" | Should -Not -Match 'Tr0ub4dor|corp'
    }

    It 'gets the credential that is given for it, and no other' {
        $proxy = Start-Proxy 407 "Proxy-Authenticate: Basic realm=`"x`"`r`n"
        try {
            Connect-FreedomPay -BaseUri https://api.example.com -Merchant (New-TestCredential 300400 a-merchant-secret) -MaxRetryCount 0 -Proxy "http://127.0.0.1:$($proxy.Port)" -ProxyCredential (New-TestCredential corp Tr0ub4dor)
            $problem = (Get-ErrorOf { Get-FreedomPayPayment 1 })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.ConnectionFailed*'
            "$problem" | Should -BeLike "*proxy http://127.0.0.1:$($proxy.Port)*407*"
            $wanted = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('corp:Tr0ub4dor'))
            "$($proxy.Asked)" | Should -Match "(?m)^CONNECT api\.example\.com:443 "
            "$($proxy.Asked)" | Should -Match "Proxy-Authorization: Basic $wanted"
            "$problem" | Should -Not -Match "Tr0ub4dor|$wanted"

            Connect-FreedomPay -BaseUri https://api.example.com -Merchant (New-TestCredential 300400 a-merchant-secret) -MaxRetryCount 0 -Proxy "http://127.0.0.1:$($proxy.Port)"
            while ($proxy.Asked.Count) { $null = $proxy.Asked.TryDequeue([ref]$null) }
            $null = Get-ErrorOf { Get-FreedomPayPayment 1 }
            "$($proxy.Asked)" | Should -Match CONNECT
            "$($proxy.Asked)" | Should -Not -Match Proxy-Authorization
        }
        finally { Stop-Proxy $proxy }
    }

    It 'is refused as <Case>' -ForEach @(
        @{ Case = 'an address with a password'; Given = @{ Proxy = 'http://corp:Tr0ub4dor@proxy.example.com:3128' }; Id = 'InvalidAddress' }
        @{ Case = 'an address of no proxy'; Given = @{ Proxy = 'ftp://proxy.example.com' }; Id = 'InvalidAddress' }
        @{ Case = 'an address with a password that has a hash'; Given = @{ Proxy = 'http://corp:Tr0ub4dor#1@proxy.example.com:3128' }; Id = 'ParameterArgumentTransformationError' }
        @{ Case = 'an address with a password that has a slash'; Given = @{ Proxy = 'http://corp:12/Tr0ub4dor@proxy.example.com:3128' }; Id = 'InvalidAddress' }
        @{ Case = 'an address with an impossible port'; Given = @{ Proxy = 'http://corp:Tr0ub4dor@proxy.example.com:99999' }; Id = 'ParameterArgumentTransformationError' }
        @{ Case = 'half an address'; Given = @{ Proxy = 'proxy' }; Id = 'InvalidAddress' }
        @{ Case = 'nothing'; Given = @{ Proxy = $null }; Id = 'InvalidInput' }
        @{ Case = 'a credential alone'; Given = @{ ProxyCredential = [pscredential]::new('corp', (ConvertTo-SecureString Tr0ub4dor -AsPlainText -Force)) }; Id = 'InvalidInput' }
        @{ Case = 'the own account alone'; Given = @{ ProxyUseDefaultCredentials = $true }; Id = 'InvalidInput' }
        @{ Case = 'two accounts'; Given = @{ Proxy = 'http://proxy.example.com'; ProxyUseDefaultCredentials = $true; ProxyCredential = [pscredential]::new('corp', (ConvertTo-SecureString Tr0ub4dor -AsPlainText -Force)) }; Id = 'InvalidInput' }
        @{ Case = 'one with an empty credential'; Given = @{ Proxy = 'http://proxy.example.com'; ProxyCredential = [pscredential]::Empty }; Id = 'InvalidCredential' }
    ) {
        Disconnect-FreedomPay
        $problem = @(Get-ErrorOf { Connect-FreedomPay -BaseUri https://api.example.com @Given })
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId -replace '^FreedomPay\.' | Should -BeLike "$Id,*"
        "$($problem[0])$($problem[0].ErrorDetails.RecommendedAction)$($problem[0].Exception)$($problem[0].Exception.InnerException)" | Should -Not -Match Tr0ub4dor
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }
}

AfterAll { Stop-FreedomPaySandbox }
