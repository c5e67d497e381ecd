# Words for the codes of the API, as they are typed, completed and shown.
BeforeDiscovery {
    $words = @(
        @{ Word = 'FreedomWallet'; Code = 1000 }, @{ Word = 'instant'; Code = 2000 }, @{ Word = 'ELECTRON'; Code = 3000 }
        @{ Word = '2000'; Code = 2000 }, @{ Word = '5000'; Code = 5000 }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # What Tab offers at the end of a line.
    function Get-Completion {
        param([string] $Line)
        (TabExpansion2 $Line $Line.Length).CompletionMatches
    }

    $first = @{ FirstName = 'Dana'; LastName = 'Kim'; Phone = '+77010000000' }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A word for a code' {
    BeforeEach { Reset-Sandbox }

    It '<Word> goes out as the number <Code>' -ForEach $words {
        $body = Get-SentBody { New-FreedomPayCardClient -ProductId $Word -FirstName Dana -LastName Kim -Debug }
        $body.product_id | Should -Be $Code
        $body.product_id | Should -BeOfType long
    }

    It 'is taken from a file with <Columns> columns, beside codes' -ForEach @(
        @{ Columns = 'friendly'; Head = 'ProductId,FirstName,LastName,Phone,Type,Resident' }
        @{ Columns = 'wire'; Head = 'product_id,first_name,last_name,phone,type,resident' }
    ) {
        $made = @(Get-SentBody { "$Head`nInstant,Dana,Kim,+77010000000,LegalEntity,nonresident`n2000,Timur,Kim,+77010000001,2,2" | ConvertFrom-Csv | New-FreedomPayCardClient -Debug })
        $made.product_id | Should -Be 2000, 2000
        $made.client.type | Should -Be 2, 2
        $made.client.resident | Should -Be 2, 2
    }

    It 'is taken in <_>' -ForEach 'tr-TR', 'ru-RU', 'kk-KZ' {
        $body = Invoke-InCulture $_ { Get-SentBody { New-FreedomPayCardClient -ProductId INSTANT -FirstName Dana -LastName Kim -Type INDIVIDUAL -Debug } }
        "$($body.product_id) $($body.client.type)" | Should -Be '2000 1'
    }

    It 'that is not known refuses the row and names those that are' {
        $outcome = @(Get-Outcome { "ProductId,FirstName,LastName`nInstant,Dana,Kim`nGold,Timur,Kim" | ConvertFrom-Csv | New-FreedomPayCardClient })
        $outcome[0].Status | Should -Be 'ok'
        $outcome[1].Exception.Field | Should -Be 'ProductId'
        "$($outcome[1])" | Should -BeLike "Row 2: ProductId 'Gold' is not a whole number; write digits only, such as 1000, or FreedomWallet, Instant, Electron. Nothing was sent."
        @(Get-SandboxRequest).Count | Should -Be 1
    }

    It 'passes as a code that is not known where the list is open, and is refused where it is closed' {
        $body = Get-SentBody { New-FreedomPayCardClient -ProductId 9000 -FirstName Dana -LastName Kim -Type 7 -Debug }
        "$($body.product_id) $($body.client.type)" | Should -Be '9000 7'
        $found = Get-ErrorOf { New-FreedomPayCardClient -ProductId Instant @first -Type 7 -Resident 3 }
        $found[0].Exception.Field | Sort-Object | Should -Be 'Resident', 'Type'
        "$($found[0])" | Should -BeLike "*Type '7' is none of Individual (1), LegalEntity (2), IndividualEntrepreneur (3)*"
        "$($found[0])" | Should -BeLike "*Resident '3' is none of Resident (1), NonResident (2)*"
    }

    It 'sends nothing under -WhatIf, right or wrong' {
        New-FreedomPayCardClient -ProductId Instant @first -Type Individual -Resident Resident -WhatIf | Should -BeNullOrEmpty
        (Get-ErrorOf { New-FreedomPayCardClient -ProductId Instant @first -Type Firm -Resident Resident -WhatIf }).Count | Should -Be 1
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'A code in a result' {
    BeforeEach { Reset-Sandbox }

    It 'is its word, or itself where there is none' {
        (New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim).ProductId | Should -BeExactly 'Instant'
        (New-FreedomPayCardClient -ProductId electron -FirstName Dana -LastName Kim -Wait).ProductId | Should -BeExactly 'Electron'
        (New-FreedomPayCardClient -ProductId 5000 -FirstName Dana -LastName Kim).ProductId | Should -BeExactly '5000'
        (Confirm-FreedomPayGiftCard 555 1234).State | Should -BeExactly 'Activated'
    }

    It 'is the same in the view, a file and JSON' {
        $client = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -Wait
        ($client | Format-List | Out-String) | Should -Match '(?m)^ProductId +: Instant\r?$'
        ($client | ConvertTo-Csv | ConvertFrom-Csv).ProductId | Should -BeExactly 'Instant'
        ($client | ConvertTo-Json -Depth 3 | ConvertFrom-Json).ProductId | Should -BeExactly 'Instant'
    }

    It 'goes to the next cmdlet by the pipeline' {
        $null = New-FreedomPayCardClient -ProductId Instant -FirstName Dana -LastName Kim -Wait |
            Set-FreedomPayCardClient -Phone +77017654321 |
            New-FreedomPayCard -FirstName Dana -LastName Kim -Phone +77017654321 -Country KAZ -PersonId 790315300100
        (Get-SandboxState).cardClients[0].changed_phone | Should -Be '77017654321'
        @(Get-SandboxRequest issueCard).Count | Should -Be 1
    }

    It 'goes to the next cmdlet by a file, known or not' {
        'Instant', '5000' | ForEach-Object { [pscustomobject]@{ ProductId = $_; FirstName = 'Dana'; LastName = 'Kim' } } |
            New-FreedomPayCardClient -Wait | Export-Csv (Join-Path $TestDrive 'made.csv')
        $changed = @(Import-Csv (Join-Path $TestDrive 'made.csv') | Select-Object ClientId, ProductId | Set-FreedomPayCardClient -Phone +77017654321)
        $changed.ProductId | Should -BeExactly 'Instant', '5000'
    }
}

Describe 'Tab' {
    It 'offers the words of <Parameter> of <Cmdlet>, each with its code' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayCardClient'; Parameter = 'ProductId'; Words = 'FreedomWallet', 'Instant', 'Electron'; Tip = '1000: Freedom Wallet card' }
        @{ Cmdlet = 'Set-FreedomPayCardClient'; Parameter = 'ProductId'; Words = 'FreedomWallet', 'Instant', 'Electron'; Tip = '1000: Freedom Wallet card' }
        @{ Cmdlet = 'New-FreedomPayCard'; Parameter = 'ProductId'; Words = 'FreedomWallet', 'Instant', 'Electron'; Tip = '1000: Freedom Wallet card' }
        @{ Cmdlet = 'New-FreedomPayCardClient'; Parameter = 'Type'; Words = 'Individual', 'LegalEntity', 'IndividualEntrepreneur'; Tip = '1: individual' }
        @{ Cmdlet = 'New-FreedomPayCardClient'; Parameter = 'Resident'; Words = 'Resident', 'NonResident'; Tip = '1: resident' }
    ) {
        $offered = Get-Completion "$Cmdlet -$Parameter "
        $offered.CompletionText | Should -Be $Words
        $offered[0].ToolTip | Should -Be $Tip
    }

    It 'offers what begins like <Typed>' -ForEach @(
        @{ Typed = 'in'; Offered = @('Instant') }
        @{ Typed = "'El"; Offered = @('Electron') }
        @{ Typed = '3'; Offered = @('3000') }
        @{ Typed = 'x'; Offered = @() }
    ) {
        @((Get-Completion "New-FreedomPayCard -ProductId $Typed").CompletionText | Where-Object { $_ -notlike '*[\/]*' }) | Should -Be $Offered
    }

    It 'tells the word of a code that was begun' {
        (Get-Completion 'New-FreedomPayCard -ProductId 30')[0].ToolTip | Should -Be 'Electron: Electron card'
    }

    It 'tells in Russian what the words of <Parameter> mean, and offers the same words' -ForEach @(
        @{ Parameter = 'ProductId'; Words = 'FreedomWallet', 'Instant', 'Electron'; Tip = '1000: карта Freedom Wallet' }
        @{ Parameter = 'Type'; Words = 'Individual', 'LegalEntity', 'IndividualEntrepreneur'; Tip = '1: физическое лицо' }
        @{ Parameter = 'Resident'; Words = 'Resident', 'NonResident'; Tip = '1: резидент' }
    ) {
        $line = "New-FreedomPayCardClient -$Parameter "
        $offered = Invoke-InCulture ru-RU { Get-Completion $line }
        $offered.CompletionText | Should -Be $Words
        $offered[0].ToolTip | Should -Be $Tip
        # The lists are made once; the language is asked for each time.
        (Get-Completion $line)[0].ToolTip | Should -Not -Match '[а-яё]'
    }
}

Describe 'In Russian' {
    BeforeEach { Reset-Sandbox }

    It 'a word is written and shown as ever' {
        Invoke-InCulture ru-RU {
            (New-FreedomPayCardClient -ProductId instant -FirstName Dana -LastName Kim).ProductId | Should -BeExactly 'Instant'
            (Confirm-FreedomPayGiftCard 555 1234).State | Should -BeExactly 'Activated'
        }
    }

    It 'an object with a member that is not known is refused with those that are' {
        "$((Invoke-InCulture ru-RU { Get-ErrorOf { New-FreedomPayCardClient -ProductId Instant @first -Type Individual -Resident Resident -RegisteredAddress @{ Nothing = 'x' } } })[0])" |
            Should -BeLike '*RegisteredAddress: нет свойства «Nothing»; допустимые свойства: Country,*City*'
    }

    It 'a word that is not known is refused with those that are' {
        "$((Invoke-InCulture ru-RU { Get-ErrorOf { New-FreedomPayCardClient -ProductId Gold -FirstName Dana -LastName Kim } })[0])" |
            Should -BeLike '*ProductId «Gold»: не целое число; пишите только цифры, например 1000, или одно из слов: FreedomWallet, Instant, Electron*'
    }
}
