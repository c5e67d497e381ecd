# Fields that are objects: addresses, identification, several limits.
BeforeDiscovery {
    # The same address in every form that a user may have it in.
    $forms = @(
        @{ Form = 'a hashtable'; Give = { @{ Country = 'KAZ'; PostalCode = '050000'; City = 'Almaty'; Street = 'Abay'; Building = '10-5' } } }
        @{ Form = 'a hashtable with the names of the API'; Give = { @{ country = 'KAZ'; postal_code = '050000'; address_line1 = 'Almaty'; address_line2 = 'Abay'; address_line3 = '10-5' } } }
        @{ Form = 'an ordered hashtable in other case'; Give = { [ordered]@{ COUNTRY = 'KAZ'; postalcode = '050000'; City = 'Almaty'; Address_Line2 = 'Abay'; BUILDING = '10-5' } } }
        @{ Form = 'an object'; Give = { [pscustomobject]@{ Country = 'KAZ'; PostalCode = '050000'; City = 'Almaty'; Street = 'Abay'; Building = '10-5' } } }
        @{ Form = 'an object from JSON'; Give = { '{"country":"KAZ","postal_code":"050000","address_line1":"Almaty","address_line2":"Abay","address_line3":"10-5"}' | ConvertFrom-Json } }
        @{ Form = 'a hashtable from JSON'; Give = { '{"country":"KAZ","postal_code":"050000","address_line1":"Almaty","address_line2":"Abay","address_line3":"10-5"}' | ConvertFrom-Json -AsHashtable } }
        @{ Form = 'a row of a file'; Give = { "Country,PostalCode,City,Street,Building`nKAZ,050000,Almaty,Abay,10-5" | ConvertFrom-Csv } }
        @{ Form = 'the type itself'; Give = { [FreedomPay.ClientAddress]@{ Country = 'KAZ'; PostalCode = '050000'; City = 'Almaty'; Street = 'Abay'; Building = '10-5' } } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    $client = @{ ProductId = 'Instant'; FirstName = 'Dana'; LastName = 'Kim'; Type = 'Individual'; Phone = '+77010000000'; Resident = 'Resident' }
    $whole = '{"country":"KAZ","postal_code":"050000","address_line1":"Almaty","address_line2":"Abay","address_line3":"10-5"}'

    # A row of a file with the given columns beside those that are required.
    function New-Row {
        param([hashtable] $More)
        [pscustomobject]($client + $More)
    }

    function Get-SentAddress {
        param([string] $Name = 'address1')
        (Get-SandboxState).cardClients[0].client.$Name | ConvertTo-Json -Compress
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'An address' {
    BeforeEach { Reset-Sandbox }

    It 'may be <Form>' -ForEach $forms {
        $null = New-FreedomPayCardClient @client -RegisteredAddress (& $Give)
        ($sent = (Get-SandboxState).cardClients[0]).operation_id | Should -Be 'createCardClient'
        foreach ($member in ($whole | ConvertFrom-Json).PSObject.Properties) { $sent.client.address1.($member.Name) | Should -BeExactly $member.Value }
        @($sent.client.address1.PSObject.Properties).Count | Should -Be 5
    }

    It 'may be <Form> in the column <Column> of a row' -ForEach ($forms | ForEach-Object { $form = $_; 'RegisteredAddress', 'address1' | ForEach-Object { $form + @{ Column = $_ } } }) {
        $null = New-Row @{ $Column = & $Give } | New-FreedomPayCardClient
        $sent = (Get-SandboxState).cardClients[0]
        foreach ($member in ($whole | ConvertFrom-Json).PSObject.Properties) { $sent.client.address1.($member.Name) | Should -BeExactly $member.Value }
    }

    It 'is the same as the columns of a file' {
        $null = "product_id,first_name,last_name,type,phone,resident,address1.country,address1.postal_code,address1.address_line1,address1.address_line2,address1.address_line3`n2000,Dana,Kim,1,+77010000000,1,KAZ,050000,Almaty,Abay,10-5" |
            ConvertFrom-Csv | New-FreedomPayCardClient
        Get-SentAddress | Should -Be $whole
    }

    It 'of residence and registered are two' {
        $null = New-FreedomPayCardClient @client -RegisteredAddress @{ City = 'Almaty' } -ResidenceAddress @{ Country = 'KGZ'; City = 'Bishkek' }
        Get-SentAddress address1 | Should -Be '{"address_line1":"Almaty"}'
        Get-SentAddress address2 | Should -Be '{"country":"KGZ","address_line1":"Bishkek"}'
    }

    It 'may come in parts: members that differ in an object and in columns' {
        $null = New-Row @{ RegisteredCountry = 'KAZ'; RegisteredStreet = ''; RegisteredAddress = @{ City = 'Almaty'; Street = 'Abay' } } | New-FreedomPayCardClient
        Get-SentAddress | Should -Be '{"country":"KAZ","address_line1":"Almaty","address_line2":"Abay"}'
    }

    It 'comes with whole rows of JSON, addresses and all' {
        $null = @'
[ { "product_id": 2000, "first_name": "Dana", "last_name": "Kim", "type": 1, "phone": "+77010000000", "resident": 1,
    "address1": { "country": "KAZ", "postal_code": "050000" }, "identification_info": { "idn_date": "2026-01-31T09:30:00+05:00", "identified_by": "made up" } },
  { "product_id": 2000, "first_name": "Timur", "last_name": "Kim", "type": 1, "phone": "+77010000001", "resident": 1, "address1": null } ]
'@ | ConvertFrom-Json -DateKind String | New-FreedomPayCardClient
        $made = (Get-SandboxState).cardClients.client
        $made[0].address1 | ConvertTo-Json -Compress | Should -Be '{"country":"KAZ","postal_code":"050000"}'
        $made[1].PSObject.Properties.Name | Should -Not -Contain 'address1'
    }

    It 'is of its row alone' {
        $null = (New-Row @{ RegisteredAddress = @{ City = 'Almaty' } }), (New-Row @{}), (New-Row @{ RegisteredAddress = $null }), (New-Row @{ RegisteredAddress = '' }) | New-FreedomPayCardClient
        $made = (Get-SandboxState).cardClients.client
        $made.Count | Should -Be 4
        $made[0].address1.address_line1 | Should -Be 'Almaty'
        $made[1..3] | ForEach-Object { $_.PSObject.Properties.Name | Should -Not -Contain 'address1' }
    }

    It 'given at the prompt is that of every row' {
        $null = (New-Row @{}), (New-Row @{}) | New-FreedomPayCardClient -RegisteredAddress @{ City = 'Almaty' }
        (Get-SandboxState).cardClients.client.address1.address_line1 | Should -Be 'Almaty', 'Almaty'
    }

    It 'has numbers as they are written, in <_>' -ForEach 'en-US', 'ru-RU', 'kk-KZ' {
        Invoke-InCulture $_ { $null = New-FreedomPayCardClient @client -RegisteredAddress @{ PostalCode = 720000; Building = 10.5 } }
        Get-SentAddress | Should -Be '{"postal_code":"720000","address_line3":"10.5"}'
    }

    It 'sends nothing under -WhatIf, right or wrong' {
        New-FreedomPayCardClient @client -RegisteredAddress @{ City = 'Almaty' } -WhatIf | Should -BeNullOrEmpty
        (Get-ErrorOf { New-FreedomPayCardClient @client -RegisteredAddress @{ Town = 'Almaty' } -WhatIf }).Count | Should -Be 1
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'The identification of a client' {
    BeforeEach { Reset-Sandbox }

    It 'may be <Form>' -ForEach @(
        @{ Form = 'a hashtable'; Value = @{ Date = '2026-01-31T09:30:00+05:00'; IdentifiedBy = 'made up' } }
        @{ Form = 'the names of the API'; Value = @{ idn_date = '2026-01-31T09:30:00+05:00'; identified_by = 'made up' } }
        @{ Form = 'a date object'; Value = @{ Date = [datetimeoffset]'2026-01-31T09:30:00+05:00'; IdentifiedBy = 'made up' } }
    ) {
        $body = Invoke-InCulture ru-RU { Get-SentBody { New-FreedomPayCardClient @client -Identification $Value -Debug } }
        $body.identification_info.identified_by | Should -Be 'made up'
        $body.identification_info.idn_date.ToUniversalTime().ToString('s') | Should -Be '2026-01-31T04:30:00'
    }

    It 'may be half an object and half a column' {
        $body = Get-SentBody { New-Row @{ identified_by = 'made up'; identification_info = @{ idn_date = '2026-01-31T09:30:00+05:00' } } | New-FreedomPayCardClient -Debug }
        @($body.identification_info.PSObject.Properties).Count | Should -Be 2
    }

    It 'that is half is refused, by the name of the half' {
        $found = Get-ErrorOf { New-FreedomPayCardClient @client -Identification @{ Date = '2026-01-31T09:30:00+05:00' } }
        $found.Count | Should -Be 1
        $found[0].Exception.Field | Should -Be 'Identification.Date'
        "$($found[0])" | Should -BeLike '*Identification.Date goes together with identification_info.identified_by; give both or neither*'
    }
}

Describe 'What is wrong with an object' {
    BeforeEach { Reset-Sandbox }

    It 'is a fault of its row: <Name>' -ForEach @(
        @{ Name = 'a wrong value'; Address = @{ Country = 'KZ' }; Field = 'RegisteredAddress.Country'; Says = "RegisteredAddress.Country 'KZ' is not a country code of three capital letters (ISO 3166-1 alpha-3); write KAZ if that is meant" }
        @{ Name = 'white space'; Address = @{ City = ' Almaty' }; Field = 'RegisteredAddress.City'; Says = "RegisteredAddress.City ' Almaty' has white space around it" }
        @{ Name = 'an unknown member'; Address = @{ Strete = 'Abay' }; Field = 'RegisteredAddress'; Says = "RegisteredAddress has no member 'Strete'; its members are Country, PostalCode, City, Street, Building" }
        @{ Name = 'an unknown member without a value'; Address = [pscustomobject]@{ Country = 'KAZ'; flat = $null }; Field = 'RegisteredAddress'; Says = "RegisteredAddress has no member 'flat'*" }
        @{ Name = 'text'; Address = 'Almaty, Abay 10-5'; Field = 'RegisteredAddress'; Says = 'RegisteredAddress is neither a hashtable nor an object; its members are Country, PostalCode, City, Street, Building' }
        @{ Name = 'a number'; Address = 50000; Field = 'RegisteredAddress'; Says = 'RegisteredAddress is neither a hashtable nor an object*' }
        @{ Name = 'several'; Address = @(@{ City = 'Almaty' }, @{ City = 'Astana' }); Field = 'RegisteredAddress'; Says = 'RegisteredAddress is neither a hashtable nor an object*' }
        @{ Name = 'two names of one member'; Address = @{ City = 'Almaty'; address_line1 = 'Astana' }; Field = 'RegisteredAddress.City'; Says = 'RegisteredAddress.City is given twice, by two names; give it once' }
        @{ Name = 'an object in a member'; Address = @{ City = @{ Name = 'Almaty' } }; Field = 'RegisteredAddress.City'; Says = 'RegisteredAddress.City is not text' }
    ) {
        $outcome = @(Get-Outcome { (New-Row @{}), (New-Row @{ RegisteredAddress = $Address }), (New-Row @{ RegisteredAddress = @{ City = 'Almaty' } }) | New-FreedomPayCardClient })
        $outcome.Count | Should -Be 3
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[1].Exception.Row | Should -Be 2
        $outcome[1].Exception.Field | Should -Be $Field
        "$($outcome[1])" | Should -BeLike "Row 2: $Says. Nothing was sent."
        $outcome[0, 2].Status | Should -Be 'ok', 'ok'
        @(Get-SandboxRequest).Count | Should -Be 2
    }

    It 'is a fault at the prompt too, and not an error of the binding: <_>' -ForEach 'Almaty', @{ Town = 'Almaty' }, 5 {
        $found = Get-ErrorOf { New-FreedomPayCardClient @client -RegisteredAddress $_ }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'is told all at once, with the wrong columns' {
        $row = New-Row @{ Email = 'dana'; RegisteredAddress = @{ Country = 'kaz'; Zip = '1'; City = "Almaty`0" }; ResidenceAddress = 'Astana'; Identification = @{ Date = '31.01.2026'; IdentifiedBy = 'x' } }
        $found = Get-ErrorOf { $row | New-FreedomPayCardClient }
        $found.Count | Should -Be 1
        $found[0].Exception.Field | Sort-Object |
            Should -Be 'Email', 'Identification.Date', 'RegisteredAddress', 'RegisteredAddress.City', 'RegisteredAddress.Country', 'ResidenceAddress'
        "$($found[0])" | Should -BeLike "*Identification.Date '31.01.2026' is not a date and time with offset*"
    }

    It 'is a member that a column gives too: <Column>' -ForEach @{ Column = 'RegisteredCountry' }, @{ Column = 'address1.country' } {
        $found = Get-ErrorOf { New-Row @{ $Column = 'KAZ'; RegisteredAddress = @{ Country = 'KAZ' } } | New-FreedomPayCardClient }
        $found.Count | Should -Be 1
        "$($found[0])" | Should -BeLike 'Row 1: RegisteredAddress.Country is given by RegisteredCountry too; give it once. Nothing was sent.'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'is a member that the prompt gives too, for every row that has it' {
        $outcome = @(Get-Outcome { (New-Row @{ RegisteredCity = 'Almaty' }), (New-Row @{ RegisteredCity = '' }) | New-FreedomPayCardClient -RegisteredAddress @{ City = 'Astana' } })
        $outcome[0].Exception.Field | Should -Be 'RegisteredAddress.City'
        $outcome[1].Status | Should -Be 'ok'
        Get-SentAddress | Should -Be '{"address_line1":"Astana"}'
    }

    It 'is a member that -AdditionalField gives too' {
        $found = Get-ErrorOf { New-FreedomPayCardClient @client -RegisteredAddress @{ City = 'Almaty' } -AdditionalField @{ 'client.address1.address_line1' = 'Astana' } }
        "$($found[0])" | Should -BeLike '*client.address1.address_line1 is given by a parameter too*'
    }

    It 'is a row of version 2 that has one' {
        $outcome = @(Get-Outcome { [pscustomobject]@{ ProductId = '2000'; FirstName = 'Dana'; LastName = 'Kim'; Citizenship = 'KAZ'; RegisteredAddress = @{ City = 'Almaty' } } | New-FreedomPayCardClient })
        $outcome.Count | Should -Be 1
        $outcome[0] | Should -BeOfType ([Management.Automation.ErrorRecord])
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'Personal data in an object' {
    BeforeEach { Reset-Sandbox }

    It 'is masked in the trace as in a parameter of its own' {
        $text = New-FreedomPayCardClient @client -RegisteredAddress @{ Country = 'KAZ'; City = 'Almaty'; Street = 'Abay' } -Debug -Verbose 4>&1 5>&1 | Out-String -Width 400
        $text | Should -Match '"address_line1":"\*\*\*"'
        $text | Should -Not -Match 'Almaty|Abay'
    }

    It 'does not show in its text' {
        "$([FreedomPay.ClientAddress]@{ Country = 'KAZ'; City = 'Almaty' })" | Should -Be 'Country, City'
    }

    It 'is not in what -WhatIf says' {
        Start-Transcript (Join-Path $TestDrive 'whatif.txt') | Out-Null
        New-FreedomPayCardClient @client -RegisteredAddress @{ City = 'Almaty' } -WhatIf
        Stop-Transcript | Out-Null
        Get-Content (Join-Path $TestDrive 'whatif.txt') -Raw | Should -Match 'What if'
        Get-Content (Join-Path $TestDrive 'whatif.txt') | Where-Object { $_ -match 'What if' } | Should -Not -Match 'Almaty'
    }

    It 'comes back with a refused row, to be corrected and given again' {
        $found = Get-ErrorOf { New-Row @{ RegisteredAddress = @{ City = 'Almaty'; Country = 'KZ' } } | New-FreedomPayCardClient }
        $back = $found[0].TargetObject
        $back.RegisteredAddress.Country = 'KAZ'
        $null = $back | New-FreedomPayCardClient
        (Get-SandboxState).cardClients[0].client.address1 | ForEach-Object { "$($_.country) $($_.address_line1)" } | Should -Be 'KAZ Almaty'
    }

    It 'comes back without card numbers and secrets, from <Form>' -ForEach @(
        @{ Form = 'a hashtable'; Give = { @{ Street = '4405645000006150'; cvc = '653871' } } }
        @{ Form = 'an object'; Give = { [pscustomobject]@{ Street = '4405645000006150'; cvc = '653871' } } }
        @{ Form = 'several'; Give = { , @(@{ Street = '4405645000006150'; cvc = '653871' }) } }
        @{ Form = 'something deep'; Give = { @{ Street = @{ more = [pscustomobject]@{ Note = 'card 4405645000006150'; cvc = '653871' } } } } }
    ) {
        $found = Get-ErrorOf { New-Row @{ RegisteredAddress = & $Give } | New-FreedomPayCardClient }
        $found.Count | Should -Be 1
        $all = ($found[0].TargetObject | ConvertTo-Json -Depth 8) + "$($found[0])" + ($found[0].Exception | Format-List * -Force | Out-String)
        $all | Should -Match '440564\*+6150'
        $all | Should -Not -Match '4405645000006150|653871'
    }

    It 'comes back without card numbers from the type itself' {
        $found = Get-ErrorOf { New-Row @{ RegisteredAddress = [FreedomPay.ClientAddress]@{ Street = '4405645000006150'; Country = 'KZ' } } | New-FreedomPayCardClient }
        $found[0].TargetObject.RegisteredAddress.Street | Should -Be '440564******6150'
        $found[0].TargetObject.RegisteredAddress.Country | Should -Be 'KZ'
    }

    It 'that holds itself ends nothing' {
        $round = @{ City = 'Almaty' }
        $round.Street = $round
        $found = Get-ErrorOf { New-Row @{ RegisteredAddress = $round } | New-FreedomPayCardClient }
        "$($found[0])" | Should -BeLike 'Row 1: RegisteredAddress.Street is not text*'
    }
}

Describe 'Several limits' {
    BeforeAll {
        $day = @{ TransactionType = 'pay'; Period = 'day'; AmountType = 'max'; Amount = '50000.50'; Currency = 'KZT' }
        $month = @{ transaction_type = 'withdrawal'; period = 'month'; 'amount.type' = 'max'; 'amount.value' = '200000'; 'amount.currency' = 'KZT' }
        $both = '[{"transaction_type":"pay","period":"day","amount":[{"type":"max","value":"50000.50","currency":"KZT"}]},{"transaction_type":"withdrawal","period":"month","amount":[{"type":"max","value":"200000","currency":"KZT"}]}]'

        function Get-CardLimit {
            (Get-FreedomPayCardLimit card 123456789).AdditionalProperties['sandbox_limits']
        }
    }

    BeforeEach { Reset-Sandbox }

    It 'go out in one request, as <Form>' -ForEach @(
        @{ Form = 'hashtables'; Give = { $day, $month } }
        @{ Form = 'objects'; Give = { [pscustomobject]$day, [pscustomobject]$month } }
        @{ Form = 'the type and a hashtable'; Give = { [FreedomPay.CardLimit]$day, $month } }
        @{ Form = 'a list'; Give = { , [Collections.Generic.List[object]]@($day, $month) } }
    ) {
        $limits = & $Give
        $body = @(Get-SentBody { Set-FreedomPayCardLimit card 123456789 -Limit $limits -Debug })
        $body.Count | Should -Be 1
        $body[0].limits | ConvertTo-Json -Depth 5 -Compress | Should -Be $both
        @(Get-CardLimit).Count | Should -Be 2
    }

    It 'go out for each row of JSON' {
        $rows = @"
[{ "object.type": "card", "object.value": "123456789", "limits": [ { "transaction_type": "pay", "amount.value": "5.00" }, { "transaction_type": "withdrawal" } ] },
 { "ObjectType": "card", "CardId": "123456789", "Limit": { "TransactionType": "withdrawal_atm" } }]
"@ | ConvertFrom-Json
        @($rows | Set-FreedomPayCardLimit).RequestStatus.Count | Should -Be 2
        (Get-CardLimit).transaction_type | Should -Be 'pay', 'withdrawal', 'withdrawal_atm'
    }

    It 'may be one' {
        $null = Set-FreedomPayCardLimit card 123456789 -Limit $day
        @(Get-CardLimit).Count | Should -Be 1
    }

    It 'with <Name> are refused by the place of each fault' -ForEach @(
        @{ Name = 'wrong values'; Limit = @(@{ TransactionType = 'pay'; Amount = '1500,50' }, @{ TransactionType = 'pay'; Currency = 'tenge' }); Field = 'Limit[0].Amount', 'Limit[1].Currency' }
        @{ Name = 'a decimal comma typed'; Limit = @{ TransactionType = 'pay'; Amount = 1500, 50 }; Field = 'Limit[0].Amount' }
        @{ Name = 'no kind of transaction'; Limit = @(@{ TransactionType = 'pay' }, @{ Period = 'day' }); Field = 'Limit[1].TransactionType' }
        @{ Name = 'an empty amount'; Limit = @{ TransactionType = 'pay'; Amount = '' }; Field = 'Limit[0].Amount' }
        @{ Name = 'an unknown member'; Limit = @(@{ TransactionType = 'pay' }, @{ TransactionType = 'pay'; Sum = '5' }); Field = 'Limit[1]' }
        @{ Name = 'text'; Limit = 'pay'; Field = 'Limit[0]', 'Limit[0].TransactionType' }
        @{ Name = 'an empty place'; Limit = @(@{ TransactionType = 'pay' }, $null); Field = 'Limit[1].TransactionType' }
        @{ Name = 'nothing'; Limit = @(); Field = 'Limit' }
    ) {
        $found = Get-ErrorOf { [pscustomobject]@{ ObjectType = 'card'; ObjectValue = '123456789'; Limit = $Limit } | Set-FreedomPayCardLimit }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $found[0].Exception.Field | Should -Be $Field
        "$($found[0])" | Should -BeLike 'Row 1: *Nothing was sent.'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'are refused at the prompt like in a row' {
        $found = Get-ErrorOf { Set-FreedomPayCardLimit card 123456789 -Limit @{ TransactionType = 'pay'; Amount = '1e3' } }
        "$($found[0])" | Should -BeLike "Limit``[0``].Amount '1e3' is not an amount*"
    }

    It 'are the same in <_>' -ForEach 'ru-RU', 'kk-KZ' {
        $body = Invoke-InCulture $_ { Get-SentBody { Set-FreedomPayCardLimit card 123456789 -Limit @{ TransactionType = 'pay'; Amount = 1500.5 } -Debug } }
        $body.limits[0].amount[0].value | Should -Be '1500.5'
    }

    It 'send nothing under -WhatIf' {
        Set-FreedomPayCardLimit card 123456789 -Limit $day, $month -WhatIf
        Get-SandboxRequestCount | Should -Be 0
    }
}
