# Servers that fail: what is sent again, what is asked about, and what stays unknown.
BeforeDiscovery {
    # What each fault means for an operation that reads or can be repeated: asked again, and all is well.
    $passing = @(
        @{ Kind = 'AnswerLost' }, @{ Kind = 'Reset' }, @{ Kind = 'ServerError' }, @{ Kind = 'TooManyRequests' }, @{ Kind = 'MalformedAnswer' }, @{ Kind = 'OversizedAnswer' }
    )
    $repeatable = foreach ($fault in $passing) {
        @{ Kind = $fault.Kind; Operation = 'getCardRequestStatus'; Cmdlet = 'Get-FreedomPayCardRequest' }
        @{ Kind = $fault.Kind; Operation = 'getPaymentStatus'; Cmdlet = 'Get-FreedomPayPayment' }
        @{ Kind = $fault.Kind; Operation = 'updateFreedomIdUser'; Cmdlet = 'Set-FreedomIdUser' }
    }

    # Processed tells whether the sandbox carries the request out before it misbehaves.
    $lost = @(
        @{ Kind = 'AnswerLost'; Processed = $true }, @{ Kind = 'MalformedAnswer'; Processed = $true }, @{ Kind = 'OversizedAnswer'; Processed = $true }
        @{ Kind = 'Reset'; Processed = $false }, @{ Kind = 'ServerError'; Processed = $false }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $WarningPreference = 'SilentlyContinue'
    Connect-FreedomPay -Environment Sandbox

    $ivan = @{ ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov' }

    # A late request is carried out after its caller has left; the next test must not find its effect.
    function Wait-LateRequest {
        $sandbox = (Get-FreedomPayConnection).BaseUri
        $end = [DateTime]::UtcNow.AddMinutes(1)
        while ((Invoke-RestMethod "${sandbox}_sandbox/requests").requests | Where-Object { $null -eq $_.status }) {
            if ([DateTime]::UtcNow -gt $end) { throw 'The late request was never carried out.' }
        }
    }
}

Describe 'A result that went through a file' {
    BeforeEach { Reset-Sandbox }

    It 'does not lend its request id to the next request, whose lost answer would then be taken for a success' {
        $file = Join-Path $TestDrive 'cards.csv'
        $card = New-FreedomPayCard -ProductId 2000 -FirstName Dana -LastName Kim -Phone +77010000001 -Country KAZ -PersonId 790315300100 -Wait
        $card | Export-Csv $file
        Set-FreedomPaySandboxFault Reset -OperationId refundCardTransaction -Count 1
        $lost = Get-Outcome { Import-Csv $file | New-FreedomPayCardTransactionRefund -OrderId o -TransactionId 900123456789 -Amount 1 }
        $lost.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        $lost.Exception.RequestId | Should -Not -Be $card.RequestId
        (Import-Csv $file | New-FreedomPayCardTransactionRefund -OrderId o -TransactionId 900123456789 -Amount 1).RequestStatus | Should -Be 'process'
        (Import-Csv $file | Get-FreedomPayCard).CardId | Should -Be "$($card.CardId)"
        # Whoever asks about the request asks about that one.
        (Import-Csv $file | Get-FreedomPayCardRequest).RequestId | Should -Be $card.RequestId
    }

    It 'keeps the key of a payment, so that the payment is not created again' {
        $file = Join-Path $TestDrive 'links.csv'
        New-FreedomPayPayment -Amount 10 -Description Tea -OrderId F-1 | Export-Csv $file
        $again = Get-Outcome { Import-Csv $file | Select-Object *, @{ n = 'Text'; e = { 'Tea' } } | New-FreedomPayPayment -Description Tea }
        $again.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.*'
        (Get-SandboxState).payments.Count | Should -Be 1
    }
}

Describe 'An operation that may be repeated' {
    BeforeEach {
        Reset-Sandbox
        $client = New-FreedomPayCardClient @ivan
        $payment = New-FreedomPayPayment -Amount 10 -Description Tea -OrderId 'T-1'
        $user = New-FreedomIdUser -Phone +77011234567
    }

    It '<Cmdlet> succeeds after <Kind>, having asked twice' -ForEach $repeatable {
        Set-FreedomPaySandboxFault $Kind -Count 1 -OperationId $Operation
        $failures = $null
        $result = switch ($Cmdlet) {
            'Get-FreedomPayCardRequest' { Get-FreedomPayCardRequest $client.RequestId -ErrorVariable failures }
            'Get-FreedomPayPayment' { Get-FreedomPayPayment $payment.PaymentId -ErrorVariable failures }
            'Set-FreedomIdUser' { Set-FreedomIdUser $user.FreedomId -LastName Serikova -ErrorVariable failures }
        }
        $failures | Should -BeNullOrEmpty
        @($result).Count | Should -Be 1
        $result.Recovered | Should -BeFalse
        Get-SandboxRequest $Operation | Should -HaveCount 2
    }

    It 'was sent, says the advice, when its answer was cut' {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 0
        Set-FreedomPaySandboxFault AnswerLost -Count 1 -OperationId getPaymentStatus
        $failures = @(Get-ErrorOf { Get-FreedomPayPayment $payment.PaymentId })
        Connect-FreedomPay -Environment Sandbox
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.ConnectionFailed*'
        $failures[0].ErrorDetails.RecommendedAction | Should -Match 'It was sent'
        "$($failures[0])$($failures[0].ErrorDetails.RecommendedAction)" | Should -Not -Match 'not sent'
    }

    It 'is asked again after an answer that comes too late' {
        Connect-FreedomPay -Environment Sandbox -TimeoutSec 1
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 2000 -Count 1 -OperationId getPaymentStatus
        (Get-FreedomPayPayment $payment.PaymentId).OrderId | Should -Be 'T-1'
        Get-SandboxRequest getPaymentStatus | Should -HaveCount 2
        Wait-LateRequest
        Connect-FreedomPay -Environment Sandbox
    }

    It 'does not believe an answer with a wrong signature, and asks again' {
        Set-FreedomPaySandboxFault WrongSignature -Count 1 -OperationId getPaymentStatus
        (Get-FreedomPayPayment $payment.PaymentId).OrderId | Should -Be 'T-1'
        Get-SandboxRequest getPaymentStatus | Should -HaveCount 2
    }

    It 'fails when every answer has a wrong signature' {
        Set-FreedomPaySandboxFault WrongSignature -OperationId getPaymentStatus
        $result = Get-FreedomPayPayment $payment.PaymentId -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.UntrustedAnswer*'
    }

    It 'gives up after as many repeats as the connection allows and tells why (<Kind>, <Reason>)' -ForEach @(
        @{ Kind = 'ServerError'; Reason = 'ServerError' }, @{ Kind = 'AnswerLost'; Reason = 'ConnectionFailed' }, @{ Kind = 'OversizedAnswer'; Reason = 'InvalidAnswer' }, @{ Kind = 'MalformedAnswer'; Reason = 'InvalidAnswer' }
    ) {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1
        Set-FreedomPaySandboxFault $Kind -OperationId getPaymentStatus
        $result = Get-FreedomPayPayment $payment.PaymentId -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike "FreedomPay.$Reason*"
        $failures.Exception.Attempts | Should -Be 2
        Get-SandboxRequest getPaymentStatus | Should -HaveCount 2
        Connect-FreedomPay -Environment Sandbox
    }
}

Describe 'New-FreedomPayCardClient, which the API refuses to repeat' {
    BeforeEach { Reset-Sandbox }

    It 'is sent once and found by the status operation after <Kind>' -ForEach ($lost | Where-Object Processed) {
        Set-FreedomPaySandboxFault $Kind -Count 1 -OperationId createCardClientV2
        $result = New-FreedomPayCardClient @ivan -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        $result.Recovered | Should -BeTrue
        $result.RequestId | Should -Not -BeNullOrEmpty
        Get-SandboxRequest createCardClientV2 | Should -HaveCount 1
        Get-SandboxRequest getCardRequestStatus | Should -HaveCount 1
        Get-SandboxEffect | Should -HaveCount 1
    }

    It 'is sent once and ends as unknown after <Kind>, where the status operation does not know it' -ForEach ($lost | Where-Object { -not $_.Processed }) {
        Set-FreedomPaySandboxFault $Kind -Count 1 -OperationId createCardClientV2
        $result = New-FreedomPayCardClient @ivan -RequestId 019ab688-1000-72c4-a129-d0e08be70000 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        $failures.CategoryInfo.Category | Should -Be 'OperationTimeout'
        $failures.ErrorDetails.RecommendedAction | Should -Match 'Get-FreedomPayCardRequest for 019ab688-1000-72c4-a129-d0e08be70000 before you send it again'
        Get-SandboxRequest createCardClientV2 | Should -HaveCount 1
        Get-SandboxRequest getCardRequestStatus | Should -HaveCount 1
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'warns that the answer was lost' {
        Set-FreedomPaySandboxFault AnswerLost -Count 1 -OperationId createCardClientV2
        $null = New-FreedomPayCardClient @ivan -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        "$warnings" | Should -Match 'the answer was lost'
    }

    It 'is not sent again when the answer comes too late' {
        Connect-FreedomPay -Environment Sandbox -TimeoutSec 1
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 2000 -Count 1 -OperationId createCardClientV2
        $result = New-FreedomPayCardClient @ivan -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Wait-LateRequest
        Get-SandboxRequest createCardClientV2 | Should -HaveCount 1
        Get-SandboxEffect createCardClientV2 | Should -HaveCount 1 -Because 'the request arrived after all: unknown was the truth'
        Connect-FreedomPay -Environment Sandbox
    }

    It 'ends as unknown when the status operation cannot be asked either' {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1
        Set-FreedomPaySandboxFault AnswerLost
        $result = New-FreedomPayCardClient @ivan -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxRequest createCardClientV2 | Should -HaveCount 1
        Connect-FreedomPay -Environment Sandbox
    }

    It 'goes on with the other rows, in order, when one of them is unknown' {
        Set-FreedomPaySandboxFault Reset -Count 1 -Skip 1 -OperationId createCardClientV2
        $rows = 1..4 | ForEach-Object { [pscustomobject]@{ ProductId = 1000; FirstName = 'Ivan'; LastName = "Ivanov$_"; RequestId = "019ab688-100$_-72c4-a129-d0e08be70000" } }
        $results = $rows | New-FreedomPayCardClient -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.RequestId | Should -Be $rows[0, 2, 3].RequestId
        $failures | Should -HaveCount 1
        $failures.Exception.Row | Should -Be 2
        $failures.TargetObject.LastName | Should -Be 'Ivanov2'
        Get-SandboxRequest createCardClientV2 | Should -HaveCount 4
    }
}

Describe 'Set-FreedomIdUser, which may be repeated' {
    BeforeEach { Reset-Sandbox }

    It 'says that it may be sent again, and nothing to the contrary, when its outcome is unknown' {
        $user = New-FreedomIdUser -Phone +77011234567
        Set-FreedomPaySandboxFault AnswerLost -OperationId updateFreedomIdUser
        $null = Set-FreedomIdUser $user.FreedomId -Email a@example.com -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        "$($failures[0])" | Should -BeLike '*Sending it again is safe.*'
        $failures[0].ErrorDetails.RecommendedAction | Should -BeLike '*Send it again*'
        $failures[0].ErrorDetails.RecommendedAction | Should -Not -Match 'twice|before'
    }
}

Describe 'New-FreedomIdUser, which cannot be asked about' {
    BeforeEach { Reset-Sandbox }

    It 'is sent once and ends as unknown after <Kind>' -ForEach $lost {
        Set-FreedomPaySandboxFault $Kind -Count 1 -OperationId createFreedomIdUser
        $result = New-FreedomIdUser -Phone +77011234567 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        $failures.ErrorDetails.RecommendedAction | Should -Match 'nothing was sent twice\. Find out whether it arrived before you send it again'
        Get-SandboxRequest | Should -HaveCount 1
        @(Get-SandboxEffect).Count | Should -Be ([int] $Processed)
    }
}

Describe 'New-FreedomPayPayment' {
    BeforeEach { Reset-Sandbox }

    It 'is sent once and found by its order id after <_>' -ForEach 'AnswerLost', 'MalformedAnswer', 'OversizedAnswer', 'WrongSignature' {
        Set-FreedomPaySandboxFault $_ -Count 1 -OperationId createPayment
        # Two payments of one order within seconds could not be told apart.
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId "A-$_" -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        $result.Recovered | Should -BeTrue
        $result.OrderId | Should -Be "A-$_"
        "$($result.Amount)" | Should -Be '1500.50'
        Get-SandboxRequest createPayment | Should -HaveCount 1
        Get-SandboxEffect createPayment | Should -HaveCount 1
    }

    It 'is found after <_> without an order id too, by the one that is made of its key' -ForEach 'AnswerLost', 'MalformedAnswer', 'OversizedAnswer', 'WrongSignature' {
        Set-FreedomPaySandboxFault $_ -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -ErrorVariable failures
        $failures | Should -BeNullOrEmpty
        "$($result.Recovered) $($result.Amount) $($result.OrderId)" | Should -Be "True 1500.50 $($result.IdempotencyKey)"
        Get-SandboxRequest createPayment | Should -HaveCount 1
        Get-SandboxEffect createPayment | Should -HaveCount 1
    }

    It 'ends as unknown after <Fault>, without an order id and under a key that is none, and is never sent twice: <Key>' -ForEach @(
        @{ Fault = 'Reset'; Key = @{} }
        @{ Fault = 'ServerError'; Key = @{} }
        @{ Fault = 'AnswerLost'; Key = @{ IdempotencyKey = 'k' * 51 } }
    ) {
        Set-FreedomPaySandboxFault $Fault -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea @Key -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxRequest createPayment | Should -HaveCount 1
    }

    It 'ends as unknown after <_>, where no payment has the order id' -ForEach 'Reset', 'ServerError' {
        Set-FreedomPaySandboxFault $_ -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxRequest createPayment | Should -HaveCount 1
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'does not take an older payment of the same order over another amount for its own' {
        $older = New-FreedomPayPayment -Amount 700 -Description Tea -OrderId A-1
        Set-FreedomPaySandboxFault Reset -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxEffect createPayment | Should -HaveCount 1
        $older.PaymentId | Should -Not -BeNullOrEmpty
    }

    It 'does not take a payment of the same order and amount that was created an hour ago for its own' {
        # The sandbox writes the time of Kazakhstan, which a merchant of Kyrgyzstan reads as an hour earlier.
        Connect-FreedomPay -Environment Sandbox -Region Kg
        Set-FreedomPaySandboxFault AnswerLost -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1 -ErrorVariable failures -ErrorAction SilentlyContinue
        Connect-FreedomPay -Environment Sandbox
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
    }

    It 'does not take an older payment of the same order that is paid for its own' {
        $older = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1
        $sandbox = (Get-FreedomPayConnection).BaseUri
        $null = Invoke-RestMethod "${sandbox}_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $older.PaymentId } | ConvertTo-Json)
        Set-FreedomPaySandboxFault Reset -Count 1 -OperationId createPayment
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
    }

    It 'never takes answers with a wrong signature for a success, not even of the status operation' {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1
        Set-FreedomPaySandboxFault WrongSignature
        $result = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxRequest createPayment | Should -HaveCount 1
        Connect-FreedomPay -Environment Sandbox
    }
}

Describe 'Invoke-FreedomPayRequest' {
    BeforeEach { Reset-Sandbox }

    It 'never sends a writing request twice after <_>' -ForEach 'AnswerLost', 'Reset', 'ServerError', 'MalformedAnswer', 'WrongSignature' {
        Set-FreedomPaySandboxFault $_ -Count 1
        $result = Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = '10'; pg_description = 'Tea' } -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Get-SandboxRequest | Should -HaveCount 1
    }
}

Describe 'A request for a pause (429)' {
    BeforeEach {
        Reset-Sandbox
        $send = {
            param($Operation)
            switch ($Operation) {
                createCardClientV2 { New-FreedomPayCardClient @ivan }
                createFreedomIdUser { New-FreedomIdUser -Phone +77011234567 }
                createPayment { New-FreedomPayPayment -Amount 10 -Description Tea }
            }
        }
    }

    It 'is followed by a repeat of <_>, because nothing was processed' -ForEach 'createCardClientV2', 'createFreedomIdUser', 'createPayment' {
        Set-FreedomPaySandboxFault TooManyRequests -Count 2 -OperationId $_
        $result = & $send $_
        $result.Recovered | Should -BeFalse
        Get-SandboxRequest $_ | Should -HaveCount 3
        Get-SandboxEffect $_ | Should -HaveCount 1
    }

    It 'is honoured in seconds' {
        Set-FreedomPaySandboxFault TooManyRequests -Count 1 -RetryAfter 2
        $start = [DateTimeOffset]::UtcNow
        $null = New-FreedomPayCardClient @ivan
        [DateTimeOffset] (Get-SandboxEffect createCardClientV2).at | Should -BeGreaterOrEqual $start.AddSeconds(1.95)
    }

    It 'is honoured as an HTTP date' {
        $date = [DateTimeOffset]::UtcNow.AddSeconds(2)
        $date = $date.AddTicks(-($date.Ticks % [TimeSpan]::TicksPerSecond))
        Set-FreedomPaySandboxFault TooManyRequests -Count 1 -RetryAfter $date.ToString('R', [cultureinfo]::InvariantCulture)
        $null = New-FreedomPayPayment -Amount 10 -Description Tea
        # Timers count whole milliseconds, and their clock is not the one that the date is read from.
        [DateTimeOffset] (Get-SandboxEffect createPayment).at | Should -BeGreaterOrEqual $date.AddMilliseconds(-50)
    }

    It 'is not waited for when it is too long' {
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 3600
        $result = New-FreedomPayCardClient @ivan -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Throttled*'
        $failures.Exception.Message | Should -Match '3600 seconds'
        $failures.Exception.HttpStatus | Should -Be 429
        Get-SandboxRequest | Should -HaveCount 1
    }

    It 'ends as throttled, not as unknown, when it does not stop' {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 0
        $result = New-FreedomIdUser -Phone +77011234567 -ErrorVariable failures -ErrorAction SilentlyContinue
        $result | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Throttled*'
        $failures.ErrorDetails.RecommendedAction | Should -Match 'this one was not carried out'
        Get-SandboxRequest | Should -HaveCount 2
        Connect-FreedomPay -Environment Sandbox
    }
}

Describe 'A server that is not there' {
    It 'gives a connection error that says that nothing was sent' {
        Stop-FreedomPaySandbox
        $connection = Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1 -PassThru
        Stop-FreedomPaySandbox
        foreach ($call in { New-FreedomPayCardClient @ivan -Connection $connection }, { New-FreedomIdUser -Phone +77011234567 -Connection $connection }, { Get-FreedomPayPayment 1 -Connection $connection }) {
            $ErrorActionPreference = 'Continue'
            $failures = @(& $call 2>&1)
            $failures | Should -HaveCount 1
            $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.ConnectionFailed*'
            $failures.CategoryInfo.Category | Should -Be 'ConnectionError'
            $failures.ErrorDetails.RecommendedAction | Should -Match 'it was not sent'
            $failures.Exception.Attempts | Should -Be 2
        }
    }

    It 'gives a connection error too when it stops between two requests' {
        $connection = Connect-FreedomPay -Environment Sandbox -MaxRetryCount 1 -PassThru
        $null = New-FreedomPayPayment -Amount 10 -Description Tea
        Stop-FreedomPaySandbox
        $failures = @(New-FreedomPayPayment -Amount 10 -Description Tea -Connection $connection -ErrorAction Continue 2>&1)
        $failures | Should -HaveCount 1
        $failures.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.ConnectionFailed*'
    }

    AfterAll { Connect-FreedomPay -Environment Sandbox }
}

Describe 'A long run among random faults' {
    BeforeAll {
        # The sandbox decides by a generator of its own with a fixed seed; a reset starts it anew.
        Reset-Sandbox
        Connect-FreedomPay -Environment Sandbox -TimeoutSec 30 -MaxRetryCount 2
        foreach ($kind in 'AnswerLost', 'Reset', 'ServerError', 'MalformedAnswer', 'WrongSignature') { Set-FreedomPaySandboxFault $kind -Probability 0.06 }
        Set-FreedomPaySandboxFault TooManyRequests -Probability 0.06 -RetryAfter 0
        Set-FreedomPaySandboxFault Latency -Probability 0.2 -LatencyMilliseconds 20
        Set-FreedomPaySandboxFault OversizedAnswer -Probability 0.06 -Count 3

        $clientRows = 1..200 | ForEach-Object { [pscustomobject]@{ RequestId = '019ab688-{0:x4}-72c4-a129-d0e08be70000' -f $_; ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov' } }
        $clients = @($clientRows | New-FreedomPayCardClient -ThrottleLimit 8 -ErrorVariable clientFailures -ErrorAction SilentlyContinue)
        $paymentRows = 1..100 | ForEach-Object { [pscustomobject]@{ IdempotencyKey = "key-$_"; OrderId = "R-$_"; Amount = "$_.50"; Description = 'Tea' } }
        $payments = @($paymentRows | New-FreedomPayPayment -ThrottleLimit 8 -ErrorVariable paymentFailures -ErrorAction SilentlyContinue)
        Clear-FreedomPaySandboxFault
        $effects = Get-SandboxEffect
    }

    It 'hits something: there are successes, recovered ones and unknown ones' {
        $clients | Where-Object Recovered | Should -Not -BeNullOrEmpty
        $clients | Where-Object { -not $_.Recovered } | Should -Not -BeNullOrEmpty
        $payments | Where-Object Recovered | Should -Not -BeNullOrEmpty
        $clientFailures.FullyQualifiedErrorId | Should -Contain 'FreedomPay.OutcomeUnknown,FreedomPay.Commands.CardApi.NewFreedomPayCardClientCommand'
    }

    It 'ends each row as exactly one result or one error' {
        @($clients.RequestId) + @($clientFailures.TargetObject.RequestId) | Sort-Object | Should -Be ($clientRows.RequestId | Sort-Object)
        @($payments.OrderId) + @($paymentFailures.TargetObject.OrderId) | Sort-Object | Should -Be ($paymentRows.OrderId | Sort-Object)
    }

    It 'keeps the order of the input' {
        $clients.RequestId | Should -Be ($clients.RequestId | Sort-Object)
        $clientFailures.Exception.Row | Should -Be ($clientFailures.Exception.Row | Sort-Object)
    }

    It 'has at most one effect for each row' {
        $effects | Group-Object operationId, key | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    It 'sends no row twice unless the API said that it was not processed' {
        $sent = @(Get-SandboxRequest createCardClientV2)
        @($sent | Where-Object status -ne 429).Count | Should -BeLessOrEqual 200
        $sent = @(Get-SandboxRequest createPayment)
        @($sent | Where-Object status -ne 429).Count | Should -BeLessOrEqual 100
    }

    It 'has the effect of every row that it reports as a success, with the right amount' {
        $clients.RequestId | Where-Object { $_ -notin $effects.key } | Should -BeNullOrEmpty
        $keys = @{}
        $paymentRows | ForEach-Object { $keys[$_.OrderId] = $_ }
        foreach ($payment in $payments) {
            $keys[$payment.OrderId].IdempotencyKey | Should -BeIn $effects.key
            "$($payment.Amount)" | Should -Be $keys[$payment.OrderId].Amount
        }
    }

    It 'reports every effect that it does not know of as unknown' {
        $unknown = @($clientFailures) + @($paymentFailures) | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.OutcomeUnknown*'
        $accounted = @($clients.RequestId) + @($payments.IdempotencyKey) + @($unknown.Exception.RequestId)
        $effects.key | Where-Object { $_ -notin $accounted } | Should -BeNullOrEmpty
    }
}

AfterAll { Stop-FreedomPaySandbox }
