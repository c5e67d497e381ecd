# Files of rows in the tests of all cmdlets: what no sample row can say.
@{
    # Calls of the canary: these cmdlets take no rows, or more than rows.
    Calls = @{
        'New-FreedomPayCsvTemplate' = @({ New-FreedomPayCsvTemplate New-FreedomPayPayment @loud }, { New-FreedomPayCsvTemplate "card $pan" @loud })
        'Test-FreedomPayCsv' = @(
            { Test-FreedomPayCsv New-FreedomPayPayment $csv.Payments @loud }
            { Test-FreedomPayCsv Set-FreedomPayCardPin $csv.Pins @loud }
            { Test-FreedomPayCsv Test-FreedomPayCardholder $csv.Tokens @loud }
            { Test-FreedomPayCsv New-FreedomPayCardClient $csv.NoHeader @loud }
            { [pscustomobject]@{ CardId = $pan; Pin = " $($secret.Pin)"; $pan = 'x' } | Test-FreedomPayCsv Set-FreedomPayCardPin @loud }
            { [pscustomobject]@{ CardId = '1'; Code = '***' } | Test-FreedomPayCsv Confirm-FreedomPayGiftCard -Parameter @{ RequestId = $pan } @loud }
        )
    }
}
