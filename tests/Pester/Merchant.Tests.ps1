# What becomes of a payment after it was created: paid, held, charged, released, given back.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Payments that somebody has paid; -Hold holds the money.
    function New-PaidPayment {
        param([int] $Count = 1, [switch] $Hold)
        $payments = @(1..$Count | ForEach-Object { [pscustomobject]@{ Amount = '100.50'; Description = 'Tea'; AutoClearing = $Hold ? '0' : '1' } } | New-FreedomPayPayment -RatePerSecond 10000)
        foreach ($payment in $payments) {
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $payment.PaymentId } | ConvertTo-Json)
        }

        $payments
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payment that was paid' {
    BeforeEach { Reset-Sandbox }

    It 'is charged in full' {
        $held = New-PaidPayment -Hold
        $charged = Complete-FreedomPayPayment $held.PaymentId -Full
        $charged | Should -BeOfType FreedomPay.Payment
        "$($charged.PaymentId) $($charged.ClearingAmount)" | Should -Be "$($held.PaymentId) 100.50"
        $state = $charged | Get-FreedomPayPayment
        $state.Captured | Should -Be '1'
        "$($state.ClearingAmount)" | Should -Be '100.50'
    }

    It 'is charged in part, and given back in parts that the state lists' {
        $held = New-PaidPayment -Hold
        $null = Complete-FreedomPayPayment $held.PaymentId -Amount 80.25
        $refund = New-FreedomPayRefund $held.PaymentId -Amount 30.05
        $refund | Should -BeOfType FreedomPay.Refund
        "$($refund.PaymentId) $($refund.RefundAmount) $($refund.Status)" | Should -Be "$($held.PaymentId) 30.05 ok"
        (Get-FreedomPayPayment $held.PaymentId).Refunds | Should -HaveCount 1
        $null = New-FreedomPayRefund $held.PaymentId -Full
        $state = Get-FreedomPayPayment $held.PaymentId
        "$($state.ClearingAmount) $($state.RefundAmount)" | Should -Be '80.25 -80.25'
        $state.Refunds | Should -BeOfType FreedomPay.PaymentRefund
        $state.Refunds.Amount | ForEach-Object ToString | Should -Be '-30.05', '-50.20'
        $state.Refunds.PaymentStatus | Should -Be 'success', 'success'
        ($state | Select-Object PaymentId, Refunds | ConvertTo-Csv)[1] | Should -BeLike '*"-30.05 success * -50.20 success *"'
    }

    It 'is released, once' {
        $held = New-PaidPayment -Hold
        (Stop-FreedomPayPayment $held.PaymentId).PaymentId | Should -Be $held.PaymentId
        (Get-ErrorOf { Stop-FreedomPayPayment $held.PaymentId })[0].Exception.Code | Should -Be '120'
        Get-SandboxEffect cancelPayment | Should -HaveCount 1
        $state = Get-FreedomPayPayment $held.PaymentId
        $state.PaymentStatus | Should -Be 'revoked'
        $state.AdditionalProperties.pg_revoked_payments | Should -Not -BeNullOrEmpty
    }

    It 'is refused by the API in a state that does not fit, with its code' {
        $charged, $held = (New-PaidPayment), (New-PaidPayment -Hold)
        foreach ($command in { Stop-FreedomPayPayment $charged.PaymentId }, { Complete-FreedomPayPayment $charged.PaymentId -Full }, { New-FreedomPayRefund $held.PaymentId -Full }) {
            $problem = (Get-ErrorOf $command)[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
            $problem.Exception.Code | Should -Be '120'
        }
    }

    It 'comes from a payment that is piped' {
        $held = New-PaidPayment -Count 3 -Hold
        $held | Get-FreedomPayPayment | Where-Object Captured -EQ 0 | Complete-FreedomPayPayment -Full | Out-Null
        (Get-SandboxEffect clearPayment) | Should -HaveCount 3
        $held | New-FreedomPayRefund -Full | Out-Null
        (Get-SandboxEffect refundPayment) | Should -HaveCount 3
    }
}

Describe 'A file of refunds' {
    BeforeEach { Reset-Sandbox }

    It 'gives back row by row, with the columns <_>' -ForEach 'PaymentId,RefundAmount', 'pg_payment_id,pg_refund_amount' {
        $paid = New-PaidPayment -Count 3
        $file = Join-Path $TestDrive 'refunds.csv'
        Set-Content $file (@($_) + $paid.ForEach({ "$($_.PaymentId),10.05" }))
        (Import-Csv $file | New-FreedomPayRefund).RefundAmount | ForEach-Object ToString | Should -Be '10.05', '10.05', '10.05'
        (Get-SandboxState).payments.refunded | Should -Be 10.05, 10.05, 10.05
    }

    It 'gives nothing back for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Amount = '1500,50' }
        @{ Why = 'an empty cell'; Amount = '' }
        @{ Why = 'a minus'; Amount = '-5' }
        @{ Why = 'nothing to give back'; Amount = '0' }
        @{ Why = 'a thousand in letters'; Amount = '1kb' }
        @{ Why = 'three decimals'; Amount = '1.005' }
    ) {
        $paid = New-PaidPayment -Count 2
        $outcome = Get-Outcome { [pscustomobject]@{ PaymentId = $paid[0].PaymentId; RefundAmount = $Amount }, [pscustomobject]@{ PaymentId = $paid[1].PaymentId; RefundAmount = '1.00' } | New-FreedomPayRefund }
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike 'Row 1: RefundAmount*'
        $outcome[1].PaymentId | Should -Be $paid[1].PaymentId
        Get-SandboxEffect refundPayment | Should -HaveCount 1
    }

    It 'gives nothing back when the column of amounts is misspelt' {
        $paid = New-PaidPayment
        $outcome = Get-Outcome { [pscustomobject]@{ PaymentId = $paid.PaymentId; RefundAmout = '1.00' } | New-FreedomPayRefund }
        $outcome | Should -Not -BeNullOrEmpty
        Get-SandboxRequest refundPayment | Should -BeNullOrEmpty
    }

    It 'is not given back again when its results are given again, piped or from a file' {
        $paid = New-PaidPayment -Count 2
        $done = $paid.ForEach({ New-FreedomPayRefund $_.PaymentId -Amount 1.00 })
        $null = Get-Outcome { $done | New-FreedomPayRefund }
        $file = Join-Path $TestDrive 'done.csv'
        $done | Export-Csv $file
        $null = Get-Outcome { Import-Csv $file | New-FreedomPayRefund }
        Get-SandboxRequest refundPayment | Should -HaveCount 2
    }

    It 'does not take the key of the payment for that of the refund' {
        $paid = New-PaidPayment
        $paid.IdempotencyKey | Should -Not -BeNullOrEmpty
        ($paid | New-FreedomPayRefund -Amount 1.00).Status | Should -Be 'ok'
        $null = New-FreedomPayRefund $paid.PaymentId -Amount 1.00 -RefundKey r-1
        (Get-ErrorOf { New-FreedomPayRefund $paid.PaymentId -Amount 1.00 -RefundKey r-1 })[0].Exception.Code | Should -Be '9991'
        Get-SandboxEffect refundPayment | Should -HaveCount 2
    }

    It 'with a journal gives each row back once, however often it runs' {
        $paid = New-PaidPayment -Count 4
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = $paid.ForEach({ [pscustomobject]@{ PaymentId = $_.PaymentId; RefundAmount = '2.00' } })
        # Two refunds alike are two rows.
        $rows += $rows[0]
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundPayment -Count 2
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Count 1000
        $null = Get-Outcome { $rows | New-FreedomPayRefund -Journal $journal -RatePerSecond 10000 }
        Clear-FreedomPaySandboxFault
        1..2 | ForEach-Object { $again = Get-Outcome { $rows | New-FreedomPayRefund -Journal $journal } }
        Get-SandboxEffect refundPayment | Should -HaveCount 5
        # Nobody can tell any more which refund is whose: that is said, and nothing is given back to find out.
        $again.ForEach({ $_.Replayed ?? 'unknown' }) | Should -Be 'unknown', 'unknown', $true, $true, $true
        $again[0..1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }
}

Describe 'The amount of a refund or a charge' {
    BeforeEach { Reset-Sandbox }

    It 'is that of its own column, whatever stands in Amount: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayRefund'; Column = 'RefundAmount'; Hold = $false; Operation = 'refundPayment'; Field = 'refunded' }
        @{ Cmdlet = 'New-FreedomPayRefund'; Column = 'pg_refund_amount'; Hold = $false; Operation = 'refundPayment'; Field = 'refunded' }
        @{ Cmdlet = 'Complete-FreedomPayPayment'; Column = 'ClearingAmount'; Hold = $true; Operation = 'clearPayment'; Field = 'captured' }
        @{ Cmdlet = 'Complete-FreedomPayPayment'; Column = 'pg_clearing_amount'; Hold = $true; Operation = 'clearPayment'; Field = 'captured' }
    ) {
        $paid = New-PaidPayment -Hold:$Hold
        $null = "PaymentId,Amount,$Column", "$($paid.PaymentId),100.50,50" | ConvertFrom-Csv | & $Cmdlet
        (Get-SandboxState).payments.$Field | Should -Be 50
    }

    It 'is not taken from Amount alone, and the column to use is named: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayRefund'; Column = 'RefundAmount'; Hold = $false; Operation = 'refundPayment' }
        @{ Cmdlet = 'Complete-FreedomPayPayment'; Column = 'ClearingAmount'; Hold = $true; Operation = 'clearPayment' }
        @{ Cmdlet = 'New-FreedomPayCardTransactionRefund'; Column = 'RefundAmount'; Hold = $false; Operation = 'refundCardTransaction' }
    ) {
        $paid = New-PaidPayment -Hold:$Hold
        $csv = 'PaymentId,OrderId,TransactionId,Amount', "$($paid.PaymentId),A-1,900123456789,100.50"
        $problem = (Get-ErrorOf { $csv | ConvertFrom-Csv | & $Cmdlet })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike "*Amount*$Column*"
        Get-SandboxRequest $Operation | Should -BeNullOrEmpty
        $file = Join-Path $TestDrive 'amount.csv'
        Set-Content $file $csv
        Test-FreedomPayCsv $Cmdlet -Path $file -Quiet | Should -BeFalse
        "$((Test-FreedomPayCsv $Cmdlet -Path $file).Message)" | Should -BeLike "*$Column*"
    }

    It 'is typed, as -RefundAmount, as -Amount or as -Full, where payments are piped' {
        $paid = New-PaidPayment -Count 3
        $payment = Get-FreedomPayPayment $paid[0].PaymentId
        "$(($payment | New-FreedomPayRefund -RefundAmount 50).RefundAmount)" | Should -Be '50'
        "$((Get-FreedomPayPayment $paid[0].PaymentId | New-FreedomPayRefund -RefundAmount 10).RefundAmount)" | Should -Be '10'
        $null = $paid[1] | New-FreedomPayRefund -Amount 20
        $null = Get-FreedomPayPayment $paid[2].PaymentId | New-FreedomPayRefund -Full
        (Get-SandboxState).payments.refunded | Should -Be 60, 20, 100.5
    }

    It 'is not what a result says was done before: <Way>' -ForEach @(
        @{ Way = 'as it came'; Again = { $args[0] } }
        @{ Way = 'from a CSV'; Again = { $args[0] | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Way = 'from a CSV with its type'; Again = { $args[0] | Export-Csv "$TestDrive/t.csv" -IncludeTypeInformation; Import-Csv "$TestDrive/t.csv" } }
        @{ Way = 'from Clixml'; Again = { $args[0] | Export-Clixml "$TestDrive/t.xml"; Import-Clixml "$TestDrive/t.xml" } }
        @{ Way = 'from JSON'; Again = { $args[0] | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
        @{ Way = 'picked'; Again = { $args[0] | Select-Object PaymentId, RefundAmount, ClearingAmount } }
    ) {
        $paid, $held = (New-PaidPayment), (New-PaidPayment -Hold)
        $refund = New-FreedomPayRefund $paid.PaymentId -RefundAmount 10
        foreach ($result in (Get-FreedomPayPayment $paid.PaymentId), $refund) {
            $problem = (Get-ErrorOf { & $Again $result | New-FreedomPayRefund })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
            "$problem" | Should -BeLike '*-RefundAmount*'
        }

        $problem = (Get-ErrorOf { & $Again (Get-FreedomPayPayment $held.PaymentId) | Complete-FreedomPayPayment })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest refundPayment | Should -HaveCount 1
        Get-SandboxRequest clearPayment | Should -BeNullOrEmpty
        ((& $Again (Get-FreedomPayPayment $paid.PaymentId)) | New-FreedomPayRefund -RefundAmount 5).Status | Should -Be 'ok'
    }

    It 'stands in the templates under its own name' {
        (New-FreedomPayCsvTemplate New-FreedomPayRefund -PassThru).Column | Should -Contain 'RefundAmount'
        (New-FreedomPayCsvTemplate New-FreedomPayRefund -PassThru).Column | Should -Not -Contain 'Amount'
    }
}

Describe 'A lost answer' {
    BeforeEach { Reset-Sandbox }

    It 'to <Name> is found in the state of the payment, and nothing is sent twice' -ForEach @(
        @{ Name = 'charging in part'; Operation = 'clearPayment'; Hold = $true; Act = { Complete-FreedomPayPayment $args[0] -Amount 50.00 -WarningAction SilentlyContinue } }
        @{ Name = 'charging in full'; Operation = 'clearPayment'; Hold = $true; Act = { Complete-FreedomPayPayment $args[0] -Full -WarningAction SilentlyContinue } }
        @{ Name = 'a release'; Operation = 'cancelPayment'; Hold = $true; Act = { Stop-FreedomPayPayment $args[0] -WarningAction SilentlyContinue } }
        @{ Name = 'a refund in part'; Operation = 'refundPayment'; Hold = $false; Act = { New-FreedomPayRefund $args[0] -Amount 50.00 -WarningAction SilentlyContinue } }
        @{ Name = 'a refund in full'; Operation = 'refundPayment'; Hold = $false; Act = { New-FreedomPayRefund $args[0] -Full -WarningAction SilentlyContinue } }
    ) {
        $payment = New-PaidPayment -Hold:$Hold
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 1
        $result = & $Act $payment.PaymentId
        $result.Recovered | Should -BeTrue
        $result.PaymentId | Should -Be $payment.PaymentId
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'to a release is not taken for arrived when somebody has charged the payment in between' {
        $payment = New-PaidPayment -Hold
        Set-FreedomPaySandboxFault Reset -OperationId cancelPayment -Count 1
        $null = Complete-FreedomPayPayment $payment.PaymentId -Full
        (Get-ErrorOf { Stop-FreedomPayPayment $payment.PaymentId })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest cancelPayment | Should -HaveCount 1
    }

    It 'to a request that did not arrive leaves <Operation> unknown, and names the cmdlet that asks' -ForEach @(
        @{ Operation = 'clearPayment'; Hold = $true; Act = { Complete-FreedomPayPayment $args[0] -Amount 50.00 } }
        @{ Operation = 'cancelPayment'; Hold = $true; Act = { Stop-FreedomPayPayment $args[0] } }
        @{ Operation = 'refundPayment'; Hold = $false; Act = { New-FreedomPayRefund $args[0] -Amount 50.00 } }
    ) {
        $payment = New-PaidPayment -Hold:$Hold
        Set-FreedomPaySandboxFault Reset -OperationId $Operation -Count 1
        $problem = @(Get-ErrorOf { & $Act $payment.PaymentId })
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayPayment*$($payment.PaymentId)*"
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'to a refund says what that refund gave back, and not what the payment did, and so does a replay' {
        $payment = New-PaidPayment
        $null = New-FreedomPayRefund $payment.PaymentId -RefundAmount 30
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundPayment -Count 1
        $row = [pscustomobject]@{ PaymentId = $payment.PaymentId; RefundAmount = '50' }
        $found = $row | New-FreedomPayRefund -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.RefundAmount)" | Should -Be 'True 50'
        $again = $row | New-FreedomPayRefund -Journal $journal
        "$($again.Replayed) $($again.RefundAmount)" | Should -Be 'True 50'
    }

    It 'to a refund is not taken for an earlier refund over the same amount' {
        $payment = New-PaidPayment
        $null = New-FreedomPayRefund $payment.PaymentId -Amount 10.00
        Set-FreedomPaySandboxFault Reset -OperationId refundPayment -Count 1
        (Get-ErrorOf { New-FreedomPayRefund $payment.PaymentId -Amount 10.00 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }

    It 'to a refund is settled by a later run with the journal, which kept the refunds from before' {
        $payment = New-PaidPayment
        $null = New-FreedomPayRefund $payment.PaymentId -RefundAmount 10
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = 1, 2 | ForEach-Object { [pscustomobject]@{ PaymentId = $payment.PaymentId; RefundAmount = '10.00' } }
        # The first arrives and the second does not; after neither can anybody be asked, though before both.
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundPayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Skip 1 -Count 100
        $lost = @(Get-Outcome { $rows[0] | New-FreedomPayRefund -Journal $journal })
        $lost.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        (Get-Content $journal)[1] | Should -BeLike '*"note":"refunds *=10*"*'
        Clear-FreedomPaySandboxFault
        $found = $rows[0] | New-FreedomPayRefund -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.RefundAmount)" | Should -Be 'True 10.00'
        Get-SandboxRequest refundPayment | Should -HaveCount 2
    }

    It 'to a refund that did not arrive stays unknown in a later run, though others alike arrived after it' {
        $payment = New-PaidPayment
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = 1, 2 | ForEach-Object { [pscustomobject]@{ PaymentId = $payment.PaymentId; RefundAmount = '10' } }
        Set-FreedomPaySandboxFault Reset -OperationId refundPayment -Count 1
        $first = @(Get-Outcome { $rows | New-FreedomPayRefund -Journal $journal })
        $first[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $first[1].Status | Should -Be 'ok'
        $again = @(Get-Outcome { $rows | New-FreedomPayRefund -Journal $journal })
        $again[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $again[1].Replayed | Should -BeTrue
        Get-SandboxEffect refundPayment | Should -HaveCount 1
    }

    It 'to the second of two refunds alike is found, for the first was in the list before' {
        $payment = New-PaidPayment
        $null = New-FreedomPayRefund $payment.PaymentId -RefundAmount 10.00
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundPayment -Count 1
        (New-FreedomPayRefund $payment.PaymentId -RefundAmount 10 -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        # One question before each, and one after what was lost.
        Get-SandboxRequest getPaymentStatus | Should -HaveCount 3
    }

    It 'to a payment without an order number is found by its key, in the same run and in a later one' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ Amount = '10.50'; Description = 'Tea' }
        Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment -Count 2
        $found = $row | New-FreedomPayPayment -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId)" | Should -Be "True $($found.IdempotencyKey)"
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Count 100
        (Get-ErrorOf { $row | New-FreedomPayPayment -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
        $later = $row | New-FreedomPayPayment -Journal $journal -WarningAction SilentlyContinue
        $again = $row | New-FreedomPayPayment -Journal $journal
        "$($later.Recovered) $($again.Replayed) $($again.OrderId)" | Should -Be "True True $($later.OrderId)"
        Get-SandboxEffect createPayment | Should -HaveCount 2
    }

    It 'to a payment under a key that is longer than an order number may be stays unknown' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment -Count 1
        (Get-ErrorOf { New-FreedomPayPayment -Amount 1 -Description Tea -IdempotencyKey ('k' * 51) })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }

    It 'to a payment is not taken for that of another row over the same order and amount' {
        Set-FreedomPaySandboxFault Reset -OperationId createPayment -Skip 1 -Count 1
        $outcome = Get-Outcome { 'OrderId,Amount,Description', 'RENT-11,50000,flat 1', 'RENT-11,50000,flat 2' | ConvertFrom-Csv | New-FreedomPayPayment }
        $outcome[0].Status | Should -Be 'ok'
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxEffect createPayment | Should -HaveCount 1
    }

    It 'to a refund that is still under way is not taken for that of a row alike' {
        $payment = New-PaidPayment
        # The first is slow, and arrives while the second is being lost.
        Set-FreedomPaySandboxFault Latency -OperationId refundPayment -LatencyMilliseconds 700 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId refundPayment -Skip 1 -Count 1
        $outcome = Get-Outcome { '10.00', '10' | ForEach-Object { [pscustomobject]@{ PaymentId = $payment.PaymentId; RefundAmount = $_ } } | New-FreedomPayRefund -ThrottleLimit 2 -WarningAction SilentlyContinue }
        @($outcome | Where-Object { $_ -is [FreedomPay.Refund] }) | Should -HaveCount (Get-SandboxEffect refundPayment).Count
    }

    It 'to a charge is not taken for one over another amount' {
        $payment = New-PaidPayment -Hold
        $null = Complete-FreedomPayPayment $payment.PaymentId -Amount 20.00
        Set-FreedomPaySandboxFault Reset -OperationId clearPayment -Count 1
        (Get-ErrorOf { Complete-FreedomPayPayment $payment.PaymentId -Amount 30.00 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }
}

Describe 'A charge by a recurring profile' {
    BeforeAll {
        # The number of a profile that a first payment has made.
        function New-Profile {
            $first = New-FreedomPayPayment -Amount 10 -Description Tea -RecurringStart 1
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $first.PaymentId } | ConvertTo-Json)
            (Get-SandboxState).payments.Where({ $_.payment_id -eq $first.PaymentId }).recurring_profile
        }
    }

    BeforeEach {
        Reset-Sandbox
        $order = "R-$([guid]::NewGuid())"
    }

    It 'takes money once for each row, and can be given back' {
        $number = New-Profile
        $charged = "pg_recurring_profile,pg_order_id,pg_amount,pg_description", "$number,$order,12.50,January", "$number,,12.50,January" | ConvertFrom-Csv | New-FreedomPayRecurringPayment
        $charged | ForEach-Object { $_ | Should -BeOfType FreedomPay.Payment }
        "$($charged[0].OrderId) $($charged[0].Amount) $($charged[0].Currency) $($charged[0].Status)" | Should -Be "$order 12.50 KZT ok"
        [guid]$charged[1].OrderId | Should -Not -Be ([guid]::Empty)
        ($charged | Get-FreedomPayPayment).Captured | Should -Be '1', '1'
        ($charged[0] | New-FreedomPayRefund -Full).Status | Should -Be 'ok'
        Get-SandboxEffect createRecurringPayment | Should -HaveCount 2
    }

    It 'is refused for a profile that there is not' {
        $null = New-Profile
        (Get-ErrorOf { New-FreedomPayRecurringPayment -RecurringProfile 1 -Amount 1 -Description Tea })[0].Exception.Code | Should -Be '11068'
        Get-SandboxEffect createRecurringPayment | Should -BeNullOrEmpty
    }

    It 'whose answer is lost is found by its order, and not sent again' {
        $number = New-Profile
        Set-FreedomPaySandboxFault AnswerLost -OperationId createRecurringPayment -Count 1
        $found = New-FreedomPayRecurringPayment -RecurringProfile $number -Amount 12.50 -Description Tea -OrderId $order -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.PaymentStatus)" | Should -Be "True $order success"
        Get-SandboxRequest createRecurringPayment | Should -HaveCount 1
    }

    It 'that did not arrive stays unknown, though the order was charged before' {
        $number = New-Profile
        $null = New-FreedomPayRecurringPayment -RecurringProfile $number -Amount 12.50 -Description Tea -OrderId $order
        Set-FreedomPaySandboxFault Reset -OperationId createRecurringPayment -Count 1
        $problem = (Get-ErrorOf { New-FreedomPayRecurringPayment -RecurringProfile $number -Amount 12.50 -Description Tea -OrderId $order })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayPayment*$order*"
        Get-SandboxEffect createRecurringPayment | Should -HaveCount 1
    }

    It 'of a file is made once, however often the file is run' {
        $number = New-Profile
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = 1..20 | ForEach-Object { [pscustomobject]@{ RecurringProfile = $number; OrderId = "$order-$_"; Amount = '10'; Description = 'Tea' } }
        Set-FreedomPaySandboxFault AnswerLost -OperationId createRecurringPayment -Skip 3 -Count 4
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Count 12
        $null = Get-Outcome { $rows | New-FreedomPayRecurringPayment -Journal $journal -ThrottleLimit 4 -WarningAction SilentlyContinue }
        Clear-FreedomPaySandboxFault
        $again = @(Get-Outcome { $rows | New-FreedomPayRecurringPayment -Journal $journal -ThrottleLimit 4 -WarningAction SilentlyContinue })
        $again.OrderId | Should -Be $rows.OrderId
        Get-SandboxEffect createRecurringPayment | Should -HaveCount 20
    }
}

Describe 'The balance for payouts' {
    It 'is asked with the secret for payouts, and comes as an amount' {
        $balance = Get-FreedomPayPayoutBalance
        $balance.Status | Should -Be 'ok'
        $balance.Balance | Should -BeOfType FreedomPay.Amount
        "$($balance.Balance)" | Should -Be '1000000.00'
        $asked = Get-SandboxRequest getPayoutBalance
        $asked | Should -HaveCount 1
        $asked.status | Should -Be 200
    }

    It 'needs that secret, and not the one for payments' {
        $merchant = [pscredential]::new('300400', (ConvertTo-SecureString 'sandbox-merchant-secret' -AsPlainText -Force))
        $connection = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -Merchant $merchant -PassThru
        $before = Get-SandboxRequestCount
        try {
            $problem = (Get-ErrorOf { Get-FreedomPayPayoutBalance -Connection $connection })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
            "$problem" | Should -BeLike '*-Payout*'
            Get-SandboxRequestCount | Should -Be $before
        } finally { Connect-FreedomPay -Environment Sandbox }
    }
}

Describe 'Advice' {
    BeforeEach { Reset-Sandbox }

    It 'fits the code of the refusal: <Why>' -ForEach @(
        @{ Why = 'no such order'; Act = { Get-FreedomPayPayment -OrderId nope }; English = '*11068*no such payment*Check the number*'; Russian = '*11068*нет такого платежа*Проверьте номер*' }
        @{ Why = 'a payment that is not paid'; Act = { New-FreedomPayRefund (New-FreedomPayPayment -Amount 5 -Description x).PaymentId -Full }; English = '*120*state*Get-FreedomPayPayment*'; Russian = '*120*состояние*Get-FreedomPayPayment*' }
        @{ Why = 'more than is left'; Act = { New-FreedomPayRefund (New-PaidPayment).PaymentId -RefundAmount 500 }; English = '*9403*wrong parameters*Correct*'; Russian = '*9403*неверные параметры*Исправьте*' }
    ) {
        (Get-ErrorOf $Act)[0].ErrorDetails.RecommendedAction | Should -BeLike $English
        (Invoke-InCulture ru-RU { (Get-ErrorOf $Act)[0].ErrorDetails.RecommendedAction }) | Should -BeLike $Russian
    }
}
