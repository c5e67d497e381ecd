# No secret, card number, CVC or PIN in any stream, error, file, journal or transcript of any cmdlet.
BeforeDiscovery {
    $scenarios = @(
        @{ Scenario = 'Success'; Fault = $null }
        @{ Scenario = 'WrongSecrets'; Fault = $null }
        @{ Scenario = 'ServerError'; Fault = 'ServerError' }
        @{ Scenario = 'AnswerLost'; Fault = 'AnswerLost' }
        @{ Scenario = 'MalformedAnswer'; Fault = 'MalformedAnswer' }
        @{ Scenario = 'WrongSignature'; Fault = 'WrongSignature' }
        @{ Scenario = 'NoConnection'; Fault = $null }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'

    # The sandbox's own credentials, and made-up ones with characters that URLs and JSON write differently.
    $own = @{
        PartnerId = '100200'; Partner = 'sandbox-partner-secret'; MerchantId = '300400'; Merchant = 'sandbox-merchant-secret'; Payout = 'sandbox-payout-secret'
        ClientId = 'b4b93cc5-0000-4000-8000-000000000001'; Client = 'sandbox-freedom-id-secret'; Token = 'sandbox-freedom-id-token'
    }
    $others = @{
        PartnerId = '100200'; Partner = 'canary "partner"/+=&<1>'; MerchantId = '300400'; Merchant = 'canary merchant\ключ/2'; Payout = 'canary+payout%3'
        ClientId = 'b4b93cc5-0000-4000-8000-000000000001'; Client = "canary'client;4"; Token = 'canary.token~5/=='
    }
    # A test card of the documentation. CVC and PIN are unusual enough not to appear by chance.
    $numbers = @{ Pan = '4400444400004444'; Cvc = '653871'; Pin = '840917' }

    # Every form in which a secret could come out.
    function Get-Trace {
        param([hashtable] $Secret)
        Get-EveryTrace $Secret | Sort-Object -Unique
    }

    function Get-EveryTrace {
        param([hashtable] $Secret)
        foreach ($pair in @('PartnerId', 'Partner'), @('MerchantId', 'Merchant'), @('MerchantId', 'Payout'), @('ClientId', 'Client'), @('', 'Token')) {
            $text = $Secret[$pair[1]]
            $text
            [uri]::EscapeDataString($text)
            [Net.WebUtility]::UrlEncode($text)
            [Net.WebUtility]::HtmlEncode($text)
            ($text | ConvertTo-Json).Trim('"')
            ($text | ConvertTo-Json -EscapeHandling EscapeHtml).Trim('"')
            # Escapes in small letters, those that only other writers make, and both alphabets of Base64; the search itself ignores case.
            $text -replace '/', '\/'
            -join ($text.ToCharArray() | ForEach-Object { '\u{0:x4}' -f [int]$_ })
            ($text -replace '&', '&amp;' -replace '<', '&lt;' -replace '>', '&gt;' -replace '"', '&quot;' -replace "'", '&apos;')
            $encoded = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($text))
            $encoded.TrimEnd('=')
            $encoded.TrimEnd('=').Replace('+', '-').Replace('/', '_')
            if ($pair[0]) { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($Secret[$pair[0]]):$text")) }
        }
        $pan = $Secret.Pan
        $groups = 0..3 | ForEach-Object { $pan.Substring(4 * $_, 4) }
        $pan
        $groups -join ' '
        $groups -join '-'
        $groups -join '.'
        $groups -join '+'
        $groups -join '%20'
        [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($pan))
        $Secret.Cvc
        $Secret.Pin
    }

    # Which of the traces a text has; a console may break a line in the middle of a word, so blanks count for nothing too.
    function Find-Trace {
        param([string] $Text, [string[]] $Trace)
        $dense = $Text -replace '\s'
        $Trace | Where-Object { $Text.Contains($_, 'OrdinalIgnoreCase') -or $dense.Contains(($_ -replace '\s'), 'OrdinalIgnoreCase') }
    }

    # Where in the text a trace is, for the message of a failure.
    function Get-Place {
        param([string] $Text, [string[]] $Trace)
        foreach ($line in $Text -split "`n") { if ($line -match '^== ') { $title = $line } elseif (Find-Trace $line $Trace) { "$title`n$($line.Trim())" } }
    }
}

Describe 'The search for leaks' {
    It 'finds <Planted>' -ForEach @(
        @{ Planted = 'a plain secret'; Text = 'x sandbox-partner-secret x' }
        @{ Planted = 'a secret in a URL'; Text = 'x=canary%20%22partner%22%2F%2B%3D%26%3C1%3E&y' }
        @{ Planted = 'a secret that a console broke'; Text = "x sandbox-part`n   ner-secret x" }
        @{ Planted = 'a token in base64'; Text = 'c2FuZGJveC1mcmVlZG9tLWlkLXRva2Vu' }
        @{ Planted = 'credentials of HTTP Basic'; Text = 'Authorization: Basic ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('b4b93cc5-0000-4000-8000-000000000001:sandbox-freedom-id-secret')) }
        @{ Planted = 'a card number'; Text = 'card 4400444400004444.' }
        @{ Planted = 'a card number with blanks'; Text = '4400 4444 0000 4444' }
        @{ Planted = 'a card number with dashes'; Text = '4400-4444-0000-4444' }
        @{ Planted = 'a CVC'; Text = '"cvc":"653871"' }
    ) {
        Find-Trace $Text (@(Get-Trace ($own + $numbers)) + @(Get-Trace ($others + $numbers))) | Should -Not -BeNullOrEmpty
    }

    It 'finds nothing in what is masked' {
        Find-Trace '440044******4444 *** {"cvc":"***"} 100200' (Get-Trace ($own + $numbers)) | Should -BeNullOrEmpty
    }
}

Describe 'No cmdlet shows a secret, a card number, a CVC or a PIN' -ForEach @{ All = $scenarios } {
    BeforeAll {
        $folder = Join-Path $TestDrive 'canary'
        $null = New-Item -ItemType Directory $folder
        Connect-FreedomPay -Environment Sandbox
        $sandbox = "$((Get-FreedomPayConnection).BaseUri)"
        # A port that was free a moment ago: nobody answers there.
        $nobody = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $nobody.Start()
        $silence = "http://127.0.0.1:$($nobody.LocalEndpoint.Port)/"
        $nobody.Stop()
        # One process for all of them: most of what one takes is spent on becoming warm.
        $plan = Join-Path $TestDrive 'plan.xml'
        @($all | ForEach-Object {
                @{
                    Scenario = $_.Scenario; Fault = $_.Fault; Answers = $_.Scenario -ne 'NoConnection'
                    Sandbox = $_.Scenario -eq 'NoConnection' ? $silence : $sandbox
                    Secret = $numbers + ($_.Scenario -eq 'WrongSecrets' ? $others : $own)
                }
            }) | Export-Clixml $plan -Depth 4
        $canary = Join-Path $PSScriptRoot 'Canary.ps1'
        $child = Invoke-Child -Minutes 20 -Argument $canary, $module, $plan, $folder { param($script) & $script @args; exit $LASTEXITCODE }
    }

    It 'in any stream, error, file or transcript: <Scenario>' -ForEach $scenarios {
        $child.Output | Should -Match "(?m)^$Scenario calls=\d{3,}" -Because $child.Errors.Substring(0, [Math]::Min(2000, $child.Errors.Length))
        $texts = @{
            output     = $child.Output
            errors     = $child.Errors
            collected  = Get-Content -Raw (Join-Path $folder "collected-$Scenario.txt")
            transcript = Get-Content -Raw (Join-Path $folder "transcript-$Scenario.txt")
            connection = Get-Content -Raw (Join-Path $folder "connection-$Scenario.xml")
            journals   = (Get-ChildItem $folder -Filter "journal-*$Scenario.jsonl" | Get-Content -Raw) -join "`n"
        }
        $texts.collected | Should -Match 'Authorization|X-JWS-Signature|pg_sig|NoConnection|failed' -Because 'the wire is traced'
        $texts.transcript | Should -Match 'Recommendation:|TerminatingError' -Because 'errors are transcribed'
        $texts.journals | Should -Not -BeNullOrEmpty
        $trace = Get-Trace ($numbers + ($Scenario -eq 'WrongSecrets' ? $others : $own))
        foreach ($name in $texts.Keys) {
            $found = @(Find-Trace $texts[$name] $trace)
            $places = if ($found) { Get-Place $texts[$name] $found | Select-Object -First 5 }
            $found | Should -BeNullOrEmpty -Because "$name has it:`n$($places -join "`n")"
        }
    }
}

Describe 'Looking closely' {
    It 'loses no result and asks no question where nobody can answer: <Name>' -ForEach @(
        @{ Name = '-Debug'; Loud = 'Debug' }, @{ Name = '-Verbose'; Loud = 'Verbose' }, @{ Name = '-Verbose -Debug'; Loud = 'Verbose,Debug' }
    ) {
        $child = Invoke-Child -Argument $module, $Loud {
            param($module, $loud)
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $more = @{}
            $loud -split ',' | ForEach-Object { $more[$_] = $true }
            $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov @more 4>$null 5>$null
            $asked = $client | Get-FreedomPayCardRequest @more 4>$null 5>$null
            $user = New-FreedomIdUser +77011234567 @more 4>$null 5>$null
            $payment = New-FreedomPayPayment -Amount 10 -Description Tea @more 4>$null 5>$null
            $any = Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = '10'; pg_description = 'Tea' } @more 4>$null 5>$null
            # What is warned of: an answer that was lost, and a path that is only inferred.
            Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment -Count 1
            $lost = New-FreedomPayPayment -Amount 10 -Description Tea -OrderId L-1 @more 3>$null 4>$null 5>$null
            $seen = Get-FreedomPayCardBalance 1 -ErrorAction SilentlyContinue -ErrorVariable refused @more 3>$null 4>$null 5>$null
            [Console]::Out.Write("$($client.Status) $($asked.Status) $([bool] $user.FreedomId) $($payment.Status) $($any.pg_status) $($lost.Recovered) $($refused.Count) $($Error.Count)")
        }
        $child.Output | Should -Be 'ok ok True ok ok True 1 1' -Because $child.Errors
    }
}

Describe 'What PowerShell itself writes of a parameter' {
    It 'has no value of a row: module logging takes its text' {
        $place = (Get-Command Set-FreedomPayCardPin).Parameters.InputObject.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentTransformationAttribute] }
        "$($place.Transform($null, [pscustomobject]@{ card_id = '1'; pin = '840917' }))" | Should -Be '***'
    }

    It 'has nothing of what it cannot take: <Line>' -ForEach @(
        @{ Line = "Invoke-FreedomPayRequest Card 'v5/card/4111111111111111?token=SECRET840917' @{ }" }
        @{ Line = "Invoke-FreedomPayRequest Card /v5/x @{ } -Header 'Authorization: Bearer SECRET840917'" }
        @{ Line = "Get-FreedomPayCard 1 -AdditionalField 'pin=SECRET840917'" }
        @{ Line = "Set-FreedomPayCardPin 1 -Pin ([pscustomobject]@{ v = 'SECRET840917' }) -Confirm:`$false" }
    ) {
        Connect-FreedomPay -Environment Sandbox
        $problem = (Get-ErrorOf ([scriptblock]::Create($Line)))[0]
        # The line that was typed is everybody's own.
        "$problem $($problem.Exception) $($problem.CategoryInfo.TargetName) $($problem.TargetObject)" | Should -Not -Match '4111111111111111|SECRET840917'
    }
}

AfterAll { Stop-FreedomPaySandbox }
