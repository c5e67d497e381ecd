# Saved cards of the Merchant API, for payments and for payouts: pages, lists whose cards go to the next cmdlet, removal; lost and doubtful answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # What the user does on the page.
    function Complete-Page {
        param([Parameter(ValueFromPipelineByPropertyName)] [string] $PaymentId)
        process {
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $PaymentId } | ConvertTo-Json)
        }
    }

    # Cards of a user, each typed on a page of its own.
    function New-SavedCard {
        param([string] $UserId = 'client-7', [int] $Count = 1, [switch] $Payout)
        $set = $Payout ? @{ Payout = $true } : @{}
        1..$Count | ForEach-Object { Add-FreedomPayCustomerCard $UserId -BackLink https://example.com/back @set } | Complete-Page
    }

    function Get-SavedToken {
        (Get-SandboxState).customer_cards | Where-Object is_saved | ForEach-Object card_token
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A page for a card' {
    BeforeEach { Reset-Sandbox }

    It 'saves one card when its user has typed it: <Operation>' -ForEach @(
        @{ Operation = 'tokenizeCard'; Choice = @{}; List = @{} }
        @{ Operation = 'tokenizeCardWithHold'; Choice = @{ Hold = $true }; List = @{} }
        @{ Operation = 'tokenizePayoutCard'; Choice = @{ Payout = $true }; List = @{ Payout = $true } }
    ) {
        $page = Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/back -PostLink https://example.com/saved @Choice
        $page | Should -BeOfType FreedomPay.CustomerCardPage
        "$($page.UserId) $($page.Status) $($page.Stage)" | Should -Be 'client-7 ok init'
        $page.RedirectUrl | Should -BeLike 'http*cardstorage/view*'
        Get-SandboxEffect $Operation | Should -HaveCount 1
        Get-FreedomPayCustomerCard client-7 @List | Should -BeNullOrEmpty
        $page, $page | Complete-Page
        $card = @(Get-FreedomPayCustomerCard client-7 @List)
        $card | Should -HaveCount 1
        "$($card.UserId) $($card.CardHash) $($card.Status)" | Should -Be 'client-7 4400-44XX-XXXX-4440 success'
    }

    It 'keeps what a row says: order, template and phone number' {
        $row = [pscustomobject]@{ pg_user_id = 'client-7'; pg_back_link = 'https://example.com/back'; pg_order_id = 'C-1'; pg_template = 'tips'; pg_phone_number = '77011234567' }
        ($row | Add-FreedomPayCustomerCard).OrderId | Should -Be 'C-1'
        $row.pg_phone_number = ''
        $problem = (Get-ErrorOf { $row | Add-FreedomPayCustomerCard })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike '*pg_phone_number*'
        Get-SandboxRequest tokenizeCard | Should -HaveCount 1
    }

    It 'needs a user and the way back, and goes on with the next row' {
        $rows = @(1..3 | ForEach-Object { [pscustomobject]@{ pg_user_id = "client-$_"; pg_back_link = 'https://example.com/back' } })
        $rows[0].pg_user_id = ''
        $rows[1].pg_back_link = 'example.com'
        $outcome = Get-Outcome { $rows | Add-FreedomPayCustomerCard }
        $outcome[0, 1].FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'FreedomPay.InvalidInput,*' }
        $outcome[2].UserId | Should -Be 'client-3'
        Get-SandboxRequest | Should -HaveCount 1
    }

    It 'whose answer is lost is not asked for again, even where a card has come meanwhile: <Operation>' -ForEach @(
        @{ Operation = 'tokenizeCard'; Choice = @{} }
        @{ Operation = 'tokenizeCardWithHold'; Choice = @{ Hold = $true } }
        @{ Operation = 'tokenizePayoutCard'; Choice = @{ Payout = $true } }
    ) {
        New-SavedCard
        New-SavedCard -Payout
        $before = @(Get-SandboxRequest $Operation).Count
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 1
        $problem = @(Get-ErrorOf { Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/back @Choice })
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        @(Get-SandboxRequest $Operation).Count | Should -Be ($before + 1)
        # Another page is made, and does no harm.
        Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/back @Choice | Complete-Page
        Get-FreedomPayCustomerCard client-7 | Should -Not -BeNullOrEmpty
    }
}

Describe 'A list of cards' {
    BeforeEach { Reset-Sandbox }

    It 'is an object for each card: <Count>' -ForEach @{ Count = 0 }, @{ Count = 1 }, @{ Count = 3 } {
        if ($Count) { New-SavedCard -Count $Count }
        New-SavedCard client-8
        $cards = @(Get-FreedomPayCustomerCard client-7)
        $cards | Should -HaveCount $Count
        $cards | ForEach-Object { $_ | Should -BeOfType FreedomPay.CustomerCard }
        $cards.ForEach({ [Net.NetworkCredential]::new('', $_.CardToken.ToSecureString()).Password }) | Select-Object -Unique | Should -HaveCount $Count
    }

    It 'is asked for in the same way with -Payout, and signed with the secret that the user names' {
        New-SavedCard -Count 2
        New-SavedCard -Payout
        Get-FreedomPayCustomerCard client-7 | Should -HaveCount 3
        Get-FreedomPayCustomerCard client-7 -Payout | Should -HaveCount 3
        Get-FreedomPayCustomerCard client-7 -Payout -Secret Payout | Should -HaveCount 3
    }

    It 'tells more where it is asked to' {
        New-SavedCard
        (Get-FreedomPayCustomerCard client-7).BankAlias | Should -BeNullOrEmpty
        $card = Get-FreedomPayCustomerCard client-7 -ExtendData 1
        "$($card.BrandAlias) $($card.ExpiryMonth)/$($card.ExpiryYear)" | Should -Be 'visa 12/30'
    }

    It 'takes users from the pipeline, and tells of whom each card is' {
        New-SavedCard client-1
        New-SavedCard client-2 -Count 2
        ('client-1', 'client-2', 'client-3' | Get-FreedomPayCustomerCard).UserId | Should -Be 'client-1', 'client-2', 'client-2'
        ([pscustomobject]@{ pg_user_id = 'client-1' } | Get-FreedomPayCustomerCard).UserId | Should -Be 'client-1'
    }

    It 'never shows a token' {
        New-SavedCard
        $token = Get-SavedToken
        $card = Get-FreedomPayCustomerCard client-7
        foreach ($text in ($card | Out-String), ($card | Format-List * | Out-String), ($card | ConvertTo-Json -Depth 5), ($card | ConvertTo-Csv | Out-String), (Get-FreedomPayCustomerCard client-7 -Verbose -Debug *>&1 | Out-String)) {
            $text | Should -Not -BeNullOrEmpty
            $text | Should -Not -BeLike "*$token*"
        }
    }

    It 'needs the secret of its kind, and says so before it sends: <Missing>' -ForEach @(
        @{ Missing = 'Payout'; Given = 'Merchant'; Choice = @{ Payout = $true; Secret = 'Payout' } }
        @{ Missing = 'Merchant'; Given = 'Payout'; Choice = @{ Payout = $true } }
        @{ Missing = 'Merchant'; Given = 'Payout'; Choice = @{} }
    ) {
        $uri = (Get-FreedomPayConnection).BaseUri
        try {
            $credential = @{ $Given = New-TestCredential 300400 'the-secret' }
            Connect-FreedomPay -BaseUri $uri @credential
            $problem = (Get-ErrorOf { Get-FreedomPayCustomerCard client-7 @Choice })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
            "$problem" | Should -BeLike "*-$Missing*"
        } finally { Connect-FreedomPay -Environment Sandbox }
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'of payouts pays out: its cards bring token and user' {
        New-SavedCard -Payout -Count 2
        $payouts = @(Get-FreedomPayCustomerCard client-7 -Payout | New-FreedomPayPayout -Amount 100 -Description Prize -OrderTimeLimit '2027-12-31 12:00:00' -PostLink https://example.com/paid)
        $payouts.Status | Should -Be 'ok', 'ok'
        Get-SandboxEffect createTokenPayout | Should -HaveCount 2
        (Get-SandboxState).payouts.order_id | Select-Object -Unique | Should -HaveCount 2
    }
}

Describe 'Removing a card' {
    BeforeEach { Reset-Sandbox }

    It 'takes cards from the list, each with its user and its token: <Kind>' -ForEach @(
        @{ Kind = 'Payment'; Choice = @{} }
        @{ Kind = 'Payout'; Choice = @{ Payout = $true } }
    ) {
        New-SavedCard client-7 -Count 2 @Choice
        New-SavedCard client-8
        $removed = @(Get-FreedomPayCustomerCard -UserId client-7 @Choice | Remove-FreedomPayCustomerCard @Choice)
        $removed.Status | Should -Be 'deleted', 'deleted'
        $removed.UserId | Should -Be 'client-7', 'client-7'
        $removed[0].DeletedAt | Should -Not -BeNullOrEmpty
        "$($removed[0].CardToken)" | Should -Be '***'
        Get-FreedomPayCustomerCard client-7 @Choice | Should -BeNullOrEmpty
        Get-FreedomPayCustomerCard client-8 | Should -HaveCount 1
    }

    It 'is refused for a card that is not saved: <Why>' -ForEach @(
        @{ Why = 'of another user'; User = 'client-8'; Choice = @{} }
        @{ Why = 'unknown'; User = 'client-7'; Choice = @{}; Token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' }
    ) {
        New-SavedCard
        $problem = (Get-ErrorOf { Remove-FreedomPayCustomerCard $User ($Token ?? (Get-SavedToken)) @Choice })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        Get-FreedomPayCustomerCard client-7 | Should -HaveCount 1
    }

    It 'needs a token that is one: <Why>' -ForEach @{ Why = 'masked'; Token = '***' }, @{ Why = 'empty'; Token = '' } {
        (Get-ErrorOf { [pscustomobject]@{ pg_user_id = 'client-7'; pg_card_token = $Token } | Remove-FreedomPayCustomerCard })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'whose answer is lost is proven by the list, and removes nothing else' {
        New-SavedCard -Count 2
        $card = @(Get-FreedomPayCustomerCard client-7)[0]
        Set-FreedomPaySandboxFault AnswerLost -OperationId deleteCardToken -Count 1
        $removed = $card | Remove-FreedomPayCustomerCard -WarningAction SilentlyContinue
        "$($removed.Recovered) $($removed.UserId)" | Should -Be 'True client-7'
        # Of the card that is left nothing is told.
        "$($removed.CardHash)$($removed.Status)" | Should -BeNullOrEmpty
        Get-SandboxEffect deleteCardToken | Should -HaveCount 1
        Get-FreedomPayCustomerCard client-7 | Should -HaveCount 1
    }

    It 'whose request did not arrive is sent again' {
        New-SavedCard
        Set-FreedomPaySandboxFault Reset -OperationId deleteCardToken -Count 1
        (Get-FreedomPayCustomerCard client-7 | Remove-FreedomPayCustomerCard).Status | Should -Be 'deleted'
    }

    It 'stays unknown while the list has the card, or cannot be asked' {
        New-SavedCard
        $card = Get-FreedomPayCustomerCard client-7
        Set-FreedomPaySandboxFault ServerError -OperationId deleteCardToken
        (Get-ErrorOf { $card | Remove-FreedomPayCustomerCard })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
        Set-FreedomPaySandboxFault AnswerLost -OperationId deleteCardToken -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId listCardTokens
        (Get-ErrorOf { $card | Remove-FreedomPayCustomerCard })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
    }
}
