# The sandbox in the tests of all cmdlets: what no sample row can say.
@{
    # A port that an example names may be taken on this machine.
    Examples = { @{ '-Port 8451' = '' } }

    # Calls of the canary: these cmdlets take no rows, or more than rows.
    Calls = @{
        'Clear-FreedomPaySandboxFault' = @({ Clear-FreedomPaySandboxFault -BaseUri $Sandbox -WhatIf @loud })
        'Set-FreedomPaySandboxFault' = @({ Set-FreedomPaySandboxFault Reset -BaseUri $Sandbox -WhatIf @loud })
        'Start-FreedomPaySandbox' = @({ Start-FreedomPaySandbox -WhatIf @loud })
        'Stop-FreedomPaySandbox' = @({ Stop-FreedomPaySandbox @loud })
    }
}
