# The connection: Connect-FreedomPay and its kin, environments, credentials, and free requests.
BeforeDiscovery {
    $variables = 'ENVIRONMENT', 'REGION', 'BASE_URI', 'PASSPORT_URI', 'CUSTOMER_URI', 'PARTNER_ID', 'PARTNER_SECRET', 'MERCHANT_ID', 'MERCHANT_SECRET', 'PAYOUT_ID', 'PAYOUT_SECRET', 'FREEDOM_ID_ID', 'FREEDOM_ID_SECRET', 'FREEDOM_ID_TOKEN'
    $families = @(
        @{ Family = 'Card'; File = 'card.yaml' }
        @{ Family = 'Partner'; File = 'partner.yaml' }
        @{ Family = 'GatewayAsync'; File = 'gateway-async.yaml' }
        @{ Family = 'Gateway'; File = 'gateway.yaml' }
        @{ Family = 'Merchant'; File = 'merchant.yaml' }
        @{ Family = 'FreedomId'; File = 'freedom-id.yaml' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    # Sets variables of the environment for one command and puts back what was there.
    function Invoke-WithEnvironment {
        param([hashtable] $Variable, [scriptblock] $Command)
        $before = @{}
        try {
            foreach ($name in $Variable.Keys) {
                $before[$name] = [Environment]::GetEnvironmentVariable("FREEDOMPAY_$name")
                [Environment]::SetEnvironmentVariable("FREEDOMPAY_$name", $Variable[$name])
            }
            & $Command
        } finally {
            foreach ($name in $before.Keys) { [Environment]::SetEnvironmentVariable("FREEDOMPAY_$name", $before[$name]) }
        }
    }

    # Whatever the machine has set must not reach the tests.
    $machine = @{}
    Get-ChildItem Env:FREEDOMPAY_* | ForEach-Object { $machine[$_.Name] = $_.Value; Remove-Item "Env:$($_.Name)" }
    $sandbox = Start-FreedomPaySandbox
    $partner = New-TestCredential 100200 sandbox-partner-secret
    $merchant = New-TestCredential 300400 sandbox-merchant-secret
}

Describe 'A secret that no page names' {
    BeforeEach {
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
    }

    It 'is chosen by the cmdlet, or else by the connection' {
        "$((Get-ErrorOf { Confirm-FreedomPayGiftCard 555 1234 -Secret Payout })[0])" | Should -BeLike '*-Payout*'
        $payout = Connect-FreedomPay -Environment Sandbox -Secret Payout -PassThru
        $payout.Secret | Should -Be 'Payout'
        "$((Get-ErrorOf { Confirm-FreedomPayGiftCard 555 1234 -Connection $payout })[0])" | Should -BeLike '*-Payout*'
        (Confirm-FreedomPayGiftCard 555 1234 -Connection $payout -Secret Payment).State | Should -Be 'Activated'
    }

    It 'is never chosen where one is named' {
        $payout = Connect-FreedomPay -Environment Sandbox -Secret Payout -PassThru
        (New-FreedomPayPayment -Amount 1 -Description Tea -Connection $payout).Status | Should -Be 'ok'
        (Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = '1'; pg_description = 'Tea' } -Connection $payout -Confirm:$false).pg_status | Should -Be 'ok'
        (Get-FreedomPayPayoutBalance -Connection $payout).Status | Should -Be 'ok'
    }

    It 'is named by its name' {
        { Confirm-FreedomPayGiftCard 555 1234 -Secret 1 } | Should -Throw '*Payment, Payout, Partner*'
        { Connect-FreedomPay -Environment Sandbox -Secret Pay } | Should -Throw '*Payment, Payout, Partner*'
    }
}

Describe 'The auth_id of a merchant' {
    It 'is in the JWS of the merchant, and nowhere else' {
        $own = Connect-FreedomPay -Environment Sandbox -MerchantAuthId 300400 -PassThru
        $other = Connect-FreedomPay -Environment Sandbox -MerchantAuthId 777 -PassThru
        $other.MerchantAuthId | Should -Be '777'
        Invoke-FreedomPayRequest Merchant /v5/merchant/invoice/status @{ invoice_id = 1 } -Connection $own -Confirm:$false -ErrorVariable known -ErrorAction SilentlyContinue | Out-Null
        "$known" | Should -Not -BeLike '*1100*'
        "$((Get-ErrorOf { Invoke-FreedomPayRequest Merchant /v5/merchant/invoice/status @{ invoice_id = 1 } -Connection $other -Confirm:$false })[0])" | Should -BeLike '*1100*'
        (New-FreedomPayPayment -Amount 1 -Description Tea -Connection $other).Status | Should -Be 'ok'
        (Get-FreedomPayCard 123456789 -Connection $other).CardId | Should -Be '123456789'
    }

    It 'is refused where it is nothing' {
        { Connect-FreedomPay -Environment Sandbox -MerchantAuthId $null } | Should -Throw
        { Connect-FreedomPay -Environment Sandbox -MerchantAuthId '***' } | Should -Throw
    }
}

AfterAll {
    $machine.GetEnumerator() | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
    Stop-FreedomPaySandbox
}

Describe 'Connect-FreedomPay' {
    BeforeEach { Disconnect-FreedomPay }

    It 'takes every parameter and shows it in the connection' {
        $connection = Connect-FreedomPay -Environment Production -Region Kg -BaseUri https://api.example.com/base -PassportUri https://id.example.com -CustomerUri https://pay.example.com `
            -Partner (New-TestCredential p1 secret-1) -JwsAlgorithm HS256 -Merchant (New-TestCredential m1 secret-2) -Payout (New-TestCredential m2 secret-3) `
            -FreedomId (New-TestCredential f1 secret-4) -FreedomIdToken (ConvertTo-SecureString secret-5 -AsPlainText -Force) `
            -ThrottleLimit 16 -TimeoutSec 45 -MaxRetryCount 1 -PassThru
        $connection | Should -Be (Get-FreedomPayConnection)
        $connection | Select-Object Environment, Region, BaseUri, PassportUri, CustomerUri, PartnerId, JwsAlgorithm, MerchantId, PayoutId, FreedomIdClientId, HasFreedomIdToken, ThrottleLimit, TimeoutSec, MaxRetryCount, IsProduction |
            ForEach-Object { $_.PSObject.Properties.Value -join ' ' } |
            Should -Be 'Production Kg https://api.example.com/base https://id.example.com/ https://pay.example.com/ p1 HS256 m1 m2 f1 True 16 45 1 True'
    }

    It 'chooses the host by environment and region: <Environment> <Region>' -ForEach @(
        @{ Environment = 'Production'; Region = 'Kz'; BaseUri = 'https://api.freedompay.kz/'; Production = $true }
        @{ Environment = 'Production'; Region = 'Kg'; BaseUri = 'https://api.freedompay.kg/'; Production = $true }
        @{ Environment = 'Production'; Region = 'Uz'; BaseUri = 'https://api.freedompay.uz/'; Production = $true }
        @{ Environment = 'Test'; Region = 'Kz'; BaseUri = 'https://test-api.freedompay.kz/'; Production = $false }
        @{ Environment = 'Test'; Region = 'Kg'; BaseUri = 'https://test-api.freedompay.kg/'; Production = $false }
    ) {
        $connection = Connect-FreedomPay -Environment $Environment -Region $Region -PassThru
        "$($connection.BaseUri)" | Should -Be $BaseUri
        $connection.IsProduction | Should -Be $Production
    }

    It 'has no test host for Uzbekistan' {
        { Connect-FreedomPay -Environment Test -Region Uz } | Should -Throw -ErrorId 'FreedomPay.NoTestHost,*'
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }

    It 'returns nothing unless asked to' {
        Connect-FreedomPay -Environment Sandbox | Should -BeNullOrEmpty
    }

    It 'wants to be told where to' {
        $problem = (Get-ErrorOf { Connect-FreedomPay })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.EnvironmentMissing,*'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Sandbox, Test or Production'
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }

    It 'wants an address for Custom' {
        { Connect-FreedomPay -Environment Custom } | Should -Throw -ErrorId 'FreedomPay.EnvironmentMissing,*'
    }

    It 'refuses the address <_>' -ForEach 'http://api.freedompay.kz', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', 'api.freedompay.kz', '/v5', 'http://localhost.example.com' {
        $problem = @(Get-ErrorOf { Connect-FreedomPay -BaseUri $_ })
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidAddress,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'https'
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }

    It 'refuses such an address of Freedom ID and of the payment pages: -<_>' -ForEach 'PassportUri', 'CustomerUri' {
        $given = @{ $_ = 'http://id.example.com' }
        { Connect-FreedomPay -Environment Test @given } | Should -Throw -ErrorId 'FreedomPay.InvalidAddress,*'
    }

    It 'is production where the payment pages are, and says which address makes it so' {
        $connection = Connect-FreedomPay -Environment Test -CustomerUri https://customer.freedompay.kz -PassThru
        $connection.IsProduction | Should -BeTrue
        "$connection" | Should -Be 'PRODUCTION (https://test-api.freedompay.kz, https://customer.freedompay.kz)'
        ($connection | Out-String) | Should -Match '(?m)^PRODUCTION +Kz '
        "$(Connect-FreedomPay -Environment Test -CustomerUri http://127.0.0.1:9 -PassThru)" | Should -Be 'Test (https://test-api.freedompay.kz)'
    }

    It 'repeats no password of an address: -<Parameter> <Value>' -ForEach @(
        foreach ($parameter in 'BaseUri', 'PassportUri', 'CustomerUri') { foreach ($value in 'https://u:Tr0ub4dor@api.example.com', 'https://u:Tr0ub4dor@[bad', 'https://u:Tr0ub4dor#1@api.example.com', 'https://u:Tr0ub4dor@api.example.com:99999') { @{ Parameter = $parameter; Value = $value } } }
    ) {
        $given = @{ Environment = 'Test'; $Parameter = $Value }
        $problem = @(Get-ErrorOf { Connect-FreedomPay @given })
        $problem.Count | Should -Be 1
        "$($problem[0])$($problem[0].Exception)$($problem[0].ErrorDetails)$($problem[0] | Format-List * -Force | Out-String)" | Should -Not -Match Tr0ub4dor
    }

    It 'takes plain http to this machine: <_>' -ForEach 'http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9' {
        (Connect-FreedomPay -BaseUri $_ -PassThru).Environment | Should -Be 'Custom'
    }

    It 'keeps the connection that is there when the new one is refused' {
        $good = Connect-FreedomPay -Environment Sandbox -PassThru
        $null = Get-ErrorOf { Connect-FreedomPay -BaseUri http://api.example.com }
        Get-FreedomPayConnection | Should -Be $good
    }

    It 'refuses <Parameter> <Value>' -ForEach @(
        @{ Parameter = 'ThrottleLimit'; Value = 0 }, @{ Parameter = 'ThrottleLimit'; Value = 257 }
        @{ Parameter = 'TimeoutSec'; Value = 0 }, @{ Parameter = 'TimeoutSec'; Value = 3601 }
        @{ Parameter = 'MaxRetryCount'; Value = -1 }, @{ Parameter = 'MaxRetryCount'; Value = 11 }
        @{ Parameter = 'Environment'; Value = 'Live' }, @{ Parameter = 'Region'; Value = 'Ru' }, @{ Parameter = 'JwsAlgorithm'; Value = 'none' }
        @{ Parameter = 'Environment'; Value = 2 }, @{ Parameter = 'Environment'; Value = '2' }, @{ Parameter = 'Environment'; Value = 'Sandbox,Production' }, @{ Parameter = 'Environment'; Value = 'P' }
        @{ Parameter = 'Environment'; Value = @('Sandbox', 'Production') }, @{ Parameter = 'Environment'; Value = '+2' }, @{ Parameter = 'Region'; Value = 1 }, @{ Parameter = 'Region'; Value = 'Kz,Kg' }, @{ Parameter = 'JwsAlgorithm'; Value = '0' }, @{ Parameter = 'JwsAlgorithm'; Value = 'HS' }
    ) {
        $given = @{ BaseUri = 'https://api.example.com' }
        $given[$Parameter] = $Value
        { Connect-FreedomPay @given } | Should -Throw
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }
}

Describe 'What is given to Connect-FreedomPay and holds nothing' {
    BeforeDiscovery {
        $short = [pscredential]::new('m1', (ConvertTo-SecureString abc -AsPlainText -Force))
        $blank = [pscredential]::new('m1', (ConvertTo-SecureString '  ' -AsPlainText -Force))
        $nothings = foreach ($name in 'Partner', 'Merchant', 'Payout', 'FreedomId') {
            @{ Name = $name; Kind = 'null'; Value = $null }
            @{ Name = $name; Kind = 'the empty credential'; Value = [pscredential]::Empty }
            @{ Name = $name; Kind = 'an empty password'; Value = [pscredential]::new('m1', [securestring]::new()) }
            @{ Name = $name; Kind = 'a blank password'; Value = $blank }
            @{ Name = $name; Kind = 'a password that cannot be masked'; Value = $short }
        }
    }

    BeforeEach { Disconnect-FreedomPay }

    It 'does not lead to the credential of the environment: -<Name> with <Kind>' -ForEach @(
        $nothings
        @{ Name = 'FreedomIdToken'; Kind = 'null'; Value = $null }
        @{ Name = 'FreedomIdToken'; Kind = 'nothing'; Value = [securestring]::new() }
        @{ Name = 'FreedomIdToken'; Kind = 'one letter'; Value = (ConvertTo-SecureString e -AsPlainText -Force) }
    ) {
        $set = @{
            PARTNER_ID = 'p1'; PARTNER_SECRET = 'secret-1'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = 'secret-2'; PAYOUT_ID = 'm2'; PAYOUT_SECRET = 'secret-3'
            FREEDOM_ID_ID = 'f1'; FREEDOM_ID_SECRET = 'secret-4'; FREEDOM_ID_TOKEN = 'secret-5'
        }
        $given = @{ $Name = $Value }
        foreach ($where in @{ Environment = 'Production' }, @{ Environment = 'Sandbox' }) {
            $problem = @(Invoke-WithEnvironment $set { Get-ErrorOf { Connect-FreedomPay @where @given } })
            $problem.Count | Should -Be 1
            $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidCredential,*'
            "$($problem[0])" | Should -BeLike "-$Name *"
            Get-FreedomPayConnection | Should -BeNullOrEmpty
        }
    }

    It 'does not lead to another place: -<_>' -ForEach 'Environment', 'Region', 'BaseUri', 'PassportUri', 'CustomerUri' {
        $given = @{ $_ = $null }
        if ($_ -ne 'Environment') { $given.Environment = 'Test' }
        $problem = @(Invoke-WithEnvironment @{ ENVIRONMENT = 'Production'; REGION = 'Kg'; BASE_URI = 'https://api.example.com'; PASSPORT_URI = 'https://id.example.com'; CUSTOMER_URI = 'https://pay.example.com' } { Get-ErrorOf { Connect-FreedomPay @given } })
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($problem[0])" | Should -BeLike "-$_ *"
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }

    It 'in a variable is refused by its name: <Secret>' -ForEach @{ Secret = 'e' }, @{ Secret = ' ' }, @{ Secret = "$([char] 0x200B)$([char] 0xA0)$([char] 0xFEFF)$([char] 0x200B)" } {
        $problem = (Invoke-WithEnvironment @{ ENVIRONMENT = 'Test'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = $Secret } { Get-ErrorOf { Connect-FreedomPay } })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidCredential,*'
        "$problem" | Should -BeLike 'FREEDOMPAY_MERCHANT_SECRET *'
    }
}

Describe 'A key that is typed and holds nothing' {
    It 'does not become a new one: <Line>' -ForEach @(
        @{ Line = 'New-FreedomPayPayment -Amount 1.00 -Description Tea -IdempotencyKey $nothing'; Field = 'IdempotencyKey' }
        @{ Line = 'New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -RequestId $nothing'; Field = 'RequestId' }
        @{ Line = 'Confirm-FreedomPayGiftCard 555 1234 -RequestId $nothing'; Field = 'RequestId' }
    ) {
        Connect-FreedomPay -Environment Sandbox
        $before = Get-SandboxRequestCount
        foreach ($nothing in $null, '', ' ') {
            $found = @(Get-ErrorOf ([scriptblock]::Create($Line)))
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
            $found[0].Exception.Field | Should -Be $Field
        }
        Get-SandboxRequestCount | Should -Be $before
    }
}

Describe 'The environment' {
    BeforeEach { Disconnect-FreedomPay }

    It 'names everything that an unattended run needs' {
        $connection = Invoke-WithEnvironment @{
            ENVIRONMENT = 'production'; REGION = 'kg'; BASE_URI = 'https://api.example.com'; PASSPORT_URI = 'https://id.example.com'; CUSTOMER_URI = 'https://pay.example.com'
            PARTNER_ID = 'p1'; PARTNER_SECRET = 'secret-1'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = 'secret-2'; PAYOUT_ID = 'm2'; PAYOUT_SECRET = 'secret-3'
            FREEDOM_ID_ID = 'f1'; FREEDOM_ID_SECRET = 'secret-4'; FREEDOM_ID_TOKEN = 'secret-5'
        } { Connect-FreedomPay -PassThru }
        $connection | Select-Object Environment, Region, BaseUri, PassportUri, CustomerUri, PartnerId, MerchantId, PayoutId, FreedomIdClientId, HasFreedomIdToken |
            ForEach-Object { $_.PSObject.Properties.Value -join ' ' } | Should -Be 'Production Kg https://api.example.com/ https://id.example.com/ https://pay.example.com/ p1 m1 m2 f1 True'
    }

    It 'yields to what is typed' {
        $connection = Invoke-WithEnvironment @{ ENVIRONMENT = 'Production'; REGION = 'Kg'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = 'secret-2' } {
            Connect-FreedomPay -Environment Test -Region Kz -Merchant (New-TestCredential typed secret-9) -PassThru
        }
        "$($connection.Environment) $($connection.Region) $($connection.MerchantId)" | Should -Be 'Test Kz typed'
    }

    It 'signs with its secrets' {
        Invoke-WithEnvironment @{ BASE_URI = "$($sandbox.BaseUri)"; MERCHANT_ID = '300400'; MERCHANT_SECRET = 'sandbox-merchant-secret' } { Connect-FreedomPay }
        (New-FreedomPayPayment -Amount 1.00 -Description Tea).PaymentId | Should -Not -BeNullOrEmpty
    }

    It 'counts for nothing in the sandbox' {
        $connection = Invoke-WithEnvironment @{
            ENVIRONMENT = 'Production'; REGION = 'Kg'; BASE_URI = 'https://api.example.com'; PASSPORT_URI = 'https://id.example.com'; CUSTOMER_URI = 'https://pay.example.com'
            PARTNER_ID = 'p1'; PARTNER_SECRET = 'secret-1'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = 'secret-2'; FREEDOM_ID_TOKEN = 'secret-5'
        } { Connect-FreedomPay -Environment Sandbox -PassThru }
        "$($connection.BaseUri) $($connection.PassportUri) $($connection.CustomerUri) $($connection.Region) $($connection.PartnerId) $($connection.MerchantId)" |
            Should -Be "$($sandbox.BaseUri) $($sandbox.BaseUri) $($sandbox.BaseUri) Kz 100200 300400"
    }

    It 'counts for nothing in the sandbox that it names itself' {
        $connection = Invoke-WithEnvironment @{ ENVIRONMENT = 'Sandbox'; BASE_URI = 'https://api.example.com'; MERCHANT_ID = 'm1'; MERCHANT_SECRET = 'secret-2' } { Connect-FreedomPay -PassThru }
        "$($connection.BaseUri) $($connection.MerchantId)" | Should -Be "$($sandbox.BaseUri) 300400"
    }

    It 'with <Name>=<Value> is refused by name' -ForEach @(
        @{ Name = 'ENVIRONMENT'; Value = 'Prod' }, @{ Name = 'ENVIRONMENT'; Value = '7' }, @{ Name = 'ENVIRONMENT'; Value = '2' }, @{ Name = 'ENVIRONMENT'; Value = 'Sandbox,Production' }
        @{ Name = 'ENVIRONMENT'; Value = 'Sandbox, Test' }, @{ Name = 'ENVIRONMENT'; Value = '+2' }, @{ Name = 'REGION'; Value = '1' }, @{ Name = 'REGION'; Value = 'Kz,Kg' }
        @{ Name = 'REGION'; Value = 'RU' }, @{ Name = 'BASE_URI'; Value = 'api' }, @{ Name = 'PASSPORT_URI'; Value = 'id' }, @{ Name = 'CUSTOMER_URI'; Value = 'pay' }
    ) {
        $set = @{ ENVIRONMENT = 'Production' }
        $set[$Name] = $Value
        $problem = (Invoke-WithEnvironment $set { Get-ErrorOf { Connect-FreedomPay } })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidVariable,*'
        "$problem" | Should -BeLike "*FREEDOMPAY_$Name is '$Value'*"
        Get-FreedomPayConnection | Should -BeNullOrEmpty
    }

    It 'with an id and no secret has no such credential' {
        (Invoke-WithEnvironment @{ ENVIRONMENT = 'Test'; MERCHANT_ID = 'm1' } { Connect-FreedomPay -PassThru }).MerchantId | Should -BeNullOrEmpty
    }

    It 'typed with another address says that money moves there: <Environment> at <Address>' -ForEach @(
        @{ Environment = 'Test'; Address = 'https://api.freedompay.kz'; Production = $true }
        @{ Environment = 'Sandbox'; Address = 'https://api.freedompay.kz'; Production = $true }
        @{ Environment = 'Test'; Address = 'https://test-api.freedompay.kg'; Production = $false }
        @{ Environment = 'Custom'; Address = 'https://test-api.freedompay.kz'; Production = $false }
        @{ Environment = 'Custom'; Address = 'https://example.com'; Production = $true }
        @{ Environment = 'Production'; Address = 'http://127.0.0.1:9'; Production = $true }
    ) {
        $connection = Connect-FreedomPay -Environment $Environment -BaseUri $Address -PassThru
        $connection.IsProduction | Should -Be $Production
        "$connection" -like 'PRODUCTION (*' | Should -Be $Production
    }

    It 'that is empty says nothing' {
        { Invoke-WithEnvironment @{ ENVIRONMENT = ''; BASE_URI = '' } { Connect-FreedomPay } } | Should -Throw -ErrorId 'FreedomPay.EnvironmentMissing,*'
    }
}

Describe 'A connection' {
    It 'shows no secret: <_>' -ForEach @(
        '$c | Format-List * | Out-String -Width 500', '$c | Format-Table | Out-String -Width 500', '$c | Format-Custom -Depth 6 | Out-String -Width 500', '$c | ConvertTo-Json -Depth 5'
        '$c | ConvertTo-Csv', '[System.Management.Automation.PSSerializer]::Serialize($c, 6)', '"$c"', '$c | Get-Member -Force | Out-String -Width 500'
        'try { New-FreedomPayPayment -Amount 1.00 -Description Tea -Connection $c 3>&1 4>&1 5>&1 -Verbose -Debug } catch { $_ | Format-List * -Force | Out-String -Width 500; $_.Exception.ToString() }'
        'Test-FreedomPayConnection -Connection $c -Verbose -Debug 4>&1 5>&1 | Out-String -Width 500'
    ) {
        $c = Connect-FreedomPay -BaseUri $sandbox.BaseUri -PassThru -MaxRetryCount 0 `
            -Partner (New-TestCredential p1 hush-partner) -Merchant (New-TestCredential m1 hush-merchant) -Payout (New-TestCredential m2 hush-payout) `
            -FreedomId (New-TestCredential f1 hush-freedom-id) -FreedomIdToken (ConvertTo-SecureString hush-token -AsPlainText -Force)
        $DebugPreference = 'Continue'
        $shown = (& ([scriptblock]::Create($_)) 2>&1 | Out-String -Width 500)
        $shown.Trim() | Should -Not -BeNullOrEmpty
        $shown | Should -Not -Match 'hush'
        $shown | Should -Not -Match ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('hush-merchant')))
    }

    It 'survives a file without a secret' {
        $file = Join-Path $TestDrive 'connection.xml'
        Connect-FreedomPay -BaseUri https://api.example.com -Merchant (New-TestCredential m1 hush-merchant) -PassThru | Export-Clixml $file -Depth 6
        Get-Content $file -Raw | Should -Not -Match 'hush'
        (Import-Clixml $file).MerchantId | Should -Be 'm1'
    }

    It 'is forgotten by Disconnect-FreedomPay' {
        Connect-FreedomPay -Environment Sandbox
        Disconnect-FreedomPay
        Get-FreedomPayConnection | Should -BeNullOrEmpty
        { Disconnect-FreedomPay } | Should -Not -Throw
    }

    It 'is missed by <_> with advice' -ForEach 'New-FreedomPayPayment -Amount 1.00 -Description Tea', 'Get-FreedomPayPayment 1', 'New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim', 'Get-FreedomPayCardRequest 1', 'Wait-FreedomPayCardRequest 1', 'New-FreedomIdUser +77010000001', 'Set-FreedomIdUser 1', 'Test-FreedomPayConnection', 'Invoke-FreedomPayRequest Card /v5/x' {
        Disconnect-FreedomPay
        $problem = @(Get-ErrorOf ([scriptblock]::Create($_)))
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NotConnected,*'
        $problem[0].CategoryInfo.Category | Should -Be 'ConnectionError'
        $problem[0].ErrorDetails.RecommendedAction | Should -BeLike '*Connect-FreedomPay*'
    }

    It 'without the credential that a cmdlet needs says which: <Command>' -ForEach @(
        @{ Command = 'New-FreedomPayPayment -Amount 1.00 -Description Tea'; Needs = 'Merchant' }
        @{ Command = 'New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim'; Needs = 'Partner' }
        @{ Command = 'New-FreedomIdUser +77010000001'; Needs = 'FreedomIdToken' }
    ) {
        Connect-FreedomPay -BaseUri $sandbox.BaseUri
        $problem = @(Get-ErrorOf ([scriptblock]::Create($Command)))
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
        "$($problem[0])" | Should -BeLike "*-$Needs*"
        $problem[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
    }
}

Describe 'A wrong secret' {
    It 'is Unauthorized and names the parameter: -<Parameter>, <Command>' -ForEach @(
        @{ Parameter = 'Partner'; Command = { New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim } }
        @{ Parameter = 'Partner'; Command = { Get-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d95 } }
        @{ Parameter = 'Merchant'; Command = { New-FreedomPayPayment -Amount 1.00 -Description Tea } }
        @{ Parameter = 'Merchant'; Command = { Get-FreedomPayPayment 1 } }
        @{ Parameter = 'Merchant'; Command = { Confirm-FreedomPayGiftCard 555 1234 } }
        @{ Parameter = 'Merchant'; Command = { Invoke-FreedomPayRequest GatewayAsync /v5/g2g/read @{ order_id = '1' } -Header @{ 'X-Action' = 'gateway.payment.status' } } }
        @{ Parameter = 'Payout'; Command = { Invoke-FreedomPayRequest Merchant (Get-FreedomPayOperation getPayoutBalance).Path @{ pg_currency = 'KZT' } } }
        @{ Parameter = 'FreedomIdToken'; Command = { New-FreedomIdUser +77010000001 } }
        @{ Parameter = 'FreedomId'; Command = { New-FreedomIdAuthorizationLink -RedirectUri https://example.com/back -Grant read.email } }
    ) {
        $given = @{ BaseUri = $sandbox.BaseUri; PassportUri = $sandbox.BaseUri }
        $given[$Parameter] = switch ($Parameter) {
            Partner { New-TestCredential 100200 wrong-secret }
            FreedomIdToken { ConvertTo-SecureString wrong-token -AsPlainText -Force }
            FreedomId { New-TestCredential b4b93cc5-0000-4000-8000-000000000001 wrong-secret }
            default { New-TestCredential 300400 wrong-secret }
        }
        Connect-FreedomPay @given
        $problem = @(Get-ErrorOf $Command)
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Unauthorized,*'
        "$($problem[0])" | Should -Match "Check -$Parameter of Connect-FreedomPay\."
        $problem[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
    }
}

Describe 'Test-FreedomPayConnection' {
    It 'passes in the sandbox, and says nothing of a refusal' {
        Connect-FreedomPay -Environment Sandbox
        $tests = Test-FreedomPayConnection
        $tests.Check | Should -Be 'Reachable', 'Merchant', 'Partner'
        $tests.Result | Should -Be 'Passed', 'Passed', 'Passed'
        $tests.Detail | ForEach-Object { $_ | Should -Not -Match 'refused|error|code' }
    }

    It 'fails with a wrong secret of the merchant' {
        Connect-FreedomPay -BaseUri $sandbox.BaseUri -Merchant (New-TestCredential 300400 wrong-secret)
        (Test-FreedomPayConnection | Where-Object Check -eq Merchant).Result | Should -Be 'Failed'
    }

    It 'fails with an unknown merchant' {
        Connect-FreedomPay -BaseUri $sandbox.BaseUri -Merchant (New-TestCredential 999999 sandbox-merchant-secret)
        (Test-FreedomPayConnection | Where-Object Check -eq Merchant).Result | Should -Be 'Failed'
    }

    It 'does not pass with a wrong secret of the partner' {
        Connect-FreedomPay -BaseUri $sandbox.BaseUri -Partner (New-TestCredential 100200 wrong-secret)
        $test = Test-FreedomPayConnection | Where-Object Check -eq Partner
        $test.Result | Should -Be 'Failed'
        $test.Detail | Should -Match '-Partner of Connect-FreedomPay'
    }

    It 'proves nothing by an API that answers a made-up secret in the same way' {
        $listener = Start-HttpListener
        $shell = [powershell]::Create().AddScript({
                param($listener)
                while ($listener.IsListening) {
                    try { $context = $listener.GetContext() } catch { break }
                    $bytes = [Text.Encoding]::UTF8.GetBytes('{"status":"error","message":"no"}')
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener)
        $null = $shell.BeginInvoke()
        try {
            Connect-FreedomPay -BaseUri @($listener.Prefixes)[0] -Partner (New-TestCredential 100200 any-secret)
            $test = Test-FreedomPayConnection | Where-Object Check -eq Partner
            $test.Result | Should -Be 'Inconclusive'
            $test.Detail | Should -Match 'made-up secret'
        } finally {
            $listener.Close()
            $shell.Dispose()
        }
    }

    It 'fails where nobody listens' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        Connect-FreedomPay -BaseUri "http://127.0.0.1:$port" -MaxRetryCount 0
        (Test-FreedomPayConnection).Result | Should -Be 'Failed'
    }

    It 'tests only what the connection has' {
        Connect-FreedomPay -BaseUri $sandbox.BaseUri
        (Test-FreedomPayConnection).Check | Should -Be 'Reachable'
    }

    It 'changes nothing' {
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
        $null = Test-FreedomPayConnection
        (Get-SandboxState).counts.effects | Should -Be 0
    }
}

Describe 'Invoke-FreedomPayRequest' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }
    BeforeEach { Reset-Sandbox }

    It 'signs for the Card API' {
        (Invoke-FreedomPayRequest Card /v5/card-api/client/add_v2 @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; product_id = 2000; client = @{ fn_id = 'Dana'; ln_id = 'Kim' } }).request_status | Should -Be 'process'
        (Get-SandboxState).cardClients[0].client.fn_id | Should -Be 'Dana'
    }

    It 'signs for the Merchant API' {
        $answer = Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = '1500.50'; pg_description = 'Tea'; pg_order_id = 'A-1' }
        $answer.pg_status | Should -Be 'ok'
        (Get-SandboxState).payments[0].amount | Should -Be '1500.50'
    }

    It 'authenticates for Freedom ID' {
        (Invoke-FreedomPayRequest FreedomId /api/v1/oauth/user @{ phone = '+77010000001' }).freedom_id | Should -Not -BeNullOrEmpty
    }

    It 'signs right for every operation of <Family> whose path is known' -ForEach @(@{ Family = 'Card' }, @{ Family = 'Partner' }, @{ Family = 'GatewayAsync' }, @{ Family = 'Gateway' }, @{ Family = 'Merchant' }, @{ Family = 'FreedomId' }) {
        # The bodies are empty, so that most are refused; but never for the signature.
        # Not here: a page of the payer's browser.
        $operations = Get-FreedomPayOperation -Family $Family | Where-Object { $_.Path -and $_.Protocol -in 'jws', 'pg', 'basic', 'bearer' -and $_.OperationId -ne 'checkoutRedirect' }
        $operations | Should -Not -BeNullOrEmpty
        $wrong = foreach ($operation in $operations) {
            $path = $operation.Path.Replace('{merchant_id}', '300400') -replace '\{\w+\}', '1'
            $header = @{ 'X-Action' = 'none' }
            if ($operation.OperationId -eq 'getRemittanceFees') { $header.Authorization = 'Bearer sandbox-freedom-id-token' }
            $outcome = Get-Outcome { Invoke-FreedomPayRequest $Family $path @{ } -Method $operation.Method -Header $header }
            if ("$outcome" -match 'signature|code 1100|9998|Unauthorized|does not accept') { "$($operation.OperationId): $outcome" }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'is refused at an unknown path with what was asked' {
        $problem = @(Get-ErrorOf { Invoke-FreedomPayRequest Card /v5/card-api/no/such/thing @{ a = 1 } })
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $problem[0].Exception.HttpStatus | Should -Be 404
        "$($problem[0])" | Should -BeLike '*POST /v5/card-api/no/such/thing*'
    }

    It 'takes a body of <Kind>' -ForEach @(
        @{ Kind = 'a hashtable'; Body = { @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; product_id = 2000; client = @{ fn_id = 'Dana'; ln_id = 'Kim'; address = @{ city = 'Almaty'; lines = @('a', 'b') } } } } }
        @{ Kind = 'an ordered hashtable'; Body = { [ordered]@{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; product_id = 2000; client = [ordered]@{ fn_id = 'Dana'; ln_id = 'Kim'; address = [ordered]@{ city = 'Almaty'; lines = @('a', 'b') } } } } }
        @{ Kind = 'an object'; Body = { [pscustomobject]@{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; product_id = 2000; client = [pscustomobject]@{ fn_id = 'Dana'; ln_id = 'Kim'; address = [pscustomobject]@{ city = 'Almaty'; lines = @('a', 'b') } } } } }
        @{ Kind = 'an object read from JSON'; Body = { '{"request_id":"019ab688-bef2-72c4-aa29-d0e08be76d95","product_id":2000,"client":{"fn_id":"Dana","ln_id":"Kim","address":{"city":"Almaty","lines":["a","b"]}}}' | ConvertFrom-Json } }
    ) {
        $null = Invoke-FreedomPayRequest Card /v5/card-api/client/add_v2 (& $Body)
        $client = (Get-SandboxState).cardClients[0].client
        $client.fn_id | Should -Be 'Dana'
        $client.address.city | Should -Be 'Almaty'
        $client.address.lines | Should -Be 'a', 'b'
    }

    It 'takes bodies from the pipeline, one request for each' {
        1..3 | ForEach-Object { @{ pg_amount = "$_.00"; pg_description = 'Tea' } } | Invoke-FreedomPayRequest Merchant /init_payment | Out-Null
        (Get-SandboxState).payments.amount | Should -Be '1.00', '2.00', '3.00'
    }

    It 'keeps numbers, text, Booleans and null apart' {
        $null = Invoke-FreedomPayRequest Card /v5/card-api/client/add_v2 @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; product_id = 2000; client = [ordered]@{ fn_id = 'Dana'; n = 1; d = 1.50d; t = '1'; b = $true; z = $null; a = [FreedomPay.Amount]'2.50' } }
        # As text: reading the state as an object would make a double of 1.50.
        (Invoke-WebRequest "$($sandbox.BaseUri)_sandbox/state").Content -replace '\s' | Should -BeLike '*{"fn_id":"Dana","n":1,"d":1.50,"t":"1","b":true,"z":null,"a":2.50}*'
    }

    It 'refuses a body that is <Kind>' -ForEach @(@{ Kind = 'a list'; Body = @(1, 2) }, @{ Kind = 'text'; Body = 'pg_amount=1' }, @{ Kind = 'a number'; Body = 5 }) {
        $problem = @(Get-ErrorOf { Invoke-FreedomPayRequest Merchant /init_payment $Body })
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'knows the operation of a path <Why>' -ForEach @(
        @{ Why = 'with the number of the merchant in it'; Path = '/v1/merchant/300400/cardstorage/list'; Id = 'listCardTokens' }
        @{ Why = 'of older clients'; Path = '/revoke.php'; Id = 'refundPayment' }
        @{ Why = 'with a query'; Path = '/get_status3.php?x=1'; Id = 'getPaymentStatus' }
    ) {
        "$((Get-ErrorOf { Invoke-FreedomPayRequest Merchant $Path @{ } })[0])" | Should -BeLike "$Id *"
    }

    It 'takes only whole segments for what a path has in it' {
        "$((Get-ErrorOf { Invoke-FreedomPayRequest Merchant /v1/merchant//cardstorage/list @{ } })[0])" | Should -BeLike 'POST /v1/merchant//cardstorage/list *'
        "$((Get-ErrorOf { Invoke-FreedomPayRequest Merchant /v1/merchant/1/2/cardstorage/list @{ } })[0])" | Should -BeLike 'POST /v1/merchant/1/2/cardstorage/list *'
    }

    It 'asks again for what only reads, with a path that has something in it' {
        Set-FreedomPaySandboxFault AnswerLost -Count 1
        (Invoke-FreedomPayRequest Merchant /v1/merchant/300400/cardstorage/list @{ pg_user_id = '1' }) | Should -Not -BeNullOrEmpty
        Get-SandboxRequest | Should -HaveCount 2
    }

    It 'does not give the token of Freedom ID to the Partner API' {
        $problem = { Invoke-FreedomPayRequest Partner (Get-FreedomPayOperation getRemittanceFees).Path @{ } } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.NoCredential,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*-Header @{ Authorization*'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'sends no <What>, and names it' -ForEach @(
        @{ What = 'date without a form'; Value = { [datetime]'2026-01-31' }; Text = '*Body.client.x is a date*' }
        @{ What = 'number that is none'; Value = { [double]::NaN }; Text = '*Body.client.x is no number*' }
        @{ What = 'endless number'; Value = { [single]::PositiveInfinity }; Text = '*Body.client.x is no number*' }
        @{ What = 'object of a program'; Value = { Get-Process -Id $PID }; Text = '*Body.client.x is a Process*' }
        @{ What = 'masked value'; Value = { '440043******8888' }; Text = '*Body.client.x is masked*' }
        @{ What = 'object that holds itself'; Value = { $self = @{ }; $self.me = $self; $self }; Text = '*holds itself*' }
    ) {
        $problem = @(Get-ErrorOf { Invoke-FreedomPayRequest Card /v5/card-api/client/add_v2 @{ client = @{ x = & $Value } } })
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($problem[0])" | Should -BeLike $Text
        $problem = @(Get-ErrorOf { New-FreedomPayPayment -Amount 1.00 -Description Tea -AdditionalField @{ 'client.x' = & $Value } })
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($problem[0])" | Should -BeLike $Text.Replace('Body.', 'AdditionalField.')
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'sends a secret, and shows it nowhere' {
        $secret = ConvertTo-SecureString 4821937 -AsPlainText -Force
        $outcome = & {
            foreach ($value in $secret, [FreedomPay.SensitiveText]::new('4821937')) {
                $body = @{ request_id = [guid]::NewGuid(); product_id = 2000; client = @{ fn_id = 'Dana'; ln_id = 'Kim'; their_word = $value } }
                Invoke-FreedomPayRequest Card /v5/card-api/client/add_v2 $body -Debug -Verbose *>&1
                New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -AdditionalField @{ 'client.their_word' = $value } -Debug -Verbose *>&1
            }
        }
        ($outcome | Out-String -Width 500) | Should -Match '"their_word":"\*\*\*"'
        ($outcome | Out-String -Width 500) | Should -Not -Match '4821937'
        (Get-SandboxState).cardClients.client.their_word | Should -Be '4821937', '4821937', '4821937', '4821937'
    }

    It 'goes on after a body that it refuses, in the order of the input' {
        $outcome = Get-Outcome { @{ pg_amount = '1.00'; pg_description = 'Tea' }, 5, @{ pg_amount = [datetime]'2026-01-31'; pg_card_cvc = '123' }, @{ pg_amount = '4.00'; pg_description = 'Tea' } | Invoke-FreedomPayRequest Merchant /init_payment }
        $outcome | Should -HaveCount 4
        $outcome[0, 3].pg_status | Should -Be 'ok', 'ok'
        "$($outcome[1])" | Should -BeLike 'Row 2: Body is not a set of fields*'
        "$($outcome[2])" | Should -BeLike 'Row 3: Body.pg_amount is a date*'
        $outcome[2].TargetObject.pg_card_cvc | Should -Be '***'
        $outcome[2].Exception.Row | Should -Be 3
    }

    It 'refuses a path without its slash' {
        { Invoke-FreedomPayRequest Merchant init_payment @{ } } | Should -Throw
    }
}

Describe 'Get-FreedomPayOperation' {
    BeforeAll { $all = @(Get-FreedomPayOperation) }

    It 'lists the operations of <Family> that the contract has' -ForEach $families {
        # Webhooks are what Freedom Pay calls and nobody can call at Freedom Pay.
        $text = Get-Content (Join-Path $repository 'contract' $File) -Raw
        $paths = ($text -split '(?m)^(?=webhooks:|components:)' | Where-Object { $_ -notmatch '^(webhooks|components):' }) -join ''
        $ids = [regex]::Matches($paths, '(?m)^\s+operationId: (\w+)').ForEach({ $_.Groups[1].Value })
        $listed = (Get-FreedomPayOperation -Family $Family).OperationId
        $ids | Where-Object { $_ -notin $listed } | Should -BeNullOrEmpty
        ($listed | Where-Object { $text -notmatch "\b$_\b" }) | Should -BeNullOrEmpty
    }

    It 'has each operation once' {
        ($all.OperationId | Sort-Object -Unique).Count | Should -Be $all.Count
    }

    It 'adds up over the families' {
        (Get-FreedomPayOperation -Family Card, Partner, GatewayAsync).Count + (Get-FreedomPayOperation -Family Gateway, Merchant, FreedomId).Count | Should -Be $all.Count
    }

    It 'finds by wildcard, in any case' {
        (Get-FreedomPayOperation *REFUND*).OperationId | Should -Be ($all.OperationId -like '*refund*')
        (Get-FreedomPayOperation createPayment, getPaymentStatus).OperationId | Sort-Object | Should -Be 'createPayment', 'getPaymentStatus'
        Get-FreedomPayOperation nothing | Should -BeNullOrEmpty
    }

    It 'finds by cmdlet' {
        (Get-FreedomPayOperation -Cmdlet New-FreedomPayCardClient).OperationId | Sort-Object | Should -Be 'createCardClient', 'createCardClientV2'
        (Get-FreedomPayOperation -Cmdlet *-FreedomId*).Cmdlet | ForEach-Object { $_ | Should -BeLike '*-FreedomId*' }
    }

    It 'takes names from the pipeline' {
        ('createPayment', 'getPaymentStatus' | Get-FreedomPayOperation).OperationId | Should -Be 'createPayment', 'getPaymentStatus'
    }

    It 'says Available for the cmdlets that are there, and for no other' {
        $exported = (Get-Command -Module FreedomPay.PowerShell).Name
        $all | Where-Object { $_.Available -and -not ($_.Cmdlet -in $exported -and $_.Path) } | ForEach-Object { "$($_.OperationId) $($_.Cmdlet)" } | Should -BeNullOrEmpty
        # A cmdlet may lack one of its parameter sets yet.
        $all | Where-Object { $_.Path -and $_.Cmdlet -in $exported -and $_.Cmdlet -notin $all.Where({ $_.Available }).Cmdlet } | ForEach-Object OperationId | Should -BeNullOrEmpty
    }

    It 'gives what can be called a method, a protocol and a page' {
        # What only clients show has no page.
        $all | Where-Object Available | Where-Object { -not ($_.Method -and $_.Path -and $_.Protocol -and $null -ne $_.Safety -and ($_.Documentation -or $_.Evidence -eq 'secondary')) } |
            Should -BeNullOrEmpty
    }
}
