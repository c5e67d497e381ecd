# Transfers from card to card through the Gateway API: what moves once, 3-D Secure, rows that are refused before, rates, and what becomes of lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $good = '4405645000006150'
    $threeDs = '4916307416334310'
    $noMoney = '5548398681700148'
    $systemError = '5335215945367703'
    $receiver = '4671593866478252'
    $token = 'ef741cfc-f85e-41a0-84e6-2ba964912182'
    $noCard = '2d0b504c-b95d-4cf6-b782-5a7d13ab2c85'

    # A row of a file: from a card with this number to another card. Columns may be given others, or taken away with $null.
    function New-TransferRow {
        param([string] $Card = $good, [hashtable] $With = @{})
        $row = [ordered]@{
            pg_order_id = "T-$([guid]::NewGuid())"; pg_amount = '1500.50'; pg_currency_from = 'KZT'; pg_currency_to = 'KZT'; pg_description = 'To a friend'
            pg_card_pan = $Card; pg_card_cvc = '653'; pg_card_year = '30'; pg_card_month = '12'; pg_card_name = 'IVAN IVANOV'; pg_card_recipient = $receiver
        }
        foreach ($name in $With.Keys) { if ($null -eq $With[$name]) { $row.Remove($name) } else { $row[$name] = $With[$name] } }
        [pscustomobject]$row
    }

    # What a sender is who is named by a token, and by nothing else.
    $byToken = @{ pg_card_pan = $null; pg_card_cvc = $null; pg_card_year = $null; pg_card_month = $null; pg_card_name = $null; pg_card_token = $token }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A transfer' {
    BeforeEach { Reset-Sandbox }

    It 'moves once, and is found by its order and its number' {
        $row = New-TransferRow
        $transfer = $row | New-FreedomPayGatewayTransfer
        $transfer | Should -BeOfType FreedomPay.GatewayTransfer
        "$($transfer.OrderId) $($transfer.PaymentAmount) $($transfer.CurrencyFrom) $($transfer.PayoutAmount) $($transfer.CurrencyTo) $($transfer.Status) $($transfer.PaymentStatus) $($transfer.ThreeDSecure)" |
            Should -Be "$($row.pg_order_id) 1500.50 KZT 1500.50 KZT ok success 0"
        "$($transfer.CardMask) $($transfer.CardRecipientMask)" | Should -Be '4405-64XX-XXXX-6150 4671-59XX-XXXX-8252'
        Get-SandboxEffect gatewayTransferCardToCard | Should -HaveCount 1
        foreach ($state in @($transfer | Get-FreedomPayGatewayTransfer), @(Get-FreedomPayGatewayTransfer -TransferId $transfer.TransferId)) {
            "$($state.TransferId) $($state.OrderId) $($state.PaymentStatus) $($state.PaymentAmount)" | Should -Be "$($transfer.TransferId) $($row.pg_order_id) success 1500.50"
        }
    }

    It 'takes each side by number or by token: <Name>' -ForEach @(
        @{ Name = 'number to token'; With = { @{ pg_card_recipient = $null; pg_card_recipient_token = $token } } }
        @{ Name = 'token to number'; With = { $byToken } }
        @{ Name = 'token to token'; With = { $byToken + @{ pg_card_recipient = $null; pg_card_recipient_token = $token } } }
    ) {
        (New-TransferRow -With (& $With) | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success'
        Get-SandboxEffect gatewayTransferCardToCard | Should -HaveCount 1
    }

    It 'takes both kinds from one file, each row by the cells that it has' {
        $file = Join-Path $TestDrive 'mixed.csv'
        $rows = @(
            New-TransferRow -With @{ pg_card_token = ''; pg_card_recipient_token = '' }
            New-TransferRow -With @{ pg_card_pan = ''; pg_card_cvc = ''; pg_card_year = ''; pg_card_month = ''; pg_card_name = ''; pg_card_token = $token; pg_card_recipient = ''; pg_card_recipient_token = $token }
        )
        $rows | Export-Csv $file
        (Import-Csv $file | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success', 'success'
        Test-FreedomPayCsv New-FreedomPayGatewayTransfer $file | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
    }

    It 'takes a card that was typed as a secret' {
        $secret = @{}
        foreach ($pair in @{ CardNumber = '4405 6450 0000 6150'; CardCvc = '053'; CardYear = '2030'; CardMonth = '9'; CardRecipient = $receiver }.GetEnumerator()) {
            $secret[$pair.Key] = ConvertTo-SecureString $pair.Value -AsPlainText -Force
        }
        $transfer = New-FreedomPayGatewayTransfer -Amount 10 -CurrencyFrom KZT -CurrencyTo KZT -Description x -CardName 'IVAN IVANOV' @secret
        "$($transfer.CardMask) $($transfer.PaymentStatus)" | Should -Be '4405-64XX-XXXX-6150 success'
    }

    It 'is converted where the currencies differ, by the rate or to the sum that is given' {
        "$((New-TransferRow -With @{ pg_currency_to = 'USD' } | New-FreedomPayGatewayTransfer).PayoutAmount)" | Should -Be '3.00'
        $given = New-TransferRow -With @{ pg_currency_to = 'USD'; pg_amount_to = '2.95' } | New-FreedomPayGatewayTransfer
        "$($given.PaymentAmount) $($given.PayoutAmount) $($given.CurrencyTo)" | Should -Be '1500.50 2.95 USD'
    }

    It 'may be half of one, with the token that stands for no card' {
        $payout = New-TransferRow -With ($byToken + @{ pg_card_recipient_name = 'PETR PETROV' })
        $payout.pg_card_token = $noCard
        ($payout | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success'
        (New-TransferRow -With @{ pg_card_recipient = $null; pg_card_recipient_token = $noCard } | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success'
    }

    It 'is not sent for <Why>, and the run goes on' -ForEach @(
        @{ Why = 'two senders'; With = { @{ pg_card_token = $token } }; Field = 'CardToken'; Says = '*pg_card_pan*' }
        @{ Why = 'two receivers'; With = { @{ pg_card_recipient_token = $token } }; Field = 'CardRecipientToken'; Says = '*pg_card_recipient*' }
        @{ Why = 'no sender'; With = { @{ pg_card_pan = ''; pg_card_cvc = ''; pg_card_year = ''; pg_card_month = ''; pg_card_name = '' } }; Field = 'CardNumber', 'CardCvc', 'CardYear', 'CardMonth', 'CardName'; Says = '*needed where pg_card_token is not given*' }
        @{ Why = 'no receiver'; With = { @{ pg_card_recipient = '' } }; Field = 'CardRecipient'; Says = '*pg_card_recipient_token is not given*' }
        @{ Why = 'a sender without a CVC'; With = { @{ pg_card_cvc = '' } }; Field = 'CardCvc'; Says = '*' }
        @{ Why = 'a mistyped sender'; With = { @{ pg_card_pan = '4405645000006151' } }; Field = 'CardNumber'; Says = '*check digit*' }
        @{ Why = 'a mistyped receiver'; With = { @{ pg_card_recipient = '4671593866478253' } }; Field = 'CardRecipient'; Says = '*check digit*' }
        @{ Why = 'a masked card'; With = { @{ pg_card_pan = '440564******6150' } }; Field = 'CardNumber'; Says = '*masked*' }
        @{ Why = 'a card that a spreadsheet has rounded'; With = { @{ pg_card_recipient = '4.67159E+15' } }; Field = 'CardRecipient'; Says = '*' }
        @{ Why = 'a CVC without its zero'; With = { @{ pg_card_cvc = '53' } }; Field = 'CardCvc'; Says = '*leading zeros*' }
        @{ Why = 'a month that there is not'; With = { @{ pg_card_month = '13' } }; Field = 'CardMonth'; Says = '*' }
        @{ Why = 'a decimal comma'; With = { @{ pg_amount = '1500,50' } }; Field = 'Amount'; Says = '*' }
        @{ Why = 'a second sum in the same currency'; With = { @{ pg_amount_to = '1500' } }; Field = 'AmountTo'; Says = '*KZT*' }
        @{ Why = 'two sides that stand for no card'; With = { $byToken + @{ pg_card_recipient = $null; pg_card_recipient_token = $noCard; pg_user_id = '7' } }; Field = 'CardRecipientToken'; Says = '*no card*'; Special = $true }
        @{ Why = 'half a transfer without a name'; With = { $byToken }; Field = 'CardRecipientName'; Says = '*name*'; Special = $true }
    ) {
        $bad = New-TransferRow -With (& $With)
        if ($Special) { $bad.pg_card_token = $noCard }
        $outcome = @(Get-Outcome { $bad, (New-TransferRow) | New-FreedomPayGatewayTransfer })
        $outcome.Count | Should -Be 2
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[0].Exception.Field | Should -Be $Field
        "$($outcome[0])" | Should -BeLike "Row 1: $Says"
        $outcome[1].PaymentStatus | Should -Be 'success'
        Get-SandboxEffect gatewayTransferCardToCard | Should -HaveCount 1
    }

    It 'takes the same sum twice in one currency' {
        (New-TransferRow -With @{ pg_amount_to = '1500.5' } | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success'
    }

    It 'is not sent to one receiver for all, whatever their rows say: -<Parameter>' -ForEach @(
        @{ Parameter = 'CardRecipient'; Value = '4716047261941981'; With = { @{} } }
        @{ Parameter = 'CardRecipientToken'; Value = '00000000-f85e-41a0-84e6-2ba964912182'; With = { @{ pg_card_recipient = $null; pg_card_recipient_token = $token } } }
        @{ Parameter = 'CardToken'; Value = '00000000-f85e-41a0-84e6-2ba964912182'; With = { $byToken } }
    ) {
        $typed = @{ $Parameter = $Value }
        $row = New-TransferRow -With (& $With)
        $problem = @(Get-ErrorOf { $row | New-FreedomPayGatewayTransfer @typed })
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        $problem[0].Exception.Field | Should -Contain $Parameter
        "$problem$($problem | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match 'ef741cfc|00000000-f85e|4716047261941981|4671593866478252'
        Get-SandboxRequest gatewayTransferCardToCard | Should -BeNullOrEmpty
    }

    It 'is refused where the order has one already, other than a failed one' {
        $row = New-TransferRow
        $first = $row | New-FreedomPayGatewayTransfer
        $problem = (Get-ErrorOf { $row | New-FreedomPayGatewayTransfer })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "Row 1: *$($row.pg_order_id)*$($first.TransferId)*success*"
        $failed = New-TransferRow $noMoney
        $null = Get-ErrorOf { $failed | New-FreedomPayGatewayTransfer }
        $failed.pg_card_pan = $good
        ($failed | New-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success'
        Get-SandboxEffect gatewayTransferCardToCard | Should -HaveCount 2
    }

    It 'that was made and failed is an error of its row, with code, text and number' {
        $outcome = @(Get-Outcome { (New-TransferRow $noMoney), (New-TransferRow) | New-FreedomPayGatewayTransfer })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.Refused'
        $outcome[0].Exception.Code | Should -Be '10009'
        $number = ((Get-SandboxState).transfers | Where-Object status -EQ error).payment_id
        "$($outcome[0])" | Should -BeLike "Row 1: *10009*not enough money*$number*"
        $outcome[1].PaymentStatus | Should -Be 'success'
        Get-SandboxRequest gatewayTransferCardToCard | Should -HaveCount 2
    }

    It 'whose answer leaves it open is settled by its state' {
        $problem = (Get-ErrorOf { New-TransferRow $systemError | New-FreedomPayGatewayTransfer -WarningAction SilentlyContinue })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.RequestFailed'
        "$problem" | Should -BeLike "Row 1: *$((Get-SandboxState).transfers.payment_id)*"
        Get-SandboxRequest gatewayTransferCardToCard | Should -HaveCount 1
    }

    It 'that there is not is not found' {
        $problem = (Get-ErrorOf { Get-FreedomPayGatewayTransfer nothing })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be '11068'
    }

    It 'shows neither number nor code nor token, in no stream' {
        $rows = @(
            New-TransferRow
            New-TransferRow -With ($byToken + @{ pg_card_recipient = $null; pg_card_recipient_token = $token })
            New-TransferRow $noMoney -With @{ pg_card_cvc = '9173' }
            New-TransferRow '4405645000006151' -With @{ pg_card_cvc = '9173' }
        )
        $all = @($rows | New-FreedomPayGatewayTransfer -Verbose -Debug -ErrorAction Continue *>&1)
        $shown = foreach ($one in $all) { "$one"; $one | Format-List * -Force | Out-String -Width 4000; if ($one -is [FreedomPay.GatewayTransfer]) { $one | ConvertTo-Json; $one | ConvertTo-Csv } }
        "$shown" | Should -BeLike '*4405-64XX-XXXX-6150*'
        "$shown" | Should -Not -Match '4405645000006150|4405645000006151|5548398681700148|4671593866478252|ef741cfc|\b9173\b'
    }

    It 'asks about order and amount under -WhatIf, and shows no card' {
        $script = "Import-Module '$((Get-Module FreedomPay.PowerShell).Path)'; Connect-FreedomPay -BaseUri $((Get-FreedomPayConnection).BaseUri) -Merchant ([pscredential]::new('300400', (ConvertTo-SecureString made-up -AsPlainText -Force))); New-FreedomPayGatewayTransfer -OrderId T-1 -Amount 10 -CurrencyFrom KZT -CurrencyTo KZT -Description x -CardToken $token -CardRecipient $receiver -WhatIf"
        $text = "$(& $pwsh @pwshWords -NoProfile -NonInteractive -Command $script 2>&1)"
        $text | Should -BeLike '*order T-1, 10 KZT*'
        $text | Should -Not -Match "$token|$receiver"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }
}

Describe 'A transfer with 3-D Secure' {
    BeforeEach { Reset-Sandbox }

    It 'says where to send its sender, and is finished when he has passed, once' {
        $transfer = New-TransferRow $threeDs | New-FreedomPayGatewayTransfer
        "$($transfer.Status) $($transfer.PaymentStatus) $($transfer.ThreeDSecure) $($transfer.PayoutAmount)" | Should -Be 'pending process 1 '
        $problem = (Get-ErrorOf { $transfer | Confirm-FreedomPayGatewayTransfer })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be '8889'
        $null = Invoke-RestMethod $transfer.AcsUrl
        $done = $transfer | Confirm-FreedomPayGatewayTransfer
        $done | Should -BeOfType FreedomPay.GatewayTransfer
        "$($done.TransferId) $($done.OrderId) $($done.PaymentStatus) $($done.PayoutAmount)" | Should -Be "$($transfer.TransferId) $($transfer.OrderId) success 1500.50"
        $again = (Get-ErrorOf { $transfer | Confirm-FreedomPayGatewayTransfer })[0]
        Get-Reason $again | Should -Be 'FreedomPay.InvalidInput'
        "$again" | Should -BeLike "*$($transfer.TransferId)*done already*"
        Get-SandboxEffect gatewayCompleteTransfer3ds | Should -HaveCount 1
    }

    It 'is finished from a file of results' {
        $file = Join-Path $TestDrive 'waiting.csv'
        (New-TransferRow $threeDs), (New-TransferRow), (New-TransferRow $threeDs) | New-FreedomPayGatewayTransfer | Where-Object ThreeDSecure -EQ 1 | Export-Csv $file
        Import-Csv $file | ForEach-Object { $null = Invoke-RestMethod $_.AcsUrl }
        (Import-Csv $file | Confirm-FreedomPayGatewayTransfer).PaymentStatus | Should -Be 'success', 'success'
        Get-Content -Raw $file | Should -Not -Match '4916307416334310'
    }

    It 'is not made again while it waits: the order has one' {
        $row = New-TransferRow $threeDs
        $null = $row | New-FreedomPayGatewayTransfer
        "$((Get-ErrorOf { $row | New-FreedomPayGatewayTransfer })[0])" | Should -BeLike '*process*'
    }

    It 'whose last answer is lost is found done, and nothing is sent twice' {
        $transfer = New-TransferRow $threeDs | New-FreedomPayGatewayTransfer
        $null = Invoke-RestMethod $transfer.AcsUrl
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayCompleteTransfer3ds -Count 1
        $done = $transfer | Confirm-FreedomPayGatewayTransfer -WarningAction SilentlyContinue
        "$($done.Recovered) $($done.PaymentStatus) $($done.TransferId)" | Should -Be "True success $($transfer.TransferId)"
        Get-SandboxRequest gatewayCompleteTransfer3ds | Should -HaveCount 1
    }

    It 'whose last request did not arrive stays unknown, in a later run too' {
        $transfer = New-TransferRow $threeDs | New-FreedomPayGatewayTransfer
        $null = Invoke-RestMethod $transfer.AcsUrl
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ TransferId = $transfer.TransferId }
        Set-FreedomPaySandboxFault Reset -OperationId gatewayCompleteTransfer3ds -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | Confirm-FreedomPayGatewayTransfer -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayTransfer*$($transfer.TransferId)*"
        }
        Get-SandboxRequest gatewayCompleteTransfer3ds | Should -HaveCount 1
    }

    It 'whose last answer is lost is settled by a later run with the journal' {
        $transfer = New-TransferRow $threeDs | New-FreedomPayGatewayTransfer
        $null = Invoke-RestMethod $transfer.AcsUrl
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ TransferId = $transfer.TransferId }
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayCompleteTransfer3ds -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetTransferStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | Confirm-FreedomPayGatewayTransfer -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | Confirm-FreedomPayGatewayTransfer -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | Confirm-FreedomPayGatewayTransfer -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayCompleteTransfer3ds | Should -HaveCount 1
    }
}

Describe 'A lost answer to a transfer' {
    BeforeEach { Reset-Sandbox }

    It 'is found in the state of its order' {
        $row = New-TransferRow
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayTransferCardToCard -Count 1
        $found = $row | New-FreedomPayGatewayTransfer -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.PaymentStatus)" | Should -Be "True $($row.pg_order_id) success"
        Get-SandboxRequest gatewayTransferCardToCard | Should -HaveCount 1
    }

    It 'takes the address of 3-D Secure with it, and a warning says so' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayTransferCardToCard -Count 1
        $found = New-TransferRow $threeDs | New-FreedomPayGatewayTransfer -WarningVariable warned -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.AcsUrl)" | Should -Be 'True process '
        "$warned" | Should -BeLike '*3-D Secure*'
    }

    It 'is unknown where it did not arrive, and it is not sent again' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-TransferRow
        Set-FreedomPaySandboxFault Reset -OperationId gatewayTransferCardToCard -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | New-FreedomPayGatewayTransfer -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayTransfer*$($row.pg_order_id)*"
        }
        Get-SandboxRequest gatewayTransferCardToCard | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal, which holds no number of a card' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-TransferRow
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayTransferCardToCard -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetTransferStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayTransfer -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | New-FreedomPayGatewayTransfer -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | New-FreedomPayGatewayTransfer -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayTransferCardToCard | Should -HaveCount 1
        Get-Content -Raw $journal | Should -Not -Match '4405645000006150|4671593866478252|IVANOV'
    }

    It 'is not taken for a transfer of <Why>' -ForEach @(
        @{ Why = 'another amount'; With = { @{ pg_amount = '10' } } }
        @{ Why = 'another sender'; With = { @{ pg_card_pan = '4716047261941981' } } }
        @{ Why = 'another receiver'; With = { @{ pg_card_recipient = '4716047261941981' } } }
    ) {
        # What this process knows of before, and somebody else makes meanwhile: the state is asked before it is made, and the request never arrives.
        $row = New-TransferRow
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Set-FreedomPaySandboxFault Reset -OperationId gatewayTransferCardToCard -Count 1
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayTransfer -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        $other = New-TransferRow -With (@{ pg_order_id = $row.pg_order_id } + (& $With))
        $body = @{}
        $other.PSObject.Properties | ForEach-Object { $body[$_.Name] = $_.Value }
        $null = Invoke-FreedomPayRequest -Api Gateway -Path /g2g/p2p/transfer -Body $body -Confirm:$false
        Get-SandboxEffect gatewayTransferCardToCard | Should -HaveCount 1
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayTransfer -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
    }
}

Describe 'Rates of transfers' {
    It 'are an object each: of a pair, or of all to which one is converted' {
        $rate = Get-FreedomPayGatewayTransferRate KZT EUR
        $rate | Should -BeOfType FreedomPay.TransferRate
        $rate.Rate | Should -BeOfType FreedomPay.Amount
        "$($rate.CurrencyFrom) $($rate.CurrencyTo) $($rate.Rate)" | Should -Be 'KZT EUR 0.001818'
        $all = @('KZT', 'USD' | Get-FreedomPayGatewayTransferRate)
        $all | Should -HaveCount 6
        $all.CurrencyFrom | Select-Object -Unique | Should -Be 'KZT', 'USD'
        Get-Reason (Get-ErrorOf { Get-FreedomPayGatewayTransferRate tenge EUR }) | Should -Be 'FreedomPay.InvalidInput'
    }
}
