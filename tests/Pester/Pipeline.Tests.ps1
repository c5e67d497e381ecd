# Objects from cmdlet to cmdlet, waiting, runspaces and Ctrl+C.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'

    function Get-Order {
        param([int] $Count, [string] $Prefix = 'P')
        1..$Count | ForEach-Object { [pscustomobject]@{ OrderId = "$Prefix-$_"; Amount = "$_.00"; Description = 'Tea' } }
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A pipeline' {
    BeforeEach { Reset-Sandbox }

    It 'writes results in the order of the input while answers overtake each other' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 40 -Probability 0.5
        $made = Get-Order 40 | New-FreedomPayPayment -ThrottleLimit 8
        $made.OrderId | Should -Be (Get-Order 40).OrderId
        ($made.PaymentId | Sort-Object -Unique).Count | Should -Be 40
    }

    It 'keeps the order of errors among results while answers overtake each other' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 40 -Probability 0.5
        $rows = Get-Order 24
        $rows[3].Amount = 'none'; $rows[10].Amount = ''; $rows[23].Amount = '1,5'
        $outcome = Get-Outcome { $rows | New-FreedomPayPayment -ThrottleLimit 8 }
        ($outcome | ForEach-Object { $_.OrderId ?? $_.TargetObject.OrderId }) | Should -Be $rows.OrderId
    }

    It 'gives each question its own answer, many at a time' {
        $made = Get-Order 30 | New-FreedomPayPayment
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 20 -Probability 0.5
        $asked = $made | Get-FreedomPayPayment -ThrottleLimit 16
        $asked.OrderId | Should -Be $made.OrderId
        $asked.Amount | ForEach-Object { "$_" } | Should -Be (Get-Order 30).Amount
    }

    It 'sends one request and no other for Select-Object -First 1' {
        $first = Get-Order 5 | New-FreedomPayPayment | Select-Object -First 1
        $first.OrderId | Should -Be 'P-1'
        Get-SandboxRequestCount | Should -Be 1
        (Get-SandboxState).payments.Count | Should -Be 1
    }

    It 'writes the first result before the next row is read' {
        $seen = [System.Collections.Generic.List[string]]::new()
        Get-Order 3 | ForEach-Object { $seen.Add("in $($_.OrderId)"); $_ } | New-FreedomPayPayment | ForEach-Object { $seen.Add("out $($_.OrderId)") }
        $seen | Should -Be 'in P-1', 'out P-1', 'in P-2', 'out P-2', 'in P-3', 'out P-3'
    }

    It 'writes the first results before the last row is read, with several at a time too' {
        $seen = [System.Collections.Generic.List[string]]::new()
        Get-Order 30 | ForEach-Object { $seen.Add("in $($_.OrderId)"); $_ } | New-FreedomPayPayment -ThrottleLimit 4 | ForEach-Object { $seen.Add("out $($_.OrderId)") }
        $seen.IndexOf('out P-1') | Should -BeLessThan $seen.IndexOf('in P-30')
        ($seen -like 'out *') | Should -Be ((Get-Order 30).OrderId | ForEach-Object { "out $_" })
    }

    It 'never has more rows under way than it may' {
        $seen = [System.Collections.Generic.List[int]]::new()
        $counter = @{ Read = 0; Written = 0 }
        Get-Order 30 | ForEach-Object { $counter.Read++; $seen.Add($counter.Read - $counter.Written); $_ } | New-FreedomPayPayment -ThrottleLimit 4 | ForEach-Object { $counter.Written++ }
        ($seen | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 4
    }

    It 'without rows does nothing' {
        @() | New-FreedomPayPayment | Should -BeNullOrEmpty
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'goes on in the caller when a command further down throws' {
        { Get-Order 5 | New-FreedomPayPayment | ForEach-Object { throw 'not today' } } | Should -Throw 'not today'
        (Get-SandboxState).payments.Count | Should -Be 1
    }
}

Describe 'An object that a cmdlet returned' {
    BeforeEach { Reset-Sandbox }

    It 'does not lend its request id to the next request (card client)' {
        $first = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
        $second = $first | New-FreedomPayCardClient -ProductId 2000 -FirstName Timur -LastName Kim
        $second.RequestId | Should -Not -BeNullOrEmpty
        $second.RequestId | Should -Not -Be $first.RequestId
        (Get-SandboxState).cardClients.Count | Should -Be 2
    }

    It 'is not created again when it is a payment, for it brings its key' {
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 1.00 -OrderId A-1 -Description Tea | New-FreedomPayPayment -Description 'Tea again' })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        (Get-SandboxState).payments | ForEach-Object { "$($_.order_id) $($_.amount)" } | Should -Be 'A-1 1.00'
    }

    It 'is the model of another payment with a key of its own' {
        $first = New-FreedomPayPayment -Amount 1.00 -OrderId A-1 -Description Tea
        $second = $first | New-FreedomPayPayment -Description 'Tea again' -IdempotencyKey again
        $first.IdempotencyKey | Should -Match '^[0-9a-f-]{36}$'
        $second.IdempotencyKey | Should -Be again
        (Get-SandboxState).payments | ForEach-Object { "$($_.order_id) $($_.amount)" } | Should -Be 'A-1 1.00', 'A-1 1.00'
    }

    It 'keeps its request id in a file, so that the same row given again is refused' {
        $file = Join-Path $TestDrive 'made.csv'
        New-FreedomPayPayment -Amount 1.00 -OrderId A-1 -Description Tea | Export-Csv $file
        $outcome = @(Get-Outcome { Import-Csv $file | New-FreedomPayPayment -Description Tea })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        (Get-SandboxState).payments.Count | Should -Be 1
    }

    It 'takes a request id that is typed' {
        $first = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
        $id = '019ab688-bef2-72c4-aa29-d0e08be76d95'
        ($first | New-FreedomPayCardClient -RequestId $id -ProductId 2000 -FirstName Timur -LastName Kim).RequestId | Should -Be $id
    }

    It 'leads to its own state (card client)' {
        $made = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
        ($made | Get-FreedomPayCardRequest).RequestId | Should -Be $made.RequestId
    }

    It 'leads to its own state (payment)' {
        $made = Get-Order 3 | New-FreedomPayPayment
        ($made | Get-FreedomPayPayment).OrderId | Should -Be $made.OrderId
    }

    It 'leads to its change (user)' {
        $made = New-FreedomIdUser -Phone +77010000001 -FirstName Dana
        $changed = $made | Set-FreedomIdUser -LastName Kim
        $changed.FreedomId | Should -Be $made.FreedomId
        (Get-SandboxState).users[0].lastname | Should -Be 'Kim'
    }

    It 'leads there through a file too' {
        $file = Join-Path $TestDrive 'requests.csv'
        $made = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
        $made | Export-Csv $file
        (Import-Csv $file | Wait-FreedomPayCardRequest).ClientId | Should -Be (Get-SandboxState).cardClients[0].client_id
    }
}

Describe 'Waiting for a request' {
    BeforeEach { Reset-Sandbox }

    It 'ends with success and what was made' {
        $done = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim | Wait-FreedomPayCardRequest
        $done.RequestStatus | Should -Be 'success'
        $done.ClientId | Should -Be (Get-SandboxState).cardClients[0].client_id
    }

    It 'ends with one error for a request that failed, and goes on' {
        $made = @(
            New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
            New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Declined
            New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Serik
        )
        $outcome = @(Get-Outcome { $made | Wait-FreedomPayCardRequest -ThrottleLimit 3 })
        $outcome.Count | Should -Be 3
        $outcome[0].RequestStatus, $outcome[2].RequestStatus | Should -Be 'success', 'success'
        $problem = $outcome[1]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed,*'
        $problem.CategoryInfo.Category | Should -Be 'InvalidResult'
        $problem.Exception.Row | Should -Be 2
        $problem.Exception.RequestId | Should -Be $made[1].RequestId
        "$problem" | Should -BeLike "Row 2: *$($made[1].RequestId)*"
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'ends at once for a request that is unknown' {
        $outcome = @(Get-Outcome { Wait-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d95 })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $outcome[0].Exception.Code | Should -Be 'sandbox.unknown_request'
        Get-SandboxRequestCount | Should -Be 1
    }

    Context 'that does not end' {
        BeforeAll {
            # A sandbox of its own, whose requests stay under way for an hour.
            Add-Type -Path (Join-Path (Split-Path $module) 'net8.0' 'dependencies' 'FreedomPay.Sandbox.dll')
            $options = [FreedomPay.Sandbox.SandboxOptions]::new()
            [FreedomPay.Sandbox.SandboxOptions].GetProperty('ProcessingTime').SetValue($options, [timespan]::FromHours(1))
            $slow = [FreedomPay.Sandbox.SandboxServer]::Start($options)
            Connect-FreedomPay -BaseUri $slow.BaseUri -Partner (New-TestCredential 100200 sandbox-partner-secret)
        }

        AfterAll {
            Connect-FreedomPay -Environment Sandbox
            $slow.Dispose()
        }

        It 'is given up after -TimeoutSec with one error that names the request' {
            $made = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
            $outcome = @(Get-Outcome { $made | Wait-FreedomPayCardRequest -TimeoutSec 1 })
            $outcome.Count | Should -Be 1
            $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.WaitTimeout,*'
            "$($outcome[0])" | Should -BeLike "*$($made.RequestId) is still under way after 1 seconds*"
            $outcome[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            $outcome[0].TargetObject.RequestId | Should -Be $made.RequestId
        }

        It 'is answered with its state by Get-FreedomPayCardRequest' {
            $made = New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim
            ($made | Get-FreedomPayCardRequest).RequestStatus | Should -Be 'process'
        }
    }
}

Describe 'Runspaces' {
    BeforeEach { Reset-Sandbox }

    It 'do not share the default connection' {
        $other = [powershell]::Create()
        try {
            $there = $other.AddScript("Import-Module '$module'; Get-FreedomPayConnection; try { Get-FreedomPayPayment 1 } catch { `$_.FullyQualifiedErrorId }").Invoke()
        } finally { $other.Dispose() }
        $there | Should -Be 'FreedomPay.NotConnected,FreedomPay.Commands.Merchant.GetFreedomPayPaymentCommand'
    }

    It 'that connect do not change the connection of others' {
        $here = Get-FreedomPayConnection
        $other = [powershell]::Create()
        try {
            $null = $other.AddScript("Import-Module '$module'; Connect-FreedomPay -BaseUri https://api.example.com").Invoke()
            $other.HadErrors | Should -BeFalse
        } finally { $other.Dispose() }
        Get-FreedomPayConnection | Should -Be $here
    }

    It 'share one that is given, in ForEach-Object -Parallel' {
        $connection = Get-FreedomPayConnection
        $made = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            New-FreedomPayPayment -Amount "$_.00" -OrderId "P-$_" -Description Tea -Connection $using:connection
        }
        $made.OrderId | Sort-Object | Should -Be (1..6 | ForEach-Object { "P-$_" })
        (Get-SandboxState).payments.Count | Should -Be 6
    }
}

Describe 'Ctrl+C' {
    BeforeAll {
        $patient = Connect-FreedomPay -Environment Sandbox -TimeoutSec 3600 -PassThru

        # Starts a command whose answer takes ten minutes, stops it once its request has arrived, and tells how it ended.
        function Stop-Command {
            param([string] $Script)
            Reset-Sandbox
            Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 600000
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript("param(`$connection) Import-Module '$module'; $Script").AddArgument($patient)
                $running = $shell.BeginInvoke()
                $limit = [System.Diagnostics.Stopwatch]::StartNew()
                while ((Get-SandboxRequestCount) -eq 0 -and -not $running.IsCompleted -and $limit.Elapsed.TotalMinutes -lt 1) { [System.Threading.Thread]::Yield() }
                $stopping = $shell.BeginStop($null, $null)
                $ended = $stopping.AsyncWaitHandle.WaitOne([timespan]::FromMinutes(2)) -and $running.AsyncWaitHandle.WaitOne([timespan]::FromMinutes(2))
                [pscustomobject]@{ Ended = $ended; State = "$($shell.InvocationStateInfo.State)"; Requests = Get-SandboxRequestCount }
            } finally {
                # Disposing waits for the command; a command that hangs must not hang the suite.
                if ($ended) { $shell.Dispose() }
                Clear-FreedomPaySandboxFault
            }
        }
    }

    It 'ends <_>, and sends nothing more' -ForEach @(
        "New-FreedomPayPayment -Amount 1.00 -Description Tea -Connection `$connection"
        "1..3 | ForEach-Object { [pscustomobject]@{ Amount = '1.00'; Description = 'Tea' } } | New-FreedomPayPayment -Connection `$connection"
        "Get-FreedomPayPayment -OrderId A-1 -Connection `$connection"
        "Wait-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d95 -Connection `$connection"
        "Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/request/status -Body @{ request_id = '1' } -Connection `$connection"
        "Test-FreedomPayConnection -Connection `$connection"
    ) {
        $stopped = Stop-Command $_
        $stopped.Ended | Should -BeTrue
        $stopped.State | Should -Be 'Stopped'
        $stopped.Requests | Should -Be 1
    }
}
