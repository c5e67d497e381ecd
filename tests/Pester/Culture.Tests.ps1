# Amounts, dates and files in the cultures of the users: what goes out is the same in all of them.
BeforeDiscovery {
    # Texts are Russian in Russian cultures, and English in all others.
    $english = @{
        NoAmount   = "Row 1: Amount '{0}' is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency. Nothing was sent."
        Empty      = 'Row 1: Amount is empty; this field is required. Nothing was sent.'
        Unreadable = "'{0}' is not an amount; write digits with a decimal point, such as 1500.50."
    }
    $russian = @{
        NoAmount   = 'Строка 1: Amount «{0}»: не сумма; пишите цифрами с десятичной точкой, например 1500.50, без запятой, пробелов и валюты. Ничего не отправлено.'
        Empty      = 'Строка 1: Amount: поле пусто, а оно обязательно. Ничего не отправлено.'
        Unreadable = '«{0}» — не сумма; пишите цифрами с десятичной точкой, например 1500.50.'
    }
    $cultures = @(
        @{ Culture = 'en-US'; Texts = $english }
        @{ Culture = 'ru-RU'; Texts = $russian }
        @{ Culture = 'kk-KZ'; Texts = $english }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'In <Culture>' -ForEach $cultures {
    BeforeEach { Reset-Sandbox }

    It 'the culture is what the test says it is' {
        Invoke-InCulture $Culture { (1.5).ToString('0.0') } | Should -Be ($Culture -eq 'en-US' ? '1.5' : '1,5')
    }

    It 'the amount <_> of a file is refused' -ForEach '1500,50', '1,5', '1kb', '0x10', '1e3', '1 500,50', '1.000.000' {
        $amount = $_
        $outcome = @(Invoke-InCulture $Culture { Get-Outcome { "Amount;Description`n$amount;Tea" | ConvertFrom-Csv -Delimiter ';' | New-FreedomPayPayment } })
        $outcome.Count | Should -Be 1
        "$($outcome[0])" | Should -BeExactly ($Texts.NoAmount -f $amount)
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'an empty amount of a file is refused' {
        $outcome = @(Invoke-InCulture $Culture { Get-Outcome { "Amount;Description`n;Tea" | ConvertFrom-Csv -Delimiter ';' | New-FreedomPayPayment } })
        "$outcome" | Should -BeExactly $Texts.Empty
    }

    It 'a date with slashes or points is refused' {
        $outcome = @(Invoke-InCulture $Culture { Get-Outcome { "phone,date_of_birth`n+77010000001,03/04/2026`n+77010000002,03.04.2026`n+77010000003,2000-04-03" | ConvertFrom-Csv | New-FreedomIdUser } })
        $outcome[0..1].Exception.Field | Should -Be 'DateOfBirth', 'DateOfBirth'
        (Get-SandboxState).users.date_of_birth | Should -Be '2000-04-03'
    }

    It 'a date object means its day' {
        Invoke-InCulture $Culture { New-FreedomIdUser -Phone +77010000001 -DateOfBirth ([datetime]::new(2000, 4, 3)) }
        (Get-SandboxState).users.date_of_birth | Should -Be '2000-04-03'
    }

    It 'an amount arrives as it was written' {
        Invoke-InCulture $Culture {
            "Amount,Description`n1500.50,Tea`n0.01,Tea`n99999999,Tea`n1500,Tea" | ConvertFrom-Csv | New-FreedomPayPayment
            New-FreedomPayPayment -Amount 1500.5 -Description Tea
            New-FreedomPayPayment -Amount (1500.50d) -Description Tea
            New-FreedomPayPayment -Amount ([double] 1500.5) -Description Tea
        } | Out-Null
        (Get-SandboxState).payments.amount | Should -Be '1500.50', '0.01', '99999999', '1500', '1500.5', '1500.50', '1500.5'
    }

    It 'a payment that goes through a file keeps its amount' {
        $file = Join-Path $TestDrive "$Culture.csv"
        Invoke-InCulture $Culture {
            '1500.50', '0.10', '99999999', '2.5' | ForEach-Object { New-FreedomPayPayment -Amount $_ -Currency KZT -Description Tea } |
                Get-FreedomPayPayment | Export-Csv $file
            Import-Csv $file | Select-Object Amount, Currency | New-FreedomPayPayment -Description Again
        } | Out-Null
        (Import-Csv $file).Amount | Should -Be '1500.50', '0.10', '99999999', '2.5'
        (Get-SandboxState).payments.amount | Should -Be '1500.50', '0.10', '99999999', '2.5', '1500.50', '0.10', '99999999', '2.5'
    }

    It 'a payment that goes through a file with all its columns keeps its amount' {
        $file = Join-Path $TestDrive "$Culture-all.csv"
        Invoke-InCulture $Culture {
            New-FreedomPayPayment -Amount 1500.50 -Currency KZT -OrderId A-1 -Description Tea | Get-FreedomPayPayment | Export-Csv $file
            Import-Csv $file | New-FreedomPayPayment -Description Again
        } | Out-Null
        (Get-SandboxState).payments.amount | Should -Be '1500.50', '1500.50'
    }

    It 'a payment that goes through a file with the separator of the culture keeps its amount' {
        $file = Join-Path $TestDrive "$Culture-own.csv"
        Invoke-InCulture $Culture {
            New-FreedomPayPayment -Amount 1500.50 -Currency KZT -Description Tea | Get-FreedomPayPayment | Export-Csv $file -UseCulture
            Import-Csv $file -UseCulture | Select-Object Amount | New-FreedomPayPayment -Description Again
        } | Out-Null
        (Get-SandboxState).payments.amount | Should -Be '1500.50', '1500.50'
    }

    It 'a payment goes from cmdlet to cmdlet with its amount' {
        Invoke-InCulture $Culture {
            New-FreedomPayPayment -Amount 1500.50 -Description Tea | Get-FreedomPayPayment | Select-Object Amount | New-FreedomPayPayment -Description Again
        } | Out-Null
        (Get-SandboxState).payments.amount | Should -Be '1500.50', '1500.50'
    }

    It 'an amount is written with a point' {
        $amount = [FreedomPay.Amount]'1500.50'
        Invoke-InCulture $Culture {
            "$amount"
            $amount.ToString()
            '{0}' -f $amount
            $amount.ToString('N2')
            '{0:N2}' -f $amount
            [string]$amount
            ($amount | Out-String).Trim()
            ([pscustomobject]@{ A = $amount } | ConvertTo-Csv)[1]
            ([pscustomobject]@{ A = $amount } | Format-List | Out-String).Trim()
            [string]::Join(' ', @($amount, $amount))
        } | Should -Be '1500.50', '1500.50', '1500.50', '1,500.50', '1,500.50', '1500.50', '1500.50', '"1500.50"', 'A : 1500.50', '1500.50 1500.50'
    }

    It 'an amount is shown with a point in the table of a payment' {
        $payment = New-FreedomPayPayment -Amount 1500.50 -OrderId A-1 -Description Tea
        Invoke-InCulture $Culture { $payment | Format-Table OrderId, Amount -HideTableHeaders | Out-String } | ForEach-Object Trim | Should -Match '^A-1 +1500\.50$'
        Invoke-InCulture $Culture { $payment | Format-List Amount | Out-String } | ForEach-Object Trim | Should -Be 'Amount : 1500.50'
    }

    It 'amounts calculate and compare' {
        Invoke-InCulture $Culture {
            $amount = [FreedomPay.Amount]'1500.50'
            "$($amount + 1) $(1 + $amount) $($amount + $amount) $($amount - 0.5) $(2000 - $amount) $($amount * 2) $(2 * $amount) $($amount / 2) $(-$amount)"
        } | Should -Be '1501.50 1501.50 3001.00 1500.00 499.50 3001.00 3001.00 750.25 -1500.50'
    }

    It 'text with a comma is no amount' {
        { Invoke-InCulture $Culture { [FreedomPay.Amount]'1500,50' } } | Should -Throw "*$($Texts.Unreadable -f '1500,50')*"
        { Invoke-InCulture $Culture { [FreedomPay.Amount]'1500.50' -gt '1500,40' } } | Should -Throw "*$($Texts.Unreadable -f '1500,40')*"
    }
}

Describe 'An amount' {
    BeforeAll { $amount = [FreedomPay.Amount]'1500.50' }

    It 'written as <_> is none' -ForEach '', ' ', '.', '-', '5.', '.5', '+5', ' 5', '5 ', '1e3', '0x10', '1,500.50', "$([char]0x665)", '--5', '5-', '(5)', "5$([char]0)" {
        { [FreedomPay.Amount]$_ } | Should -Throw '*is not an amount*'
    }

    It 'compares with numbers on the right' {
        $amount -gt 1500 | Should -BeTrue
        $amount -lt 1501 | Should -BeTrue
        $amount -ge 1500.5 | Should -BeTrue
        $amount -eq 1500.5 | Should -BeTrue
        $amount -eq 1500 | Should -BeFalse
        $amount -gt '1500.40' | Should -BeTrue
    }

    It 'compares with numbers on the left' {
        1501 -gt [FreedomPay.Amount]'1500.00' | Should -BeTrue
        1500.4 -lt $amount | Should -BeTrue
        [decimal]1500.5 -eq $amount | Should -BeTrue
        '1500.50' -eq $amount | Should -BeTrue
    }

    It 'never loses its decimals in a comparison with a whole number on the left' {
        1500 -eq $amount | Should -BeFalse
        1500L -eq $amount | Should -BeFalse
        1500, 1501 -contains $amount | Should -BeFalse
        { 1500 -lt $amount } | Should -Throw '*put the amount on the left side*'
        { [int]$amount } | Should -Throw '*no whole number*'
        [int][FreedomPay.Amount]'1500.00' | Should -Be 1500
    }

    It 'compares with amounts' {
        $amount -eq [FreedomPay.Amount]'1500.5' | Should -BeTrue
        $amount -gt [FreedomPay.Amount]'9.99' | Should -BeTrue
        $amount -eq $null | Should -BeFalse
        [FreedomPay.Amount]'1500.5', 3 -contains $amount | Should -BeTrue
    }

    It 'sorts as a number' {
        $sorted = '10', '9.5', '100', '-1' | ForEach-Object { [pscustomobject]@{ Amount = [FreedomPay.Amount]$_ } } | Sort-Object Amount
        $sorted.Amount | ForEach-Object { "$_" } | Should -Be '-1', '9.5', '10', '100'
    }

    It 'filters as a number' {
        $rows = '10', '9.5', '100' | ForEach-Object { [pscustomobject]@{ Amount = [FreedomPay.Amount]$_ } }
        ($rows | Where-Object Amount -gt 9.9).Amount | ForEach-Object { "$_" } | Should -Be '10', '100'
    }

    It 'is summed by Measure-Object' {
        $measured = '10', '9.5', '100.25' | ForEach-Object { [pscustomobject]@{ Amount = [FreedomPay.Amount]$_ } } | Measure-Object Amount -Sum -Maximum -Minimum -Average
        $measured.Sum | Should -Be 119.75
        $measured.Maximum | Should -Be 100.25
        $measured.Minimum | Should -Be 9.5
    }

    It 'is added up to the last decimal' {
        $sum = [FreedomPay.Amount]0
        1..1000 | ForEach-Object { $sum += [FreedomPay.Amount]'0.10' }
        "$sum" | Should -Be '100.00'
    }

    It 'groups by its value' {
        @([FreedomPay.Amount]'1.5', [FreedomPay.Amount]'1.50', [FreedomPay.Amount]'2' | Group-Object).Count | Should -BeGreaterOrEqual 2
        ([FreedomPay.Amount]'1.5').GetHashCode() | Should -Be ([FreedomPay.Amount]'1.50').GetHashCode()
    }

    It 'becomes a decimal without loss' {
        ([decimal]$amount).ToString([cultureinfo]::InvariantCulture) | Should -Be '1500.50'
        $amount.Value | Should -BeOfType decimal
    }
}
