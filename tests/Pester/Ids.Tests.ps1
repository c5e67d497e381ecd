# Ids are a kind of their own: nothing that a spreadsheet, a database or a floating point makes of one goes out.
BeforeDiscovery {
    $zeroWidth = [char]0x200B
    $marks = @(
        @{ Text = '7.90315E+11'; Says = 'is a number with an exponent' }
        @{ Text = '7,90315E+11'; Says = 'is a number with an exponent' }
        @{ Text = '1.23457E+11'; Says = 'is a number with an exponent' }
        @{ Text = '1E+11'; Says = 'is a number with an exponent' }
        @{ Text = '1e11'; Says = 'is a number with an exponent' }
        @{ Text = '7.90315E11'; Says = 'is a number with an exponent' }
        @{ Text = '#N/A'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#REF!'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#NAME?'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#DIV/0!'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#ССЫЛКА!'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#Н/Д'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#ИМЯ?'; Says = 'is what a spreadsheet shows' }
        @{ Text = '#ДЕЛ/0!'; Says = 'is what a spreadsheet shows' }
        @{ Text = '########'; Says = 'is what a spreadsheet shows' }
        @{ Text = 'Err:502'; Says = 'is what a spreadsheet shows' }
        @{ Text = 'NULL'; Says = 'stands for no value' }
        @{ Text = 'null'; Says = 'stands for no value' }
        @{ Text = '(null)'; Says = 'stands for no value' }
        @{ Text = '\N'; Says = 'stands for no value' }
        @{ Text = '="790315300100"'; Says = 'is a formula' }
        @{ Text = '=790315300100'; Says = 'is a formula' }
        @{ Text = "'790315300100"; Says = 'begins with the apostrophe' }
        @{ Text = '790315300100.0'; Says = 'is a number with a fraction of zeros' }
        @{ Text = '790315300100,00'; Says = 'is a number with a fraction of zeros' }
        @{ Text = "790${zeroWidth}315300100"; Says = 'holds the invisible character U+200B' }
        @{ Text = "790$([char]0x202E)315300100"; Says = 'holds the invisible character U+202E' }
        @{ Text = "790$([char]0xAD)315300100"; Says = 'holds the invisible character U+00AD' }
        @{ Text = "790$([char]0xFEFF)315300100"; Says = 'holds the invisible character U+FEFF' }
        @{ Text = "790$([char]0xA0)315300100"; Says = 'holds the invisible character U+00A0' }
        @{ Text = "790$([char]0x202F)315300100"; Says = 'holds the invisible character U+202F' }
        @{ Text = "790$([char]::ConvertFromUtf32(0xE0041))1"; Says = 'holds the invisible character U+E0041' }
        @{ Text = "790315300100$([char]0xA0)"; Says = 'has white space around it' }
        @{ Text = "$([char]0xFEFF)790315300100"; Says = 'holds the invisible character U+FEFF' }
    )
    $columns = @(
        @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'OrderId'; More = @{ Amount = '1'; Description = 'Tea' } }
        @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'IdempotencyKey'; More = @{ Amount = '1'; Description = 'Tea' } }
        @{ Cmdlet = 'Get-FreedomPayPayment'; Field = 'OrderId' }
        @{ Cmdlet = 'Get-FreedomPayCard'; Field = 'CardId' }
        @{ Cmdlet = 'Block-FreedomPayCard'; Field = 'CardId'; More = @{ Reason = 'lost' } }
        @{ Cmdlet = 'New-FreedomPayCardClient'; Field = 'Idn'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim' } }
        @{ Cmdlet = 'New-FreedomPayCard'; Field = 'ClientId'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim'; Phone = '+77010000000'; Country = 'KGZ'; PersonId = '1' } }
        @{ Cmdlet = 'New-FreedomPayCard'; Field = 'PersonId'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim'; Phone = '+77010000000'; Country = 'KGZ' } }
        @{ Cmdlet = 'Set-FreedomPayCardLimit'; Field = 'ObjectValue'; More = @{ ObjectType = 'card'; TransactionType = 'pay'; Amount = '5' } }
        @{ Cmdlet = 'New-FreedomPayCardTransactionRefund'; Field = 'TransactionId'; More = @{ OrderId = 'A-1'; RefundAmount = '1' } }
        @{ Cmdlet = 'New-FreedomIdUser'; Field = 'Identifier'; More = @{ Phone = '+77010000010' } }
    )
    # Rules for numbers refuse these in words of their own.
    $numbers = @(
        @{ Cmdlet = 'Get-FreedomPayPayment'; Field = 'PaymentId'; More = @{} }
        @{ Cmdlet = 'Stop-FreedomPayPayment'; Field = 'PaymentId'; More = @{} }
        @{ Cmdlet = 'Set-FreedomIdUser'; Field = 'FreedomId'; More = @{ FirstName = 'Dana' } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function Send-Row {
        param([string] $Cmdlet, [hashtable] $Cells)
        $typed = @{ WarningAction = 'Ignore' }
        if ((Get-Command $Cmdlet).Parameters.ContainsKey('Confirm')) { $typed.Confirm = $false }
        @(Get-Outcome { [pscustomobject]$Cells | & $Cmdlet @typed })
    }

    function Assert-RefusedId {
        param($Outcome, [string] $Field, [string] $Says)
        @($Outcome).Count | Should -Be 1
        $Outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $Outcome[0].Exception.Field | Should -Contain $Field
        "$($Outcome[0])" | Should -BeLike "*$Field *$Says*Nothing was sent."
        Get-SandboxRequestCount | Should -Be 0
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'The id <Field> of <Cmdlet>' -ForEach $columns {
    It 'is refused as <Text>' -ForEach $marks {
        Reset-Sandbox
        $outcome = Send-Row $Cmdlet ((($More ?? @{}).Clone()) + @{ $Field = $Text })
        Assert-RefusedId $outcome $Field $Says
        # The test of a file says the same.
        $faults = @([pscustomobject](($More ?? @{}).Clone() + @{ $Field = $Text }) | Test-FreedomPayCsv $Cmdlet | Where-Object Severity -EQ Error)
        @($faults | Where-Object Message -Like "*$Says*").Count | Should -Be 1
    }

    It 'is refused as the name of its column' {
        Reset-Sandbox
        Assert-RefusedId (Send-Row $Cmdlet ((($More ?? @{}).Clone()) + @{ $Field = $Field })) $Field 'is the name of the column'
    }
}

Describe 'The number <Field> of <Cmdlet>' -ForEach $numbers {
    It 'is refused as <Text>' -ForEach $marks {
        Reset-Sandbox
        Assert-RefusedId (Send-Row $Cmdlet ($More.Clone() + @{ $Field = $Text })) $Field ''
    }
}

Describe 'An id that is what another program makes of one' {
    It 'is refused: <Text>' -ForEach @(
        @{ Text = "$([char] 0x2018)790"; Says = 'begins with the apostrophe' }
        @{ Text = '`790'; Says = 'begins with the apostrophe' }
        @{ Text = "$([char] 0xB4)790"; Says = 'begins with the apostrophe' }
        @{ Text = 'System.Object[]'; Says = 'stands for no value' }
        @{ Text = 'System.Collections.Hashtable'; Says = 'stands for no value' }
        @{ Text = 'System.Collections.Generic.List`1[System.String]'; Says = 'stands for no value' }
        @{ Text = '@{Id=1}'; Says = 'stands for no value' }
        @{ Text = '[object Object]'; Says = 'stands for no value' }
    ) {
        Reset-Sandbox
        Assert-RefusedId (Send-Row New-FreedomPayPayment @{ OrderId = $Text; Amount = '1'; Description = 'Tea' }) OrderId $Says
    }
}

Describe 'An id that is what it looks like' {
    It 'is sent as it is: <_>' -ForEach 'A-1001', '12345e67', '5e123456', '0001', 'Заказ 1', '#12', 'A 1', '1e', 'None-1', 'Order_1.0', '00.1', 'a:b', '{1}', 'é' {
        Reset-Sandbox
        $text = $_
        (New-FreedomPayPayment -Amount 1.00 -Description Tea -OrderId $text).PaymentId | Should -Not -BeNullOrEmpty
        (Get-SandboxState).payments[0].order_id | Should -BeExactly $text
    }
}

Describe 'A text' {
    It 'is refused as <Text>' -ForEach @($marks | Where-Object { $_.Says -like 'is what*' -or $_.Text -like '="*' -or $_.Says -like 'holds the invisible character U+0[0F]*' -and $_.Says -notlike '*00A0' -or $_.Says -like '*U+200B' -or $_.Says -like '*202E' }) {
        Reset-Sandbox
        Assert-RefusedId (Send-Row New-FreedomPayPayment @{ Amount = '1'; Description = $Text }) Description $Says
    }

    It 'may be <_>' -ForEach '#sale! today', '#1 in tea', 'Null', "'tis tea", '1.0', '1E+11', 'Err: none', '=)', "no$([char]0xA0)break" {
        Reset-Sandbox
        $text = $_
        (New-FreedomPayPayment -Amount 1.00 -Description $text).PaymentId | Should -Not -BeNullOrEmpty
    }
}

Describe 'A personal number of Kazakhstan' {
    It 'is refused as <Text> by <Cmdlet>' -ForEach @(
        foreach ($target in @(
                @{ Cmdlet = 'New-FreedomPayCardClient'; Field = 'Idn'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim'; Citizenship = 'KAZ' } }
                @{ Cmdlet = 'New-FreedomPayCardClient'; Field = 'PersonId'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim'; Type = '1'; Phone = '+77010000000'; Resident = '1'; Country = 'KAZ' } }
                @{ Cmdlet = 'New-FreedomPayCard'; Field = 'PersonId'; More = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim'; Phone = '+77010000000'; Country = 'KAZ' } }
            )) {
            foreach ($text in '50315300100', '7903153001', '7903153001000', '79031530010O', '790315 300100', '790-315-300-100') { $target + @{ Text = $text } }
        }
        foreach ($text in '50315300100', '5031530010', '7903153001000') { @{ Cmdlet = 'New-FreedomIdUser'; Field = 'Identifier'; More = @{ Phone = '+77010000010'; Country = 'KAZ' }; Text = $text } }
    ) {
        Reset-Sandbox
        Assert-RefusedId (Send-Row $Cmdlet ($More.Clone() + @{ $Field = $Text })) $Field 'is no IIN or BIN'
        [pscustomobject]($More.Clone() + @{ $Field = $Text }) | Test-FreedomPayCsv $Cmdlet -Quiet | Should -BeFalse
    }

    It 'may have another form elsewhere, and no country may be given' {
        Reset-Sandbox
        $row = @{ ProductId = '1000'; FirstName = 'Dana'; LastName = 'Kim' }
        (Send-Row New-FreedomPayCardClient ($row.Clone() + @{ Citizenship = 'KGZ'; Idn = '21503197900123' }))[0].Status | Should -Be ok
        (Send-Row New-FreedomPayCardClient ($row.Clone() + @{ Idn = '123456789' }))[0].Status | Should -Be ok
        (Send-Row New-FreedomPayCardClient ($row.Clone() + @{ Citizenship = 'KAZ'; Idn = '790315300100' }))[0].Status | Should -Be ok
    }

    It 'is not asked for where the documentation shows another identifier with the country' {
        Reset-Sandbox
        (Send-Row New-FreedomIdUser @{ Phone = '+77010000010'; Country = 'KAZ'; Identifier = '123456789' })[0].FreedomId | Should -Not -BeNullOrEmpty
    }
}

Describe 'A floating-point number' {
    BeforeAll {
        $rounded = @(
            [double]12345678901234567, [double]9007199254740992, [double]-9007199254740992, [double]1e16, [double]1e300,
            [float]123456789, [float]16777216, [float]-16777216, [float]1e20)
    }

    BeforeEach { Reset-Sandbox }

    It 'that may have lost digits is refused in a column' {
        foreach ($number in $rounded) {
            foreach ($field in 'PaymentId', 'OrderId') {
                "$((Send-Row Get-FreedomPayPayment @{ $field = $number })[0])" | Should -BeLike "Row 1: $field is a floating-point number so large*keep the column as text*"
            }
            "$((Send-Row New-FreedomPayPayment @{ Amount = $number; Description = 'Tea' })[0])" | Should -BeLike 'Row 1: Amount is a floating-point number*'
            "$((Send-Row Block-FreedomPayCard @{ CardId = $number; Reason = 'lost' })[0])" | Should -BeLike 'Row 1: CardId is a floating-point number*'
        }
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'that may have lost digits is refused as a parameter, a value of the pipeline, and inside an object' {
        foreach ($number in $rounded) {
            "$(@(Get-Outcome { Get-FreedomPayPayment -PaymentId $number })[0])" | Should -BeLike 'PaymentId is a floating-point number*'
            "$(@(Get-Outcome { $number | Get-FreedomPayCard })[0])" | Should -BeLike 'Row 1: CardId is a floating-point number*'
            "$(@(Get-Outcome { New-FreedomPayCardClient -ProductId 1000 -FirstName Dana -LastName Kim -Type 1 -Phone +77010000000 -Resident 1 -RegisteredAddress @{ PostalCode = $number } })[0])" | Should -BeLike '*RegisteredAddress.PostalCode is a floating-point number*'
            "$(@(Get-Outcome { Set-FreedomPayCardLimit -ObjectType card -ObjectValue 1 -Limit @{ TransactionType = 'pay'; Amount = $number } -Confirm:$false })[0])" | Should -BeLike '*Amount is a floating-point number*'
            "$(@(Get-Outcome { [pscustomobject]@{ CardId = @($number) } | Get-FreedomPayCard })[0])" | Should -BeLike '*CardId is a floating-point number*'
        }
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'that may have lost digits is refused in further fields and in a free body' {
        foreach ($number in $rounded) {
            "$(@(Get-Outcome { New-FreedomPayPayment -Amount 1.00 -Description Tea -AdditionalField @{ pg_x = $number } })[0])" | Should -BeLike '*AdditionalField.pg_x is a floating-point number*'
            "$(@(Get-Outcome { Invoke-FreedomPayRequest Card /v5/card-api/card/info @{ a = @(@{ card_id = $number }) } -Confirm:$false })[0])" | Should -BeLike '*Body.a.card_id is a floating-point number*'
            "$(@(Get-Outcome { [pscustomobject]@{ card_id = $number } | Invoke-FreedomPayRequest Card /v5/card-api/card/info -Confirm:$false })[0])" | Should -BeLike '*Body.card_id is a floating-point number*'
        }
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'of a table of a database is refused, and the other rows go on' {
        $table = [Data.DataTable]::new()
        $null = $table.Columns.Add('CardId', [double]), $table.Columns.Add('Reason')
        $null = $table.Rows.Add(12345678901234567, 'lost'), $table.Rows.Add(777, 'lost')
        $outcome = @(Get-Outcome { $table.Rows | Block-FreedomPayCard -WarningAction SilentlyContinue })
        "$($outcome[0])" | Should -BeLike 'Row 1: CardId is a floating-point number*'
        "$($outcome[1])" | Should -BeLike 'Row 2: blockCard was refused*'
        Get-SandboxRequest blockCard | Should -HaveCount 1
    }

    It 'with a fraction is no id, and is an amount' {
        "$((Send-Row New-FreedomPayPayment @{ OrderId = [double]1001.1; Amount = '1'; Description = 'Tea' })[0])" | Should -BeLike "*OrderId '1001.1' is a floating-point number with a fraction*"
        "$((Send-Row Get-FreedomPayPayment @{ PaymentId = [float]1.5 })[0])" | Should -BeLike '*PaymentId*'
        "$(@(Get-Outcome { Invoke-FreedomPayRequest Card /v5/card-api/card/info @{ card_id = 1.5 } -Confirm:$false })[0])" | Should -BeLike '*Body.card_id is a floating-point number with a fraction*'
        Get-SandboxRequestCount | Should -Be 0
        $null = New-FreedomPayPayment -Amount ([double]10.5) -Description Tea -OrderId ([double]9007199254740991)
        (Get-SandboxState).payments[0] | ForEach-Object { "$($_.amount) $($_.order_id)" } | Should -Be '10.5 9007199254740991'
    }

    It 'is found by the test of a file too' {
        [pscustomobject]@{ PaymentId = [double]12345678901234567 } | Test-FreedomPayCsv Get-FreedomPayPayment -Quiet | Should -BeFalse
    }

    It 'of another kind keeps all its digits' {
        $null = New-FreedomPayPayment -Amount 1.00 -Description Tea -OrderId ([decimal]'12345678901234567890')
        $null = New-FreedomPayPayment -Amount 1.00 -Description Tea -OrderId ([bigint]::Parse('12345678901234567890123456789012345'))
        $null = New-FreedomPayPayment -Amount 1.00 -Description Tea -OrderId 12345678901234567
        (Get-SandboxState).payments.order_id | Should -Be '12345678901234567890', '12345678901234567890123456789012345', '12345678901234567'
    }
}
