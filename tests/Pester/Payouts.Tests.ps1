# Payouts of the Merchant API: to a saved card, to an account, on a page and as cash; what becomes of lost answers, and of an order that is paid out already.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Rows of a file, with what each kind of payout needs.
    function New-PayoutRow {
        param([string] $Kind = 'Token', [string] $OrderId = "P-$([guid]::NewGuid())", [string] $Amount = '100.50')
        $row = [ordered]@{ pg_order_id = $OrderId; pg_amount = $Amount; pg_description = 'Salary' }
        $ofKind = @{
            Token = @{ pg_card_token_to = 'ef741cfc-f85e-41a0-84e6-2ba964912182'; pg_user_id = 'client-7'; pg_order_time_limit = '2027-12-31 12:00:00'; pg_post_link = 'https://example.com/paid' }
            Iban  = @{ pg_recipient_iban = 'KZ79000KZT1234567890'; pg_recipient_iin = '761223455678'; pg_recipient_name = 'IVANOV IVAN'; pg_recipient_kbe = '19'; pg_knp = '119' }
            Page  = @{ pg_order_time_limit = '2027-12-31 12:00:00'; pg_back_link = 'https://example.com/back'; pg_post_link = 'https://example.com/paid' }
            Atm   = @{ pg_phone = '7073175200' }
        }[$Kind]
        foreach ($name in $ofKind.Keys) { $row[$name] = $ofKind[$name] }
        if ($Kind -eq 'Atm') { $row.pg_amount = '2000'; $row.Remove('pg_description') }
        [pscustomobject]$row
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payout' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has paid out of late, and to which orders.
        $order = "P-$([guid]::NewGuid())"
    }

    It 'goes to <Kind>, once, and is less for the next' -ForEach @(
        @{ Kind = 'Token'; Operation = 'createTokenPayout' }
        @{ Kind = 'Iban'; Operation = 'createIbanPayout' }
    ) {
        $payout = New-PayoutRow $Kind $order | New-FreedomPayPayout
        $payout | Should -BeOfType FreedomPay.Payout
        "$($payout.OrderId) $($payout.Amount) $($payout.PaymentAmount) $($payout.Status)" | Should -Be "$order 100.50 100.50 ok"
        Get-SandboxEffect $Operation | Should -HaveCount 1
        "$((Get-FreedomPayPayoutBalance).Balance)" | Should -Be '999899.50'
        $state = $payout | Get-FreedomPayPayout
        "$($state.PayoutId) $($state.PaymentStatus) $($state.Amount) $($state.Currency)" | Should -Be "$($payout.PayoutId) success 100.50 KZT"
    }

    It 'gets an order number where it has none, by which it is found' {
        $row = New-PayoutRow
        $row.PSObject.Properties.Remove('pg_order_id')
        $payout = $row | New-FreedomPayPayout
        [guid]$payout.OrderId | Should -Not -Be ([guid]::Empty)
        ($payout | Get-FreedomPayPayout).PayoutId | Should -Be $payout.PayoutId
    }

    It 'waits on a page until its receiver has typed a card' {
        $page = New-PayoutRow Page $order | New-FreedomPayPayoutPage
        $page | Should -BeOfType FreedomPay.PayoutPage
        "$($page.OrderId) $($page.Amount)" | Should -Be "$order 100.50"
        $page.RedirectUrl | Should -BeLike 'http*'
        ($page | Get-FreedomPayPayout).PaymentStatus | Should -Be 'process'
        $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $page.PayoutId } | ConvertTo-Json)
        ($page | Get-FreedomPayPayout).PaymentStatus | Should -Be 'success'
    }

    It 'is asked for in each version of the state' {
        $payout = New-PayoutRow Token $order | New-FreedomPayPayout
        (Get-FreedomPayPayout $order -Order).TransactionStatus | Should -Be 'ok'
        (Get-FreedomPayPayout $order -PaymentV1).Status | Should -Be 'ok'
        (Get-FreedomPayPayout $order -PayoutId $payout.PayoutId).PaymentStatus | Should -Be 'success'
    }

    It 'is no payment: <Act> does not take its number' -ForEach @(
        @{ Act = 'New-FreedomPayRefund -Full' }, @{ Act = 'Complete-FreedomPayPayment -Full' }, @{ Act = 'Stop-FreedomPayPayment' }, @{ Act = 'Confirm-FreedomPayTokenPayment' }
    ) {
        $payout = New-PayoutRow Token $order | New-FreedomPayPayout
        $problem = (Get-ErrorOf ([scriptblock]::Create("`$payout | $Act")))[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $problem.Exception.Field | Should -Be 'PaymentId'
    }

    It 'is not sent to an account that there cannot be: <Why>' -ForEach @(
        @{ Why = 'a mistyped digit'; Value = 'KZ79000KZT1234567891' }
        @{ Why = 'a character too few'; Value = 'KZ79000KZT123456789' }
        @{ Why = 'a country without'; Value = 'US79000KZT1234567890' }
        @{ Why = 'what a spreadsheet makes of digits'; Value = '7,9E+19' }
    ) {
        $rows = @((New-PayoutRow Iban $order), (New-PayoutRow Iban "$order-2"))
        $rows[0].pg_recipient_iban = $Value
        $rows[1].pg_recipient_iban = 'kz79 000K ZT12 3456 7890'
        $outcome = @(Get-Outcome { $rows | New-FreedomPayPayout })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[0].Exception.Field | Should -Be 'RecipientIban'
        $outcome[1].Status | Should -Be 'ok'
        Get-SandboxRequest createIbanPayout | Should -HaveCount 1
    }

    It 'is not sent to one receiver for all, whatever their rows say: -<Parameter>' -ForEach @(
        @{ Parameter = 'RecipientIban'; Kind = 'Iban'; Value = 'KZ86125KZT5004100100' }
        @{ Parameter = 'CardTokenTo'; Kind = 'Token'; Value = '00000000-f85e-41a0-84e6-2ba964912182' }
    ) {
        $typed = @{ $Parameter = $Value }
        $problem = Get-ErrorOf { (New-PayoutRow $Kind), (New-PayoutRow $Kind) | New-FreedomPayPayout @typed }
        $problem.Count | Should -Be 2
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $problem[0].Exception.Field | Should -Be $Parameter
        "$problem$($problem | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match 'ef741cfc|00000000-f85e'
        Get-SandboxRequest create*Payout | Should -BeNullOrEmpty
    }

    It 'is not sent for a row that names an account and a card' {
        $row = New-PayoutRow Iban
        $row | Add-Member pg_card_token_to 'ef741cfc-f85e-41a0-84e6-2ba964912182'
        $problem = @(Get-ErrorOf { $row | New-FreedomPayPayout })
        $problem | Should -HaveCount 1
        "$problem" | Should -Not -Match 'ef741cfc'
        Get-SandboxRequest create*Payout | Should -BeNullOrEmpty
    }

    It 'is not there before it is made: that is an error of its row, and the others go on' {
        $null = New-PayoutRow Token $order | New-FreedomPayPayout
        $outcome = @(Get-Outcome { "no-$order", $order | Get-FreedomPayPayout })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed,*'
        "$($outcome[0])" | Should -BeLike "*no-$order*"
        $outcome[1].OrderId | Should -Be $order
    }

    It 'as cash is a whole amount of 2000 to 4000' {
        $cash = New-PayoutRow Atm $order | New-FreedomPayAtmPayout
        "$($cash.OrderId) $($cash.Amount) $($cash.Status)" | Should -Be "$order 2000 ok"
        foreach ($amount in '1000', '6000', '2000.00') {
            (Get-ErrorOf { New-FreedomPayAtmPayout -Phone 7073175200 -Amount $amount })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        }
        Get-SandboxRequest atmCashByCode | Should -HaveCount 1
    }

    It 'sends nothing for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'pg_amount'; Value = '100,50' }
        @{ Why = 'no amount'; Column = 'pg_amount'; Value = '' }
        @{ Why = 'no card'; Column = 'pg_card_token_to'; Value = '' }
        @{ Why = 'a masked token'; Column = 'pg_card_token_to'; Value = '***' }
        @{ Why = 'a time limit as a spreadsheet writes it'; Column = 'pg_order_time_limit'; Value = '31.12.2027 12:00' }
    ) {
        $rows = @((New-PayoutRow), (New-PayoutRow))
        $rows[0].$Column = $Value
        $outcome = Get-Outcome { $rows | New-FreedomPayPayout }
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike 'Row 1: *'
        $outcome[1].Status | Should -Be 'ok'
        Get-SandboxEffect createTokenPayout | Should -HaveCount 1
    }

    It 'names its receiver once: a row with a token and an IBAN is refused' {
        $row = New-PayoutRow
        $row | Add-Member pg_recipient_iban KZ79000KZT1234567890
        Get-ErrorOf { $row | New-FreedomPayPayout } | Should -HaveCount 1
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'needs the secret of payouts, and says so before it sends: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayPayout'; Kind = 'Token' }
        @{ Cmdlet = 'New-FreedomPayPayoutPage'; Kind = 'Page' }
        @{ Cmdlet = 'New-FreedomPayAtmPayout'; Kind = 'Atm' }
        @{ Cmdlet = 'Get-FreedomPayPayout'; Kind = 'Token' }
    ) {
        $uri = (Get-FreedomPayConnection).BaseUri
        try {
            Connect-FreedomPay -BaseUri $uri -Merchant (New-TestCredential 300400 'the-payment-secret')
            $problem = (Get-ErrorOf { New-PayoutRow $Kind | & $Cmdlet })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
            "$problem" | Should -BeLike '*-Payout*'
        } finally { Connect-FreedomPay -Environment Sandbox }
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'An order that has been paid out' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has paid out of late, and to which orders.
        $order = "P-$([guid]::NewGuid())"
    }

    It 'is not paid out again, without a journal, by <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayPayout'; Kind = 'Token' }
        @{ Cmdlet = 'New-FreedomPayPayout'; Kind = 'Iban' }
        @{ Cmdlet = 'New-FreedomPayPayoutPage'; Kind = 'Page' }
    ) {
        $first = New-PayoutRow Token $order | New-FreedomPayPayout
        $problem = (Get-ErrorOf { New-PayoutRow $Kind $order -Amount 5 | & $Cmdlet })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike "Row 1: *$order*$($first.PayoutId)*success*"
        Get-SandboxEffect | Should -HaveCount 1
    }

    It 'is not paid out by the second of two rows of a file' {
        $outcome = @(Get-Outcome { (New-PayoutRow Token $order), (New-PayoutRow Token $order) | New-FreedomPayPayout })
        $outcome[0].Status | Should -Be 'ok'
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxEffect | Should -HaveCount 1
    }
}

Describe 'A lost answer' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has paid out of late, and to which orders.
        $order = "P-$([guid]::NewGuid())"
    }

    It 'to a payout (<Kind>) is found in the state of its order, and nothing is sent twice' -ForEach @(
        @{ Kind = 'Token'; Cmdlet = 'New-FreedomPayPayout'; Operation = 'createTokenPayout' }
        @{ Kind = 'Iban'; Cmdlet = 'New-FreedomPayPayout'; Operation = 'createIbanPayout' }
        @{ Kind = 'Page'; Cmdlet = 'New-FreedomPayPayoutPage'; Operation = 'createPayoutPage' }
    ) {
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 1
        $found = New-PayoutRow $Kind $order | & $Cmdlet -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.Amount)" | Should -Be "True $order 100.50"
        if ($Kind -eq 'Page') { "$said" | Should -BeLike '*address*' }
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'to a payout that did not arrive is unknown (<Kind>)' -ForEach @(
        @{ Kind = 'Token'; Cmdlet = 'New-FreedomPayPayout'; Operation = 'createTokenPayout' }
        @{ Kind = 'Page'; Cmdlet = 'New-FreedomPayPayoutPage'; Operation = 'createPayoutPage' }
    ) {
        Set-FreedomPaySandboxFault Reset -OperationId $Operation -Count 1
        $problem = @(Get-ErrorOf { New-PayoutRow $Kind $order | & $Cmdlet })
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayPayout*$order*"
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'cannot be where the order could not be asked before: nothing is sent, and another time it is' {
        Set-FreedomPaySandboxFault ServerError -OperationId getPayoutStatus
        "$((Get-ErrorOf { New-PayoutRow Token $order | New-FreedomPayPayout })[0])" | Should -BeLike "*was not sent*$order*"
        Get-SandboxRequest createTokenPayout | Should -BeNullOrEmpty
        Clear-FreedomPaySandboxFault
        (New-PayoutRow Token $order | New-FreedomPayPayout).Status | Should -Be ok
    }

    It 'is not settled by the payout of another row of the same order' {
        # Both ask before either has left; the first arrives while the second is being lost.
        Set-FreedomPaySandboxFault Latency -OperationId createTokenPayout -LatencyMilliseconds 700 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId createTokenPayout -Skip 1 -Count 1
        $outcome = @(Get-Outcome { (New-PayoutRow Token $order), (New-PayoutRow Token $order) | New-FreedomPayPayout -ThrottleLimit 2 -WarningAction SilentlyContinue })
        ($outcome.FullyQualifiedErrorId -like 'FreedomPay.OutcomeUnknown,*').Count | Should -Be 1
        ($outcome.Status -eq 'ok').Count | Should -Be 1
        Get-SandboxEffect createTokenPayout | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal, which kept what the order had before' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PayoutRow Token $order
        Set-FreedomPaySandboxFault AnswerLost -OperationId createTokenPayout -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPayoutStatus -Skip 1 -Count 100
        (Get-ErrorOf { $row | New-FreedomPayPayout -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
        $found = $row | New-FreedomPayPayout -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId)" | Should -Be "True $order"
        ($row | New-FreedomPayPayout -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest createTokenPayout | Should -HaveCount 1
    }

    It 'to cash stays unknown in every run, for nobody tells what became of it' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PayoutRow Atm $order
        Set-FreedomPaySandboxFault AnswerLost -OperationId atmCashByCode -Count 1
        1..2 | ForEach-Object { (Get-ErrorOf { $row | New-FreedomPayAtmPayout -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        Get-SandboxRequest atmCashByCode | Should -HaveCount 1
    }
}

Describe 'A file of payouts' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has paid out of late, and to which orders.
        $order = "P-$([guid]::NewGuid())"
    }

    It 'is paid out once, however often it runs and whatever is lost' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = 1..60 | ForEach-Object { New-PayoutRow ('Token', 'Iban')[$_ % 2] "$order-$_" }
        foreach ($operation in 'createTokenPayout', 'createIbanPayout') {
            Set-FreedomPaySandboxFault AnswerLost -OperationId $operation -Skip 3 -Count 5
            Set-FreedomPaySandboxFault Reset -OperationId $operation -Skip 10 -Count 3
        }
        Set-FreedomPaySandboxFault ServerError -OperationId getPayoutStatus -Skip 20 -Count 15
        $first = @(Get-Outcome { $rows | New-FreedomPayPayout -Journal $journal -ThrottleLimit 4 -WarningAction SilentlyContinue })
        $first | Should -HaveCount 60
        Clear-FreedomPaySandboxFault
        $second = @(Get-Outcome { $rows | New-FreedomPayPayout -Journal $journal -ThrottleLimit 4 -WarningAction SilentlyContinue })
        $second | Should -HaveCount 60
        (Get-SandboxState).payouts | Group-Object order_id | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        # What is told as done was paid out, and what was paid out is told as done or as unknown.
        $paid = (Get-SandboxState).payouts.order_id
        $second.Where({ $_ -isnot [Management.Automation.ErrorRecord] }).OrderId | ForEach-Object { $_ | Should -BeIn $paid }
        $second.Where({ $_ -is [Management.Automation.ErrorRecord] }).FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
    }
}
