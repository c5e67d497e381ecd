# Signed links to the payment page, made without a call: what they hold, that the sandbox takes them as its own page would, and what is refused.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # The fields of a link, as a browser would read them.
    function Get-LinkField([string] $Url) {
        $fields = [ordered]@{}
        foreach ($pair in ([uri] $Url).Query.TrimStart('?') -split '&') {
            $name, $value = $pair -split '=', 2 | ForEach-Object { [Net.WebUtility]::UrlDecode($_) }
            $fields[$name] = $value
        }
        $fields
    }

    # The signature as the overview of the documentation words it.
    function Get-Signature([System.Collections.IDictionary] $Fields, [string] $Secret) {
        $names = [string[]]@($Fields.Keys | Where-Object { $_ -ne 'pg_sig' })
        [Array]::Sort($names, [StringComparer]::Ordinal)
        $text = (@('payment.php') + @($names | ForEach-Object { $Fields[$_] }) + $Secret) -join ';'
        [Convert]::ToHexString([Security.Cryptography.MD5]::HashData([Text.Encoding]::UTF8.GetBytes($text))).ToLowerInvariant()
    }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A checkout link' {
    BeforeEach { Reset-Sandbox }

    It 'is made of the fields, signed, and nothing is sent' {
        $link = New-FreedomPayCheckoutLink -OrderId A-1001 -Amount 1500.50 -Currency KZT -Description 'Чай & <сахар> +7; 50%' -UserPhone +77011234567 -AutoClearing 0
        $link | Should -BeOfType FreedomPay.CheckoutLink
        "$($link.OrderId) $($link.Amount) $($link.Currency)" | Should -Be 'A-1001 1500.50 KZT'
        $link.Url | Should -BeLike "$((Get-FreedomPayConnection).BaseUri)payment.php[?]*"
        Get-SandboxRequestCount | Should -Be 0

        $fields = Get-LinkField $link.Url
        $fields.pg_description | Should -BeExactly 'Чай & <сахар> +7; 50%'
        "$($fields.pg_merchant_id) $($fields.pg_order_id) $($fields.pg_amount) $($fields.pg_user_phone) $($fields.pg_auto_clearing)" | Should -Be '300400 A-1001 1500.50 77011234567 0'
        $fields.pg_sig | Should -BeExactly (Get-Signature $fields 'sandbox-merchant-secret')
        $fields.Contains('pg_idempotency_key') | Should -BeFalse -Because 'nothing is made up'
    }

    It 'is taken by the sandbox, which answers as the payment page and has the payment' {
        $link = New-FreedomPayCheckoutLink -OrderId A-1001 -Amount 1500.50 -Currency KZT -Description 'Чай & <сахар>' -SuccessUrl 'https://example.com/?a=1&b=2'
        $page = Invoke-WebRequest $link.Url
        "$($page.StatusCode) $($page.Headers['Content-Type'])" | Should -BeLike '200 text/html*'
        (Get-SandboxEffect).operationId | Should -Be 'checkoutRedirect'
        $payment = $link | Get-FreedomPayPayment
        "$($payment.OrderId) $($payment.Amount) $($payment.Currency) $($payment.PaymentStatus)" | Should -Be 'A-1001 1500.50 KZT new'
    }

    It 'is refused by the sandbox when its <Field> was changed' -ForEach @(
        @{ Field = 'amount'; From = 'pg_amount=1500.50'; To = 'pg_amount=1.50' }
        @{ Field = 'order'; From = 'pg_order_id=A-1001'; To = 'pg_order_id=A-1002' }
        @{ Field = 'signature'; From = 'pg_sig=[0-9a-f]{4}'; To = 'pg_sig=xxxx' }
    ) {
        $link = New-FreedomPayCheckoutLink -OrderId A-1001 -Amount 1500.50 -Description Tea
        $changed = $link.Url -replace $From, $To
        $changed | Should -Not -Be $link.Url
        (Invoke-WebRequest $changed).Content | Should -Match '1100'
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'is the same each time but for its salt' {
        $links = 1..5 | ForEach-Object { New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea }
        ($links.Url | Select-Object -Unique).Count | Should -Be 5
        ($links.Url -replace 'pg_(salt|sig)=\w+', '$1' | Select-Object -Unique) | Should -HaveCount 1
    }

    It 'makes one payment only where it has a key' {
        $link = New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -IdempotencyKey key-1
        $null = Invoke-WebRequest $link.Url
        (Invoke-WebRequest $link.Url).Content | Should -Match '9991'
        Get-SandboxEffect | Should -HaveCount 1
        $open = New-FreedomPayCheckoutLink -OrderId A-2 -Amount 10 -Description Tea
        $null = 1..2 | ForEach-Object { Invoke-WebRequest $open.Url }
        Get-SandboxEffect | Should -HaveCount 3
    }

    It 'is made for each row of a file, and a row with <Why> is one error' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'pg_amount'; Value = '100,50' }
        @{ Why = 'no order'; Column = 'pg_order_id'; Value = '' }
        @{ Why = 'no country in its phone'; Column = 'pg_user_phone'; Value = '87011234567' }
        @{ Why = 'a relative address'; Column = 'pg_success_url'; Value = '/thanks' }
    ) {
        $rows = 1..3 | ForEach-Object { [pscustomobject]@{ pg_order_id = "A-$_"; pg_amount = '10.50'; pg_description = 'Tea'; pg_user_phone = '+77011234567'; pg_success_url = 'https://example.com/thanks' } }
        $rows[1].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayCheckoutLink })
        $outcome[0, 2].OrderId | Should -Be 'A-1', 'A-3'
        Get-Reason $outcome[1] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[1].Exception.Row | Should -Be 2
    }

    It 'carries fields that are no parameters, nested ones too, and signs them' {
        $link = New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -AdditionalField @{ shop_note = 'blue'; pg_user_email = 'mail@customer.kz' }
        $fields = Get-LinkField $link.Url
        "$($fields.shop_note) $($fields.pg_user_email)" | Should -Be 'blue mail@customer.kz'
        (Invoke-WebRequest $link.Url).Content | Should -Match 'payment page'
    }

    It 'is not made where it would show <What>' -ForEach @(
        @{ What = 'a card number'; Given = @{ Description = 'paid with 4400444400004444' }; Field = 'pg_description' }
        @{ What = 'the secret of the connection'; Given = @{ Description = 'Tea'; Param1 = 'sandbox-merchant-secret' }; Field = 'pg_param1' }
        @{ What = 'a CVC'; Given = @{ Description = 'Tea'; AdditionalField = @{ cvc = '653' } }; Field = 'cvc' }
        @{ What = 'what came as a secret'; Given = @{ Description = 'Tea'; AdditionalField = @{ note = (ConvertTo-SecureString blue -AsPlainText -Force) } }; Field = 'note' }
    ) {
        $outcome = @(Get-Outcome { New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 @Given })
        $outcome | Should -HaveCount 1
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        "$($outcome[0])" | Should -BeLike "*$Field*"
        "$($outcome[0] | Format-List * -Force | Out-String -Width 4000)" | Should -Not -Match '4400444400004444|sandbox-merchant-secret|653|blue'
    }

    It 'shows no secret in any stream or form' {
        $all = New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -Verbose -Debug 4>&1 5>&1
        "$($all | Format-List * -Force | Out-String -Width 4000)$($all | ConvertTo-Json -Depth 5)" | Should -Not -Match 'sandbox-merchant-secret'
    }

    It 'is made under -WhatIf too, for nothing is done, and takes no journal' {
        (New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -WhatIf).Url | Should -Not -BeNullOrEmpty
        Get-Reason (Get-ErrorOf { New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -Journal (Join-Path $TestDrive links.jsonl) }) | Should -Be 'FreedomPay.JournalNotNeeded'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'needs the secret of the merchant, and goes to the address of its connection' {
        $bare = Connect-FreedomPay -BaseUri https://api.example.com -Partner (New-TestCredential 1 some-secret-1) -PassThru
        $other = Connect-FreedomPay -BaseUri https://api.example.com -Merchant (New-TestCredential 9970 other-secret-1) -PassThru
        Connect-FreedomPay -Environment Sandbox
        Get-Reason (Get-ErrorOf { New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -Connection $bare }) | Should -Be 'FreedomPay.NoCredential'
        $link = New-FreedomPayCheckoutLink -OrderId A-1 -Amount 10 -Description Tea -Connection $other
        $link.Url | Should -BeLike 'https://api.example.com/payment.php[?]*pg_merchant_id=9970*'
        $fields = Get-LinkField $link.Url
        $fields.pg_sig | Should -BeExactly (Get-Signature $fields 'other-secret-1')
    }

    It 'is the same link in the culture <_>' -ForEach 'en-US', 'ru-RU', 'kk-KZ', 'tr-TR' {
        $link = Invoke-InCulture $_ { [pscustomobject]@{ pg_order_id = 'A-1'; pg_amount = '1500.50'; pg_description = 'IiİıTea' } | New-FreedomPayCheckoutLink }
        $fields = Get-LinkField $link.Url
        "$($fields.pg_amount) $($fields.pg_description)" | Should -BeExactly '1500.50 IiİıTea'
        $fields.pg_sig | Should -BeExactly (Get-Signature $fields 'sandbox-merchant-secret')
    }
}
