# Payments with a token of Google Pay, at the host of the payment pages: what their signed state says, whatever the unsigned answer does.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $token = '{"signature":"made-up-google-token","protocolVersion":"ECv2"}'

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }

    function New-Row([string] $Token = $token) {
        $payment = New-FreedomPayPayment -OrderId "G-$([guid]::NewGuid())" -Amount 100.50 -Description Tea
        [pscustomobject]@{ PaymentId = $payment.PaymentId; RedirectUrl = $payment.RedirectUrl; Token = $Token }
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payment with a token of Google Pay' {
    BeforeEach { Reset-Sandbox }

    It 'is paid from cmdlet to cmdlet, and the result is its signed state' {
        $payment = New-FreedomPayPayment -OrderId G-1 -Amount 100.50 -Description Tea
        $paid = $payment | Confirm-FreedomPayGooglePayPayment -Token $token -WarningAction SilentlyContinue
        $paid | Should -BeOfType FreedomPay.Payment
        "$($paid.PaymentId) $($paid.OrderId) $($paid.PaymentStatus) $($paid.Captured) $($paid.Amount) $($paid.RedirectUrl)" | Should -Be "$($payment.PaymentId) G-1 success 1 100.50 "
        (Get-SandboxEffect *Payment).operationId | Should -Be 'createPayment', 'confirmGooglePayPayment'
    }

    It 'goes as a form to the host of the payment pages, with the name of the payment in its path' {
        $row = New-Row
        $listener = Start-HttpListener
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($listener)
                $context = $listener.GetContext()
                $request = $context.Request
                "$($request.HttpMethod) $($request.RawUrl) $($request.ContentType)"
                [IO.StreamReader]::new($request.InputStream).ReadToEnd()
                @($request.Headers.AllKeys).Where({ $_ -match 'sign|auth' })
                $context.Response.StatusCode = 422
                $context.Response.Close()
            }).AddArgument($listener)
        $running = $shell.BeginInvoke()
        try {
            $pages = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -CustomerUri @($listener.Prefixes)[0] -Merchant (New-TestCredential 300400 sandbox-merchant-secret) -PassThru
            $null = $row | Confirm-FreedomPayGooglePayPayment -Connection $pages -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            $seen = $shell.EndInvoke($running)
        } finally {
            $listener.Close()
            $shell.Dispose()
            Connect-FreedomPay -Environment Sandbox
        }

        $name = ($row.RedirectUrl -split 'customer=')[1]
        $name | Should -Match '^\w{32}$'
        $seen[0] | Should -Be "POST /pay/$name/pay application/x-www-form-urlencoded"
        $seen[1] -split '&' | Sort-Object | Should -Be @("token=$([Uri]::EscapeDataString($token))", 'type=google_pay')
        $seen | Should -HaveCount 2
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'the address of its page'; Page = { $_ } }
        @{ What = 'the address with more in it'; Page = { $_ -replace 'customer=', 'lang=ru&customer=' } }
        @{ What = 'the name alone'; Page = { ($_ -split 'customer=')[1] } }
        @{ What = 'the address with pg_payment_id'; Page = { $_ -replace 'customer=', 'pg_payment_id=' } }
    ) {
        $row = New-Row
        $row.RedirectUrl = $row.RedirectUrl | ForEach-Object $Page
        ($row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue).PaymentStatus | Should -Be 'success'
    }

    It 'is read from a file, and its token shows nowhere' {
        $file = Join-Path $TestDrive 'tapped.csv'
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        (New-Row), (New-Row) | Export-Csv $file
        $made = Import-Csv $file | Confirm-FreedomPayGooglePayPayment -Journal $journal -Verbose -Debug 3>&1 4>&1 5>&1
        ($made | Where-Object { $_ -is [FreedomPay.Payment] }).PaymentStatus | Should -Be 'success', 'success'
        "$($made | Format-List * -Force | Out-String -Width 4000)$(Get-Content -Raw $journal)" | Should -Not -Match 'made-up-google-token'
        (Import-Csv $file | Confirm-FreedomPayGooglePayPayment -Journal $journal).Replayed | Should -Be $true, $true
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 2
    }

    It 'waits for its payer where the bank wants to see him' {
        $row = New-Row -Token '{"signature":"3ds"}'
        $waiting = $row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue
        "$($waiting.PaymentStatus) $($waiting.RedirectUrl)" | Should -Be "new $($row.RedirectUrl)"
        Get-SandboxEffect confirmGooglePayPayment | Should -BeNullOrEmpty
    }

    It 'is refused where it is paid already' {
        $row = New-Row
        $null = $row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue
        $problem = (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike '*already*'
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }

    It 'is not sent for <Why>, and the run goes on' -ForEach @(
        @{ Why = 'a page that names no payment'; Column = 'RedirectUrl'; Value = 'https://customer.freedompay.kz/pay.html' }
        @{ Why = 'no page'; Column = 'RedirectUrl'; Value = '' }
        @{ Why = 'no token'; Column = 'Token'; Value = '' }
        @{ Why = 'a masked token'; Column = 'Token'; Value = '***' }
        @{ Why = 'no number'; Column = 'PaymentId'; Value = '' }
        @{ Why = 'a number that a spreadsheet has rounded'; Column = 'PaymentId'; Value = '7.00E+08' }
    ) {
        $rows = @((New-Row), (New-Row))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[0].Exception.Field | Should -Be $Column
        $outcome[1].PaymentStatus | Should -Be 'success'
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }

    It 'is not sent where nobody knows the host of the pages' {
        $test = Connect-FreedomPay -Environment Test -Merchant (New-TestCredential 1 a-secret) -PassThru
        Connect-FreedomPay -Environment Sandbox
        $test.CustomerUri | Should -BeNullOrEmpty
        $operation = Get-FreedomPayOperation confirmGooglePayPayment
        $problem = (Get-ErrorOf { Invoke-FreedomPayRequest Merchant $operation.Path.Replace('{payment_id}', 'x') @{ type = 'google_pay'; token = 't' } -Connection $test })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.NoCredential'
        "$problem" | Should -BeLike '*-CustomerUri*'
    }

    It 'says under -WhatIf where its token would go' {
        $script = "Import-Module '$((Get-Module FreedomPay.PowerShell).Path)'; Connect-FreedomPay -BaseUri $((Get-FreedomPayConnection).BaseUri) -CustomerUri https://customer.freedompay.kz; Confirm-FreedomPayGooglePayPayment 4567788 x -Token t -WhatIf"
        "$(& $pwsh @pwshWords -NoProfile -NonInteractive -Command $script 2>&1)" | Should -BeLike '*payment 4567788, token to https://customer.freedompay.kz, PRODUCTION (http://127.0.0.1:*, https://customer.freedompay.kz)*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'says at its first use that nothing of it is signed' {
        $rows = (New-Row), (New-Row)
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($module, $uri, $rows)
                    Import-Module $module
                    Connect-FreedomPay -BaseUri $uri -Merchant ([pscredential]::new('300400', (ConvertTo-SecureString sandbox-merchant-secret -AsPlainText -Force)))
                    $rows | Confirm-FreedomPayGooglePayPayment
                }).AddArgument((Get-Module FreedomPay.PowerShell).Path).AddArgument("$((Get-FreedomPayConnection).BaseUri)").AddArgument($rows)
            ($shell.Invoke()).PaymentStatus | Should -Be 'success', 'success'
            $shell.Streams.Warning | Should -HaveCount 1
            "$($shell.Streams.Warning[0])" | Should -BeLike '*confirmGooglePayPayment*signed*'
        } finally { $shell.Dispose() }
    }
}

Describe 'A lost answer of Google Pay' {
    BeforeEach { Reset-Sandbox }

    It 'is found in the state of the payment' {
        $row = New-Row
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmGooglePayPayment -Count 1
        $found = $row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus)" | Should -Be 'True success'
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }

    It 'is unknown where the request did not arrive, and it is not sent again' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-Row
        Set-FreedomPaySandboxFault Reset -OperationId confirmGooglePayPayment -Count 1
        1..2 | ForEach-Object { Get-Reason (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment -Journal $journal -WarningAction SilentlyContinue }) | Should -Be 'FreedomPay.OutcomeUnknown' }
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }

    It 'is unknown where the state cannot be asked afterwards' {
        $row = New-Row
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Skip 1 -Count 100
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmGooglePayPayment -Count 1
        Get-Reason (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }

    It 'is not risked where the state is not told before: <Why>' -ForEach @(
        @{ Why = 'nobody answers'; Fault = { Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Count 100 }; Reason = 'FreedomPay.ServerError' }
        @{ Why = 'its answer is not signed'; Fault = { Set-FreedomPaySandboxFault WrongSignature -OperationId getPaymentStatus -Count 100 }; Reason = 'FreedomPay.UntrustedAnswer' }
        @{ Why = 'there is no such payment'; Fault = { $row.PaymentId = '1' }; Reason = 'FreedomPay.Refused' }
    ) {
        $row = New-Row
        . $Fault
        $problem = (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment -WarningAction SilentlyContinue })[0]
        Get-Reason $problem | Should -Be $Reason
        "$problem" | Should -BeLike 'Row 1: confirmGooglePayPayment was not sent*getPaymentStatus*'
        Get-SandboxRequest confirmGooglePayPayment | Should -BeNullOrEmpty
    }

    It 'is not risked without the credential that asks for the state' {
        $row = New-Row
        $bare = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -PassThru
        try {
            $problem = (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment -Connection $bare -WarningAction SilentlyContinue })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.NoCredential'
            "$problem" | Should -BeLike '*-Merchant*'
        } finally { Connect-FreedomPay -Environment Sandbox }
        Get-SandboxRequest confirmGooglePayPayment | Should -BeNullOrEmpty
    }

    It 'is settled by a later run with the journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-Row
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmGooglePayPayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | Confirm-FreedomPayGooglePayPayment -Journal $journal -WarningAction SilentlyContinue }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        $found = $row | Confirm-FreedomPayGooglePayPayment -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus)" | Should -Be 'True success'
        Get-SandboxRequest confirmGooglePayPayment | Should -HaveCount 1
    }
}

Describe 'An answer of Google Pay that the state of the payment does not bear out' {
    BeforeAll {
        # The pages answer with a body of the test; what the API says is the state in the sandbox.
        function Invoke-WithAnswer([string] $Body, [int] $Status = 200, [switch] $Paid) {
            $row = New-Row
            $listener = Start-HttpListener
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                    param($listener, $body, $status, $pay, $id)
                    while ($listener.IsListening) {
                        try { $context = $listener.GetContext() } catch { break }
                        if ($pay) { $null = Invoke-RestMethod $pay -Method Post -ContentType application/json -Body (@{ payment_id = $id } | ConvertTo-Json) }
                        $bytes = [Text.Encoding]::UTF8.GetBytes($body)
                        $context.Response.StatusCode = $status
                        $context.Response.ContentType = 'application/json'
                        $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                        $context.Response.Close()
                    }
                }).AddArgument($listener).AddArgument($Body).AddArgument($Status).AddArgument($(if ($Paid) { "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" })).AddArgument($row.PaymentId)
            $null = $shell.BeginInvoke()
            try {
                $pages = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -CustomerUri @($listener.Prefixes)[0] -Merchant (New-TestCredential 300400 sandbox-merchant-secret) -MaxRetryCount 0 -PassThru
                Get-Outcome { $row | Confirm-FreedomPayGooglePayPayment -Connection $pages -WarningAction SilentlyContinue }
            } finally {
                $listener.Close()
                $shell.Dispose()
                Connect-FreedomPay -Environment Sandbox
            }
        }
    }

    It 'is doubt: <Body>' -ForEach @(
        @{ Body = '{"data":{"status":"ok"}}' }
        @{ Body = '{"data":{"status":"success","payment_info":{"payment_id":1}}}' }
        @{ Body = '{"pg_sig":"x","pg_status":"ok","pg_payment_status":"success"}' }
        @{ Body = '{}' }
        @{ Body = '' }
        @{ Body = '<html></html>' }
        @{ Body = '{"data":{"frame_url":"https://bank.example/","back_url":{"params":{"pg_payment_id":"1"}}}}' }
        @{ Body = '{"data":{"frame_url":"javascript:alert(1)"}}' }
        @{ Body = '{"data":{"frame_url":"http://bank.example/"}}' }
        @{ Body = '{"data":{"frame_url":"https://user:word@bank.example/"}}' }
        @{ Body = '{"data":{"frame_url":"https://bank.example/?card=4111111111111111"}}' }
        @{ Body = '{"data":{"status":"error","frame_url":"https://bank.example/"}}' }
        @{ Body = '{"data":{"frame_url":"https://bank.example/","payment_info":{"payment_id":1}}}' }
        @{ Body = '{"data":{"frame_url":"https://bank.example/","back_url":{"params":{"pg_order_id":"another"}}}}' }
        @{ Body = '{"data":[{"frame_url":"https://bank.example/"}]}' }
        @{ Body = '{"status":"error","error_code":"9999","error_description":"x"}' }
        @{ Body = '{"status":"error","error_code":["1"]}' }
    ) {
        Get-Reason (Invoke-WithAnswer $Body) | Should -Be 'FreedomPay.OutcomeUnknown'
    }

    It 'is a refusal where it says so and the payment is not paid' {
        $problem = Invoke-WithAnswer '{"status":"error","error_code":"701","error_description":"The token is wrong"}' 422
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        "$problem" | Should -BeLike '*701*The token is wrong*'
    }

    It 'counts for nothing where the payment is paid: <Status> <Body>' -ForEach @(
        @{ Status = 422; Body = '{"status":"error","error_code":"701"}' }
        @{ Status = 401; Body = '{}' }
        @{ Status = 403; Body = '<html></html>' }
        @{ Status = 407; Body = '' }
        @{ Status = 429; Body = '' }
        @{ Status = 200; Body = '{"data":{"status":"error"}}' }
    ) {
        (Invoke-WithAnswer $Body $Status -Paid).PaymentStatus | Should -Be 'success'
    }

    It 'that echoes the token shows it nowhere' {
        $outcome = Invoke-WithAnswer "{`"data`":{`"frame_url`":`"https://bank.example/?t=$([Uri]::EscapeDataString($token))`"}}"
        "$($outcome | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match 'made-up-google-token'
    }

    It 'of another payment says so' {
        "$(Invoke-WithAnswer '{"data":{"back_url":{"params":{"pg_payment_id":"4711"}}}}')" | Should -BeLike '*4711*-RedirectUrl*'
    }

    It 'leads on to the bank' {
        (Invoke-WithAnswer '{"data":{"frame_url":"https://bank.example/acs"}}').RedirectUrl | Should -Be 'https://bank.example/acs'
    }
}
