# The asynchronous part of the Gateway API in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows name a payment, a card or a profile that must have been made before.
    NeedsExisting = @(
        'New-FreedomPayAsyncPayment', 'Get-FreedomPayAsyncPayment', 'Get-FreedomPayAsyncRequest', 'Complete-FreedomPayAsyncPayment', 'Stop-FreedomPayAsyncPayment'
        'New-FreedomPayAsyncRefund'
    )

    # The order of a payment is what people look for it by.
    ShownAsGiven  = @{ 'New-FreedomPayAsyncPayment' = 'OrderId' }

    # What examples speak of: payments that are held, or charged where they are to be given back, and files of them.
    Examples      = {
        param($Name)
        if ($Name -notmatch 'Async') { return @{} }
        1..2 | ForEach-Object { [pscustomobject]@{ order_id = "P-$_"; amount = '10.50'; currency = 'KZT'; description = 'Tea'; profile_id = '019980ce-543f-71d5-a91f-56bbca52e99e' } } | Export-Csv checkout.csv
        $card = @{ CardName = 'IVAN IVANOV'; CardNumber = '4405645000006150'; CardYear = 30; CardMonth = 12; CardCvc = '653' }
        $made = 'B-1001', 'B-1003' | ForEach-Object {
            New-FreedomPayAsyncPayment -OrderId $_ -Amount 100.50 -Currency KZT -Description Tea -AutoClearing $($Name -eq 'New-FreedomPayAsyncRefund' ? 1 : 0) @card
        }
        foreach ($payment in $made) { 1..2 | ForEach-Object { $null = Get-FreedomPayAsyncPayment $payment.PaymentId } }
        $made | Select-Object PaymentId | Export-Csv async.csv
        $made | Select-Object PaymentId, @{ n = 'ClearingAmount'; e = { '80.50' } } | Export-Csv captures.csv
        $made | Select-Object PaymentId, @{ n = 'RefundAmount'; e = { '50.00' } } | Export-Csv givebacks.csv
        @{ '01978d0e-b956-7ea2-9a42-32cff1f44ede' = $made[0].PaymentId; '01978c2b-f191-7b56-92f8-20c7c401d1fc' = $made[0].RequestId }
    }

    # Calls of the canary that no row can express, or that come nearer to the light than a sample row does.
    Calls         = @{
        'New-FreedomPayAsyncPayment'      = @(
            { New-FreedomPayAsyncPayment -OrderId "a-$([guid]::NewGuid())" -Amount 10 -Currency KZT -Description "card $pan" -CardName 'IVAN IVANOV' -CardNumber $pan -CardYear 30 -CardMonth 12 -UserId $pan @loud }
            { New-FreedomPayAsyncPayment -OrderId "a-$([guid]::NewGuid())" -Amount 10 -Currency KZT -Description x -WalletType applepay -CardNumber $pan -CardYear 30 -CardMonth 12 -Cryptogram $secret.Token @loud }
            { New-FreedomPayAsyncPayment -OrderId "a-$([guid]::NewGuid())" -Amount 10 -Currency KZT -Description x -CardToken $secret.Token -UserId 7 -AdditionalField @{ 'from.card.uuid' = ConvertTo-SecureString $secret.Token -AsPlainText -Force } @loud }
            { New-FreedomPayAsyncPayment -OrderId "order $pan" -Amount 10 -Currency KZT -Description x -ProfileId $pan @loud }
            { [pscustomobject]@{ order_id = $pan; amount = $pan; currency = $pan; description = $pan; name = $pan; pan = "$pan x"; year = $pan; month = $pan; cvc = $secret.Cvc } | New-FreedomPayAsyncPayment -WhatIf @loud }
        )
        'Get-FreedomPayAsyncPayment'      = @({ Get-FreedomPayAsyncPayment -OrderId "order $pan" @loud }, { Get-FreedomPayAsyncPayment "$pan x" @loud })
        'Get-FreedomPayAsyncRequest'      = @({ Get-FreedomPayAsyncRequest $pan @loud }, { Get-FreedomPayAsyncRequest ([guid]::NewGuid()) -AdditionalField @{ cvc = $secret.Cvc } @loud })
        'Complete-FreedomPayAsyncPayment' = @(
            { Complete-FreedomPayAsyncPayment $pan -Full @loud }
            { Complete-FreedomPayAsyncPayment ([guid]::NewGuid()) -Full @loud }
            { Complete-FreedomPayAsyncPayment ([guid]::NewGuid()) -ClearingAmount $pan -AdditionalField @{ pan = $pan; cvc = $secret.Cvc } @loud }
        )
        'Stop-FreedomPayAsyncPayment'     = @(
            { Stop-FreedomPayAsyncPayment $pan @loud }
            { [pscustomobject]@{ id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayAsyncPayment -WhatIf @loud }
        )
        'New-FreedomPayAsyncRefund'       = @(
            { New-FreedomPayAsyncRefund ([guid]::NewGuid()) -RefundAmount $pan @loud }
            { [pscustomobject]@{ id = $pan; RefundAmount = $pan; cvc = $secret.Cvc } | New-FreedomPayAsyncRefund -WhatIf @loud }
        )
    }
}
