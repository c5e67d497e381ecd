# Values of fields, kind by kind, from the text of a cell to the wire: amounts, numbers, dates, phone numbers, codes, UUIDs.
BeforeDiscovery {
    $nbsp = [char]0xA0
    $arabicFive = [char]0x665
    $refusedAmounts = @(
        @{ Shown = '1500,50'; Text = '1500,50'; Says = 'is not an amount*such as 1500.50' }
        @{ Shown = '1,5'; Text = '1,5'; Says = 'is not an amount' }
        @{ Shown = 'an empty cell'; Text = ''; Says = 'is empty; this field is required' }
        @{ Shown = 'blanks'; Text = '   '; Says = 'is empty; this field is required' }
        @{ Shown = '1kb'; Text = '1kb'; Says = 'is not an amount' }
        @{ Shown = '0x10'; Text = '0x10'; Says = 'is not an amount' }
        @{ Shown = '1e3'; Text = '1e3'; Says = 'is not an amount' }
        @{ Shown = '1 500,50'; Text = '1 500,50'; Says = 'is not an amount' }
        @{ Shown = '1 500.50'; Text = '1 500.50'; Says = 'is not an amount' }
        @{ Shown = '1500.50 with no-break space inside'; Text = "1${nbsp}500.50"; Says = 'is not an amount' }
        @{ Shown = '1500.50 with no-break space behind'; Text = "1500.50$nbsp"; Says = 'has white space around it' }
        @{ Shown = '1.000.000'; Text = '1.000.000'; Says = 'is not an amount' }
        @{ Shown = '1,500.50'; Text = '1,500.50'; Says = 'is not an amount' }
        @{ Shown = 'NaN'; Text = 'NaN'; Says = 'is not an amount' }
        @{ Shown = 'Infinity'; Text = 'Infinity'; Says = 'is not an amount' }
        @{ Shown = '-1'; Text = '-1'; Says = 'is less than 0.01' }
        @{ Shown = '-99999999999999999999999999999999'; Text = '-99999999999999999999999999999999'; Says = 'is less than 0.01' }
        @{ Shown = '0'; Text = '0'; Says = 'is less than 0.01' }
        @{ Shown = '0.00'; Text = '0.00'; Says = 'is less than 0.01' }
        @{ Shown = '0.001'; Text = '0.001'; Says = 'has more than two decimals' }
        @{ Shown = '99999999.01'; Text = '99999999.01'; Says = 'is more than 99999999' }
        @{ Shown = '99999999999999999999999999999999'; Text = '99999999999999999999999999999999'; Says = 'is more than 99999999' }
        @{ Shown = '+5'; Text = '+5'; Says = 'is not an amount' }
        @{ Shown = '5.'; Text = '5.'; Says = 'is not an amount' }
        @{ Shown = '.5'; Text = '.5'; Says = 'is not an amount' }
        @{ Shown = 'a blank before 5'; Text = ' 5'; Says = 'has white space around it' }
        @{ Shown = 'a line feed behind 5'; Text = "5`n"; Says = 'has white space around it' }
        @{ Shown = 'an Arabic five'; Text = "$arabicFive"; Says = 'is not an amount' }
        @{ Shown = '5 KZT'; Text = '5 KZT'; Says = 'is not an amount' }
        @{ Shown = '$5'; Text = '$5'; Says = 'is not an amount' }
    )
    $refusedIntegers = '1kb', '0x10', '1e3', '1.0', '1,000', '007', '-0', '+1', '1 000', "$arabicFive", 'one', '99999999999999999999', "1000$nbsp" | ForEach-Object { @{ Text = $_ } }
    $users = @(
        @{ Field = 'Phone'; Text = '87011234567'; Says = 'is not a phone number*+77011234567*' }
        @{ Field = 'Phone'; Text = '77011234567'; Says = 'is not a phone number*' }
        @{ Field = 'Phone'; Text = '+7 701 123 45 67'; Says = 'is not a phone number*no spaces*' }
        @{ Field = 'Phone'; Text = '+7(701)1234567'; Says = 'is not a phone number*' }
        @{ Field = 'Phone'; Text = '+123456789'; Says = 'is not a phone number*' }
        @{ Field = 'Phone'; Text = '+1234567890123456'; Says = 'is not a phone number*' }
        @{ Field = 'Phone'; Text = "+7701123456$arabicFive"; Says = 'is not a phone number*' }
        @{ Field = 'Email'; Text = 'user'; Says = 'is not an e-mail address*user@example.com*' }
        @{ Field = 'Email'; Text = 'user@example'; Says = 'is not an e-mail address*' }
        @{ Field = 'Email'; Text = 'user@@example.com'; Says = 'is not an e-mail address*' }
        @{ Field = 'Email'; Text = 'a user@example.com'; Says = 'is not an e-mail address*' }
        @{ Field = 'DateOfBirth'; Text = '03/04/2000'; Says = 'is not a date*2000-04-03*' }
        @{ Field = 'DateOfBirth'; Text = '2000-02-30'; Says = 'is not a date*' }
        @{ Field = 'DateOfBirth'; Text = '2000-1-1'; Says = 'is not a date*' }
        @{ Field = 'DateOfBirth'; Text = '03.04.2000'; Says = 'is not a date*' }
        @{ Field = 'DateOfBirth'; Text = '20000403'; Says = 'is not a date*' }
        @{ Field = 'DateOfBirth'; Text = '2000-04-03T00:00:00'; Says = 'is not a date*' }
        @{ Field = 'Country'; Text = 'KZ'; Says = 'is not a country code*KAZ*' }
        @{ Field = 'Country'; Text = 'kz'; Says = 'is not a country code*KAZ*' }
        @{ Field = 'Country'; Text = 'kaz'; Says = 'is not a country code*KAZ*' }
        @{ Field = 'Country'; Text = 'Kazakhstan'; Says = 'is not a country code; write three capital letters, such as KAZ*' }
        @{ Field = 'Country'; Text = 'XXX'; Says = 'is not a country code*' }
        @{ Field = 'Gender'; Text = 'X'; Says = 'write M or F*' }
        @{ Field = 'Gender'; Text = 'm'; Says = 'write M or F*' }
        @{ Field = 'Gender'; Text = 'female'; Says = 'write M or F*' }
    )
    $payments = @(
        @{ Field = 'Currency'; Text = 'kzt'; Says = 'is not a currency code*KZT*' }
        @{ Field = 'Currency'; Text = 'tenge'; Says = 'is not a currency code*' }
        @{ Field = 'Currency'; Text = '398'; Says = 'is not a currency code*' }
        @{ Field = 'UserIp'; Text = '256.1.1.1'; Says = 'is not an IPv4 address*203.0.113.7*' }
        @{ Field = 'UserIp'; Text = '::1'; Says = 'is not an IPv4 address*' }
        @{ Field = 'UserIp'; Text = '1.2.3'; Says = 'is not an IPv4 address*' }
        @{ Field = 'ResultUrl'; Text = 'example.com/result'; Says = 'is not an address*https://example.com/result*' }
        @{ Field = 'ResultUrl'; Text = '/result'; Says = 'is not an address*' }
        @{ Field = 'ResultUrl'; Text = 'javascript:alert(1)'; Says = 'is not an address*' }
        @{ Field = 'ResultUrl'; Text = 'file:///etc/hosts'; Says = 'is not an address*' }
        @{ Field = 'ResultUrl'; Text = 'https://example.com/' + 'a' * 250; Says = 'is longer than 255 characters*' }
        @{ Field = 'UserPhone'; Text = '+07011234567'; Says = 'is not a phone number*' }
        @{ Field = 'UserPhone'; Text = '701 123'; Says = 'is not a phone number*' }
        @{ Field = 'ContactEmail'; Text = 'payer'; Says = 'is not an e-mail address*' }
        @{ Field = 'Language'; Text = 'de'; Says = 'is none of ru, en, kk, kg, uz*' }
        @{ Field = 'Language'; Text = 'RU'; Says = 'is none of ru, en, kk, kg, uz*' }
        @{ Field = 'AutoClearing'; Text = 'maybe'; Says = 'is neither yes nor no*' }
        @{ Field = 'AutoClearing'; Text = '2'; Says = 'is neither yes nor no*' }
        @{ Field = 'LifetimeSec'; Text = '299'; Says = 'is less than 300*' }
        @{ Field = 'LifetimeSec'; Text = '604801'; Says = 'is more than 604800*' }
        @{ Field = 'LifetimeSec'; Text = '1kb'; Says = 'is not a whole number*' }
        @{ Field = 'UserId'; Text = 'a b'; Says = 'does not match*' }
        @{ Field = 'UserId'; Text = 'a' * 51; Says = 'is longer than 50 characters*' }
        @{ Field = 'OrderId'; Text = 'a' * 51; Says = 'is longer than 50 characters*' }
        @{ Field = 'Description'; Text = 'a' * 1025; Says = 'is longer than 1024 characters*' }
        @{ Field = 'LoyaltyAmount'; Text = '1,5'; Says = 'is not an amount*' }
    )
    $clients = @(
        @{ Field = 'Language'; Text = 'RU'; Says = 'is not a language code*such as ru*' }
        @{ Field = 'Language'; Text = 'rus'; Says = 'is not a language code*' }
        @{ Field = 'IdentificationDate'; Text = '2026-01-31'; Says = 'is not a date and time with offset*2026-01-31T09:30:00+05:00*' }
        @{ Field = 'IdentificationDate'; Text = '2026-01-31T09:30:00'; Says = 'is not a date and time with offset*' }
        @{ Field = 'IdentificationDate'; Text = '2026-02-30T09:30:00+05:00'; Says = 'is not a date and time with offset*' }
        @{ Field = 'IdentificationDate'; Text = '31.01.2026 09:30'; Says = 'is not a date and time with offset*' }
        @{ Field = 'DateOfBirth'; Text = '03/04/2000'; Says = 'is not a date*' }
        @{ Field = 'Type'; Text = '4'; Says = 'is none of Individual (1), LegalEntity (2), IndividualEntrepreneur (3)*' }
        @{ Field = 'Resident'; Text = '1.0'; Says = 'is not a whole number*' }
        @{ Field = 'Resident'; Text = '3'; Says = 'is none of Resident (1), NonResident (2)*' }
        @{ Field = 'Phone'; Text = '7 701'; Says = 'is not a phone number*' }
        @{ Field = 'RegisteredCountry'; Text = 'KG'; Says = 'is not a country code*KGZ*' }
    )
    $uuids = '1', '019ab688bef272c4aa29d0e08be76d95', '{019ab688-bef2-72c4-aa29-d0e08be76d95}', '019ab688-bef2-72c4-aa29-d0e08be76d9', '019ab688-bef2-72c4-aa29-d0e08be76d9g' | ForEach-Object { @{ Text = $_ } }
    $absurd = @(
        @{ Shown = '10,000 characters'; Text = 'x' * 10000 }
        @{ Shown = 'a null character'; Text = "a$([char]0)b" }
        @{ Shown = 'a bell'; Text = "a$([char]7)b" }
        @{ Shown = 'an escape sequence'; Text = "a$([char]27)[31mb" }
        @{ Shown = 'a delete character'; Text = "a$([char]127)b" }
        @{ Shown = 'quotes'; Text = 'a"b''c`d' }
        @{ Shown = 'semicolons and ampersands'; Text = 'a;b&c=d%00+e' }
        @{ Shown = 'markup'; Text = '<script>alert(1)</script>]]>&amp;' }
        @{ Shown = 'a backslash'; Text = 'a\u0041\b' }
        @{ Shown = 'PowerShell'; Text = '$(exit) $env:PATH `n' }
        @{ Shown = 'a formula'; Text = '=1+1' }
        @{ Shown = 'an emoji'; Text = "a $([char]::ConvertFromUtf32(0x1F600)) b" }
        @{ Shown = 'marks of direction'; Text = "a$([char]0x202E)b$([char]0x200F)c" }
        @{ Shown = 'a byte order mark'; Text = "$([char]0xFEFF)ab" }
        @{ Shown = 'Kazakh letters'; Text = "$([char]0x4D8)$([char]0x492)$([char]0x49A)$([char]0x4A2)" }
        @{ Shown = 'combining marks'; Text = "e$([char]0x301)" }
        @{ Shown = 'a character that is none'; Text = "a$([char]0xFFFE)b" }
        @{ Shown = 'half a character'; Text = "a$([char]0xD83D)b" }
        @{ Shown = 'the other half'; Text = "a$([char]0xDE00)" }
        @{ Shown = 'a line break'; Text = "a`r`nb" }
        @{ Shown = 'a tab'; Text = "a`tb" }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # One refused row: exactly one error of ours, that names the field, and nothing on the wire.
    function Assert-Refused {
        param($Outcome, [string] $Field, [string] $Says)
        @($Outcome).Count | Should -Be 1
        $Outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $Outcome[0].Exception.Field | Should -Be $Field
        "$($Outcome[0])" | Should -BeLike "*$Field *$Says*Nothing was sent."
        Get-SandboxRequestCount | Should -Be 0
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'An amount' {
    BeforeEach { Reset-Sandbox }

    It 'written as <Shown> is refused' -ForEach $refusedAmounts {
        $outcome = @(Get-Outcome { [pscustomobject]@{ Amount = $Text; Description = 'Tea' } | New-FreedomPayPayment })
        Assert-Refused $outcome Amount $Says
    }

    It '<_> arrives as it was written' -ForEach '0.01', '1500', '1500.5', '1500.50', '1500.00', '99999999', '99999999.00', '007.10' {
        $payment = [pscustomobject]@{ Amount = $_; Description = 'Tea' } | New-FreedomPayPayment
        (Get-SandboxState).payments[0].amount | Should -BeExactly $_
        "$((Get-FreedomPayPayment $payment.PaymentId).Amount)" | Should -Be ($_ -replace '^0+(?=\d)')
    }

    It 'at the prompt with a decimal comma is an array, and is refused' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 1500,50 -Description Tea })
        Assert-Refused $outcome Amount "'1500,50' is not an amount"
    }

    It 'at the prompt as 1kb is refused' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 1kb -Description Tea })
        Assert-Refused $outcome Amount "'1kb' is not an amount"
    }

    It 'at the prompt as 1e3 is refused' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 1e3 -Description Tea })
        Assert-Refused $outcome Amount "'1e3' is not an amount"
    }

    It 'at the prompt as 0x10 is refused' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 0x10 -Description Tea })
        Assert-Refused $outcome Amount "'0x10' is not an amount"
    }

    It 'at the prompt keeps its zeros' {
        $null = New-FreedomPayPayment -Amount 1500.50 -Description Tea
        (Get-SandboxState).payments[0].amount | Should -BeExactly '1500.50'
    }

    It 'of type <_> is sent in digits with a point' -ForEach 'decimal', 'double', 'float', 'FreedomPay.Amount' {
        $null = New-FreedomPayPayment -Amount ('1500.5' -as ([type]$_)) -Description Tea
        (Get-SandboxState).payments[0].amount | Should -BeExactly '1500.5'
    }

    It 'that is no number but null is refused' {
        Assert-Refused @(Get-Outcome { New-FreedomPayPayment -Amount $null -Description Tea }) Amount 'is empty'
    }
}

Describe 'A whole number' {
    BeforeEach { Reset-Sandbox }

    It 'written as <Text> is refused' -ForEach $refusedIntegers {
        $outcome = @(Get-Outcome { [pscustomobject]@{ ProductId = $Text; FirstName = 'Dana'; LastName = 'Kim' } | New-FreedomPayCardClient })
        Assert-Refused $outcome ProductId ''
    }

    It 'that is empty is refused where it is required' {
        Assert-Refused @(Get-Outcome { [pscustomobject]@{ ProductId = ''; FirstName = 'Dana'; LastName = 'Kim' } | New-FreedomPayCardClient }) ProductId 'is empty'
    }

    It 'at the prompt as 1kb is refused' {
        Assert-Refused @(Get-Outcome { New-FreedomPayCardClient -ProductId 1kb -FirstName Dana -LastName Kim }) ProductId 'is not a whole number'
    }

    It 'arrives as a number' {
        $null = New-FreedomPayCardClient -ProductId 1000 -FirstName Dana -LastName Kim -Type 3
        (Get-SandboxState).cardClients[0].client.type | Should -Be 3
        (Get-SandboxState).cardClients[0].client.type | Should -BeOfType long
    }
}

Describe 'The data of a user' {
    BeforeEach { Reset-Sandbox }

    It '<Field> written as <Text> is refused' -ForEach $users {
        $row = [pscustomobject]@{ Phone = '+77010000010' }
        $row | Add-Member $Field $Text -Force
        Assert-Refused @(Get-Outcome { $row | New-FreedomIdUser }) $Field $Says
    }

    It 'arrive as they were written' {
        $null = [pscustomobject]@{ Phone = '+77010000010'; Email = 'first.last+tag@mail.example.com'; DateOfBirth = '2000-02-29'; Country = 'UZB'; Gender = 'M' } | New-FreedomIdUser
        $kept = (Get-SandboxState).users[0]
        "$($kept.phone) $($kept.email) $($kept.date_of_birth) $($kept.country) $($kept.gender)" | Should -Be '+77010000010 first.last+tag@mail.example.com 2000-02-29 UZB M'
    }

    It 'take a date object as its ISO 8601 text' {
        $null = New-FreedomIdUser -Phone +77010000010 -DateOfBirth ([datetime]::new(2000, 4, 3))
        (Get-SandboxState).users[0].date_of_birth | Should -Be '2000-04-03'
    }

    It 'take a date object from the pipeline as its ISO 8601 text' {
        $null = [pscustomobject]@{ Phone = '+77010000010'; DateOfBirth = [datetime]::new(2000, 4, 3) } | New-FreedomIdUser
        (Get-SandboxState).users[0].date_of_birth | Should -Be '2000-04-03'
    }

    It 'refuse a date object with a time of day' {
        Assert-Refused @(Get-Outcome { New-FreedomIdUser -Phone +77010000010 -DateOfBirth ([datetime]::new(2000, 4, 3, 9, 30, 0)) }) DateOfBirth 'is not a date'
    }
}

Describe 'A field of a card client (version 1)' {
    BeforeEach {
        Reset-Sandbox
        $row = [pscustomobject]@{ ProductId = '2000'; FirstName = 'Dana'; LastName = 'Kim'; Type = '1'; Phone = '+77010000000'; Resident = '1' }
    }

    It '<Field> written as <Text> is refused' -ForEach $clients {
        $row | Add-Member $Field $Text -Force
        Assert-Refused @(Get-Outcome { $row | New-FreedomPayCardClient }) $Field $Says
    }

    It 'the time of identification and the language are accepted as they are documented' {
        $row | Add-Member IdentificationDate '2026-01-31T09:30:00+05:00'
        $row | Add-Member IdentifiedBy 'made up'
        $row | Add-Member Language 'kk'
        $null = $row | New-FreedomPayCardClient
        (Get-SandboxState).cardClients[0].client.language | Should -Be 'kk'
    }
}

Describe 'A field of a payment' {
    BeforeEach { Reset-Sandbox }

    It '<Field> written as <Text> is refused' -ForEach $payments {
        $row = [pscustomobject]@{ Amount = '1.00'; Description = 'Tea' }
        $row | Add-Member $Field $Text -Force
        Assert-Refused @(Get-Outcome { $row | New-FreedomPayPayment }) $Field $Says
    }

    It 'yes and no may be <_>' -ForEach 'true', 'False', 'yes', 'NO', '1', '0' {
        ([pscustomobject]@{ Amount = '1.00'; Description = 'Tea'; AutoClearing = $_ } | New-FreedomPayPayment).PaymentId | Should -Not -BeNullOrEmpty
    }

    It 'yes may be $true' {
        (New-FreedomPayPayment -Amount 1.00 -Description Tea -AutoClearing $true).PaymentId | Should -Not -BeNullOrEmpty
    }
}

Describe 'A further field' {
    BeforeEach { Reset-Sandbox }

    It 'is sent in its nested place (card client)' {
        $null = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -AdditionalField @{ 'client.nickname' = 'D'; 'client.address.city' = 'Almaty'; 'client.score' = 1.50d; 'client.tags' = 'a', 'b' }
        $kept = (Get-SandboxState).cardClients[0].client
        "$($kept.fn_id) $($kept.nickname) $($kept.address.city) $($kept.tags)" | Should -Be 'Dana D Almaty a b'
        $kept.score | Should -Be 1.5
    }

    It 'is sent with every row' {
        $null = 'Dana', 'Timur' | ForEach-Object { [pscustomobject]@{ ProductId = '2000'; FirstName = $_; LastName = 'Kim' } } | New-FreedomPayCardClient -AdditionalField @{ 'client.nickname' = 'D' }
        (Get-SandboxState).cardClients.client.nickname | Should -Be 'D', 'D'
    }

    It 'that a parameter has given is refused by its name' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 1.00 -Description Tea -AdditionalField @{ pg_amount = '5' } })
        Assert-Refused $outcome AdditionalField 'pg_amount is given by a parameter too'
    }
}

Describe 'A UUID' {
    It 'written as <Text> is refused' -ForEach $uuids {
        Reset-Sandbox
        Assert-Refused @(Get-Outcome { Get-FreedomPayCardRequest $Text }) RequestId 'is not a UUID'
    }

    It 'may be a guid object' {
        Reset-Sandbox
        $id = [guid]::new('019ab688-bef2-72c4-aa29-d0e08be76d95')
        (New-FreedomPayCardClient -RequestId $id -ProductId 2000 -FirstName Dana -LastName Kim).RequestId | Should -Be "$id"
    }
}

Describe 'A document' {
    BeforeAll {
        function New-Client {
            param([string] $Path)
            [pscustomobject]@{ ProductId = '2000'; FirstName = 'Dana'; LastName = 'Kim'; Type = '1'; Phone = '+77010000000'; Resident = '1'; DocumentPath = $Path } | New-FreedomPayCardClient
        }

        Set-Content (Join-Path $TestDrive 'good.pdf') '%PDF-1.7 made up' -NoNewline
        Set-Content (Join-Path $TestDrive 'text.pdf') 'no PDF' -NoNewline
        Set-Content (Join-Path $TestDrive 'empty.pdf') '' -NoNewline
        [IO.File]::WriteAllText((Join-Path $TestDrive 'large.pdf'), '%PDF-' + 'x' * 2MB)
    }

    BeforeEach { Reset-Sandbox }

    It 'is sent in base64' {
        $null = New-Client (Join-Path $TestDrive 'good.pdf')
        (Get-SandboxState).cardClients[0].client.document | Should -Be ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('%PDF-1.7 made up')))
    }

    It 'is found on a drive of PowerShell' {
        (New-Client TestDrive:\good.pdf).RequestId | Should -Not -BeNullOrEmpty
    }

    It 'is found relative to the current location' {
        Push-Location $TestDrive
        try { (New-Client good.pdf).RequestId | Should -Not -BeNullOrEmpty } finally { Pop-Location }
    }

    It '<Name> is refused' -ForEach @(
        @{ Name = 'missing.pdf'; Says = 'names a file that does not exist' }
        @{ Name = 'text.pdf'; Says = 'is not a PDF' }
        @{ Name = 'empty.pdf'; Says = 'is not a PDF' }
        @{ Name = 'large.pdf'; Says = 'is larger than 2 MB' }
    ) {
        Assert-Refused @(Get-Outcome { New-Client (Join-Path $TestDrive $Name) }) DocumentPath $Says
    }

    It 'that is a folder is refused' {
        Assert-Refused @(Get-Outcome { New-Client $TestDrive }) DocumentPath ''
    }

    It 'at <_> is one refused row and not the end of the others' -ForEach 'NoSuchDrive:\a.pdf', 'NoSuchProvider::a.pdf', 'Env:\PATH', 'https://example.com/a.pdf', '~nobody/a.pdf', '*.pdf', '[', 'a|b<c>?"', '\\server\share\a.pdf' {
        $path = $_
        $outcome = @(Get-Outcome {
            $good = [pscustomobject]@{ ProductId = '2000'; FirstName = 'Dana'; LastName = 'Kim'; Type = '1'; Phone = '+77010000000'; Resident = '1'; DocumentPath = '' }
            $bad = $good.PSObject.Copy(); $bad.DocumentPath = $path
            $good, $bad, $good | New-FreedomPayCardClient
        })
        $outcome.Count | Should -Be 3
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[1].Exception.Field | Should -Be 'DocumentPath'
        $outcome[1].TargetObject.DocumentPath | Should -Be $path
        $outcome[2].RequestId | Should -Not -BeNullOrEmpty
    }
}

Describe 'An absurd cell' {
    BeforeEach { Reset-Sandbox }

    It 'of <Shown> is sent as it is, or the row is refused (card client)' -ForEach $absurd {
        $row = [pscustomobject]@{ ProductId = '2000'; FirstName = $Text; LastName = 'Kim' }
        $outcome = @(Get-Outcome { $row | New-FreedomPayCardClient })
        $outcome.Count | Should -Be 1
        if ($outcome[0] -is [FreedomPay.CardRequest]) {
            [string]::Equals((Get-SandboxState).cardClients[0].client.fn_id, $Text, 'Ordinal') | Should -BeTrue
        } else {
            Assert-Refused $outcome FirstName ''
        }
    }

    It 'of <Shown> is sent as it is, or the row is refused (payment)' -ForEach $absurd {
        $row = [pscustomobject]@{ Amount = '1.00'; Description = $Text; OrderId = $Text }
        $outcome = @(Get-Outcome { $row | New-FreedomPayPayment })
        $outcome.Count | Should -Be 1
        if ($outcome[0] -is [FreedomPay.Payment]) {
            [string]::Equals((Get-SandboxState).payments[0].order_id, $Text, 'Ordinal') | Should -BeTrue
        } else {
            $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
            # An id is held to more than a text.
            $outcome[0].Exception.Field | Should -Contain 'OrderId'
            $outcome[0].Exception.Field | Should -BeIn 'Description', 'OrderId'
            Get-SandboxRequestCount | Should -Be 0
        }
    }

    It 'of <Shown> survives a file (payment)' -ForEach $absurd {
        $file = Join-Path $TestDrive 'absurd.csv'
        [pscustomobject]@{ Amount = '1.00'; Description = 'Tea'; OrderId = $Text } | Export-Csv $file
        $read = (Import-Csv $file).OrderId
        $outcome = @(Get-Outcome { Import-Csv $file | New-FreedomPayPayment })
        $outcome.Count | Should -Be 1
        if ($outcome[0] -is [FreedomPay.Payment]) {
            [string]::Equals((Get-SandboxState).payments[0].order_id, $read, 'Ordinal') | Should -BeTrue
        } else {
            Assert-Refused $outcome OrderId ''
        }
    }

    It 'of <Shown> is no amount' -ForEach $absurd {
        $outcome = @(Get-Outcome { [pscustomobject]@{ Amount = $Text; Description = 'Tea' } | New-FreedomPayPayment })
        Assert-Refused $outcome Amount ''
        # However long the cell, the message stays readable.
        "$($outcome[0])".Length | Should -BeLessThan 400
    }
}
