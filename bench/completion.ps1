# How long Tab takes: every completer of the module, at every parameter that has it, through TabExpansion2 as at the prompt.
param([int] $Calls = 20)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1')

# As many ids as a runspace keeps.
Connect-FreedomPay -Environment Sandbox
$null = 1..60 | ForEach-Object { [pscustomobject]@{ CardId = "$(123456700 + $_)"; Reason = 'Lost' } } | Block-FreedomPayCard -ErrorAction Ignore -WarningAction Ignore

# What a parameter completes with: a class of ours, the values that an attribute lists, or PowerShell itself for the values of a type.
$targets = foreach ($command in Get-Command -Module FreedomPay.PowerShell) {
    foreach ($parameter in $command.Parameters.Values) {
        $completer = $parameter.Attributes | Where-Object { $_ -is [Management.Automation.ArgumentCompleterAttribute] }
        $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
        if ($type.IsArray) { $type = $type.GetElementType() }
        $name = if ($completer.Type) { $completer.Type.Name } elseif ($completer) { 'known values' } elseif ($type.IsEnum -and $type.Namespace -eq 'FreedomPay') { 'values of a type' }
        if (-not $name) { continue }
        $before = if ($name -eq 'CsvSetCompleter') { 'New-FreedomPayPayment ' } else { '' }
        [pscustomobject]@{ Completer = $name; Line = "$($command.Name) $before-$($parameter.Name) " }
    }
}

function Measure-Completion {
    param([string] $Line)
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $offered = (TabExpansion2 $Line $Line.Length).CompletionMatches.Count
    [pscustomobject]@{ Milliseconds = $clock.Elapsed.TotalMilliseconds; Offered = $offered }
}

# What Tab itself needs for the first time is not ours.
$null = Measure-Completion 'Get-Date -DisplayHint '
$targets | Group-Object Completer | ForEach-Object {
    $first = Measure-Completion $_.Group[0].Line
    $all = @(foreach ($target in $_.Group) {
            $null = Measure-Completion $target.Line
            foreach ($call in 1..$Calls) { Measure-Completion $target.Line }
        })
    $sorted = @($all.Milliseconds | Sort-Object)
    [pscustomobject]@{
        Completer   = $_.Name
        Parameters  = $_.Count
        Offered     = [int]($all.Offered | Measure-Object -Maximum).Maximum
        'First ms'  = [Math]::Round($first.Milliseconds, 1)
        'Median ms' = [Math]::Round($sorted[[int][Math]::Floor($sorted.Count / 2)], 1)
        'Worst ms'  = [Math]::Round($sorted[-1], 1)
    }
}
Stop-FreedomPaySandbox
