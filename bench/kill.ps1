# Pulls the plug: a PowerShell of its own sends rows with a journal to a sandbox that misbehaves, is killed with SIGKILL at a random
# moment, and starts again with the same journal until it is done. The sandbox then tells how often each row happened.
param(
    [int] $Rows = 2000,
    [int] $Rounds = 20,
    [int] $ThrottleLimit = 16,
    # How long a run may live before it is killed, at most; PowerShell itself takes about half a second of it.
    [int] $LongestMilliseconds = 3000,
    # Gives each row a key column; without it a row is known by its content.
    [switch] $WithKey,
    # What is sent. A payout is never sent again: one that was killed on its way, and has not arrived, stays in doubt.
    [ValidateSet('CardClient', 'Payout')]
    [string] $Of = 'CardClient'
)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. (Join-Path $root 'build' 'ThisPowerShell.ps1')
$module = Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'
Import-Module $module
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "freedompay-kill-$([guid]::NewGuid().ToString('N'))")
$child = Join-Path $folder 'child.ps1'
Set-Content $child @'
param($Module, $Sandbox, $Csv, $Journal, $Limit, $Cmdlet)
Import-Module $Module
Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
Import-Csv $Csv | & $Cmdlet -Journal $Journal -ThrottleLimit $Limit -ErrorAction SilentlyContinue -WarningAction SilentlyContinue > $null
'@

# The cmdlet of each kind, its operation, a row of its file, and what the sandbox has of it, by what tells one row from another.
$kind = @{
    CardClient = @{
        Cmdlet = 'New-FreedomPayCardClient'; Operation = 'createCardClientV2'
        Row    = { param($n) [ordered]@{ ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov'; Idn = '{0:d12}' -f $n } }
        Done   = { param($state) $state.cardClients.client.idn }
    }
    Payout     = @{
        Cmdlet = 'New-FreedomPayGatewayPayout'; Operation = 'gatewayPayOutToIban'
        Row    = {
            param($n)
            [ordered]@{
                pg_order_id = "K-$n"; pg_amount = '1.50'; pg_post_link = 'https://example.com/paid'; pg_recipient_iban = 'KZ79000KZT1234567890'
                pg_recipient_iin = '761223455678'; pg_recipient_name = 'IVANOV IVAN'; pg_recipient_kbe = '19'; pg_knp = '119'; pg_bank_bik = 'KZZSAE'
            }
        }
        Done   = { param($state) $state.payouts.order_id }
    }
}[$Of]

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
        foreach ($fault in $faults) { Set-FreedomPaySandboxFault @fault -OperationId $kind.Operation }

        $csv = Join-Path $folder "$round.csv"
        $journal = Join-Path $folder "$round.jsonl"
        1..$Rows | ForEach-Object {
            $row = & $kind.Row $_
            if ($WithKey) { $row.RequestId = [guid]::NewGuid() }
            [pscustomobject]$row
        } | Export-Csv $csv

        $kills = $before = 0
        $longest = $LongestMilliseconds
        $clock = [Diagnostics.Stopwatch]::StartNew()
        foreach ($run in 1..200) {
            $process = Start-Process $pwsh -ArgumentList ($pwshWords + @('-NoProfile', '-NonInteractive', '-File', $child, $module, $sandbox, $csv, $journal, $ThrottleLimit, $kind.Cmdlet)) -PassThru
            if ($process.WaitForExit((Get-Random -Minimum 300 -Maximum $longest))) {
                # It came to its end. What is in doubt is asked for in the next run.
                $summary = Get-FreedomPayJournal $journal -Summary 3> $null
                if ($summary.Succeeded -eq $Rows) { break }
                # What no question settles stays as it is.
                $ended = "$($summary.Succeeded) $($summary.InDoubt)"
                if ($Of -eq 'Payout' -and $summary.Succeeded + $summary.InDoubt -eq $Rows -and $ended -eq $last) { break }
                $last = $ended
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
        foreach ($done in & $kind.Done (Invoke-RestMethod "${sandbox}_sandbox/state")) { $times["$done"]++ }
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
