# The Card API in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows name a client or a transaction that must have been made before.
    NeedsExisting = @(
        'Get-FreedomPayCardRequest', 'Wait-FreedomPayCardRequest', 'Confirm-FreedomPayCardClient', 'Get-FreedomPayCardClient', 'Set-FreedomPayCardClient'
        'Set-FreedomPayCardHolder', 'New-FreedomPayCardTransactionRefund'
    )

    # What examples speak of: files, and ids of theirs that stand for ones that the sandbox knows.
    Examples = {
        param($Name)
        Import-Csv (Join-Path $repository 'samples' 'clients.csv') | Select-Object -First 3 | Export-Csv clients.csv
        # Two examples make these clients themselves.
        if ($Name -in 'New-FreedomPayCardClient', 'Get-FreedomPayJournal') { return @{} }
        $clients = Import-Csv clients.csv | New-FreedomPayCardClient -ErrorAction Ignore
        $clients | Export-Csv created.csv
        if ($Name -match 'CardRequest') { @{ '019ab688-bef2-72c4-aa29-d0e08be76d95' = $clients[0].RequestId } } else { @{} }
    }

    # Columns whose text comes out as it was given: limits and statements are told by what they are of.
    ShownAsGiven = @{ 'Get-FreedomPayCardLimit' = 'ObjectValue'; 'Get-FreedomPayCardStatement' = 'CardId' }

    # Calls of the canary that no row can express: secure strings, objects, waiting, and what is refused before a row is read.
    Calls = @{
        'Get-FreedomPayCard'         = @({ Get-FreedomPayCard 123456789 @loud }, { Get-FreedomPayCard @loud })
        'Get-FreedomPayCardStatement' = @({ Get-FreedomPayCardStatement $pan -StartDate $pan @loud })
        'Get-FreedomPayCardRequest'  = @({ Get-FreedomPayCardRequest ([guid]::NewGuid()) @loud })
        'New-FreedomPayCardClient'   = @(
            { $row | New-FreedomPayCardClient @loud }
            { New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -Type 1 -Phone +77011234567 -Resident 1 `
                    -RegisteredAddress @{ Street = $pan; City = "paid with $pan" } @loud }
            { [pscustomobject]@{
                    product_id = 1; first_name = 'I'; last_name = 'I'; type = 1; phone = '+77011234567'; resident = 1
                    address1 = @{ $pan = $pan; cvc = $secret.Cvc; city = @($pan) }; address2 = $pan
                } | New-FreedomPayCardClient @loud }
        )
        'New-FreedomPayCardTransactionRefund' = @(
            { New-FreedomPayCardTransactionRefund -OrderId o -TransactionId 900123456789 -Amount 1 -Description "card $pan" @loud }
        )
        'Set-FreedomPayCardLimit'    = @(
            { Set-FreedomPayCardLimit card $pan -TransactionType pay -Amount $pan @loud }
            { Set-FreedomPayCardLimit card 123456789 -Limit @{ TransactionType = $pan; Amount = $pan }, $pan @loud }
        )
        'Set-FreedomPayCardPin'      = @(
            { Set-FreedomPayCardPin 123456789 -Pin $secret.Pin -Confirm:$false @loud }
            { Set-FreedomPayCardPin 123456789 -Pin (ConvertTo-SecureString $secret.Pin -AsPlainText -Force) -Confirm:$false @loud }
            { [pscustomobject]@{ card_id = ''; pin = $secret.Pin } | Set-FreedomPayCardPin -Confirm:$false @loud }
            { Set-FreedomPayCardPin 123456789 -Pin " $($secret.Pin)" -WhatIf @loud }
        )
        'Test-FreedomPayCardholder'  = @(
            { Test-FreedomPayCardholder -FirstName Ivan -LastName $pan -Phone 7077070707 -CardToken $secret.Token @loud }
            { [pscustomobject]@{ first_name = 'Ivan'; last_name = 'Ivanov'; user_phone = '7077070707'; card_token = $secret.Token } |
                    Test-FreedomPayCardholder @loud }
        )
        'Unblock-FreedomPayCard'     = @({ Unblock-FreedomPayCard 123456789 -Reason "paid with $pan" -Wait @loud })
        'Wait-FreedomPayCardRequest' = @({ Wait-FreedomPayCardRequest ([guid]::NewGuid()) -TimeoutSec 1 @loud })
    }
}
