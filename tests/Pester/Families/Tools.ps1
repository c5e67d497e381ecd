# Catalogue, journal and free requests in the tests of all cmdlets: what no sample row can say.
@{
    # Calls of the canary: these cmdlets take no rows, or more than rows.
    Calls = @{
        'Get-FreedomPayJournal' = @(
            { $row | New-FreedomPayCardClient -Journal (Join-Path $Folder "journal-$Scenario.jsonl") -AdditionalField @{ 'client.note' = "card $pan" } @loud }
            { $cardRow | Set-FreedomPayCardPin -Confirm:$false -Journal (Join-Path $Folder "journal-pin-$Scenario.jsonl") @loud }
            { $bearer | Request-FreedomIdProfile -Journal (Join-Path $Folder "journal-token-$Scenario.jsonl") @loud }
            { Get-ChildItem $Folder -Filter "journal-*$Scenario.jsonl" | Get-FreedomPayJournal @loud }
            { Get-FreedomPayJournal "$pan.jsonl" @loud }
        )
        'Get-FreedomPayOperation' = @({ Get-FreedomPayOperation *card* @loud })
        'Invoke-FreedomPayRequest' = @(
            { Invoke-FreedomPayRequest Card /v5/card-api/card/pin/change `
                    @{ request_id = [guid]::NewGuid(); card_id = 'c'; pin = $secret.Pin; card = $card } @loud }
            { Invoke-FreedomPayRequest GatewayAsync /v5/payment/init @{ amount = 1; order_id = "o $pan"; from = @{ type = 'card'; card = $card } } @loud }
            { Invoke-FreedomPayRequest Merchant /init_payment `
                    @{ pg_amount = '10'; pg_description = "card $pan"; pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud }
            { Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = "$pan"; pg_description = 'Tea'; "x$pan" = '1' } @loud }
            { Invoke-FreedomPayRequest Card "/v5/card-api/unknown?pan=$pan&cvc=$($secret.Cvc)" @{ note = "$($secret.Partner) and $pan" } @loud }
            { Invoke-FreedomPayRequest FreedomId /api/v1/oauth/token `
                    @{ authorization_code = 'invalid'; client_secret = $secret.Client; access_token = $secret.Token } @loud }
            { Invoke-FreedomPayRequest Card "/v5/card-api/card/$pan/info" @{ note = 'x' } @loud }
            { Invoke-FreedomPayRequest Card "/v5/card-api/card/$pan/info" @{ note = 'x' } -WhatIf @loud }
            { $card | Invoke-FreedomPayRequest Card /v5/card-api/card/info @loud }
        )
    }
}
