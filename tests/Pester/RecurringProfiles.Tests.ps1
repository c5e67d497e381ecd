# Recurring profiles of the Merchant API, charges by them, and tips: a subscription from its first day to its last, rows that could mean two things, lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function Invoke-Payer {
        param([string] $Number)
        $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $Number } | ConvertTo-Json)
    }

    # A profile that its payer has signed.
    function New-SignedProfile {
        param([hashtable] $With = @{})
        $profile = New-FreedomPayRecurringProfile "SUB-$([guid]::NewGuid())" -InvoiceType binance -Currency KZT @With
        Invoke-Payer $profile.ProfileId
        $profile
    }

    # The token of a card that a worker has saved.
    function New-WorkerCard {
        param([string] $UserId = 'courier-042')
        Invoke-Payer (Add-FreedomPayCustomerCard $UserId -BackLink https://example.com/).PaymentId
        Get-FreedomPayCustomerCard $UserId
    }

    function New-JournalPath { Join-Path $TestDrive "$([guid]::NewGuid()).jsonl" }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A recurring profile' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has asked for of late.
        $number = "SUB-$([guid]::NewGuid())"
    }

    It 'is made, signed by its payer, asked for by either number, and cancelled' {
        $profile = New-FreedomPayRecurringProfile $number -InvoiceType binance -Currency KZT -Amount 1000 -AgreementType on-demand -ExpiresAt 2030-06-30 -StateCallback https://example.com/profiles
        $profile | Should -BeOfType FreedomPay.RecurringProfile
        "$($profile.ExternalId) $($profile.InvoiceType) $($profile.AgreementType) $($profile.ExpiresAt)" | Should -Be "$number binance on-demand 2030-06-30"
        $profile.Url | Should -BeLike 'http*'
        Get-SandboxEffect createRecurringProfile | Should -HaveCount 1
        ($profile | Get-FreedomPayRecurringProfile).Status | Should -Be 'new'
        Invoke-Payer $profile.ProfileId
        (Get-FreedomPayRecurringProfile $profile.ProfileId).Status | Should -Be 'active'
        (Get-FreedomPayRecurringProfile -ExternalId $number).ProfileId | Should -Be $profile.ProfileId
        ($profile | Stop-FreedomPayRecurringProfile -Description 'The end').Status | Should -Be 'canceled'
        (Get-FreedomPayRecurringProfile $profile.ProfileId).Status | Should -Be 'canceled'
    }

    It 'sends what was meant, in the form that the contract wants' {
        $sent = Get-SentBody { New-FreedomPayRecurringProfile $number -InvoiceType binance -Currency KZT -Amount 1000.50 -ExpiresAt 2030-06-30 -Debug }
        "$($sent.external_id) $($sent.invoice_type) $($sent.currency) $($sent.amount) $($sent.expires_at)" | Should -Be "$number binance KZT 1000.5 2030-06-30"
        $sent.amount | Should -BeOfType [double]
    }

    It 'gets a number where it has none, by which it is found' {
        $profile = New-FreedomPayRecurringProfile -InvoiceType binance
        [guid]$profile.ExternalId | Should -Not -Be ([guid]::Empty)
        (Get-FreedomPayRecurringProfile -ExternalId $profile.ExternalId).ProfileId | Should -Be $profile.ProfileId
    }

    It 'sends nothing for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'amount'; Value = '100,50' }
        @{ Why = 'an empty amount'; Column = 'amount'; Value = '' }
        @{ Why = 'no way of invoicing'; Column = 'invoice_type'; Value = '' }
        @{ Why = 'a date as a spreadsheet writes it'; Column = 'expires_at'; Value = '30.06.2030' }
        @{ Why = 'a number as a spreadsheet writes it'; Column = 'external_id'; Value = '1.23E+11' }
        @{ Why = 'a currency that there is not'; Column = 'currency'; Value = 'tenge' }
    ) {
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ external_id = "$number-$_"; invoice_type = 'binance'; amount = '10'; currency = 'KZT'; expires_at = '2030-06-30' } }
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayRecurringProfile })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike 'Row 1: *'
        $outcome[1].ExternalId | Should -Be "$number-2"
        Get-SandboxEffect createRecurringProfile | Should -HaveCount 1
    }

    It 'is cancelled by its own number alone, never by that of the merchant' {
        $profile = New-SignedProfile
        (Get-SentBody { $profile | Stop-FreedomPayRecurringProfile -Debug }).PSObject.Properties.Name | Should -Be 'profile_id'
        (Get-ErrorOf { [pscustomobject]@{ external_id = $profile.ExternalId } | Stop-FreedomPayRecurringProfile }) | Should -HaveCount 1
        Get-SandboxEffect cancelRecurringProfile | Should -HaveCount 1
    }

    It 'that there is not is an error of its row, and the others go on' {
        $profile = New-SignedProfile
        $outcome = @(Get-Outcome { '1', $profile.ProfileId | Get-FreedomPayRecurringProfile })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $outcome[1].Status | Should -Be 'active'
    }

    It 'is signed with the secret that the user says' {
        (Get-ErrorOf { New-FreedomPayRecurringProfile $number -InvoiceType binance -Secret Payout })[0].FullyQualifiedErrorId | Should -Match '^FreedomPay\.(NoCredential|Unauthorized),'
        Get-SandboxEffect | Should -BeNullOrEmpty
    }
}

Describe 'A lost answer to a profile' {
    BeforeEach {
        Reset-Sandbox
        $number = "SUB-$([guid]::NewGuid())"
    }

    It 'is found by the merchant''s own number, and nothing is sent twice' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createRecurringProfile -Count 1
        $found = New-FreedomPayRecurringProfile $number -InvoiceType binance -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.ExternalId) $($found.Status) $($found.Url)" | Should -Be "True $number new "
        "$said" | Should -BeLike '*link*'
        Get-SandboxRequest createRecurringProfile | Should -HaveCount 1
    }

    It 'that did not arrive stays unknown, be there an older profile of that number' {
        $null = New-FreedomPayRecurringProfile $number -InvoiceType binance
        Set-FreedomPaySandboxFault Reset -OperationId createRecurringProfile -Count 1
        $problem = (Get-ErrorOf { New-FreedomPayRecurringProfile $number -InvoiceType binance })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayRecurringProfile*$number*"
        Get-SandboxRequest createRecurringProfile | Should -HaveCount 2
    }

    It 'is settled by a later run with the journal, and not sent again' {
        $journal = New-JournalPath
        # By it the time of the API is known, at which the other is sent.
        $null = New-SignedProfile
        Set-FreedomPaySandboxFault AnswerLost -OperationId createRecurringProfile -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getRecurringProfileInfo -Count 100
        $row = [pscustomobject]@{ external_id = $number; invoice_type = 'binance' }
        (Get-ErrorOf { $row | New-FreedomPayRecurringProfile -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
        $found = $row | New-FreedomPayRecurringProfile -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.ExternalId)" | Should -Be "True $number"
        Get-SandboxRequest createRecurringProfile | Should -HaveCount 2
    }

    It 'to a cancellation is asked for again, and ends as cancelled, lost once or twice' -ForEach @{ Count = 1 }, @{ Count = 2 } {
        $profile = New-SignedProfile
        Set-FreedomPaySandboxFault AnswerLost -OperationId cancelRecurringProfile -Count $Count
        ($profile | Stop-FreedomPayRecurringProfile -WarningAction SilentlyContinue).Status | Should -Be 'canceled'
        Get-SandboxEffect cancelRecurringProfile | Should -HaveCount 1
    }

    It 'to a cancellation that is lost for good is settled by the state' {
        $profile = New-SignedProfile
        Set-FreedomPaySandboxFault AnswerLost -OperationId cancelRecurringProfile -Count 100
        $found = $profile | Stop-FreedomPayRecurringProfile -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.Status)" | Should -Be 'True canceled'
    }

    It 'to a cancellation that never arrived is unknown while the profile is active' {
        $profile = New-SignedProfile
        Set-FreedomPaySandboxFault Reset -OperationId cancelRecurringProfile -Count 100
        (Get-ErrorOf { $profile | Stop-FreedomPayRecurringProfile })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
    }
}

Describe 'A charge by a profile that was signed' {
    BeforeEach {
        Reset-Sandbox
        $order = "C-$([guid]::NewGuid())"
    }

    It 'takes money once for each row' {
        $profile = New-SignedProfile
        $charged = @("profile_id,external_id,amount,currency,type", "$($profile.ProfileId),$order-1,1000.50,KZT,binance", "$($profile.ProfileId),$order-2,5,KZT,binance" | ConvertFrom-Csv | New-FreedomPayRecurringPayment)
        $charged | ForEach-Object { $_ | Should -BeOfType FreedomPay.Payment }
        "$($charged[0].OrderId) $($charged[0].Amount) $($charged[0].Currency) $($charged[0].PaymentStatus) $($charged[0].PaymentId)" | Should -Be "$order-1 1000.50 KZT success "
        [guid]$charged[0].InvoiceId | Should -Not -Be ([guid]$charged[1].InvoiceId)
        (Get-SandboxState).profile_charges.external_id | Should -Be "$order-1", "$order-2"
        Get-SandboxEffect chargeByRecurringProfile | Should -HaveCount 2
    }

    It 'is not charged under the number of the profile, which comes with it through the pipeline' {
        $sent = Get-SentBody { New-SignedProfile | New-FreedomPayRecurringPayment -Amount 10 -Debug -WarningAction SilentlyContinue }
        $sent = $sent.Where({ $_.profile_id })[0]
        $sent.PSObject.Properties.Name | Should -Not -Contain 'external_id'
        "$($sent.amount) $($sent.type)" | Should -Be '10 binance'
    }

    It 'is refused of a profile that is <Why>' -ForEach @(
        @{ Why = 'not signed'; Make = { New-FreedomPayRecurringProfile -InvoiceType binance } }
        @{ Why = 'cancelled'; Make = { New-SignedProfile | Stop-FreedomPayRecurringProfile } }
        @{ Why = 'over'; Make = { New-SignedProfile @{ ExpiresAt = '2020-01-01' } } }
        @{ Why = 'unknown'; Make = { [pscustomobject]@{ ProfileId = '1' } } }
    ) {
        $profile = & $Make
        $problem = (Get-ErrorOf { New-FreedomPayRecurringPayment -ProfileId $profile.ProfileId -Amount 10 -OrderId $order })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        Get-SandboxEffect chargeByRecurringProfile | Should -BeNullOrEmpty
    }

    It 'is never guessed: a row with both kinds of profile is refused, <How>' -ForEach @(
        @{ How = 'by its columns'; Columns = 'profile_id', 'pg_recurring_profile'; Typed = @{} }
        @{ How = 'with one of them typed'; Columns = @('pg_recurring_profile'); Typed = @{ ProfileId = '' } }
        @{ How = 'with the other typed'; Columns = @('profile_id'); Typed = @{ RecurringProfile = '' } }
    ) {
        $profile = New-SignedProfile
        $row = [pscustomobject]@{ amount = '10'; pg_order_id = $order; pg_description = 'x' }
        foreach ($column in $Columns) { $row | Add-Member $column $profile.ProfileId }
        $choice = @{}
        foreach ($name in $Typed.Keys) { $choice[$name] = $profile.ProfileId }
        Get-ErrorOf { $row | New-FreedomPayRecurringPayment @choice } | Should -HaveCount 1
        Get-SandboxEffect chargeByRecurringProfile | Should -BeNullOrEmpty
        Get-SandboxEffect createRecurringPayment | Should -BeNullOrEmpty
    }

    It 'takes both kinds from one file, each row by its own column' {
        $profile = New-SignedProfile
        $first = New-FreedomPayPayment -Amount 10 -Description x -RecurringStart 1
        Invoke-Payer $first.PaymentId
        $older = (Get-SandboxState).payments.Where({ $_.payment_id -eq $first.PaymentId }).recurring_profile
        $rows = [pscustomobject]@{ pg_recurring_profile = $older; amount = '10'; pg_description = 'x' }, [pscustomobject]@{ profile_id = $profile.ProfileId; amount = '20' }
        $charged = @($rows | New-FreedomPayRecurringPayment)
        "$($charged[0].PaymentId.Length -gt 0) $($charged[1].InvoiceId.Length -gt 0)" | Should -Be 'True True'
    }

    It 'sends nothing for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'amount'; Value = '100,50' }
        @{ Why = 'no amount'; Column = 'amount'; Value = '' }
        @{ Why = 'nothing to charge'; Column = 'amount'; Value = '0' }
        @{ Why = 'an empty profile'; Column = 'profile_id'; Value = '' }
        @{ Why = 'a profile as a spreadsheet writes it'; Column = 'profile_id'; Value = '5E+8' }
    ) {
        $profile = New-SignedProfile
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ profile_id = $profile.ProfileId; external_id = "$order-$_"; amount = '10'; currency = 'KZT' } }
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayRecurringPayment })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[1].OrderId | Should -Be "$order-2"
        Get-SandboxEffect chargeByRecurringProfile | Should -HaveCount 1
    }

    It 'whose answer is lost stays unknown, and says where else to look' {
        $profile = New-SignedProfile
        Set-FreedomPaySandboxFault AnswerLost -OperationId chargeByRecurringProfile -Count 1
        $problem = (Get-ErrorOf { New-FreedomPayRecurringPayment -ProfileId $profile.ProfileId -Amount 10 -OrderId $order })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*$($profile.ProfileId)*$order*merchant account*"
        Get-SandboxRequest chargeByRecurringProfile | Should -HaveCount 1
    }

    It 'whose answer is lost is never sent again with the journal, in any run' {
        $journal = New-JournalPath
        $profile = New-SignedProfile
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ profile_id = $profile.ProfileId; external_id = "$order-$_"; amount = '10'; currency = 'KZT' } }
        Set-FreedomPaySandboxFault AnswerLost -OperationId chargeByRecurringProfile -Count 2
        1..3 | ForEach-Object {
            $outcome = @(Get-Outcome { $rows | New-FreedomPayRecurringPayment -Journal $journal })
            $outcome[0, 1].FullyQualifiedErrorId | ForEach-Object { $_ | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
            $outcome[2].OrderId | Should -Be "$order-3"
        }
        Get-SandboxRequest chargeByRecurringProfile | Should -HaveCount 3
        (Get-SandboxState).profile_charges | Should -HaveCount 3
    }

    It 'that did not arrive stays unknown too, for nobody can tell' {
        $journal = New-JournalPath
        $profile = New-SignedProfile
        $row = [pscustomobject]@{ profile_id = $profile.ProfileId; external_id = $order; amount = '10' }
        Set-FreedomPaySandboxFault Reset -OperationId chargeByRecurringProfile -Count 1
        1..2 | ForEach-Object { (Get-ErrorOf { $row | New-FreedomPayRecurringPayment -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        Get-SandboxRequest chargeByRecurringProfile | Should -HaveCount 1
        Get-SandboxEffect chargeByRecurringProfile | Should -BeNullOrEmpty
    }

    It 'with a state that nobody knows is no success, and is not sent again' {
        $profile = New-SignedProfile
        Set-FreedomPaySandboxFault MalformedAnswer -OperationId chargeByRecurringProfile -Count 1
        (Get-ErrorOf { New-FreedomPayRecurringPayment -ProfileId $profile.ProfileId -Amount 10 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest chargeByRecurringProfile | Should -HaveCount 1
    }
}

Describe 'A subscription' {
    BeforeAll { Reset-Sandbox }

    It 'is made, signed, charged each month by a file, and cancelled; then it is charged no more' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $run = [guid]::NewGuid()
        # The subscribers, of whom all sign.
        1..3 | ForEach-Object { [pscustomobject]@{ external_id = "SUB-$run-$_"; invoice_type = 'binance'; currency = 'KZT'; agreement_type = 'on-demand' } } | Export-Csv "$folder/subscribers.csv"
        Import-Csv "$folder/subscribers.csv" | New-FreedomPayRecurringProfile -Journal "$folder/subscribers.jsonl" | Export-Csv "$folder/profiles.csv"
        Import-Csv "$folder/profiles.csv" | ForEach-Object { Invoke-Payer $_.ProfileId }
        (Import-Csv "$folder/profiles.csv" | Get-FreedomPayRecurringProfile).Status | Should -Be 'active', 'active', 'active'

        # Each month a file, run twice, with answers that are lost in February.
        foreach ($month in 'January', 'February', 'March') {
            Import-Csv "$folder/profiles.csv" | ForEach-Object { [pscustomobject]@{ profile_id = $_.ProfileId; external_id = "$($_.ExternalId)-$month"; amount = '1000'; currency = 'KZT' } } | Export-Csv "$folder/$month.csv"
            if ($month -eq 'February') { Set-FreedomPaySandboxFault AnswerLost -OperationId chargeByRecurringProfile -Skip 1 -Count 1 }
            foreach ($time in 1, 2) {
                $outcome = @(Get-Outcome { Import-Csv "$folder/$month.csv" | New-FreedomPayRecurringPayment -Journal "$folder/$month.jsonl" })
                $outcome.Where({ $_ -is [Management.Automation.ErrorRecord] }).Count | Should -Be ($month -eq 'February' ? 1 : 0) -Because "$month, run $time"
            }
        }
        (Get-SandboxState).profile_charges | Should -HaveCount 9
        (Get-SandboxState).profile_charges.external_id | Sort-Object -Unique | Should -HaveCount 9

        # One leaves. April is charged to the others, and to him it is refused.
        $left = (Import-Csv "$folder/profiles.csv")[0]
        ($left | Stop-FreedomPayRecurringProfile -Description 'Unsubscribed').Status | Should -Be 'canceled'
        $april = @(Get-Outcome { Import-Csv "$folder/profiles.csv" | Select-Object ProfileId, @{ n = 'Amount'; e = { '1000' } }, @{ n = 'OrderId'; e = { "$($_.ExternalId)-April" } } | New-FreedomPayRecurringPayment -Journal "$folder/April.jsonl" })
        $april[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $april[1, 2].PaymentStatus | Should -Be 'success', 'success'
        (Get-SandboxState).profile_charges | Should -HaveCount 11
    }
}

Describe 'A tip' {
    BeforeEach {
        Reset-Sandbox
        $order = "T-$([guid]::NewGuid())"
    }

    It 'goes to the saved card of a worker, from the pipeline, and never shows the token' {
        $tip = New-WorkerCard | New-FreedomPayTip -Amount 500 -Currency KZT -ExternalId $order -RecipientUserId courier-042 -MainOrderId ORDER-123 -MainOrderAmount 5000 -SenderUserId customer-777 -SenderPhone 77001234567
        $tip | Should -BeOfType FreedomPay.Tip
        "$($tip.ExternalId) $($tip.Amount) $($tip.Currency) $($tip.Status)" | Should -Be "$order 500 KZT new"
        $tip.RedirectUrl | Should -BeLike 'http*/tips?token=*'
        Get-SandboxEffect createTip | Should -HaveCount 1
    }

    It 'takes a file with the names of the API, in objects of their own' {
        $token = New-WorkerCard
        $token = (Get-SandboxState).customer_cards[0].card_token
        $row = [pscustomobject]@{ external_id = $order; amount = '500'; currency = 'KZT'; 'main_order.external_id' = 'ORDER-123'; 'main_order.amount' = '5000'; 'recipient.user_id' = 'courier-042'; card_token = $token; 'sender.user_id' = 'customer-777'; phone = '77001234567' }
        $sent = Get-SentBody { $row | New-FreedomPayTip -Debug }
        "$($sent.main_order.external_id) $($sent.main_order.amount) $($sent.amount)" | Should -Be 'ORDER-123 5000 500'
        # The sandbox knows the card of this worker only.
        Get-SandboxEffect createTip | Should -HaveCount 1
        $sent.recipient.card_token | Should -Not -Be $token
        $sent.sender.phone | Should -Not -Be '77001234567'
    }

    It 'to a card that is not saved for the worker is refused' {
        $card = New-WorkerCard
        (Get-ErrorOf { $card | New-FreedomPayTip -Amount 500 -RecipientUserId courier-043 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        Get-SandboxEffect createTip | Should -BeNullOrEmpty
    }

    It 'sends nothing for a row with <Why>' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'amount'; Value = '100,50' }
        @{ Why = 'no worker'; Column = 'recipient.user_id'; Value = '' }
        @{ Why = 'no card'; Column = 'card_token'; Value = '' }
        @{ Why = 'a masked token'; Column = 'card_token'; Value = '***' }
        @{ Why = 'an empty amount of the order'; Column = 'main_order.amount'; Value = '' }
    ) {
        $row = [pscustomobject]@{ amount = '500'; 'recipient.user_id' = 'courier-042'; card_token = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'; 'main_order.amount' = '5000' }
        $row.$Column = $Value
        (Get-ErrorOf { $row | New-FreedomPayTip })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest createTip | Should -BeNullOrEmpty
    }

    It 'whose answer is lost stays unknown in every run, and says where else to look' {
        $journal = New-JournalPath
        $card = New-WorkerCard
        Set-FreedomPaySandboxFault AnswerLost -OperationId createTip -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $card | New-FreedomPayTip -Amount 500 -RecipientUserId courier-042 -ExternalId $order -Journal $journal })[0]
            $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*$order*-PostLink*"
        }
        Get-SandboxRequest createTip | Should -HaveCount 1
    }

    It 'leaves neither its token nor the address with one in a journal' {
        $journal = New-JournalPath
        $card = New-WorkerCard
        $tip = $card | New-FreedomPayTip -Amount 500 -RecipientUserId courier-042 -ExternalId $order -Journal $journal
        $kept = Get-Content -Raw $journal
        $kept | Should -Not -BeLike "*$((Get-SandboxState).customer_cards[0].card_token)*"
        $kept | Should -Not -BeLike "*$(($tip.RedirectUrl -split 'token=')[1])*"
        $again = $card | New-FreedomPayTip -Amount 500 -RecipientUserId courier-042 -ExternalId $order -Journal $journal
        "$($again.Replayed) $($again.Id) $($again.RedirectUrl)" | Should -Be "True $($tip.Id) "
    }
}
