# What every file of the suite begins with: the built module, a sandbox of this process, a connection to it.
$ErrorActionPreference = 'Stop'
$repository = Split-Path (Split-Path $PSScriptRoot)
. (Join-Path $repository 'build' 'ThisPowerShell.ps1')
Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force

# The texts that the suite expects are English, on a machine of any language; processes that it starts inherit the variable.
[cultureinfo]::CurrentUICulture = 'en-US'
$env:LC_ALL = 'C.UTF-8'

# The pause between payments that the documentation asks for is for the API, and has a test of its own.
foreach ($paying in 'New-FreedomPayPayment', 'New-FreedomPayGatewayPayment', 'New-FreedomPayGatewayPaymentPage', 'New-FreedomPayAsyncPayment') {
    $global:PSDefaultParameterValues["${paying}:RatePerSecond"] = 1000
}

# What the sandbox received and did, asked over HTTP like any other process would.
function Get-SandboxRequest {
    param([string] $OperationId = '*')
    $sandbox = (Get-FreedomPayConnection).BaseUri
    @((Invoke-RestMethod "${sandbox}_sandbox/requests").requests | Where-Object operationId -like $OperationId)
}

function Reset-Sandbox {
    $sandbox = (Get-FreedomPayConnection).BaseUri
    $null = Invoke-RestMethod "${sandbox}_sandbox/reset" -Method Post
    Clear-RecentAct
}

# An order is paid once, whatever the API says it has. What the sandbox forgets, this process has to forget too.
function Clear-RecentAct {
    $memory = [FreedomPay.Payment].Assembly.GetType('FreedomPay.Commands.Payments.RecentActs')
    $memory.GetField('entries', 'Instance, NonPublic').GetValue($memory.GetProperty('OfProcess').GetValue($null)).Clear()
}

function Get-SandboxState {
    $sandbox = (Get-FreedomPayConnection).BaseUri
    Invoke-RestMethod "${sandbox}_sandbox/state"
}

# What a command with -Debug sends, as its trace shows it: the body of each request, masked.
function Get-SentBody {
    param([scriptblock] $Command)
    . $Command 5>&1 | Where-Object { $_ -is [Management.Automation.DebugRecord] -and "$_" -match '^→' } | ForEach-Object { ("$_" -split "`n")[-1].Trim() | ConvertFrom-Json }
}

# How many requests the sandbox received, control requests not counted.
function Get-SandboxRequestCount {
    (Get-SandboxState).counts.requests
}

# What a command writes, results and errors in the order in which they come; an error that ends it is the last.
function Get-Outcome {
    param([scriptblock] $Command)
    $ErrorActionPreference = 'Continue'
    try { & $Command 2>&1 } catch { $_ }
}

# Errors of a command, those that end it too.
function Get-ErrorOf {
    param([scriptblock] $Command)
    , @(Get-Outcome $Command | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
}

# Runs a command in a culture, as a user of that country would.
function Invoke-InCulture {
    param([string] $Culture, [scriptblock] $Command)
    $before = [cultureinfo]::CurrentCulture
    $beforeUI = [cultureinfo]::CurrentUICulture
    try {
        [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = $Culture
        & $Command
    } finally {
        [cultureinfo]::CurrentCulture = $before
        [cultureinfo]::CurrentUICulture = $beforeUI
    }
}

function New-TestCredential {
    param([string] $Id, [string] $Secret)
    [pscredential]::new($Id, (ConvertTo-SecureString $Secret -AsPlainText -Force))
}

# A process of its own: runs a script in it and gives what it printed, in which stream, and how it ended.
function Invoke-Child {
    param(
        [Parameter(Mandatory)][scriptblock] $Script,
        [string[]] $Argument = @(),
        [hashtable] $Environment = @{},
        [string] $WorkingDirectory,
        [int] $Minutes = 5
    )
    $file = Join-Path ([IO.Path]::GetTempPath()) "freedompay-child-$([guid]::NewGuid().ToString('N')).ps1"
    Set-Content $file $Script.ToString()
    try {
        $start = [Diagnostics.ProcessStartInfo]::new($pwsh)
        foreach ($word in $pwshWords + @('-NoProfile', '-NonInteractive', '-File', $file) + $Argument) { $start.ArgumentList.Add($word) }
        foreach ($name in @($start.Environment.Keys) -like 'FREEDOMPAY_*') { $null = $start.Environment.Remove($name) }
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $start.Environment['NO_COLOR'] = '1'
        if ($WorkingDirectory) { $start.WorkingDirectory = $WorkingDirectory }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
        $start.StandardOutputEncoding = $start.StandardErrorEncoding = [Text.UTF8Encoding]::new($false)
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $output = $process.StandardOutput.ReadToEndAsync()
        $errors = $process.StandardError.ReadToEndAsync()
        if (-not $process.WaitForExit($Minutes * 60000)) {
            $process.Kill($true)
            throw "The child did not end: $($output.Result)$($errors.Result)"
        }
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result }
    }
    finally { Remove-Item $file }
}

# A listener for HTTP on a port that the system says is free; its address is its only prefix.
function Start-HttpListener {
    $free = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
    $free.Start()
    $port = $free.LocalEndpoint.Port
    $free.Stop()
    $listener = [System.Net.HttpListener]::new()
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $listener
}

# The effects that the sandbox noted, refused repeats left out.
function Get-SandboxEffect {
    param([string] $OperationId = '*')
    $sandbox = (Get-FreedomPayConnection).BaseUri
    @(Invoke-RestMethod "${sandbox}_sandbox/ledger" | ForEach-Object { $_ } | Where-Object { $_.effect -and $_.operationId -like $OperationId })
}

# The class QrReader, and the library behind it, which has no part in making codes.
function Add-QrReader {
    $library = Join-Path $repository 'out' 'tests' 'ZXing' 'zxing.dll'
    Add-Type -Path $library
    Add-Type -Path (Join-Path $PSScriptRoot 'QrReader.cs') -ReferencedAssemblies $library, netstandard, System.Runtime, System.Memory, System.Collections, System.Linq, System.IO.Compression, System.Text.Encoding.Extensions
}

# A browser that this machine does not have: a program of the name that .NET looks for, which keeps the address and, if wished, opens it.
function Use-FakeBrowser([switch] $Visit) {
    $folder = New-Item -ItemType Directory -Force (Join-Path $TestDrive ([guid]::NewGuid()))
    $visited = Join-Path $folder 'visited.txt'
    $script = "#!/bin/sh`nprintf '%s\n' `"`$1`" >> '$visited'`n" + $(if ($Visit) { "curl -s -L -o /dev/null `"`$1`" &`n" })
    Set-Content (Join-Path $folder 'xdg-open') $script -NoNewline
    chmod +x (Join-Path $folder 'xdg-open')
    $env:PATH = "$folder" + [IO.Path]::PathSeparator + $env:PATH
    $visited
}
