# Import and first call, each in a fresh PowerShell, the median of several runs, beside what PowerShell takes without us.
param([int] $Runs = 9)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. (Join-Path $root 'build' 'ThisPowerShell.ps1')
$module = Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'

function Measure-Fresh {
    param([string] $Script)
    $values = foreach ($run in 1..$Runs) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $inside = & $pwsh @pwshWords -NoProfile -NonInteractive -Command $Script
        [pscustomobject]@{ Whole = $clock.Elapsed.TotalMilliseconds; Inside = [double]"$inside" }
    }
    [pscustomobject]@{
        Whole  = [int]($values.Whole | Sort-Object)[[int][Math]::Floor($Runs / 2)]
        Inside = [int]($values.Inside | Sort-Object)[[int][Math]::Floor($Runs / 2)]
    }
}

$bare = Measure-Fresh '0'
$import = Measure-Fresh "(Measure-Command { Import-Module '$module' }).TotalMilliseconds"
$call = Measure-Fresh "Import-Module '$module'; (Measure-Command { Connect-FreedomPay -Environment Sandbox; New-FreedomPayPayment -Amount 1 -Description x }).TotalMilliseconds"

[pscustomobject]@{ Measured = 'pwsh without the module, whole process'; Milliseconds = $bare.Whole }
[pscustomobject]@{ Measured = 'pwsh that imports the module, whole process'; Milliseconds = $import.Whole }
[pscustomobject]@{ Measured = 'Import-Module itself'; Milliseconds = $import.Inside }
[pscustomobject]@{ Measured = 'connect to a new sandbox and first call, after the import'; Milliseconds = $call.Inside }
