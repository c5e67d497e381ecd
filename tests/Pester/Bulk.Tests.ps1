# Many rows at a time: summary, progress, pace, the time of a whole command, and Ctrl+C.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    $module = Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1

    function New-Row {
        param([int[]] $Number)
        foreach ($n in $Number) { [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Idn = '{0:d12}' -f $n } }
    }

    # A PowerShell whose streams can be looked at, and which can be stopped as Ctrl+C stops one.
    function New-Shell {
        param([string] $Script, [hashtable] $Variable = @{})
        $shell = [powershell]::Create()
        $shell.Runspace.SessionStateProxy.SetVariable('Module', $module)
        $shell.Runspace.SessionStateProxy.SetVariable('Sandbox', "$((Get-FreedomPayConnection).BaseUri)")
        foreach ($name in $Variable.Keys) { $shell.Runspace.SessionStateProxy.SetVariable($name, $Variable[$name]) }
        $null = $shell.AddScript("Import-Module `$Module; Connect-FreedomPay -Environment Sandbox -BaseUri `$Sandbox; $Script")
        $shell
    }

    Add-Type -IgnoreWarnings @'
using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

// Hands requests on to a transport, but for one that it neither answers nor ends, whoever stops it.
public sealed class HangingTransport : HttpMessageHandler
{
    private readonly HttpMessageInvoker inner;
    private readonly int hanging;
    private int number;

    public HangingTransport(HttpMessageInvoker inner, int hanging)
    {
        this.inner = inner;
        this.hanging = hanging;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        return Interlocked.Increment(ref number) == hanging ? new TaskCompletionSource<HttpResponseMessage>().Task : inner.SendAsync(request, cancellationToken);
    }
}
'@

    # A connection on which one request hangs: no server can make one that a token does not end.
    function Connect-Hanging {
        param([int] $Number)
        $connection = Connect-FreedomPay -Environment Sandbox -BaseUri (Get-FreedomPayConnection).BaseUri -PassThru
        $client = $connection.GetType().GetProperty('Client', [Reflection.BindingFlags]'Instance, NonPublic').GetValue($connection)
        $exchange = $client.GetType().GetField('exchange', [Reflection.BindingFlags]'Instance, NonPublic').GetValue($client)
        $invoker = $exchange.GetType().GetField('invoker', [Reflection.BindingFlags]'Instance, NonPublic')
        $invoker.SetValue($exchange, [Net.Http.HttpMessageInvoker]::new([HangingTransport]::new($invoker.GetValue($exchange), $Number)))
        $connection
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'The summary of a run' {
    BeforeEach { Reset-Sandbox }

    It 'is one information record with all counts' {
        Set-FreedomPaySandboxFault ServerError -OperationId createCardClientV2 -Skip 3 -Count 1
        $rows = New-Row (1..6)
        $rows[1].ProductId = 'two'
        $null = $rows | New-FreedomPayCardClient -InformationVariable told -ErrorAction SilentlyContinue
        $told.Count | Should -Be 1
        $told[0].Tags | Should -Be 'FreedomPay.Summary'
        $summary = $told[0].MessageData
        $summary.Rows, $summary.Succeeded, $summary.Failed, $summary.Unknown, $summary.NotTried | Should -Be 6, 4, 1, 1, 0
        $summary.FailedByReason['InvalidInput'] | Should -Be 1
        "$summary" | Should -Match '^New-FreedomPayCardClient: 6 rows, 4 succeeded, 1 failed \(InvalidInput 1\), 1 unknown; \d+\.\d s, [\d.]+ rows/s$'
    }

    It 'counts repeats, replayed rows and the journal' {
        $journal = Join-Path $TestDrive 'summary.jsonl'
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 0 -OperationId createCardClientV2 -Count 2
        $null = New-Row (1..3) | New-FreedomPayCardClient -Journal $journal -InformationVariable first
        $null = New-Row (1..4) | New-FreedomPayCardClient -Journal $journal -InformationVariable second
        $first.MessageData.Repeats | Should -Be 2
        $second.MessageData.Replayed | Should -Be 3
        $second.MessageData.Succeeded | Should -Be 4
        $second.MessageData.Journal | Should -Be $journal
        "$($second.MessageData)" | Should -BeLike '*4 succeeded (3 of them in an earlier run)*journal*summary.jsonl'
    }

    It 'counts rows that were not tried' {
        $rows = @(New-Row (1..2)) + [pscustomobject]@{ FirstName = 'Ivan' }
        $null = $rows | New-FreedomPayCardClient -InformationVariable told -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $told.MessageData.Rows, $told.MessageData.NotTried | Should -Be 3, 1
    }

    It 'is not written for a single call' {
        $null = New-Row 1 | New-FreedomPayCardClient -InformationVariable told
        $told | Should -BeNullOrEmpty
    }

    It 'is shown with -InformationAction Continue' {
        (New-Row (1, 2) | New-FreedomPayCardClient -InformationAction Continue 6>&1 | Where-Object { $_ -is [System.Management.Automation.InformationRecord] }).ToString() |
            Should -BeLike 'New-FreedomPayCardClient: 2 rows, 2 succeeded; *'
    }
}

Describe 'Progress' {
    BeforeEach { Reset-Sandbox }

    It 'is one bar with counts, rate and time left, at most five times a second, taken away at the end' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 20 -OperationId createCardClientV2
        $shell = New-Shell '$Rows | New-FreedomPayCardClient -ExpectedCount 60' @{ Rows = New-Row (1..60) }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = $shell.Invoke()
        $seconds = $clock.Elapsed.TotalSeconds
        $bars = @($shell.Streams.Progress | Where-Object Activity -eq 'New-FreedomPayCardClient')
        $shell.Dispose()
        $running = @($bars | Where-Object RecordType -eq 'Processing')
        $running.Count | Should -BeGreaterThan 1
        $running.Count | Should -BeLessOrEqual ([Math]::Ceiling($seconds * 5))
        $running[-1].StatusDescription | Should -Match '^\d+ done, 0 failed, 0 in doubt, [\d.]+/s$'
        $running[-1].PercentComplete | Should -BeIn (1..100)
        $running[0].SecondsRemaining | Should -BeGreaterOrEqual 0
        $bars[-1].RecordType | Should -Be 'Completed'
    }

    It 'is not there when the preference says so: <Script>' -ForEach @(
        @{ Script = '$ProgressPreference = "SilentlyContinue"; $Rows | New-FreedomPayCardClient' }
        @{ Script = '$Rows | New-FreedomPayCardClient -ProgressAction SilentlyContinue' }
    ) {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 20 -OperationId createCardClientV2
        $shell = New-Shell $Script @{ Rows = New-Row (1..25) }
        @($shell.Invoke()).Count | Should -Be 25
        @($shell.Streams.Progress | Where-Object Activity -eq 'New-FreedomPayCardClient') | Should -BeNullOrEmpty
        $shell.Dispose()
    }

    It 'does not get into redirected output' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 20 -OperationId createCardClientV2
        $child = Invoke-Child -Argument $module, "$((Get-FreedomPayConnection).BaseUri)" -Script {
            param($Module, $Sandbox)
            Import-Module $Module
            Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
            (1..40 | ForEach-Object { [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov' } } | New-FreedomPayCardClient).Count
        }
        "$($child.Output)$($child.Errors)".Trim() | Should -Be '40'
    }
}

Describe 'The pace of a run' {
    BeforeEach { Reset-Sandbox }

    It 'is what -RatePerSecond says' {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = New-Row (1..11) | New-FreedomPayCardClient -RatePerSecond 20 -ThrottleLimit 8
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.45
    }

    It 'has no more in flight than -ThrottleLimit says, though rows are read and made ready ahead' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 50
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $cards = 123456701..123456712 | ForEach-Object { [pscustomobject]@{ CardId = "$_" } } | Get-FreedomPayCard -ThrottleLimit 2
        # Six times two, each pair after the one before it.
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.29
        $cards.CardId | Should -Be (123456701..123456712)
    }

    It 'of payments leaves the pause that the documentation asks for, unless told otherwise' {
        $rows = 1..2 | ForEach-Object { [pscustomobject]@{ Amount = '10'; Description = 'Tea'; OrderId = "P-$_" } }
        $global:PSDefaultParameterValues.Remove('New-FreedomPayPayment:RatePerSecond')
        try {
            Connect-FreedomPay -Environment Sandbox
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = $rows | New-FreedomPayPayment -ThrottleLimit 2
            $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 1.45
        } finally {
            $global:PSDefaultParameterValues['New-FreedomPayPayment:RatePerSecond'] = 1000
        }
    }

    It 'is slowed for everything on the connection when the API asks one request for a pause' {
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 1 -OperationId createCardClientV2 -Count 1
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = New-Row 1 | New-FreedomPayCardClient
        $first = $clock.Elapsed.TotalSeconds
        # A timer may be a hair early.
        $first | Should -BeGreaterOrEqual 0.95
        (Get-SandboxRequest createCardClientV2).Count | Should -Be 2
    }
}

Describe 'The time of the whole command' {
    BeforeEach {
        Reset-Sandbox
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It 'ends it with what is in flight recorded, and the rest is done by the next run' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 300 -OperationId createCardClientV2
        $outcome = @(Get-Outcome { New-Row (1..30) | New-FreedomPayCardClient -TimeoutSec 1 -ThrottleLimit 2 -Journal $journal })
        # Two at a time, each of which takes 0.3 s: as many as one second has room for, and those that it let end.
        (Get-SandboxRequest createCardClientV2).Count | Should -BeLessThan 12
        $outcome[-1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.CommandTimeout*'
        $done = $outcome.Count - 1
        "$($outcome[-1])" | Should -Be "The command's 1 seconds are over. Rows from number $($done + 1) on were not sent."
        (Get-FreedomPayJournal $journal -Summary).Succeeded | Should -Be $done
        Clear-FreedomPaySandboxFault
        @(New-Row (1..30) | New-FreedomPayCardClient -Journal $journal).Count | Should -Be 30
        (Get-SandboxState).cardClients.Count | Should -Be 30
    }

    It 'lets nothing leave that still waits for its turn' {
        $outcome = @(Get-Outcome { New-Row (1..3) | New-FreedomPayCardClient -TimeoutSec 1 -RatePerSecond 0.6 -ThrottleLimit 3 -Journal $journal })
        $outcome.Count | Should -Be 4
        $outcome[1..2].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Cancelled*'
        $outcome[3].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.CommandTimeout*'
        (Get-SandboxRequest createCardClientV2).Count | Should -Be 1
        @(Get-FreedomPayJournal $journal).Count | Should -Be 1
    }

    It 'aborts what does not end, and tells of it as unknown' {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 60000 -OperationId createCardClientV2
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $outcome = @(Get-Outcome { New-Row (1..3) | New-FreedomPayCardClient -TimeoutSec 1 -ThrottleLimit 3 -Journal $journal })
        # Before the answers, however busy the machine is.
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 40
        $outcome[0..2].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        $outcome.Count | Should -Be 4
        $outcome[3].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.CommandTimeout*'
        (Get-FreedomPayJournal $journal).State | Should -Be 'InDoubt', 'InDoubt', 'InDoubt'
    }

    It 'tells of the row that does not end, writes the others, and then that the time is over: row <Hanging>, limit <Limit>' -ForEach @(
        @{ Hanging = 1; Limit = 8 }, @{ Hanging = 3; Limit = 8 }, @{ Hanging = 6; Limit = 3 }
    ) {
        $connection = Connect-Hanging $Hanging
        # The one that hangs never ends: that the command is back says that its time was over, and leaves a busy machine time for the others.
        $outcome = @(Get-Outcome { New-Row (1..6) | New-FreedomPayCardClient -TimeoutSec 3 -ThrottleLimit $Limit -Journal $journal -Connection $connection })
        $outcome.Count | Should -Be 7
        $errors = @($outcome | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $errors.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'FreedomPay.OutcomeUnknown', 'FreedomPay.CommandTimeout'
        "$($errors[0])" | Should -BeLike "Row *: Whether createCardClientV2 was carried out is not known: it had not ended when the time of the command was over.*"
        $outcome[-1] | Should -Be $errors[1]
        @($outcome.RequestStatus -eq 'process').Count | Should -Be 5
        (Get-SandboxState).cardClients.Count | Should -Be 5
        $summary = Get-FreedomPayJournal $journal -Summary
        $summary.Succeeded, $summary.InDoubt | Should -Be 5, 1
        @(New-Row (1..6) | New-FreedomPayCardClient -Journal $journal).Count | Should -Be 6
        (Get-SandboxState).cardClients.Count | Should -Be 6
    }

    It 'keeps what the rows brought when it is assigned or sorted' {
        $connection = Connect-Hanging 1
        $made = New-Row (1..4) | New-FreedomPayCardClient -TimeoutSec 3 -ThrottleLimit 4 -Connection $connection -ErrorAction SilentlyContinue -ErrorVariable told | Sort-Object RequestId
        $made.Count | Should -Be 3
        $told.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.*'
    }

    It 'tells of a question that does not end as not answered, and writes the other answers' {
        $made = @(New-Row (1..5) | New-FreedomPayCardClient)
        $outcome = @(Get-Outcome { $made | Get-FreedomPayCardRequest -TimeoutSec 3 -ThrottleLimit 8 -Connection (Connect-Hanging 1) })
        $outcome.Count | Should -Be 6
        @($outcome.FullyQualifiedErrorId -like 'FreedomPay.Cancelled*').Count | Should -Be 1
        @($outcome.FullyQualifiedErrorId -like 'FreedomPay.CommandTimeout*').Count | Should -Be 1
        @($outcome.RequestStatus).Count | Should -Be 4
    }

    It 'says so when it is over before a large journal is read' {
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        $lines = Get-Content $journal
        $writer = [IO.StreamWriter]::new($journal)
        $writer.Write($lines[0] + "`n")
        foreach ($i in 1..300000) { $writer.Write($lines[1] + "`n"); $writer.Write($lines[2] + "`n") }
        $writer.Dispose()
        $outcome = @(Get-Outcome { 1..3 | ForEach-Object { if ($_ -eq 1) { Start-Sleep -Milliseconds 950 }; New-Row $_ } | New-FreedomPayCardClient -TimeoutSec 1 -Journal $journal })
        $outcome[-1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.CommandTimeout*'
    }
}

Describe 'A run that is stopped' {
    BeforeAll {
        # What the runs before left in flight arrives when it arrives, and not here.
        Stop-FreedomPaySandbox
        Connect-FreedomPay -Environment Sandbox
    }

    BeforeEach {
        Reset-Sandbox
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It 'by Ctrl+C is back long before the rows are done, with everything in flight recorded: latency <Latency> ms' -ForEach @(@{ Latency = 200 }, @{ Latency = 20000 }) {
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds $Latency -OperationId createCardClientV2 -Skip 3
        $shell = New-Shell '$Rows | New-FreedomPayCardClient -ThrottleLimit 4 -Journal $Journal' @{ Rows = New-Row (1..200); Journal = $journal }
        $running = $shell.BeginInvoke()
        foreach ($attempt in 1..200) {
            if ((Get-SandboxRequest createCardClientV2).Count -ge 5) { break }
            [Threading.Thread]::Sleep(25)
        }
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        # Less than the rows or one slow answer would take, however busy the machine is.
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 8
        $running.IsCompleted | Should -BeTrue
        $shell.Dispose()
        $rows = @(Get-FreedomPayJournal $journal)
        $effects = (Get-SandboxState).cardClients.Count
        @($rows | Where-Object State -eq 'Succeeded').Count | Should -BeLessOrEqual $effects
        @($rows | Where-Object State -in 'Succeeded', 'InDoubt').Count | Should -BeGreaterOrEqual $effects
        Clear-FreedomPaySandboxFault
        $all = @(New-Row (1..200) | New-FreedomPayCardClient -ThrottleLimit 8 -Journal $journal -WarningAction SilentlyContinue)
        $all.Count | Should -Be 200
        (Get-SandboxState).cardClients.Count | Should -Be 200
    }

    It 'by Ctrl+C during a pause that the API asks for sends nothing more: <_>' -ForEach @(
        '$Rows | New-FreedomPayCardClient'
        '$Rows | New-FreedomPayCardClient -Wait'
        '$Rows | ForEach-Object { @{ request_id = [guid]::NewGuid().Guid; product_id = 1000; client = @{ fn = "I"; ln = "b" } } } | Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/client/add_v2 -Confirm:$false'
    ) {
        # The pause ends within the moment that an answer on the way would have: whoever waited for that would send again.
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 1 -OperationId createCardClientV2 -Count 1
        $shell = New-Shell $_ @{ Rows = New-Row (1..3) }
        $running = $shell.BeginInvoke()
        foreach ($attempt in 1..400) {
            if ((Get-SandboxRequest createCardClientV2).status -contains 429) { break }
            [Threading.Thread]::Sleep(10)
        }
        $before = (Get-SandboxRequest createCardClientV2).Count
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 15
        $running.IsCompleted | Should -BeTrue
        $shell.Dispose()
        (Get-SandboxRequest createCardClientV2).Count | Should -Be $before
    }

    It 'by Select-Object -First records what was in flight' {
        $first = New-Row (1..20) | New-FreedomPayCardClient -ThrottleLimit 4 -Journal $journal | Select-Object -First 2
        $first.Count | Should -Be 2
        $summary = Get-FreedomPayJournal $journal -Summary
        $summary.InDoubt | Should -Be 0
        $summary.Succeeded | Should -Be (Get-SandboxState).cardClients.Count
        @(New-Row (1..20) | New-FreedomPayCardClient -Journal $journal).Count | Should -Be 20
        (Get-SandboxState).cardClients.Count | Should -Be 20
    }
}
