# The lines of fiscal receipts: typed, or of a file of their own that is joined by order; sums, and what is wrong with a line.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $global:PSDefaultParameterValues['New-FreedomPayTokenPayment:RatePerSecond'] = 1000

    # The forms that a command sends, as its trace shows them: names are masked there.
    function Get-SentForm {
        param([scriptblock] $Command)
        . $Command 5>&1 | Where-Object { $_ -is [Management.Automation.DebugRecord] -and "$_" -match '^→' } | ForEach-Object {
            , @(("$_" -split "`n")[-1].Trim() -split '&' | ForEach-Object { [uri]::UnescapeDataString($_.Replace('+', ' ')) })
        }
    }

    function Get-SentLine { param([scriptblock] $Command) Get-SentForm $Command | ForEach-Object { $_ } | Where-Object { $_ -like 'pg_receipt_positions*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'The receipt of a payment' {
    BeforeEach { Reset-Sandbox }

    It 'is sent line by line, and signed: the API takes it' {
        $lines = @{ Name = 'Mouse pad'; Count = 2; Price = '500.25'; TaxType = 3 }, @{ name = 'Чай'; count = 1; price = '499.50'; GTIN = '4870000000001' }
        Get-SentLine { $script:payment = New-FreedomPayPayment -OrderId A-1 -Amount 1500 -Description x -ReceiptPosition $lines -Debug } | Should -Be @(
            'pg_receipt_positions[0][count]=2', 'pg_receipt_positions[0][name]=***', 'pg_receipt_positions[0][tax_type]=3', 'pg_receipt_positions[0][price]=500.25'
            'pg_receipt_positions[1][count]=1', 'pg_receipt_positions[1][name]=***', 'pg_receipt_positions[1][price]=499.50', 'pg_receipt_positions[1][GTIN]=4870000000001'
        )
        $payment.Status | Should -Be ok
    }

    It 'is taken with more than ten lines, whose order in the signature is another than in the request' {
        $lines = 1..12 | ForEach-Object { @{ Name = "Thing $_"; Count = $_; Price = '1.10' } }
        (New-FreedomPayPayment -OrderId A-2 -Amount 85.80 -Description x -ReceiptPosition $lines).Status | Should -Be ok
    }

    It 'is one of a <Cmdlet> too' -ForEach @(
        @{ Cmdlet = 'token payment'; Act = { New-FreedomPayTokenPayment -OrderId T-1 -Amount 10 -Description x -UserId client-7 -CardToken $card.CardToken -ReceiptPosition @{ Name = 'Tea'; Count = 1; Price = 10 } -Debug } }
        @{ Cmdlet = 'cancellation'; Act = { $held | Stop-FreedomPayPayment -ReceiptPosition @{ Name = 'Tea'; Count = 1; Price = 10 } -Debug } }
    ) {
        $pay = "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay"
        $page = Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/
        $held = New-FreedomPayPayment -OrderId H-1 -Amount 10 -Description x -AutoClearing 0
        foreach ($id in $page.PaymentId, $held.PaymentId) { $null = Invoke-RestMethod $pay -Method Post -ContentType application/json -Body "{`"payment_id`":`"$id`"}" }
        $card = Get-FreedomPayCustomerCard client-7 | Select-Object -First 1
        Get-SentLine $Act | Should -Be 'pg_receipt_positions[0][count]=1', 'pg_receipt_positions[0][name]=***', 'pg_receipt_positions[0][price]=10'
    }

    It 'of a cancellation is not one of a file of orders' {
        { Stop-FreedomPayPayment 1 -ReceiptPosition @{ OrderId = 'A-1'; Name = 'Tea'; Count = 1; Price = 10 } } | Should -Throw '*entry with an OrderId*'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'is in a signed link, and the page takes it' {
        $link = New-FreedomPayCheckoutLink -OrderId L-1 -Amount 10 -Description x -ReceiptPosition @{ Name = 'Tea'; Count = 4; Price = '2.50' }
        [uri]::UnescapeDataString($link.Url) | Should -BeLike '*pg_receipt_positions?0??price?=2.50*'
        (Invoke-WebRequest $link.Url -SkipHttpErrorCheck).StatusCode | Should -Be 200
    }

    It 'is refused before it is sent: <Case>' -ForEach @(
        @{ Case = 'another sum'; Line = @{ Name = 'Tea'; Count = 3; Price = '3.33' }; Message = '*adds up to 9.99, and the amount is 10*' }
        @{ Case = 'no count'; Line = @{ Name = 'Tea'; Price = '10' }; Message = '*needs a Name, a Count and a Price in each entry*' }
        @{ Case = 'a decimal comma'; Line = @{ Name = 'Tea'; Count = 1; Price = '10,00' }; Message = '*ReceiptPosition?0?.Price*10,00*' }
        @{ Case = 'a count of 0'; Line = @{ Name = 'Tea'; Count = 0; Price = '10' }; Message = '*ReceiptPosition?0?.Count*' }
        @{ Case = 'a tax that there is not'; Line = @{ Name = 'Tea'; Count = 1; Price = '10'; TaxType = 10 }; Message = '*TaxType*' }
        @{ Case = 'a member that there is not'; Line = @{ Name = 'Tea'; Count = 1; Price = '10'; Sum = 10 }; Message = '*Sum*' }
        @{ Case = 'no object'; Line = 'Tea'; Message = '*neither a hashtable nor an object*' }
    ) {
        { New-FreedomPayPayment -OrderId R-1 -Amount 10 -Description x -ReceiptPosition $Line } | Should -Throw $Message
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'Receipts of a file of orders' {
    BeforeAll {
        $orders = Join-Path $TestDrive 'orders.csv'
        $positions = Join-Path $TestDrive 'positions.csv'
        1..50 | ForEach-Object { [pscustomobject]@{ OrderId = "F-$_"; Amount = "$($_ + 10).00"; Description = 'An order' } } | Export-Csv $orders
        1..50 | ForEach-Object { [pscustomobject]@{ OrderId = "F-$_"; Name = 'Pen'; Count = 2; Price = '5.00' }; [pscustomobject]@{ OrderId = "F-$_"; Name = "Pad of $_"; Count = 1; Price = "$_.00" } } |
            Sort-Object Name | Export-Csv $positions
    }

    BeforeEach { Reset-Sandbox }

    It 'go each to its own order' {
        $sent = @(Get-SentForm { $script:made = @(Import-Csv $orders | New-FreedomPayPayment -ReceiptPosition (Import-Csv $positions) -Debug) })
        $made | Should -HaveCount 50
        $sent | Should -HaveCount 50
        foreach ($one in $sent) {
            $order = $one -like 'pg_order_id=*' -replace '.*-'
            @($one -like 'pg_receipt_positions*') | Sort-Object | Should -Be @(
                'pg_receipt_positions[0][count]=1', 'pg_receipt_positions[0][name]=***', "pg_receipt_positions[0][price]=$order.00"
                'pg_receipt_positions[1][count]=2', 'pg_receipt_positions[1][name]=***', 'pg_receipt_positions[1][price]=5.00'
            )
        }
    }

    It 'that lack a line, or an order, are errors of their rows, and the others go on' {
        $lines = @(Import-Csv $positions | Where-Object { $_.OrderId -ne 'F-3' -and -not ($_.OrderId -eq 'F-4' -and $_.Name -eq 'Pen') })
        $made = @(Import-Csv $orders | Select-Object -First 5 | New-FreedomPayPayment -ReceiptPosition $lines -ErrorAction SilentlyContinue -ErrorVariable wrong)
        $made.OrderId | Should -Be 'F-1', 'F-2', 'F-5'
        "$($wrong[0])" | Should -BeLike 'Row 3: *has no entry for order F-3*'
        "$($wrong[1])" | Should -BeLike 'Row 4: *adds up to 4.00, and the amount is 14*'
        $wrong.Exception.Field | Should -Be 'ReceiptPosition', 'ReceiptPosition'
    }

    It 'of which one line belongs to no order are refused, for it is missing somewhere' {
        $lines = @(Import-Csv $positions) + [pscustomobject]@{ OrderId = ''; Name = 'Lost'; Count = 1; Price = '1' }
        $made = @(Import-Csv $orders | Select-Object -First 1 | New-FreedomPayPayment -ReceiptPosition $lines -ErrorAction SilentlyContinue -ErrorVariable wrong)
        $made | Should -BeNullOrEmpty
        "$($wrong[0])" | Should -BeLike '*an entry without an OrderId, ReceiptPosition?100?*'
    }

    It 'are known to a journal: the same is not sent again, and a changed line is told' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = Import-Csv $orders | Select-Object -First 2 *, @{ n = 'RowId'; e = { $_.OrderId } }
        $null = $rows | New-FreedomPayPayment -ReceiptPosition (Import-Csv $positions) -Journal $journal
        ($rows | New-FreedomPayPayment -ReceiptPosition (Import-Csv $positions) -Journal $journal).Replayed | Should -Be $true, $true
        # However the file was sorted, they are the same lines.
        $others = Import-Csv $positions | Sort-Object Price, OrderId -Descending
        ($rows | New-FreedomPayPayment -ReceiptPosition $others -Journal $journal).Replayed | Should -Be $true, $true
        $keyless = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $sorted = @{ Name = 'x'; Count = 1; Price = '10' }, @{ Name = 'x'; Count = 2; Price = '10' }
        foreach ($lines in $sorted, ($sorted[1], $sorted[0])) { $null = [pscustomobject]@{ OrderId = 'K-1'; Amount = 30 } | New-FreedomPayPayment -Description x -ReceiptPosition $lines -Journal $keyless }
        @(Get-SandboxEffect createPayment) | Should -HaveCount 3
        $changed = Import-Csv $positions
        $changed | Where-Object { $_.OrderId -eq 'F-2' -and $_.Name -eq 'Pen' } | ForEach-Object { $_.Name = 'Pencil' }
        $null = $rows | New-FreedomPayPayment -ReceiptPosition $changed -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable wrong
        $wrong.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalConflict*'
        "$wrong" | Should -BeLike '*pg_receipt_positions*name*'
        Get-SandboxEffect createPayment | Should -HaveCount 3
    }
}
