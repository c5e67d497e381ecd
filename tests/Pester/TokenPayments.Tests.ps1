# Payments with saved cards: created and charged, or paid on a page that asks for the CVC; bad rows, and what becomes of lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function Invoke-Payer([string] $Id) {
        $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $Id } | ConvertTo-Json)
    }

    # A card that a user has saved.
    function New-Card([string] $UserId = 'client-7') {
        Invoke-Payer (Add-FreedomPayCustomerCard $UserId -BackLink https://example.com/).PaymentId
        Get-FreedomPayCustomerCard $UserId | Select-Object -Last 1
    }

    # A payment over one order of its own: the process remembers over which it has created some of late.
    function New-Payment([string] $OrderId = "T-$([guid]::NewGuid())") {
        New-Card | New-FreedomPayTokenPayment -OrderId $OrderId -Amount 100.50 -Description Tea
    }

    function Get-Token($Card) { [Net.NetworkCredential]::new('', $Card.CardToken.ToSecureString()).Password }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payment with a saved card' {
    BeforeEach { Reset-Sandbox }

    It 'is created and charged from cmdlet to cmdlet' {
        $payment = New-Card | New-FreedomPayTokenPayment -OrderId T-1 -Amount 100.50 -Description Tea -UserEmail mail@customer.kz -Param1 one
        $payment | Should -BeOfType FreedomPay.Payment
        "$($payment.OrderId) $($payment.Amount) $($payment.Status)" | Should -Be 'T-1 100.50 ok'
        ($payment | Get-FreedomPayPayment).PaymentStatus | Should -Be 'new'

        $done = $payment | Confirm-FreedomPayTokenPayment
        "$($done.PaymentId) $($done.TransactionStatus) $($done.Captured) $($done.Amount) $($done.Currency) $($done.CardPan)" | Should -Be "$($payment.PaymentId) ok 1 100.50 KZT 4400-44XX-XXXX-4440"
        ($done | Get-FreedomPayPayment).PaymentStatus | Should -Be 'success'
        (Get-SandboxEffect *TokenPayment).operationId | Should -Be 'createTokenPayment', 'confirmTokenPayment'
    }

    It 'is created from the columns of a file, and the token shows nowhere' {
        $token = Get-Token (New-Card)
        $file = Join-Path $TestDrive 'charges.csv'
        "pg_order_id,pg_amount,pg_description,pg_user_id,pg_card_token`nT-1,10.50,Tea,client-7,$token`nT-2,20,Tea,client-7,$token" | Set-Content $file
        $made = Import-Csv $file | New-FreedomPayTokenPayment -Verbose -Debug 4>&1 5>&1
        ($made | Where-Object { $_ -is [FreedomPay.Payment] }).OrderId | Should -Be 'T-1', 'T-2'
        "$($made | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match $token
        $done = Import-Csv $file | Select-Object pg_order_id | ForEach-Object { Get-FreedomPayPayment -OrderId $_.pg_order_id } | Confirm-FreedomPayTokenPayment
        $done.Captured | Should -Be '1', '1'
        "$($done | Format-List * -Force | Out-String -Width 4000)$($done | ConvertTo-Csv)$($done | ConvertTo-Json)" | Should -Not -Match $token
    }

    It 'takes its token as a secret' {
        $card = New-Card
        (New-FreedomPayTokenPayment -OrderId T-1 -Amount 10 -Description Tea -UserId client-7 -CardToken $card.CardToken.ToSecureString()).Status | Should -Be 'ok'
    }

    It 'is refused for a card of <Whose>, with what the code means' -ForEach @(
        @{ Whose = 'another user'; UserId = 'client-8' }
        @{ Whose = 'nobody'; UserId = 'client-7'; Token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' }
    ) {
        $problem = (Get-ErrorOf { New-FreedomPayTokenPayment -OrderId T-1 -Amount 10 -Description Tea -UserId $UserId -CardToken ($Token ? $Token : (Get-Token (New-Card))) })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be '11068'
        Get-SandboxEffect createTokenPayment | Should -BeNullOrEmpty
    }

    It 'is not created twice under one key' {
        $card = New-Card
        $given = @{ OrderId = 'T-1'; Amount = '10'; Description = 'Tea'; IdempotencyKey = 'key-1' }
        $first = $card | New-FreedomPayTokenPayment @given
        $again = (Get-ErrorOf { $card | New-FreedomPayTokenPayment @given })[0]
        Get-Reason $again | Should -Be 'FreedomPay.Refused'
        "$($first.IdempotencyKey) $($again.Exception.Code)" | Should -Be 'key-1 9991'
        Get-SandboxEffect createTokenPayment | Should -HaveCount 1
    }

    It 'that is charged is not charged again, and says so before anything leaves' {
        $payment = New-Payment
        $null = $payment | Confirm-FreedomPayTokenPayment
        $problem = (Get-ErrorOf { $payment | Confirm-FreedomPayTokenPayment })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "*$($payment.PaymentId)*"
        Get-SandboxRequest confirmTokenPayment | Should -HaveCount 1
    }

    It 'is not charged where it is another kind of payment, and the error says what <Code> means in <Culture>' -ForEach @(
        @{ Code = '120'; Culture = 'en-US'; Meaning = 'not in a state' }
        @{ Code = '120'; Culture = 'ru-RU'; Meaning = 'состояни' }
        @{ Code = '11068'; Culture = 'en-US'; Meaning = 'no such payment' }
        @{ Code = '11068'; Culture = 'ru-RU'; Meaning = 'нет' }
    ) {
        $id = $Code -eq '120' ? (New-FreedomPayPayment -Amount 10 -Description Tea).PaymentId : '1'
        $problem = Invoke-InCulture $Culture { (Get-ErrorOf { Confirm-FreedomPayTokenPayment $id })[0] }
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be $Code
        $problem.ErrorDetails.RecommendedAction | Should -Match $Meaning
        Get-SandboxEffect confirmTokenPayment | Should -BeNullOrEmpty
    }

    It 'is not created from a row with <Why>, and the others are' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'pg_amount'; Value = '10,50' }
        @{ Why = 'no token'; Column = 'pg_card_token'; Value = '' }
        @{ Why = 'a masked token'; Column = 'pg_card_token'; Value = '***' }
        @{ Why = 'no order'; Column = 'pg_order_id'; Value = ' ' }
        @{ Why = 'a user with a blank'; Column = 'pg_user_id'; Value = 'client 7' }
    ) {
        $token = Get-Token (New-Card)
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ pg_order_id = "T-$_"; pg_amount = '10.50'; pg_description = 'Tea'; pg_user_id = 'client-7'; pg_card_token = $token } }
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayTokenPayment })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        "$($outcome[0] | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match $token
        $outcome[1].OrderId | Should -Be 'T-2'
        Get-SandboxEffect createTokenPayment | Should -HaveCount 1
    }
}

Describe 'The page for the CVC' {
    BeforeEach { Reset-Sandbox }

    It 'has an address that is signed here, which the sandbox takes, and money moves when the payer has typed the CVC' {
        $payment = New-Payment
        $before = Get-SandboxRequestCount
        $page = $payment | Confirm-FreedomPayTokenPayment -Cvc
        "$($page.PaymentId)[$($page.Status)]" | Should -Be "$($payment.PaymentId)[]"
        $page.RedirectUrl | Should -BeLike "$((Get-FreedomPayConnection).BaseUri)v1/merchant/300400/card/pay[?]*"
        Get-SandboxRequestCount | Should -Be $before -Because 'nothing was sent'

        $answer = Invoke-WebRequest $page.RedirectUrl
        "$($answer.Headers['Content-Type'])" | Should -BeLike 'text/html*'
        $answer.Content | Should -BeLike "*CVC*$($payment.PaymentId)*"
        ($payment | Get-FreedomPayPayment).PaymentStatus | Should -Be 'new'
        Invoke-Payer $payment.PaymentId
        ($payment | Get-FreedomPayPayment).PaymentStatus | Should -Be 'success'
    }

    It 'is refused by the sandbox when a field of its address was changed' {
        $url = (New-Payment | Confirm-FreedomPayTokenPayment -Cvc).RedirectUrl
        (Invoke-WebRequest ($url -replace 'pg_payment_id=\d+', 'pg_payment_id=1')).Content | Should -Match '1100'
    }

    It 'has no secret in its address, and another salt each time' {
        $payment = New-Payment
        $urls = 1..5 | ForEach-Object { ($payment | Confirm-FreedomPayTokenPayment -Cvc).RedirectUrl }
        ($urls | Select-Object -Unique).Count | Should -Be 5
        $urls | Should -Not -Match 'sandbox-merchant-secret'
    }

    It 'is made for a whole file, and a bad row stands in no one''s way' {
        $outcome = @(Get-Outcome { [pscustomobject]@{ PaymentId = '7e8' }, [pscustomobject]@{ PaymentId = '700000001' } | Confirm-FreedomPayTokenPayment -Cvc })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[1].RedirectUrl | Should -BeLike '*pg_payment_id=700000001*'
    }

    It 'needs no journal, for there is nothing that could be lost' {
        Get-Reason (Get-ErrorOf { Confirm-FreedomPayTokenPayment 1 -Cvc -Journal (Join-Path $TestDrive cvc.jsonl) }) | Should -Be 'FreedomPay.JournalNotNeeded'
    }

    It 'needs the secret of the merchant' {
        $bare = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -Partner (New-TestCredential 1 some-secret-1) -PassThru
        try { Get-Reason (Get-ErrorOf { Confirm-FreedomPayTokenPayment 1 -Cvc -Connection $bare }) | Should -Be 'FreedomPay.NoCredential' }
        finally { Connect-FreedomPay -Environment Sandbox }
    }
}

Describe 'A lost answer of a payment with a saved card' {
    BeforeEach {
        Reset-Sandbox
        $order = "T-$([guid]::NewGuid())"
    }

    It 'to its creation is found by its order, and nothing is created twice' {
        $card = New-Card
        Set-FreedomPaySandboxFault AnswerLost -OperationId createTokenPayment -Count 1
        $found = $card | New-FreedomPayTokenPayment -OrderId $order -Amount 100.50 -Description Tea -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.PaymentStatus)" | Should -Be "True $order new"
        Get-SandboxRequest createTokenPayment | Should -HaveCount 1
        ($found | Confirm-FreedomPayTokenPayment).Captured | Should -Be '1'
    }

    It 'to its creation that never was is unknown' {
        $card = New-Card
        Set-FreedomPaySandboxFault Reset -OperationId createTokenPayment -Count 1
        $problem = (Get-ErrorOf { $card | New-FreedomPayTokenPayment -OrderId $order -Amount 100.50 -Description Tea })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayPayment*$order*"
        Get-SandboxEffect createTokenPayment | Should -BeNullOrEmpty
    }

    It 'to its creation is not found in the payment of another row of the same order' {
        $token = Get-Token (New-Card)
        # The first arrives, and the second is lost before it does: one payment, and one doubt.
        Set-FreedomPaySandboxFault Reset -OperationId createTokenPayment -Skip 1 -Count 1
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ OrderId = $order; Amount = '100.50'; Description = 'Tea'; UserId = 'client-7'; CardToken = $token } }
        $outcome = @(Get-Outcome { $rows | New-FreedomPayTokenPayment })
        $outcome[0].OrderId | Should -Be $order
        Get-Reason $outcome[1] | Should -Be 'FreedomPay.OutcomeUnknown'
    }

    It 'to its creation, twice, is settled by a later run with the journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $token = Get-Token (New-Card)
        $row = [pscustomobject]@{ OrderId = $order; Amount = '100.50'; Description = 'Tea'; UserId = 'client-7'; CardToken = $token; IdempotencyKey = "key-$order" }
        Set-FreedomPaySandboxFault AnswerLost -OperationId createTokenPayment -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId getPaymentStatus -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayTokenPayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | New-FreedomPayTokenPayment -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | New-FreedomPayTokenPayment -Journal $journal).Replayed | Should -BeTrue
        Get-Content -Raw $journal | Should -Not -Match $token
        Get-SandboxRequest createTokenPayment | Should -HaveCount 1
    }

    It 'to its charge is found in its state' {
        $payment = New-Payment
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmTokenPayment -Count 1
        $found = $payment | Confirm-FreedomPayTokenPayment -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.Captured)" | Should -Be 'True success 1'
        Get-SandboxRequest confirmTokenPayment | Should -HaveCount 1
    }

    It 'to its charge that never was is unknown, and it is not sent again' {
        $payment = New-Payment
        Set-FreedomPaySandboxFault Reset -OperationId confirmTokenPayment -Count 1
        $problem = (Get-ErrorOf { $payment | Confirm-FreedomPayTokenPayment })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayPayment*$($payment.PaymentId)*"
        Get-SandboxRequest confirmTokenPayment | Should -HaveCount 1
        Get-SandboxEffect confirmTokenPayment | Should -BeNullOrEmpty
    }

    It 'to its charge is unknown where the state before it was lost too' {
        $payment = New-Payment
        Set-FreedomPaySandboxFault AnswerLost -OperationId getPaymentStatus -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmTokenPayment -Count 1
        Get-Reason (Get-ErrorOf { $payment | Confirm-FreedomPayTokenPayment }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect confirmTokenPayment | Should -HaveCount 1
    }

    It 'to its charge is not found in the charge by another row' {
        $payment = New-Payment
        # Both ask before either has left; the first arrives while the second is being lost.
        Set-FreedomPaySandboxFault Latency -OperationId confirmTokenPayment -LatencyMilliseconds 700 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId confirmTokenPayment -Skip 1 -Count 1
        $outcome = @(Get-Outcome { $payment, $payment | Confirm-FreedomPayTokenPayment -ThrottleLimit 2 })
        ($outcome.TransactionStatus -eq 'ok').Count | Should -Be 1
        (@(Get-Reason $outcome.Where({ $_ -is [Management.Automation.ErrorRecord] })) -eq 'FreedomPay.OutcomeUnknown').Count | Should -Be 1
        Get-SandboxEffect confirmTokenPayment | Should -HaveCount 1
    }

    It 'to its charge, twice, is settled by a later run with the journal, which kept the state from before' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $payment = New-Payment
        Set-FreedomPaySandboxFault AnswerLost -OperationId confirmTokenPayment -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId getPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $payment | Confirm-FreedomPayTokenPayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        $found = $payment | Confirm-FreedomPayTokenPayment -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.Captured)" | Should -Be 'True success 1'
        ($payment | Confirm-FreedomPayTokenPayment -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest confirmTokenPayment | Should -HaveCount 1
    }
}

Describe 'A charge that the bank declines' {
    It 'is a failed request, though the call went through' {
        $listener = Start-HttpListener
        $id = Get-Random -Minimum 100000 -Maximum 999999999
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($listener, $id)
                while ($listener.IsListening) {
                    try { $context = $listener.GetContext() } catch { break }
                    $null = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                    $script = ($context.Request.Url.AbsolutePath -split '/')[-1]
                    $state = $script -eq 'direct' ? '<pg_transaction_status>failed</pg_transaction_status><pg_captured>0</pg_captured><pg_failure_description>Not enough money</pg_failure_description>' : '<pg_payment_status>new</pg_payment_status>'
                    $inner = "<pg_status>ok</pg_status><pg_payment_id>$id</pg_payment_id><pg_currency>KZT</pg_currency><pg_amount>10</pg_amount>$state<pg_salt>s</pg_salt>"
                    $values = foreach ($element in ([xml] "<root>$inner</root>").root.ChildNodes | Sort-Object Name -Culture '') { $element.InnerText }
                    $hash = [Security.Cryptography.MD5]::HashData([Text.Encoding]::UTF8.GetBytes((@($script) + $values + 'right-secret') -join ';'))
                    $bytes = [Text.Encoding]::UTF8.GetBytes("<root>$inner<pg_sig>$([Convert]::ToHexString($hash).ToLowerInvariant())</pg_sig></root>")
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener).AddArgument("$id")
        $null = $shell.BeginInvoke()
        try {
            Connect-FreedomPay -BaseUri @($listener.Prefixes)[0] -Merchant (New-TestCredential 9970 right-secret) -MaxRetryCount 0 -TimeoutSec 20
            $problem = (Get-ErrorOf { Confirm-FreedomPayTokenPayment $id })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.RequestFailed'
            "$problem" | Should -BeLike "*$id*Not enough money*"
        } finally {
            $listener.Close()
            $shell.Dispose()
            Connect-FreedomPay -Environment Sandbox
        }
    }
}
