# Orders of a file against the payments of the API: each difference is found, nothing else is, and nothing is written.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # Payments of orders that have all agreed: created, and paid on their page.
    function New-PaidOrder {
        param([string[]] $OrderId, [string] $Amount = '1500.50', [int] $AutoClearing = 1, [switch] $Unpaid)
        $payments = $OrderId | ForEach-Object { [pscustomobject]@{ OrderId = $_; Amount = $Amount; Currency = 'KZT' } } |
            New-FreedomPayPayment -Description 'An order' -AutoClearing $AutoClearing -RatePerSecond 10000 -ThrottleLimit 16
        if (-not $Unpaid) {
            $pay = "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay"
            foreach ($payment in $payments) { $null = Invoke-RestMethod $pay -Method Post -ContentType application/json -Body "{`"payment_id`":`"$($payment.PaymentId)`"}" }
        }
        $payments
    }

    function New-Order { param([string] $OrderId, [string] $Amount = '1500.50', [string] $Currency = 'KZT') [pscustomobject]@{ OrderId = $OrderId; Amount = $Amount; Currency = $Currency } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'An order and its payment' {
    BeforeEach { Reset-Sandbox }

    It 'bring nothing where they agree, however the amount is written' {
        $null = New-PaidOrder A-1
        New-Order A-1 | Compare-FreedomPayPayment | Should -BeNullOrEmpty
        New-Order A-1 '1500.5' | Compare-FreedomPayPayment | Should -BeNullOrEmpty
        Compare-FreedomPayPayment A-1 1500.50 -Currency KZT | Should -BeNullOrEmpty
        [pscustomobject]@{ pg_order_id = 'A-1'; pg_amount = '1500.50' } | Compare-FreedomPayPayment | Should -BeNullOrEmpty
    }

    It 'differ: <Finding>' -ForEach @(
        @{ Finding = 'Missing'; Expected = ''; Actual = ''; Make = {}; Order = { New-Order B-1 } }
        @{ Finding = 'NotPaid'; Expected = 'success'; Actual = 'new'; Make = { New-PaidOrder B-1 -Unpaid }; Order = { New-Order B-1 } }
        @{ Finding = 'AmountDiffers'; Expected = '1500.49'; Actual = '1500.50'; Make = { New-PaidOrder B-1 }; Order = { New-Order B-1 '1500.49' } }
        @{ Finding = 'CurrencyDiffers'; Expected = 'USD'; Actual = 'KZT'; Make = { New-PaidOrder B-1 }; Order = { New-Order B-1 -Currency USD } }
        @{ Finding = 'NotCleared'; Expected = ''; Actual = '1500.50'; Make = { New-PaidOrder B-1 -AutoClearing 0 }; Order = { New-Order B-1 } }
        @{ Finding = 'Refunded'; Expected = ''; Actual = '-100'; Make = { New-PaidOrder B-1 | New-FreedomPayRefund -RefundAmount 100 }; Order = { New-Order B-1 } }
    ) {
        $null = & $Make
        $found = @(& $Order | Compare-FreedomPayPayment)
        $found | Should -HaveCount 1
        $found[0] | Should -BeOfType FreedomPay.PaymentDifference
        "$($found[0].Row) $($found[0].OrderId) $($found[0].Finding) [$($found[0].Expected)] [$($found[0].Actual)]" | Should -Be "1 B-1 $Finding [$Expected] [$Actual]"
        [bool]$found[0].PaymentId | Should -Be ($Finding -ne 'Missing')
    }

    It 'are compared by what was taken, not by what was asked for' {
        $null = New-PaidOrder C-1 -AutoClearing 0 | Complete-FreedomPayPayment -Amount 900
        New-Order C-1 '900' | Compare-FreedomPayPayment | Should -BeNullOrEmpty
        (New-Order C-1 | Compare-FreedomPayPayment).Actual | Should -Be '900'
    }

    It 'are not compared a second time where another row has the same order: the API finds its last payment alone' {
        $null = New-PaidOrder D-1, D-2
        $found = @(New-Order D-1; New-Order D-2; New-Order D-1 '7'; New-Order D-1) | Compare-FreedomPayPayment
        $found | ForEach-Object { "$($_.Row) $($_.OrderId) $($_.Finding) $($_.Actual)" } | Should -Be '3 D-1 OrderRepeated 1', '4 D-1 OrderRepeated 1'
    }

    It 'differ in more than one thing, each of which is one object' {
        $null = New-PaidOrder E-1 -AutoClearing 0
        (New-Order E-1 '1' 'USD' | Compare-FreedomPayPayment).Finding | Should -Be 'AmountDiffers', 'CurrencyDiffers', 'NotCleared'
    }

    It 'send nothing that writes, and of the order its number alone' {
        $null = New-PaidOrder F-1
        $before = (Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/requests").total
        $null = New-Order F-1 | Compare-FreedomPayPayment
        $sent = @((Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/requests").requests)
        $sent.Count - $before | Should -Be 1
        $sent[-1].operationId | Should -Be 'getPaymentStatus'
        ($sent[-1] | ConvertTo-Json -Depth 5) | Should -Not -Match '1500|KZT'
    }

    It 'are an error and no difference where <Case>, and the other rows go on' -ForEach @(
        @{ Case = 'the API cannot be asked'; Fault = { Set-FreedomPaySandboxFault -OperationId getPaymentStatus -Kind ServerError -Count 20 } ; Id = 'FreedomPay.*' }
        @{ Case = 'the answer is not signed by the API'; Fault = { Set-FreedomPaySandboxFault -OperationId getPaymentStatus -Kind WrongSignature -Count 20 }; Id = 'FreedomPay.*' }
    ) {
        $null = New-PaidOrder G-1
        $null = & $Fault
        $found = @(New-Order G-1 '7'; New-Order '' '1'; New-Order G-1 '1,5') | Compare-FreedomPayPayment -ErrorAction SilentlyContinue -ErrorVariable wrong
        $found | Should -BeNullOrEmpty
        $wrong | Should -HaveCount 3
        $wrong.FullyQualifiedErrorId | Should -BeLike $Id
        Clear-FreedomPaySandboxFault
        (New-Order G-1 '7' | Compare-FreedomPayPayment).Finding | Should -Be 'AmountDiffers'
    }
}

Describe 'The reconciliation of a thousand orders' {
    BeforeAll {
        Reset-Sandbox
        $orders = 1..1000 | ForEach-Object { "R-$_" }
        # Forty of them are not what the file says, and two more rows repeat orders.
        $planted = @{}
        $kinds = 'Missing', 'NotPaid', 'AmountDiffers', 'CurrencyDiffers', 'NotCleared', 'Refunded', 'OrderRepeated', 'AmountDiffers'
        0..39 | ForEach-Object { $planted["R-$(25 * $_ + 7)"] = $kinds[$_ % $kinds.Count] }
        function Get-OrderOf { param([string] $Kind) @($planted.Keys | Where-Object { $planted[$_] -eq $Kind }) }
        $null = New-PaidOrder @($orders | Where-Object { $planted[$_] -notin 'Missing', 'NotPaid', 'NotCleared' })
        $null = New-PaidOrder (Get-OrderOf NotPaid) -Unpaid
        $null = New-PaidOrder (Get-OrderOf NotCleared) -AutoClearing 0
        $null = Get-OrderOf Refunded | ForEach-Object { Get-FreedomPayPayment -OrderId $_ } | New-FreedomPayRefund -RefundAmount 0.50
        $file = Join-Path $TestDrive 'orders.csv'
        & {
            foreach ($order in $orders) {
                $kind = $planted[$order]
                New-Order $order ($kind -eq 'AmountDiffers' ? '1500.05' : '1500.50') ($kind -eq 'CurrencyDiffers' ? 'USD' : 'KZT')
            }
            Get-OrderOf OrderRepeated | ForEach-Object { New-Order $_ }
        } | Export-Csv $file
    }

    It 'finds exactly what was planted, and counts it' {
        $found = @(Import-Csv $file | Compare-FreedomPayPayment -InformationVariable said)
        $found | Should -HaveCount 40
        foreach ($one in $found) { $planted[$one.OrderId] | Should -Be "$($one.Finding)" -Because $one.OrderId }
        ($found.OrderId | Sort-Object -Unique) | Should -HaveCount 40
        $summary = $said.MessageData | Where-Object { $_ -is [FreedomPay.FreedomPayRunSummary] }
        "$($summary.Findings)" | Should -Be 'AmountDiffers 10, CurrencyDiffers 5, Missing 5, NotCleared 5, NotPaid 5, OrderRepeated 5, Refunded 5'
        "$($summary.Rows) $($summary.Succeeded) $($summary.Failed)" | Should -Be '1005 1005 0'
        "$summary" | Should -BeLike '*differences: AmountDiffers 10, *'
    }

    It 'goes on where every seventh answer is lost, and finds the same' {
        Set-FreedomPaySandboxFault -OperationId getPaymentStatus -Kind AnswerLost -Probability 0.15 -Count 100000
        try { $found = @(Import-Csv $file | Compare-FreedomPayPayment -ErrorAction SilentlyContinue -ErrorVariable wrong) } finally { Clear-FreedomPaySandboxFault }
        # A row that could not be asked is an error, and not a difference that is left out.
        $told = @($found.OrderId) + @($wrong.TargetObject.OrderId)
        @($planted.Keys | Where-Object { $_ -notin $told }) | Should -BeNullOrEmpty
        foreach ($one in $found) { $planted[$one.OrderId] | Should -Be "$($one.Finding)" -Because $one.OrderId }
    }

    It 'takes its findings through a file and back' {
        $copy = Join-Path $TestDrive 'differences.csv'
        Import-Csv $file | Compare-FreedomPayPayment | Export-Csv $copy
        $held = @(Import-Csv $copy | Where-Object Finding -EQ NotCleared | Complete-FreedomPayPayment -Full)
        $held | Should -HaveCount 5
        @(Import-Csv $file | Compare-FreedomPayPayment | Where-Object Finding -EQ NotCleared) | Should -BeNullOrEmpty
    }
}
