# Payments through the Gateway API: pages, cards, saved cards, wallets and recurring profiles; 3-D Secure; card data that nobody sees; lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Cards of the documentation: one that simply pays, one whose bank wants to see the payer, and some that are declined.
    $good = '4716047261941981'
    $challenged = '4916307416334310'
    $cvc = '653'

    # Rows of a file, with what each kind of payment needs.
    function New-PaymentRow {
        param([string] $Kind = 'Card', [string] $OrderId = "G-$([guid]::NewGuid())", [string] $Amount = '100.50', [string] $Card = $good)
        $row = [ordered]@{ pg_order_id = $OrderId; pg_amount = $Amount; pg_description = 'Tea' }
        $data = @{ pg_card_pan = $Card; pg_card_month = '12'; pg_card_year = '30'; pg_card_name = 'IVAN IVANOV' }
        $wallet = $data + @{ pg_online_payment_cryptogram = 'APlNRdHvE+geASgppg/dAoABFAA='; pg_eci_indicator = '05' }
        $ofKind = @{
            Card      = $data + @{ pg_card_cvc = $cvc }
            Token     = @{ pg_card_token = 'ef741cfc-f85e-41a0-84e6-2ba964912182'; pg_user_id = '7' }
            ApplePay  = $wallet
            GooglePay = $wallet
        }[$Kind]
        foreach ($name in $ofKind.Keys) { $row[$name] = $ofKind[$name] }
        [pscustomobject]$row
    }

    # The switch that says what the columns of a wallet cannot.
    function Get-Switch([string] $Kind) { $Kind -in 'ApplePay', 'GooglePay' ? @{ $Kind = $true } : @{} }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }

    # The browser of a payer: it goes from the page of this machine to the bank, agrees there or refuses, and comes back. It is started as the system's own.
    function Use-PayerBrowser([ValidateSet('Agree', 'Refuse', 'Leave')] [string] $Does = 'Agree') {
        $folder = New-Item -ItemType Directory -Force (Join-Path $TestDrive ([guid]::NewGuid()))
        $visited = Join-Path $folder 'visited.txt'
        $pick = @{ Agree = 'head -n 1'; Refuse = 'tail -n 1'; Leave = 'sed d' }[$Does]
        $script = @"
#!/bin/sh
printf '%s\n' "`$1" >> '$visited'
field() { grep -o "name=\"`$1\" value=\"[^\"]*\"" | sed 's/.*value="\([^"]*\)"/\1/'; }
(
page=`$(curl -s "`$1")
acs=`$(printf '%s' "`$page" | grep -o 'action="[^"]*"' | head -n 1 | sed 's/action="\([^"]*\)"/\1/')
md=`$(printf '%s' "`$page" | field MD)
pareq=`$(printf '%s' "`$page" | field PaReq)
term=`$(printf '%s' "`$page" | field TermUrl)
bank=`$(curl -s --data-urlencode "MD=`$md" --data-urlencode "PaReq=`$pareq" --data-urlencode "TermUrl=`$term" "`$acs")
pares=`$(printf '%s' "`$bank" | field PaRes | $pick)
[ -z "`$pares" ] || curl -s -o /dev/null --data-urlencode "MD=`$md" --data-urlencode "PaRes=`$pares" "`$term"
) &
"@
        Set-Content (Join-Path $folder 'xdg-open') ($script -replace "`r") -NoNewline
        chmod +x (Join-Path $folder 'xdg-open')
        $env:PATH = "$folder" + [IO.Path]::PathSeparator + $env:PATH
        $visited
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A payment page of the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'has an address for the payer, and its payment a state' {
        $page = New-FreedomPayGatewayPaymentPage -OrderId P-1 -Amount 100.50 -Currency KZT -Description Tea
        $page | Should -BeOfType FreedomPay.GatewayPayment
        $page.RedirectUrl | Should -Match '^http://127\.0\.0\.1:\d+/pay\.html\?customer='
        "$($page.OrderId) $($page.Amount) $($page.Currency) $($page.Status)" | Should -Be 'P-1 100.50 KZT ok'
        ($page | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Be 'new'
        Get-SandboxEffect gatewayCreatePaymentPage | Should -HaveCount 1
    }

    It 'lets the payer type the amount with -AnyAmount' {
        $page = New-FreedomPayGatewayPaymentPage -AnyAmount -OrderId P-2 -Description Gift -AmountFrom 100 -AmountTo 1000
        $page.RedirectUrl | Should -Not -BeNullOrEmpty
        Get-SandboxEffect gatewayCreateAnyAmountPaymentPage | Should -HaveCount 1
    }

    It 'of a lost answer is found by its order, and says that its address is lost' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayCreatePaymentPage -Count 1
        $page = New-FreedomPayGatewayPaymentPage -OrderId P-3 -Amount 100.50 -Description Tea -WarningVariable warnings -WarningAction SilentlyContinue
        "$($page.Recovered) $($page.PaymentStatus) $($page.RedirectUrl)" | Should -Be 'True new '
        "$warnings" | Should -BeLike '*nobody can pay this payment*'
        Get-SandboxRequest gatewayCreatePaymentPage | Should -HaveCount 1
    }

    It 'of an order that had one before is not taken for that of a lost request' {
        $null = New-FreedomPayGatewayPaymentPage -OrderId P-4 -Amount 100.50 -Description Tea
        Set-FreedomPaySandboxFault Reset -OperationId gatewayCreatePaymentPage -Count 1
        Get-Reason (Get-ErrorOf { New-FreedomPayGatewayPaymentPage -OrderId P-4 -Amount 100.50 -Description Tea }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect gatewayCreatePaymentPage | Should -HaveCount 1
    }

    It 'is written as a QR code' {
        $file = Join-Path $TestDrive 'page.png'
        $null = New-FreedomPayGatewayPaymentPage -OrderId P-5 -Amount 100.50 -Description Tea -QrPath $file
        [Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($file), 1, 3) | Should -Be PNG
    }
}

Describe 'A payment through the Gateway API' {
    BeforeEach {
        Reset-Sandbox
        $order = "G-$([guid]::NewGuid())"
    }

    It 'charges <Kind>, once' -ForEach @(
        @{ Kind = 'Card'; Operation = 'gatewayPayByCard' }
        @{ Kind = 'Token'; Operation = 'gatewayPayByToken' }
        @{ Kind = 'ApplePay'; Operation = 'gatewayPayWithApplePay' }
        @{ Kind = 'GooglePay'; Operation = 'gatewayPayWithGooglePay' }
    ) {
        $switch = Get-Switch $Kind
        $payment = New-PaymentRow $Kind $order | New-FreedomPayGatewayPayment @switch
        $payment | Should -BeOfType FreedomPay.GatewayPayment
        "$($payment.OrderId) $($payment.Amount) $($payment.Status)" | Should -Be "$order 100.50 ok"
        Get-SandboxEffect $Operation | Should -HaveCount 1
        $state = $payment | Get-FreedomPayGatewayPayment
        "$($state.PaymentStatus) $($state.Captured) $($state.Amount)" | Should -Be 'success 1 100.50'
    }

    It 'charges the recurring profile that another has opened' {
        $first = New-PaymentRow | New-FreedomPayGatewayPayment -RecurringStart 1 -RecurringLifetimeMonth 12
        $first.RecurringProfile | Should -Match '^\d+$'
        $next = [pscustomobject]@{ OrderId = $order; Amount = '100.50'; Description = 'January'; RecurringProfile = $first.RecurringProfile } | New-FreedomPayGatewayPayment
        "$($next.RecurringProfile) $($next.OrderId)" | Should -Be "$($first.RecurringProfile) $order"
        Get-SandboxEffect gatewayPayByRecurringProfile | Should -HaveCount 1
        ($next | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Be success
    }

    It 'holds with -AutoClearing 0, and is charged in part' {
        $held = New-PaymentRow | New-FreedomPayGatewayPayment -AutoClearing 0
        ($held | Get-FreedomPayGatewayPayment).Captured | Should -Be 0
        $null = Complete-FreedomPayGatewayPayment $held.PaymentId -ClearingAmount 50
        ($held | Get-FreedomPayGatewayPayment).ClearingAmount.ToString() | Should -Be 50
    }

    It 'with a card that the documentation declines fails with the code and its meaning: <Code>' -ForEach @(
        @{ Card = '5548398681700148'; Code = '10009' }
        @{ Card = '5475102935853613'; Code = '10038' }
    ) {
        $problem = (Get-ErrorOf { New-PaymentRow -Card $Card | New-FreedomPayGatewayPayment })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        $problem.Exception.Code | Should -Be $Code
        "$problem $($problem.ErrorDetails.RecommendedAction)" | Should -BeLike "*Code ${Code}: *The payer has to act*"
    }

    It 'with a code that leaves open what became of it is settled by its state, which says that it was declined' {
        $problem = (Get-ErrorOf { New-PaymentRow -Card 5335215945367703 | New-FreedomPayGatewayPayment -WarningAction SilentlyContinue })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.RequestFailed'
        "$problem" | Should -BeLike '*declined*9999*'
    }

    It 'is refused where the order has a payment already, but for a declined one' {
        $first = New-PaymentRow -OrderId $order | New-FreedomPayGatewayPayment
        $problem = (Get-ErrorOf { New-PaymentRow Token $order | New-FreedomPayGatewayPayment })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "Row 1: *$order*$($first.PaymentId)*success*"
        $other = "G-$([guid]::NewGuid())"
        $null = Get-ErrorOf { New-PaymentRow -OrderId $other -Card 5548398681700148 | New-FreedomPayGatewayPayment }
        (New-PaymentRow -OrderId $other | New-FreedomPayGatewayPayment).Status | Should -Be ok
    }

    It 'is made once for an order that stands in several rows, however many go at a time' {
        Set-FreedomPaySandboxFault Latency -OperationId gateway* -LatencyMilliseconds 100
        $outcome = @(Get-Outcome { (New-PaymentRow Card $order), (New-PaymentRow Token $order), (New-PaymentRow Card $order -Amount 7) | New-FreedomPayGatewayPayment -ThrottleLimit 8 })
        Clear-FreedomPaySandboxFault
        $outcome[0].Status | Should -Be ok
        "$($outcome[1])", "$($outcome[2])" | ForEach-Object { $_ | Should -BeLike "*was not sent*$order*" }
        Get-SandboxEffect gatewayPay* | Should -HaveCount 1
        # Nor by a later command, whatever the state says.
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPaymentStatus
        Get-ErrorOf { New-PaymentRow Card $order | New-FreedomPayGatewayPayment } | Should -HaveCount 1
        Clear-FreedomPaySandboxFault
        Get-SandboxEffect gatewayPay* | Should -HaveCount 1
    }

    It 'is not sent where what its order has cannot be asked, and is another time' {
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPaymentStatus
        $problem = (Get-ErrorOf { New-PaymentRow Card $order | New-FreedomPayGatewayPayment })[0]
        Clear-FreedomPaySandboxFault
        "$problem" | Should -BeLike "*was not sent*$order*"
        Get-SandboxRequest gatewayPay* | Should -BeNullOrEmpty
        (New-PaymentRow Card $order | New-FreedomPayGatewayPayment).Status | Should -Be ok
    }

    It 'takes what all rows have in common as it is typed, whichever set a row chooses' {
        (New-PaymentRow Token | Select-Object * -ExcludeProperty pg_user_id | New-FreedomPayGatewayPayment -UserId 7 -Currency KZT -Param1 a).Status | Should -Be ok
        (New-PaymentRow Card | New-FreedomPayGatewayPayment -UserId 7 -Currency KZT -Param1 a).Status | Should -Be ok
    }

    It 'of a row that names another way of paying is refused: <Method> <Switch>' -ForEach @(
        @{ Method = 'google_pay'; Kind = 'Card'; Switch = @{} }, @{ Method = 'google_pay'; Kind = 'ApplePay'; Switch = @{ ApplePay = $true } }
    ) {
        $row = New-PaymentRow $Kind
        $row | Add-Member pg_payment_method $Method
        (Get-ErrorOf { $row | New-FreedomPayGatewayPayment @Switch })[0].Exception.Field | Should -Be PaymentMethod
        Get-SandboxRequest gatewayPay* | Should -BeNullOrEmpty
    }

    It 'of a wallet needs both digits of the indicator, which a spreadsheet does not keep' {
        $row = New-PaymentRow ApplePay
        $row.pg_eci_indicator = '5'
        (Get-ErrorOf { $row | New-FreedomPayGatewayPayment -ApplePay })[0].Exception.Field | Should -Be EciIndicator
    }

    It 'leaves no trace of the code of a card in a journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $null = New-PaymentRow Card $order | New-FreedomPayGatewayPayment -Journal $journal
        Get-Content $journal -Raw | Should -Match 'pg_card_pan'
        Get-Content $journal -Raw | Should -Not -Match 'cvc'
    }

    It 'is not sent for <Why>, and the run goes on' -ForEach @(
        @{ Why = 'a mistyped digit of the card'; Column = 'pg_card_pan'; Value = '4716047261941982'; Field = 'CardNumber' }
        @{ Why = 'a number that a spreadsheet has rounded'; Column = 'pg_card_pan'; Value = '4.71605E+15'; Field = 'CardNumber' }
        @{ Why = 'a masked number'; Column = 'pg_card_pan'; Value = '471604******1981'; Field = 'CardNumber' }
        @{ Why = 'a number as the API masks it'; Column = 'pg_card_pan'; Value = '4716-04XX-XXXX-1981'; Field = 'CardNumber' }
        @{ Why = 'a CVC without its zeros'; Column = 'pg_card_cvc'; Value = '7'; Field = 'CardCvc' }
        @{ Why = 'a month that there is not'; Column = 'pg_card_month'; Value = '13'; Field = 'CardMonth' }
        @{ Why = 'month and year in one cell'; Column = 'pg_card_year'; Value = '12/30'; Field = 'CardYear' }
        @{ Why = 'no holder'; Column = 'pg_card_name'; Value = ''; Field = 'CardName' }
        @{ Why = 'a decimal comma'; Column = 'pg_amount'; Value = '100,50'; Field = 'Amount' }
    ) {
        $rows = @((New-PaymentRow), (New-PaymentRow))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayGatewayPayment })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[0].Exception.Field | Should -Be $Field
        if ($Column -like 'pg_card_[pcmy]*' -and $Value.Length -gt 3) { "$($outcome[0])$($outcome[0].Exception)" | Should -Not -Match ([regex]::Escape($Value.Substring(0, 4))) }
        $outcome[1].Status | Should -Be ok
        Get-SandboxEffect gatewayPayByCard | Should -HaveCount 1
    }

    It 'of a row with a card and a token is not chosen but refused' {
        $row = New-PaymentRow
        $row | Add-Member pg_card_token ef741cfc-f85e-41a0-84e6-2ba964912182
        $row | Add-Member pg_user_id 7
        Get-ErrorOf { $row | New-FreedomPayGatewayPayment } | Should -Not -BeNullOrEmpty
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'takes a month of one digit and a year of four, as a spreadsheet leaves them, and numbers in groups' {
        $row = New-PaymentRow
        $row.pg_card_month = '9'
        $row.pg_card_year = '2030'
        $row.pg_card_pan = '4716 0472 6194 1981'
        ($row | New-FreedomPayGatewayPayment).Status | Should -Be ok
    }

    It 'lets a test card that no check digit fits through, but not in production' {
        (New-PaymentRow -Card 4400444400004440 | New-FreedomPayGatewayPayment).Status | Should -Be ok
        Connect-FreedomPay -Environment Production -BaseUri http://127.0.0.1:1/ -Merchant (New-TestCredential 1 secret)
        try {
            $problem = (Get-ErrorOf { New-PaymentRow -Card 4400444400004440 | New-FreedomPayGatewayPayment })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
            "$($problem.Exception.Field) $problem" | Should -BeLike 'CardNumber*production*'
        }
        finally { Connect-FreedomPay -Environment Sandbox }
    }

    It 'shows nothing of the card, nor of what the bank is asked' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PaymentRow -Card $challenged
        $all = $row | New-FreedomPayGatewayPayment -Journal $journal -Verbose -Debug 4>&1 5>&1 3>&1
        $text = "$($all | Format-List * -Force | Out-String -Width 4000)$(Get-Content $journal -Raw)"
        foreach ($secret in $challenged, '4916 3074', '"653"', '=653', 'IVAN IVANOV') { $text | Should -Not -Match ([regex]::Escape($secret)) }
    }
}

Describe 'Card data with -EncryptionKey' {
    BeforeAll {
        $rsa = [Security.Cryptography.RSA]::Create(2048)
        $pem = Join-Path $TestDrive 'freedompay.pem'
        Set-Content $pem $rsa.ExportSubjectPublicKeyInfoPem()
    }

    BeforeEach { Reset-Sandbox }

    It 'leaves encrypted, and nothing of it plainly' {
        # The sandbox refuses a request that has the card both ways.
        $payment = New-PaymentRow | New-FreedomPayGatewayPayment -EncryptionKey $pem -KeyId key-1
        $payment.Status | Should -Be ok
        $sent = "$(New-PaymentRow | New-FreedomPayGatewayPayment -EncryptionKey $pem -KeyId key-1 -Debug 5>&1 | Where-Object { "$_" -match '^→[^\n]*/g2g/payment' })"
        ([regex]::Matches($sent, 'pg_\w*card\w*(?==)').Value | Sort-Object) | Should -Be 'pg_card_name', 'pg_encrypted_card'
        $sent | Should -Match 'pg_encrypted_card=\*\*\*(&|$|\s)'
    }

    It 'is the same row for a journal, though no two are alike' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PaymentRow
        $null = $row | New-FreedomPayGatewayPayment -EncryptionKey $pem -KeyId key-1 -Journal $journal
        ($row | New-FreedomPayGatewayPayment -EncryptionKey $pem -KeyId key-1 -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayPayByCard | Should -HaveCount 1
    }

    It 'takes no key that is none for this, and repeats nothing of it: <Why>' -ForEach @(
        @{ Why = 'private (PKCS 1)'; Key = { $rsa.ExportRSAPrivateKeyPem() }; Says = 'private key' }
        @{ Why = 'private (JWK)'; Key = { '{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}' }; Says = 'private key' }
        @{ Why = 'short'; Key = { [Security.Cryptography.RSA]::Create(1024) }; Says = '1024' }
        @{ Why = 'of a curve'; Key = { [Security.Cryptography.ECDsa]::Create().ExportSubjectPublicKeyInfoPem() }; Says = 'neither' }
        @{ Why = 'of a curve (JWK)'; Key = { '{"kty":"EC"}' }; Says = 'no RSA key' }
        @{ Why = 'for signatures'; Key = { '{"kty":"RSA","use":"sig","n":"AQAB","e":"AQAB"}' }; Says = 'something else' }
        @{ Why = 'for an older way'; Key = { '{"kty":"RSA","alg":"RSA1_5","n":"AQAB","e":"AQAB"}' }; Says = 'something else' }
        @{ Why = 'without numbers'; Key = { '{"kty":"RSA"}' }; Says = 'neither' }
        @{ Why = 'damaged'; Key = { "-----BEGIN PUBLIC KEY-----`nsecret-of-a-file`n-----END PUBLIC KEY-----" }; Says = 'neither' }
        @{ Why = 'noise in a file'; Key = { Set-Content (Join-Path $TestDrive noise.bin) secret-of-a-file; Join-Path $TestDrive noise.bin }; Says = 'neither' }
        @{ Why = 'another object'; Key = { 42 }; Says = 'neither' }
        @{ Why = 'a folder'; Key = { "$TestDrive" }; Says = 'cannot be read' }
        @{ Why = 'not there'; Key = { Join-Path $TestDrive none.pem }; Says = 'cannot be read' }
    ) {
        $problem = (Get-ErrorOf { New-PaymentRow | New-FreedomPayGatewayPayment -EncryptionKey (& $Key) -KeyId k })[0]
        "$problem" | Should -BeLike "*EncryptionKey*$Says*"
        "$problem $($problem.Exception)" | Should -Not -Match 'secret-of-a-file|MIIE'
        Get-SandboxRequest gatewayPay* | Should -BeNullOrEmpty
    }

    It 'needs a key, and its identifier' {
        (Get-ErrorOf { New-PaymentRow | New-FreedomPayGatewayPayment -EncryptionKey $pem })[0].Exception.Field | Should -Be KeyId
        (Get-ErrorOf { New-PaymentRow | New-FreedomPayGatewayPayment -KeyId k })[0].Exception.Field | Should -Be KeyId
        Get-SandboxRequest gatewayPay* | Should -BeNullOrEmpty
    }
}

Describe '3-D Secure' {
    BeforeEach {
        Reset-Sandbox
        $path = $env:PATH
    }

    AfterEach { $env:PATH = $path }

    It 'is what a payment says that waits for it, and nothing is charged' {
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        $payment.ThreeDs | Should -Be 1
        $payment.AcsUrl | Should -Match '^http://127\.0\.0\.1:\d+/acs/'
        $payment.Md, $payment.PaReq | Should -Not -BeNullOrEmpty
        ($payment | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Not -Be success
    }

    It 'is passed in the browser, in one command' -Skip:(-not $IsLinux) {
        $visited = Use-PayerBrowser
        $done = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment | Confirm-FreedomPayGatewayPayment -Open -InformationVariable said
        "$($done.Status)" | Should -Be ok
        Get-Content $visited | Should -Match '^http://127\.0\.0\.1:\d+/3ds/\w{32}$'
        "$said" | Should -BeLike "*$(Get-Content $visited)*"
        ($done | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Be success
        Get-SandboxEffect gatewayCompleteCardPayment3ds | Should -HaveCount 1
    }

    It 'that is refused at the bank fails the row, and the next goes on' -Skip:(-not $IsLinux) {
        $null = Use-PayerBrowser -Does Refuse
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        Get-ErrorOf { $payment | Confirm-FreedomPayGatewayPayment -Open } | Should -HaveCount 1
        ($payment | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Not -Be success
    }

    It 'that nobody passes ends in time, and nothing is sent' {
        $null = Use-PayerBrowser -Does Leave
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        $problem = (Get-ErrorOf { $payment | Confirm-FreedomPayGatewayPayment -Open -TimeoutSec 2 })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.WaitTimeout'
        Get-SandboxRequest gatewayCompleteCardPayment3ds | Should -BeNullOrEmpty
    }

    It 'does not open anything with -WhatIf, nor for an address that is no https' {
        $visited = Use-PayerBrowser
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        $payment | Confirm-FreedomPayGatewayPayment -Open -WhatIf
        $problem = (Get-ErrorOf { [pscustomobject]@{ PaymentId = '1'; Md = 'm'; PaReq = 'p'; AcsUrl = 'http://bank.example/acs' } | Confirm-FreedomPayGatewayPayment -Open })[0]
        $problem.Exception.Field | Should -Be AcsUrl
        $visited | Should -Not -Exist
    }

    It 'has nothing to show for a payment that needs none' {
        $problem = (Get-ErrorOf { New-PaymentRow | New-FreedomPayGatewayPayment | Confirm-FreedomPayGatewayPayment -Open })[0]
        $problem.Exception.Field | Should -BeIn 'AcsUrl', 'Md'
    }

    It 'does not send the payer to the bank for a payment that is over' -Skip:(-not $IsLinux) {
        $visited = Use-PayerBrowser
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        $outcome = @(Get-Outcome { $payment, $payment | Confirm-FreedomPayGatewayPayment -Open })
        $outcome[0].Status | Should -Be ok
        "$($outcome[1])" | Should -BeLike '*charged already*'
        @(Get-Content $visited) | Should -HaveCount 1
    }

    It 'with an answer that the bank did not give is refused' {
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        $problem = (Get-ErrorOf { Confirm-FreedomPayGatewayPayment $payment.PaymentId -Md $payment.Md -PaRes made-up })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.Refused'
        ($payment | Get-FreedomPayGatewayPayment).PaymentStatus | Should -Not -Be success
    }

    It 'whose answer is lost is told by the state of the payment, and is not sent again' -Skip:(-not $IsLinux) {
        $null = Use-PayerBrowser
        $payment = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayCompleteCardPayment3ds -Count 1
        $done = $payment | Confirm-FreedomPayGatewayPayment -Open -WarningAction SilentlyContinue
        "$($done.Recovered) $($done.PaymentStatus)" | Should -Be 'True success'
        Get-SandboxRequest gatewayCompleteCardPayment3ds | Should -HaveCount 1
        # Paid is paid.
        (Get-ErrorOf { Confirm-FreedomPayGatewayPayment $payment.PaymentId -Md $payment.Md -PaRes again })[0].Exception.Message | Should -BeLike '*charged already*'
    }
}

Describe 'A lost answer to a payment through the Gateway API' {
    BeforeEach { Reset-Sandbox }

    It 'is found in the state of its order: <Kind>' -ForEach @(@{ Kind = 'Card' }, @{ Kind = 'Token' }, @{ Kind = 'ApplePay' }) {
        $switch = Get-Switch $Kind
        $row = New-PaymentRow $Kind
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayPay* -Count 1
        $found = $row | New-FreedomPayGatewayPayment @switch -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.PaymentStatus)" | Should -Be "True $($row.pg_order_id) success"
        Get-SandboxRequest gatewayPay* | Should -HaveCount 1
    }

    It 'of a card that wants 3-D Secure warns that its address is lost' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayPayByCard -Count 1
        $found = New-PaymentRow -Card $challenged | New-FreedomPayGatewayPayment -WarningVariable warnings -WarningAction SilentlyContinue
        $found.Recovered | Should -BeTrue
        "$warnings" | Should -BeLike '*stays unpaid*'
    }

    It 'is unknown where it did not arrive, and it is not sent again' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PaymentRow
        Set-FreedomPaySandboxFault Reset -OperationId gatewayPayByCard -Count 1
        1..2 | ForEach-Object {
            $problem = (Get-ErrorOf { $row | New-FreedomPayGatewayPayment -Journal $journal })[0]
            Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayGatewayPayment*$($row.pg_order_id)*"
        }
        Get-SandboxRequest gatewayPayByCard | Should -HaveCount 1
    }

    It 'is settled by a later run with the journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = New-PaymentRow Token
        Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayPayByToken -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId gatewayGetPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayGatewayPayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | New-FreedomPayGatewayPayment -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | New-FreedomPayGatewayPayment -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest gatewayPayByToken | Should -HaveCount 1
    }
}

Describe 'Hold and clear' {
    BeforeEach { Reset-Sandbox }

    It 'holds a hundred payments of a file, charges a part of some, and releases the rest' {
        Push-Location $TestDrive
        try {
            1..100 | ForEach-Object { New-PaymentRow Card "H-$_" "$(100 + $_).50" -Card 4405645000006150 } | Export-Csv holds.csv
            $held = @(Import-Csv holds.csv | New-FreedomPayGatewayPayment -AutoClearing 0 -Journal holds.jsonl)
            $held | Should -HaveCount 100
            $held | Export-Csv held.csv

            $shipped = Import-Csv held.csv | Select-Object -First 60 PaymentId, @{ n = 'ClearingAmount'; e = { [int]($_.OrderId -replace '\D') % 2 ? $_.Amount : '50.25' } }
            $shipped | Export-Csv shipped.csv
            Set-FreedomPaySandboxFault AnswerLost -OperationId gatewayClearPayment -Count 12
            $charged = @(Import-Csv shipped.csv | Complete-FreedomPayGatewayPayment -Journal shipped.jsonl -WarningAction SilentlyContinue)
            Clear-FreedomPaySandboxFault
            $charged | Should -HaveCount 60
            $released = @(Import-Csv held.csv | Select-Object -Last 40 PaymentId | Stop-FreedomPayGatewayPayment -Journal released.jsonl)
            $released | Should -HaveCount 40

            $states = @(Import-Csv held.csv | Select-Object PaymentId | Get-FreedomPayGatewayPayment)
            @($states | Where-Object Captured -eq 1) | Should -HaveCount 60
            @($states | Where-Object { $_.Revocations.Count -gt 0 }) | Should -HaveCount 40
            $expected = [decimal]0
            foreach ($row in $shipped) { $expected += [decimal]::Parse($row.ClearingAmount, [cultureinfo]::InvariantCulture) }
            $sum = [decimal]0
            foreach ($state in $states) { $sum += [decimal]::Parse("$($state.ClearingAmount)", [cultureinfo]::InvariantCulture) }
            $sum | Should -Be $expected
            Get-SandboxEffect gatewayClearPayment | Should -HaveCount 60
            Get-SandboxEffect gatewayCancelPayment | Should -HaveCount 40
        }
        finally { Pop-Location }
    }
}
