# What people do to a file, named in one sentence; and what becomes of results that go through a file.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $rows = "OrderId,Amount,Description`r`nA-1,1,Tea`r`nA-2,2,Tea`r`n"
    $cyrillic = -join ([char[]](0x427, 0x430, 0x439))

    function New-File([byte[]] $Bytes) {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).csv"
        [IO.File]::WriteAllBytes($file, $Bytes)
        $file
    }

    function ConvertTo-Byte([string] $Text, $Encoding = [Text.UTF8Encoding]::new($false)) { , $Encoding.GetBytes($Text) }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A file that is <Name>' -ForEach @(
    @{ Name = 'told its delimiter in the first line'; Bytes = { ConvertTo-Byte ("sep=;`r`n" + $rows.Replace(',', ';')) }; Says = "The first line is 'sep=;'*"; Do = '*-Delimiter ";"*' }
    @{ Name = 'told its delimiter in quotes'; Bytes = { ConvertTo-Byte ("`"sep=;`"`r`n" + $rows.Replace(',', ';')) }; Says = "The first line is 'sep=;'*"; Do = '*-Delimiter ";"*' }
    @{ Name = 'told its delimiter, with commas'; Bytes = { ConvertTo-Byte ("sep=,`r`n" + $rows) }; Says = "The first line is 'sep=,'*"; Do = '*-Delimiter ","*' }
    @{ Name = 'with a header that is a comment'; Bytes = { ConvertTo-Byte ('#' + $rows) }; Says = 'The header begins with #*'; Do = 'Delete the #*' }
    @{ Name = 'with a header that is a comment, and semicolons'; Bytes = { ConvertTo-Byte ('#' + $rows.Replace(',', ';')) }; Says = 'The header begins with #*'; Do = 'Delete the #*' }
    @{ Name = 'with each line in quotes'; Bytes = { ConvertTo-Byte (($rows.Trim() -split "`r`n" | ForEach-Object { "`"$_`"" }) -join "`r`n") }; Says = 'Each line stands in one pair of quotes*'; Do = '*-Delimiter ","*' }
    @{ Name = 'with each line in quotes, and semicolons'; Bytes = { ConvertTo-Byte (($rows.Replace(',', ';').Trim() -split "`r`n" | ForEach-Object { "`"$_`"" }) -join "`r`n") }; Says = 'Each line stands in one pair of quotes*'; Do = '*-Delimiter ";"*' }
    @{ Name = 'UTF-16 without a mark'; Bytes = { ConvertTo-Byte $rows ([Text.UnicodeEncoding]::new($false, $false)) }; Says = 'The file is UTF-16 without a byte order mark*'; Do = 'Give -Encoding unicode*' }
    @{ Name = 'UTF-16 of the other order without a mark'; Bytes = { ConvertTo-Byte $rows ([Text.UnicodeEncoding]::new($true, $false)) }; Says = 'The file is UTF-16 without a byte order mark*'; Do = 'Give -Encoding bigendianunicode*' }
    @{ Name = 'a workbook'; Bytes = { , ([byte[]](0x50, 0x4B, 3, 4) + [byte[]]::new(100)) }; Says = 'This is a workbook of Excel*'; Do = '*save the sheet as CSV UTF-8.' }
    @{ Name = 'an older workbook'; Bytes = { , ([byte[]](0xD0, 0xCF, 0x11, 0xE0) + [byte[]]::new(100)) }; Says = 'This is a workbook of Excel*'; Do = '*save the sheet as CSV UTF-8.' }
    @{ Name = 'read by another delimiter'; Bytes = { ConvertTo-Byte $rows.Replace(',', ';') }; Says = "The header is one single column that holds ';'*"; Do = '*-Delimiter ";"*' }
) {
    It 'is one fault that names the cause and what to do' {
        $file = New-File (& $Bytes)
        $faults = @(Test-FreedomPayCsv New-FreedomPayPayment $file)
        $faults.Count | Should -Be 1 -Because ($faults | Out-String)
        $faults[0].Severity | Should -Be Error
        $faults[0].Message | Should -BeLike $Says
        $faults[0].RecommendedAction | Should -BeLike $Do
        Test-FreedomPayCsv New-FreedomPayPayment $file -Quiet | Should -BeFalse
        (Invoke-InCulture ru-RU { Test-FreedomPayCsv New-FreedomPayPayment $file }).Message | Should -Match '[а-яё]'
    }
}

Describe 'A file of Excel in Russian' {
    It 'is told its delimiter and its encoding, and passes with them' {
        $file = New-File (ConvertTo-Byte "OrderId;Amount;Description`r`nA-1;1;$cyrillic`r`n" ([Text.Encoding]::GetEncoding(1251)))
        $faults = @(Test-FreedomPayCsv New-FreedomPayPayment $file)
        $faults[0].RecommendedAction | Should -BeLike '*-Delimiter ";"*'
        $faults[1].RecommendedAction | Should -BeLike '*-Encoding windows-1251*'
        Test-FreedomPayCsv New-FreedomPayPayment $file -Delimiter ';' -Encoding windows-1251 | Should -BeNullOrEmpty
        (Test-FreedomPayCsv New-FreedomPayPayment $file -Delimiter ';').RecommendedAction | Should -BeLike '*-Encoding windows-1251*'
    }

    It 'of the console is told its code page' {
        $file = New-File (ConvertTo-Byte "OrderId,Amount,Description`r`nA-1,1,$(-join ([char[]](0x43F, 0x430, 0x43F, 0x43A, 0x430)))`r`n" ([Text.Encoding]::GetEncoding(866)))
        (Test-FreedomPayCsv New-FreedomPayPayment $file).RecommendedAction | Should -BeLike '*-Encoding cp866*'
        Test-FreedomPayCsv New-FreedomPayPayment $file -Encoding cp866 | Should -BeNullOrEmpty
    }

    It 'that began as a template is told its delimiter' {
        $lines = @(New-FreedomPayCsvTemplate New-FreedomPayPayment)
        $width = ($lines[-2] -split ',').Count - 1
        $saved = foreach ($line in $lines) { if ($line -match '^"#') { ($line -match ';' ? $line : $line.Trim('"')) + ';' * $width } else { $line.Replace(',', ';') } }
        $file = New-File (ConvertTo-Byte ($saved -join "`r`n"))
        (Test-FreedomPayCsv New-FreedomPayPayment $file).Message | Should -BeLike "The header is one single column that holds ';'*"
        Test-FreedomPayCsv New-FreedomPayPayment $file -Delimiter ';' -Quiet | Should -BeTrue
    }
}

Describe 'A result of ours that went through <Name>' -ForEach @(
    @{ Name = 'XML'; Trip = { param($made, $file) $made | Export-Clixml $file; Import-Clixml $file } }
    @{ Name = 'JSON'; Trip = { param($made, $file) $made | ConvertTo-Json -Depth 5 | Set-Content $file; Get-Content $file -Raw | ConvertFrom-Json } }
    @{ Name = 'JSON as a hashtable'; Trip = { param($made, $file) $made | ConvertTo-Json -Depth 5 | Set-Content $file; [pscustomobject](Get-Content $file -Raw | ConvertFrom-Json -AsHashtable) } }
) {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'keeps its amount' {
        Reset-Sandbox
        $made = New-FreedomPayPayment -Amount 1500.50 -Description Tea -OrderId A-1
        $back = & $Trip $made (Join-Path $TestDrive 'trip')
        $row = [pscustomobject]@{ Amount = $back.Amount; Description = 'Tea'; OrderId = 'A-2' }
        ($row | New-FreedomPayPayment).Status | Should -Be ok
        New-FreedomPayPayment -Amount $back.Amount -Description Tea -OrderId A-3 | Out-Null
        [decimal[]](Get-SandboxState).payments.amount | Should -Be 1500.50, 1500.50, 1500.50
        $row | Test-FreedomPayCsv New-FreedomPayPayment | Should -BeNullOrEmpty
    }
}

Describe 'An object whose only member is Value' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'is its value, and held to the same rules' {
        Reset-Sandbox
        (New-FreedomPayPayment -Amount ([pscustomobject]@{ Value = '5.50' }) -Description @{ Value = 'Tea' }).Status | Should -Be ok
        "$((Get-ErrorOf { New-FreedomPayPayment -Amount ([pscustomobject]@{ Value = '5,50' }) -Description Tea })[0])" | Should -BeLike "Amount '5,50' is not an amount*"
        "$((Get-ErrorOf { New-FreedomPayPayment -Amount ([pscustomobject]@{ Value = [double]1e17 }) -Description Tea })[0])" | Should -BeLike 'Amount is a floating-point number*'
        "$((Get-ErrorOf { New-FreedomPayPayment -Amount ([pscustomobject]@{ Value = 5; Other = 1 }) -Description Tea })[0])" | Should -BeLike 'Amount is a PSCustomObject*'
        "$((Get-ErrorOf { New-FreedomPayPayment -Amount ([pscustomobject]@{ Value = @{ Value = 5 } }) -Description Tea })[0])" | Should -BeLike 'Amount is a PSCustomObject*'
    }
}

Describe 'A payment whose answer was lost' {
    It 'says that its address is lost, and what to do' {
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
        Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment
        $payment = New-FreedomPayPayment -Amount 5.00 -Description Tea -OrderId A-1 -WarningVariable warned -WarningAction SilentlyContinue
        $payment.Recovered | Should -BeTrue
        $payment.RedirectUrl | Should -BeNullOrEmpty
        "$warned" | Should -BeLike '*The address of the payment page was in that answer*Create another one, under an -OrderId and -IdempotencyKey of its own.'
    }
}
