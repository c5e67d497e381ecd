# One process of bench/bulk.ps1, which tells it line by line what to do: "<limit> <rows> <how>". So warm processes can take turns.
param(
    [Parameter(Mandatory)][ValidateSet('Sandbox', 'Module', 'Script')][string] $Kind,
    [string] $Uri
)
$ErrorActionPreference = 'Stop'
$cards = 100
$firstCard = 123456700    # A batch of cards that every sandbox has.

function Measure-Run {
    param([scriptblock] $Run)
    $process = [Diagnostics.Process]::GetCurrentProcess()
    $before = $process.TotalProcessorTime
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $more = & $Run
    $seconds = $clock.Elapsed.TotalSeconds
    $process.Refresh()
    [ordered]@{ seconds = $seconds; cpu = ($process.TotalProcessorTime - $before).TotalSeconds; more = $more } | ConvertTo-Json -Compress
}

function Get-Row {
    param([int] $Count, [hashtable] $And = @{})
    for ($row = 0; $row -lt $Count; $row++) { [pscustomobject](@{ card_id = "$($firstCard + $row % $cards)" } + $And) }
}

function Invoke-Sandbox {
    param([string[]] $Word)
    Clear-FreedomPaySandboxFault
    if ([int]$Word[0] -gt 0) { Set-FreedomPaySandboxFault -Kind Latency -LatencyMilliseconds ([int]$Word[0]) }
    'set'
}

function Invoke-Module {
    param([int] $Limit, [int] $Count, [string] $How)
    switch ($How) {
        'read' {
            $rows = Get-Row $Count
            Measure-Run { if (($rows | Get-FreedomPayCard -ThrottleLimit $Limit | Measure-Object).Count -ne $Count) { throw 'Rows are missing.' } }
        }
        { $_ -in 'write', 'journal' } {
            $more = @{}
            if ($How -eq 'journal') { $more.Journal = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).jsonl" }
            $rows = Get-Row $Count @{ reason = 'Lost' }
            Measure-Run { if (($rows | Block-FreedomPayCard -ThrottleLimit $Limit -WarningAction Ignore @more | Measure-Object).Count -ne $Count) { throw 'Rows are missing.' } }
            if ($more.Journal) { Remove-Item $more.Journal }
        }
        { $_ -in 'bar', 'quiet' } {
            # A host of its own, which takes what is shown and draws nothing: what a bar costs us, not what a console takes to draw it.
            $shell = [powershell]::Create()
            $shell.Runspace.SessionStateProxy.SetVariable('ProgressPreference', ($How -eq 'bar' ? 'Continue' : 'SilentlyContinue'))
            $shell.Runspace.SessionStateProxy.SetVariable('Connection', (Get-FreedomPayConnection))
            $shell.Runspace.SessionStateProxy.SetVariable('Rows', @(Get-Row $Count))
            $shell.Runspace.SessionStateProxy.SetVariable('Limit', $Limit)
            # The import is PowerShell's own affair, and the preference is for it too.
            $null = $shell.AddScript("Import-Module '$((Get-Module FreedomPay.PowerShell).Path)'").Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddScript("`$Rows | Get-FreedomPayCard -ThrottleLimit `$Limit -Connection `$Connection > `$null")
            Measure-Run { $null = $shell.Invoke() }
            if (($How -eq 'bar') -ne ($shell.Streams.Progress.Count -gt 0)) { throw 'The bar is not as it should be.' }
            $shell.Dispose()
        }
        { $_ -in 'stream', 'pipeline' } {
            # Nothing of a row is kept, neither here nor, it is hoped, there.
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $seen = @{ Rows = 0; Samples = [Collections.Generic.List[long]]::new() }
            $source = { for ($row = 0; $row -lt $Count; $row++) { [pscustomobject]@{ card_id = "$($firstCard + $row % $cards)" } } }
            $sink = {
                process {
                    if (++$seen.Rows % 100000 -eq 0) {
                        $process.Refresh()
                        $seen.Samples.Add($process.WorkingSet64)
                    }
                }
            }
            Measure-Run {
                if ($How -eq 'stream') { & $source | Get-FreedomPayCard -ThrottleLimit $Limit | & $sink } else { & $source | & $sink }
                if ($seen.Rows -ne $Count) { throw 'Rows are missing.' }
                , $seen.Samples.ToArray()
            }
        }
    }
}

# What somebody does without the module. The signature is as cheap as script can make it.
function Invoke-Script {
    param([int] $Limit, [int] $Count, [string] $How)
    $rows = Get-Row $Count
    $target = [uri]::new([uri]$Uri, '/v5/card-api/card/info')
    $key = [Text.Encoding]::UTF8.GetBytes('sandbox-partner-secret')
    $header = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('{"uri":"/v5/card-api/card/info","auth_id":"100200","method":"POST","params":"","alg":"HS512"}')).TrimEnd('=').Replace('+', '-').Replace('/', '_')
    $send = {
        $body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -Compress ([ordered]@{ card_id = $_.card_id; request_id = "$([guid]::NewGuid())" })))
        $payload = [Convert]::ToBase64String($body).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        $mac = [Security.Cryptography.HMACSHA512]::HashData($key, [Text.Encoding]::ASCII.GetBytes("$header.$payload"))
        $signature = $header + '..' + [Convert]::ToBase64String($mac).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        $answer = Invoke-RestMethod -Method Post -Uri $target -Body $body -ContentType 'application/json' -Headers @{ Accept = 'application/json'; 'X-JWS-Signature' = $signature }
        if ($answer.status -ne 'ok') { throw 'The API refused the request.' }
        $answer
    }
    if ($How -eq 'loop') {
        Measure-Run { if (($rows | ForEach-Object $send | Measure-Object).Count -ne $Count) { throw 'Rows are missing.' } }
    }
    else {
        $parallel = [scriptblock]::Create('$key = $using:key; $header = $using:header; $target = $using:target;' + $send)
        Measure-Run { if (($rows | ForEach-Object -Parallel $parallel -ThrottleLimit $Limit | Measure-Object).Count -ne $Count) { throw 'Rows are missing.' } }
    }
}

$ProgressPreference = 'SilentlyContinue'
if ($Kind -ne 'Script') { Import-Module (Join-Path (Split-Path $PSScriptRoot) 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') }
switch ($Kind) {
    'Sandbox' { "$((Start-FreedomPaySandbox).BaseUri)" }
    'Module' {
        $secret = [securestring]::new()
        'sandbox-partner-secret'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        Connect-FreedomPay -BaseUri $Uri -Partner ([pscredential]::new('100200', $secret))
        'ready'
    }
    'Script' { 'ready' }
}
while ($line = [Console]::In.ReadLine()) {
    $word = $line.Split(' ')
    & "Invoke-$Kind" @word
}
