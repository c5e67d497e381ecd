BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $sandbox = (Get-FreedomPayConnection).BaseUri

    function New-Token { New-FreedomIdToken -AuthorizationCode ([guid]::NewGuid().ToString('N')) }

    function Set-TokenLife([int] $Seconds) {
        $null = Invoke-RestMethod "${sandbox}_sandbox/tokens" -Method Post -ContentType application/json -Body "{`"access_seconds`":$Seconds}"
    }

    # Signs in as a browser would: follows the link and returns the code.
    function Get-Code([string] $Link) {
        $response = Invoke-WebRequest $Link -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction Ignore
        [uri]::UnescapeDataString(([string]$response.Headers.Location -replace '^.*[?&](authorization_)?code=([^&]*).*$', '$2'))
    }

    # A browser that this machine does not have: a program of the name that .NET looks for, which keeps the address and, if wished, opens it.
    function Use-FakeBrowser([switch] $Visit) {
        $folder = New-Item -ItemType Directory -Force (Join-Path $TestDrive ([guid]::NewGuid()))
        $visited = Join-Path $folder 'visited.txt'
        $script = "#!/bin/sh`nprintf '%s\n' `"`$1`" >> '$visited'`n" + $(if ($Visit) { "curl -s -L -o /dev/null `"`$1`" &`n" })
        Set-Content (Join-Path $folder 'xdg-open') $script -NoNewline
        chmod +x (Join-Path $folder 'xdg-open')
        $env:PATH = "$folder" + [IO.Path]::PathSeparator + $env:PATH
        $visited
    }
}

Describe 'New-FreedomIdAuthorizationLink' {
    BeforeEach { Reset-Sandbox }

    It 'gets a link with its end' {
        $link = New-FreedomIdAuthorizationLink -RedirectUri https://example.com/login -Grant read.email, read.profile
        $link.Link | Should -BeLike "${sandbox}login?track_id=*"
        $link.TrackId | Should -Match '^[0-9a-f-]{36}$'
        ([datetimeoffset]$link.ExpiresAt) | Should -BeGreaterThan ([datetimeoffset]::Now)
        $link.ExpiresAt | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$'
    }

    It 'sends grants from an array, a comma, or blanks in a cell as a list' {
        $rows = 'read.email, read.phone', 'read.email read.phone' | ForEach-Object { [pscustomobject]@{ redirect_uri = 'https://example.com'; grants = $_ } }
        @($rows | New-FreedomIdAuthorizationLink).Count | Should -Be 2
        @(New-FreedomIdAuthorizationLink https://example.com read.email, read.phone).Count | Should -Be 1
    }

    It 'makes a refused grant an error that names the field on a line of its own' {
        $found = Get-ErrorOf { New-FreedomIdAuthorizationLink https://example.com read.email, read.minds @args }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused*'
        $found[0].Exception.Field | Should -Be 'grants.1'
        "$($found[0])" | Should -Match '(?m)^\s+grants\.1: The selected grants\.1 is invalid\.$'
    }

    It 'refuses a wrong address and an empty list before anything is sent' {
        $found = Get-ErrorOf { [pscustomobject]@{ RedirectUri = 'example'; Grant = '' } | New-FreedomIdAuthorizationLink @args }
        $found[0].Exception.Field | Should -Be 'RedirectUri', 'Grant'
        (Get-SandboxRequest createFreedomIdAuthorizationLink).Count | Should -Be 0
    }

    It 'completes grants' {
        $line = 'New-FreedomIdAuthorizationLink -Grant read.pho'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'read.phone', 'read.phones'
    }

    It 'sends nothing with -WhatIf' {
        New-FreedomIdAuthorizationLink https://example.com read.email -Open -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxRequest createFreedomIdAuthorizationLink).Count | Should -Be 0
    }

    Context 'with -Open' -Skip:(-not $IsLinux) {
        BeforeEach {
            $path = $env:PATH
            $visited = Use-FakeBrowser
        }

        It 'starts the browser with the link' {
            $link = New-FreedomIdAuthorizationLink https://example.com read.email -Open
            [Threading.SpinWait]::SpinUntil({ Test-Path $visited }, 10000) | Should -BeTrue
            Get-Content $visited | Should -Be $link.Link
        }

        AfterEach { $env:PATH = $path }
    }
}

Describe 'New-FreedomIdToken' {
    BeforeEach { Reset-Sandbox }

    It 'exchanges the code of a sign-in' {
        $link = New-FreedomIdAuthorizationLink https://example.com/login read.profile
        $token = New-FreedomIdToken -AuthorizationCode (Get-Code $link.Link)
        $token.IsExpired | Should -BeFalse
        $token.AccessExpiresAt | Should -Match '^\d{4}-\d\d-\d\dT'
    }

    It 'makes a wrong code an error with the code of the API' {
        $found = Get-ErrorOf { New-FreedomIdToken -AuthorizationCode invalid @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused*'
        $found[0].Exception.Code | Should -Be 100101
        "$($found[0])" | Should -BeLike '*Invalid authorization_code.'
    }

    It 'does not exchange a code again when the answer is lost' {
        Set-FreedomPaySandboxFault -Kind AnswerLost -OperationId exchangeFreedomIdToken -Count 1
        $found = Get-ErrorOf { New-FreedomIdToken -AuthorizationCode code-1 @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        (Get-SandboxRequest exchangeFreedomIdToken).Count | Should -Be 1
    }

    It 'takes the code from a SecureString and from a column of the API' {
        (New-FreedomIdToken (ConvertTo-SecureString 'code-2' -AsPlainText -Force)).AccessToken | Should -Not -BeNullOrEmpty
        ([pscustomobject]@{ authorization_code = 'code-3' } | New-FreedomIdToken).AccessToken | Should -Not -BeNullOrEmpty
    }

    It 'masks the code in the row of an error' {
        $found = Get-ErrorOf { [pscustomobject]@{ authorization_code = 'invalid' } | New-FreedomIdToken @args }
        $found[0].TargetObject.authorization_code | Should -Be '***'
    }

    It 'gives plain text when it is asked for' {
        $plain = New-FreedomIdToken code-4 -AsPlainText
        $plain.AccessToken | Should -BeOfType string
        $plain.AccessToken | Should -Match '^[a-zA-Z0-9]{128}$'
        $plain.RefreshToken | Should -Match '^[a-zA-Z0-9]{128}$'
        $plain.IsExpired | Should -BeFalse
    }
}

Describe 'A token never prints: <Name>' -ForEach @(
    @{ Name = 'table'; Print = { param($t) $t | Format-Table | Out-String -Width 500 } }
    @{ Name = 'list'; Print = { param($t) $t | Format-List | Out-String -Width 500 } }
    @{ Name = 'every property'; Print = { param($t) $t | Format-List * -Force | Out-String -Width 500 } }
    @{ Name = 'custom'; Print = { param($t) $t | Format-Custom -Depth 9 | Out-String -Width 500 } }
    @{ Name = 'text'; Print = { param($t) "$t $($t.AccessToken) $($t.RefreshToken.ToString())" } }
    @{ Name = 'CSV'; Print = { param($t) $t | ConvertTo-Csv | Out-String } }
    @{ Name = 'JSON'; Print = { param($t) $t | ConvertTo-Json -Depth 9 } }
    @{ Name = 'CLIXML'; Print = { param($t) $t | Export-Clixml (Join-Path $TestDrive 't.xml') -Depth 9; Get-Content (Join-Path $TestDrive 't.xml') -Raw } }
    @{ Name = 'members'; Print = { param($t) $t | Get-Member -Force | Out-String -Width 500 } }
) {
    BeforeAll { $token = New-Token }

    It 'shows the end and no token' {
        $access = ConvertFrom-SecureString $token.AccessToken.ToSecureString() -AsPlainText
        $refresh = ConvertFrom-SecureString $token.RefreshToken.ToSecureString() -AsPlainText
        $access.Length | Should -Be 128
        $shown = & $Print $token
        $shown | Should -Not -BeNullOrEmpty
        # Not even in the hexadecimal form in which CLIXML writes a SecureString where it cannot encrypt.
        foreach ($secret in $access, $refresh) {
            $shown.Contains($secret) | Should -BeFalse
            $shown.Contains([Convert]::ToHexString([Text.Encoding]::Unicode.GetBytes($secret)).ToLowerInvariant()) | Should -BeFalse
        }
        if ($Name -ne 'members') { $shown.Contains($token.AccessExpiresAt.Substring(0, 13)) | Should -BeTrue }
    }
}

Describe 'What is seen while tokens are exchanged and renewed' {
    It 'holds no token and no code in -Debug, -Verbose or a transcript' {
        $code = [guid]::NewGuid().ToString('N')
        $all = & {
            $token = New-FreedomIdToken $code -Debug -Verbose
            $token
            $token | Update-FreedomIdToken -Debug -Verbose
        } *>&1
        $tokens = @($all | Where-Object { $_ -is [FreedomPay.FreedomIdToken] })
        $tokens.Count | Should -Be 2
        $text = $all | Out-String -Width 9999
        $text | Should -Match 'PATCH /api/v1/oauth/token'
        $text.Contains($code) | Should -BeFalse
        foreach ($token in $tokens) {
            foreach ($secret in $token.AccessToken, $token.RefreshToken) {
                $text.Contains((ConvertFrom-SecureString $secret.ToSecureString() -AsPlainText)) | Should -BeFalse
            }
        }
    }
}

Describe 'Update-FreedomIdToken' {
    BeforeEach { Reset-Sandbox }

    It 'renews the pair without a body, and the old refresh token is spent' {
        $old = New-Token
        $new = $old | Update-FreedomIdToken
        $new.Id | Should -Match '^[0-9a-f-]{36}$'
        $new.IsExpired | Should -BeFalse
        $found = Get-ErrorOf { $old | Update-FreedomIdToken @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Unauthorized*'
        $found[0].Exception.HttpStatus | Should -Be 401
    }

    It 'takes a SecureString and the plain text that -AsPlainText gave' {
        $plain = New-FreedomIdToken code-5 -AsPlainText
        $second = $plain | Update-FreedomIdToken
        (Update-FreedomIdToken $second.RefreshToken.ToSecureString()).AccessToken | Should -Not -BeNullOrEmpty
    }

    It 'refuses an empty or impossible token before anything is sent' {
        $found = Get-ErrorOf { [pscustomobject]@{ refresh_token = '' }, [pscustomobject]@{ refresh_token = "a b`n" } | Update-FreedomIdToken @args }
        $found.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
        "$($found[1])" | Should -Not -BeLike '*a b*'
        $found[1].TargetObject.refresh_token | Should -Be '***'
        (Get-SandboxRequest refreshFreedomIdToken).Count | Should -Be 0
    }

    It 'does not renew again when the answer is lost' {
        $token = New-Token
        Set-FreedomPaySandboxFault -Kind AnswerLost -OperationId refreshFreedomIdToken -Count 1
        $found = Get-ErrorOf { $token | Update-FreedomIdToken @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        (Get-SandboxRequest refreshFreedomIdToken).Count | Should -Be 1
    }
}

Describe 'Request-FreedomIdProfile and Get-FreedomIdProfile' {
    BeforeEach {
        Reset-Sandbox
        $token = New-Token
    }

    It 'orders a profile for a token from the pipeline and waits for it' {
        $order = $token | Request-FreedomIdProfile
        $order.Status | Should -Be accepted
        $order.RequestId | Should -Match '^[0-9a-f]{8}-[0-9a-f]{4}-7'
        $profile = $order | Get-FreedomIdProfile -Token $token -Wait -TimeoutSec 30
        $profile.Status | Should -Be completed
        $profile.RequestId | Should -Be $order.RequestId
        $profile.FreedomId | Should -Be $order.FreedomId
        $profile.Payload.Length | Should -Be 96
    }

    It 'asks once without -Wait' {
        $order = Request-FreedomIdProfile -Token $token
        ($order | Get-FreedomIdProfile -Token $token).Status | Should -BeIn pending, completed
        (Get-SandboxRequest getFreedomIdProfileStatus).Count | Should -Be 1
    }

    It 'takes the access token as a SecureString, as a column, and as plain text of New-FreedomIdToken' {
        (Request-FreedomIdProfile -AccessToken $token.AccessToken.ToSecureString()).Status | Should -Be accepted
        $plain = New-FreedomIdToken code-6 -AsPlainText
        ($plain | Request-FreedomIdProfile).Status | Should -Be accepted
        ([pscustomobject]@{ access_token = $plain.AccessToken } | Request-FreedomIdProfile).Status | Should -Be accepted
    }

    It 'orders for each of several users, and the number of one order is never that of the next' {
        $orders = @(1..3 | ForEach-Object { New-Token } | Request-FreedomIdProfile)
        @($orders.RequestId | Sort-Object -Unique).Count | Should -Be 3
        @($orders.FreedomId | Sort-Object -Unique).Count | Should -Be 3
    }

    It 'makes a rejected order an error' {
        $link = New-FreedomIdAuthorizationLink https://example.com read.email
        $poor = New-FreedomIdToken (Get-Code $link.Link)
        $found = Get-ErrorOf { Request-FreedomIdProfile -Token $poor @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        "$($found[0])" | Should -BeLike '*rejected*read.profile*'
        $found[0].TargetObject.Status | Should -Be rejected
    }

    It 'makes an order that nobody knows an error' {
        $found = Get-ErrorOf { Get-FreedomIdProfile 019ab688-bef2-72c4-aa29-d0e08be76d95 -Token $token @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        "$($found[0])" | Should -BeLike '*019ab688-bef2-72c4-aa29-d0e08be76d95*not known*'
    }

    It 'finds an order whose answer was lost, and does not order again' {
        Set-FreedomPaySandboxFault -Kind AnswerLost -OperationId requestFreedomIdProfile -Count 1
        $order = Request-FreedomIdProfile -Token $token -WarningAction Ignore
        $order.Recovered | Should -BeTrue
        (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 1
    }

    It 'says how to sign in where there is no token' {
        $found = Get-ErrorOf { Request-FreedomIdProfile @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential*'
        "$($found[0])" | Should -BeLike '*-FreedomIdLogin*-Token*'
        (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 0
    }

    It 'is refused with an expired token, and the error holds no token' {
        Set-TokenLife 0
        $expired = New-Token
        $expired.IsExpired | Should -BeTrue
        $found = Get-ErrorOf { $expired | Request-FreedomIdProfile @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Unauthorized*'
        $text = $found[0] | Format-List * -Force | Out-String -Width 9999
        $text.Contains((ConvertFrom-SecureString $expired.AccessToken.ToSecureString() -AsPlainText)) | Should -BeFalse
    }

    It 'sends nothing with -WhatIf' {
        Request-FreedomIdProfile -Token $token -WhatIf | Should -BeNullOrEmpty
        (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 0
    }
}

AfterAll { Stop-FreedomPaySandbox }
