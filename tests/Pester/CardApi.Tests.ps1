# The Card API: the life of a card, PINs, limits, statements and refunds.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # What the sandbox remembers of a card.
    function Get-CardState {
        param([string] $CardId)
        $sandbox = (Get-FreedomPayConnection).BaseUri
        (Invoke-RestMethod "${sandbox}_sandbox/state").cards | Where-Object card_id -eq $CardId
    }

    $holder = @{ ProductId = 2000; FirstName = 'Ivan'; LastName = 'Ivanov'; Phone = '+77011234567'; Country = 'KAZ'; PersonId = '790315300100' }
}

Describe 'The life of a card' {
    BeforeEach { Reset-Sandbox }

    It 'runs from client to closed card through the pipeline' {
        $client = New-FreedomPayCardClient -ProductId 2000 -FirstName Ivan -LastName Ivanov -Wait
        $client.RequestStatus | Should -Be 'success'
        $client.ClientId | Should -Not -BeNullOrEmpty

        $card = $client | New-FreedomPayCard @holder | Wait-FreedomPayCardRequest
        $card.CardId.Count | Should -Be 1
        (Get-CardState $card.CardId[0]).state | Should -Be 'issued'
        (Get-CardState $card.CardId[0]).client_id | Should -Be $client.ClientId

        $id = $card.CardId[0]
        $card | Enable-FreedomPayCard -Wait -WarningAction Ignore | ForEach-Object RequestStatus | Should -Be 'success'
        (Get-CardState $id).state | Should -Be 'active'
        Get-FreedomPayCard -CardId $id | Block-FreedomPayCard -Reason Lost -WarningAction Ignore | ForEach-Object CardId | Should -Be $id
        (Get-CardState $id).state | Should -Be 'blocked'
        Get-FreedomPayCard -CardId $id | Unblock-FreedomPayCard -Reason Found | Wait-FreedomPayCardRequest | ForEach-Object RequestStatus | Should -Be 'success'
        (Get-CardState $id).state | Should -Be 'active'
        Get-FreedomPayCard $id | Close-FreedomPayCard -Reason 'Contract ended' -Confirm:$false
        (Get-CardState $id).state | Should -Be 'closed'
    }

    It 'gives every request of a pipeline a number of its own' {
        $card = Get-FreedomPayCard 123456789
        $request = $card | Unblock-FreedomPayCard -Reason x
        $request.RequestId | Should -Not -Be $card.RequestId
        ($request | Reset-FreedomPayCardPinCounter).RequestId | Should -Not -Be $request.RequestId
    }

    It 'refuses a move that the card may not make, by what the API says' {
        $null = Close-FreedomPayCard 123456701 -Reason x -Confirm:$false
        $found = Get-ErrorOf { Unblock-FreedomPayCard 123456701 -Reason x }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        "$($found[0])" | Should -BeLike '*is closed, so it cannot become active*'
        $found[0].Exception.Documentation | Should -Be 'https://docs.freedompay.kz/api-12074991'
    }

    It 'binds a single card of a request, and refuses several at once' {
        $several = [pscustomobject]@{ CardId = @('123456701', '123456702') }
        $found = Get-ErrorOf { $several | Unblock-FreedomPayCard -Reason x }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($found[0])" | Should -BeLike "*CardId '123456701,123456702' holds several values*"
        Get-SandboxRequest unblockCard | Should -BeNullOrEmpty

        $request = [pscustomobject]@{ CardId = @('123456701') } | Unblock-FreedomPayCard -Reason x
        $request.CardId | Should -Be '123456701'
    }

    It 'takes ids as they are from the pipeline' {
        @('123456701', '123456702' | Get-FreedomPayCard).CardId | Should -Be @('123456701', '123456702')
        @(123456701..123456703 | Block-FreedomPayCard -Reason Lost -WarningAction Ignore).CardId | Should -Be @('123456701', '123456702', '123456703')
    }

    It 'ties a client to a card of the batch, once' {
        $client = New-FreedomPayCardClient -ProductId 2000 -FirstName Ivan -LastName Ivanov -Wait
        $client | Set-FreedomPayCardHolder -CardId 123456789 -Wait | ForEach-Object RequestStatus | Should -Be 'success'
        (Get-CardState 123456789).client_id | Should -Be $client.ClientId
        $other = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -Wait
        "$((Get-ErrorOf { $other | Set-FreedomPayCardHolder -CardId 123456789 })[0])" | Should -BeLike '*belongs to another client*'
    }

    It 'changes the phone number of a client' {
        $client = New-FreedomPayCardClient -ProductId 2000 -FirstName Ivan -LastName Ivanov -Wait
        $body = Get-SentBody { $client | Set-FreedomPayCardClient -ProductId 2000 -Phone +77017654321 -Debug }
        $body.client_id | Should -Be $client.ClientId
        $body.product_id | Should -Be 2000
        $sandbox = (Get-FreedomPayConnection).BaseUri
        (Invoke-RestMethod "${sandbox}_sandbox/state").cardClients[0].changed_phone | Should -Be '77017654321'
    }
}

Describe 'A file of cards' {
    BeforeEach { Reset-Sandbox }

    It 'is issued from <Columns> columns, bad rows apart' -ForEach @(
        @{ Columns = 'friendly'; Csv = "ProductId,FirstName,LastName,Phone,Country,PersonId`n2000,Ivan,Ivanov,+77011234567,KAZ,790315300101`n2000,Dana,Kim,8 701 123 45 67,KAZ,790315300102`n2000,,Kim,+77011234568,KAZ,790315300103`n2000,Aigerim,Serikova,77011234569,KAZ,790315300104" }
        @{ Columns = 'wire'; Csv = "product_id,first_name,last_name,phone,country,person_id`n2000,Ivan,Ivanov,+77011234567,KAZ,790315300101`n2000,Dana,Kim,8 701 123 45 67,KAZ,790315300102`n2000,,Kim,+77011234568,KAZ,790315300103`n2000,Aigerim,Serikova,77011234569,KAZ,790315300104" }
    ) {
        $cards = @($Csv | ConvertFrom-Csv | New-FreedomPayCard -Wait -ErrorAction SilentlyContinue -ErrorVariable refused)
        $cards.Count | Should -Be 2
        $cards.RequestStatus | Should -Be @('success', 'success')
        $refused.Count | Should -Be 2
        "$($refused[0])" | Should -BeLike "Row 2: Phone '8 701 123 45 67' is not a phone number*"
        "$($refused[1])" | Should -BeLike 'Row 3: FirstName is empty*'
        @(Get-SandboxRequest issueCard).Count | Should -Be 2
    }

    It 'is blocked from <Name>' -ForEach @(@{ Name = 'CardId' }, @{ Name = 'card_id' }) {
        $rows = 123456701..123456703 | ForEach-Object { [pscustomobject]@{ $Name = "$_"; description = 'Lost batch' } }
        @($rows | Block-FreedomPayCard -ThrottleLimit 3 -WarningAction Ignore).CardId | Should -Be @('123456701', '123456702', '123456703')
        123456701..123456703 | ForEach-Object { (Get-CardState $_).state } | Should -Be @('blocked', 'blocked', 'blocked')
    }

    It 'reports a declined card as a failed request' {
        $found = Get-ErrorOf { New-FreedomPayCard @holder -Wait | Out-Null; New-FreedomPayCard -ProductId 2000 -FirstName Ivan -LastName Declined -Phone +77011234567 -Country KAZ -PersonId 790315300100 -Wait }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed,*'
        $found[0].ErrorDetails.RecommendedAction | Should -BeLike 'The API does not tell the reason here.*'
    }
}

Describe 'What nothing can undo' {
    BeforeEach { Reset-Sandbox }

    It '<Name> says beforehand what it would act upon, and sends nothing' -ForEach @(
        @{ Name = 'Close-FreedomPayCard'; Command = { Close-FreedomPayCard 123456789 -Reason x -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Set-FreedomPayCardPin'; Command = { Set-FreedomPayCardPin 123456789 -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Unblock-FreedomPayCard'; Command = { Unblock-FreedomPayCard 123456789 -Reason x -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Block-FreedomPayCard'; Command = { Block-FreedomPayCard 123456789 -Reason x -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Enable-FreedomPayCard'; Command = { Enable-FreedomPayCard 123456789 -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Reset-FreedomPayCardPinCounter'; Command = { Reset-FreedomPayCardPinCounter 123456789 -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Set-FreedomPayCardLimit'; Command = { Set-FreedomPayCardLimit card 123456789 -TransactionType pay -WhatIf }; Thing = 'card 123456789' }
        @{ Name = 'Set-FreedomPayCardHolder'; Command = { Set-FreedomPayCardHolder 123456789 7 -WhatIf }; Thing = 'card 123456789 and client 7' }
        @{ Name = 'Set-FreedomPayCardClient'; Command = { Set-FreedomPayCardClient 7 -ProductId 1000 -Phone +77011234567 -WhatIf }; Thing = 'client 7' }
        @{ Name = 'Confirm-FreedomPayCardClient'; Command = { Confirm-FreedomPayCardClient 7 -WhatIf }; Thing = 'client 7' }
        @{ Name = 'New-FreedomPayCardTransactionRefund'; Command = { New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 5 -WhatIf }; Thing = 'transaction 900123456789, 5' }
        @{ Name = 'New-FreedomPayCard'; Command = { New-FreedomPayCard -ProductId 2000 -FirstName Ivan -LastName Ivanov -Phone +77011234567 -Country KAZ -PersonId 790315300100 -WhatIf }; Thing = 'a card of product 2000' }
    ) {
        Start-Transcript (Join-Path $TestDrive 'whatif.txt') | Out-Null
        . $Command -WarningAction Ignore | Should -BeNullOrEmpty
        Stop-Transcript | Out-Null
        Get-Content (Join-Path $TestDrive 'whatif.txt') -Raw | Should -BeLike "*What if:*$Thing*Sandbox (*"
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It '<_> asks unless told not to' -ForEach 'Close-FreedomPayCard', 'Set-FreedomPayCardPin' {
        (Get-Command $_).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be 'High'
    }
}

Describe 'A PIN' {
    BeforeEach { Reset-Sandbox }

    It 'is made by the processing centre when none is given' {
        (Set-FreedomPayCardPin 123456789 -Confirm:$false).CardId | Should -Be '123456789'
        (Get-CardState 123456789).pin_changes | Should -Be 1
    }

    It 'is taken as <Kind> and never shown' -ForEach @(
        @{ Kind = 'SecureString'; Pin = { ConvertTo-SecureString 'q83vEjRWeJA=' -AsPlainText -Force } }
        @{ Kind = 'text'; Pin = { 'q83vEjRWeJA=' } }
    ) {
        $text = Set-FreedomPayCardPin 123456789 -Pin (& $Pin) -Confirm:$false -Debug -Verbose 4>&1 5>&1 | Out-String
        $text | Should -Match '"pin":"\*\*\*"'
        $text | Should -Not -Match 'q83vEjRWeJA'
        (Get-CardState 123456789).pin_changes | Should -Be 1
    }

    It 'is not generated because a cell is empty, and does not show in the row of an error' {
        $rows = "card_id,pin`n123456789,`n,q83vEjRWeJA=" | ConvertFrom-Csv
        $found = Get-ErrorOf { $rows | Set-FreedomPayCardPin -Confirm:$false }
        $found.Count | Should -Be 2
        "$($found[0])" | Should -BeLike 'Row 1: Pin is empty*'
        $found[1].TargetObject.pin | Should -Be '***'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'is generated for a row without the column, though an earlier row left its cell empty' {
        $rows = [pscustomobject]@{ card_id = '123456789'; pin = '' }, [pscustomobject]@{ card_id = '123456789' }
        $found = @(Get-Outcome { $rows | Set-FreedomPayCardPin -Confirm:$false })
        "$($found[0])" | Should -BeLike 'Row 1: Pin is empty*'
        $found[1].RequestStatus | Should -Be 'process'
        (Get-SandboxRequest setCardPin).Count | Should -Be 1
    }

    It 'is never sent twice' {
        Set-FreedomPaySandboxFault -OperationId setCardPin -Kind AnswerLost -Count 1
        $found = Get-ErrorOf { Set-FreedomPayCardPin 123456789 -Confirm:$false }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        @(Get-SandboxRequest setCardPin).Count | Should -Be 1
    }

    It 'gives no comparison away, and prints a mask' {
        $pin = [FreedomPay.SensitiveText]'1234'
        "$pin" | Should -Be '***'
        $pin -eq '1234' | Should -BeFalse
        $pin | ConvertTo-Json -Compress | Should -Not -Match '1234'
        $pin.PSObject.Properties.Name | Should -BeNullOrEmpty
    }

    It 'is safe from a number at the prompt' {
        $text = Set-FreedomPayCardPin 123456789 -Pin 98765432 -Confirm:$false -Debug 5>&1 | Out-String
        $text | Should -Not -Match '98765432'
    }
}

Describe 'Limits' {
    BeforeEach { Reset-Sandbox }

    It 'are sent as the documented example has them' {
        $body = Get-SentBody { Set-FreedomPayCardLimit card 123456789 -TransactionType withdrawal_atm -Period month -AmountType max -Amount 5000 -Currency USD -Debug }
        $body.object | ConvertTo-Json -Compress | Should -Be '{"type":"card","value":"123456789"}'
        ConvertTo-Json $body.limits -Depth 5 -Compress | Should -Be '[{"transaction_type":"withdrawal_atm","period":"month","amount":[{"type":"max","value":"5000","currency":"USD"}]}]'
    }

    It 'are set from <Columns> columns, bad rows apart, and listed' -ForEach @(
        @{ Columns = 'friendly'; Csv = "ObjectType,ObjectValue,TransactionType,Period,AmountType,Amount,Currency`ncard,123456789,pay,day,max,1500.50,KZT`ncard,123456789,withdrawal,day,max,`"1500,50`",KZT`ncard,123456789,withdrawal,day,max,,KZT`ncart,123456789,pay,day,max,1,KZT" }
        @{ Columns = 'wire'; Csv = "object.type,object.value,transaction_type,period,amount.type,amount.value,currency`ncard,123456789,pay,day,max,1500.50,KZT`ncard,123456789,withdrawal,day,max,`"1500,50`",KZT`ncard,123456789,withdrawal,day,max,,KZT`ncart,123456789,pay,day,max,1,KZT" }
    ) {
        $set = @($Csv | ConvertFrom-Csv | Set-FreedomPayCardLimit -ErrorAction SilentlyContinue -ErrorVariable refused)
        $set.Count | Should -Be 1
        $refused.Count | Should -Be 3
        "$($refused[0])" | Should -BeLike "Row 2: Amount '1500,50' is not an amount*"
        "$($refused[1])" | Should -BeLike 'Row 3: Amount is empty*'
        "$($refused[2])" | Should -BeLike "Row 4: ObjectType 'cart' is none of card, account, client*"

        $limits = Get-FreedomPayCard 123456789 | Get-FreedomPayCardLimit -ObjectType card
        $limits.ObjectValue | Should -Be '123456789'
        $limits.AdditionalProperties['sandbox_limits'].Count | Should -Be 1
        $limits.AdditionalProperties['sandbox_limits'][0].amount[0].value | Should -Be '1500.50'
    }
}

Describe 'A statement' {
    BeforeEach { Reset-Sandbox }

    It 'shows a refund, with amounts that are numbers and print alike everywhere' {
        $refund = New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 1500.50 -Wait
        $refund.TransactionId | Should -Not -BeNullOrEmpty
        $statement = Get-FreedomPayCardStatement 123456789
        $statement.CardId | Should -Be '123456789'
        $statement.Operations.Type | Should -Be @('purchase', 'refund')
        $statement.Operations[1].Rrn | Should -Be $refund.TransactionId
        $statement.Operations[1].CardId | Should -Be '123456789'
        $statement.Operations[1].Amount | Should -BeOfType ([FreedomPay.Amount])
        "$($statement.Operations[1].Amount)" | Should -Be '1500.50'
        ($statement.Operations | Measure-Object Amount -Sum).Sum | Should -Be 11500.50
        $statement.Operations[0].Merchant.PSObject.Properties.Name | Should -Be 'sandbox_order_id'
    }

    It 'is limited to a period' {
        (Get-FreedomPayCardStatement 123456789 -EndDate 2020-01-01T00:00:00+05:00).Operations.Count | Should -Be 0
        $found = Get-ErrorOf { Get-FreedomPayCardStatement 123456789 -StartDate 01.11.2026 }
        "$($found[0])" | Should -BeLike "*StartDate '01.11.2026' is not a date and time with offset*"
    }

    It 'can be extended' {
        $statement = Get-FreedomPayCard 123456789 | Get-FreedomPayCardStatement -Extended -StartDate 2020-01-01T00:00:00+05:00 -EndDate 2100-01-01T00:00:00+05:00
        $statement.CardMask | Should -Be '440043******6789'
        $statement.Accounts[0].Iban | Should -BeLike 'KZ*'
        "$($statement.Accounts[0].Amount)" | Should -Be '90000.00'
        $statement.Authorizations[0].FullAmount | Should -Be 10000
        $statement.Balances.sandbox_KZT | Should -Be 90000
        $statement.AdditionalProperties.Count | Should -Be 0
        { Get-FreedomPayCardStatement 123456789 -Extended -StartDate 2020-01-01T00:00:00+05:00 } | Should -Throw
    }

    It 'is asked of a file of cards' {
        $rows = "card_id`n123456701`nno such card`n123456702" | ConvertFrom-Csv
        $statements = @($rows | Get-FreedomPayCardStatement -ErrorAction SilentlyContinue -ErrorVariable refused)
        $statements.CardId | Should -Be @('123456701', '123456702')
        "$($refused[0])" | Should -BeLike 'Row 2: *card_id is unknown*'
    }
}

Describe 'A refund' {
    BeforeEach { Reset-Sandbox }

    It 'goes out as a JSON number with its decimals' {
        $text = New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 1500.50 -Debug 5>&1 | Out-String
        $text | Should -Match '"amount":1500\.50[,}]'
    }

    It 'of a file refuses <Amount>' -ForEach @(@{ Amount = '1500,50' }, @{ Amount = '' }, @{ Amount = '-5' }, @{ Amount = '007' }, @{ Amount = '1e3' }, @{ Amount = '1kb' }, @{ Amount = '1.234' }) {
        $row = [pscustomobject]@{ order_id = 'A-1'; transaction_id = '900123456789'; RefundAmount = $Amount }
        $found = Get-ErrorOf { $row | New-FreedomPayCardTransactionRefund }
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'of a file whose column of amounts is misspelt gives nothing back' {
        $row = [pscustomobject]@{ OrderId = 'A-1'; TransactionId = '900123456789'; Sum = '5' }
        Get-ErrorOf { $row | New-FreedomPayCardTransactionRefund } | Should -Not -BeNullOrEmpty
        Get-ErrorOf { New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -RefundAmount $null } | Should -Not -BeNullOrEmpty
        Get-SandboxRequest refundCardTransaction | Should -BeNullOrEmpty
    }

    It 'gives back the whole with -Full, and names no amount' {
        $body = Get-SentBody { New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Full -Debug }
        $body.transaction_id | Should -Be '900123456789'
        $body.PSObject.Properties.Name | Should -Not -Contain 'amount'
    }

    It 'is made once, though its answer is lost' {
        Set-FreedomPaySandboxFault -OperationId refundCardTransaction -Kind AnswerLost -Count 1
        $refund = New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 100 -Wait -WarningAction SilentlyContinue -WarningVariable warnings
        $refund.Recovered | Should -BeTrue
        $refund.TransactionId | Should -Not -BeNullOrEmpty
        "$warnings" | Should -BeLike '*answer was lost*'
        (Get-CardState 123456789).refunds | Should -Be 1
        @(Get-SandboxRequest refundCardTransaction).Count | Should -Be 1
    }

    It 'may not be more than is left' {
        $null = New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 9999.99
        "$((Get-ErrorOf { New-FreedomPayCardTransactionRefund -OrderId A-1 -TransactionId 900123456789 -Amount 1 })[0])" | Should -BeLike '*0.01*'
    }
}

Describe 'Waiting' {
    BeforeEach { Reset-Sandbox }

    It 'that takes too long leaves the outcome unknown and sends nothing again' {
        Set-FreedomPaySandboxFault -OperationId getCardRequestStatus -Kind ServerError -Count 1000
        try {
            $found = Get-ErrorOf { New-FreedomPayCard @holder -Wait -TimeoutSec 1 }
            # A row that is cut off, and does not end by itself in time, has the error of the command behind its own.
            @($found | Where-Object FullyQualifiedErrorId -NotLike 'FreedomPay.CommandTimeout,*').Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
            $found[0].ErrorDetails.RecommendedAction | Should -BeLike "*Ask with Get-FreedomPayCardRequest for $($found[0].Exception.RequestId)*"
            @(Get-SandboxRequest issueCard).Count | Should -Be 1
        }
        finally { Clear-FreedomPaySandboxFault }
    }

    It 'repeats a request that may be repeated under a new number, and follows that one' {
        Set-FreedomPaySandboxFault -OperationId blockCard -Kind Reset -Count 1
        $request = Block-FreedomPayCard 123456789 -Reason x -Wait -WarningAction Ignore
        $request.RequestStatus | Should -Be 'success'
        @(Get-SandboxRequest blockCard).Count | Should -Be 2
    }

    # A repeat under a new number could undo what somebody has done in between.
    It 'sends <Operation> once, and asks what became of it by its own number' -ForEach @(
        @{ Operation = 'unblockCard'; Act = { Unblock-FreedomPayCard 123456789 -Reason x } }
        @{ Operation = 'closeCard'; Act = { Close-FreedomPayCard 123456789 -Reason x -Confirm:$false } }
        @{ Operation = 'resetCardPinCounter'; Act = { Reset-FreedomPayCardPinCounter 123456789 } }
        @{ Operation = 'setCardLimits'; Act = { Set-FreedomPayCardLimit card 123456789 -TransactionType pay -Period day -AmountType max -Amount 5 -Currency KZT } }
        @{ Operation = 'updateCardClient'; Act = { New-FreedomPayCardClient -ProductId Instant -FirstName A -LastName B -Wait | Set-FreedomPayCardClient -ProductId 2000 -Phone +77011234567 } }
    ) {
        Set-FreedomPaySandboxFault -OperationId $Operation -Kind AnswerLost -Count 1
        $request = & $Act -WarningAction Ignore
        $request.Recovered | Should -BeTrue
        $sent = @(Get-SandboxRequest $Operation)
        $sent | Should -HaveCount 1
    }

    It 'does not activate a card again, and says that nobody knows' {
        Set-FreedomPaySandboxFault -OperationId activateCard -Kind AnswerLost -Count 1
        (Get-ErrorOf { Enable-FreedomPayCard 123456789 -WarningAction Ignore })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        @(Get-SandboxRequest activateCard) | Should -HaveCount 1
    }
}

Describe 'An inferred path' {
    It 'warns once in a runspace and names the way round' {
        $result = [powershell]::Create().AddScript({
            param($module, $connection)
            Import-Module $module
            1..2 | ForEach-Object { Get-FreedomPayCardBalance 123456789 -Connection $connection }
            Block-FreedomPayCard 123456780 -Reason x -Connection $connection
            Get-FreedomPayCard 123456780 -Connection $connection
        }).AddArgument((Get-Module FreedomPay.PowerShell).Path).AddArgument((Get-FreedomPayConnection))
        $output = $result.Invoke()
        $output.Count | Should -Be 4
        $warnings = @($result.Streams.Warning)
        $result.Dispose()
        $warnings.Count | Should -Be 2
        "$($warnings[0])" | Should -BeLike '*getCardBalance*inferred*Invoke-FreedomPayRequest*'
        "$($warnings[1])" | Should -BeLike '*blockCard*'
        $output[0].AdditionalProperties['sandbox_balance'] | Should -Be 90000
    }

    It 'asks for a client and verifies them' {
        $client = New-FreedomPayCardClient -ProductId 2000 -FirstName Ivan -LastName Ivanov -Wait
        ($client | Confirm-FreedomPayCardClient -Wait -WarningAction Ignore).RequestStatus | Should -Be 'success'
        $known = $client | Get-FreedomPayCardClient -WarningAction Ignore
        $known.ClientId | Should -Be $client.ClientId
        $known.AdditionalProperties['sandbox_verified'] | Should -BeTrue
        $known.AdditionalProperties['sandbox_client'].ln_id | Should -Be 'Ivanov'
    }
}

Describe 'A cardholder' {
    It 'is compared, and the token of the card never shown' {
        $text = Test-FreedomPayCardholder -FirstName Dana -LastName Kim -Phone 7077070707 -CardToken 00000000-0000-0000-0000-0000000000a1 -Debug 5>&1 | Out-String -Width 400
        $text | Should -Match '44\.37%'
        $text | Should -Not -Match '0000000000a1'
        $text | Should -Not -Match 'Dana|7077070707'
    }

    It 'is compared from a file with the names of the API' {
        $rows = "request_id,user_phone,first_name,last_name,card_token`n9a1c6959-2188-4292-a48e-aeb586204676,7077070707,Ivan,Ivanov,00000000-0000-0000-0000-000000000000`n,7077070707,Ivan,Ivanov,not a token" | ConvertFrom-Csv
        $matches = @($rows | Test-FreedomPayCardholder -ErrorAction SilentlyContinue -ErrorVariable refused)
        $matches.RequestId | Should -Be '9a1c6959-2188-4292-a48e-aeb586204676'
        "$($refused[0])" | Should -BeLike 'Row 2: CardToken ''`*`*`*'' is not a UUID*'
        $refused[0].TargetObject.card_token | Should -Be '***'
    }
}

Describe 'A gift card' {
    BeforeEach { Reset-Sandbox }

    It 'is activated once, with the code of its owner' {
        $card = Confirm-FreedomPayGiftCard 555 1234
        $card.CardId | Should -Be '555'
        $card.State | Should -Be 'activated'
        $card.Balance | Should -BeOfType ([FreedomPay.Amount])
        "$($card.Balance) $($card.Currency)" | Should -Be '100 USD'
        $again = (Get-ErrorOf { Confirm-FreedomPayGiftCard 555 1234 })[0]
        $again.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $again.Exception.Code | Should -Be '-10'
        "$again" | Should -BeLike '*card was activated before*'
    }

    It 'is activated from a file with <Columns> columns, bad rows apart' -ForEach @(
        @{ Columns = 'friendly'; Csv = "CardId,Code`n501,1234`n502,9999`n,1234`nfive,1234`n503,`n504,1234" }
        @{ Columns = 'wire'; Csv = "card_id,otp`n501,1234`n502,9999`n,1234`nfive,1234`n503,`n504,1234" }
    ) {
        $cards = @($Csv | ConvertFrom-Csv | Confirm-FreedomPayGiftCard -ErrorAction SilentlyContinue -ErrorVariable refused)
        $cards.CardId | Should -Be @('501', '504')
        "$($refused[0])" | Should -BeLike 'Row 2: *code -8: wrong one-time code*'
        "$($refused[1])" | Should -BeLike 'Row 3: CardId is empty*'
        "$($refused[2])" | Should -BeLike "Row 4: CardId 'five' is not a whole number; write digits only, such as 555*"
        "$($refused[3])" | Should -BeLike 'Row 5: Code is empty*'
        @(Get-SandboxRequest confirmGiftCard).Count | Should -Be 3
    }

    It 'is activated under one number only' {
        $id = '5aac88a2-d16d-4e01-927c-8b02bf44375c'
        $null = Confirm-FreedomPayGiftCard 555 1234 -RequestId $id
        (Get-ErrorOf { Confirm-FreedomPayGiftCard 556 1234 -RequestId $id })[0].Exception.Code | Should -Be '-1'
        "$((Get-ErrorOf { Confirm-FreedomPayGiftCard 556 1234 -RequestId 'my number' })[0])" | Should -BeLike "*RequestId 'my number' is not a UUID*"
    }

    It 'is never activated twice: a lost answer leaves the outcome unknown' {
        Set-FreedomPaySandboxFault -OperationId confirmGiftCard -Kind AnswerLost -Count 1
        (Get-ErrorOf { Confirm-FreedomPayGiftCard 555 1234 })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        @(Get-SandboxRequest confirmGiftCard).Count | Should -Be 1
    }

    It 'shows neither code nor signature, and -WhatIf sends nothing' {
        $text = Confirm-FreedomPayGiftCard 555 (ConvertTo-SecureString 1234 -AsPlainText -Force) -Debug 5>&1 | Out-String -Width 400
        $text | Should -Match '"otp":"\*\*\*"'
        $text | Should -Match 'Sign: \*\*\*'
        Reset-Sandbox
        Confirm-FreedomPayGiftCard 555 1234 -WhatIf | Should -BeNullOrEmpty
        Get-SandboxRequest | Should -BeNullOrEmpty
    }

    It 'can be activated by hand' {
        (Invoke-FreedomPayRequest Card /v5/cards/activate_card @{ otp = '1234'; card_id = 557 } -Confirm:$false).card_status | Should -Be 2
    }
}

AfterAll { Stop-FreedomPaySandbox }
