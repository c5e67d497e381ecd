# What becomes of a payment through the Gateway API: its state, charges, releases, refunds; the balance for payouts, and whether the service answers.
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

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payment in the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'is found by its number and by its order' {
        $payment = New-FreedomPayPayment -OrderId 'G 1' -Amount 100.50 -Description Tea
        foreach ($state in @($payment | Get-FreedomPayGatewayPayment), @(Get-FreedomPayGatewayPayment -OrderId 'G 1')) {
            $state | Should -BeOfType FreedomPay.GatewayPayment
            "$($state.PaymentId) $($state.OrderId) $($state.Amount) $($state.Currency) $($state.Status) $($state.PaymentStatus) $($state.PaymentDate)" |
                Should -Be "$($payment.PaymentId) G 1 100.50 KZT ok new "
        }
    }

    It 'that nobody made is not found' {
        $problem = (Get-ErrorOf { Get-FreedomPayGatewayPayment 1 })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be '11068'
    }

    It 'is charged in part, and given back in parts that the state lists' {
        $held = New-PaidPayment -Hold
        $charged = Complete-FreedomPayGatewayPayment $held.PaymentId -ClearingAmount 80.25
        "$($charged.PaymentId) $($charged.Amount) $($charged.ClearingAmount) $($charged.ClearingStatus)" | Should -Be "$($held.PaymentId) 100.50 80.25 1"
        $refund = New-FreedomPayGatewayRefund $held.PaymentId -Amount 30.05 -Currency KZT
        $refund | Should -BeOfType FreedomPay.GatewayRefund
        "$($refund.PaymentId) $($refund.RefundAmount) $($refund.Status) $($refund.RefundStatus)" | Should -Be "$($held.PaymentId) 30.05 ok success"
        $null = New-FreedomPayGatewayRefund $held.PaymentId -Full
        $state = Get-FreedomPayGatewayPayment $held.PaymentId
        "$($state.Captured) $($state.ClearingAmount) $($state.RefundAmount)" | Should -Be '1 80.25 -80.25'
        $state.Refunds.Amount | ForEach-Object ToString | Should -Be '-30.05', '-50.20'
        $state.Refunds[0].PaymentId | Should -Be $refund.RefundId
    }

    It 'is released, once' {
        $held = New-PaidPayment -Hold
        $released = $held | Stop-FreedomPayGatewayPayment
        "$($released.PaymentId) $($released.RevocationStatus)" | Should -Be "$($held.PaymentId) success"
        (Get-ErrorOf { Stop-FreedomPayGatewayPayment $held.PaymentId })[0].Exception.Code | Should -Be '120'
        Get-SandboxEffect gatewayCancelPayment | Should -HaveCount 1
        $state = Get-FreedomPayGatewayPayment $held.PaymentId
        "$($state.PaymentStatus) $($state.Revocations.PaymentId) $($state.Revocations.PaymentStatus)" | Should -Be "revoked $($released.RevocationId) success"
    }

    It 'is the same in the Merchant API: what one gave back is gone for the other' {
        $payment = New-PaidPayment
        $null = New-FreedomPayGatewayRefund $payment.PaymentId -RefundAmount 60
        (Get-FreedomPayPayment $payment.PaymentId).RefundAmount.ToString() | Should -Be '-60'
        Get-Reason (Get-ErrorOf { New-FreedomPayRefund $payment.PaymentId -RefundAmount 60 }) | Should -Be 'FreedomPay.Refused'
    }

    It 'gives nothing back for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'RefundAmount'; Value = '1,50' }
        @{ Why = 'no amount'; Column = 'RefundAmount'; Value = '' }
        @{ Why = 'an amount of nothing'; Column = 'RefundAmount'; Value = '0' }
        @{ Why = 'a number that a spreadsheet has rounded'; Column = 'PaymentId'; Value = '7.00E+08' }
    ) {
        $rows = @(New-PaidPayment -Count 2 | ForEach-Object { [pscustomobject]@{ PaymentId = $_.PaymentId; RefundAmount = '1.50' } })
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayGatewayRefund })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[1].RefundStatus | Should -Be 'success'
        Get-SandboxEffect gatewayRefundPayment | Should -HaveCount 1
    }

    It 'is not given back over what it was, for a column <Column> alone' -ForEach @(@{ Column = 'Amount' }, @{ Column = 'pg_amount' }) {
        $payment = New-PaidPayment
        $problem = (Get-ErrorOf { [pscustomobject]@{ PaymentId = $payment.PaymentId; $Column = '100.50' } | New-FreedomPayGatewayRefund })[0]
        "$problem" | Should -BeLike '*RefundAmount*'
        Get-SandboxRequest gatewayRefundPayment | Should -BeNullOrEmpty
    }

    It 'takes the lines of the receipt, and checks their sum' {
        $payment = New-PaidPayment
        $line = @{ Name = 'Tea'; Count = 2; Price = 10 }
        (New-FreedomPayGatewayRefund $payment.PaymentId -RefundAmount 20 -ReceiptPosition $line).RefundStatus | Should -Be 'success'
        "$((Get-ErrorOf { New-FreedomPayGatewayRefund $payment.PaymentId -RefundAmount 21 -ReceiptPosition $line })[0])" | Should -BeLike '*ReceiptPosition*20*21*'
        Get-SandboxRequest gatewayRefundPayment | Should -HaveCount 1
    }
}

Describe 'A lost answer of the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'to <Name> is found in the state of the payment, and nothing is sent twice' -ForEach @(
        @{ Name = 'charging in part'; Operation = 'gatewayClearPayment'; Hold = $true; Act = { Complete-FreedomPayGatewayPayment $args[0] -Amount 50.00 -WarningAction SilentlyContinue } }
        @{ Name = 'charging in full'; Operation = 'gatewayClearPayment'; Hold = $true; Act = { Complete-FreedomPayGatewayPayment $args[0] -Full -WarningAction SilentlyContinue } }
        @{ Name = 'a release'; Operation = 'gatewayCancelPayment'; Hold = $true; Act = { Stop-FreedomPayGatewayPayment $args[0] -WarningAction SilentlyContinue } }
        @{ Name = 'a refund in part'; Operation = 'gatewayRefundPayment'; Hold = $false; Act = { New-FreedomPayGatewayRefund $args[0] -Amount 50.00 -WarningAction SilentlyContinue } }
        @{ Name = 'a refund in full'; Operation = 'gatewayRefundPayment'; Hold = $false; Act = { New-FreedomPayGatewayRefund $args[0] -Full -WarningAction SilentlyContinue } }
    ) {
        $payment = New-PaidPayment -Hold:$Hold
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 1
        $result = & $Act $payment.PaymentId
        $result.Recovered | Should -BeTrue
        $result.PaymentId | Should -Be $payment.PaymentId
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'to a request that did not arrive leaves <Operation> unknown, and names the cmdlet that asks' -ForEach @(
        @{ Operation = 'gatewayClearPayment'; Hold = $true; Act = { Complete-FreedomPayGatewayPayment $args[0] -Amount 50.00 } }
        @{ Operation = 'gatewayCancelPayment'; Hold = $true; Act = { Stop-FreedomPayGatewayPayment $args[0] } }
        @{ Operation = 'gatewayRefundPayment'; Hold = $false; Act = { New-FreedomPayGatewayRefund $args[0] -Amount 50.00 } }
    ) {
        $payment = New-PaidPayment -Hold:$Hold
        Set-FreedomPaySandboxFault Reset -OperationId $Operation -Count 1
        $problem = @(Get-ErrorOf { & $Act $payment.PaymentId })
        $problem | Should -HaveCount 1
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayPayment*$($payment.PaymentId)*"
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'to a refund is not taken for one over the same amount that the Merchant API has under way' {
        $payment = New-PaidPayment
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundPayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { New-FreedomPayRefund $payment.PaymentId -RefundAmount 10 }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Set-FreedomPaySandboxFault Reset -OperationId gatewayRefundPayment -Count 1
        Get-Reason (Get-ErrorOf { New-FreedomPayGatewayRefund $payment.PaymentId -RefundAmount 10 }) | Should -Be 'FreedomPay.OutcomeUnknown'
    }

    It 'to a refund is settled by a later run with the journal' {
        $payment = New-PaidPayment
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ PaymentId = $payment.PaymentId; RefundAmount = '10.00' }
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayRefundPayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayRefund -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        $found = $row | New-FreedomPayGatewayRefund -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.RefundAmount)" | Should -Be 'True 10.00'
        ($row | New-FreedomPayGatewayRefund -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayRefundPayment | Should -HaveCount 1
    }
}

Describe 'The Gateway API itself' {
    It 'tells the balance for payouts in a currency' {
        $balance = Get-FreedomPayGatewayPayoutBalance KZT
        $balance.Balance | Should -BeOfType FreedomPay.Amount
        "$($balance.Currency) $($balance.Balance)" | Should -Be "KZT $((Get-FreedomPayPayoutBalance).Balance)"
        Get-Reason (Get-ErrorOf { Get-FreedomPayGatewayPayoutBalance tenge }) | Should -Be 'FreedomPay.InvalidInput'
    }

    It 'says whether it answers, with no credential' {
        $bare = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -PassThru
        try {
            $health = Test-FreedomPayService -Connection $bare
            $health.Status | Should -Be 'ok'
            ([datetimeoffset]::UtcNow - [datetimeoffset] $health.Time).TotalMinutes | Should -BeLessThan 5
        } finally { Connect-FreedomPay -Environment Sandbox }
    }
}
