# -WhatIf and -Confirm: every cmdlet that writes sends nothing, and asks only where nothing can undo it.
BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    # These ask whoever may be there, since nothing can undo what they do. Whoever adds one says so here.
    $asking = 'Close-FreedomPayCard', 'Set-FreedomPayCardPin', 'Set-FreedomPayInstallment'
    # It asks for the payment first, and sends nothing about one that there is not, as that of the sample row.
    $finding = 'Confirm-FreedomPayGooglePayPayment'
    # They make a link and send nothing; what of them acts at all is the browser.
    $links = 'New-FreedomIdOidcLink', 'New-FreedomPayCheckoutLink'
    # Every cmdlet that takes rows and has -WhatIf, but for those: the sample row of its template, and one with a fault.
    $writers = foreach ($target in Get-RowTarget | Where-Object { $_.IsDefault -and $_.Cmdlet -notin $links -and (Get-Command $_.Cmdlet).Parameters.ContainsKey('WhatIf') }) {
        $choice = $target.Choice
        $columns = @(New-FreedomPayCsvTemplate $target.Cmdlet -PassThru @choice)
        @{ Cmdlet = $target.Cmdlet; Good = Get-SampleRow $columns; Bad = Get-BrokenRow $columns; Asks = $target.Cmdlet -in $asking; Finds = $target.Cmdlet -in $finding }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Requests that do something: a refund asks for the refunds before it first, a payout, a transfer or an invoice for that of its order, and a change of a state for that.
    function Get-ActCount {
        @(Get-SandboxRequest | Where-Object operationId -NotIn getPaymentStatus, gatewayGetPaymentStatus, getPayoutStatus, gatewayGetPayoutStatus, gatewayGetTransferStatus, getInvoiceInfo, getInitInvoiceStatus, getQrInvoiceInfo, getInstallmentApplication).Count
    }

    # What a user without a prompt sees: the text of another PowerShell.
    function Get-HostText {
        param([string] $Script)
        $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'
        $before = $env:NO_COLOR
        try {
            $env:NO_COLOR = '1'
            (& $pwsh @pwshWords -NoProfile -NonInteractive -Command "Import-Module '$module'; $Script" 2>&1) -join "`n"
        } finally {
            $env:NO_COLOR = $before
        }
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'The list of this file' {
    It 'has every cmdlet that writes to the API' -ForEach @{ Listed = $writers.Cmdlet; Links = $links } {
        $found = Get-Command -Module FreedomPay.PowerShell | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Noun -notlike '*Sandbox*' -and $_.Name -notin $Links + 'Invoke-FreedomPayRequest' + 'New-FreedomPayCsvTemplate' } # A link asks before it opens a browser, the template before it writes a file; neither sends anything.
        $found.Name | Sort-Object | Should -Be ($Listed | Sort-Object)
    }

    It 'has every cmdlet whose operations are more than reading' -ForEach @{ Listed = $writers.Cmdlet; Links = $links } {
        (Get-FreedomPayOperation | Where-Object { $_.Available -and $_.Safety -ne 'Read' -and $_.Cmdlet -notin $Links }).Cmdlet | Sort-Object -Unique | Should -Be ($Listed | Sort-Object)
    }
}

Describe '<Cmdlet>' -ForEach $writers {
    BeforeEach {
        Reset-Sandbox
        $goodRow = [pscustomobject]$Good
        $badRow = [pscustomobject]$Bad
        $prompts = $ConfirmPreference
    }

    AfterEach { $ConfirmPreference = $prompts }

    It 'sends nothing and returns nothing under -WhatIf' {
        $goodRow, $goodRow | & $Cmdlet -WhatIf | Should -BeNullOrEmpty
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'sends nothing under $WhatIfPreference' {
        $WhatIfPreference = $true
        try { $goodRow | & $Cmdlet } finally { $WhatIfPreference = $false }
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'reports bad rows under -WhatIf, in full' {
        $outcome = @(Get-Outcome { $goodRow, $badRow, $goodRow, $badRow | & $Cmdlet -WhatIf })
        $outcome.Exception.Row | Should -Be 2, 4
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[0].Exception.Field | Should -Not -BeNullOrEmpty
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'asks nothing unless told to, so that a runbook does not hang, or nothing can undo it' {
        $ConfirmPreference = 'High'
        $null = Get-Outcome { $goodRow | & $Cmdlet }
        Get-ActCount | Should -Be ($Asks -or $Finds ? 0 : 1)
        if ($Finds) { Get-SandboxRequestCount | Should -Be 1 }
    }

    It 'asks with -Confirm, and sends nothing where nobody can answer' {
        @(Get-Outcome { $goodRow | & $Cmdlet -Confirm }).Count | Should -Be 1
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'asks where the user wants to be asked at Medium' {
        $ConfirmPreference = 'Medium'
        "$(Get-Outcome { $goodRow | & $Cmdlet })" | Should -Match 'NonInteractive'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'does not ask with -Confirm:$false, whatever the preference' {
        $ConfirmPreference = 'Low'
        $null = Get-Outcome { $goodRow | & $Cmdlet -Confirm:$false }
        Get-ActCount | Should -Be ($Finds ? 0 : 1)
        if ($Finds) { Get-SandboxRequestCount | Should -Be 1 }
    }
}

Describe 'Invoke-FreedomPayRequest' {
    BeforeEach { Reset-Sandbox }

    It 'sends nothing under -WhatIf' {
        Invoke-FreedomPayRequest -Api Merchant -Path /init_payment -Body @{ pg_amount = '1.00'; pg_description = 'Tea' } -WhatIf | Should -BeNullOrEmpty
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'sends nothing to an unknown path under -WhatIf, whatever the method' {
        Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/unknown -Body @{ a = 1 } -WhatIf
        Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/unknown -Method DELETE -WhatIf
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'reads under -WhatIf, as all that changes nothing' {
        $null = Get-Outcome { Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/request/status -Body @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95' } -WhatIf }
        Get-ActCount | Should -Be 1
    }
}

Describe 'The cmdlets of the sandbox' {
    It 'set no fault under -WhatIf' {
        Set-FreedomPaySandboxFault ServerError -WhatIf
        @(Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/faults") | Should -BeNullOrEmpty
    }

    It 'take back no fault under -WhatIf' {
        Set-FreedomPaySandboxFault ServerError -OperationId none
        Clear-FreedomPaySandboxFault -WhatIf
        @(Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/faults").operationId | Should -Be 'none'
        Clear-FreedomPaySandboxFault
    }

    It 'stop nothing under -WhatIf' {
        $address = (Get-FreedomPayConnection).BaseUri
        Stop-FreedomPaySandbox -WhatIf
        (Start-FreedomPaySandbox).BaseUri | Should -Be $address
    }
}

Describe 'The text of -WhatIf' {
    BeforeAll {
        $text = Get-HostText @'
$made = { param($id) [pscredential]::new($id, (ConvertTo-SecureString 'made-up-secret' -AsPlainText -Force)) }
$token = ConvertTo-SecureString 'made-up-token-12345' -AsPlainText -Force
Connect-FreedomPay -Environment Production -Partner (& $made 900001) -Merchant (& $made 900002) -FreedomIdToken $token
'-- production'
New-FreedomPayPayment -Amount 1500.50 -Description Tea -WhatIf
New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -WhatIf
New-FreedomIdUser +77010000001 -WhatIf
Set-FreedomIdUser 019ab688-bef2-72c4-aa29-d0e08be76d95 -LastName Kim -WhatIf
Invoke-FreedomPayRequest -Api Merchant -Path /init_payment -Body @{ pg_amount = '1' } -WhatIf
'-- rows'
[pscustomobject]@{ Amount = '1.00'; Description = 'Tea' }, [pscustomobject]@{ Amount = '2.00'; Description = 'Tea' } | New-FreedomPayPayment -WhatIf
'-- connection'
"$(Get-FreedomPayConnection)"
'-- custom'
Connect-FreedomPay -BaseUri https://api.example.com -Merchant (& $made 900002)
New-FreedomPayPayment -Amount 1500.50 -Description Tea -WhatIf
'-- loopback'
Connect-FreedomPay -BaseUri http://127.0.0.1:9 -Merchant (& $made 900002)
New-FreedomPayPayment -Amount 1500.50 -Description Tea -WhatIf
'-- test'
Connect-FreedomPay -Environment Test -Merchant (& $made 900002)
New-FreedomPayPayment -Amount 1500.50 -Description Tea -WhatIf
'@
        $parts = @{}
        foreach ($part in $text -split '(?m)^-- ' | Select-Object -Skip 1) { $parts[($part -split "`n")[0].Trim()] = @($part -split "`n" | Select-Object -Skip 1 | Where-Object { $_ }) }
    }

    It 'says PRODUCTION for each act on a production connection' {
        $parts['production'].Count | Should -Be 5
        $parts['production'] | ForEach-Object { $_ | Should -BeLike 'What if: *PRODUCTION (https://api.freedompay.kz)*' }
    }

    It 'says what would be done' {
        $parts['production'][0] | Should -BeLike '*Create a payment*'
    }

    It 'names the row' {
        $parts['rows'] | ForEach-Object { [regex]::Match($_, 'Row \d').Value } | Should -Be 'Row 1', 'Row 2'
    }

    It 'shows no secret and no data of a person' {
        $text | Should -Not -Match 'made-up|77010000001|Dana|Kim'
    }

    It 'says PRODUCTION for an address that is not known' {
        $parts['custom'] | Should -BeLike '*PRODUCTION (https://api.example.com)*'
    }

    It 'does not say PRODUCTION for this machine or the test hosts' {
        $parts['loopback'] | Should -BeLike '*Custom (http://127.0.0.1:9)*'
        $parts['test'] | Should -BeLike '*Test (https://test-api.freedompay.kz)*'
        $parts['loopback'] + $parts['test'] | ForEach-Object { $_ | Should -Not -BeLike '*PRODUCTION*' }
    }

    It 'is that of the connection itself' {
        $parts['connection'] | Should -Be 'PRODUCTION (https://api.freedompay.kz)'
    }
}
