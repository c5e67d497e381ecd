# Freedom ID in the tests of all cmdlets: what no sample row can say.
@{
    # Their sample rows have the code or the token of a sign-in, which nobody can make up, or name a user that must have been made before.
    NeedsExisting = @(
        'New-FreedomIdToken', 'New-FreedomIdOidcToken', 'Update-FreedomIdToken', 'Get-FreedomIdProfile', 'Request-FreedomIdProfile', 'Set-FreedomIdUser'
    )

    # What examples speak of: files, and ids of theirs that stand for ones that the sandbox knows.
    Examples = {
        Import-Csv (Join-Path $repository 'samples' 'users.csv') | Select-Object -First 3 | Export-Csv users.csv
        $user = New-FreedomIdUser -Phone +77015550001
        [pscustomobject]@{ FreedomId = $user.FreedomId; LastName = 'Serikova' } | Export-Csv changes.csv
        # A port that an example names may be taken on this machine.
        @{ 'eeca9287-d824-4f50-928b-450d2e46f874' = $user.FreedomId; '-RedirectPort 8400' = "-RedirectPort $(Get-Random -Minimum 20000 -Maximum 30000)" }
    }

    # Columns whose text comes out as it was given: a link carries them, and whoever comes back with it is known by state and nonce.
    ShownAsGiven = @{ 'New-FreedomIdOidcLink' = 'Grant', 'State', 'Nonce', 'ClientId', 'AdditionalField' }

    # Calls of the canary that no row can express: secure strings, random ids, and links that are no rows.
    Calls = @{
        'Get-FreedomIdProfile'       = @({ Get-FreedomIdProfile ([guid]::NewGuid()) -AccessToken $secret.Token @loud })
        'New-FreedomIdAuthorizationLink' = @(
            { New-FreedomIdAuthorizationLink https://example.com/login read.email @loud }
            { New-FreedomIdAuthorizationLink "card $pan" read.email @loud }
        )
        'New-FreedomIdOidcLink'      = @({ New-FreedomIdOidcLink https://example.com/login read.email @loud })
        'New-FreedomIdOidcToken'     = @({ New-FreedomIdOidcToken $secret.Token https://example.com/login authorization_code @loud })
        'New-FreedomIdToken'         = @({ [pscustomobject]@{ authorization_code = $secret.Token } | New-FreedomIdToken @loud })
        'New-FreedomIdUser'          = @({ New-FreedomIdUser +77011234567 -FirstName Aliya -AdditionalField @{ note = "card $pan" } @loud })
        'Request-FreedomIdProfile'   = @({ Request-FreedomIdProfile -AccessToken (ConvertTo-SecureString $secret.Token -AsPlainText -Force) @loud })
        'Set-FreedomIdUser'          = @({ Set-FreedomIdUser ([guid]::NewGuid()) -LastName Serikova -AdditionalField @{ note = $pan } @loud })
    }
}
