# The Gateway API in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows name a payment that must have been made before.
    NeedsExisting = @('Get-FreedomPayGatewayPayment', 'Complete-FreedomPayGatewayPayment', 'Stop-FreedomPayGatewayPayment', 'New-FreedomPayGatewayRefund', 'Get-FreedomPayGatewayPayout', 'Confirm-FreedomPayGatewayPayment')

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
        [pscustomobject]@{ PaymentId = '4567788'; Md = 'made-up-md'; PaRes = 'made-up-pares' } | Export-Csv returned.csv
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
    }
}
