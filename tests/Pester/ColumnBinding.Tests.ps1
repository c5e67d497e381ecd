# Columns that PowerShell would drop, or overrule, without a word.
BeforeDiscovery {
    $nearOfMoney = @(
        @{ Column = 'Currency '; Field = 'Currency'; Text = 'USD' }
        @{ Column = " Currency"; Field = 'Currency'; Text = 'USD' }
        @{ Column = "Currency$([char]0xA0)"; Field = 'Currency'; Text = 'USD' }
        @{ Column = "Currency$([char]0x200B)"; Field = 'Currency'; Text = 'USD' }
        @{ Column = "$([char]0xFEFF)Currency"; Field = 'Currency'; Text = 'USD' }
        @{ Column = "$([char]0x421)urrency"; Field = 'Currency'; Text = 'USD' }
        @{ Column = "Curr$([char]0x435)ncy"; Field = 'Currency'; Text = 'USD' }
        @{ Column = 'Curency'; Field = 'Currency'; Text = 'USD' }
        @{ Column = 'pg-currency'; Field = 'Currency'; Text = 'USD' }
        @{ Column = 'Order_Id'; Field = 'OrderId'; Text = 'A-1' }
        @{ Column = 'order id'; Field = 'OrderId'; Text = 'A-1' }
        @{ Column = 'Idempotency Key'; Field = 'IdempotencyKey'; Text = 'a' }
        @{ Column = 'LoyaltyAmmount'; Field = 'LoyaltyAmount'; Text = '1' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function New-Row([hashtable] $More = @{}) {
        $row = [pscustomobject]@{ Amount = '5'; Description = 'Tea' }
        foreach ($name in $More.Keys) { $row | Add-Member $name $More[$name] }
        $row
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A cell for which nothing has a place beside what was typed' {
    BeforeAll {
        class RefundRow { [string] $PaymentId; [string] $RefundAmount; [string] $pg_refund_amount }
        function New-RefundTable([hashtable] $Cells) {
            $table = [Data.DataTable]::new()
            foreach ($name in $Cells.Keys) { $null = $table.Columns.Add($name) }
            $null = $table.Rows.Add(@($Cells.Values))
            , $table
        }
    }

    BeforeEach { Reset-Sandbox }

    AfterEach { $PSDefaultParameterValues.Remove('New-FreedomPayRefund:Full') }

    It 'refuses to give back all where a row says how much (<Name>)' -ForEach @(
        @{ Name = 'typed'; Command = { [pscustomobject]@{ PaymentId = '1'; RefundAmount = '5' } | New-FreedomPayRefund -Full } }
        @{ Name = 'a default'; Command = { $PSDefaultParameterValues['New-FreedomPayRefund:Full'] = $true; [pscustomobject]@{ PaymentId = '1'; pg_refund_amount = '5' } | New-FreedomPayRefund } }
        @{ Name = 'a data row'; Command = { (New-RefundTable @{ PaymentId = '1'; RefundAmount = '5' }).Rows | New-FreedomPayRefund -Full } }
        @{ Name = 'an object'; Command = { [RefundRow]@{ PaymentId = '1'; RefundAmount = '5' } | New-FreedomPayRefund -Full } }
    ) {
        $failures = Get-ErrorOf $Command
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($failures[0])" | Should -BeLike "*RefundAmount does not go with the parameter set Full, and the column *'5'*"
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'refuses to charge all where a row says how much, and a test says so' {
        $row = [pscustomobject]@{ PaymentId = '1'; ClearingAmount = '5' }
        "$(Get-ErrorOf { $row | Complete-FreedomPayPayment -Full })" | Should -BeLike '*ClearingAmount does not go with*'
        $row | Test-FreedomPayCsv Complete-FreedomPayPayment -Parameter @{ Full = $true } -Quiet | Should -BeFalse
        [pscustomobject]@{ PaymentId = '1'; ClearingAmount = '' } | Test-FreedomPayCsv Complete-FreedomPayPayment -Parameter @{ Full = $true } -Quiet | Should -BeTrue
    }

    It 'gives back all of what is a result of ours, or has an empty cell' {
        $failures = Get-ErrorOf { [pscustomobject]@{ PaymentId = '1'; RefundAmount = ' ' } | New-FreedomPayRefund -Full }
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $made = New-Row @{ OrderId = 'F-1' } | New-FreedomPayPayment
        $failures = Get-ErrorOf { Get-FreedomPayPayment $made.PaymentId | New-FreedomPayRefund -Full }
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
    }

    It 'warns once a run where no money is meant' {
        $made = 1..3 | ForEach-Object { New-Row @{ OrderId = "W-$_"; AutoClearing = '0' } } | New-FreedomPayPayment -AnyAmount -WarningVariable warned -WarningAction SilentlyContinue
        $made | Should -HaveCount 3
        "$warned" | Should -BeLike "Column 'AutoClearing' belongs to the parameter set * and is not sent with *"
        $warned | Should -HaveCount 1
    }

    It 'refuses two values for one parameter, of whatever kind the row is' {
        $rows = @((New-RefundTable @{ PaymentId = '1'; RefundAmount = '5'; pg_refund_amount = '7' }).Rows) + [RefundRow]@{ PaymentId = '1'; RefundAmount = '5'; pg_refund_amount = '7' }
        $failures = Get-ErrorOf { $rows | New-FreedomPayRefund }
        $failures | Should -HaveCount 2
        $failures | ForEach-Object { "$_" | Should -BeLike '*in the columns RefundAmount and pg_refund_amount, with two values*' }
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'A column that is nearly a parameter' {
    BeforeEach { Reset-Sandbox }

    It 'refuses the row where money is meant: <Column>' -ForEach $nearOfMoney {
        $outcome = @(Get-Outcome { (New-Row @{ $Column = $Text }), (New-Row @{ $Column = '' }) | New-FreedomPayPayment })
        $outcome.Count | Should -Be 2
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[0].Exception.Field | Should -Be $Field
        "$($outcome[0])" | Should -BeLike 'Row 1: *which is not a parameter and would not be sent; rename it to*'
        # An empty cell loses nothing.
        $outcome[1].Status | Should -Be ok
        # The test of a file calls it by the same name.
        $faults = @(New-Row @{ $Column = $Text } | Test-FreedomPayCsv New-FreedomPayPayment)
        @($faults | Where-Object { $_.Severity -eq 'Error' -and $_.Message -like '*did you mean*' }).Count | Should -Be 1
    }

    It 'warns once a run where no money is meant: <_>' -ForEach 'Auto_Clearing', "Languag$([char]0x435)", 'User Ip', 'ContactEmial' {
        $column = $_
        $outcome = @(Get-Outcome { 1..3 | ForEach-Object { New-Row @{ $column = '1' } } | New-FreedomPayPayment -WarningVariable script:warned -WarningAction SilentlyContinue })
        $outcome.Status | Should -Be ok, ok, ok
        $warned.Count | Should -Be 1
        "$warned" | Should -BeLike 'Column *is not a parameter of New-FreedomPayPayment and is not sent; did you mean *'
        (New-Row @{ $column = '1' } | Test-FreedomPayCsv New-FreedomPayPayment).Message | Should -BeLike '*did you mean*'
    }

    It 'is shown with what cannot be seen in it' {
        $outcome = @(Get-Outcome { New-Row @{ "$([char]0x421)urrency$([char]0x200B)" = 'USD' } | New-FreedomPayPayment })
        "$($outcome[0])" | Should -BeLike "*'<U+0421>urrency<U+200B>'*"
    }

    It 'is told even where the parameter is typed' {
        $outcome = @(Get-Outcome { New-Row @{ 'Currency ' = 'USD' } | New-FreedomPayPayment -Currency KZT })
        "$($outcome[0])" | Should -BeLike "*Currency 'USD' stands in the column 'Currency '*"
    }

    It 'is left alone where the parameter has a column of its own, and where it is another word' {
        $outcome = @(Get-Outcome { New-Row @{ Currency = 'KZT'; Currency2 = 'USD'; Comment = 'x'; Remark = 'y' } | New-FreedomPayPayment -WarningVariable script:warned -WarningAction SilentlyContinue })
        $outcome.Status | Should -Be ok
        $warned | Should -BeNullOrEmpty
    }

    It 'refuses rows of a card and of a database' {
        $outcome = @(Get-Outcome { [pscustomobject]@{ 'Transaction_ID' = '5'; OrderId = 'A-1'; TransactionId = '4' }, [pscustomobject]@{ OrderId = 'A-1'; TransactionId = '4'; 'Amount ' = '5' } | New-FreedomPayCardTransactionRefund -Full })
        "$($outcome[1])" | Should -BeLike "*Amount '5' stands in the column 'Amount '*"
        $table = [Data.DataTable]::new()
        foreach ($name in 'Amount', 'Description', 'Currency ') { $null = $table.Columns.Add($name) }
        $null = $table.Rows.Add('5', 'Tea', 'USD')
        "$(@(Get-Outcome { $table.Rows | New-FreedomPayPayment })[0])" | Should -BeLike "*Currency 'USD' stands in the column*"
    }

    It 'is no property of a result of ours' {
        $payment = New-FreedomPayPayment -Amount 5.00 -Description Tea
        $null = $payment | Get-FreedomPayPayment -WarningVariable script:warned -WarningAction SilentlyContinue
        $file = Join-Path $TestDrive 'payments.csv'
        Get-FreedomPayPayment $payment.PaymentId | Export-Csv $file
        $null = Import-Csv $file | Get-FreedomPayPayment -WarningVariable +warned -WarningAction SilentlyContinue
        $null = $payment | Select-Object PaymentId, Amount, Status | Get-FreedomPayPayment -WarningVariable +warned -WarningAction SilentlyContinue
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'A filled cell of a file' {
    BeforeEach { Reset-Sandbox }

    AfterEach { 'Currency', 'Language' | ForEach-Object { $global:PSDefaultParameterValues.Remove("New-FreedomPayPayment:$_") } }

    It 'that a default would overrule is an error where money is meant' {
        $global:PSDefaultParameterValues['New-FreedomPayPayment:Currency'] = 'KZT'
        $outcome = @(Get-Outcome { (New-Row @{ Currency = 'USD' }), (New-Row @{ Currency = 'KZT' }), (New-Row @{ Currency = '' }), (New-Row) | New-FreedomPayPayment })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike "Row 1: Currency is 'KZT' for every row, typed or as a default, and the column Currency has 'USD'*"
        $outcome[1..3].Status | Should -Be ok, ok, ok
        (Get-SandboxState).payments.currency | Should -Be KZT, KZT, KZT
    }

    It 'that something typed would overrule is an error where money is meant: <Field>' -ForEach @(
        @{ Field = 'Currency'; Typed = 'KZT'; Text = 'USD'; Same = 'KZT' }
        @{ Field = 'Amount'; Typed = '10'; Text = '5'; Same = '10.00' }
        @{ Field = 'OrderId'; Typed = 'A-1'; Text = 'A-2'; Same = 'A-1' }
        @{ Field = 'pg_currency'; Typed = 'KZT'; Text = 'USD'; Same = 'KZT'; As = 'Currency' }
    ) {
        $typed = @{ ($As ?? $Field) = $Typed }
        $rows = foreach ($text in $Text, $Same, '') {
            $row = [ordered]@{ Description = 'Tea'; $Field = $text }
            if ($Field -ne 'Amount') { $row.Amount = '5' }
            [pscustomobject]$row
        }
        $outcome = @(Get-Outcome { $rows | New-FreedomPayPayment @typed })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[0].Exception.Field | Should -Be ($As ?? $Field)
        $outcome[1..2].Status | Should -Be ok, ok
        $faults = @($rows | Test-FreedomPayCsv New-FreedomPayPayment -Parameter $typed | Where-Object Severity -EQ Error)
        $faults.Row | Should -Be 1
        $faults.Message | Should -BeLike '*for every row, typed or as a default, and the column*'
    }

    It 'that is overruled is a warning once a run where no money is meant' {
        $global:PSDefaultParameterValues['New-FreedomPayPayment:Language'] = 'ru'
        $outcome = @(Get-Outcome { 1..3 | ForEach-Object { New-Row @{ Language = 'en' } } | New-FreedomPayPayment -WarningVariable script:warned -WarningAction SilentlyContinue })
        $outcome.Status | Should -Be ok, ok, ok
        $warned.Count | Should -Be 1
        "$warned" | Should -BeLike '-Language is given for every row*'
    }

    It 'is no property of a result of ours' {
        $payment = New-FreedomPayPayment -Amount 5.00 -Description Tea -OrderId A-1
        foreach ($row in $payment, ($payment | Select-Object PaymentId, OrderId), ($payment | ConvertTo-Csv | ConvertFrom-Csv)) {
            $outcome = @(Get-Outcome { $row | New-FreedomPayPayment -Amount 6.00 -Description Tea -OrderId A-2 -IdempotencyKey "$([guid]::NewGuid())" })
            $outcome[0].Status | Should -Be ok -Because "$($outcome[0])"
        }
    }
}

Describe 'Rows whose columns show that the file was not read as it was written' {
    BeforeEach { Reset-Sandbox }

    It 'are one error that names the cause, beside those of PowerShell: <Name>' -ForEach @(
        @{ Name = 'a semicolon'; Text = "OrderId;Amount;Description`nA-1;1;Tea`nA-2;2;Tea"; Says = "*one single column*';'*"; Do = '*Import-Csv -Delimiter ";"*' }
        @{ Name = 'a tab'; Text = "OrderId`tAmount`tDescription`nA-1`t1`tTea`nA-2`t2`tTea"; Says = '*one single column*'; Do = '*-Delimiter "?t"*' }
        @{ Name = 'a comma'; Text = "OrderId,Amount,Description`nA-1,1,Tea`nA-2,2,Tea"; Delimiter = ';'; Says = "*one single column*','*"; Do = '*-Delimiter ","*' }
        @{ Name = 'quotes around each line'; Text = "`"OrderId,Amount,Description`"`n`"A-1,1,Tea`"`n`"A-2,2,Tea`""; Says = '*each of its lines stands in one pair of quotes*'; Do = '*take the quotes*' }
        @{ Name = 'sep='; Text = "sep=;`nOrderId;Amount;Description`nA-1;1;Tea"; Delimiter = ';'; Says = "The first line is 'sep=*"; Do = 'Delete the first line and give -Delimiter*' }
        @{ Name = 'a header that is a comment'; Text = "#OrderId,Amount,Description`nA-1,1,Tea`nA-2,2,Tea"; Says = '*first line of the file the header*#*'; Do = '*' }
        @{ Name = 'a misspelt column that is required'; Text = "OrderId,Amout,Description`nA-1,1,Tea`nA-2,2,Tea"; Says = "The column 'Amout' is not a parameter of New-FreedomPayPayment, which lacks Amount."; Do = 'Rename it to Amount.' }
    ) {
        $rows = $Text | ConvertFrom-Csv -Delimiter ($Delimiter ?? ',')
        $found = Get-ErrorOf { $rows | New-FreedomPayPayment -WarningAction SilentlyContinue }
        $ours = @($found | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.RowsMisread,*')
        $ours.Count | Should -Be 1 -Because ($found | Out-String)
        "$($ours[0])" | Should -BeLike $Says
        $ours[0].ErrorDetails.RecommendedAction | Should -BeLike $Do
        Get-SandboxRequestCount | Should -Be 0
        $found = Invoke-InCulture ru-RU { Get-ErrorOf { $rows | New-FreedomPayPayment -WarningAction SilentlyContinue } }
        "$(@($found | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.RowsMisread,*')[0])" | Should -Match '[а-яё]'
    }

    It 'are told by a cmdlet that takes values too' {
        $found = Get-ErrorOf { "CardId;Reason`n1;lost`n2;lost" | ConvertFrom-Csv | Block-FreedomPayCard -Reason lost -WarningAction SilentlyContinue -Confirm:$false }
        @($found | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.RowsMisread,*').Count | Should -Be 1
    }

    It 'show no card number of theirs' {
        $found = Get-ErrorOf { "4400444400004444;Tea`n1;2" | ConvertFrom-Csv | New-FreedomPayPayment -WarningAction SilentlyContinue }
        "$($found | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.RowsMisread,*' | Format-List * -Force | Out-String)" | Should -Not -Match '4400444400004444'
    }

    It 'are not suspected where other rows are merely wrong' {
        $found = Get-ErrorOf { New-Row @{ OrderId = '#N/A' } | New-FreedomPayPayment }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
    }
}
