# Asynchronous payments of the Gateway API: a day of a shop, what they are paid by, 3-D Secure, holds, charges, refunds and cancellations, and lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    # Test cards of the documentation: one that pays, one that wants 3-D Secure, and two that fail.
    $pan = @{ Good = '4405645000006150'; ThreeDs = '4916307416334310'; Poor = '5548398681700148'; Open = '5335215945367703' }
    $card = @{ CardName = 'IVAN IVANOV'; CardNumber = $pan.Good; CardYear = '30'; CardMonth = '12'; CardCvc = '653' }

    # A row of a file, with an order of its own.
    function Get-Row([hashtable] $With = @{}) {
        $row = @{ OrderId = "A-$([guid]::NewGuid())"; Amount = '100.50'; Currency = 'KZT'; Description = 'Tea' } + $card
        foreach ($name in $With.Keys) { if ($null -eq $With[$name]) { $row.Remove($name) } else { $row[$name] = $With[$name] } }
        [pscustomobject] $row
    }

    # A payment that was asked for until it was settled.
    function New-Settled([hashtable] $With = @{}) {
        $made = Get-Row $With | New-FreedomPayAsyncPayment
        1..2 | ForEach-Object { $state = Get-FreedomPayAsyncPayment $made.PaymentId }
        $state
    }

    function New-Hold { New-Settled @{ AutoClearing = '0' } }

    # The payer, who has typed the code of the bank.
    function Invoke-Payer([string] $AcsUrl) {
        $answer = Invoke-WebRequest $AcsUrl -Method Post -Body @{ TermUrl = 'http://127.0.0.1/back' } -MaximumRedirection 0 -SkipHttpErrorCheck -ErrorAction SilentlyContinue
        $answer.StatusCode | Should -Be 302
    }

    # What the sandbox noted of an operation, repeats too.
    function Get-Noted([string] $Operation) {
        @(Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/ledger" | ForEach-Object { $_ } | Where-Object operationId -EQ $Operation)
    }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
    function New-JournalPath { Join-Path $TestDrive "$([guid]::NewGuid()).jsonl" }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A day of a shop' {
    BeforeAll {
        Connect-FreedomPay -Environment Sandbox -MaxRetryCount 8
        Reset-Sandbox
        $file = Join-Path $TestDrive 'day.csv'
        $journal = New-JournalPath
        # A decimal comma, a number with two digits that have changed places, a month that there is not.
        $bad = @{ 33 = @{ Amount = '33,50' }; 66 = @{ CardNumber = '4405645000001650' }; 77 = @{ CardMonth = '13' } }
        1..100 | ForEach-Object {
            $with = @{ OrderId = "D-$_"; Amount = "$_.50"; CardNumber = $_ % 10 ? $pan.Good : $pan.ThreeDs }
            if ($bad[$_]) { foreach ($name in $bad[$_].Keys) { $with[$name] = $bad[$_][$name] } }
            Get-Row $with
        } | Export-Csv $file

        Set-FreedomPaySandboxFault AnswerLost -OperationId asyncCreatePayment -Probability 0.1
        Set-FreedomPaySandboxFault ServerError -OperationId asyncReadPayment -Probability 0.05
        $options = @{ Wait = $true; Journal = $journal; ThrottleLimit = 16; WarningAction = 'SilentlyContinue'; ErrorAction = 'SilentlyContinue' }
        $first = @(Import-Csv $file | New-FreedomPayAsyncPayment @options -ErrorVariable failures)
        Clear-FreedomPaySandboxFault
        $waiting = @($first | Where-Object PaymentStatus -EQ waiting_3ds)
        $waiting | ForEach-Object { Invoke-Payer $_.AcsUrl }
        $second = @(Import-Csv $file | New-FreedomPayAsyncPayment @options -ErrorVariable failuresAgain)
        $done = @($second | Get-FreedomPayAsyncPayment -Wait -ThrottleLimit 16)
        $state = Get-SandboxState
    }

    AfterAll { Connect-FreedomPay -Environment Sandbox }

    It 'refuses the bad rows, each with its number, before anything is sent' {
        $bad.Keys | Sort-Object | Should -Be 33, 66, 77
        foreach ($errors in $failures, $failuresAgain) {
            @($errors | Where-Object FullyQualifiedErrorId -Like 'FreedomPay.InvalidInput,*').Exception.Row | Should -Be 33, 66, 77
            @($errors | Where-Object FullyQualifiedErrorId -NotLike 'FreedomPay.InvalidInput,*') | Should -BeNullOrEmpty
        }
    }

    It 'sends every tenth payer to 3-D Secure' {
        $waiting | Should -HaveCount 10
        $waiting.OrderId | ForEach-Object { $_ | Should -Match '0$' }
    }

    It 'is paid once for each good row, whatever was lost on the way' {
        $done | Should -HaveCount 97
        $done.PaymentStatus | Sort-Object -Unique | Should -Be success
        $state.async_payments | Should -HaveCount 97
        ($state.async_payments.order_id | Sort-Object -Unique) | Should -HaveCount 97
        Get-SandboxEffect asyncCreatePayment | Should -HaveCount 97
        $second.Replayed | Sort-Object -Unique | Should -Be $true
    }

    It 'adds up to the sum of the file' {
        $expected = [decimal] 0
        1..100 | Where-Object { -not $bad[$_] } | ForEach-Object { $expected += [decimal] "$_.50" }
        ($done.ClearingAmount | Measure-Object -Sum).Sum | Should -Be $expected
        ($state.async_payments.charged | Measure-Object -Sum).Sum | Should -Be $expected
    }

    It 'keeps no card in its journal' {
        Get-Content -Raw $journal | Should -Not -Match "$($pan.Good)|$($pan.ThreeDs)|IVANOV"
    }
}

Describe 'An asynchronous payment' {
    BeforeEach { Reset-Sandbox }

    It 'is taken at once, and found by its number and by its order' {
        $made = Get-Row @{ OrderId = 'A-1' } | New-FreedomPayAsyncPayment
        $made | Should -BeOfType FreedomPay.AsyncPayment
        "$($made.OrderId) $($made.Amount) $($made.Currency) $($made.Status) $($made.PaymentStatus)" | Should -Be 'A-1 100.50 KZT success process'
        (Get-Noted asyncCreatePayment).key | Should -Be $made.RequestId
        foreach ($state in @($made | Get-FreedomPayAsyncPayment), @(Get-FreedomPayAsyncPayment -OrderId A-1)) {
            "$($state.PaymentId) $($state.OrderId) $($state.Amount) $($state.Status)" | Should -Be "$($made.PaymentId) A-1 100.50 success"
        }
        ($made | Get-FreedomPayAsyncPayment | Where-Object PaymentStatus -EQ success).Cleared | Should -Be 'true'
    }

    It 'is waited for, and then is charged' {
        $done = Get-Row | New-FreedomPayAsyncPayment -Wait
        "$($done.PaymentStatus) $($done.Cleared) $($done.ClearingAmount)" | Should -Be 'success true 100.50'
    }

    It 'has the types of JSON on the wire' {
        $sent = Get-SentBody { Get-Row @{ SaveCard = '1'; RecurringLifetimeMonth = '3'; UserId = '0012'; UserIp = '203.0.113.7'; ResultUrl = 'https://example.com/r' } | New-FreedomPayAsyncPayment -Debug }
        $sent[0].amount | Should -Be 100.50
        $sent[0].auto_clearing | Should -BeOfType bool
        "$($sent[0].auto_clearing) $($sent[0].from.save) $($sent[0].from.type) $($sent[0].from.recurrent.lifetime) $($sent[0].urls.result_url)" |
            Should -Be 'True True card 3 https://example.com/r'
        "$($sent[0] | ConvertTo-Json -Depth 5)" | Should -Not -Match "$($pan.Good)|653|IVANOV"
        (Get-SentBody { Get-Row @{ AutoClearing = 'no' } | New-FreedomPayAsyncPayment -Debug })[0].auto_clearing | Should -Be $false
    }

    It 'is paid by <Kind>' -ForEach @(
        @{ Kind = 'a card'; Type = 'card'; With = @{} }
        @{ Kind = 'a wallet'; Type = 'tokenized'; With = @{ CardName = $null; CardCvc = $null; WalletType = 'applepay'; Cryptogram = '/wAAAAAoAeZvCDJkAAAAAgL1gE4A='; EciIndicator = '05' } }
    ) {
        $sent = Get-SentBody { Get-Row $With | New-FreedomPayAsyncPayment -Debug }
        $sent[0].from.type | Should -Be $Type
        (Get-SandboxState).async_payments | Should -HaveCount 1
    }

    It 'saves a card and makes a profile, which are charged again; neither token shows' {
        $first = New-Settled @{ SaveCard = '1'; RecurringLifetimeMonth = '3'; UserId = '7' }
        $token = [Net.NetworkCredential]::new('', $first.CardToken.ToSecureString()).Password
        $order = @{ Amount = '10'; Currency = 'KZT'; Description = 'Tea' }
        $again = @(
            New-FreedomPayAsyncPayment @order -OrderId B-1 -CardToken $first.CardToken -UserId 7 -Wait
            New-FreedomPayAsyncPayment @order -OrderId B-2 -CardToken $token -UserId 7 -Wait
            New-FreedomPayAsyncPayment @order -OrderId B-3 -ProfileId $first.ProfileId -Wait
        )
        $again.PaymentStatus | Should -Be success, success, success
        "$($again | Format-List * -Force | Out-String -Width 4000)$($again | ConvertTo-Json -Depth 4)$($again | ConvertTo-Csv)" | Should -Not -Match $token
        $problem = (Get-ErrorOf { New-FreedomPayAsyncPayment @order -OrderId B-4 -CardToken $token -UserId 8 })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code) $($problem.Exception.HttpStatus)" | Should -Be 'FreedomPay.Refused 9403 200'
    }

    It 'is refused of a row that fits two sources: <Why>' -ForEach @(
        @{ Why = 'a card and a saved card'; With = @{ CardToken = 'd6a069dc-0fac-40d4-be4f-2273350ee256'; UserId = '7' } }
        @{ Why = 'a card and a profile'; With = @{ ProfileId = '019980ce-543f-71d5-a91f-56bbca52e99e' } }
        @{ Why = 'a card and a wallet'; With = @{ WalletType = 'applepay' } }
        @{ Why = 'a saved card and a profile'; With = @{ CardName = $null; CardNumber = $null; CardYear = $null; CardMonth = $null; CardCvc = $null; CardToken = 'd6a069dc-0fac-40d4-be4f-2273350ee256'; UserId = '7'; ProfileId = '1' } }
    ) {
        Get-ErrorOf { Get-Row $With | New-FreedomPayAsyncPayment } | Should -HaveCount 1
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'is not sent for a row with <Why>, and the others are' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'Amount'; Value = '100,50' }
        @{ Why = 'no amount'; Column = 'Amount'; Value = '' }
        @{ Why = 'nothing to pay'; Column = 'Amount'; Value = '0' }
        @{ Why = 'a mistyped card'; Column = 'CardNumber'; Value = '4405645000006151' }
        @{ Why = 'a month that there is not'; Column = 'CardMonth'; Value = '13' }
        @{ Why = 'a year of four digits'; Column = 'CardYear'; Value = '2030' }
        @{ Why = 'a code of two digits'; Column = 'CardCvc'; Value = '65' }
        @{ Why = 'an order that is a card number'; Column = 'OrderId'; Value = '4405645000006150' }
        @{ Why = 'an order as a spreadsheet writes it'; Column = 'OrderId'; Value = '7E+08' }
        @{ Why = 'an empty cell where it may hold the money'; Column = 'AutoClearing'; Value = '' }
    ) {
        $rows = @((Get-Row @{ AutoClearing = '1' }), (Get-Row @{ AutoClearing = '1' }))
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayAsyncPayment })
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        "$($outcome[0])$($outcome[0].TargetObject | Out-String)" | Should -Not -Match '4405645000006150'
        $outcome[1].PaymentStatus | Should -Be process
        Get-SandboxEffect asyncCreatePayment | Should -HaveCount 1
    }

    It 'that failed is an error with its code when it is waited for, and a result when it is asked for' {
        $problem = (Get-ErrorOf { Get-Row @{ OrderId = 'A-1'; CardNumber = $pan.Poor } | New-FreedomPayAsyncPayment -Wait })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code) $($problem.Exception.Row)" | Should -Be 'FreedomPay.RequestFailed 10009 1'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*not enough money*-OrderId*'
        $state = Get-FreedomPayAsyncPayment -OrderId A-1
        "$($state.PaymentStatus) $($state.FailureCode) $($state.Amount)" | Should -Be 'error 10009 100.50'
        $problem = (Get-ErrorOf { Get-FreedomPayAsyncPayment -OrderId A-1 -Wait })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code)" | Should -Be 'FreedomPay.RequestFailed 10009'
    }

    It 'that failed for a reason which leaves open what became of it stays unknown' {
        $journal = New-JournalPath
        $row = Get-Row @{ CardNumber = $pan.Open }
        $problem = (Get-ErrorOf { $row | New-FreedomPayAsyncPayment -Wait -Journal $journal })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code)" | Should -Be 'FreedomPay.OutcomeUnknown 9999'
        (Get-FreedomPayJournal $journal).State | Should -Be InDoubt
        Get-SandboxEffect asyncCreatePayment | Should -HaveCount 1
    }

    It 'comes back from the wait for 3-D Secure with the address of the bank, and goes on after that' {
        $waiting = Get-Row @{ CardNumber = $pan.ThreeDs } | New-FreedomPayAsyncPayment -Wait
        "$($waiting.PaymentStatus) $($waiting.ThreeDsFlow)" | Should -Be 'waiting_3ds C'
        $waiting.AcsUrl | Should -BeLike "$((Get-FreedomPayConnection).BaseUri)async-acs/*"
        Invoke-Payer $waiting.AcsUrl
        ($waiting | Get-FreedomPayAsyncPayment -Wait).PaymentStatus | Should -Be success
    }

    It 'is not there twice for an order that is given twice' {
        $row = Get-Row
        $twice = @($row, $row | New-FreedomPayAsyncPayment)
        $twice.PaymentId | Sort-Object -Unique | Should -HaveCount 1
        $twice.RequestId | Sort-Object -Unique | Should -HaveCount 2
        Get-SandboxEffect asyncCreatePayment | Should -HaveCount 1
    }
}

Describe 'What becomes of an asynchronous payment' {
    BeforeEach { Reset-Sandbox }

    It 'is a charge in part, and refunds that the state lists' {
        $held = New-Hold
        "$($held.PaymentStatus) $($held.Cleared)" | Should -Be 'approved false'
        $under = Complete-FreedomPayAsyncPayment $held.PaymentId -ClearingAmount 80.25
        "$($under.PaymentId) $($under.PaymentStatus) $($under.ClearingAmount) $($under.Status)" | Should -Be "$($held.PaymentId) process_clearing 0 success"
        (Get-FreedomPayAsyncPayment $held.PaymentId -Wait).ClearingAmount.ToString() | Should -Be '80.25'
        $refund = New-FreedomPayAsyncRefund $held.PaymentId -Amount 30.05
        "$($refund.PaymentId) $($refund.RefundAmount) $($refund.RefundStatus)" | Should -Be "$($held.PaymentId) -30.05 process"
        $null = New-FreedomPayAsyncRefund $held.PaymentId -Full
        $state = Get-FreedomPayAsyncPayment $held.PaymentId
        $state.Refunds.Amount | ForEach-Object ToString | Should -Be '-30.05', '-50.20'
        "$($state.Refunds[0].ChangeId) $($state.Refunds[0].Status)" | Should -Be "$($refund.RefundId) success"
    }

    It 'is a charge in full that is waited for, over what it holds' {
        $done = New-Hold | Complete-FreedomPayAsyncPayment -Full -Wait
        "$($done.PaymentStatus) $($done.ClearingAmount)" | Should -Be 'success 100.50'
    }

    It 'is a cancellation, once' {
        $held = New-Hold
        $stopped = $held | Stop-FreedomPayAsyncPayment
        "$($stopped.PaymentId) $($stopped.RevocationStatus)" | Should -Be "$($held.PaymentId) process"
        $problem = (Get-ErrorOf { Stop-FreedomPayAsyncPayment $held.PaymentId })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code)" | Should -Be 'FreedomPay.Refused 9403'
        $state = 1..2 | ForEach-Object { $held | Get-FreedomPayAsyncPayment } | Select-Object -Last 1
        "$($state.PaymentStatus) $($state.Revocations.ChangeId) $($state.Revocations.Status)" | Should -Be "reversed $($stopped.RevocationId) success"
    }

    It 'is refused by the header of an answer whose HTTP status is that of a success: <Why>' -ForEach @(
        @{ Why = 'more than was charged'; Act = { New-FreedomPayAsyncRefund $args[0].PaymentId -RefundAmount 100.51 } }
        @{ Why = 'a charge of what is charged'; Act = { Complete-FreedomPayAsyncPayment $args[0].PaymentId -ClearingAmount 1 } }
        @{ Why = 'a payment that there is not'; Act = { New-FreedomPayAsyncRefund 01978d4f-fb27-7615-a95c-d646dc1df3f3 -RefundAmount 1 } }
    ) {
        $problem = (Get-ErrorOf { & $Act (New-Settled) })[0]
        "$(Get-Reason $problem) $($problem.Exception.HttpStatus)" | Should -Be 'FreedomPay.Refused 200'
        $problem.Exception.Code | Should -BeIn '9403', '1202'
        (Get-SandboxState).async_payments.refunded | Should -Be 0
    }

    It 'is not given back or charged in full where its state does not tell what is left: <Why>' -ForEach @(
        @{ Why = 'in work'; Make = { Get-Row | New-FreedomPayAsyncPayment }; Act = { $args[0] | New-FreedomPayAsyncRefund -Full } }
        @{ Why = 'held'; Make = { New-Hold }; Act = { $args[0] | New-FreedomPayAsyncRefund -Full } }
        @{ Why = 'given back'; Make = { $charged = New-Settled; $null = $charged | New-FreedomPayAsyncRefund -Full; $charged }; Act = { $args[0] | New-FreedomPayAsyncRefund -Full } }
        @{ Why = 'charged'; Make = { New-Settled }; Act = { $args[0] | Complete-FreedomPayAsyncPayment -Full } }
        @{ Why = 'not there'; Make = { [pscustomobject]@{ PaymentId = "$([guid]::NewGuid())" } }; Act = { $args[0] | Complete-FreedomPayAsyncPayment -Full }; Reason = 'Refused' }
    ) {
        $payment = & $Make
        $before = @(Get-SandboxEffect).Count
        $problem = (Get-ErrorOf { & $Act $payment })[0]
        Get-Reason $problem | Should -Be "FreedomPay.$($Reason ?? 'InvalidInput')"
        "$problem" | Should -BeLike "*was not sent*$($payment.PaymentId)*"
        @(Get-SandboxEffect).Count | Should -Be $before
    }

    It 'is not given back in full where its state cannot be asked for' {
        $payment = New-Settled
        Set-FreedomPaySandboxFault ServerError -OperationId asyncReadPayment -Count 1
        $problem = (Get-ErrorOf { $payment | New-FreedomPayAsyncRefund -Full })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.ServerError'
        "$problem" | Should -BeLike '*was not sent*'
        Get-SandboxRequest asyncRefundPayment | Should -BeNullOrEmpty
    }

    It 'is not told by a column that means something else: <Cmdlet> of <Column>' -ForEach @(
        @{ Cmdlet = 'New-FreedomPayAsyncRefund'; Column = 'Amount' }, @{ Cmdlet = 'Complete-FreedomPayAsyncPayment'; Column = 'Amount' }
    ) {
        $payment = New-Settled
        $problem = (Get-ErrorOf { [pscustomobject]@{ PaymentId = $payment.PaymentId; $Column = '100.50' } | & $Cmdlet })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        Get-SandboxEffect *Payment | Should -HaveCount 1
    }

    It 'is told of each request by its number' {
        $stopped = New-Hold | Stop-FreedomPayAsyncPayment
        $request = $stopped | Get-FreedomPayAsyncRequest
        $request | Should -BeOfType FreedomPay.AsyncRequest
        "$($request.RequestId) $($request.Status) $($request.PaymentId)" | Should -Be "$($stopped.RequestId) success $($stopped.PaymentId)"
        $refused = (Get-ErrorOf { Stop-FreedomPayAsyncPayment $stopped.PaymentId })[0].Exception.RequestId
        $problem = (Get-ErrorOf { Get-FreedomPayAsyncRequest $refused })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code)" | Should -Be 'FreedomPay.RequestFailed 9403'
        $problem = (Get-ErrorOf { Get-FreedomPayAsyncRequest ([guid]::NewGuid()) })[0]
        "$(Get-Reason $problem) $($problem.Exception.Code)" | Should -Be 'FreedomPay.Refused 1202'
    }
}

Describe 'A lost answer of an asynchronous payment' {
    BeforeDiscovery {
        $acts = @(
            @{ Operation = 'asyncCreatePayment'; Make = { Get-Row }; Act = { param($Row, $Options) $Row | New-FreedomPayAsyncPayment @Options -WarningAction SilentlyContinue } }
            @{ Operation = 'asyncReversePayment'; Make = { [pscustomobject]@{ PaymentId = (New-Hold).PaymentId } }; Act = { param($Row, $Options) $Row | Stop-FreedomPayAsyncPayment @Options -WarningAction SilentlyContinue } }
            @{ Operation = 'asyncClearPayment'; Make = { [pscustomobject]@{ PaymentId = (New-Hold).PaymentId; ClearingAmount = '80.25' } }; Act = { param($Row, $Options) $Row | Complete-FreedomPayAsyncPayment @Options -WarningAction SilentlyContinue } }
            @{ Operation = 'asyncRefundPayment'; Make = { [pscustomobject]@{ PaymentId = (New-Settled).PaymentId; RefundAmount = '80.25' } }; Act = { param($Row, $Options) $Row | New-FreedomPayAsyncRefund @Options -WarningAction SilentlyContinue } }
        )
    }

    BeforeEach { Reset-Sandbox }

    It 'to <Operation> is asked for again under the same number, and nothing is done twice' -ForEach $acts {
        $row = & $Make
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 2
        $result = & $Act $row @{}
        $result.Status | Should -Be success
        $result.Recovered | Should -BeFalse
        $noted = @(Get-Noted $Operation)
        $noted.effect | Should -Be $true, $false, $false
        $noted.key | Sort-Object -Unique | Should -Be $result.RequestId
    }

    It 'to <Operation> that never comes is found by the state of the payment, or by the request itself' -ForEach $acts {
        $row = & $Make
        Set-FreedomPaySandboxFault AnswerLost -OperationId $Operation -Count 4
        $result = & $Act $row @{}
        $result.Recovered | Should -BeTrue
        $result.PaymentId | Should -Be (Get-SandboxState).async_payments[-1].id
        $result.Status | Should -Be success
        (Get-Noted $Operation).effect | Should -Be $true, $false, $false, $false
    }

    It 'to <Operation> that did not arrive stays unknown, and goes out under the same number in the next run with the journal' -ForEach $acts {
        $row = & $Make
        $journal = New-JournalPath
        Set-FreedomPaySandboxFault Reset -OperationId $Operation -Count 4
        $problem = Get-ErrorOf { & $Act $row @{ Journal = $journal } }
        $problem | Should -HaveCount 1
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect $Operation | Should -BeNullOrEmpty
        $result = & $Act $row @{ Journal = $journal }
        $result.RequestId | Should -Be $problem[0].Exception.RequestId
        (Get-Noted $Operation).key | Should -Be $result.RequestId
        $replayed = & $Act $row @{ Journal = $journal }
        "$($replayed.Replayed) $($replayed.PaymentId)" | Should -Be "True $($result.PaymentId)"
        Get-SandboxEffect $Operation | Should -HaveCount 1
    }

    It 'to a refund in full keeps its number and its amount in the journal' {
        $payment = New-Settled
        $row = [pscustomobject]@{ PaymentId = $payment.PaymentId }
        $journal = New-JournalPath
        Set-FreedomPaySandboxFault Reset -OperationId asyncRefundPayment -Count 4
        $problem = (Get-ErrorOf { $row | New-FreedomPayAsyncRefund -Full -Journal $journal })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $result = $row | New-FreedomPayAsyncRefund -Full -Journal $journal
        "$($result.RequestId) $($result.RefundAmount)" | Should -Be "$($problem.Exception.RequestId) -100.50"
        (Get-Noted asyncRefundPayment).key | Should -Be $result.RequestId
    }

    It 'to a refund that nothing could tell of is asked for in the next run with the journal before it goes out again' {
        $row = [pscustomobject]@{ PaymentId = (New-Settled).PaymentId }
        $journal = New-JournalPath
        Set-FreedomPaySandboxFault AnswerLost -OperationId asyncRefundPayment -Count 4
        Set-FreedomPaySandboxFault ServerError -OperationId asyncReadRequest -Count 4
        $problem = (Get-ErrorOf { $row | New-FreedomPayAsyncRefund -Full -Journal $journal })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $found = $row | New-FreedomPayAsyncRefund -Full -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.RequestId)" | Should -Be "True $($problem.Exception.RequestId)"
        (Get-Noted asyncRefundPayment).effect | Should -Be $true, $false, $false, $false
    }

    It 'to a question is asked for again under another number' {
        $made = Get-Row | New-FreedomPayAsyncPayment
        Set-FreedomPaySandboxFault AnswerLost -OperationId asyncReadPayment -Count 1
        (Get-FreedomPayAsyncPayment $made.PaymentId).PaymentStatus | Should -Be success
        Get-SandboxRequest asyncReadPayment | Should -HaveCount 2
    }

    It 'while it is waited for leaves the wait going on' {
        Set-FreedomPaySandboxFault ServerError -OperationId asyncReadPayment -Count 5
        (Get-Row | New-FreedomPayAsyncPayment -Wait).PaymentStatus | Should -Be success
    }

    It 'is told as unknown when the wait is over' {
        Set-FreedomPaySandboxFault ServerError -OperationId asyncReadPayment -Count 100
        $problem = Get-ErrorOf { Get-Row | New-FreedomPayAsyncPayment -Wait -TimeoutSec 2 }
        Get-Reason $problem[0] | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect asyncCreatePayment | Should -HaveCount 1
    }
}
