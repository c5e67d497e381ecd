# The connection in the tests of all cmdlets: what no sample row can say.
@{
    # Calls of the canary: these cmdlets take no rows, or more than rows.
    Calls = @{
        'Connect-FreedomPay' = @(
            { Connect-FreedomPay -BaseUri $Sandbox @credentials @options -PassThru @loud }
            { Connect-FreedomPay -Environment Production @credentials -PassThru @loud }
            { Connect-FreedomPay -BaseUri http://example.com @credentials @loud }
        )
        'Disconnect-FreedomPay' = @({ Disconnect-FreedomPay @loud })
        'Get-FreedomPayConnection' = @({ Get-FreedomPayConnection @loud })
        'Test-FreedomPayConnection' = @({ Test-FreedomPayConnection @loud })
    }
}
