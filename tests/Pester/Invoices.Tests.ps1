# Invoices of the Merchant API, and the older ones that are paid by a QR code: what becomes of them, of bad rows and of lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Add-QrReader
    Connect-FreedomPay -Environment Sandbox

    # What the payer does on the page.
    function Complete-Page {
        param([Parameter(Mandatory)] [string] $Id)
        $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $Id } | ConvertTo-Json)
    }

    function New-BillRow {
        param([string] $Number = "I-$([guid]::NewGuid())", [string] $Amount = '100.50')
        [pscustomobject]@{ type = 'superapp'; external_id = $Number; amount = $Amount; currency = 'KZT'; description = 'Tea' }
    }

    function New-PaidInvoice {
        param([string] $Amount = '100.50')
        $invoice = New-BillRow -Amount $Amount | New-FreedomPayInvoice
        Complete-Page $invoice.InvoiceId
        $invoice
    }

    function New-QrRow {
        param([string] $Order = "Q-$([guid]::NewGuid())", [string] $Amount = '100.50')
        [pscustomobject]@{ order_id = $Order; amount = $Amount; currency = 'KZT'; description = 'Tea' }
    }

    # What the app of the payer reads in the code: the sandbox writes the address of the page as it is.
    function Get-Customer {
        param($Invoice)
        ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Invoice.Qr)) -split 'customer=')[1]
    }

    function New-ScannedRow {
        param($Invoice)
        [pscustomobject]@{ RowId = $Invoice.OrderId; customer = Get-Customer $Invoice; user_id = 'client-7'; card_token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' }
    }

    function New-JournalPath { Join-Path $TestDrive "$([guid]::NewGuid()).jsonl" }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'An invoice' {
    BeforeEach { Reset-Sandbox }

    It 'has a page, on which it is paid once' {
        $invoice = New-BillRow I-1 | New-FreedomPayInvoice
        $invoice | Should -BeOfType FreedomPay.Invoice
        "$($invoice.ExternalId) $($invoice.Amount) $($invoice.Currency) $($invoice.Status) $($invoice.Type)" | Should -Be 'I-1 100.50 KZT new superapp'
        $invoice.Url | Should -BeLike 'http*'
        Get-SandboxEffect createInvoice | Should -HaveCount 1
        Complete-Page $invoice.InvoiceId
        $state = $invoice | Get-FreedomPayInvoice -Status
        "$($state.InvoiceId) $($state.Status)" | Should -Be "$($invoice.InvoiceId) success"
    }

    It 'is asked for with all that it has; its number goes on to the next cmdlet' {
        $invoice = New-PaidInvoice
        $whole = Get-FreedomPayInvoice $invoice.InvoiceId
        "$($whole.InvoiceId) $($whole.ExternalId) $($whole.Amount) $($whole.Purpose)" | Should -Be "$($invoice.InvoiceId) $($invoice.ExternalId) 100.50 Tea"
        $whole.Refunds | Should -HaveCount 0
        $null = $whole | New-FreedomPayInvoiceRefund -Full -Description Returned
        $whole = $whole | Get-FreedomPayInvoice
        "$($whole.Status) $($whole.Refunds.Amount) $($whole.Refunds.Status)" | Should -Be 'refunded 100.50 success'
        $whole.Refunds[0].CreatedAt | Should -Match '^\d{4}-\d\d-\d\dT'
    }

    It 'names each question anew, and each act by one number, which a row may bring' {
        $id = '019ab688-bef2-72c4-aa29-d0e08be76d95'
        $invoice = New-BillRow | New-FreedomPayInvoice -RequestId $id -Debug 5>&1 | Tee-Object -Variable all | Where-Object { $_ -is [FreedomPay.Invoice] }
        "$all" | Should -BeLike "*X-Request-Id*$id*"
        $trace = "$(1..2 | ForEach-Object { $invoice | Get-FreedomPayInvoice -Debug 5>&1 })"
        $ids = @([regex]::Matches($trace, '(?i)X-Request-Id: (\S+)') | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique)
        $ids.Count | Should -BeGreaterOrEqual 2
    }

    It 'takes fields that are no parameters, and sends its amount as it was written' {
        $sent = @(Get-SentBody { New-FreedomPayInvoice -Amount 12500.50 -Currency KZT -SendUrl email -AdditionalField @{ 'device.ip' = '192.0.2.1'; tax = @(@{ name = 'Tea'; price = 5; count = 1 }) } -Debug })[0]
        "$($sent.device.ip) $($sent.extra.send_url) $($sent.tax[0].count)" | Should -Be '192.0.2.1 email 1'
        (Get-SandboxState).invoices[0].amount | Should -Be '12500.50'
    }

    It 'is never a charge: a profile is refused' {
        $problem = (Get-ErrorOf { New-BillRow | New-FreedomPayInvoice -AdditionalField @{ profile_id = '123' } })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike '*charge*New-FreedomPayRecurringPayment*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is not sent for a row with <Why>, and the run goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'amount'; Value = '100,50' }
        @{ Why = 'an amount in words of a spreadsheet'; Column = 'amount'; Value = '1E+5' }
        @{ Why = 'no amount'; Column = 'amount'; Value = '' }
        @{ Why = 'an amount of nothing'; Column = 'amount'; Value = '0.00' }
        @{ Why = 'no currency'; Column = 'currency'; Value = '' }
        @{ Why = 'a currency that is none'; Column = 'currency'; Value = 'tenge' }
        @{ Why = 'a card number in place of its own'; Column = 'external_id'; Value = '4400444400004444' }
        @{ Why = 'a number that a spreadsheet has broken'; Column = 'external_id'; Value = '#REF!' }
    ) {
        $rows = @((New-BillRow), (New-BillRow))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayInvoice })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike 'Row 1: *'
        $outcome[1].Status | Should -Be 'new'
        Get-SandboxEffect createInvoice | Should -HaveCount 1
    }

    It 'that nobody has paid can be cancelled, once' {
        $invoice = New-BillRow | New-FreedomPayInvoice
        $stopped = $invoice | Stop-FreedomPayInvoice -Description 'Out of stock'
        "$($stopped.InvoiceId) $($stopped.Status)" | Should -Be "$($invoice.InvoiceId) canceled"
        (Get-ErrorOf { $invoice | Stop-FreedomPayInvoice })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        Get-SandboxEffect cancelInvoice | Should -HaveCount 1
    }

    It 'that is paid cannot be cancelled' {
        $invoice = New-PaidInvoice
        (Get-ErrorOf { $invoice | Stop-FreedomPayInvoice })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        ($invoice | Get-FreedomPayInvoice -Status).Status | Should -Be 'success'
    }

    It 'does not hand its description on as the reason of a cancellation' {
        $invoice = New-BillRow | New-FreedomPayInvoice | Get-FreedomPayInvoice
        @(Get-SentBody { $invoice | Stop-FreedomPayInvoice -Debug })[0].description | Should -BeNullOrEmpty
    }

    It 'is unknown under a number that nobody has: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Get-FreedomPayInvoice'; Choice = @{} }
        @{ Cmdlet = 'Get-FreedomPayInvoice'; Choice = @{ Status = $true } }
        @{ Cmdlet = 'Stop-FreedomPayInvoice'; Choice = @{} }
        @{ Cmdlet = 'New-FreedomPayInvoiceRefund'; Choice = @{ Full = $true } }
    ) {
        (Get-ErrorOf { & $Cmdlet 019d0652-4e2f-7f54-a179-007c80c48adu @Choice })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
    }

    It 'needs the secret of payments, and says so before it sends' {
        $uri = (Get-FreedomPayConnection).BaseUri
        try {
            Connect-FreedomPay -BaseUri $uri -Payout (New-TestCredential 300400 'the-payout-secret')
            $problem = (Get-ErrorOf { New-BillRow | New-FreedomPayInvoice })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
            "$problem" | Should -BeLike '*-Merchant*'
        } finally { Connect-FreedomPay -Environment Sandbox }
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'A refund of an invoice' {
    BeforeEach { Reset-Sandbox }

    It 'is over a part, and over what is left' {
        $invoice = New-PaidInvoice
        $part = $invoice | New-FreedomPayInvoiceRefund -RefundAmount 40.50
        $part | Should -BeOfType FreedomPay.InvoiceRefund
        "$($part.InvoiceId) $($part.RefundAmount) $($part.Status)" | Should -Be "$($invoice.InvoiceId) 40.50 refunded"
        ($invoice | New-FreedomPayInvoiceRefund -Full).RefundId | Should -Not -Be $part.RefundId
        "$((Get-FreedomPayInvoice $invoice.InvoiceId).Refunds.Amount)" | Should -Be '40.50 60.00'
        (Get-ErrorOf { $invoice | New-FreedomPayInvoiceRefund -RefundAmount 1 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
    }

    It 'takes its amount from a column that means it, and from no other' {
        $invoice = New-PaidInvoice
        $row = [pscustomobject]@{ InvoiceId = $invoice.InvoiceId; Amount = '100.50' }
        (Get-ErrorOf { $row | New-FreedomPayInvoiceRefund })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $file = Join-Path $TestDrive refunds.csv
        [pscustomobject]@{ id = $invoice.InvoiceId; RefundAmount = '40.50' } | Export-Csv $file
        $refund = Import-Csv $file | New-FreedomPayInvoiceRefund
        "$($refund.RefundAmount)" | Should -Be '40.50'
        # What was given back is history.
        (Get-ErrorOf { $refund | New-FreedomPayInvoiceRefund })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxEffect refundInvoice | Should -HaveCount 1
    }

    It 'is not sent for an amount like <Amount>' -ForEach @{ Amount = '40,50' }, @{ Amount = '' }, @{ Amount = '-40' }, @{ Amount = '0' }, @{ Amount = '1e3' } {
        $invoice = New-PaidInvoice
        $row = [pscustomobject]@{ InvoiceId = $invoice.InvoiceId; RefundAmount = $Amount }
        (Get-ErrorOf { $row | New-FreedomPayInvoiceRefund })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest refundInvoice | Should -BeNullOrEmpty
    }

    It 'refuses a typed invoice beside a row of another' {
        $first, $second = (New-PaidInvoice), (New-PaidInvoice)
        $row = [pscustomobject]@{ InvoiceId = $second.InvoiceId; RefundAmount = '1' }
        (Get-ErrorOf { $row | New-FreedomPayInvoiceRefund -InvoiceId $first.InvoiceId })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest refundInvoice | Should -BeNullOrEmpty
    }
}

Describe 'A lost answer of an invoice' {
    BeforeEach { Reset-Sandbox }

    It 'stays unknown in every run, says where to look, and is never sent again' {
        $journal = New-JournalPath
        $row = New-BillRow I-77
        Set-FreedomPaySandboxFault AnswerLost -OperationId createInvoice -Count 1
        1..3 | ForEach-Object {
            $problem = @(Get-ErrorOf { $row | New-FreedomPayInvoice -Journal $journal })
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
            "$($problem[0].ErrorDetails.RecommendedAction)" | Should -BeLike '*I-77*account*StateCallback*'
        }
        Get-SandboxRequest createInvoice | Should -HaveCount 1
    }

    It 'to two of three rows leaves the third as it is' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createInvoice -Count 2
        $journal = New-JournalPath
        $rows = 1..3 | ForEach-Object { New-BillRow "I-$_" }
        $outcome = @(Get-Outcome { $rows | New-FreedomPayInvoice -Journal $journal })
        $outcome[0, 1].FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        $outcome[2].Status | Should -Be 'new'
        $again = @(Get-Outcome { $rows | New-FreedomPayInvoice -Journal $journal })
        "$($again[2].Replayed) $($again[2].InvoiceId)" | Should -Be "True $($outcome[2].InvoiceId)"
        Get-SandboxRequest createInvoice | Should -HaveCount 3
    }

    It 'to a refund is found in the list of the invoice: <Choice>' -ForEach @(
        @{ Choice = 'RefundAmount'; Set = @{ RefundAmount = '40.50' }; Amount = '40.50' }
        @{ Choice = 'Full'; Set = @{ Full = $true }; Amount = '' }
    ) {
        $invoice = New-PaidInvoice
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundInvoice -Count 1
        $refund = $invoice | New-FreedomPayInvoiceRefund @Set -WarningVariable said -WarningAction SilentlyContinue
        "$($refund.Recovered) $($refund.InvoiceId) $($refund.RefundAmount)" | Should -Be "True $($invoice.InvoiceId) $Amount"
        # The state of the invoice is not that of the refund.
        $refund.Status | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*Get-FreedomPayInvoice*'
        Get-SandboxRequest refundInvoice | Should -HaveCount 1
    }

    It 'to a refund that did not arrive is unknown' {
        $invoice = New-PaidInvoice
        $null = $invoice | New-FreedomPayInvoiceRefund -RefundAmount 1
        Set-FreedomPaySandboxFault Reset -OperationId refundInvoice -Count 1
        $problem = @(Get-ErrorOf { $invoice | New-FreedomPayInvoiceRefund -RefundAmount 1 -WarningAction SilentlyContinue })
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayInvoice*$($invoice.InvoiceId)*"
        Get-SandboxEffect refundInvoice | Should -HaveCount 1
    }

    It 'to a refund is not settled where the invoice could not be asked before' {
        $invoice = New-PaidInvoice
        Set-FreedomPaySandboxFault ServerError -OperationId getInvoiceInfo -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundInvoice -Count 1
        (Get-ErrorOf { $invoice | New-FreedomPayInvoiceRefund -RefundAmount 1 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest refundInvoice | Should -HaveCount 1
    }

    It 'to a refund is not settled by a like one of another row' {
        $invoice = New-PaidInvoice
        # Both ask before either has left; the first arrives while the second is being lost.
        Set-FreedomPaySandboxFault Latency -OperationId refundInvoice -LatencyMilliseconds 700 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId refundInvoice -Skip 1 -Count 1
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ InvoiceId = $invoice.InvoiceId; RefundAmount = '1' } }
        $outcome = @(Get-Outcome { $rows | New-FreedomPayInvoiceRefund -ThrottleLimit 2 -WarningAction SilentlyContinue })
        ($outcome.FullyQualifiedErrorId -like 'FreedomPay.OutcomeUnknown,*').Count | Should -Be 1
        Get-SandboxEffect refundInvoice | Should -HaveCount 1
    }

    It 'to a refund is settled by a later run with the journal, which kept the list from before' {
        $invoice = New-PaidInvoice
        $null = $invoice | New-FreedomPayInvoiceRefund -RefundAmount 40.50
        $journal = New-JournalPath
        $row = [pscustomobject]@{ InvoiceId = $invoice.InvoiceId; RefundAmount = '2' }
        Set-FreedomPaySandboxFault AnswerLost -OperationId refundInvoice -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getInvoiceInfo -Skip 1 -Count 100
        1..2 | ForEach-Object {
            (Get-ErrorOf { $row | New-FreedomPayInvoiceRefund -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        }
        Clear-FreedomPaySandboxFault
        $found = $row | New-FreedomPayInvoiceRefund -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.RefundAmount)" | Should -Be 'True 2'
        $again = $row | New-FreedomPayInvoiceRefund -Journal $journal
        "$($again.Replayed) $($again.RefundAmount) $($again.Status)" | Should -Be 'True 2 '
        Get-SandboxEffect refundInvoice | Should -HaveCount 2
    }

    It 'to a cancellation is sent again, and the invoice asked where the repeat is refused' {
        $invoice = New-BillRow | New-FreedomPayInvoice
        Set-FreedomPaySandboxFault AnswerLost -OperationId cancelInvoice -Count 1
        $stopped = $invoice | Stop-FreedomPayInvoice -WarningAction SilentlyContinue
        "$($stopped.Recovered) $($stopped.InvoiceId) $($stopped.Status)" | Should -Be "True $($invoice.InvoiceId) canceled"
        Get-SandboxRequest cancelInvoice | Should -HaveCount 2
        Get-SandboxEffect cancelInvoice | Should -HaveCount 1
    }
}

Describe 'An invoice with a QR code' {
    BeforeEach { Reset-Sandbox }

    It 'is a payment, which the cmdlets of payments take' {
        $invoice = New-QrRow Q-1 | New-FreedomPayQrInvoice
        $invoice | Should -BeOfType FreedomPay.QrInvoice
        "$($invoice.OrderId) $($invoice.Amount) $($invoice.Currency) $($invoice.InvoiceStatus)" | Should -Be 'Q-1 100.50 KZT process'
        Get-SandboxEffect initInvoice | Should -HaveCount 1
        ($invoice | Get-FreedomPayPayment).OrderId | Should -Be 'Q-1'
        Complete-Page $invoice.PaymentId
        ($invoice | Get-FreedomPayQrInvoice).InvoiceStatus | Should -Be 'ok'
        ($invoice | New-FreedomPayRefund -Full).Status | Should -Be 'ok'
    }

    It 'that is held is released as a payment' {
        $invoice = New-QrRow | New-FreedomPayQrInvoice
        # Nothing is held yet, and the API says so: the number has arrived.
        (Get-ErrorOf { $invoice | Stop-FreedomPayPayment })[0].Exception.Code | Should -Be '120'
    }

    It 'is asked for by its order, in the name of its merchant' {
        $invoice = New-QrRow Q-2 | New-FreedomPayQrInvoice
        (Get-FreedomPayQrInvoice Q-2).PaymentId | Should -Be $invoice.PaymentId
        $sent = @(Get-SentBody { $invoice | Get-FreedomPayQrInvoice -Debug })[0]
        $sent.order_id | Should -Be 'Q-2'
        $sent.merchant_id | Should -BeOfType long
        (Get-ErrorOf { [pscustomobject]@{ order_id = '' } | Get-FreedomPayQrInvoice })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        (Get-ErrorOf { [pscustomobject]@{ customer = '' } | Get-FreedomPayQrInvoice -Payer })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        (Get-ErrorOf { Get-FreedomPayQrInvoice -OrderId Q-404 })[0].Exception.Code | Should -Be '11068'
    }

    It 'is seen and paid by its payer' {
        $invoice = New-QrRow Q-3 | New-FreedomPayQrInvoice
        $seen = Get-FreedomPayQrInvoice -Payer (Get-Customer $invoice)
        "$($seen.OrderId) $($seen.Amount) $($seen.InvoiceStatus) $($seen.Description)" | Should -Be 'Q-3 100.50 new Tea'
        $paid = New-ScannedRow $invoice | New-FreedomPayQrInvoicePayment -WarningAction SilentlyContinue
        "$($paid.InvoiceStatus) $($paid.PaymentId) $($paid.CardPan)" | Should -Be "ok $($invoice.PaymentId) 4400-44XX-XXXX-4440"
        (Get-FreedomPayQrInvoice -Payer $paid.QrCustomer).InvoiceStatus | Should -Be 'ok'
        ($paid | Get-FreedomPayQrInvoice).InvoiceStatus | Should -Be 'ok'
        ($paid | Get-FreedomPayPayment).PaymentStatus | Should -Be 'success'
    }

    It 'is not paid twice: one that is paid is refused' {
        $row = New-QrRow | New-FreedomPayQrInvoice | ForEach-Object { New-ScannedRow $_ }
        $null = $row | New-FreedomPayQrInvoicePayment -WarningAction SilentlyContinue
        $problem = (Get-ErrorOf { $row | New-FreedomPayQrInvoicePayment })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike 'Row 1: *paid already*'
        Get-SandboxRequest payInvoice | Should -HaveCount 1
    }

    It 'is paid without a signature, and the first use says so' {
        $rows = 1..2 | ForEach-Object { New-QrRow | New-FreedomPayQrInvoice } | ForEach-Object { New-ScannedRow $_ }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($module, $uri, $rows)
                    Import-Module $module
                    Connect-FreedomPay -BaseUri $uri
                    $rows | New-FreedomPayQrInvoicePayment
                }).AddArgument((Get-Module FreedomPay.PowerShell).Path).AddArgument("$((Get-FreedomPayConnection).BaseUri)").AddArgument($rows)
            ($shell.Invoke()).InvoiceStatus | Should -Be 'ok', 'ok'
            $shell.Streams.Warning | Should -HaveCount 1
            "$($shell.Streams.Warning[0])" | Should -BeLike '*payInvoice*signed*'
        } finally { $shell.Dispose() }
    }

    It 'is not sent for a row with <Why>, and the run goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'amount'; Value = '100,50' }
        @{ Why = 'no amount'; Column = 'amount'; Value = '' }
        @{ Why = 'no description'; Column = 'description'; Value = '' }
        @{ Why = 'an order that a spreadsheet has rounded'; Column = 'order_id'; Value = '1.23E+15' }
    ) {
        $rows = @((New-QrRow), (New-QrRow))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayQrInvoice })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[1].InvoiceStatus | Should -Be 'process'
        Get-SandboxEffect initInvoice | Should -HaveCount 1
    }

    It 'is not paid with <Why>' -ForEach @(
        @{ Why = 'no card'; Column = 'card_token'; Value = '' }
        @{ Why = 'a masked card'; Column = 'card_token'; Value = '***' }
        @{ Why = 'no code'; Column = 'customer'; Value = '' }
        @{ Why = 'no user'; Column = 'user_id'; Value = '' }
    ) {
        $row = New-QrRow | New-FreedomPayQrInvoice | ForEach-Object { New-ScannedRow $_ }
        $row.$Column = $Value
        (Get-ErrorOf { $row | New-FreedomPayQrInvoicePayment })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest payInvoice | Should -BeNullOrEmpty
    }
}

Describe 'A lost answer of an invoice with a QR code' {
    BeforeEach { Reset-Sandbox }

    It 'is found in the state of its order, and its code is lost' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId initInvoice -Count 1
        $row = New-QrRow
        $found = $row | New-FreedomPayQrInvoice -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.Amount) $($found.Qr)" | Should -Be "True $($row.order_id) 100.50 "
        $found.PaymentId | Should -Not -BeNullOrEmpty
        "$said" | Should -BeLike '*code*Stop-FreedomPayPayment*'
        Get-SandboxRequest initInvoice | Should -HaveCount 1
    }

    It 'is unknown where the request did not arrive, be there an older invoice of the order' {
        $row = New-QrRow
        $null = $row | New-FreedomPayQrInvoice
        Set-FreedomPaySandboxFault Reset -OperationId initInvoice -Count 1
        $problem = @(Get-ErrorOf { $row | New-FreedomPayQrInvoice })
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayQrInvoice*$($row.order_id)*"
        Get-SandboxEffect initInvoice | Should -HaveCount 1
    }

    It 'is not settled where the order could not be asked before' {
        Set-FreedomPaySandboxFault ServerError -OperationId getInitInvoiceStatus -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId initInvoice -Count 1
        (Get-ErrorOf { New-QrRow | New-FreedomPayQrInvoice })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest initInvoice | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal' {
        $journal = New-JournalPath
        $row = New-QrRow
        Set-FreedomPaySandboxFault AnswerLost -OperationId initInvoice -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getInitInvoiceStatus -Skip 1 -Count 100
        1..2 | ForEach-Object { (Get-ErrorOf { $row | New-FreedomPayQrInvoice -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        Clear-FreedomPaySandboxFault
        $found = $row | New-FreedomPayQrInvoice -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId)" | Should -Be "True $($row.order_id)"
        ($row | New-FreedomPayQrInvoice -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest initInvoice | Should -HaveCount 1
    }

    It 'to its payment is found in its state, and the card is not charged twice' {
        $journal = New-JournalPath
        $row = New-QrRow | New-FreedomPayQrInvoice | ForEach-Object { New-ScannedRow $_ }
        Set-FreedomPaySandboxFault AnswerLost -OperationId payInvoice -Count 1
        $paid = $row | New-FreedomPayQrInvoicePayment -Journal $journal -WarningAction SilentlyContinue
        "$($paid.Recovered) $($paid.InvoiceStatus)" | Should -Be 'True ok'
        $again = $row | New-FreedomPayQrInvoicePayment -Journal $journal
        "$($again.Replayed) $($again.InvoiceStatus)" | Should -Be 'True ok'
        Get-SandboxRequest payInvoice | Should -HaveCount 1
    }

    It 'to its payment is unknown where it did not arrive, and a later payment of somebody else does not settle another row' {
        $journal = New-JournalPath
        $row = New-QrRow | New-FreedomPayQrInvoice | ForEach-Object { New-ScannedRow $_ }
        Set-FreedomPaySandboxFault Reset -OperationId payInvoice -Count 1
        1..2 | ForEach-Object { (Get-ErrorOf { $row | New-FreedomPayQrInvoicePayment -Journal $journal -WarningAction SilentlyContinue })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        Get-SandboxRequest payInvoice | Should -HaveCount 1
        Get-SandboxEffect payInvoice | Should -BeNullOrEmpty
    }

    It 'to its payment is not settled where the invoice could not be asked before' {
        $row = New-QrRow | New-FreedomPayQrInvoice | ForEach-Object { New-ScannedRow $_ }
        Set-FreedomPaySandboxFault ServerError -OperationId getQrInvoiceInfo -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId payInvoice -Count 1
        (Get-ErrorOf { $row | New-FreedomPayQrInvoicePayment -WarningAction SilentlyContinue })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }
}

Describe 'An answer to the payment of an invoice' {
    BeforeAll {
        # Answers the question before it, and then the payment with a body of the test.
        function Invoke-WithAnswer([string] $Body) {
            $listener = Start-HttpListener
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript({
                        param($listener, $body)
                        while ($listener.IsListening) {
                            try { $context = $listener.GetContext() } catch { break }
                            $isPayment = $context.Request.Url.AbsolutePath -like '*/pay'
                            $bytes = [Text.Encoding]::UTF8.GetBytes($(if ($isPayment) { $body } else { '{"invoice_status":"new","invoice_id":"7"}' }))
                            $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                            $context.Response.Close()
                        }
                    }).AddArgument($listener).AddArgument($Body)
                $null = $shell.BeginInvoke()
                $own = Connect-FreedomPay -BaseUri @($listener.Prefixes)[0] -Merchant (New-TestCredential 9970 right-secret) -MaxRetryCount 0 -PassThru
                Get-Outcome {
                    New-FreedomPayQrInvoicePayment abc -UserId u -CardToken ef741cfc-f85e-41a0-84e6-2ba964912182 -Connection $own -WarningAction SilentlyContinue
                }
            } finally {
                $listener.Close()
                $shell.Dispose()
                Connect-FreedomPay -Environment Sandbox
            }
        }
    }

    It 'leaves it in doubt where it does not say what became of it: <Body>' -ForEach @(
        @{ Body = '{"invoice_status":"new","invoice_id":"7"}' }
        @{ Body = '{"invoice_status":"whatever","invoice_id":"7"}' }
        @{ Body = '{"invoice_id":"7"}' }
        @{ Body = '{}' }
        @{ Body = '{"error_code":9999,"error_description":"system error"}' }
        @{ Body = '{"error_code":"11014"}' }
    ) {
        (Invoke-WithAnswer $Body).FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }

    It 'is a refusal, or a payment that failed, where it says so: <Body>' -ForEach @(
        @{ Body = '{"error_code":120,"error_description":"wrong state"}'; Id = 'FreedomPay.Refused,*' }
        @{ Body = '{"invoice_status":"failed","invoice_id":"7"}'; Id = 'FreedomPay.RequestFailed,*' }
    ) {
        (Invoke-WithAnswer $Body).FullyQualifiedErrorId | Should -BeLike $Id
    }

    It 'that it is under way is a result' {
        (Invoke-WithAnswer '{"invoice_status":"process","invoice_id":"7"}').InvoiceStatus | Should -Be 'process'
    }
}

Describe 'A run of 200 invoices from a file' {
    BeforeAll {
        Reset-Sandbox
        $file = Join-Path $TestDrive bills.csv
        $codes = (New-Item -ItemType Directory (Join-Path $TestDrive codes)).FullName
        1..200 | ForEach-Object { New-BillRow "R-$_" "$_.50" } | Select-Object *, @{ n = 'QrPath'; e = { Join-Path $codes "$($_.external_id).png" } } | Export-Csv $file
        $journal = New-JournalPath
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 0 -OperationId createInvoice -Skip 20 -Count 3
        Set-FreedomPaySandboxFault AnswerLost -OperationId createInvoice -Skip 50 -Count 2
        $first = @(Get-Outcome { Import-Csv $file | New-FreedomPayInvoice -Journal $journal -ThrottleLimit 8 })
        $invoices = @($first | Where-Object { $_ -is [FreedomPay.Invoice] })
        # The run is repeated, as after a crash.
        $second = @(Get-Outcome { Import-Csv $file | New-FreedomPayInvoice -Journal $journal -ThrottleLimit 8 })

        # A third of them is paid, and the states come back through a file.
        for ($i = 0; $i -lt $invoices.Count; $i += 3) { Complete-Page $invoices[$i].InvoiceId }
        $saved = Join-Path $TestDrive invoices.csv
        $invoices | Export-Csv $saved
        $states = @(Import-Csv $saved | Get-FreedomPayInvoice -Status -ThrottleLimit 8)
        $paid = @($states | Where-Object Status -EQ success)
        $refunds = @($paid | Select-Object -First 2 | New-FreedomPayInvoiceRefund -RefundAmount 0.50 -Journal (New-JournalPath))
        $stopped = @($states | Where-Object Status -EQ new | Select-Object -First 5 | Stop-FreedomPayInvoice)
        $books = (Get-SandboxState).invoices
    }

    It 'creates each once, and leaves in doubt what was lost' {
        $books | Should -HaveCount 200
        $books.external_id | Sort-Object -Unique | Should -HaveCount 200
        $invoices | Should -HaveCount 198
        @($first | Where-Object { $_.FullyQualifiedErrorId -like 'FreedomPay.OutcomeUnknown,*' }) | Should -HaveCount 2
    }

    It 'writes the QR code of each page into the file of its row, and of what is in doubt none' {
        Get-ChildItem $codes -Force | Should -HaveCount 198
        foreach ($invoice in $invoices) { [QrReader]::ReadPng((Join-Path $codes "$($invoice.ExternalId).png")) | Should -BeExactly $invoice.Url }
        @($second | Where-Object { $_.FullyQualifiedErrorId -like 'FreedomPay.QrNotMade,*' }) | Should -BeNullOrEmpty -Because 'the second run finds the files of the first'
    }

    It 'sends nothing in the second run' {
        @($second | Where-Object Replayed).Count | Should -Be 198
        Compare-Object @($second | Where-Object Replayed).InvoiceId $invoices.InvoiceId | Should -BeNullOrEmpty
        Get-SandboxEffect createInvoice | Should -HaveCount 200
    }

    It 'tells the states, gives back and cancels what was meant, and nothing else' {
        $states | Should -HaveCount 198
        $paid | Should -HaveCount 66
        "$($refunds.RefundAmount)" | Should -Be '0.50 0.50'
        @($books | Where-Object { $_.refunded -gt 0 }).id | Sort-Object | Should -Be ($refunds.InvoiceId | Sort-Object)
        @($books | Where-Object status -EQ canceled).id | Sort-Object | Should -Be ($stopped.InvoiceId | Sort-Object)
    }
}
