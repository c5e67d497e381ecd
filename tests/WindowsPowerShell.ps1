# The built module in Windows PowerShell 5.1: rows against the sandbox, one of them wrong, and a journal. Any PowerShell runs it; it is written
# in the words and letters of the oldest.
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../out/FreedomPay.PowerShell/FreedomPay.PowerShell.psd1')

function Assert-Equal($Expected, $Actual, [string] $What) {
    if ("$Expected" -cne "$Actual") { throw "$What is '$Actual', not '$Expected'." }
    "$What is '$Actual'."
}

$journal = Join-Path ([IO.Path]::GetTempPath()) "freedompay-$([guid]::NewGuid()).jsonl"
$code = [IO.Path]::ChangeExtension($journal, 'png')
try {
    Connect-FreedomPay -Environment Sandbox
    Assert-Equal 'Payment' (Get-Command New-FreedomPayPayment).OutputType[0].Name.Split('.')[-1] 'What a payment returns'
    Assert-Equal $true ((Get-Help New-FreedomPayPayment).Synopsis -match 'Merchant API') 'Whether there is help'

    $rows = 1..20 | ForEach-Object { [pscustomobject]@{ OrderId = "A-$_"; Amount = "$_.50"; Currency = 'KZT'; Description = "Order A-$_" } }
    $rows[6].Amount = '1500,50'
    $payments = @($rows | New-FreedomPayPayment -RatePerSecond 1000 -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable refused)
    Assert-Equal 19 $payments.Count 'The number of payments'
    Assert-Equal 1 @($refused | Where-Object FullyQualifiedErrorId -like 'FreedomPay.InvalidInput*').Count 'The number of rows refused'
    Assert-Equal '1.50 KZT' "$($payments[0].Amount) $($payments[0].Currency)" 'The first amount'

    $again = @($rows | New-FreedomPayPayment -RatePerSecond 1000 -Journal $journal -ErrorAction SilentlyContinue)
    Assert-Equal 19 @($again | Where-Object Replayed).Count 'The number of payments that the journal knows'
    Assert-Equal $payments[18].PaymentId $again[18].PaymentId 'The last payment'

    $null = New-FreedomPayPayment -Amount 10 -Description Tea -QrPath $code
    Assert-Equal 'PNG' ([Text.Encoding]::ASCII.GetString([IO.File]::ReadAllBytes($code), 1, 3)) 'What the file of a QR code begins with'

    Assert-Equal 'success' (New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov | Wait-FreedomPayCardRequest).RequestStatus 'The state of a client'
    Remove-Module FreedomPay.PowerShell
    Assert-Equal 0 @(Get-Command -Module FreedomPay.PowerShell).Count 'The number of commands after Remove-Module'
}
finally { Remove-Item $journal, $code -ErrorAction SilentlyContinue }
"PowerShell $($PSVersionTable.PSVersion): everything as it is to be."
