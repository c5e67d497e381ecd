# What an answer proves: a server of this file answers what the sandbox would not.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $WarningPreference = 'SilentlyContinue'

    # Answers each request with what $Answer gives for its path, its fields and its number: status, body and headers.
    function Start-Server([scriptblock] $Answer) {
        $listener = Start-HttpListener
        $address = @($listener.Prefixes)[0]
        $seen = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($listener, $seen, $answer)
                $answer = [scriptblock]::Create($answer)
                # What the API signs its answer with: the script that was called, the values by their names, the secret.
                function Get-Signed([string] $Script, [string] $Inner, [string] $Secret = 'right-secret') {
                    $values = foreach ($element in ([xml] "<response>$Inner<pg_salt>s</pg_salt></response>").response.ChildNodes | Sort-Object Name -Culture '') { $element.InnerText }
                    $hash = [Security.Cryptography.MD5]::HashData([Text.Encoding]::UTF8.GetBytes((@($Script) + $values + $Secret) -join ';'))
                    "<response>$Inner<pg_salt>s</pg_salt><pg_sig>$([Convert]::ToHexString($hash).ToLowerInvariant())</pg_sig></response>"
                }
                while ($listener.IsListening) {
                    try { $context = $listener.GetContext() } catch { break }
                    $reader = [IO.StreamReader]::new($context.Request.InputStream)
                    $body = $reader.ReadToEnd()
                    $fields = @{}
                    if ($body -like '{*') { $fields = $body | ConvertFrom-Json -AsHashtable }
                    else { foreach ($pair in $body -split '&') { $name, $value = $pair -split '=' | ForEach-Object { [Net.WebUtility]::UrlDecode($_) }; if ($name) { $fields[$name] = $value } } }
                    $script = ($context.Request.Url.AbsolutePath -split '/')[-1]
                    $seen.Enqueue($script)
                    $given = & $answer $script $fields $seen.Count
                    $context.Response.StatusCode = if ($given.Status) { $given.Status } else { 200 }
                    if ($given.Location) { $context.Response.Headers['Location'] = $given.Location }
                    $bytes = [Text.Encoding]::UTF8.GetBytes("$($given.Body)")
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener).AddArgument($seen).AddArgument($Answer.ToString())
        $null = $shell.BeginInvoke()
        $script:servers += , @($listener, $shell)
        Connect-FreedomPay -BaseUri $address -Merchant (New-TestCredential 9970 right-secret) -Partner (New-TestCredential 77 partner-secret) -MaxRetryCount 0 -TimeoutSec 20
        # As one: a queue is a list to PowerShell.
        , $seen
    }

    function Get-Arrived($Seen, [string] $Script) { @($Seen.ToArray() | Where-Object { $_ -eq $Script }).Count }
    function New-RefundRow([int] $Count) { 1..$Count | ForEach-Object { [pscustomobject]@{ PaymentId = "70$_"; pg_refund_amount = '10' } } }
    function Get-Id($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
    $servers = @()
    function Stop-Server {
        foreach ($server in $script:servers) {
            $server[0].Close()
            $server[1].Dispose()
        }
        $script:servers = @()
    }
}

Describe 'An answer that proves nothing' {
    AfterEach { Stop-Server }

    It 'leaves a refund in doubt, and asks: <Name>' -ForEach @(
        @{ Name = 'a redirect'; Answer = { param($script) @{ Status = 302; Location = 'http://127.0.0.1:9/login' } } }
        @{ Name = 'a redirect of another kind'; Answer = { param($script) @{ Status = 307 } } }
        @{ Name = 'an error with a wrong signature'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>' 'other' } } }
        @{ Name = 'the code 0'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>0</pg_error_code>' } } }
        @{ Name = 'the code 9999'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>9999</pg_error_code>' } } }
        @{ Name = 'the code 99999'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>99999</pg_error_code>' } } }
        @{ Name = 'the code 9999 with a zero before it'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>09999</pg_error_code>' } } }
        @{ Name = 'two codes'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code>120</pg_error_code><pg_error_code>9999</pg_error_code>' } } }
        @{ Name = 'a code within a code'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>error</pg_status><pg_error_code><code>9999</code></pg_error_code>' } } }
        @{ Name = 'ok with the code of an error'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>ok</pg_status><pg_error_code>120</pg_error_code>' } } }
        @{ Name = 'rejected'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>rejected</pg_status>' } } }
        @{ Name = 'failed'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>failed</pg_status>' } } }
        @{ Name = 'an empty status'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status></pg_status>' } } }
        @{ Name = 'ok and error'; Answer = { param($script) @{ Body = Get-Signed $script '<pg_status>ok</pg_status><pg_status>error</pg_status>' } } }
    ) {
        $seen = Start-Server $Answer
        $result = New-RefundRow 1 | New-FreedomPayRefund -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        Get-Id $failures | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-Arrived $seen 'revoke' | Should -Be 1
        # Before it for the list of refunds, and after it for what became of it.
        Get-Arrived $seen 'get_status3.php' | Should -Be 2
    }

    It 'leaves a request of the Card API in doubt: <Json>' -ForEach @(
        '{"status":["error"]}', '{"status":"rejected"}', '{"status":"","request_status":"success","dt":"d"}', '{"status":false,"request_status":"success","dt":"d"}',
        '{"status":"ok","request_status":"ERROR","dt":"d"}', '{"status":"ok","request_status":"rejected","dt":"d"}', '{"status":"error","error_code":"99999"}', '{"status":"error","error_code":["120"]}' | ForEach-Object { @{ Json = $_ } }
    ) {
        $seen = Start-Server ([scriptblock]::Create("param(`$script) @{ Body = '$Json' }"))
        $result = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        Get-Id $failures | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-Arrived $seen 'add_v2' | Should -Be 1
    }

    It 'ends the run after three in a row, at most what is on the wire (limit <Limit>)' -ForEach @{ Limit = 1 }, @{ Limit = 4 } {
        $seen = Start-Server { param($script) @{ Status = 302; Location = 'http://127.0.0.1:9/login' } }
        $null = New-RefundRow 20 | New-FreedomPayRefund -ThrottleLimit $Limit -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 20
        $sent = Get-Arrived $seen 'revoke'
        $sent | Should -BeGreaterOrEqual 3
        $sent | Should -BeLessOrEqual (2 + $Limit)
        @(Get-Id $failures) -eq 'FreedomPay.OutcomeUnknown' | Should -HaveCount $sent
        @(Get-Id $failures) -eq 'FreedomPay.CircuitOpen' | Should -HaveCount (20 - $sent)
    }

    It 'stays in doubt in the journal, which knows nothing of the rows that were not sent' {
        $journal = Join-Path $TestDrive 'proxy.jsonl'
        $null = Start-Server { param($script) @{ Status = 302; Location = 'http://127.0.0.1:9/login' } }
        $null = New-RefundRow 6 | New-FreedomPayRefund -Journal $journal -ErrorVariable failures -ErrorAction SilentlyContinue
        (Get-FreedomPayJournal $journal).State | Should -Be 'InDoubt', 'InDoubt', 'InDoubt'
    }
}

Describe 'A wrong secret' {
    AfterEach { Stop-Server }

    BeforeEach {
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
        $sandbox = (Get-FreedomPayConnection).BaseUri
        $rows = 1..5 | ForEach-Object { [pscustomobject]@{ OrderId = "S-$_"; Amount = "$_.00"; Description = 'Tea' } }
    }

    It 'is certain, ends the run with its first row, and a corrected one takes the journal' {
        $journal = Join-Path $TestDrive 'secret.jsonl'
        Connect-FreedomPay -BaseUri $sandbox -Merchant (New-TestCredential 300400 wrong-secret)
        $null = $rows | New-FreedomPayPayment -Journal $journal -ErrorVariable failures -ErrorAction SilentlyContinue
        Get-SandboxRequest createPayment | Should -HaveCount 1
        $failures | Should -HaveCount 5
        Get-Id $failures | Sort-Object -Unique | Should -Be 'FreedomPay.Unauthorized'
        $failures | ForEach-Object { "$_" | Should -Match '-Merchant of Connect-FreedomPay' }
        $failures[1].ErrorDetails.Message | Should -Match 'not sent'

        Connect-FreedomPay -BaseUri $sandbox -Merchant (New-TestCredential 300400 sandbox-merchant-secret)
        $made = $rows | New-FreedomPayPayment -Journal $journal
        $made.OrderId | Should -Be $rows.OrderId
        Get-SandboxEffect createPayment | Should -HaveCount 5
        ($rows | New-FreedomPayPayment -Journal $journal).Replayed | Should -Be $true, $true, $true, $true, $true
    }

    It 'of an unknown merchant too' {
        Connect-FreedomPay -BaseUri $sandbox -Merchant (New-TestCredential 999999 sandbox-merchant-secret)
        $null = $rows | New-FreedomPayPayment -ErrorVariable failures -ErrorAction SilentlyContinue
        Get-SandboxRequest createPayment | Should -HaveCount 1
        Get-Id $failures | Sort-Object -Unique | Should -Be 'FreedomPay.Unauthorized'
    }

    It 'is doubt once an answer has verified' {
        $seen = Start-Server {
            param($script, $fields, $number)
            @{ Body = if ($number -le 2) { Get-Signed $script '<pg_status>ok</pg_status>' } else { '<response><pg_status>error</pg_status><pg_error_code>9998</pg_error_code></response>' } }
        }
        $done = New-RefundRow 3 | New-FreedomPayRefund -ErrorVariable failures -ErrorAction SilentlyContinue
        $done | Should -HaveCount 1
        Get-Id $failures | Should -Be 'FreedomPay.OutcomeUnknown', 'FreedomPay.OutcomeUnknown'
        Get-Arrived $seen 'revoke' | Should -Be 3
    }
}

Describe 'An answer about something else' {
    AfterEach { Stop-Server }

    It 'recovers no payment: <Name>' -ForEach @(
        @{ Name = 'another order'; Asked = 'A-1'; Order = 'B-1'; Amount = '10.00'; Currency = 'KZT'; Recovered = $false }
        @{ Name = 'another amount'; Asked = 'A-2'; Order = 'A-2'; Amount = '100.00'; Currency = 'KZT'; Recovered = $false }
        @{ Name = 'another currency'; Asked = 'A-3'; Order = 'A-3'; Amount = '10.00'; Currency = 'USD'; Recovered = $false }
        @{ Name = 'no order'; Asked = 'A-5'; Order = ''; Amount = '10.00'; Currency = 'KZT'; Recovered = $false }
        @{ Name = 'ours'; Asked = 'A-4'; Order = 'A-4'; Amount = '10.00'; Currency = 'KZT'; Recovered = $true }
    ) {
        $answer = {
            param($script)
            if ($script -eq 'init_payment') { return @{ Status = 502 } }
            $now = [DateTimeOffset]::UtcNow.ToOffset([timespan]::FromHours(5)).ToString('yyyy-MM-dd HH:mm:ss')
            @{ Body = Get-Signed $script "<pg_status>ok</pg_status><pg_payment_id>77</pg_payment_id><pg_order_id>ORDER</pg_order_id><pg_amount>SUM</pg_amount><pg_currency>CURRENCY</pg_currency><pg_payment_status>new</pg_payment_status><pg_create_date>$now</pg_create_date>" }
        }
        $text = $answer.ToString()
        if (-not $Order) { $text = $text.Replace('<pg_order_id>ORDER</pg_order_id>', '') }
        $null = Start-Server ([scriptblock]::Create($text.Replace('ORDER', $Order).Replace('SUM', $Amount).Replace('CURRENCY', $Currency)))
        $result = New-FreedomPayPayment -OrderId $Asked -Amount 10 -Currency KZT -Description $Name -ErrorVariable failures -ErrorAction SilentlyContinue
        if ($Recovered) { $result.Recovered | Should -BeTrue } else { Get-Id $failures | Should -Be 'FreedomPay.OutcomeUnknown' }
    }

    It 'is none to who reads: <Command>' -ForEach @(
        @{ Command = { Get-FreedomPayPayment 42 }; Body = '<pg_status>ok</pg_status><pg_payment_id>43</pg_payment_id>' }
        @{ Command = { Get-FreedomPayPayment -OrderId A-1 }; Body = '<pg_status>ok</pg_status><pg_payment_id>43</pg_payment_id><pg_order_id>A-2</pg_order_id>' }
        @{ Command = { Get-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d95 }; Body = '{"status":"ok","request_status":"success","dt":"d","request_id":"019ab688-bef2-72c4-aa29-d0e08be76d96"}' }
    ) {
        $null = Start-Server ([scriptblock]::Create("param(`$script) @{ Body = if ('$Body' -like '{*') { '$Body' } else { Get-Signed `$script '$Body' } }"))
        Get-Id (Get-ErrorOf $Command) | Should -Be 'FreedomPay.InvalidAnswer'
    }

    It 'agrees with no order of a comparison: <Name>' -ForEach @(
        @{ Name = 'ours'; From = 'x'; To = 'x'; Tells = $true }
        @{ Name = 'ours, with an empty refund'; From = '<pg_captured>'; To = '<pg_refund_amount/><pg_captured>'; Tells = $true }
        @{ Name = 'no amount'; From = '<pg_amount>10</pg_amount>'; To = '' }
        @{ Name = 'an amount that is none'; From = '<pg_amount>10<'; To = '<pg_amount>10 KZT<' }
        @{ Name = 'two amounts'; From = '<pg_amount>10<'; To = '<pg_amount>10</pg_amount><pg_amount>11<' }
        @{ Name = 'no currency'; From = '<pg_currency>KZT</pg_currency>'; To = '' }
        @{ Name = 'no number'; From = '<pg_payment_id>6</pg_payment_id>'; To = '' }
        @{ Name = 'number 0'; From = '<pg_payment_id>6<'; To = '<pg_payment_id>0<' }
        @{ Name = 'no order'; From = '<pg_order_id>O1</pg_order_id>'; To = '' }
        @{ Name = 'no state'; From = '<pg_payment_status>success</pg_payment_status>'; To = '' }
        @{ Name = 'two states'; From = '<pg_payment_status>success<'; To = '<pg_payment_status>success</pg_payment_status><pg_payment_status>new<' }
        @{ Name = 'not whether it is taken'; From = '<pg_captured>1</pg_captured>'; To = '' }
        @{ Name = 'taken perhaps'; From = '<pg_captured>1<'; To = '<pg_captured>maybe<' }
        @{ Name = 'a taken amount that is none'; From = '<pg_clearing_amount>10<'; To = '<pg_clearing_amount>10,0<' }
        @{ Name = 'nothing taken'; From = '<pg_clearing_amount>10<'; To = '<pg_clearing_amount>0<' }
        @{ Name = 'a refund that is no amount'; From = '<pg_captured>'; To = '<pg_refund_amount>-4,00</pg_refund_amount><pg_captured>' }
    ) {
        $body = '<pg_status>ok</pg_status><pg_payment_id>6</pg_payment_id><pg_order_id>O1</pg_order_id><pg_amount>10</pg_amount><pg_currency>KZT</pg_currency><pg_payment_status>success</pg_payment_status><pg_captured>1</pg_captured><pg_clearing_amount>10</pg_clearing_amount>'
        $null = Start-Server ([scriptblock]::Create("param(`$script) @{ Body = Get-Signed `$script '$($body.Replace($From, $To))' }"))
        $found = [pscustomobject]@{ OrderId = 'O1'; Amount = '10'; Currency = 'KZT' } | Compare-FreedomPayPayment -ErrorVariable failures -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        @($failures).Count | Should -Be ($Tells ? 0 : 1)
    }

    It 'settles no invoice that is paid by its code: <Name>' -ForEach @(
        @{ Name = 'another code'; Customer = ',"customer":"zzz"'; Before = 7; After = 7; Settled = $false }
        @{ Name = 'another number'; Customer = ''; Before = 7; After = 8; Settled = $false }
        @{ Name = 'ours'; Customer = ''; Before = 7; After = 7; Settled = $true }
    ) {
        $answer = {
            param($script, $fields, $number)
            if ($script -eq 'pay') { return @{ Status = 502 } }
            $state, $id = if ($number -eq 1) { 'process', 'BEFORE' } else { 'ok', 'AFTER' }
            @{ Body = "{`"invoice_status`":`"$state`",`"invoice_id`":$id,`"order_id`":`"A-1`",`"amount`":`"10`"CUSTOMER}" }
        }
        $null = Start-Server ([scriptblock]::Create($answer.ToString().Replace('BEFORE', $Before).Replace('AFTER', $After).Replace('CUSTOMER', $Customer.Replace('"', '`"'))))
        $card = 'ef741cfc-f85e-41a0-84e6-2ba964912182'
        $result = New-FreedomPayQrInvoicePayment "c$([guid]::NewGuid().ToString('N'))" -UserId u -CardToken $card -ErrorVariable failures -ErrorAction SilentlyContinue
        if ($Settled) { $result.Recovered | Should -BeTrue } else { Get-Id $failures | Should -Be 'FreedomPay.OutcomeUnknown' }
    }

    It 'is doubt where an application has another state than the one that was set' {
        $null = Start-Server { param($script) @{ Body = '{"external_id":"A","status":"delivered","id":"1","created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z"}' } }
        Get-Id (Get-ErrorOf { Set-FreedomPayInstallment A canceled -Confirm:$false }) | Should -Be 'FreedomPay.OutcomeUnknown'
    }

    It 'leaves in doubt what was to be done: <Name>' -ForEach @(
        @{ Name = 'an amount'; Body = '<pg_status>ok</pg_status><pg_amount>10</pg_amount><pg_clearing_amount>10</pg_clearing_amount>' }
        @{ Name = 'a payment'; Body = '<pg_status>ok</pg_status><pg_payment_id>43</pg_payment_id><pg_clearing_amount>5</pg_clearing_amount>' }
        @{ Name = 'a payment that is refused'; Body = '<pg_status>error</pg_status><pg_error_code>9013</pg_error_code><pg_payment_id>43</pg_payment_id>' }
    ) {
        $null = Start-Server ([scriptblock]::Create("param(`$script) @{ Body = Get-Signed `$script '$Body' }"))
        Get-Id (Get-ErrorOf { [pscustomobject]@{ PaymentId = '42'; pg_clearing_amount = '5' } | Complete-FreedomPayPayment }) | Should -Be 'FreedomPay.OutcomeUnknown'
    }
}

AfterAll { Stop-FreedomPaySandbox }
