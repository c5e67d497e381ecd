# Freedom ID: links, sign-in, tokens, profiles and users.
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

    It 'never takes one user for another by the place of a row in a journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $connected = Get-FreedomPayConnection
        $bare = Connect-FreedomPay -BaseUri $sandbox -PassportUri $sandbox -Partner (New-TestCredential 1 a-secret) -PassThru
        try {
            $alice, $bob = (New-FreedomIdToken code-1 -Connection $connected -AsPlainText), (New-FreedomIdToken code-2 -Connection $connected -AsPlainText) | ForEach-Object { [pscustomobject]@{ access_token = $_.AccessToken } }
            $refused = Get-ErrorOf { $alice, $bob | Request-FreedomIdProfile -Connection $bare -Journal $journal }
            $refused.Count | Should -Be 1
            $refused[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalAmbiguous*'
            $refused[0].ErrorDetails.RecommendedAction | Should -BeLike '*RequestId*'
            (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 0

            $keyed = $alice, $bob | Select-Object *, @{ n = 'RequestId'; e = { [guid]::NewGuid() } }
            $null = $keyed[0] | Request-FreedomIdProfile -Connection $bare -Journal $journal
            ($keyed[1], $keyed[0] | Request-FreedomIdProfile -Connection $bare -Journal $journal).Replayed | Should -Be $false, $true
        }
        finally { Connect-FreedomPay -Environment Sandbox }
        $null = $alice | Request-FreedomIdProfile -Journal "$journal.2"
        ($bob, $alice | Request-FreedomIdProfile -Journal "$journal.2").Replayed | Should -Be $false, $true
    }

    It 'makes a rejected order an error' {
        $link = New-FreedomIdAuthorizationLink https://example.com read.email
        $poor = New-FreedomIdToken (Get-Code $link.Link)
        $found = Get-ErrorOf { Request-FreedomIdProfile -Token $poor @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        "$($found[0])" | Should -BeLike '*rejected*read.profile*'
        $found[0].ErrorDetails.RecommendedAction | Should -Be 'Correct the data of the request accordingly; a new attempt needs a new request id.'
        $found[0].TargetObject.Status | Should -Be rejected
    }

    It 'makes an order that nobody knows an error' {
        $found = Get-ErrorOf { Get-FreedomIdProfile 019ab688-bef2-72c4-aa29-d0e08be76d95 -Token $token @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        "$($found[0])" | Should -BeLike '*019ab688-bef2-72c4-aa29-d0e08be76d95*not known*'
        $found[0].ErrorDetails.RecommendedAction | Should -Be 'Check the request id. If the order is too old, order the profile again with Request-FreedomIdProfile.'
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

Describe 'New-FreedomIdOidcLink' {
    It 'makes a link with every documented parameter and sends nothing' {
        Reset-Sandbox
        $link = New-FreedomIdOidcLink -RedirectUri 'https://example.com/login?a=1&b=2' -Grant openid, read.profile
        $link.Link | Should -BeLike "${sandbox}openid?*"
        $query = @{}
        ([uri]$link.Link).Query.TrimStart('?').Split('&') | ForEach-Object { $name, $value = $_.Split('='); $query[$name] = [uri]::UnescapeDataString($value) }
        $query.Keys | Sort-Object | Should -Be client_id, nonce, redirect_uri, response_type, scope, state
        $query.scope | Should -Be 'openid read.profile'
        $query.response_type | Should -Be code
        $query.client_id | Should -Be (Get-FreedomPayConnection).FreedomIdClientId
        $query.redirect_uri | Should -Be 'https://example.com/login?a=1&b=2'
        $query.state | Should -Be $link.State
        $query.nonce | Should -Be $link.Nonce
        (Get-SandboxRequest).Count | Should -Be 0
    }

    It 'makes state and nonce that nobody can guess, and takes given ones' {
        $links = @(1..20 | ForEach-Object { New-FreedomIdOidcLink https://example.com openid })
        @($links.State + $links.Nonce | Sort-Object -Unique).Count | Should -Be 40
        $links.State | Should -Match '^[A-Za-z0-9]{32}$'
        (New-FreedomIdOidcLink https://example.com openid -State s1 -Nonce n1).Link | Should -BeLike '*state=s1&nonce=n1*'
    }

    It 'puts openid in front where it is missing' {
        (New-FreedomIdOidcLink https://example.com read.profile).Scope | Should -Be 'openid read.profile'
    }

    It 'refuses a wrong address' {
        $found = Get-ErrorOf { New-FreedomIdOidcLink ftp://example.com openid @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
    }

    It 'says what a connection lacks' {
        $connected = Get-FreedomPayConnection
        $bare = Connect-FreedomPay -BaseUri $sandbox -PassThru
        try {
            $found = Get-ErrorOf { New-FreedomIdOidcLink https://example.com openid -Connection $bare @args }
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential*'
            (New-FreedomIdOidcLink https://example.com openid -ClientId c-1 -Connection $bare).ClientId | Should -Be c-1
        }
        finally { Connect-FreedomPay -Environment Sandbox }
    }
}

Describe 'New-FreedomIdOidcToken' {
    BeforeEach { Reset-Sandbox }

    It 'exchanges the code of a sign-in at the path as it is printed' {
        $link = New-FreedomIdOidcLink https://example.com/login openid, read.profile
        $token = New-FreedomIdOidcToken (Get-Code $link.Link) https://example.com/login authorization_code -Nonce $link.Nonce
        $token.TokenType | Should -Be Bearer
        $token.ExpiresIn | Should -Be 86400
        $token.IsExpired | Should -BeFalse
        (Get-SandboxRequest exchangeFreedomIdOidcToken)[0].path | Should -Be '/api/v1oidc//token'
        ($token | Request-FreedomIdProfile).Status | Should -Be accepted
    }

    It 'refuses an id token with another nonce' {
        $link = New-FreedomIdOidcLink https://example.com/login openid
        $found = Get-ErrorOf { New-FreedomIdOidcToken (Get-Code $link.Link) https://example.com/login authorization_code -Nonce other @args }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        "$($found[0])" | Should -BeLike '*nonce*'
        $found[0].ErrorDetails.RecommendedAction | Should -Be 'The token may belong to another sign-in. Begin again with New-FreedomIdOidcLink and a new nonce.'
    }

    It 'does not leave the nonce unchecked because it is <Kind>' -ForEach @{ Kind = 'null'; Nonce = $null }, @{ Kind = 'empty'; Nonce = '' } {
        $found = Get-ErrorOf { New-FreedomIdOidcToken code-7 https://example.com/login authorization_code -Nonce $Nonce @args }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentValidationError,*'
        (Get-SandboxRequest exchangeFreedomIdOidcToken).Count | Should -Be 0
    }

    It 'calls another path when it is told to' {
        $found = Get-ErrorOf { New-FreedomIdOidcToken code-7 https://example.com/login authorization_code -Path /api/v1/oidc/token @args }
        $found[0].Exception.HttpStatus | Should -Be 404
        (Get-SandboxRequest)[0].path | Should -Be '/api/v1/oidc/token'
    }

    It 'returns the tokens of a spent code also without <Lacks>' -ForEach @(
        @{ Lacks = 'a refresh token'; Answer = '{"access_token":"an-access-token","expires_in":86400,"token_type":"Bearer","id_token":"a.b.c"}' }
        @{ Lacks = 'all but the access token'; Answer = '{"access_token":"an-access-token","refresh_token":null}' }
    ) {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create().AddScript({
            param($listener, $body)
            $client = $listener.AcceptTcpClient()
            $stream = $client.GetStream()
            $text = ''
            $buffer = [byte[]]::new(65536)
            do { $text += [Text.Encoding]::UTF8.GetString($buffer, 0, $stream.Read($buffer, 0, $buffer.Length)) } until ($text -match 'grant_type')
            $answer = [Text.Encoding]::UTF8.GetBytes("HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: $($body.Length)`r`nConnection: close`r`n`r`n$body")
            $stream.Write($answer, 0, $answer.Length)
            $client.Dispose()
        }).AddArgument($listener).AddArgument($Answer)
        $null = $shell.BeginInvoke()
        try {
            $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $connection = Connect-FreedomPay -BaseUri $address -PassportUri $address -MaxRetryCount 0 -FreedomId (New-TestCredential client a-client-secret) -PassThru
            $token = New-FreedomIdOidcToken code-7 https://example.com/login authorization_code -Connection $connection
            ConvertFrom-SecureString $token.AccessToken.ToSecureString() -AsPlainText | Should -Be an-access-token
            $token.RefreshToken | Should -BeNullOrEmpty
        }
        finally {
            $listener.Stop()
            $shell.Dispose()
            Connect-FreedomPay -Environment Sandbox
        }
    }

    It 'prints no token' {
        $token = New-FreedomIdOidcToken code-8 https://example.com/login authorization_code
        $secrets = $token.AccessToken, $token.RefreshToken, $token.IdToken | ForEach-Object { ConvertFrom-SecureString $_.ToSecureString() -AsPlainText }
        $secrets.Count | Should -Be 3
        $shown = ($token | Format-List * -Force | Out-String -Width 9999) + ($token | ConvertTo-Json -Depth 9) + ($token | ConvertTo-Csv) + "$token"
        foreach ($secret in $secrets) { $shown.Contains($secret) | Should -BeFalse }
        (New-FreedomIdOidcToken code-9 https://example.com/login authorization_code -AsPlainText).IdToken | Should -Match '^eyJ'
    }
}

Describe 'ConvertFrom-FreedomIdRevocation' {
    It 'reads <Name>' -ForEach @(
        @{ Name = 'JSON text'; Body = '{"id":"01953bd1-a6d3-739e-8aa3-83e881f09055"}' }
        @{ Name = 'a hashtable'; Body = @{ id = '01953bd1-a6d3-739e-8aa3-83e881f09055' } }
        @{ Name = 'an object'; Body = [pscustomobject]@{ id = '01953bd1-a6d3-739e-8aa3-83e881f09055' } }
    ) {
        ($Body | ConvertFrom-FreedomIdRevocation).Id | Should -Be 01953bd1-a6d3-739e-8aa3-83e881f09055
        (ConvertFrom-FreedomIdRevocation $Body).Id | Should -Be 01953bd1-a6d3-739e-8aa3-83e881f09055
    }

    It 'reads the bytes of a body' {
        (ConvertFrom-FreedomIdRevocation -InputObject ([Text.Encoding]::UTF8.GetBytes('{"id":"t-1"}'))).Id | Should -Be t-1
    }

    It 'keeps what the documentation does not have' {
        ('{"id":"t-1","at":"2026-01-01"}' | ConvertFrom-FreedomIdRevocation).AdditionalProperties['at'] | Should -Be 2026-01-01
    }

    It 'makes <Name> an error and goes on' -ForEach @(
        @{ Name = 'nothing'; Body = '' }
        @{ Name = 'null'; Body = $null }
        @{ Name = 'broken JSON'; Body = '{"id":' }
        @{ Name = 'a list'; Body = '["t-1"]' }
        @{ Name = 'a body without id'; Body = '{"token":"t-1"}' }
        @{ Name = 'an id that is a number'; Body = '{"id":7}' }
        @{ Name = 'an id that is there twice'; Body = '{"id":"t-1","id":"t-2"}' }
        @{ Name = 'a body without end'; Body = '{"id":"' + 'x' * 70000 + '"}' }
        @{ Name = 'a body without bottom'; Body = '{"id":' + '[' * 200 }
    ) {
        $read = @($Body, '{"id":"t-9"}' | ConvertFrom-FreedomIdRevocation -ErrorAction SilentlyContinue -ErrorVariable found)
        $read.Id | Should -Be t-9
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
    }
}

Describe 'Connect-FreedomPay -FreedomIdLogin' {
    BeforeAll {
        function Get-FreePort {
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $listener.LocalEndpoint.Port
            $listener.Stop()
        }

        # Signs in as at a prompt, while the test plays the browser: the link comes on the information stream.
        function Start-Login([hashtable] $Parameter) {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($module, $parameter)
                Import-Module $module
                Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -NoBrowser -PassThru @parameter
            }).AddArgument((Get-Module FreedomPay.PowerShell).Path).AddArgument($Parameter)
            $running = $shell.BeginInvoke()
            $null = [Threading.SpinWait]::SpinUntil({ $shell.Streams.Information.Count -gt 0 -or $running.IsCompleted }, 30000)
            $link = if ($shell.Streams.Information.Count) { "$($shell.Streams.Information[0].MessageData)" -replace '^.*(http://\S+)$', '$1' }
            @{ Shell = $shell; Running = $running; Link = $link }
        }

        function Complete-Login($Login) {
            try {
                $Login.Shell.EndInvoke($Login.Running)
                if ($Login.Shell.Streams.Error.Count) { throw $Login.Shell.Streams.Error[0] }
            }
            finally { $Login.Shell.Dispose() }
        }

        # Where the login page would send the browser.
        function Get-Redirect([string] $Link) {
            [string](Invoke-WebRequest $Link -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction Ignore).Headers.Location
        }
    }

    BeforeEach { Reset-Sandbox }
    AfterEach { Connect-FreedomPay -Environment Sandbox }

    It 'opens the browser, takes the redirect and keeps the tokens in the connection' -Skip:(-not $IsLinux) {
        $path = $env:PATH
        try {
            $null = Use-FakeBrowser -Visit
            $connection = Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -RedirectPort (Get-FreePort) -PassThru
        }
        finally { $env:PATH = $path }
        $connection.HasFreedomIdUser | Should -BeTrue
        ([datetimeoffset]$connection.FreedomIdUserExpiresAt) | Should -BeGreaterThan ([datetimeoffset]::Now)
        (Request-FreedomIdProfile | Get-FreedomIdProfile -Wait).Status | Should -Be completed
        (Get-ErrorOf { Request-FreedomIdProfile -RequestId (New-Guid) -Journal (Join-Path $TestDrive user.jsonl) })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalAmbiguous*'
        (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 1
        (Get-SandboxRequest exchangeFreedomIdToken).Count | Should -Be 1
        ($connection | Format-List * -Force | Out-String -Width 9999) | Should -Not -Match '[A-Za-z0-9]{128}'
        ($connection | ConvertTo-Json -WarningAction Ignore) | Should -Not -Match '[A-Za-z0-9]{128}'
    }

    It 'writes the link with -NoBrowser, and tells the user in the browser when it is done' {
        $login = Start-Login @{ RedirectPort = Get-FreePort }
        $login.Link | Should -BeLike "${sandbox}login?track_id=*"
        (Invoke-WebRequest $login.Link).Content | Should -BeLike '*signed in*close this window*'
        (Complete-Login $login).HasFreedomIdUser | Should -BeTrue
    }

    It 'does not accept a redirect of another sign-in, and waits on for its own' {
        $login = Start-Login @{ RedirectPort = Get-FreePort }
        $own = Get-Redirect $login.Link
        $foreign = $own -replace '/freedom-id/[^?]+', '/freedom-id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
        (Invoke-WebRequest $foreign -SkipHttpErrorCheck).StatusCode | Should -Be 400
        (Invoke-WebRequest ($own -replace '/freedom-id/.*$', '/') -SkipHttpErrorCheck).StatusCode | Should -Be 404
        $login.Running.IsCompleted | Should -BeFalse
        $null = Invoke-WebRequest $own
        (Complete-Login $login).HasFreedomIdUser | Should -BeTrue
        (Get-SandboxRequest exchangeFreedomIdToken).Count | Should -Be 1
    }

    It 'comes back to a path that is given' {
        $port = Get-FreePort
        $login = Start-Login @{ RedirectPort = $port; RedirectPath = '/callback' }
        $redirect = Get-Redirect $login.Link
        $redirect | Should -BeLike "http://127.0.0.1:$port/callback`?authorization_code=*"
        (Invoke-WebRequest "http://127.0.0.1:$port/callback" -SkipHttpErrorCheck).StatusCode | Should -Be 400
        $null = Invoke-WebRequest $redirect
        (Complete-Login $login).HasFreedomIdUser | Should -BeTrue
    }

    It 'refuses the path <_>' -ForEach 'callback', '/', '/a b', '/a?b=c', '/a#b', '/a%20b' {
        { Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -NoBrowser -RedirectPath $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'prints the link where something opens pages and no browser comes' -Skip:(-not $IsLinux) {
        $path = $env:PATH
        try {
            $visited = Use-FakeBrowser
            $found = @(Get-Outcome { Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -RedirectPort (Get-FreePort) -LoginTimeoutSec 2 6>&1 })
            $found[-1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.WaitTimeout*'
            $found[0].Tags | Should -Contain PSHOST
            "$($found[0])".Contains((Get-Content $visited)) | Should -BeTrue
        }
        finally { $env:PATH = $path }
    }

    It 'makes a refusal an error with its code' {
        $login = Start-Login @{ RedirectPort = Get-FreePort }
        $redirect = (Get-Redirect $login.Link) -replace '\?.*$', '?error_code=100102'
        $null = Invoke-WebRequest $redirect
        { Complete-Login $login } | Should -Throw '*without an authorization code (error 100102)*'
    }

    It 'ends after -LoginTimeoutSec, and leaves the connection of the runspace as it was' {
        $before = Connect-FreedomPay -Environment Sandbox -PassThru
        $failure = { Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -NoBrowser -RedirectPort (Get-FreePort) -LoginTimeoutSec 1 6> $null } | Should -Throw -PassThru
        $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.WaitTimeout*'
        Get-FreedomPayConnection | Should -Be $before
    }

    It 'stops at once with Ctrl+C' {
        $login = Start-Login @{ RedirectPort = Get-FreePort }
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $login.Shell.Stop()
        # A login waits for minutes; a busy machine may take seconds to stop it.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30
        $login.Shell.InvocationStateInfo.State | Should -Be Stopped
        $login.Shell.Dispose()
    }

    It 'names the port that is taken' {
        $taken = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $taken.Start()
        try {
            $failure = { Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -NoBrowser -RedirectPort $taken.LocalEndpoint.Port } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.SignInFailed*'
            "$failure" | Should -BeLike "*$($taken.LocalEndpoint.Port)*"
        }
        finally { $taken.Stop() }
    }

    It 'refuses an unknown grant in the words of the API' {
        { Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -NoBrowser -FreedomIdGrant read.minds -RedirectPort (Get-FreePort) } | Should -Throw '*grants.0: The selected grants.0 is invalid.*'
    }

    It 'does not act for the user of the connection in place of one whose token is null: -<_>' -ForEach 'Token', 'AccessToken' {
        $login = Start-Login @{ RedirectPort = Get-FreePort }
        $null = Invoke-WebRequest $login.Link
        $connection = @(Complete-Login $login)[0]
        $given = @{ $_ = $null }
        $found = Get-ErrorOf { Request-FreedomIdProfile -Connection $connection @given }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
        $found[0].Exception.Field | Should -Be $_
        (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 0
    }

    Context 'with an access token that has ended' {
        BeforeEach {
            Set-TokenLife 0
            $login = Start-Login @{ RedirectPort = Get-FreePort }
            $null = Invoke-WebRequest $login.Link
            $connection = @(Complete-Login $login)[0]
            Set-TokenLife 86400
        }

        It 'renews once for 20 concurrent requests' {
            $orders = @(1..20 | ForEach-Object { [pscustomobject]@{ RequestId = "$([guid]::NewGuid())" } } | Request-FreedomIdProfile -Connection $connection -ThrottleLimit 20)
            $orders.Count | Should -Be 20
            $orders.Status | Should -Be (@('accepted') * 20)
            (Get-SandboxRequest refreshFreedomIdToken).Count | Should -Be 1
            (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 20
        }

        It 'renews once for 20 runspaces that share the connection' {
            $manifest = (Get-Module FreedomPay.PowerShell).Path
            $orders = 1..20 | ForEach-Object -ThrottleLimit 20 -Parallel {
                Import-Module $using:manifest
                Request-FreedomIdProfile -Connection $using:connection
            }
            @($orders).Count | Should -Be 20
            (Get-SandboxRequest refreshFreedomIdToken).Count | Should -Be 1
        }

        It 'says that the sign-in has ended when it cannot be renewed, and does not try twice' {
            Set-FreedomPaySandboxFault -Kind AnswerLost -OperationId refreshFreedomIdToken -Count 1
            $found = @()
            $null = 1..3 | ForEach-Object { Request-FreedomIdProfile -Connection $connection -ErrorAction SilentlyContinue -ErrorVariable +found }
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Unauthorized*'
            "$($found[0])" | Should -BeLike '*Connect-FreedomPay -FreedomIdLogin*'
            (Get-SandboxRequest refreshFreedomIdToken).Count | Should -Be 1
            (Get-SandboxRequest requestFreedomIdProfile).Count | Should -Be 0
        }
    }
}

AfterAll { Stop-FreedomPaySandbox }
