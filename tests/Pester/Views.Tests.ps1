BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    Connect-FreedomPay -Environment Sandbox
    Reset-Sandbox

    # The lines that a user sees at a prompt of 120 columns, without those that are empty.
    function Get-Line {
        param([Parameter(ValueFromPipeline)] $InputObject)
        begin { $all = @() }
        process { $all += $InputObject }
        end { ($all | Out-String -Width 120) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ } }
    }

    # Names of the columns or properties that a view shows.
    function Get-Heading {
        param([string[]] $Line)
        $Line[0] -split ' +' | Where-Object { $_ }
    }

    $client = New-FreedomPayCardClient -RequestId 019ab688-bef2-72c4-aa29-d0e08be76d95 -ProductId 2000 -FirstName Dana -LastName Kim | Wait-FreedomPayCardRequest
    $user = New-FreedomIdUser -Phone +77010000001 -FirstName Dana -LastName Kim -Email dana@example.com
    $created = New-FreedomPayPayment -Amount 1500.50 -Currency KZT -OrderId A-1001 -Description Tea
    $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -Body (@{ payment_id = $created.PaymentId } | ConvertTo-Json) -ContentType application/json
    $paid = $created | Get-FreedomPayPayment
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Stop-FreedomPaySandbox
}

Describe 'The table of' {
    It 'a card request shows its ids and state' {
        $lines = $client | Get-Line
        $lines.Count | Should -Be 3
        Get-Heading $lines | Should -Be 'RequestId', 'RequestStatus', 'ClientId', 'CardId'
        $lines[2] | Should -Match "^019ab688-bef2-72c4-aa29-d0e08be76d95 success +$($client.ClientId)"
    }

    It 'a user shows who it is' {
        $lines = $user | Get-Line
        Get-Heading $lines | Should -Be 'FreedomId', 'Phone', 'FirstName', 'LastName', 'Email'
        $lines[2] | Should -Match "^$($user.FreedomId) \+77010000001 +Dana +Kim +dana@example\.com$"
    }

    It 'a payment shows amount, state and link' {
        $lines = $created | Get-Line
        Get-Heading $lines | Should -Be 'PaymentId', 'OrderId', 'Amount', 'Currency', 'PaymentStatus', 'RedirectUrl'
        $lines[2] | Should -Match "^$($created.PaymentId) +A-1001 +1500\.50 KZT +http://127"
    }

    It 'payments has the amounts below each other' {
        $lines = $created, $paid | Get-Line
        $lines.Count | Should -Be 4
        $lines[2].IndexOf('1500.50') | Should -Be $lines[3].IndexOf('1500.50')
    }

    It 'a connection shows where it goes' {
        $lines = Get-FreedomPayConnection | Get-Line
        Get-Heading $lines | Should -Be 'Environment', 'Region', 'BaseUri', 'Partner', 'Merchant', 'FreedomId'
        $lines[2] | Should -Match '^Sandbox +Kz +http://127\.0\.0\.1:\d+/ +100200 +300400'
    }

    It 'a production connection says so' {
        $here = Get-FreedomPayConnection
        try {
            $lines = Connect-FreedomPay -Environment Production -PassThru | Get-Line
        } finally { Connect-FreedomPay -Environment Sandbox }
        $lines[2] | Should -Match '^PRODUCTION +Kz +https://api\.freedompay\.kz/'
        $here.IsProduction | Should -BeFalse
    }

    It 'a test of a connection shows the result and what was said' {
        $lines = Test-FreedomPayConnection | Get-Line
        $lines[0] | Should -Match '^Check +Result +Elapsed ms Detail$'
        $lines[2] | Should -Match '^Reachable +Passed +\d+ '
    }

    It 'operations shows the cmdlet and the path' {
        $lines = Get-FreedomPayOperation createPayment | Get-Line
        Get-Heading $lines | Should -Be 'OperationId', 'Cmdlet', 'Method', 'Path'
        $lines[2] | Should -Match '^createPayment +New-FreedomPayPayment +POST +/init_payment$'
    }

    It 'the sandbox shows its address' {
        $lines = Start-FreedomPaySandbox | Get-Line
        Get-Heading $lines | Should -Be 'BaseUri', 'PartnerId', 'MerchantId'
        $lines[2] | Should -Match '^http://127\.0\.0\.1:\d+/ +100200 +300400$'
    }

    It '<Name> fits into 120 columns and 80 columns alike' -ForEach @{ Name = 'every type' } {
        foreach ($width in 80, 120) {
            $client, $user, $paid, (Get-FreedomPayConnection), (Get-FreedomPayOperation createPayment), (Start-FreedomPaySandbox) | ForEach-Object {
                ($_ | Out-String -Width $width) -split '\r?\n' | ForEach-Object { $_.TrimEnd().Length | Should -BeLessOrEqual $width }
            }
        }
    }
}

Describe 'The list of' {
    It '<Type> shows every property' -ForEach @(
        @{ Type = 'a card request'; Get = { $client } }
        @{ Type = 'a user'; Get = { $user } }
        @{ Type = 'a payment'; Get = { $paid } }
        @{ Type = 'a connection'; Get = { Get-FreedomPayConnection } }
        @{ Type = 'a test of a connection'; Get = { Test-FreedomPayConnection | Select-Object -First 1 } }
        @{ Type = 'an operation'; Get = { Get-FreedomPayOperation createPayment } }
        @{ Type = 'the sandbox'; Get = { Start-FreedomPaySandbox } }
    ) {
        $object = & $Get
        $text = $object | Format-List | Out-String -Width 500
        $shown = [regex]::Matches($text, '(?m)^(\w+) +:').ForEach({ $_.Groups[1].Value })
        $object.PSObject.Properties.Name | Where-Object { $_ -notin $shown } | Should -BeNullOrEmpty
    }

    It 'a payment shows its amounts as they were written' {
        $text = $paid | Format-List | Out-String -Width 120
        $text | Should -Match '(?m)^Amount +: 1500\.50\r?$'
        $text | Should -Match '(?m)^ClearingAmount +: 1500\.50\r?$'
        $text | Should -Match '(?m)^CardPan +: 4400-44XX-XXXX-4440\r?$'
    }

    It 'a row that is wrong tells with Get-Error what is known of it' {
        # Get-Error shows no RecommendedAction; it is in ErrorDetails, for whoever asks.
        $text = (Get-ErrorOf { New-FreedomPayPayment -Amount 1,5 -Description Tea })[0] | Get-Error | Out-String -Width 200
        $text | Should -Match 'FreedomPay\.InvalidInput'
        $text | Should -Match 'such as 1500\.50'
        $text | Should -Match 'https://docs\.freedompay\.kz/'
    }
}

Describe 'A file of' {
    It 'card requests has the columns that the next cmdlet reads' {
        ($client | ConvertTo-Csv)[0] -replace '"' | Should -Be 'RequestId,Status,RequestStatus,ClientId,CardId,ProductId,TransactionId,FinDocumentId,Timestamp,AdditionalProperties,Recovered,Replayed'
        $row = $client | ConvertTo-Csv | ConvertFrom-Csv
        "$($row.RequestId) $($row.RequestStatus) $($row.ClientId)" | Should -Be "019ab688-bef2-72c4-aa29-d0e08be76d95 success $($client.ClientId)"
    }

    It 'users has the columns that the next cmdlet reads' {
        ($user | ConvertTo-Csv)[0] -replace '"' | Should -Be 'FreedomId,Phone,Email,FirstName,LastName,AdditionalProperties,Recovered,Replayed'
    }

    It 'payments has the columns that the next cmdlet reads' {
        ($paid | ConvertTo-Csv)[0] -replace '"' | Should -Be ('PaymentId,OrderId,Amount,Currency,Status,PaymentStatus,Captured,RedirectUrl,RedirectUrlType,RedirectQr,CanReject,PaymentMethod,ClearingAmount,RefundAmount,' +
            'RevokeAmount,CardPan,CreateDate,PaymentDate,Reference,FailureCode,FailureDescription,IdempotencyKey,AdditionalProperties,Recovered,Replayed')
        $row = $paid | ConvertTo-Csv | ConvertFrom-Csv
        "$($row.Amount) $($row.ClearingAmount) $($row.RefundAmount) $($row.AdditionalProperties)" | Should -Be '1500.50 1500.50  '
    }

    It 'anything has no column that says the name of a type' {
        foreach ($object in $client, $user, $paid, (Get-FreedomPayConnection), (Get-FreedomPayOperation createPayment)) {
            $row = $object | ConvertTo-Csv | ConvertFrom-Csv
            $row.PSObject.Properties | Where-Object { $_.Value -match '^(System\.|FreedomPay\.)' } | ForEach-Object { "$($object.GetType().Name).$($_.Name) = $($_.Value)" } | Should -BeNullOrEmpty
        }
    }
}

Describe 'The cards of a request' {
    BeforeAll {
        $sent = @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d96'; client_id = $client.ClientId; product_id = 2000; cardholder = @{ first_name = 'Dana'; last_name = 'Kim'; phone = 77010000001; country = 'KAZ'; person_id = '790101300100' } }
        $operation = Get-FreedomPayOperation issueCard
        $null = Invoke-FreedomPayRequest Card $operation.Path $sent
        $issued = Wait-FreedomPayCardRequest $sent.request_id
    }

    It 'are a list that indexes and pipes' {
        $issued.CardId.Count | Should -Be 1
        $issued.CardId[0] | Should -Match '^[0-9a-f-]{36}$'
        $issued.CardId | ForEach-Object { $_ } | Should -BeOfType string
    }

    It 'go through a file as they are' {
        ($issued | ConvertTo-Csv | ConvertFrom-Csv).CardId | Should -Be $issued.CardId[0]
    }

    It 'are a list in JSON' {
        $issued | ConvertTo-Json -Depth 3 -Compress | Should -BeLike "*`"CardId`":``[`"$($issued.CardId[0])`"``]*"
    }

    It 'are shown in the table' {
        ($issued | Get-Line)[2] | Should -Match $issued.CardId[0].Substring(0, 10)
    }
}

Describe 'JSON of' {
    It 'a card request has its ids as text and its cards as a list' {
        $json = $client | ConvertTo-Json -Depth 3 | ConvertFrom-Json
        $json.RequestId | Should -Be '019ab688-bef2-72c4-aa29-d0e08be76d95'
        , $json.CardId | Should -BeOfType ([object[]])
        $json.Recovered | Should -BeFalse
    }

    It 'a payment has its amount to the last zero' {
        # ConvertTo-Json writes the public properties of a type that it does not know; it cannot be told otherwise.
        $paid | ConvertTo-Json -Depth 3 -Compress | Should -BeLike '*"Amount":{"Value":1500.50},*'
    }

    It 'a payment holds no warning that something was cut off' {
        $null = $paid, $client, $user | ConvertTo-Json -Depth 3 -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'What the API says beyond the documentation' {
    It 'is kept in AdditionalProperties and shown as JSON' {
        $client.AdditionalProperties | Should -BeNullOrEmpty
        "$($client.AdditionalProperties)" | Should -BeNullOrEmpty
        $client.AdditionalProperties.Count | Should -Be 0
    }
}
