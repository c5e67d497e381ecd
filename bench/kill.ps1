# Pulls the plug: a PowerShell of its own sends rows with a journal to a sandbox that misbehaves, is killed with SIGKILL at a random
# moment, and starts again with the same journal until it is done. The sandbox then tells how often each row happened.
param(
    [int] $Rows = 2000,
    [int] $Rounds = 20,
    [int] $ThrottleLimit = 16,
    # How long a run may live before it is killed, at most; PowerShell itself takes about half a second of it.
    [int] $LongestMilliseconds = 3000,
    # Gives each row a key column; without it a row is known by its content.
    [switch] $WithKey
)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. (Join-Path $root 'build' 'ThisPowerShell.ps1')
$module = Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'
Import-Module $module
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "freedompay-kill-$([guid]::NewGuid().ToString('N'))")
$child = Join-Path $folder 'child.ps1'
Set-Content $child @'
param($Module, $Sandbox, $Csv, $Journal, $Limit)
Import-Module $Module
Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
Import-Csv $Csv | New-FreedomPayCardClient -Journal $Journal -ThrottleLimit $Limit -ErrorAction SilentlyContinue -WarningAction SilentlyContinue > $null
'@

$started = -not (Get-FreedomPayConnection -ErrorAction Ignore)
if ($started) { Connect-FreedomPay -Environment Sandbox }
$sandbox = (Get-FreedomPayConnection).BaseUri
try {
    foreach ($round in 1..$Rounds) {
        $null = Invoke-RestMethod "${sandbox}_sandbox/reset" -Method Post
        $faults = @(
            @{ Kind = 'AnswerLost'; Probability = 0.04 }, @{ Kind = 'Reset'; Probability = 0.03 }, @{ Kind = 'ServerError'; Probability = 0.03 }
            @{ Kind = 'MalformedAnswer'; Probability = 0.02 }, @{ Kind = 'TooManyRequests'; Probability = 0.002; RetryAfter = '0' }
        )
        foreach ($fault in $faults) { Set-FreedomPaySandboxFault @fault -OperationId createCardClientV2 }

        $csv = Join-Path $folder "$round.csv"
        $journal = Join-Path $folder "$round.jsonl"
        1..$Rows | ForEach-Object {
            $row = [ordered]@{ ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov'; Idn = '{0:d12}' -f $_ }
            if ($WithKey) { $row.RequestId = [guid]::NewGuid() }
            [pscustomobject]$row
        } | Export-Csv $csv

        $kills = $before = 0
        $longest = $LongestMilliseconds
        $clock = [Diagnostics.Stopwatch]::StartNew()
        foreach ($run in 1..200) {
            $process = Start-Process $pwsh -ArgumentList ($pwshWords + @('-NoProfile', '-NonInteractive', '-File', $child, $module, $sandbox, $csv, $journal, $ThrottleLimit)) -PassThru
            if ($process.WaitForExit((Get-Random -Minimum 300 -Maximum $longest))) {
                # It came to its end. What is in doubt is asked for in the next run.
                if ((Get-FreedomPayJournal $journal -Summary 3> $null).Succeeded -eq $Rows) { break }
            } else {
                $process.Kill()
                $process.WaitForExit()
                $kills++
                # A slow machine does not come far in so short a life: longer ones follow, and the sooner, the less was recorded.
                $recorded = if (Test-Path $journal) { (Get-Item $journal).Length } else { 0 }
                $longest = [int]($longest * ($recorded -gt $before ? 1.02 : 1.2))
                $before = $recorded
            }
        }

        $times = @{}
        foreach ($client in (Invoke-RestMethod "${sandbox}_sandbox/state").cardClients) { $times["$($client.client.idn)"]++ }
        $summary = Get-FreedomPayJournal $journal -Summary 3> $null
        [pscustomobject]@{
            Round     = $round
            Rows      = $Rows
            Runs      = $run
            Kills     = $kills
            Once      = @($times.Values | Where-Object { $_ -eq 1 }).Count
            Twice     = @($times.Values | Where-Object { $_ -gt 1 }).Count
            Missing   = $Rows - $times.Count
            Succeeded = $summary.Succeeded
            InDoubt   = $summary.InDoubt
            Seconds   = [Math]::Round($clock.Elapsed.TotalSeconds, 1)
        }
    }
} finally {
    if ($started) { Stop-FreedomPaySandbox; Disconnect-FreedomPay } else { $null = Invoke-RestMethod "${sandbox}_sandbox/reset" -Method Post }
    Remove-Item $folder -Recurse
}
