<#
.SYNOPSIS
    Bulk figures: the module beside a raw C# loop and beside Invoke-RestMethod, all with the same signed operation.
.DESCRIPTION
    Everything that is compared runs in a process of its own that stays warm; the processes take turns, round by round, and medians are
    compared, so that what else the machine does meets all of them. Emits the lines of a Markdown text.
.EXAMPLE
    ./bench/bulk.ps1 -Quick
    In less than a minute: the module and the raw loop only, to compare a change.
#>
param([switch] $Quick)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. (Join-Path $root 'build' 'ThisPowerShell.ps1')
$rounds = $Quick ? 3 : 5
$started = [Collections.Generic.List[Diagnostics.Process]]::new()

function Start-Contestant {
    param([string] $Name, [string[]] $Argument)
    $info = [Diagnostics.ProcessStartInfo]::new($Name)
    $Argument | ForEach-Object { $info.ArgumentList.Add($_) }
    $info.RedirectStandardInput = $info.RedirectStandardOutput = $true
    $process = [Diagnostics.Process]::Start($info)
    $started.Add($process)
    $hello = $process.StandardOutput.ReadLine()
    if (-not $hello) { throw "$Name $Argument did not start." }
    [pscustomobject]@{ Process = $process; Hello = $hello }
}

function Start-Script { param([string] $Kind, [string] $Uri) Start-Contestant $pwsh ($pwshWords + @('-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot 'contestant.ps1'), '-Kind', $Kind, '-Uri', $Uri)) }

function Start-Raw { param([string] $Verb, [string] $Uri) Start-Contestant dotnet 'exec', (Join-Path $PSScriptRoot 'RawLoop' 'bin' 'Release' 'net10.0' 'RawLoop.dll'), $Verb, $Uri }

function Invoke-Contestant {
    param($Contestant, [string] $Line)
    $Contestant.Process.StandardInput.WriteLine($Line)
    $answer = $Contestant.Process.StandardOutput.ReadLine()
    if (-not $answer) { throw "A contestant failed at '$Line'." }
    $answer -eq 'set' ? $null : ($answer | ConvertFrom-Json)
}

function Stop-Contestant {
    param($Contestant)
    $Contestant.Process.StandardInput.Close()
    if (-not $Contestant.Process.WaitForExit(5000)) { $Contestant.Process.Kill() }
}

function Get-Median { param([double[]] $Value) ($Value | Sort-Object)[[int][Math]::Floor(($Value.Count - 1) / 2)] }

function Format-Number { param($Value, [string] $Format = '0') $null -eq $Value ? '' : ([double]$Value).ToString($Format, [cultureinfo]::InvariantCulture) }

# Rows per second of each contestant, the median of the rounds or the best of them; in each round every contestant has its turn.
function Measure-Round {
    param([Collections.Specialized.OrderedDictionary] $Turn, [int] $Rounds, [switch] $Best)
    $values = @{}
    foreach ($round in 1..$Rounds) {
        foreach ($name in $Turn.Keys) {
            $contestant, $limit, $count, $how = $Turn[$name]
            $run = Invoke-Contestant $contestant "$limit $count $how".TrimEnd()
            $values[$name] += @($count / $run.seconds)
        }
    }
    $results = @{}
    foreach ($name in $values.Keys) {
        $results[$name] = $Best ? ($values[$name] | Measure-Object -Maximum).Maximum : (Get-Median $values[$name])
    }
    $results
}

# What else runs here takes part in every figure.
function Get-Load { if (Test-Path /proc/loadavg) { (Get-Content /proc/loadavg -Raw).Split(' ')[0] } else { 'unknown' } }

function Write-Step { param([string] $Text) Write-Host "  $(Get-Date -Format HH:mm:ss) $Text" }

$null = & dotnet build (Join-Path $PSScriptRoot 'RawLoop') --configuration Release --nologo --verbosity quiet
if ($LASTEXITCODE -ne 0) { throw 'bench/RawLoop does not build.' }
$before = Get-Load
try {
    $sandbox = Start-Script Sandbox
    $canned = Start-Raw serve $sandbox.Hello
    $module = Start-Script Module $sandbox.Hello
    $raw = Start-Raw loop $sandbox.Hello
    $cannedModule = Start-Script Module $canned.Hello
    $cannedRaw = Start-Raw loop $canned.Hello
    $script = $Quick ? $null : (Start-Script Script $sandbox.Hello)
    $cannedScript = $Quick ? $null : (Start-Script Script $canned.Hello)

    Write-Step 'warming up'
    foreach ($contestant in $module, $raw, $cannedModule, $cannedRaw) {
        # Long enough for the compiler of .NET to be done with optimising.
        foreach ($limit in 16, 1, 64, 16) { $null = Invoke-Contestant $contestant "$limit $($Quick ? 10000 : 20000) read" }
    }
    foreach ($contestant in $script, $cannedScript | Where-Object { $_ }) {
        $null = Invoke-Contestant $contestant '1 50 loop'
        $null = Invoke-Contestant $contestant '4 50 parallel'
    }

    $lines = [Collections.Generic.List[string]]::new()
    foreach ($part in 'sandbox, 50 ms', 'sandbox, 0 ms', 'canned, 0 ms') {
        $late = $part -like '*50 ms'
        $null = Invoke-Contestant $sandbox ($late ? '50' : '0')
        $ours, $rawLoop, $theirs = $part -like 'canned*' ? ($cannedModule, $cannedRaw, $cannedScript) : ($module, $raw, $script)
        foreach ($limit in 1, 16, 64) {
            Write-Step "$part, limit $limit"
            $count = $late ? $limit * ($Quick ? 10 : 60) : $Quick ? 3000 : 10000
            $fast = Measure-Round ([ordered]@{ Module = $ours, $limit, $count, 'read'; Raw = $rawLoop, $limit, $count }) $rounds
            $slow = @{}
            if ($theirs) {
                $turns = [ordered]@{ Parallel = $theirs, $limit, ($late ? [Math]::Max(40, $limit * 10) : 400), 'parallel' }
                if ($limit -eq 1) { $turns.Loop = $theirs, 1, ($late ? 40 : 400), 'loop' }
                $slow = Measure-Round $turns 3
            }
            $cells = @(
                $part; $limit
                $fast.Module, $fast.Raw, $slow.Loop, $slow.Parallel | ForEach-Object { Format-Number $_ }
                Format-Number ($fast.Module / $fast.Raw) '0.00'
                $slow.Parallel ? (Format-Number ($fast.Module / $slow.Parallel) '0.0') : ''
            )
            $lines.Add("| $($cells -join ' | ') |")
        }
    }

    Write-Step 'journal'
    $null = Invoke-Contestant $sandbox '50'
    $null = Invoke-Contestant $module '16 100 write'
    $count = $Quick ? 160 : 960
    $journal = Measure-Round ([ordered]@{ Without = $module, 16, $count, 'write'; With = $module, 16, $count, 'journal' }) $rounds
    $null = Invoke-Contestant $sandbox '0'

    Write-Step 'progress'
    # Five updates a second are far less than what a machine varies from run to run; the best of many runs varies least.
    $count = $Quick ? 10000 : 40000
    $bar = Measure-Round ([ordered]@{ Quiet = $cannedModule, 16, $count, 'quiet'; Bar = $cannedModule, 16, $count, 'bar' }) (5 * $rounds) -Best

    $million = $Quick ? 150000 : 1000000
    Write-Step "$million rows, streamed"
    Stop-Contestant $cannedModule
    $cannedModule = Start-Script Module $canned.Hello
    $null = Invoke-Contestant $cannedModule '16 3000 read'
    $stream = Invoke-Contestant $cannedModule "16 $million stream"
    Write-Step "$million rows through the raw loop, and through a pipeline without the cmdlet"
    $rawStream = Invoke-Contestant $cannedRaw "16 $million"
    Stop-Contestant $cannedModule
    $cannedModule = Start-Script Module $canned.Hello
    $empty = Invoke-Contestant $cannedModule "16 $million pipeline"
}
finally {
    # Only what was started here, and each by itself.
    foreach ($process in $started) {
        if (-not $process.HasExited) { $process.StandardInput.Close(); if (-not $process.WaitForExit(5000)) { $process.Kill() } }
        $process.Dispose()
    }
}

$perRow = { param($Run) 1e6 * $Run.cpu / $million }
$ours = (& $perRow $stream) - (& $perRow $empty) - (& $perRow $rawStream)
$megabytes = { param($Bytes) Format-Number ($Bytes / 1MB) }
@(
    "## Bulk runs`n"
    "The operation is getCardInfo: a POST of $('{"card_id":"…","request_id":"…"}'.Length + 43) bytes with a detached JWS (HS512), the same bytes but for the number of the request from all."
    "Server and client are processes of this machine and share its cores. Rows per second, medians of $rounds rounds (3 for Invoke-RestMethod) in which warm"
    'processes take turns. *Canned* is a server that repeats the bytes of the sandbox''s answer to everything: at 0 ms the sandbox, which checks'
    'every request against the contract, takes more of the cores than its clients, so that only the canned server shows what those are worth.'
    'At 50 ms nobody can have more than 20, 320 or 1280 rows per second at these limits: where one comes near that, no other can be much faster.'
    "Load average of the machine before and after: $before and $(Get-Load).`n"
    '| server, latency | limit | module | raw C# loop | Invoke-RestMethod, loop | ForEach-Object -Parallel | module / raw | module / -Parallel |'
    '|---|--:|--:|--:|--:|--:|--:|--:|'
    $lines
    ''
    "Journal (Block-FreedomPayCard, limit 16, 50 ms): $(Format-Number $journal.With) rows per second with, $(Format-Number $journal.Without) without: $(Format-Number ($journal.With / $journal.Without) '0.00').`n"
    "Progress bar (Get-FreedomPayCard, limit 16, canned, the best of $(5 * $rounds) rounds): $(Format-Number $bar.Bar) rows per second with, $(Format-Number $bar.Quiet) without: $(Format-Number ($bar.Bar / $bar.Quiet) '0.000').`n"
    "## $('{0:N0}' -f $million) rows`n"
    "Rows that a script generates, streamed through Get-FreedomPayCard -ThrottleLimit 16 against the canned server, nothing kept.`n"
    '| | |', '|---|--:|'
    "| rows per second, module | $(Format-Number ($million / $stream.seconds)) |"
    "| rows per second, raw loop | $(Format-Number ($million / $rawStream.seconds)) |"
    "| working set at row 100,000 | $(& $megabytes $stream.more[0]) MB |"
    "| working set at the end | $(& $megabytes $stream.more[-1]) MB |"
    "| growth | $(& $megabytes ($stream.more[-1] - $stream.more[0])) MB |"
    "| growth of the same pipeline without the cmdlet: PowerShell's own table of the objects that were made | $(& $megabytes ($empty.more[-1] - $empty.more[0])) MB |"
    "| CPU per row: module, whole process | $(Format-Number (& $perRow $stream) '0.0') µs |"
    "| CPU per row: the same pipeline without the cmdlet | $(Format-Number (& $perRow $empty) '0.0') µs |"
    "| CPU per row: raw loop, whole process | $(Format-Number (& $perRow $rawStream) '0.0') µs |"
    "| cost per row of our own layers | $(Format-Number $ours '0.0') µs |"
    ''
    'The cost of our own layers is CPU time, of all threads and in user and system mode: the module''s process less the raw loop''s process, which has'
    'the same HTTP stack, signature and server, less the pipeline that makes the rows. What is left is parameter binding by PowerShell, the cmdlet'
    'and the core: rules, retries, order, tracing, output objects.'
)
