# Payouts through the Gateway API, to cards, saved cards and accounts: what is paid once, what is refused before, and what becomes of lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Rows of a file, with what each kind of payout needs.
    function New-PayoutRow {
        param([string] $Kind = 'Token', [string] $OrderId = "P-$([guid]::NewGuid())", [string] $Amount = '100.50')
        $row = [ordered]@{ pg_order_id = $OrderId; pg_amount = $Amount; pg_description = 'Salary'; pg_post_link = 'https://example.com/paid' }
        $ofKind = @{
            Card  = @{ pg_payment_to = '4671593866478252'; pg_card_name = 'IVAN IVANOV' }
            Token = @{ pg_card_token_to = 'ef741cfc-f85e-41a0-84e6-2ba964912182'; pg_user_id = '7'; pg_order_time_limit = '2027-12-31 12:00:00' }
            Iban  = @{ pg_recipient_iban = 'KZ79000KZT1234567890'; pg_recipient_iin = '761223455678'; pg_recipient_name = 'IVANOV IVAN'; pg_recipient_kbe = '19'; pg_knp = '119'; pg_bank_bik = 'KZZSAE' }
        }[$Kind]
        foreach ($name in $ofKind.Keys) { $row[$name] = $ofKind[$name] }
        [pscustomobject]$row
    }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payout through the Gateway API' {
    BeforeEach {
        Reset-Sandbox
        $order = "P-$([guid]::NewGuid())"
    }

    It 'goes to <Kind>, once, and is less for the next' -ForEach @(
        @{ Kind = 'Card'; Operation = 'gatewayPayOutToCard' }
        @{ Kind = 'Token'; Operation = 'gatewayPayoutToToken' }
        @{ Kind = 'Iban'; Operation = 'gatewayPayOutToIban' }
    ) {
        $payout = New-PayoutRow $Kind $order | New-FreedomPayGatewayPayout
        $payout | Should -BeOfType FreedomPay.GatewayPayout
        "$($payout.OrderId) $($payout.Amount) $($payout.PaymentAmount) $($payout.Status)" | Should -Be "$order 100.50 100.50 ok"
        Get-SandboxEffect $Operation | Should -HaveCount 1
        "$((Get-FreedomPayGatewayPayoutBalance KZT).Balance)" | Should -Be '999899.50'
        foreach ($state in @($payout | Get-FreedomPayGatewayPayout), @(Get-FreedomPayGatewayPayout -PayoutId $payout.PayoutId)) {
            "$($state.PayoutId) $($state.OrderId) $($state.PaymentStatus) $($state.Amount)" | Should -Be "$($payout.PayoutId) $order success 100.50"
        }
    }

    It 'shows no token, and takes it as a secret' {
        $row = New-PayoutRow
        $row.pg_card_token_to = ConvertTo-SecureString $row.pg_card_token_to -AsPlainText -Force
        $made = $row | New-FreedomPayGatewayPayout -Verbose -Debug 4>&1 5>&1
        ($made | Where-Object { $_ -is [FreedomPay.GatewayPayout] }).Status | Should -Be 'ok'
        "$($made | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match 'ef741cfc'
    }

    It 'is refused where the order has one already' {
        $first = New-PayoutRow Iban $order | New-FreedomPayGatewayPayout
        $problem = (Get-ErrorOf { New-PayoutRow Iban $order | New-FreedomPayGatewayPayout })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "Row 1: *$order*$($first.PayoutId)*success*"
        Get-SandboxRequest gatewayPayOutToIban | Should -HaveCount 1
    }

    It 'is made once for an order that stands in several rows, however many go at a time' {
        Set-FreedomPaySandboxFault Latency -OperationId gateway* -LatencyMilliseconds 100
        $outcome = @(Get-Outcome { (New-PayoutRow Iban $order), (New-PayoutRow Iban $order) | New-FreedomPayGatewayPayout -ThrottleLimit 8 })
        Clear-FreedomPaySandboxFault
        $outcome[0].Status | Should -Be ok
        "$($outcome[1])" | Should -BeLike "*was not sent*$order*"
        Get-SandboxEffect gatewayPayOutToIban | Should -HaveCount 1
    }

    It 'is not sent for <Why>, and the run goes on' -ForEach @(
        @{ Why = 'an account with a mistyped digit'; Kind = 'Iban'; Column = 'pg_recipient_iban'; Value = 'KZ79000KZT1234567891'; Field = 'RecipientIban' }
        @{ Why = 'a card with a mistyped digit'; Kind = 'Card'; Column = 'pg_payment_to'; Value = '4671593866478253'; Field = 'CardNumberTo' }
        @{ Why = 'a card that a spreadsheet has rounded'; Kind = 'Card'; Column = 'pg_payment_to'; Value = '4671593866478250'; Field = 'CardNumberTo' }
        @{ Why = 'a masked card'; Kind = 'Card'; Column = 'pg_payment_to'; Value = '4671-59XX-XXXX-8252'; Field = 'CardNumberTo' }
        @{ Why = 'an account of a country without'; Kind = 'Iban'; Column = 'pg_recipient_iban'; Value = 'US79000KZT1234567890'; Field = 'RecipientIban' }
        @{ Why = 'no receiver'; Kind = 'Iban'; Column = 'pg_recipient_name'; Value = ''; Field = 'RecipientName' }
        @{ Why = 'a decimal comma'; Kind = 'Token'; Column = 'pg_amount'; Value = '100,50'; Field = 'Amount' }
        @{ Why = 'a masked token'; Kind = 'Token'; Column = 'pg_card_token_to'; Value = '***'; Field = 'CardTokenTo' }
        @{ Why = 'an order that a spreadsheet has rounded'; Kind = 'Token'; Column = 'pg_order_id'; Value = '1.23E+15'; Field = 'OrderId' }
    ) {
        $rows = @((New-PayoutRow $Kind), (New-PayoutRow $Kind))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayGatewayPayout })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[0].Exception.Field | Should -Be $Field
        $outcome[1].Status | Should -Be 'ok'
        (Get-SandboxEffect gatewayPay*) | Should -HaveCount 1
    }

    It 'over more than the balance is refused by the API, and the next goes on' {
        $outcome = @(Get-Outcome { (New-PayoutRow Iban -Amount 1000000.01), (New-PayoutRow Iban) | New-FreedomPayGatewayPayout })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.Refused'
        $outcome[1].Status | Should -Be 'ok'
    }
}

Describe 'A payout to a test card of the documentation' {
    BeforeEach { Reset-Sandbox }

    It 'is refused with its code, and pays nothing: <Code>' -ForEach @(
        @{ Card = '5325349472901311'; Code = '10000' }, @{ Card = '4556046085041740'; Code = '10001' }, @{ Card = '5543974702876045'; Code = '8888' }
    ) {
        $row = New-PayoutRow Card
        $row.pg_payment_to = $Card
        $problem = (Get-ErrorOf { $row | New-FreedomPayGatewayPayout })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be $Code
        "$((Get-FreedomPayGatewayPayoutBalance KZT).Balance)" | Should -Be '1000000.00'
    }

    It 'is in process at first, and then <End>' -ForEach @(@{ Card = '5507841999732294'; End = 'success' }, @{ Card = '4532676596620704'; End = 'error' }) {
        $row = New-PayoutRow Card
        $row.pg_payment_to = $Card
        $payout = $row | New-FreedomPayGatewayPayout
        $states = @(1..10 | ForEach-Object { ($payout | Get-FreedomPayGatewayPayout).PaymentStatus })
        $states[0] | Should -Be process
        $states[-1] | Should -Be $End
        "$((Get-FreedomPayGatewayPayoutBalance KZT).Balance)" | Should -Be ($End -eq 'success' ? '999899.50' : '1000000.00')
    }
}

Describe 'Payout day' {
    BeforeEach { Reset-Sandbox }

    It 'pays each of three hundred rows once or not at all, and the report is what has left' {
        Push-Location $TestDrive
        try {
            1..300 | ForEach-Object {
                $row = New-PayoutRow ($_ % 2 ? 'Iban' : 'Card') "D-$_" "$(4000 + $_).50"
                # What people do to a file.
                switch ($_ % 60) {
                    7 { $row.pg_recipient_iban = 'KZ79000KZT1234567809' }
                    8 { $row.pg_payment_to = '4671593866478250' }
                    9 { $row.pg_amount = "$(4000 + $_),50" }
                }
                $row | Select-Object pg_order_id, pg_amount, pg_description, pg_post_link, pg_payment_to, pg_card_name, pg_recipient_iban, pg_recipient_iin, pg_recipient_name,
                    pg_recipient_kbe, pg_knp, pg_bank_bik
            } | Group-Object { $_.pg_payment_to ? 'cards' : 'accounts' } | ForEach-Object { $_.Group | Export-Csv "$($_.Name).csv" }

            $runs = foreach ($run in 1, 2) {
                foreach ($file in 'accounts', 'cards') {
                    if ($run -eq 1) { Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayPayOutTo* -Skip 20 -Count 5 }
                    $columns = @{ accounts = 'pg_payment_to', 'pg_card_name'; cards = 'pg_recipient_iban', 'pg_recipient_iin', 'pg_recipient_name', 'pg_recipient_kbe', 'pg_knp', 'pg_bank_bik' }[$file]
                    $outcome = @(Get-Outcome { Import-Csv "$file.csv" | Select-Object * -ExcludeProperty $columns | New-FreedomPayGatewayPayout -Journal "$file.jsonl" -WarningAction SilentlyContinue })
                    Clear-FreedomPaySandboxFault
                    [pscustomobject]@{ Run = $run; File = $file; Paid = @($outcome | Where-Object { $_ -is [FreedomPay.GatewayPayout] }); Failed = @($outcome | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) }
                }
            }

            foreach ($run in $runs) { $run.Paid.Count + $run.Failed.Count | Should -Be 150 }
            @($runs[0, 1].Failed | Where-Object FullyQualifiedErrorId -like 'FreedomPay.InvalidInput,*') | Should -HaveCount 15
            # The balance runs out in the middle, which is an error of each row that it does not reach.
            @($runs[1].Failed | Where-Object FullyQualifiedErrorId -like 'FreedomPay.Refused,*').Count | Should -BeGreaterThan 10
            @($runs[2].Paid + $runs[3].Paid | Where-Object Replayed).Count | Should -Be ($runs[0].Paid.Count + $runs[1].Paid.Count)

            $report = [decimal]0
            foreach ($payout in $runs[2].Paid + $runs[3].Paid) { $report += [decimal]::Parse("$($payout.Amount)", [cultureinfo]::InvariantCulture) }
            $ledger = @((Get-SandboxState).payouts)
            $ledger.order_id | Sort-Object -Unique | Should -HaveCount $ledger.Count
            $left = [decimal]0
            foreach ($payout in $ledger) { $left += [decimal]::Parse($payout.amount, [cultureinfo]::InvariantCulture) }
            $report | Should -Be $left
            [decimal]::Parse("$((Get-FreedomPayGatewayPayoutBalance KZT).Balance)", [cultureinfo]::InvariantCulture) | Should -Be (1000000 - $left)
        }
        finally { Pop-Location }
    }
}

Describe 'A lost answer to a payout through the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'is found in the state of its order: <Kind>' -ForEach @(@{ Kind = 'Token'; Operation = 'gatewayPayoutToToken' }, @{ Kind = 'Iban'; Operation = 'gatewayPayOutToIban' }) {
        $row = New-PayoutRow $Kind
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 1
        $found = $row | New-FreedomPayGatewayPayout -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.PaymentStatus)" | Should -Be "True $($row.pg_order_id) success"
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'is unknown where it did not arrive, and it is not sent again' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PayoutRow Iban
        Set-FreedomPaySandboxFault Reset -OperationId gatewayPayOutToIban -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | New-FreedomPayGatewayPayout -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayPayout*$($row.pg_order_id)*"
        }
        Get-SandboxRequest gatewayPayOutToIban | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PayoutRow Iban
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayPayOutToIban -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPayoutStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayPayout -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | New-FreedomPayGatewayPayout -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | New-FreedomPayGatewayPayout -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayPayOutToIban | Should -HaveCount 1
    }
}
