# How long Test-FreedomPayCsv takes for files of many rows, beside what Import-Csv alone takes to read them, and how memory grows.
param([int] $Rows = 100000)
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module (Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1')

function Measure-Run {
    param([string] $Name, [scriptblock] $Run)
    [GC]::Collect()
    $before = [GC]::GetTotalMemory($true)
    $processor = (Get-Process -Id $PID).TotalProcessorTime
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $count = & $Run
    $clock.Stop()
    $processor = (Get-Process -Id $PID).TotalProcessorTime - $processor
    [pscustomobject]@{ Measured = $Name; Milliseconds = [int]$clock.Elapsed.TotalMilliseconds; 'CPU ms' = [int]$processor.TotalMilliseconds; Result = $count; 'Kept MB' = [int](([GC]::GetTotalMemory($true) - $before) / 1MB) }
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "freedompay-csv-$PID"
$null = New-Item -ItemType Directory $folder
try {
    # Seven columns of a payment; every tenth row has a wrong amount in the second file.
    foreach ($kind in 'good', 'bad') {
        $writer = [IO.StreamWriter]::new((Join-Path $folder "$kind.csv"))
        $writer.WriteLine('OrderId,Amount,Currency,Description,ContactEmail,UserPhone,IdempotencyKey')
        for ($row = 1; $row -le $Rows; $row++) {
            $amount = if ($kind -eq 'bad' -and $row % 10 -eq 0) { '"1500,50"' } else { "$row.50" }
            $writer.WriteLine("A-$row,$amount,KZT,""Order A-$row, first part"",user$row@example.com,+7701$('{0:d7}' -f $row),key-$row")
        }
        $writer.Dispose()
    }
    $good = Join-Path $folder 'good.csv'
    $bad = Join-Path $folder 'bad.csv'

    $null = Test-FreedomPayCsv New-FreedomPayPayment (Join-Path $root 'samples' 'payments.csv')
    Measure-Run "Import-Csv alone, $Rows rows" { (Import-Csv $good | Measure-Object).Count }
    Measure-Run "Test-FreedomPayCsv -Path, $Rows good rows" { (Test-FreedomPayCsv New-FreedomPayPayment $good | Measure-Object).Count }
    Measure-Run "Test-FreedomPayCsv -Path, $Rows rows, a tenth of them bad" { (Test-FreedomPayCsv New-FreedomPayPayment $bad | Measure-Object).Count }
    Measure-Run "Import-Csv | Test-FreedomPayCsv, $Rows good rows" { (Import-Csv $good | Test-FreedomPayCsv New-FreedomPayPayment | Measure-Object).Count }
} finally { Remove-Item $folder -Recurse }
