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

# Errors of a command, as the user has them in -ErrorVariable.
function Get-ErrorOf {
    param([scriptblock] $Command)
    $null = . $Command -ErrorAction SilentlyContinue -ErrorVariable found
    , @($found)
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
