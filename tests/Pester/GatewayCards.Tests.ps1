# Saved cards of the Gateway API: saved by their data, 3-D Secure, lists whose cards go to the next cmdlet, removal; lost and doubtful answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $good = '4405645000006150'
    $threeDs = '4916307416334310'
    $token = 'ef741cfc-f85e-41a0-84e6-2ba964912182'

    # A row of a file. Columns may be given others, or taken away with $null.
    function New-CardRow {
        param([string] $Card = $good, [string] $UserId = '7', [hashtable] $With = @{})
        $row = [ordered]@{
            pg_order_id = "C-$([guid]::NewGuid())"; pg_user_id = $UserId; pg_card_pan = $Card; pg_card_cvc = '653'; pg_card_year = '30'; pg_card_month = '12'
            pg_card_name = 'IVAN IVANOV'
        }
        foreach ($name in $With.Keys) { if ($null -eq $With[$name]) { $row.Remove($name) } else { $row[$name] = $With[$name] } }
        [pscustomobject]$row
    }

    function Get-SavedToken { @((Get-SandboxState).customer_cards | Where-Object is_saved | ForEach-Object card_token) }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'Saving a card' {
    BeforeEach { Reset-Sandbox }

    It 'gives its token, and tells of whom it is' {
        $row = New-CardRow
        $card = $row | Add-FreedomPayGatewayCustomerCard
        $card | Should -BeOfType FreedomPay.GatewayCustomerCard
        "$($card.UserId) $($card.OrderId) $($card.CardMask) $($card.Status) $($card.ThreeDSecure) $($card.SecureDetails) $($card.AcsUrl)" |
            Should -Be "7 $($row.pg_order_id) 4405-64XX-XXXX-6150 ok 0 F "
        [Net.NetworkCredential]::new('', $card.CardToken.ToSecureString()).Password | Should -Be (Get-SavedToken)
        Get-SandboxEffect gatewayAddCard | Should -HaveCount 1
        "$(($card | Get-FreedomPayGatewayPayment).PaymentStatus)" | Should -Be 'success'
    }

    It 'takes a card that was typed as a secret' {
        $secret = @{}
        foreach ($pair in @{ CardNumber = $good; CardCvc = '653'; CardYear = '2030'; CardMonth = '9' }.GetEnumerator()) { $secret[$pair.Key] = ConvertTo-SecureString $pair.Value -AsPlainText -Force }
        (Add-FreedomPayGatewayCustomerCard 7 -CardName 'IVAN IVANOV' @secret).CardMask | Should -Be '4405-64XX-XXXX-6150'
    }

    It 'completes the data of one that is saved already' {
        $saved = New-CardRow | Add-FreedomPayGatewayCustomerCard
        $row = New-CardRow -With @{ pg_card_pan = $null; pg_card_token = @(Get-SavedToken)[0] }
        ($row | Add-FreedomPayGatewayCustomerCard).PaymentId | Should -Be $saved.PaymentId
        Get-FreedomPayGatewayCustomerCard 7 | Should -HaveCount 1
    }

    It 'is not asked for with <Why>, and the run goes on' -ForEach @(
        @{ Why = 'a number and a token'; With = @{ pg_card_token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' }; Field = 'CardToken'; Says = '*pg_card_pan*' }
        @{ Why = 'neither number nor token'; With = @{ pg_card_pan = '' }; Field = 'CardNumber'; Says = '*pg_card_token is not given*' }
        @{ Why = 'a mistyped number'; With = @{ pg_card_pan = '4405645000006151' }; Field = 'CardNumber'; Says = '*check digit*' }
        @{ Why = 'a masked number'; With = @{ pg_card_pan = '440564******6150' }; Field = 'CardNumber'; Says = '*masked*' }
        @{ Why = 'no CVC'; With = @{ pg_card_cvc = '' }; Field = 'CardCvc'; Says = '*' }
        @{ Why = 'a CVC without its zero'; With = @{ pg_card_cvc = '53' }; Field = 'CardCvc'; Says = '*' }
        @{ Why = 'no user'; With = @{ pg_user_id = '' }; Field = 'UserId'; Says = '*' }
        @{ Why = 'a user that is no number'; With = @{ pg_user_id = 'client-7' }; Field = 'UserId'; Says = '*' }
    ) {
        $outcome = @(Get-Outcome { (New-CardRow -With $With), (New-CardRow) | Add-FreedomPayGatewayCustomerCard })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[0].Exception.Field | Should -Be $Field
        "$($outcome[0])" | Should -BeLike "Row 1: $Says"
        $outcome[1].Status | Should -Be 'ok'
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
    }

    It 'that fails is an error of its row, with the code' {
        $outcome = @(Get-Outcome { (New-CardRow 5548398681700148), (New-CardRow) | Add-FreedomPayGatewayCustomerCard })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.Refused'
        $outcome[0].Exception.Code | Should -Be '10009'
        $outcome[1].Status | Should -Be 'ok'
    }

    It 'whose answer leaves it open stays unknown: no token says that it is saved' {
        $problem = (Get-ErrorOf { New-CardRow 5335215945367703 | Add-FreedomPayGatewayCustomerCard })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
    }

    It 'is refused where the order has saved one already' {
        $row = New-CardRow
        $first = $row | Add-FreedomPayGatewayCustomerCard
        $problem = (Get-ErrorOf { $row | Add-FreedomPayGatewayCustomerCard })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "Row 1: *$($row.pg_order_id)*$($first.PaymentId)*"
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
    }

    It 'shows neither number nor code nor token, in no stream' {
        $rows = @((New-CardRow -With @{ pg_card_cvc = '9173' }), (New-CardRow '4405645000006151' -With @{ pg_card_cvc = '9173' }), (New-CardRow 5548398681700148))
        $all = @($rows | Add-FreedomPayGatewayCustomerCard -Verbose -Debug -ErrorAction Continue *>&1)
        $shown = foreach ($one in $all) { "$one"; $one | Format-List * -Force | Out-String -Width 4000; if ($one -is [FreedomPay.GatewayCustomerCard]) { $one | ConvertTo-Json; $one | ConvertTo-Csv } }
        "$shown" | Should -BeLike '*4405-64XX-XXXX-6150*'
        "$shown" | Should -Not -Match "4405645000006150|4405645000006151|5548398681700148|\b9173\b|$(@(Get-SavedToken)[0])"
    }
}

Describe 'Saving a card with 3-D Secure' {
    BeforeEach { Reset-Sandbox }

    It 'says where to send its holder, and ends when he has passed, once' {
        $begun = New-CardRow $threeDs | Add-FreedomPayGatewayCustomerCard
        "$($begun.Status) $($begun.ThreeDSecure) $($begun.CardToken)" | Should -Be 'pending 1 '
        $answer = @{ Md = 'made-up-md'; PaRes = 'made-up-pares' }
        (Get-ErrorOf { $begun | Confirm-FreedomPayGatewayCustomerCard @answer })[0].Exception.Code | Should -Be '8889'
        Get-FreedomPayGatewayCustomerCard 7 | Should -BeNullOrEmpty
        $null = Invoke-RestMethod $begun.AcsUrl
        $saved = $begun | Confirm-FreedomPayGatewayCustomerCard @answer
        "$($saved.UserId) $($saved.PaymentId) $($saved.OrderId) $($saved.CardMask) $($saved.CardToken)" | Should -Be "7 $($begun.PaymentId) $($begun.OrderId) 4916-30XX-XXXX-4310 ***"
        $again = (Get-ErrorOf { $begun | Confirm-FreedomPayGatewayCustomerCard @answer })[0]
        Get-Reason $again | Should -Be 'FreedomPay.InvalidInput'
        "$again" | Should -BeLike '*saved already*'
        Get-SandboxEffect gatewayCompleteCardThreeDs | Should -HaveCount 1
        Get-FreedomPayGatewayCustomerCard 7 | Should -HaveCount 1
    }

    It 'sends what the bank sent back, and neither the user nor anything of it into a stream' {
        $begun = New-CardRow $threeDs | Add-FreedomPayGatewayCustomerCard
        $null = Invoke-RestMethod $begun.AcsUrl
        $row = [pscustomobject]@{ PaymentId = $begun.PaymentId; MD = 'made-up-md'; PaRes = 'made-up-pares'; UserId = '7' }
        $all = @($row | Confirm-FreedomPayGatewayCustomerCard -Verbose -Debug *>&1)
        "$($all | ForEach-Object { "$_"; $_ | Format-List * -Force | Out-String -Width 4000 })" | Should -Not -Match 'made-up'
        $sent = "$($all | Where-Object { $_ -is [Management.Automation.DebugRecord] -and "$_" -match '^→.*payment_acs' })"
        $sent | Should -Match "pg_payment_id\W+$($begun.PaymentId)"
        $sent | Should -Match 'pg_md\W'
        $sent | Should -Not -Match 'pg_user_id'
    }

    It 'whose last answer is lost is found saved by the token in its state' {
        $begun = New-CardRow $threeDs | Add-FreedomPayGatewayCustomerCard
        $null = Invoke-RestMethod $begun.AcsUrl
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayCompleteCardThreeDs -Count 1
        $saved = $begun | Confirm-FreedomPayGatewayCustomerCard -Md m -PaRes p -WarningAction SilentlyContinue
        "$($saved.Recovered) $($saved.UserId) $($saved.CardToken)" | Should -Be 'True 7 ***'
        Get-SandboxRequest gatewayCompleteCardThreeDs | Should -HaveCount 1
    }

    It 'whose last request did not arrive stays unknown, in a later run too' {
        $begun = New-CardRow $threeDs | Add-FreedomPayGatewayCustomerCard
        $null = Invoke-RestMethod $begun.AcsUrl
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ PaymentId = $begun.PaymentId; MD = 'made-up-md'; PaRes = 'made-up-pares' }
        Set-FreedomPaySandboxFault Reset -OperationId gatewayCompleteCardThreeDs -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | Confirm-FreedomPayGatewayCustomerCard -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayPayment*$($begun.PaymentId)*"
        }
        Get-SandboxRequest gatewayCompleteCardThreeDs | Should -HaveCount 1
        Get-Content -Raw $journal | Should -Not -Match 'made-up'
    }
}

Describe 'A lost answer to a card that is saved' {
    BeforeEach { Reset-Sandbox }

    It 'is found by the token in the state of its order' {
        $row = New-CardRow
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayAddCard -Count 1
        $found = $row | Add-FreedomPayGatewayCustomerCard -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.UserId) $($found.OrderId) $($found.CardToken)" | Should -Be "True 7 $($row.pg_order_id) ***"
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
    }

    It 'is unknown where it did not arrive, or waits for 3-D Secure, and it is not sent again: <Fault>' -ForEach @(@{ Fault = 'Reset'; Card = '4405645000006150' }, @{ Fault = 'AnswerLost'; Card = '4916307416334310' }) {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-CardRow $Card
        Set-FreedomPaySandboxFault $Fault -OperationId gatewayAddCard -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | Add-FreedomPayGatewayCustomerCard -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayPayment*$($row.pg_order_id)*"
        }
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal, which holds neither number nor token' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-CardRow
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayAddCard -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | Add-FreedomPayGatewayCustomerCard -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | Add-FreedomPayGatewayCustomerCard -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | Add-FreedomPayGatewayCustomerCard -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayAddCard | Should -HaveCount 1
        Get-Content -Raw $journal | Should -Not -Match "4405645000006150|IVANOV|$(@(Get-SavedToken)[0])"
    }

    It 'is not taken for a card with other digits' {
        $row = New-CardRow
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Set-FreedomPaySandboxFault Reset -OperationId gatewayAddCard -Count 1
        Get-Reason (Get-ErrorOf { $row | Add-FreedomPayGatewayCustomerCard -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        $body = @{}
        (New-CardRow 4716047261941981 -With @{ pg_order_id = $row.pg_order_id }).PSObject.Properties | ForEach-Object { $body[$_.Name] = $_.Value }
        $null = Invoke-FreedomPayRequest -Api Gateway -Path /g2g/cardstorage/add -Body $body -Confirm:$false
        Get-Reason (Get-ErrorOf { $row | Add-FreedomPayGatewayCustomerCard -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect gatewayAddCard | Should -HaveCount 1
    }
}

Describe 'A list of cards of the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'is an object for each card: <Count>' -ForEach @{ Count = 0 }, @{ Count = 1 }, @{ Count = 3 } {
        if ($Count) { $null = 1..$Count | ForEach-Object { New-CardRow } | Add-FreedomPayGatewayCustomerCard }
        $null = New-CardRow -UserId 8 | Add-FreedomPayGatewayCustomerCard
        $cards = @(Get-FreedomPayGatewayCustomerCard 7)
        $cards | Should -HaveCount $Count
        foreach ($card in $cards) {
            $card | Should -BeOfType FreedomPay.GatewayCustomerCard
            "$($card.UserId) $($card.CardMask) $($card.Status) $($card.IsFilled) $($card.CardToken)" | Should -Be '7 4405-64XX-XXXX-6150 approved 1 ***'
        }
        $cards.ForEach({ [Net.NetworkCredential]::new('', $_.CardToken.ToSecureString()).Password }) | Select-Object -Unique | Should -HaveCount $Count
    }

    It 'takes users from a file, and is that of the Merchant API too' {
        $file = Join-Path $TestDrive 'users.csv'
        $null = 7, 8, 8 | ForEach-Object { New-CardRow -UserId $_ } | Add-FreedomPayGatewayCustomerCard
        7, 8, 9 | ForEach-Object { [pscustomobject]@{ pg_user_id = "$_" } } | Export-Csv $file
        (Import-Csv $file | Get-FreedomPayGatewayCustomerCard).UserId | Should -Be '7', '8', '8'
        Get-FreedomPayCustomerCard 8 | Should -HaveCount 2
    }

    It 'brings the sender of a transfer, and no receiver of a payout' {
        $null = New-CardRow | Add-FreedomPayGatewayCustomerCard
        $card = Get-FreedomPayGatewayCustomerCard 7
        ($card | New-FreedomPayGatewayTransfer -Amount 10 -CurrencyFrom KZT -CurrencyTo KZT -Description x -CardRecipient 4671593866478252).CardMask | Should -Be '4405-64XX-XXXX-6150'
        $payout = @{ Amount = 10; Description = 'x'; OrderTimeLimit = '2027-12-31 12:00:00'; PostLink = 'https://example.com/' }
        Get-ErrorOf { $card | New-FreedomPayGatewayPayout @payout } | Should -Not -BeNullOrEmpty
        Get-SandboxRequest gatewayPayoutToToken | Should -BeNullOrEmpty
        (New-FreedomPayGatewayPayout -CardTokenTo $card.CardToken -UserId $card.UserId @payout).Status | Should -Be 'ok'
    }
}

Describe 'Removing a card of the Gateway API' {
    BeforeEach {
        Reset-Sandbox
        $null = (New-CardRow), (New-CardRow), (New-CardRow -UserId 8) | Add-FreedomPayGatewayCustomerCard
    }

    It 'takes cards from the list, each with its user and its token' {
        $removed = @(Get-FreedomPayGatewayCustomerCard 7 | Remove-FreedomPayGatewayCustomerCard)
        $removed | ForEach-Object { "$($_.UserId) $($_.Status) $($_.CardToken) $($_.DeletedAt.Length -gt 0)" } | Should -Be '7 success *** True', '7 success *** True'
        Get-FreedomPayGatewayCustomerCard 7 | Should -BeNullOrEmpty
        Get-FreedomPayGatewayCustomerCard 8 | Should -HaveCount 1
        Get-SandboxEffect gatewayRemoveCard | Should -HaveCount 2
    }

    It 'is refused for a card of another user, and needs a token that is one' {
        Get-Reason (Get-ErrorOf { Remove-FreedomPayGatewayCustomerCard 9 (@(Get-SavedToken)[0]) }) | Should -Be 'FreedomPay.Refused'
        foreach ($masked in '***', '') { Get-Reason (Get-ErrorOf { [pscustomobject]@{ pg_user_id = '7'; pg_card_token = $masked } | Remove-FreedomPayGatewayCustomerCard }) | Should -Be 'FreedomPay.InvalidInput' }
        Get-SandboxRequest gatewayRemoveCard | Should -HaveCount 1
    }

    It 'whose answer is lost is proven by the list, and removes nothing else' {
        $card = @(Get-FreedomPayGatewayCustomerCard 7)[0]
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayRemoveCard -Count 1
        $removed = $card | Remove-FreedomPayGatewayCustomerCard -WarningAction SilentlyContinue
        "$($removed.Recovered) $($removed.UserId) $($removed.CardMask)$($removed.Status)" | Should -Be 'True 7 '
        Get-SandboxEffect gatewayRemoveCard | Should -HaveCount 1
        Get-FreedomPayGatewayCustomerCard 7 | Should -HaveCount 1
    }

    It 'whose request did not arrive is sent again' {
        Set-FreedomPaySandboxFault Reset -OperationId gatewayRemoveCard -Count 1
        (@(Get-FreedomPayGatewayCustomerCard 7)[0] | Remove-FreedomPayGatewayCustomerCard).Status | Should -Be 'success'
    }

    It 'stays unknown while the list has the card, or cannot be asked' {
        $card = @(Get-FreedomPayGatewayCustomerCard 7)[0]
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayRemoveCard
        Get-Reason (Get-ErrorOf { $card | Remove-FreedomPayGatewayCustomerCard }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayRemoveCard -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayListCards
        Get-Reason (Get-ErrorOf { $card | Remove-FreedomPayGatewayCustomerCard }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
    }
}
