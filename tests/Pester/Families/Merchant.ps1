# The Merchant API in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows name a payment that must have been made before.
    NeedsExisting = @(
        'Get-FreedomPayPayment', 'Complete-FreedomPayPayment', 'Stop-FreedomPayPayment', 'New-FreedomPayRefund', 'Get-FreedomPayPayout'
        'Get-FreedomPayMobilePayment', 'Submit-FreedomPayMobilePayment', 'Confirm-FreedomPayMobilePayment', 'Send-FreedomPayMobilePaymentCode'
        'Remove-FreedomPayCustomerCard', 'New-FreedomPayRecurringPayment', 'New-FreedomPayTokenPayment', 'Confirm-FreedomPayTokenPayment'
        'Confirm-FreedomPayGooglePayPayment'
        'Get-FreedomPayInvoice', 'New-FreedomPayInvoiceRefund', 'Stop-FreedomPayInvoice', 'Get-FreedomPayQrInvoice', 'New-FreedomPayQrInvoicePayment'
        'Get-FreedomPayRecurringProfile', 'Stop-FreedomPayRecurringProfile'
        'New-FreedomPayTip', 'Get-FreedomPayInstallment', 'Set-FreedomPayInstallment', 'New-FreedomPayInstallment'
    )

    # What examples speak of: files, and ids of theirs that stand for ones that the sandbox knows.
    Examples = {
        param($Name)
        Import-Csv (Join-Path $repository 'samples' 'payments.csv') | Select-Object -First 2 | Export-Csv orders.csv
        Import-Csv orders.csv | Select-Object @{ n = 'OrderId'; e = { $_.pg_order_id } }, @{ n = 'Name'; e = { 'x' } }, @{ n = 'Count'; e = { 1 } }, @{ n = 'Price'; e = { $_.pg_amount } } |
            Export-Csv positions.csv
        Import-Csv orders.csv | New-FreedomPayPayment | Export-Csv links.csv
        'A-1', 'A-2' | ForEach-Object { $null = New-FreedomPayPayment -OrderId $_ -Amount 1 -Description x }
        # What is charged and released was held before; what is given back was charged.
        $paid = 1..2 | ForEach-Object { New-FreedomPayPayment -Amount 2000 -Description x -AutoClearing $($Name -in 'New-FreedomPayRefund', 'New-FreedomPayGatewayRefund' ? 1 : 0) }
        foreach ($payment in $paid) {
            $body = @{ payment_id = $payment.PaymentId } | ConvertTo-Json
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body $body
        }
        $paid | Select-Object PaymentId | Export-Csv payments.csv
        $paid | Select-Object PaymentId, @{ n = 'ClearingAmount'; e = { $_.Amount } } | Export-Csv shipped.csv
        $paid | Select-Object PaymentId, @{ n = 'RefundAmount'; e = { $_.Amount } } | Export-Csv refunds.csv
        # The same two cards, accounts and phones for every file of payouts.
        $payouts = 1..2 | ForEach-Object { [pscustomobject]@{ pg_order_id = "S-$_"; pg_amount = '100'; pg_description = 'x'; pg_order_time_limit = '2027-12-31 12:00:00'; pg_post_link = 'https://example.com/' } }
        $payouts | Select-Object *, @{ n = 'pg_card_token_to'; e = { 'ef741cfc-f85e-41a0-84e6-2ba964912182' } }, @{ n = 'pg_user_id'; e = { 'client-7' } } | Export-Csv salaries.csv
        $payouts | Select-Object *, @{ n = 'pg_back_link'; e = { 'https://example.com/' } } | Export-Csv prizes.csv
        $payouts | Select-Object pg_order_id, @{ n = 'pg_phone'; e = { '7073175200' } }, @{ n = 'pg_amount'; e = { '2000' } } | Export-Csv cash.csv
        $payouts | Select-Object pg_order_id | Export-Csv paid.csv
        if ($Name -eq 'Get-FreedomPayPayout') {
            'P-1001', 'S-1', 'S-2' | ForEach-Object { $null = New-FreedomPayPayout -OrderId $_ -Amount 1 -RecipientIban KZ79000KZT1234567890 }
        }
        # A card for payments and one for payouts, each saved on its page.
        $receivers = [pscustomobject]@{ pg_user_id = 'client-7'; pg_back_link = 'https://example.com/' }
        $receivers | Export-Csv receivers.csv
        foreach ($page in @($receivers | Add-FreedomPayCustomerCard), @($receivers | Add-FreedomPayCustomerCard -Payout)) {
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $page.PaymentId } | ConvertTo-Json)
        }
        if ($Name -eq 'New-FreedomPayRecurringPayment') {
            $first = New-FreedomPayPayment -Amount 10 -Description x -RecurringStart 1
            $sandbox = "$((Get-FreedomPayConnection).BaseUri)_sandbox"
            $null = Invoke-RestMethod "$sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $first.PaymentId } | ConvertTo-Json)
            $number = (Invoke-RestMethod "$sandbox/state").payments.Where({ $_.payment_id -eq $first.PaymentId }).recurring_profile
            1..2 | ForEach-Object { [pscustomobject]@{ pg_recurring_profile = $number; pg_order_id = "R-$_"; pg_amount = '10'; pg_description = 'x' } } | Export-Csv subscriptions.csv
            $signed = New-FreedomPayRecurringProfile -InvoiceType binance
            $null = Invoke-RestMethod "$sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $signed.ProfileId } | ConvertTo-Json)
            return @{ '987654321' = $signed.ProfileId; '12345' = $number }
        }
        if ($Name -match 'GooglePay') {
            $made = @(1..3 | ForEach-Object { New-FreedomPayPayment -OrderId "P-$_" -Amount 10 -Description x })
            $made[0..1] | Select-Object @{ n = 'RowId'; e = { $_.OrderId } }, PaymentId, RedirectUrl, @{ n = 'Token'; e = { '{"signature":"made-up"}' } } | Export-Csv tapped.csv
            return @{ '4567788' = $made[2].PaymentId; '200be02010c4f2a54260e5e798605691' = ($made[2].RedirectUrl -split 'customer=')[1] }
        }
        if ($Name -match 'TokenPayment') {
            $token = (Get-FreedomPayCustomerCard client-7)[0].CardToken
            $made = 1..4 | ForEach-Object { New-FreedomPayTokenPayment -OrderId "C-$_" -Amount 10 -Description x -UserId client-7 -CardToken $token }
            $made | Select-Object -First 2 PaymentId | Export-Csv created.csv
            $plain = [Net.NetworkCredential]::new('', $token.ToSecureString()).Password
            1..2 | ForEach-Object { [pscustomobject]@{ pg_order_id = "D-$_"; pg_amount = '10'; pg_description = 'x'; pg_user_id = 'client-7'; pg_card_token = $plain } } | Export-Csv charges.csv
            return @{ '4567788' = $made[2].PaymentId }
        }
        if ($Name -match 'Invoice') {
            $bills = 1..2 | ForEach-Object { [pscustomobject]@{ external_id = "I-$_"; amount = '100'; currency = 'KZT'; description = 'x' } }
            $bills | Export-Csv bills.csv
            $bills | Select-Object @{ n = 'order_id'; e = { $_.external_id } }, amount, currency, description | Export-Csv tables.csv
            $sandbox = "$((Get-FreedomPayConnection).BaseUri)_sandbox"
            $invoices = @(1..3 | ForEach-Object { New-FreedomPayInvoice -Amount 2000 -Currency KZT -ExternalId "E-$_" })
            $invoices[1..2] | Export-Csv invoices.csv
            if ($Name -eq 'New-FreedomPayInvoiceRefund') {
                $invoices | ForEach-Object { $null = Invoke-RestMethod "$sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $_.InvoiceId } | ConvertTo-Json) }
            }
            $invoices | Select-Object InvoiceId, @{ n = 'RefundAmount'; e = { '10' } } | Export-Csv returns.csv
            # What a payer reads in the code: the sandbox writes the address of the page as it is.
            $codes = @('Q-1001', 'Q-1', 'Q-2' | ForEach-Object { New-FreedomPayQrInvoice -OrderId $_ -Amount 10 -Currency KZT -Description x })
            $codes[1..2] | Export-Csv codes.csv
            $customers = @($codes | ForEach-Object { ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($_.Qr)) -split 'customer=')[1] })
            $customers[1..2] | ForEach-Object { [pscustomobject]@{ RowId = $_; customer = $_; user_id = 'client-7'; card_token = 'ef741cfc-f85e-41a0-84e6-2ba964912182' } } | Export-Csv scanned.csv
            return @{ '019d0652-4e2f-7f54-a179-007c80c48adu' = $invoices[0].InvoiceId; '200be02010c4f2a54260e5e798605691' = $customers[0] }
        }
        # Profiles of subscribers, applications for installments, and the card of a worker who gets tips.
        1..2 | ForEach-Object { [pscustomobject]@{ external_id = "SUB-$_"; invoice_type = 'binance'; currency = 'KZT' } } | Export-Csv subscribers.csv
        $profiles = Import-Csv subscribers.csv | New-FreedomPayRecurringProfile
        $profiles | Select-Object ProfileId | Export-Csv profiles.csv
        $orders = 'TGR1234', 'TGR1236' | ForEach-Object { [pscustomobject]@{ external_id = $_; total_amount = '100'; name = 'Tea'; price = '50'; quantity = '2' } }
        $orders | Export-Csv installments.csv
        if ($Name -in 'Get-FreedomPayInstallment', 'Set-FreedomPayInstallment') { $null = $orders | New-FreedomPayInstallment }
        $orders | Select-Object external_id | Export-Csv applications.csv
        $orders | Select-Object external_id | Export-Csv delivered.csv
        1..2 | ForEach-Object { [pscustomobject]@{ external_id = "T-$_"; amount = '500'; 'recipient.user_id' = 'courier-042'; card_token = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890' } } | Export-Csv tips.csv
        if ($Name -eq 'New-FreedomPayTip') {
            $page = Add-FreedomPayCustomerCard courier-042 -BackLink https://example.com/
            $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -ContentType application/json -Body (@{ payment_id = $page.PaymentId } | ConvertTo-Json)
        }
        if ($Name -match 'RecurringProfile$') { return @{ '123456789' = $profiles[0].ProfileId } }
        if ($Name -notmatch 'MobilePayment') { return @{ '4567788' = $paid[0].PaymentId; 'A-1001' = 'A-1' } }
        # The test phones of the documentation; what is confirmed, and sent again, waits for its code.
        $mobile = '+77017777777', '+77027777777', '+77037777777' | ForEach-Object { New-FreedomPayMobilePayment -Amount 100 -Description x -UserPhone $_ }
        if ($Name -match '^Confirm|^Send') { $null = $mobile | Submit-FreedomPayMobilePayment }
        $mobile | Select-Object -Skip 1 PaymentId, Phone | Export-Csv mobile.csv
        @{ '4567788' = $mobile[0].PaymentId }
    }

    # Calls of the canary that no row can express, or that come nearer to the light than a sample row does.
    Calls = @{
        'Compare-FreedomPayPayment'  = @({ Compare-FreedomPayPayment "order $pan" 10 @loud }, { Compare-FreedomPayPayment A-1 $pan -Currency $pan @loud })
        'Get-FreedomPayPayment'      = @({ Get-FreedomPayPayment -OrderId "order $pan" @loud }, { Get-FreedomPayPayment -PaymentId "$pan x" @loud })
        'New-FreedomPayPayment'      = @(
            { New-FreedomPayPayment -Amount 10 -Description "card $pan" -OrderId "order-$([guid]::NewGuid())" @loud }
            { New-FreedomPayPayment -Amount 10 -Description "secret $($secret.Merchant)" -WhatIf @loud }
            { New-FreedomPayPayment -Amount 10 -Description x -QrPath "$pan/$($secret.Merchant).png" -ShowQr @loud }
            { New-FreedomPayPayment -Amount 10 -Description x -OrderId "order-$([guid]::NewGuid())" -UserPhone $pan -ShowQr @loud }
        )
        'Complete-FreedomPayPayment' = @(
            { Complete-FreedomPayPayment $pan -Full @loud }
            { Complete-FreedomPayPayment 1 -Amount $pan -AdditionalField @{ pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud }
        )
        'Stop-FreedomPayPayment'     = @(
            { Stop-FreedomPayPayment $pan @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayPayment -WhatIf @loud }
        )
        'Get-FreedomPayPayout'       = @({ Get-FreedomPayPayout A-1 -PaymentV1 -PayoutId $pan @loud })
        'New-FreedomPayPayout'       = @(
            { New-FreedomPayPayout -Amount 10 -CardTokenTo $secret.Token -UserId client-7 -Description "card $pan" -OrderTimeLimit '2027-12-31 12:00:00' -PostLink https://example.com/ @loud }
            { New-FreedomPayPayout -Amount 10 -RecipientIban "KZ $pan" -RecipientName "pin $($secret.Pin)" -WhatIf @loud }
        )
        'New-FreedomPayMobilePayment' = @({ New-FreedomPayMobilePayment -Amount 10 -Description "card $pan" -OrderId "order-$([guid]::NewGuid())" -UserPhone $pan @loud })
        'Submit-FreedomPayMobilePayment' = @({ Submit-FreedomPayMobilePayment $pan -Phone $pan @loud })
        'Confirm-FreedomPayMobilePayment' = @(
            { Confirm-FreedomPayMobilePayment 1 $secret.Pin @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; pg_approval_code = $secret.Pin } | Confirm-FreedomPayMobilePayment -WhatIf @loud }
        )
        'New-FreedomPayTokenPayment' = @(
            { New-FreedomPayTokenPayment -OrderId "order-$([guid]::NewGuid())" -Amount 10 -Description "card $pan" -UserId client-7 -CardToken $secret.Token @loud }
            { [pscustomobject]@{ pg_order_id = $pan; pg_amount = $pan; pg_description = $pan; pg_user_id = $pan; pg_card_token = $secret.Token; cvc = $secret.Cvc } | New-FreedomPayTokenPayment -WhatIf @loud }
        )
        'Confirm-FreedomPayTokenPayment' = @({ Confirm-FreedomPayTokenPayment $pan @loud }, { Confirm-FreedomPayTokenPayment "$pan x" -Cvc @loud }, { Confirm-FreedomPayTokenPayment 1 -Cvc @loud })
        'Confirm-FreedomPayGooglePayPayment' = @(
            { Confirm-FreedomPayGooglePayPayment 1 "https://customer.freedompay.kz/pay.html?customer=$pan" -Token $secret.Token @loud }
            { [pscustomobject]@{ pg_payment_id = $pan; payment_id = $pan; token = $secret.Token; cvc = $secret.Cvc } | Confirm-FreedomPayGooglePayPayment -WhatIf @loud }
        )
        'New-FreedomPayCheckoutLink' = @({ New-FreedomPayCheckoutLink -OrderId A-1 -Amount $pan -Description x @loud }, { New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description "secret $($secret.Merchant)" @loud })
        'New-FreedomPayAtmPayout'    = @({ New-FreedomPayAtmPayout -Amount 2000 -Phone $pan @loud })
        'Add-FreedomPayCustomerCard' = @(
            { Add-FreedomPayCustomerCard "user $pan" -BackLink https://example.com/ @loud }
            { Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/ -Template tips -PhoneNumber $pan -WhatIf @loud }
        )
        'Get-FreedomPayCustomerCard' = @({ Get-FreedomPayCustomerCard "user $pan" @loud }, { Get-FreedomPayCustomerCard $pan -Payout @loud })
        'Remove-FreedomPayCustomerCard' = @(
            { Remove-FreedomPayCustomerCard client-7 $secret.Token @loud }
            { [pscustomobject]@{ pg_user_id = $pan; pg_card_token = $secret.Token; cvc = $secret.Cvc } | Remove-FreedomPayCustomerCard -Payout -WhatIf @loud }
        )
        'New-FreedomPayInvoice'      = @(
            { New-FreedomPayInvoice -Amount 10 -Currency KZT -ExternalId "i-$([guid]::NewGuid())" -Description "card $pan" -Payer "pin $($secret.Pin)" @loud }
            { New-FreedomPayInvoice -Amount 10 -Currency KZT -ExternalId $pan -AdditionalField @{ 'device.id' = $pan; profile_id = $pan } @loud }
        )
        'Get-FreedomPayInvoice'      = @({ Get-FreedomPayInvoice "invoice $pan" @loud }, { Get-FreedomPayInvoice $pan -Status @loud })
        'New-FreedomPayInvoiceRefund' = @(
            { New-FreedomPayInvoiceRefund $pan -RefundAmount $pan -Description "card $pan" @loud }
            { [pscustomobject]@{ InvoiceId = '1'; RefundAmount = "paid with $pan"; pin = $secret.Pin } | New-FreedomPayInvoiceRefund @loud }
        )
        'Stop-FreedomPayInvoice'     = @(
            { Stop-FreedomPayInvoice $pan -Description "card $pan" @loud }
            { [pscustomobject]@{ id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayInvoice -WhatIf @loud }
        )
        'New-FreedomPayQrInvoice'    = @({ New-FreedomPayQrInvoice -Amount 10 -Currency KZT -OrderId "order-$([guid]::NewGuid())" -Description "card $pan" @loud })
        'Get-FreedomPayQrInvoice'    = @({ Get-FreedomPayQrInvoice -OrderId "order $pan" @loud }, { Get-FreedomPayQrInvoice -Payer -Customer $pan @loud })
        'New-FreedomPayQrInvoicePayment' = @(
            { New-FreedomPayQrInvoicePayment $pan -UserId $pan -CardToken $secret.Token @loud }
            { [pscustomobject]@{ customer = $pan; user_id = 'client-7'; card_token = $secret.Token; cvc = $secret.Cvc } | New-FreedomPayQrInvoicePayment -WhatIf @loud }
        )
        'New-FreedomPayRecurringPayment' = @({ New-FreedomPayRecurringPayment -RecurringProfile $pan -Amount 10 -Description "card $pan" @loud }, { New-FreedomPayRecurringPayment -RecurringProfile 1 -Amount 10 -Description $pan @loud }, { New-FreedomPayRecurringPayment -ProfileId $pan -Amount 10 -OrderId "order $pan" @loud })
        'New-FreedomPayRecurringProfile' = @(
            { New-FreedomPayRecurringProfile "S-$([guid]::NewGuid())" -InvoiceType binance -StateCallback "https://example.com/$pan" @loud }
            { New-FreedomPayRecurringProfile "order $pan" -InvoiceType $pan -Amount $pan -WhatIf @loud }
        )
        'Get-FreedomPayRecurringProfile' = @({ Get-FreedomPayRecurringProfile $pan @loud }, { Get-FreedomPayRecurringProfile -ExternalId "order $pan" @loud })
        'Stop-FreedomPayRecurringProfile' = @(
            { Stop-FreedomPayRecurringProfile $pan -Description "card $pan" @loud }
            { [pscustomobject]@{ profile_id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayRecurringProfile -WhatIf @loud }
        )
        'New-FreedomPayTip'          = @(
            { New-FreedomPayTip -Amount 10 -RecipientUserId $pan -CardToken $secret.Token -SenderPhone $pan -ExternalId "order $pan" @loud }
            { [pscustomobject]@{ amount = '10'; 'recipient.user_id' = 'courier-042'; card_token = $secret.Token; pin = $secret.Pin } | New-FreedomPayTip -WhatIf @loud }
        )
        'New-FreedomPayInstallment'  = @(
            { New-FreedomPayInstallment "order-$([guid]::NewGuid())" -TotalAmount 10 -ProductName "card $pan" -Price 10 -Quantity 1 @loud }
            { New-FreedomPayInstallment -TotalAmount 10 -CustomerPhone $pan -Good @{ name = "card $pan"; price = $pan; quantity = 1; cvc = $secret.Cvc } @loud }
        )
        'Get-FreedomPayInstallment'  = @({ Get-FreedomPayInstallment "order $pan" @loud }, { Get-FreedomPayInstallment -Id $pan @loud })
        'Set-FreedomPayInstallment'  = @(
            { Set-FreedomPayInstallment $pan canceled -Confirm:$false @loud }
            { [pscustomobject]@{ external_id = $pan; status = "refund $pan"; pin = $secret.Pin } | Set-FreedomPayInstallment -WhatIf @loud }
        )
        'New-FreedomPayRefund'       = @(
            { New-FreedomPayRefund $pan -Amount $pan -RefundKey "card $pan" @loud }
            { [pscustomobject]@{ PaymentId = '1'; RefundAmount = "paid with $pan"; pin = $secret.Pin } | New-FreedomPayRefund @loud }
        )
    }
}
