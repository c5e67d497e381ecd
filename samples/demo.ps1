# What a first day looks like: three files of rows, some of them wrong, go through the cmdlets against the built-in sandbox.
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$out = New-Item -ItemType Directory -Force (Join-Path $root 'out' 'demo')
Import-Module (Join-Path $root 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1')

function Show-Refused {
    param($Refused, [string] $Path)
    if (-not $Refused) { return }
    "`n  refused, $(@($Refused).Count) rows:"
    $Refused | ForEach-Object { '    ' + ($_.Exception.Message -replace '\s*\n\s*', ' ') }
    $Refused | ForEach-Object TargetObject | Export-Csv $Path
}

Connect-FreedomPay -Environment Sandbox
Get-FreedomPayConnection | Format-Table

'== Card clients: samples/clients.csv | New-FreedomPayCardClient | Wait-FreedomPayCardRequest'
$clients = Import-Csv (Join-Path $PSScriptRoot 'clients.csv') |
    New-FreedomPayCardClient -ErrorVariable refused -ErrorAction SilentlyContinue |
    Wait-FreedomPayCardRequest -ThrottleLimit 8
$clients | Format-Table
$clients | Export-Csv (Join-Path $out 'clients.csv')
Show-Refused $refused (Join-Path $out 'clients-refused.csv')

"`n== Freedom ID users: samples/users.csv | New-FreedomIdUser"
$users = Import-Csv (Join-Path $PSScriptRoot 'users.csv') | New-FreedomIdUser -ErrorVariable refused -ErrorAction SilentlyContinue
$users | Format-Table
$users | Export-Csv (Join-Path $out 'users.csv')
Show-Refused $refused (Join-Path $out 'users-refused.csv')

"`n== Payments: samples/payments.csv | New-FreedomPayPayment"
$payments = Import-Csv (Join-Path $PSScriptRoot 'payments.csv') | New-FreedomPayPayment -RatePerSecond 20 -ErrorVariable refused -ErrorAction SilentlyContinue
$payments | Format-Table PaymentId, OrderId, Amount, Currency, Status
$payments | Export-Csv (Join-Path $out 'payments.csv')
Show-Refused $refused (Join-Path $out 'payments-refused.csv')

"`n  sum of the amounts: $(($payments | Measure-Object -Property Amount -Sum).Sum) KZT"
"  results and refused rows are in $([IO.Path]::GetRelativePath($root, $out))"
Stop-FreedomPaySandbox
