@{
    RootModule             = 'FreedomPay.PowerShell.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '6f5c1b62-9d5e-4b0e-8a3a-5d0b3f5b7a10'
    Author                 = 'The FreedomPay.PowerShell contributors'
    CompanyName            = 'The FreedomPay.PowerShell contributors'
    Copyright              = '(c) 2026 The FreedomPay.PowerShell contributors. MIT License.'
    Description            = 'Freedom Pay (Kazakhstan, formerly PayBox.money) for PowerShell: payments, issued cards and Freedom ID as cmdlets for pipelines, runbooks and the prompt. Never twice, never wrong by format, never leaked. Not the FreedomPay of the United States.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Core', 'Desktop')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('FreedomPay.PowerShell.Format.ps1xml')
    FunctionsToExport      = @()
    CmdletsToExport        = @(
        'Block-FreedomPayCard'
        'Clear-FreedomPaySandboxFault'
        'Close-FreedomPayCard'
        'Complete-FreedomPayPayment'
        'Confirm-FreedomPayCardClient'
        'Confirm-FreedomPayGiftCard'
        'Connect-FreedomPay'
        'ConvertFrom-FreedomIdRevocation'
        'Disconnect-FreedomPay'
        'Enable-FreedomPayCard'
        'Get-FreedomIdProfile'
        'Get-FreedomPayCard'
        'Get-FreedomPayCardBalance'
        'Get-FreedomPayCardClient'
        'Get-FreedomPayCardLimit'
        'Get-FreedomPayCardRequest'
        'Get-FreedomPayCardStatement'
        'Get-FreedomPayConnection'
        'Get-FreedomPayJournal'
        'Get-FreedomPayOperation'
        'Get-FreedomPayPayment'
        'Invoke-FreedomPayRequest'
        'New-FreedomIdAuthorizationLink'
        'New-FreedomIdOidcLink'
        'New-FreedomIdOidcToken'
        'New-FreedomIdToken'
        'New-FreedomIdUser'
        'New-FreedomPayCard'
        'New-FreedomPayCardClient'
        'New-FreedomPayCardTransactionRefund'
        'New-FreedomPayCsvTemplate'
        'New-FreedomPayPayment'
        'New-FreedomPayRefund'
        'Request-FreedomIdProfile'
        'Reset-FreedomPayCardPinCounter'
        'Set-FreedomIdUser'
        'Set-FreedomPayCardClient'
        'Set-FreedomPayCardHolder'
        'Set-FreedomPayCardLimit'
        'Set-FreedomPayCardPin'
        'Set-FreedomPaySandboxFault'
        'Start-FreedomPaySandbox'
        'Stop-FreedomPayPayment'
        'Stop-FreedomPaySandbox'
        'Test-FreedomPayCardholder'
        'Test-FreedomPayConnection'
        'Test-FreedomPayCsv'
        'Unblock-FreedomPayCard'
        'Update-FreedomIdToken'
        'Wait-FreedomPayCardRequest'
    )
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags       = @('FreedomPay', 'PayBox', 'payments', 'Kazakhstan', 'acquiring', 'cards', 'FreedomID', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
