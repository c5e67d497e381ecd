# New-FreedomPayCsvTemplate and Test-FreedomPayCsv: templates of every cmdlet, and what is told of a file before it is sent.
BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $targets = @(Get-RowTarget)
    $expected = (Get-Command -Module FreedomPay.PowerShell | Where-Object { $_.Parameters.ContainsKey('AdditionalField') } | Where-Object {
            $_.Parameters.Values | Where-Object { $_.Name -ne 'RowId' -and $_.ParameterType.Name -in 'String', 'SensitiveText' -and ($_.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] -and $_.ValueFromPipelineByPropertyName }) }
        }).Name
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $needing = @(Get-FamilyValue NeedsExisting)
    $payment = 'New-FreedomPayPayment'

    function New-File {
        param([string] $Text, [Text.Encoding] $Encoding = [Text.UTF8Encoding]::new())
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        [IO.File]::WriteAllText($file, $Text, $Encoding)
        $file
    }

    # The faults of a text as a file.
    function Get-Fault {
        param([string] $Cmdlet, [string] $Text, [hashtable] $More = @{})
        @(Test-FreedomPayCsv $Cmdlet (New-File $Text) @More)
    }

    function Get-Error { param($Fault) @($Fault | Where-Object Severity -EQ Error) }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'Words and objects' {
    It 'are told by the template: the words of a column' {
        $columns = New-FreedomPayCsvTemplate New-FreedomPayCardClient -ParameterSet V1 -PassThru
        ($columns | Where-Object Column -EQ ProductId).Values | Should -Be 'FreedomWallet (1000), Instant (2000), Electron (3000) (others are sent as they are)'
        ($columns | Where-Object Column -EQ Resident).Values | Should -Be 'Resident (1), NonResident (2)'
        $columns.Column | Should -Not -Contain 'RegisteredAddress'
    }

    It 'are tested: a word that is not known, and a code' {
        $faults = Get-Fault 'New-FreedomPayCardClient' "ProductId,FirstName,LastName`nInstant,Dana,Kim`n5000,Dana,Kim`nGold,Dana,Kim"
        (Get-Error $faults).Row | Should -Be 3
    }

    It 'are tested: a column that needs an object' {
        $faults = Get-Error (Get-Fault 'New-FreedomPayCardClient' "ProductId,FirstName,LastName,address1`nInstant,Dana,Kim,Almaty")
        "$($faults[0].Message)" | Should -BeLike "*'address1': -RegisteredAddress is an object and cannot come from a file."
    }

    It 'are tested: an object that is typed beside the rows' {
        $text = "ObjectType,ObjectValue`ncard,123456701"
        Get-Fault 'Set-FreedomPayCardLimit' $text @{ Parameter = @{ Limit = @{ TransactionType = 'pay'; Amount = '5.00' } } } | Should -BeNullOrEmpty
        $faults = Get-Error (Get-Fault 'Set-FreedomPayCardLimit' $text @{ Parameter = @{ Limit = @{ TransactionType = 'pay'; Amount = '5,00' } } })
        $faults.Message | Should -BeLike "Limit``[0``].Amount '5,00' is not an amount*"
    }
}

Describe 'The cmdlets that Tab offers' {
    It 'are those that take rows' -ForEach @{ Offered = $targets.Cmdlet | Sort-Object -Unique; Expected = $expected | Sort-Object } {
        $Offered | Should -Be $Expected
    }

    It 'have the parameter sets that Tab offers' {
        $line = 'New-FreedomPayCsvTemplate New-FreedomPayPayment -ParameterSet '
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Sort-Object | Should -Be 'AnyAmount', 'Fixed'
    }

    It 'do not include <_>' -ForEach 'Get-FreedomPayConnection', 'Get-Item', '' {
        $name = $_
        $null = New-Item -Force (Join-Path $TestDrive any.csv)
        foreach ($outcome in (Get-ErrorOf { New-FreedomPayCsvTemplate -Cmdlet $name }), (Get-ErrorOf { Test-FreedomPayCsv -Cmdlet $name -Path (Join-Path $TestDrive any.csv) })) {
            $outcome.Count | Should -Be 1
            if ($name) { $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.UnknownCmdlet,*' }
        }
    }
}

Describe 'The template of <Cmdlet> (<Set>)' -ForEach $targets {
    BeforeAll {
        Connect-FreedomPay -Environment Sandbox
        $file = Join-Path $TestDrive "$Cmdlet-$Set.csv"
        New-FreedomPayCsvTemplate $Cmdlet $file @Choice
        $columns = @(New-FreedomPayCsvTemplate $Cmdlet -PassThru @Choice)
        $command = Get-Command $Cmdlet
    }

    It 'has one row with names of parameters, the required ones first' {
        $row = @(Import-Csv $file)
        $row.Count | Should -Be 1
        foreach ($name in $row[0].PSObject.Properties.Name) { $command.Parameters.Keys | Should -Contain $name }
        $required = @($command.ParameterSets | Where-Object Name -EQ $Set | ForEach-Object Parameters | Where-Object { $_.IsMandatory -and $_.ValueFromPipelineByPropertyName }).Name
        if ($required) { @($row[0].PSObject.Properties.Name)[0..($required.Count - 1)] | Sort-Object | Should -Be ($required | Sort-Object) }
        @($columns | Where-Object Required).Column | Sort-Object | Should -Be ($required | Sort-Object)
    }

    It 'passes as it is, but for a warning that it is a sample' {
        Disconnect-FreedomPay
        try {
            Test-FreedomPayCsv $Cmdlet $file -Quiet @Choice | Should -BeTrue
            foreach ($fault in Test-FreedomPayCsv $Cmdlet $file @Choice) {
                $fault.Severity | Should -Be Warning
                $fault.Message | Should -Be 'This is the sample row of the template.'
            }
        } finally { Connect-FreedomPay -Environment Sandbox }
    }

    It 'passes with the names of the API, with required columns only, and with another delimiter' {
        $wire = Join-Path $TestDrive 'wire.csv'
        New-FreedomPayCsvTemplate $Cmdlet $wire -WireName -RequiredOnly -Delimiter ';' -Force @Choice
        $row = Import-Csv $wire -Delimiter ';'
        @($row.PSObject.Properties).Count | Should -Be ([Math]::Max(1, @($columns | Where-Object { $_.Required -or $_.Limits -match 'needed unless' }).Count))
        foreach ($name in $row.PSObject.Properties.Name) { $command.Parameters.Values | Where-Object { $_.Name -eq $name -or $_.Aliases -contains $name } | Should -Not -BeNullOrEmpty -Because $name }
        # Without columns of its own a set is not told from the default one.
        Get-Error (Test-FreedomPayCsv $Cmdlet $wire -Delimiter ';' -Parameter $Switches @Choice) | Should -BeNullOrEmpty
    }

    It 'tells the rule of every column' {
        $comments = Get-Content $file | Where-Object { $_ -match '^"# ' }
        foreach ($column in $columns) {
            @($comments -match "^`"# $($column.Column) \($([regex]::Escape($column.WireName))(, .*)?\), $($column.Required ? 'required' : 'optional')").Count | Should -Be 1 -Because $column.Column
            $column.Format | Should -Not -BeNullOrEmpty
            $column.Meaning | Should -Match '^[A-Z1].+\.$' -Because $column.Column
            if ($column.Required) { $column.Example | Should -Not -BeNullOrEmpty -Because "$($column.Column) is required: give its FieldAttribute an Example" }
        }
    }

    It 'gives examples that pass' {
        $row = [ordered]@{}
        foreach ($column in $columns | Where-Object Example) { $row[$column.Column] = $column.Example }
        Get-Error ([pscustomobject]$row | Test-FreedomPayCsv $Cmdlet @Choice) | ForEach-Object Message | Should -BeNullOrEmpty
    }

    It 'is taken by the cmdlet and by the sandbox' {
        Reset-Sandbox
        $more = $Switches + @{ WarningAction = 'Ignore' }
        if ($command.Parameters.ContainsKey('Confirm')) { $more.Confirm = $false }
        $outcome = @(Get-Outcome { Import-Csv $file | & $Cmdlet @more })
        $refused = @($outcome | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        if ($Cmdlet -in $needing) { $refused | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' | Should -BeIn 'FreedomPay.Refused', 'FreedomPay.RequestFailed', 'FreedomPay.Unauthorized' -Because "$_" } }
        else { $refused | Should -BeNullOrEmpty }
    }
}

Describe 'Test-FreedomPayCsv and <Cmdlet> (<Set>) itself' -ForEach $targets {
    It 'agree on every row, word by word' {
        Connect-FreedomPay -Environment Sandbox
        $columns = @(New-FreedomPayCsvTemplate $Cmdlet -PassThru @Choice)
        $good = [ordered]@{}
        # A column of an optional field that must not be empty is there only if it has a value; of two that stand for each other one has.
        foreach ($column in $columns) { $good[$column.Column] = $column.Required -or $column.Limits -match 'no empty cell|needed unless' ? ($column.Example ?? '12') : '' }
        $values = '', '   ', 'x', ' 12', '12 ', '***', '440044******4444', '1500,50', '1500.505', '-1', '0', '007', 'a,b', ',', '03/04/2000', 'KZ', 'kaz', '+7', "a$([char]7)b", "two`nlines", 'true', '00000000-0000-0000-0000-00000000000g', ('x' * 2000)
        $rows = @(
            [pscustomobject]$good
            foreach ($column in $columns) {
                foreach ($value in $values + @($column.Example | Where-Object { $_ })) {
                    $row = [pscustomobject]$good
                    $row.($column.Column) = $value
                    $row
                }
            }
        )
        $file = Join-Path $TestDrive 'agree.csv'
        $rows | Export-Csv $file -Encoding utf8
        $more = $Switches + @{ WarningAction = 'Ignore' }
        $command = Get-Command $Cmdlet
        if ($command.Parameters.ContainsKey('WhatIf')) { $more.WhatIf = $true }
        $said = [ordered]@{}
        # In a runspace without a host, where nobody reads what -WhatIf says of the good rows.
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $file, $cmdlet, $more) Import-Module $module; Import-Csv $file | & $cmdlet @more').AddArgument((Get-Module FreedomPay.PowerShell).Path)
            $null = $shell.AddArgument($file).AddArgument($Cmdlet).AddArgument($more + @{ Connection = Get-FreedomPayConnection }).Invoke()
            foreach ($record in $shell.Streams.Error | Where-Object { $_.FullyQualifiedErrorId -like 'FreedomPay.InvalidInput,*' -or $_.Exception -isnot [FreedomPay.FreedomPayException] }) { $said[[string]$record.Exception.Row] = "$record" }
        } finally { $shell.Dispose() }

        $faults = @(Test-FreedomPayCsv $Cmdlet $file @Choice)
        $faults | Where-Object Row -EQ 0 | ForEach-Object Message | Should -BeNullOrEmpty
        $found = [ordered]@{}
        foreach ($group in $faults | Where-Object { $_.Severity -eq 'Error' -and $_.Message -notmatch 'already; no two' } | Group-Object Row) {
            $found[$group.Name] = "Row $($group.Name): $(($group.Group.Message | ForEach-Object { $_ -replace '\.$' }) -join '; '). Nothing was sent."
        }
        $said.Count | Should -BeGreaterThan 5
        $said.Count | Should -BeLessThan $rows.Count
        $found.GetEnumerator() | ForEach-Object { "$($_.Value)" } | Should -Be ($said.GetEnumerator() | ForEach-Object { "$($_.Value)" })

        # Rows of a pipeline are judged as those of a file.
        $piped = @(Import-Csv $file | Test-FreedomPayCsv $Cmdlet @Choice)
        $piped | ForEach-Object { "$($_.Row) $($_.Severity) $($_.Column) $($_.Message)" } | Should -Be ($faults | ForEach-Object { "$($_.Row) $($_.Severity) $($_.Column) $($_.Message)" })
    }
}

Describe 'Test-FreedomPayCsv' {
    BeforeAll { Disconnect-FreedomPay }

    It 'says nothing of a good file' {
        Get-Fault $payment "OrderId,Amount,Description`nA-1,1500.50,Tea`nA-2,20,Tea" | Should -BeNullOrEmpty
    }

    It 'tells row, line, column, value and remedy' {
        $fault = Get-Fault $payment "# a comment`npg_order_id,pg_amount,pg_description`n`nA-1,1,`"two`nlines`"`nA-2,`"1500,50`",Tea"
        $fault.Count | Should -Be 1
        "$($fault.Row) $($fault.Line) $($fault.Severity) $($fault.Column) $($fault.WireName) $($fault.Value)" | Should -Be '2 6 Error pg_amount pg_amount 1500,50'
        $fault.Message | Should -BeLike "Amount '1500,50' is not an amount; write digits*"
        $fault.RecommendedAction | Should -BeLike 'Write amount: digits*from 0.01 to 99999999*such as 1500.50.'
        "$fault" | Should -BeLike 'Row 2: Amount*'
    }

    It 'reports all faults of all rows, in their order' {
        $faults = Get-Fault $payment "Amount,Description,Currency`nx,,tenge`n1,Tea,KZT`n,Tea,"
        Get-Error $faults | ForEach-Object { "$($_.Row) $($_.Column)" } | Should -Be '1 Amount', '1 Description', '1 Currency', '3 Amount'
    }

    It 'reports a fault of a file before it has read the rest of it' {
        $file = New-File ("Amount,Description`nx,Tea`n" + "1,Tea`n" * 50000)
        # A row that is added when the first fault arrives is read too, if the end was not read before.
        $faults = @(Test-FreedomPayCsv $payment $file | ForEach-Object {
                if ($_.Row -eq 1) {
                    $stream = [IO.File]::Open($file, 'Append', 'Write', 'ReadWrite')
                    try { $stream.Write([byte[]][char[]]"y,Tea`n") } finally { $stream.Dispose() }
                }
                $_
            })
        $faults.Row | Should -Be 1, 50002
    }

    It 'reports a fault of a row before the next row comes' {
        $made = [Collections.Generic.List[string]]::new()
        $null = 'x', 'y', 'z' | ForEach-Object { $made.Add($_); [pscustomobject]@{ Amount = $_; Description = 'Tea' } } | Test-FreedomPayCsv $payment | Select-Object -First 1
        $made | Should -Be 'x'
    }

    It 'reads a file no further than to the first error with -Quiet' {
        Test-FreedomPayCsv $payment (New-File "Amount,Description`nx,Tea`n1,Tea`n1,Tea") -Quiet -InformationVariable news | Should -BeFalse
        "$news" | Should -BeLike '1 rows for *'
    }

    It 'has a fault for <Name>' -ForEach @(
        @{ Name = 'an empty file'; Text = ''; Says = 'The file is empty.' }
        @{ Name = 'a file of comments'; Text = "# a`n# b`n"; Says = 'The file is empty.' }
        @{ Name = 'a blank first line'; Text = "`nAmount,Description`n1,Tea"; Says = 'The first line is blank*' }
        @{ Name = 'a page'; Text = "<!DOCTYPE html>`n<html><body>Sign in</body></html>"; Says = 'This is HTML and not a CSV*' }
        @{ Name = 'JSON'; Text = '[{"Amount":1,"Description":"Tea"}]'; Says = 'This is JSON and not a CSV*' }
        @{ Name = 'a PDF'; Text = "%PDF-1.7`n1 0 obj"; Says = 'This is PDF and not a CSV*' }
        @{ Name = 'a file without rows'; Text = "Amount,Description`n"; Says = 'The file has a header and no rows.' }
        @{ Name = 'a semicolon for the comma'; Text = "Amount;Description`n1;Tea"; Says = "*one single column that holds ';'*" }
        @{ Name = 'a tab for the comma'; Text = "Amount`tDescription`n1`tTea"; Says = '*one single column that holds *?t*' }
        @{ Name = 'no header'; Text = "1500.50,Tea`n20,Tea"; Says = 'No column is a parameter*' }
        @{ Name = 'a missing column'; Text = "Amount`n1`n2"; Says = 'The column Description (pg_description) is missing; it is required.' }
        @{ Name = 'a column that is nearly right'; Text = "Amount,Description,Curency`n1,Tea,KZT"; Says = '*did you mean Currency?' }
        @{ Name = 'a column with a blank behind it'; Text = "Amount,Description,`"Currency `"`n1,Tea,KZT"; Says = '*did you mean Currency?' }
        @{ Name = 'two columns of one name'; Text = "Amount,Description,amount`n1,Tea,1"; Says = "Two columns have the name 'amount'*" }
        @{ Name = 'two columns of one parameter'; Text = "pg_amount,Description,Amount`n1,Tea,1"; Says = "The columns 'Amount' and 'pg_amount' are both -Amount*" }
        @{ Name = 'a cell too many'; Text = "Amount,Description`n1500,50,Tea"; Says = 'The row has 3 cells and the header 2*' }
        @{ Name = 'a quote that never ends'; Text = "Amount,Description`n1,`"Tea`n2,Tea"; Says = 'A quote is opened*' }
        @{ Name = 'a request id in two rows'; Text = "Amount,Description,IdempotencyKey`n1,Tea,a`n2,Tea,b`n3,Tea,a"; Says = "IdempotencyKey 'a' is that of row 1 already; no two requests may have the same." }
    ) {
        $faults = Get-Fault $payment $Text
        @(Get-Error $faults).Count | Should -Be 1
        (Get-Error $faults).Message | Should -BeLike $Says
        (Get-Error $faults).RecommendedAction | Should -Match '\.$'
        Test-FreedomPayCsv $payment (New-File $Text) -Quiet | Should -BeFalse
    }

    It 'warns of <Name>, and lets it pass' -ForEach @(
        @{ Name = 'a column that is no parameter'; Text = "Amount,Description,Remark`n1,Tea,x"; Says = "Column 'Remark' is not a parameter*" }
        @{ Name = 'a column without a name'; Text = "Amount,,Description`n1,x,Tea"; Says = 'Column 2 has no name; Import-Csv calls it H1*' }
        @{ Name = 'a column of another parameter set'; Text = "Amount,Description,AmountFrom`n1,Tea,1"; Says = "Column 'AmountFrom' belongs to the parameter set AnyAmount*" }
        @{ Name = 'a row that is too short'; Text = "Amount,Description,Currency`n1,Tea"; Says = 'The row has 2 cells and the header 3*' }
        @{ Name = 'an order in two rows'; Text = "Amount,Description,OrderId`n1,Tea,A`n1,Tea,A"; Says = "OrderId 'A' is that of row 1 already*" }
        @{ Name = 'the sample row'; Text = "Amount,Description`n1500.50,Order A-1001"; Says = 'This is the sample row of the template.' }
    ) {
        $faults = Get-Fault $payment $Text
        $faults | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        @($faults | Where-Object Message -Like $Says).Count | Should -Be 1
        Test-FreedomPayCsv $payment (New-File $Text) -Quiet | Should -BeTrue
    }

    It 'does not mind commas at the end of the lines' {
        Get-Fault $payment "Amount,Description,,`n1,Tea,,`n2,Tea,,," | Should -BeNullOrEmpty
    }

    It 'names every required column that is missing once, and the faults of the rows all the same' {
        $faults = Get-Fault 'New-FreedomPayCardClient' "ProductId`nx`n1000`ny"
        $faults | ForEach-Object { "$($_.Row) $($_.Column)" } | Should -Be '0 FirstName', '0 LastName', '1 ProductId', '3 ProductId'
    }

    It 'finds the column missing that PowerShell would fill with the text of the row' {
        $faults = Get-Fault 'Enable-FreedomPayCard' "Card`n123456789"
        (Get-Error $faults).Message | Should -Be 'No column is a parameter of Enable-FreedomPayCard. Is the first line the header?'
        $faults = Get-Fault 'Block-FreedomPayCard' "Reason`nLost"
        (Get-Error $faults).Message | Should -Be 'The column CardId (card_id) is missing; it is required.'
    }

    It 'takes the parameter set that PowerShell takes: <Expected>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayCardClient'; Text = "ProductId,FirstName,LastName,Language`n1000,Ivan,Ivanov,RUS"; Expected = "Column 'Language' belongs to the parameter set V1 and is not sent with V2." }
        @{ Cmdlet = 'New-FreedomPayCardClient'; Text = "ProductId,FirstName,LastName,Type,Phone,Resident,Language`n1000,Ivan,Ivanov,1,+77011234567,1,RUS"; Expected = "Language 'RUS' is not a language code*" }
        @{ Cmdlet = 'Get-FreedomPayPayment'; Text = "OrderId`n$('x' * 51)"; Expected = '*is longer than 50 characters.' }
        @{ Cmdlet = 'Get-FreedomPayPayment'; Text = "OrderId,PaymentId`nx,y"; Expected = "PaymentId 'y' is not a whole number*" }
    ) {
        $faults = Get-Fault $Cmdlet $Text
        @($faults | Where-Object Message -Like $Expected).Count | Should -Be 1 -Because ($faults.Message -join "`n")
    }

    It 'tells when the columns choose another parameter set than the one that is meant' {
        (Get-Error (Get-Fault $payment "Amount,Description,OrderId`n1,Tea,A" @{ ParameterSet = 'AnyAmount' })) | Should -BeNullOrEmpty
        $faults = Get-Fault 'Get-FreedomPayPayment' "OrderId,PaymentId`nx,1" @{ ParameterSet = 'Order' }
        (Get-Error $faults).Message | Should -BeLike 'With these columns PowerShell chooses the parameter set Payment*and not Order.'
    }

    It 'refuses a parameter set that the cmdlet has not' {
        (Get-ErrorOf { Test-FreedomPayCsv $payment (New-File "Amount`n1") -ParameterSet V1 }).FullyQualifiedErrorId | Should -BeLike 'FreedomPay.UnknownParameterSet,*'
    }

    It 'knows what will be typed beside the rows' {
        Get-Fault $payment "Amount`n1" @{ Parameter = @{ Description = 'Tea' } } | Should -BeNullOrEmpty
        (Get-Fault $payment "Amount`n1" @{ Parameter = @{ Description = 'Tea'; pg_currency = 'tenge' } }).Message | Should -BeLike "Currency 'tenge' is not a currency code*"
        (Get-Fault $payment "Description,OrderId`nTea,A" @{ Parameter = @{ AnyAmount = $true } }) | Should -BeNullOrEmpty
        (Get-Fault $payment "Amount,Description`n1,Tea" @{ Parameter = @{ AdditionalField = @{ pg_amount = '2' } } }).Message | Should -BeLike '*pg_amount is given by a parameter too*'
        $faults = Get-Fault $payment "Amount,Description`nx,Tea`n5.00,Tea" @{ Parameter = @{ Amount = 5 } }
        $faults[0].Message | Should -BeLike "-Amount is typed for every row, so the column 'Amount' is not used."
        # What moves money is not overruled without a word: 5.00 is 5, and x is not.
        (Get-Error $faults).Message | Should -BeLike "Amount is '5' for every row*and the column Amount has 'x'*"
    }

    It 'has a fault for what cannot be typed beside the rows' {
        $faults = Get-Fault $payment "Amount,Description`n1,Tea`nx,Tea" @{ Parameter = @{ Curency = 'KZT' } }
        $faults | ForEach-Object { "$($_.Row) $($_.Column)" } | Should -Be '0 ', '2 Amount'
        $faults[0].Message | Should -BeLike "What is to be typed beside the rows does not fit New-FreedomPayPayment:*'Curency'*"
    }

    It 'finds a document as the cmdlet would' {
        Set-Content (Join-Path $TestDrive 'good.pdf') '%PDF-1.7 made up' -NoNewline
        $header = 'ProductId,FirstName,LastName,Type,Phone,Resident,DocumentPath'
        Push-Location $TestDrive
        try {
            $faults = Get-Fault 'New-FreedomPayCardClient' "$header`n1000,Dana,Kim,1,+77010000000,1,good.pdf`n1000,Dana,Kim,1,+77010000000,1,TestDrive:\good.pdf`n1000,Dana,Kim,1,+77010000000,1,none.pdf`n1000,Dana,Kim,1,+77010000000,1,NoSuchDrive:\a.pdf"
        } finally { Pop-Location }
        (Get-Error $faults).Row | Should -Be 3, 4
    }

    It 'takes rows of a pipeline, of whatever columns' {
        $faults = @(
            [pscustomobject]@{ Amount = 1.50d; Description = 'Tea' }
            [pscustomobject]@{ pg_amount = 'x'; pg_description = 'Tea' }
            [pscustomobject]@{ Amount = '2'; Description = '' }
            [pscustomobject]@{ Nothing = 1 }
            'text'
            @{ Amount = '1'; Description = 'Tea' }
        ) | Test-FreedomPayCsv $payment
        Get-Error $faults | ForEach-Object { "$($_.Row) $($_.Column)" } | Should -Be '2 pg_amount', '3 Description', '0 ', '5 ', '0 '
        'a' | Test-FreedomPayCsv $payment -Quiet | Should -BeFalse
    }

    It 'takes the id in an object of ours for that of another request, as the cmdlet does' {
        Connect-FreedomPay -Environment Sandbox
        $made = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim | Wait-FreedomPayCardRequest
        $made, $made | Test-FreedomPayCsv Confirm-FreedomPayCardClient | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        Disconnect-FreedomPay
    }

    It 'reads <Name>' -ForEach @(
        @{ Name = 'windows-1251'; Encoding = 'windows-1251' }, @{ Name = 'code page 1251'; Encoding = 1251 }, @{ Name = 'UTF-16'; Encoding = 'unicode' }, @{ Name = 'an encoding object'; Encoding = [Text.Encoding]::BigEndianUnicode }
    ) {
        $real = $Encoding -is [Text.Encoding] ? $Encoding : $Encoding -eq 'unicode' ? [Text.UnicodeEncoding]::new($false, $false) : [Text.Encoding]::GetEncoding(1251)
        $file = New-File "Amount,Description`n1,$([char]0x427)$([char]0x430)$([char]0x439)" $real
        Test-FreedomPayCsv $payment $file -Encoding $Encoding | Should -BeNullOrEmpty
    }

    It 'notices a file that is not UTF-8, once' {
        $file = New-File ("Amount,Description`n" + "1,$([char]0x427)$([char]0x430)$([char]0x439)`n" * 3) ([Text.Encoding]::GetEncoding(1251))
        $faults = @(Test-FreedomPayCsv $payment $file)
        $faults.Message | Should -Be 'The row holds characters that were not read rightly (U+FFFD): the file is not in this encoding.', '2 more rows hold characters that were not read rightly.'
        Test-FreedomPayCsv $payment $file -Quiet | Should -BeFalse
    }

    It 'refuses an encoding that does not exist' {
        (Get-ErrorOf { Test-FreedomPayCsv $payment (New-File "Amount`n1") -Encoding klingon })[0].Exception.Message | Should -BeLike "*'klingon' is no encoding*"
    }

    It 'ends with one error for <Name>' -ForEach @(
        @{ Name = 'a file that is not there'; File = 'none.csv' }, @{ Name = 'a folder'; File = '.' }, @{ Name = 'no drive'; File = 'NoSuchDrive:\x.csv' }, @{ Name = 'no file system'; File = 'Env:\PATH' }
    ) {
        Push-Location $TestDrive
        try { $outcome = Get-ErrorOf { Test-FreedomPayCsv $payment $File } } finally { Pop-Location }
        $outcome.Count | Should -Be 1
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.FileFailed,*'
    }

    It 'reads a file that another program has open' {
        $file = New-File "Amount,Description`n1,Tea"
        $open = [IO.File]::Open($file, 'Open', 'ReadWrite', 'ReadWrite')
        try { Test-FreedomPayCsv $payment $file | Should -BeNullOrEmpty } finally { $open.Dispose() }
    }

    It 'sums up with -Verbose' {
        $file = New-File "Amount,Description,Curency`nx,,`n1,Tea,`n,Tea,"
        $lines = Test-FreedomPayCsv $payment $file -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$lines" | Should -Be '3 rows for New-FreedomPayPayment, 2 of them with errors.'
        Test-FreedomPayCsv $payment $file -Quiet -InformationVariable news | Should -BeFalse
        "$news" | Should -BeLike '* rows for New-FreedomPayPayment*'
    }

    It 'leaves no error of its own questions behind' {
        $Error.Clear()
        $null = Get-Fault 'Get-FreedomPayPayment' "Amount`n1"
        $null = Get-Fault 'New-FreedomPayCardClient' "ProductId,Phone`n1,2"
        $Error.Count | Should -Be 0
    }

    It 'sends nothing' {
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
        $null = Test-FreedomPayCsv $payment (Join-Path $repository 'samples' 'payments.csv')
        $null = Import-Csv (Join-Path $repository 'samples' 'users.csv') | Test-FreedomPayCsv New-FreedomIdUser
        Get-SandboxRequestCount | Should -Be 0
        Disconnect-FreedomPay
    }

    It 'finds the wrong rows of the sample file <File>' -ForEach @(
        @{ File = 'clients.csv'; For = 'New-FreedomPayCardClient'; Rows = 7, 12, 18, 24, 30, 35 }
        @{ File = 'payments.csv'; For = 'New-FreedomPayPayment'; Rows = 3, 6, 8, 10 }
        @{ File = 'users.csv'; For = 'New-FreedomIdUser'; Rows = 4, 6, 11 }
    ) {
        $faults = @(Test-FreedomPayCsv $For (Join-Path $repository 'samples' $File))
        (Get-Error $faults).Row | Should -Be $Rows
        # The persons are made up, and so are their numbers; row 9 of the users has the phone of another one, which the API refuses.
        $others = @($faults | Where-Object { $_.Severity -eq 'Warning' -and $_.Message -notlike '*the last of them does not follow*' })
        $others.Row | Should -Be $(if ($File -eq 'users.csv') { 9 })
    }

    It 'shows no secret and no whole card number' {
        $text = @(
            Get-Fault 'Set-FreedomPayCardPin' "card_id,pin`n1,`"840917 `"`n1,"
            Get-Fault 'Test-FreedomPayCardholder' "first_name,last_name,user_phone,card_token`nIvan,Ivanov,1,token-840917"
            Get-Fault $payment "Amount,Description,4400444400004444`n4400444400004444,4400444400004444 ,x"
            Get-Fault $payment "4400444400004444,653871`n4400444400004444,653871"
        ) | Format-List * -Force | Out-String
        $text | Should -Not -Match '840917|653871|4400444400004444'
        $text | Should -Match '440044\*+4444'
    }
}

Describe 'The reader of a file' {
    It 'reads what Import-Csv reads' {
        $type = [FreedomPay.CsvFault].Assembly.GetType('FreedomPay.Commands.Csv.CsvReader')
        $random = [Random]::new(20261121)
        $parts = 'a', 'b', 'c', '"', '"', '"', '""', ',', ',', ',', ';', "`n", "`r", "`r`n", ' ', "`t", '#', '"#', 'é', '#Fields: ', '#TYPE '
        $file = Join-Path $TestDrive 'random.csv'
        $rowsSeen = 0
        foreach ($round in 1..800) {
            $text = $random.Next(3) ? "A,B,C`n" : ''
            foreach ($place in 0..$random.Next(25)) { $text += $parts[$random.Next($parts.Count)] }
            $delimiter = $random.Next(4) ? ',' : ';'
            [IO.File]::WriteAllText($file, $text)

            $reader = [Activator]::CreateInstance($type, @([IO.StringReader]::new($text), [char]$delimiter))
            $unnamed = 0
            $names = @(foreach ($name in $reader.ReadHeader()) { if ($name) { $name } else { $unnamed++; "H$unnamed" } })
            $cells = [Collections.Generic.List[string]]::new()
            $ours = @(while ($reader.Read($cells)) { (0..($names.Count - 1) | ForEach-Object { "$($names[$_])=$($_ -lt $cells.Count ? "[$($cells[$_])]" : 'null')" }) -join '|' })
            if (@($names | Sort-Object -Unique).Count -lt $names.Count) { continue }
            $theirs = @(Import-Csv $file -Delimiter $delimiter -WarningAction Ignore | ForEach-Object { ($_.PSObject.Properties | ForEach-Object { "$($_.Name)=$($null -ne $_.Value ? "[$($_.Value)]" : 'null')" }) -join '|' })
            $ours -join "`n" | Should -BeExactly ($theirs -join "`n") -Because ($text | ConvertTo-Json)
            $rowsSeen += $theirs.Count
        }
        $rowsSeen | Should -BeGreaterThan 500
    }

    It 'reads a file that is larger than its buffer' {
        $file = New-File ("Amount,Description`r`n" + (1..5000 | ForEach-Object { "$_,`"Tea $_`r`nand `"`"more`"`"`"`r`n" }) + "x,end`r`n")
        $fault = Test-FreedomPayCsv $payment $file
        "$($fault.Row) $($fault.Line)" | Should -Be '5001 10002'
    }
}

Describe 'New-FreedomPayCsvTemplate' {
    BeforeEach { $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv" }

    It 'writes UTF-8 with a byte order mark, which Excel needs' {
        New-FreedomPayCsvTemplate $payment $file
        [IO.File]::ReadAllBytes($file)[0..2] | Should -Be 0xEF, 0xBB, 0xBF
        (Import-Csv $file).Amount | Should -Be '1500.50'
    }

    It 'stays as it is when Excel saves it' {
        # Excel writes a comment with a comma in quotes, one without as it is, and as many delimiters in every line.
        $lines = @(New-FreedomPayCsvTemplate New-FreedomPayCardClient -Delimiter ';')
        $width = ($lines[-2] -split ';').Count - 1
        $saved = foreach ($line in $lines) { if ($line -match '^"#') { ($line -match '[;]' ? $line : $line.Trim('"')) + ';' * $width } else { $line } }
        Set-Content $file $saved -Encoding utf8BOM
        (Import-Csv $file -Delimiter ';').FirstName | Should -Be 'Ivan'
        Test-FreedomPayCsv New-FreedomPayCardClient $file -Delimiter ';' -Quiet | Should -BeTrue
    }

    It 'writes the same lines to the pipeline' {
        New-FreedomPayCsvTemplate $payment $file
        New-FreedomPayCsvTemplate $payment | Should -Be (Get-Content $file)
        (New-FreedomPayCsvTemplate $payment | ConvertFrom-Csv).Amount | Should -Be '1500.50'
    }

    It 'writes no comment with -NoComment' {
        $lines = @(New-FreedomPayCsvTemplate $payment -NoComment)
        $lines.Count | Should -Be 2
        $lines[0] | Should -BeLike 'Amount,Description,OrderId,*'
    }

    It 'says which switch the rows need' {
        New-FreedomPayCsvTemplate $payment -ParameterSet anyamount | Should -Contain '"# Run it with -AnyAmount: Import-Csv <file> | New-FreedomPayPayment -AnyAmount"'
    }

    It 'leaves out a column whose cells must not be empty and have no value that anyone could make up' {
        $lines = @(New-FreedomPayCsvTemplate Set-FreedomPayCardPin)
        $lines[-2] | Should -Be 'CardId'
        @($lines -match 'Pin \(pin\), optional, not in the header:').Count | Should -Be 1
    }

    It 'returns the rules as objects' {
        $columns = New-FreedomPayCsvTemplate $payment $file -PassThru
        Test-Path $file | Should -BeTrue
        $amount = $columns[0]
        "$($amount.Column)|$($amount.WireName)|$($amount.Required)|$($amount.Limits)|$($amount.Example)" | Should -Be 'Amount|pg_amount|True|from 0.01 to 99999999|1500.50'
        ($columns | Where-Object Column -EQ Language).Values | Should -Be 'ru, en, kk, kg, uz'
        ($columns | Where-Object Column -EQ UserId).Limits | Should -Be '1 to 50 characters; matches ^[a-zA-Z0-9_-]+$'
        ($columns | Where-Object Column -EQ PaymentMethod).Values | Should -Be 'bankcard, mobile_commerce (others are sent as they are)'
        (New-FreedomPayCsvTemplate Test-FreedomPayCardholder -PassThru | Where-Object Column -EQ CardToken).Format | Should -Be 'UUID, never shown'
    }

    It 'does not overwrite a file without -Force' {
        Set-Content $file 'mine'
        $outcome = Get-ErrorOf { New-FreedomPayCsvTemplate $payment $file }
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.FileExists,*'
        Get-Content $file | Should -Be 'mine'
        New-FreedomPayCsvTemplate $payment $file -Force
        (Import-Csv $file).Amount | Should -Be '1500.50'
    }

    It 'writes nothing with -WhatIf' {
        New-FreedomPayCsvTemplate $payment $file -WhatIf
        Test-Path $file | Should -BeFalse
        Set-Content $file 'mine'
        New-FreedomPayCsvTemplate $payment $file -WhatIf -Force
        Get-Content $file | Should -Be 'mine'
    }

    It 'finds a path of PowerShell, and takes nothing in it for a wildcard' {
        New-FreedomPayCsvTemplate $payment 'TestDrive:\a[1].csv'
        Test-Path -LiteralPath (Join-Path $TestDrive 'a[1].csv') | Should -BeTrue
        Test-FreedomPayCsv $payment 'TestDrive:\a[1].csv' -Quiet | Should -BeTrue
    }

    It 'ends with one error where it cannot write: <_>' -ForEach 'no/such/folder/x.csv', 'Env:\x.csv', 'NoSuchDrive:\x.csv' {
        $path = $_ -like '*:*' ? $_ : (Join-Path $TestDrive $_)
        $outcome = Get-ErrorOf { New-FreedomPayCsvTemplate $payment $path }
        $outcome.Count | Should -Be 1
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.FileFailed,*'
    }
}

Describe 'In Russian' {
    BeforeAll { Disconnect-FreedomPay }

    It 'the template of <Cmdlet> (<Set>) has other rules and the same rows, passes, and reads back' -ForEach $targets {
        $file = Join-Path $TestDrive "russian-$Cmdlet-$Set.csv"
        $english = @(New-FreedomPayCsvTemplate $Cmdlet @Choice)
        Invoke-InCulture ru-RU {
            New-FreedomPayCsvTemplate $Cmdlet $file @Choice
            $lines = @(Get-Content $file)
            $lines.Count | Should -Be $english.Count
            $lines[-2..-1] | Should -Be $english[-2..-1]
            foreach ($line in $lines[0..($lines.Count - 3)]) {
                $line | Should -Match '^"# .*[а-яё]'
                $line | Should -Not -Match '\), (required|optional)[,:]'
            }
            foreach ($column in New-FreedomPayCsvTemplate $Cmdlet -PassThru @Choice) {
                $column.Format | Should -Match '^(UUID|IBAN)$|[а-яё]'
                $column.Limits | Should -Match '^$|[а-яё]'
                # The words are data, the remark behind them is not.
                $column.Values | Should -Not -Match 'others'
            }
            Test-FreedomPayCsv $Cmdlet $file -Quiet @Choice | Should -BeTrue
            Test-FreedomPayCsv $Cmdlet $file @Choice | ForEach-Object Message | Should -BeIn 'Это образец строки из шаблона.'
            @(Import-Csv $file).Count | Should -Be 1
        }
        # Whoever gets the file may work in another language.
        Test-FreedomPayCsv $Cmdlet $file @Choice | ForEach-Object Message | Should -BeIn 'This is the sample row of the template.'
    }

    It 'a rule is <Rule>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayPayment'; Rule = '*# Amount (pg_amount), обязательный: сумма цифрами, после десятичной точки не больше двух знаков, без запятой и пробелов; от 0.01 до 99999999; например 1500.50.*' }
        @{ Cmdlet = 'New-FreedomPayPayment'; Rule = '*# UserId (pg_user_id), необязательный: текст; длина в символах: от 1 до 50; соответствует шаблону ^`[a-zA-Z0-9_-`]+$; например user-1001.*' }
        @{ Cmdlet = 'New-FreedomPayCardClient'; Rule = '*: слово или его код (целое число, только цифры); известные значения: FreedomWallet (1000), Instant (2000), Electron (3000) (другие отправляются как есть); например FreedomWallet.*' }
        @{ Cmdlet = 'Set-FreedomPayCardPin'; Rule = '*# Pin (pin), необязательный, в заголовке его нет: текст, никогда не показывается; пустых ячеек быть не должно: если значения нет, уберите столбец целиком*' }
        @{ Cmdlet = 'New-FreedomPayPayment'; Rule = '"# Строки для New-FreedomPayPayment, набор параметров Fixed. Строки файла*' }
    ) {
        @(Invoke-InCulture ru-RU { New-FreedomPayCsvTemplate $Cmdlet } | Where-Object { $_ -like $Rule }).Count | Should -Be 1
    }

    It 'a fault is <Says>' -ForEach @(
        @{ Text = ''; Says = 'Файл пуст.' }
        @{ Text = "Amount,Description`n"; Says = 'В файле есть заголовок, но нет строк.' }
        @{ Text = "Amount;Description`n1;Tea"; Says = 'В заголовке всего один столбец, и в его имени есть «;»: разделитель в файле — не «,».' }
        @{ Text = "1500.50,Tea`n20,Tea"; Says = 'Ни один столбец не соответствует параметру New-FreedomPayPayment.*' }
        @{ Text = "Amount`n1"; Says = 'Нет столбца Description (pg_description), а он обязателен.' }
        @{ Text = "Amount,Description,Curency`n1,Tea,KZT"; Says = '*возможно, имеется в виду Currency?' }
        @{ Text = "Amount,Description,Remark`n1,Tea,x"; Says = 'Столбец «Remark» не соответствует ни одному параметру New-FreedomPayPayment; он не отправляется.' }
        @{ Text = "Amount,Description,AmountFrom`n1,Tea,1"; Says = 'Столбец «AmountFrom» относится к набору параметров AnyAmount и с набором Fixed не отправляется.' }
        @{ Text = "Amount,,Description`n1,x,Tea"; Says = 'У столбца 2 нет имени; Import-Csv называет его H1*' }
        @{ Text = "Amount,Description`n1500,50,Tea"; Says = 'Ячеек в строке: 3, а в заголовке: 2; лишние Import-Csv отбрасывает.' }
        @{ Text = "Amount,Description,Currency`n1,Tea"; Says = 'Ячеек в строке: 2, а в заголовке: 3; недостающие считаются пустыми.' }
        @{ Text = "Amount,Description`n1,`"Tea`n2,Tea"; Says = 'В этой строке кавычка открыта и не закрыта*' }
        @{ Text = "Amount,Description,IdempotencyKey`n1,Tea,a`n2,Tea,a"; Says = 'IdempotencyKey «a»: это значение уже есть в строке 1; у двух запросов оно совпадать не может.' }
        @{ Text = "Amount,Description,OrderId`n1,Tea,A`n1,Tea,A"; Says = 'OrderId «A»: это значение уже есть в строке 1; по нему API находит запрос*' }
        @{ Text = "Amount,Description`n`"1500,50`",Tea"; Says = 'Amount «1500,50»: не сумма*' }
        @{ Text = "pg_amount,Description,Amount`n1,Tea,1"; Says = 'Столбцы «Amount» и «pg_amount» оба задают -Amount*' }
    ) {
        $english = Get-Fault $payment $Text
        $russian = Invoke-InCulture ru-RU { Get-Fault $payment $Text }
        @($russian | Where-Object Message -Like $Says).Count | Should -Be 1 -Because ($russian.Message -join "`n")
        $russian.RecommendedAction | Should -Match '^[А-ЯЁ].*\.$'
        # Only what is read changes.
        $data = 'Row', 'Line', 'Severity', 'Column', 'WireName', 'Value'
        $russian | Select-Object $data | ConvertTo-Json | Should -Be ($english | Select-Object $data | ConvertTo-Json)
    }

    It 'a fault says what to write' {
        (Invoke-InCulture ru-RU { Get-Fault $payment "Amount,Description,Currency`n1,Tea,xx" }).RecommendedAction |
            Should -Be 'Что писать в ячейку: код валюты из трёх заглавных латинских букв (ISO 4217); например KZT.'
    }

    It 'an encoding that does not exist is refused' {
        $file = New-File "Amount`n1"
        (Invoke-InCulture ru-RU { Get-ErrorOf { Test-FreedomPayCsv $payment $file -Encoding klingon } })[0].Exception.Message | Should -BeLike '*«klingon» — не кодировка*'
    }
}
