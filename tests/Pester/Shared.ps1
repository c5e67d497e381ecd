# What every file of the suite begins with: the built module, a sandbox of this process, a connection to it.
$ErrorActionPreference = 'Stop'
$repository = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force

# What the sandbox received and did, asked over HTTP like any other process would.
function Get-SandboxRequest {
    param([string] $OperationId = '*')
    $sandbox = (Get-FreedomPayConnection).BaseUri
    @((Invoke-RestMethod "${sandbox}_sandbox/requests").requests | Where-Object operationId -like $OperationId)
}

function Reset-Sandbox {
    $sandbox = (Get-FreedomPayConnection).BaseUri
    $null = Invoke-RestMethod "${sandbox}_sandbox/reset" -Method Post
}

function Get-SandboxState {
    $sandbox = (Get-FreedomPayConnection).BaseUri
    Invoke-RestMethod "${sandbox}_sandbox/state"
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
