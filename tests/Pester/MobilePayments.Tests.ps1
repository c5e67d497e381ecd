# Payments from the balance of a phone: the test phones of the documentation and their codes, from cmdlet to cmdlet; what becomes of lost and unsigned answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # A payment, as it stands after so many of its steps.
    function New-Mobile {
        param([ValidateSet('New', 'Code', 'Charged')] [string] $Until = 'New', [string] $Phone = '+77017777777', [string] $OrderId = "M-$([guid]::NewGuid())")
        $payment = New-FreedomPayMobilePayment -OrderId $OrderId -Amount 100.50 -Description Tea -UserPhone $Phone
        if ($Until -ne 'New') { $null = $payment | Submit-FreedomPayMobilePayment }
        if ($Until -eq 'Charged') { $null = $payment | Confirm-FreedomPayMobilePayment -Code 111111 }
        $payment
    }

    function Get-Reason($Errors) { $Errors | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A mobile payment' {
    BeforeEach { Reset-Sandbox }

    It 'of <Operator> is charged in three steps, with the code of the test phone' -ForEach @(
        @{ Operator = 'Kcell'; Phone = '+77017777777' }
        @{ Operator = 'Activ'; Phone = '+77027777777' }
        @{ Operator = 'Tele2'; Phone = '+77037777777' }
        @{ Operator = 'Altel'; Phone = '+77047777777' }
    ) {
        $payment = New-FreedomPayMobilePayment -OrderId M-1 -Amount 100.50 -Description Tea -UserPhone $Phone
        $payment | Should -BeOfType FreedomPay.MobilePayment
        "$($payment.OrderId) $($payment.Amount) $($payment.Phone)" | Should -Be "M-1 100.50 $($Phone.TrimStart('+'))"
        $payment.RedirectUrl | Should -BeLike 'http*'
        ($payment | Get-FreedomPayMobilePayment).PaymentStatus | Should -Be 'new'

        $started = $payment | Submit-FreedomPayMobilePayment
        "$($started.PaymentId) $($started.Status) $($started.Phone)" | Should -Be "$($payment.PaymentId) need_approve $($Phone.TrimStart('+'))"
        ($started | Get-FreedomPayMobilePayment).PaymentStatus | Should -Be 'process'

        $done = $started | Confirm-FreedomPayMobilePayment -Code 111111
        "$($done.PaymentId) $($done.Status)" | Should -Be "$($payment.PaymentId) ok"
        $state = $done | Get-FreedomPayMobilePayment
        "$($state.PaymentStatus) $($state.Captured) $($state.ClearingAmount) $($state.PaymentMethod)" | Should -Be 'success 1 100.50 mobile_commerce'
        (Get-SandboxEffect).operationId | Should -Be 'initMobilePayment', 'payMobilePayment', 'approveMobilePayment'
    }

    It 'goes through one pipeline, and gets an order number where it has none' {
        $done = New-FreedomPayMobilePayment -Amount 10 -Description Tea -UserPhone +77017777777 | Submit-FreedomPayMobilePayment | Confirm-FreedomPayMobilePayment -Code 111111 | Get-FreedomPayMobilePayment
        $done.PaymentStatus | Should -Be 'success'
        [guid]$done.OrderId | Should -Not -Be ([guid]::Empty)
        (Get-FreedomPayMobilePayment -OrderId $done.OrderId).PaymentId | Should -Be $done.PaymentId
    }

    It 'is told apart from another by a field that nobody has to give, and nobody can' {
        New-FreedomPayMobilePayment -Amount 10 -Description Tea -Debug 5>&1 | Out-String -Width 4000 | Should -Match 'pg_payment_method=mobile_commerce'
        (Get-ErrorOf { New-FreedomPayMobilePayment -Amount 10 -Description Tea -AdditionalField @{ pg_payment_method = 'bankcard' } })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxEffect | Should -HaveCount 1
    }

    It 'without a code is charged at once' {
        $payment = New-FreedomPayMobilePayment -Amount 10 -Description Tea
        $done = $payment | Submit-FreedomPayMobilePayment -Phone +77077077777 -PaymentSystemCode BEELINEKZT
        "$($done.Status) $($done.Phone)" | Should -Be 'ok 77077077777'
        ($payment | Get-FreedomPayMobilePayment).PaymentStatus | Should -Be 'success'
    }

    It 'is charged to the phone of a row, be another named when it was created' {
        $payment = New-Mobile
        ([pscustomobject]@{ pg_payment_id = $payment.PaymentId; pg_abonent_phone = '+77077077777' } | Submit-FreedomPayMobilePayment).Status | Should -Be 'ok'
    }

    It 'is not charged with a wrong code, which shows nowhere, and can be confirmed afterwards' {
        $payment = New-Mobile Code
        $refused = (Get-ErrorOf { $payment | Confirm-FreedomPayMobilePayment -Code 222222 })[0]
        Get-Reason $refused | Should -Be 'FreedomPay.Refused'
        "$refused $($refused | Format-List * -Force | Out-String)" | Should -Not -Match '222222'
        ($payment | Get-FreedomPayMobilePayment).PaymentStatus | Should -Be 'process'
        ($payment | Confirm-FreedomPayMobilePayment -Code (ConvertTo-SecureString 111111 -AsPlainText -Force)).Status | Should -Be 'ok'
        "$(Confirm-FreedomPayMobilePayment 1 111111 -Debug 5>&1 -ErrorAction SilentlyContinue | Out-String)" | Should -Not -Match '111111'
    }

    It 'gets its code again while it waits for it' {
        $payment = New-Mobile Code
        ($payment | Send-FreedomPayMobilePaymentCode).PaymentId | Should -Be $payment.PaymentId
        Get-SandboxEffect resendMobilePaymentCode | Should -HaveCount 1
        $null = $payment | Confirm-FreedomPayMobilePayment -Code 111111
        Get-Reason (Get-ErrorOf { $payment | Send-FreedomPayMobilePaymentCode }) | Should -Be 'FreedomPay.Refused'
    }

    It 'that is charged is not charged again, by <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Operation = 'payMobilePayment'; Given = @{} }
        @{ Cmdlet = 'Confirm-FreedomPayMobilePayment'; Operation = 'approveMobilePayment'; Given = @{ Code = '111111' } }
    ) {
        $payment = New-Mobile Charged
        $problem = (Get-ErrorOf { $payment | & $Cmdlet @Given })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.InvalidInput'
        "$problem" | Should -BeLike "*$($payment.PaymentId)*"
        Get-SandboxRequest $Operation | Should -HaveCount 1
    }

    It 'is not created from a row with <Why>, and the others are' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'pg_amount'; Value = '100,50' }
        @{ Why = 'no amount'; Column = 'pg_amount'; Value = '' }
        @{ Why = 'the word for Kazakh of another page'; Column = 'pg_language'; Value = 'kk' }
        @{ Why = 'a phone without its country'; Column = 'pg_user_phone'; Value = '87017777777' }
    ) {
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ pg_order_id = "M-$_"; pg_amount = '10.50'; pg_description = 'Tea'; pg_language = 'kz'; pg_user_phone = '+77017777777' } }
        $rows[0].$Column = $Value
        $outcome = Get-Outcome { $rows | New-FreedomPayMobilePayment }
        Get-Reason $outcome[0] | Should -Be 'FreedomPay.InvalidInput'
        $outcome[1].OrderId | Should -Be 'M-2'
        Get-SandboxEffect | Should -HaveCount 1
    }
}

Describe 'A lost answer of a mobile payment' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has created of late, and over which orders.
        $order = "M-$([guid]::NewGuid())"
    }

    It 'to its creation is found by its order, and nothing is created twice' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId initMobilePayment -Count 1
        $found = New-FreedomPayMobilePayment -OrderId $order -Amount 100.50 -Description Tea -UserPhone +77017777777 -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.OrderId) $($found.Phone)" | Should -Be "True $order 77017777777"
        "$said" | Should -BeLike '*Submit-FreedomPayMobilePayment*'
        Get-SandboxRequest initMobilePayment | Should -HaveCount 1
        ($found | Submit-FreedomPayMobilePayment).Status | Should -Be 'need_approve'
    }

    It 'to its creation is not found in the payment of another row of the same order' {
        # The first arrives, and the second is lost before it does: one payment, and one doubt.
        Set-FreedomPaySandboxFault Reset -OperationId initMobilePayment -Skip 1 -Count 1
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ OrderId = $order; Amount = '100.50'; Description = 'Tea' } }
        $outcome = @(Get-Outcome { $rows | New-FreedomPayMobilePayment })
        $outcome[0].OrderId | Should -Be $order
        Get-Reason $outcome[1] | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxEffect initMobilePayment | Should -HaveCount 1
    }

    It 'to its creation is settled by a later run with the journal' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $row = [pscustomobject]@{ OrderId = $order; Amount = '100.50'; Description = 'Tea' }
        Set-FreedomPaySandboxFault AnswerLost -OperationId initMobilePayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Count 100
        Get-Reason (Get-ErrorOf { $row | New-FreedomPayMobilePayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        ($row | New-FreedomPayMobilePayment -Journal $journal -WarningAction SilentlyContinue).Recovered | Should -BeTrue
        ($row | New-FreedomPayMobilePayment -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest initMobilePayment | Should -HaveCount 1
    }

    It 'to its charge is found in its state, and does not say ok where nothing is charged' {
        $payment = New-Mobile
        Set-FreedomPaySandboxFault AnswerLost -OperationId payMobilePayment -Count 1
        $found = $payment | Submit-FreedomPayMobilePayment -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) [$($found.Status)]" | Should -Be 'True process []'
        "$said" | Should -BeLike '*code*'
        ($found | Confirm-FreedomPayMobilePayment -Code 111111).Status | Should -Be 'ok'
        Get-SandboxRequest payMobilePayment | Should -HaveCount 1
    }

    It 'to a charge without a code says ok' {
        $payment = New-FreedomPayMobilePayment -Amount 10 -Description Tea
        Set-FreedomPaySandboxFault AnswerLost -OperationId payMobilePayment -Count 1
        $found = $payment | Submit-FreedomPayMobilePayment -Phone +77077077777 -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.Status) $($found.Phone)" | Should -Be 'True success ok 77077077777'
    }

    It 'to its code is found in its state' {
        $payment = New-Mobile Code
        Set-FreedomPaySandboxFault AnswerLost -OperationId approveMobilePayment -Count 1
        $found = $payment | Confirm-FreedomPayMobilePayment -Code 111111 -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.Status)" | Should -Be 'True success ok'
        Get-SandboxRequest approveMobilePayment | Should -HaveCount 1
    }

    It 'that never was is unknown: <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Operation = 'payMobilePayment'; Until = 'New'; Given = @{} }
        @{ Cmdlet = 'Confirm-FreedomPayMobilePayment'; Operation = 'approveMobilePayment'; Until = 'Code'; Given = @{ Code = '111111' } }
    ) {
        $payment = New-Mobile $Until
        Set-FreedomPaySandboxFault Reset -OperationId $Operation -Count 1
        $problem = (Get-ErrorOf { $payment | & $Cmdlet @Given })[0]
        Get-Reason $problem | Should -Be 'FreedomPay.OutcomeUnknown'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayMobilePayment*$($payment.PaymentId)*"
        Get-SandboxRequest $Operation | Should -HaveCount 1
        Get-SandboxEffect $Operation | Should -BeNullOrEmpty
    }

    It 'to a charge is not found in the charge by another row' {
        $payment = New-Mobile
        # Both ask before either has left; the first arrives while the second is being lost.
        Set-FreedomPaySandboxFault Latency -OperationId payMobilePayment -LatencyMilliseconds 700 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId payMobilePayment -Skip 1 -Count 1
        $outcome = @(Get-Outcome { $payment, $payment | Submit-FreedomPayMobilePayment -ThrottleLimit 2 })
        ($outcome.Status -eq 'need_approve').Count | Should -Be 1
        (@(Get-Reason $outcome.Where({ $_ -is [Management.Automation.ErrorRecord] })) -eq 'FreedomPay.OutcomeUnknown').Count | Should -Be 1
        Get-SandboxEffect payMobilePayment | Should -HaveCount 1
    }

    It 'to a charge is settled by a later run with the journal, which kept the state from before' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $payment = New-Mobile
        Set-FreedomPaySandboxFault AnswerLost -OperationId payMobilePayment -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getPaymentStatus -Skip 1 -Count 100
        Get-Reason (Get-ErrorOf { $payment | Submit-FreedomPayMobilePayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Clear-FreedomPaySandboxFault
        $found = $payment | Submit-FreedomPayMobilePayment -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) [$($found.Status)]" | Should -Be 'True process []'
        $kept = $payment | Submit-FreedomPayMobilePayment -Journal $journal
        "$($kept.Replayed) [$($kept.Status)]" | Should -Be 'True []'
        Get-SandboxRequest payMobilePayment | Should -HaveCount 1
    }

    It 'to a code that is sent again is unknown, for nobody tells, and it is not sent again' {
        $payment = New-Mobile Code
        Set-FreedomPaySandboxFault AnswerLost -OperationId resendMobilePaymentCode -Count 1
        Get-Reason (Get-ErrorOf { $payment | Send-FreedomPayMobilePaymentCode }) | Should -Be 'FreedomPay.OutcomeUnknown'
        Get-SandboxRequest resendMobilePaymentCode | Should -HaveCount 1
        ($payment | Send-FreedomPayMobilePaymentCode).Status | Should -Be 'ok'
    }
}

Describe 'An answer without a signature, as the documentation prints it' {
    BeforeAll {
        # Answers each request: the state of the payment is signed, and nothing else.
        function Start-Server {
            $listener = Start-HttpListener
            $address = @($listener.Prefixes)[0]
            $seen = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                    param($listener, $seen, $states, $id)
                    while ($listener.IsListening) {
                        try { $context = $listener.GetContext() } catch { break }
                        $null = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd()
                        $script = ($context.Request.Url.AbsolutePath -split '/')[-1]
                        $inner = '<pg_status>ok</pg_status><pg_payment_id>' + $id + '</pg_payment_id>'
                        if ($script -eq 'get_status3.php') {
                            $state = $states[[Math]::Min(@($seen.ToArray() -eq $script).Count, $states.Count - 1)]
                            $inner += "<pg_currency>KZT</pg_currency><pg_amount>10</pg_amount><pg_payment_status>$state</pg_payment_status><pg_captured>$([int]($state -eq 'success'))</pg_captured><pg_salt>s</pg_salt>"
                            $values = foreach ($element in ([xml] "<root>$inner</root>").root.ChildNodes | Sort-Object Name -Culture '') { $element.InnerText }
                            $hash = [Security.Cryptography.MD5]::HashData([Text.Encoding]::UTF8.GetBytes((@($script) + $values + 'right-secret') -join ';'))
                            $inner += "<pg_sig>$([Convert]::ToHexString($hash).ToLowerInvariant())</pg_sig>"
                        }
                        $seen.Enqueue($script)
                        $bytes = [Text.Encoding]::UTF8.GetBytes("<root>$inner</root>")
                        $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                        $context.Response.Close()
                    }
                }).AddArgument($listener).AddArgument($seen).AddArgument($States).AddArgument("$id")
            $null = $shell.BeginInvoke()
            $script:server = $listener, $shell
            Connect-FreedomPay -BaseUri $address -Merchant (New-TestCredential 9970 right-secret) -MaxRetryCount 0 -TimeoutSec 20
            # As one: a queue is a list to PowerShell.
            , $seen
        }
    }

    # The process remembers what it has charged of late.
    BeforeEach { $id = Get-Random -Minimum 100000 -Maximum 999999999 }

    AfterEach {
        $server[0].Close()
        $server[1].Dispose()
        Connect-FreedomPay -Environment Sandbox
    }

    It 'is not believed, and the state is asked: <Cmdlet>, <States>' -ForEach @(
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Given = @{}; Script = 'pay'; States = @('new', 'process'); Status = '' }
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Given = @{}; Script = 'pay'; States = @('new', 'success'); Status = 'ok' }
        @{ Cmdlet = 'Confirm-FreedomPayMobilePayment'; Given = @{ Code = '077587' }; Script = 'approve'; States = @('process', 'success'); Status = 'ok' }
    ) {
        $seen = Start-Server
        $found = & $Cmdlet $id @Given -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.PaymentStatus) $($found.Status)" | Should -Be "True $($States[1]) $Status"
        $seen.ToArray() | Should -Be 'get_status3.php', $Script, 'get_status3.php'
    }

    It 'leaves in doubt what the state does not show: <Cmdlet>, <States>' -ForEach @(
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Given = @{}; Script = 'pay'; States = @('new', 'new') }
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Given = @{}; Script = 'pay'; States = @('process', 'process') }
        @{ Cmdlet = 'Submit-FreedomPayMobilePayment'; Given = @{}; Script = 'pay'; States = @('new', 'error') }
        @{ Cmdlet = 'Confirm-FreedomPayMobilePayment'; Given = @{ Code = '077587' }; Script = 'approve'; States = @('process', 'process') }
    ) {
        $seen = Start-Server
        Get-Reason (Get-ErrorOf { & $Cmdlet $id @Given }) | Should -Be 'FreedomPay.OutcomeUnknown'
        @($seen.ToArray() -eq $Script) | Should -HaveCount 1
        @($seen.ToArray() -eq 'get_status3.php') | Should -HaveCount 2
    }

    It 'to a code that is sent again is unknown' {
        $States = @('process')
        $seen = Start-Server
        Get-Reason (Get-ErrorOf { Send-FreedomPayMobilePaymentCode $id }) | Should -Be 'FreedomPay.OutcomeUnknown'
        $seen.ToArray() | Should -Be 'resend_otp'
    }
}
