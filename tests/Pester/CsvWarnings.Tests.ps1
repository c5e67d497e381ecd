# What a cmdlet would take of a file, though it may not be meant: warnings of Test-FreedomPayCsv, and rows that quotes have swallowed.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    function Get-Fault {
        param([string] $Cmdlet, [string] $Text, [hashtable] $More = @{})
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        [IO.File]::WriteAllText($file, $Text)
        # Rows of a pipeline are judged as those of a file.
        $faults = @(Test-FreedomPayCsv $Cmdlet $file @More)
        $delimiter = $More.Delimiter ?? ','
        $piped = @(Import-Csv $file -Delimiter $delimiter | Test-FreedomPayCsv $Cmdlet)
        $piped | ForEach-Object { "$($_.Row) $($_.Severity) $($_.Message)" } | Should -Be ($faults | ForEach-Object { "$($_.Row) $($_.Severity) $($_.Message)" })
        , $faults
    }

    function Assert-Warning {
        param($Faults, [long] $Row, [string] $Says)
        $Faults | Where-Object Severity -EQ Error | ForEach-Object Message | Should -BeNullOrEmpty
        @($Faults | Where-Object { $_.Row -eq $Row -and $_.Severity -eq 'Warning' -and $_.Message -like $Says }).Count | Should -Be 1 -Because ($Faults | Out-String)
        @($Faults).Count | Should -Be 1 -Because ($Faults | Out-String)
        $Faults[0].RecommendedAction | Should -Match '\.$'
    }

    $v1 = 'ProductId,FirstName,LastName,Type,Phone,Resident'
    function Get-Client([string] $More, [string] $Cells, [string] $First = 'Dana', [string] $Phone = '+77010000000') { "$v1,$More`nElectron,$First,Kim,Individual,$Phone,Resident,$Cells" }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A warning' {
    It 'is given for a check digit that is wrong, and none for one that is right' {
        # Both are made up; the second adds up.
        Assert-Warning (Get-Fault New-FreedomPayCardClient (Get-Client 'Country,PersonId' 'KAZ,790315300100')) 1 '*the last of them does not follow*'
        $right = 0..9 | Where-Object { $digits = "79031530010$_".ToCharArray() | ForEach-Object { [int]"$_" }; $sum = 0; 0..10 | ForEach-Object { $sum += $digits[$_] * ($_ + 1) }; $sum % 11 -eq $digits[11] }
        Get-Fault New-FreedomPayCardClient (Get-Client 'Country,PersonId' "KAZ,79031530010$right") | Should -BeNullOrEmpty
        Get-Fault New-FreedomPayCardClient (Get-Client 'Country,PersonId' 'UZB,790315300100') | Should -BeNullOrEmpty
    }

    It 'is given for a number that has lost a zero, where no country says whose it is' {
        Assert-Warning (Get-Fault New-FreedomPayCardClient "ProductId,FirstName,LastName,Idn`n1000,Dana,Kim,50315300100") 1 '*no IIN or BIN of twelve digits*'
    }

    It 'is given for a name that is not Latin' {
        Assert-Warning (Get-Fault New-FreedomPayCardClient (Get-Client 'Email' 'a@example.com' 'Дана')) 1 "FirstName 'Дана' has letters that are not Latin*"
        Assert-Warning (Get-Fault New-FreedomPayCardClient (Get-Client 'MiddleName' 'Ләйлә')) 1 'MiddleName*not Latin*'
        Get-Fault New-FreedomPayCardClient (Get-Client 'MiddleName' "D'Angelo-Müller") | Should -BeNullOrEmpty
    }

    It 'is given for a row of totals: <Text>' -ForEach @(
        @{ Text = "OrderId,Amount,Description`nA-1,10,Tea`nA-2,20,Tea`n,30,Tea"; Row = 3 }
        @{ Text = "OrderId,Amount,Description`nA-1,10,Tea`n,10,Tea"; Row = 2 }
        @{ Text = "OrderId,Amount,Description`n,30,Tea`nA-1,10,Tea`nA-2,20,Tea"; Row = 1 }
        @{ Text = "Amount,Description`n10,Tea`n10,Total:"; Row = 2 }
        @{ Text = "Amount,Description`n10,Tea`n10,Итого"; Row = 2 }
        @{ Text = "IdempotencyKey,Amount,Description`na,10,Tea`nb,20,Tea`n,30,Tea"; Row = 3 }
    ) {
        Assert-Warning (Get-Fault New-FreedomPayPayment $Text) $Row 'The row looks like one of totals*'
    }

    It 'is not given for orders of which many have no id' {
        Get-Fault New-FreedomPayPayment "OrderId,Amount,Description`nA-1,10,Tea`n,20,Tea`n,30,Tea`nA-4,30,Tea" | Should -BeNullOrEmpty
        Get-Fault New-FreedomPayPayment "OrderId,Amount,Description`n,10,Tea`n,20,Tea" | Should -BeNullOrEmpty
    }

    It 'is given for a phone that is there twice' {
        Assert-Warning (Get-Fault New-FreedomIdUser "Phone,FirstName`n+77010000001,Dana`n+77010000002,Timur`n+77010000001,Aliya") 3 "Phone '+77010000001' is that of row 1 already."
        Assert-Warning (Get-Fault New-FreedomPayCardClient "$(Get-Client 'Email' 'a@example.com')`nElectron,Timur,Kim,Individual,77010000000,Resident,b@example.com") 2 "Phone*row 1 already."
        Get-Fault New-FreedomPayPayment "Amount,Description,UserPhone`n1,Tea,+77010000001`n2,Tea,+77010000001" | Should -BeNullOrEmpty
    }

    It 'is given for a client who is there twice' {
        Assert-Warning (Get-Fault New-FreedomIdUser "Phone,Identifier`n+77010000001,123456789`n+77010000002,123456789") 2 "Identifier*row 1 already."
        Assert-Warning (Get-Fault New-FreedomIdUser "Phone,FirstName,LastName,DateOfBirth`n+77010000001,Dana,Kim,2000-04-03`n+77010000002,DANA,KIM,2000-04-03") 2 'This row is about the client of row 1 once more.'
        Assert-Warning (Get-Fault Confirm-FreedomPayCardClient "ClientId`n1000002`n1000003`n1000002") 3 'This row is about the client of row 1 once more.'
    }

    It 'is given for a birth date in the future, and for that of an empty date' {
        Assert-Warning (Get-Fault New-FreedomIdUser "Phone,DateOfBirth`n+77010000001,$((Get-Date).AddYears(1).ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))") 1 'DateOfBirth*is in the future.'
        Assert-Warning (Get-Fault New-FreedomIdUser "Phone,DateOfBirth`n+77010000001,1899-12-30") 1 'DateOfBirth*is before 1900*'
    }

    It 'is given for a text of question marks' {
        Assert-Warning (Get-Fault New-FreedomPayPayment "Amount,Description`n1,??? ????") 1 'Description*mostly question marks*'
        Get-Fault New-FreedomPayPayment "Amount,Description`n1,What? Tea?" | Should -BeNullOrEmpty
    }

    It 'lets the file pass' {
        $file = Join-Path $TestDrive 'doubtful.csv'
        Set-Content $file "Phone,DateOfBirth`n+77010000001,1899-12-30`n+77010000001,2000-04-03"
        Test-FreedomPayCsv New-FreedomIdUser $file -Quiet | Should -BeTrue
    }
}

Describe 'A header that is there once more' {
    It 'is a fault of its row' {
        $faults = Get-Fault New-FreedomPayPayment "OrderId,Amount,Description`nA-1,1,Tea`nOrderId,Amount,Description`nA-2,2,Tea"
        @($faults | Where-Object { $_.Row -eq 2 -and $_.Message -eq 'The row is the header once more.' }).Count | Should -Be 1
    }
}

Describe 'Rows that two stray quotes have swallowed' {
    It 'are found in <Text>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayPayment'; Text = "Amount,Description`n1,`"Tea`n2,Tea`n3,`"Tea`n4,Tea" }
        @{ Cmdlet = 'New-FreedomPayPayment'; Text = "OrderId,Amount,Description,Currency`nA-1,1,`"Tea,KZT`nA-2,2,Tea,KZT`nA-3,3,`"Tea,KZT`nA-4,4,Tea,KZT" }
        @{ Cmdlet = 'New-FreedomPayPayment'; Text = "Description,Amount`n`"Tea,1`nTea,2`n`"Tea,3`nTea,4" }
        @{ Cmdlet = 'New-FreedomPayPayment'; Text = "Amount;Description`r`n1;`"Tea`r`n2;Tea`r`n3;`"Tea"; More = @{ Delimiter = ';' } }
        @{ Cmdlet = 'New-FreedomPayPayment'; Text = "Amount,Description,Remark`n1,Tea,`"x`n2,Tea,y`n3,Tea,z`"`n4,Tea,x" }
        @{ Cmdlet = 'New-FreedomPayRefund'; Text = "Remark,PaymentId,RefundAmount`n`"x,1,5`ny,2,6`nz`",3,7" }
        @{ Cmdlet = 'Block-FreedomPayCard'; Text = "CardId,Reason`n1,`"lost`n2,lost`n3,`"stolen`n4,lost" }
    ) {
        $faults = Get-Fault $Cmdlet $Text ($More ?? @{})
        $found = @($faults | Where-Object { $_.Severity -eq 'Error' -and $_.Message -like '*stray quotes have swallowed them.' })
        $found.Count | Should -Be 1 -Because ($faults | Out-String)
        $found[0].Row | Should -Be 1
        $found[0].Column | Should -BeIn 'Description', 'Reason', 'Remark'
    }

    It 'are not found in a text of several lines' {
        Get-Fault New-FreedomPayPayment "Amount,Description`n1,`"Tea,`nmilk, sugar`nand 2, or 3, spoons`"`n2,Tea" | Should -BeNullOrEmpty
        Get-Fault New-FreedomPayPayment "OrderId,Amount,Description`nA-1,1,`"two`nlines`"" | Should -BeNullOrEmpty
    }
}

Describe 'A line break' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'in <Field> of <Cmdlet> is refused: <Break>' -ForEach @(
        foreach ($break in "`n", "`r`n", "`t", [string][char]0x85, [string][char]0x2028) {
            $shown = ($break.ToCharArray() | ForEach-Object { 'U+{0:X4}' -f [int]$_ }) -join ' '
            @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'OrderId'; More = @{ Amount = '1'; Description = 'Tea' }; Text = "A-1${break}A-2"; Break = $shown }
            @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'Amount'; More = @{ Description = 'Tea' }; Text = "1${break}2"; Break = $shown }
            @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'PaymentMethod'; More = @{ Amount = '1'; Description = 'Tea' }; Text = "bank${break}card"; Break = $shown }
            @{ Cmdlet = 'New-FreedomPayPayment'; Field = 'ResultUrl'; More = @{ Amount = '1'; Description = 'Tea' }; Text = "https://example.com/${break}a"; Break = $shown }
            @{ Cmdlet = 'Get-FreedomPayCard'; Field = 'CardId'; More = @{}; Text = "1${break}2"; Break = $shown }
        }
    ) {
        Reset-Sandbox
        $typed = (Get-Command $Cmdlet).Parameters.ContainsKey('Confirm') ? @{ Confirm = $false } : @{}
        $outcome = @(Get-Outcome { [pscustomobject]($More + @{ $Field = $Text }) | & $Cmdlet @typed })
        $outcome.Count | Should -Be 1
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[0].Exception.Field | Should -Be $Field
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'in a description is sent' {
        (New-FreedomPayPayment -Amount 1.00 -Description "two`nlines").Status | Should -Be ok
    }
}
