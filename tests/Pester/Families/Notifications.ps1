# Notifications in the tests of all cmdlets: what no sample row can say.
@{
    # Calls of the canary: these cmdlets take no rows, or more than rows.
    Calls = @{
        'ConvertFrom-FreedomIdRevocation' = @({ "{`"id`":`"$($secret.Token)`",`"note`":`"$pan`"}" | ConvertFrom-FreedomIdRevocation @loud | Out-Null })
    }
}
