# The Gateway API in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows name a payment that must have been made before.
    NeedsExisting = @(
        'Get-FreedomPayGatewayPayment', 'Complete-FreedomPayGatewayPayment', 'Stop-FreedomPayGatewayPayment', 'New-FreedomPayGatewayRefund', 'Get-FreedomPayGatewayPayout', 'Confirm-FreedomPayGatewayPayment'
        'Get-FreedomPayGatewayTransfer', 'Confirm-FreedomPayGatewayTransfer', 'Confirm-FreedomPayGatewayCustomerCard', 'Remove-FreedomPayGatewayCustomerCard'
    , 'New-FreedomPayGatewayPayment')

    # What examples speak of beside what those of the Merchant API make: a file, and payouts.
    Examples = {
        param($Name)
        $payouts = 1..2 | ForEach-Object { [pscustomobject]@{ pg_order_id = "S-$_"; pg_amount = '100'; pg_description = 'x'; pg_order_time_limit = '2027-12-31 12:00:00'; pg_user_id = '7'; pg_post_link = 'https://example.com/'; pg_card_token_to = 'ef741cfc-f85e-41a0-84e6-2ba964912182' } }
        $payouts | Export-Csv wages.csv
        $payouts | Select-Object pg_order_id | Export-Csv paid.csv
        if ($Name -eq 'Get-FreedomPayGatewayPayout') {
            $null = $payouts | Select-Object *, @{ n = 'OrderId'; e = { 'P-1001' } } -First 1 -ExcludeProperty pg_order_id | New-FreedomPayGatewayPayout
            $null = $payouts | New-FreedomPayGatewayPayout
        }
        [pscustomobject]@{ pg_order_id = 'K-1'; pg_amount = '100'; pg_description = 'x'; pg_user_id = '7'; pg_card_token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' } | Export-Csv tokens.csv
        [pscustomobject]@{ PaymentId = '4567788'; Md = 'made-up-md'; PaRes = 'made-up-pares' } | Export-Csv returned.csv
        # Cards of two users, one of which is 7; a card and two transfers whose holder has passed 3-D Secure.
        $card = @{ pg_card_cvc = '653'; pg_card_year = '30'; pg_card_month = '12'; pg_card_name = 'IVAN IVANOV' }
        $cards = 7, 8 | ForEach-Object { [pscustomobject]($card + @{ pg_order_id = "C-$_"; pg_user_id = "$_"; pg_card_pan = '4405645000006150' }) }
        $cards | Export-Csv cards.csv
        $cards | Select-Object pg_user_id | Export-Csv leavers.csv
        $transfer = $card + @{ pg_amount = '100'; pg_currency_from = 'KZT'; pg_currency_to = 'KZT'; pg_description = 'x'; pg_card_recipient = '4671593866478252' }
        $transfers = 1..2 | ForEach-Object { [pscustomobject]($transfer + @{ pg_order_id = "T-$_"; pg_card_pan = '4405645000006150' }) }
        $transfers | Export-Csv transfers.csv
        $transfers | Select-Object pg_order_id | Export-Csv moved.csv
        if ($Name -match 'GatewayTransfer$') {
            $null = if ($Name -match '^Get') { @($transfers) + ($transfers[0] | Select-Object *, @{ n = 'OrderId'; e = { 'T-1001' } } -ExcludeProperty pg_order_id) | New-FreedomPayGatewayTransfer }
            $waiting = @(1..3 | ForEach-Object { [pscustomobject]($transfer + @{ pg_order_id = "W-$_"; pg_card_pan = '4916307416334310' }) } | New-FreedomPayGatewayTransfer)
            $waiting | ForEach-Object { $null = Invoke-RestMethod $_.AcsUrl }
            $waiting[1..2] | Select-Object TransferId | Export-Csv passed.csv
            return @{ '8901234' = $waiting[0].TransferId }
        }
        if ($Name -match '^(Get|Remove).*GatewayCustomerCard') { $null = $cards | Add-FreedomPayGatewayCustomerCard }
        if ($Name -match '^Confirm.*GatewayCustomerCard') {
            $waiting = @(1..3 | ForEach-Object { [pscustomobject]($card + @{ pg_order_id = "S-$_"; pg_user_id = '7'; pg_card_pan = '4916307416334310' }) } | Add-FreedomPayGatewayCustomerCard)
            $waiting | ForEach-Object { $null = Invoke-RestMethod $_.AcsUrl }
            $waiting[1..2] | Select-Object PaymentId, @{ n = 'MD'; e = { 'md' } }, @{ n = 'PaRes'; e = { 'pares' } } | Export-Csv acs.csv
            return @{ '6601234' = $waiting[0].PaymentId }
        }
        @{}
    }

    # Calls of the canary that no row can express, or that come nearer to the light than a sample row does.
    Calls = @{
        'Get-FreedomPayGatewayPayment'      = @({ Get-FreedomPayGatewayPayment -OrderId "order $pan" @loud }, { Get-FreedomPayGatewayPayment -PaymentId "$pan x" @loud })
        'Complete-FreedomPayGatewayPayment' = @(
            { Complete-FreedomPayGatewayPayment $pan -Full @loud }
            { Complete-FreedomPayGatewayPayment 1 -Amount $pan -AdditionalField @{ pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud }
        )
        'Stop-FreedomPayGatewayPayment'     = @(
            { Stop-FreedomPayGatewayPayment $pan @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayGatewayPayment -WhatIf @loud }
        )
        'New-FreedomPayGatewayRefund'       = @(
            { New-FreedomPayGatewayRefund 1 -RefundAmount $pan @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; RefundAmount = $pan; cvc = $secret.Cvc } | New-FreedomPayGatewayRefund -WhatIf @loud }
        )
        'New-FreedomPayGatewayPayout'       = @(
            { New-FreedomPayGatewayPayout -Amount 10 -CardTokenTo $secret.Token -UserId 7 -Description "card $pan" -OrderTimeLimit '2027-12-31 12:00:00' -PostLink https://example.com/ @loud }
            { New-FreedomPayGatewayPayout -Amount 10 -RecipientIban "KZ $pan" -RecipientIin $pan -RecipientName "pin $($secret.Pin)" -RecipientKbe 19 -Knp 119 -BankBik x -PostLink https://example.com/ -WhatIf @loud }
        )
        'Get-FreedomPayGatewayPayout'       = @({ Get-FreedomPayGatewayPayout "order $pan" @loud }, { Get-FreedomPayGatewayPayout -PayoutId $pan @loud })
        'New-FreedomPayGatewayPayment'      = @(
            { New-FreedomPayGatewayPayment -Amount 10 -Description "card $pan" -CardNumber $pan -CardMonth 12 -CardYear 30 -CardCvc $secret.Cvc -CardName "IVAN $($secret.Pin)" @loud }
            { New-FreedomPayGatewayPayment -Amount 10 -Description x -CardNumber "$pan x" -CardMonth 12 -CardYear 30 -CardCvc "$($secret.Cvc) x" -CardName x @loud }
            { New-FreedomPayGatewayPayment -ApplePay -Amount 10 -Description x -CardNumber $pan -CardMonth 12 -CardYear 30 -CardName x -Cryptogram $secret.Token -EciIndicator 05 @loud }
            { New-FreedomPayGatewayPayment -Amount 10 -Description x -CardToken $secret.Token -UserId 7 @loud }
            { New-FreedomPayGatewayPayment -Amount 10 -Description x -CardNumber $pan -CardMonth 12 -CardYear 30 -CardCvc $secret.Cvc -CardName x -KeyId k -EncryptionKey ([Security.Cryptography.RSA]::Create(2048)) @loud }
        )
        'Confirm-FreedomPayGatewayPayment'  = @(
            { Confirm-FreedomPayGatewayPayment 1 -Md $secret.Token -PaRes $secret.Pin @loud }
            { [pscustomobject]@{ PaymentId = $pan; Md = $secret.Token; PaReq = 'p'; AcsUrl = "http://bank.example/$pan" } | Confirm-FreedomPayGatewayPayment -Open @loud }
        )
        'Test-FreedomPayService'            = @({ Test-FreedomPayService @loud })
        # With cards of the test cards too, so that they reach the answer: the sender's wants 3-D Secure, or has no money.
        'New-FreedomPayGatewayTransfer'     = @(
            { New-FreedomPayGatewayTransfer -OrderId "t-$([guid]::NewGuid())" -Amount 10 -CurrencyFrom KZT -CurrencyTo KZT -Description "card $pan" -CardNumber $pan -CardCvc 653 -CardYear 30 -CardMonth 12 -CardName "CARD $pan" -CardRecipient $pan @loud }
            { New-FreedomPayGatewayTransfer -Amount 10 -CurrencyFrom KZT -CurrencyTo KZT -Description x -CardToken $secret.Token -CardRecipientToken $secret.Token -CardRecipientName "pin $($secret.Pin)" @loud }
            { [pscustomobject]@{ pg_order_id = "t-$([guid]::NewGuid())"; pg_amount = '10'; pg_currency_from = 'KZT'; pg_currency_to = 'KZT'; pg_description = $pan; pg_card_pan = $pan; pg_card_token = $secret.Token; pg_card_cvc = $secret.Cvc; pg_card_recipient = $pan; pg_card_recipient_token = $secret.Token } | New-FreedomPayGatewayTransfer @loud }
            { New-FreedomPayGatewayTransfer -OrderId $pan -Amount $pan -CurrencyFrom $pan -CurrencyTo KZT -Description x -CardNumber $pan -CardCvc $secret.Cvc -CardYear $secret.Pin -CardMonth $secret.Pin -CardName x -CardRecipient "$pan x" -WhatIf @loud }
        )
        'Confirm-FreedomPayGatewayTransfer' = @({ Confirm-FreedomPayGatewayTransfer $pan @loud }, { Confirm-FreedomPayGatewayTransfer "$pan x" -WhatIf @loud })
        'Get-FreedomPayGatewayTransfer'     = @({ Get-FreedomPayGatewayTransfer "order $pan" @loud }, { Get-FreedomPayGatewayTransfer -TransferId $pan @loud })
        'Get-FreedomPayGatewayTransferRate' = @({ Get-FreedomPayGatewayTransferRate $pan $pan @loud }, { Get-FreedomPayGatewayTransferRate KZT EUR @loud })
        'Add-FreedomPayGatewayCustomerCard' = @(
            { Add-FreedomPayGatewayCustomerCard 7 -OrderId "c-$([guid]::NewGuid())" -CardNumber $pan -CardCvc 653 -CardYear 30 -CardMonth 12 -CardName "CARD $pan" -Description "card $pan" @loud }
            { Add-FreedomPayGatewayCustomerCard 7 -CardToken $secret.Token -CardCvc 653 -CardYear 30 -CardMonth 12 -CardName 'CARD HOLDER' @loud }
            { [pscustomobject]@{ pg_user_id = $pan; pg_order_id = $pan; pg_card_pan = $pan; pg_card_token = $secret.Token; pg_card_cvc = $secret.Cvc; pg_card_year = $secret.Pin; pg_card_month = $secret.Pin; pg_card_name = $pan } | Add-FreedomPayGatewayCustomerCard -WhatIf @loud }
        )
        'Confirm-FreedomPayGatewayCustomerCard' = @(
            { Confirm-FreedomPayGatewayCustomerCard 1 -Md $secret.Token -PaRes $secret.Client @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; pg_md = $secret.Token; pg_pares = $secret.Client; pg_user_id = $pan; cvc = $secret.Cvc } | Confirm-FreedomPayGatewayCustomerCard -WhatIf @loud }
        )
        'Get-FreedomPayGatewayCustomerCard' = @({ Get-FreedomPayGatewayCustomerCard $pan @loud }, { Get-FreedomPayGatewayCustomerCard 7 @loud })
        'Remove-FreedomPayGatewayCustomerCard' = @(
            { Remove-FreedomPayGatewayCustomerCard 7 $secret.Token @loud }
            { [pscustomobject]@{ pg_user_id = $pan; pg_card_token = $secret.Token; cvc = $secret.Cvc } | Remove-FreedomPayGatewayCustomerCard -WhatIf @loud }
        )
    }
}
