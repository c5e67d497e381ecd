# Runs in a process of its own: pushes the secrets that it is given through every cmdlet, and collects under a folder whatever
# PowerShell can be made to show of it.
param([string] $Module, [string] $Sandbox, [string] $SecretFile, [string] $Folder, [string] $Scenario)

$ErrorActionPreference = 'Continue'
$null = Start-Transcript (Join-Path $Folder "transcript-$Scenario.txt")
Import-Module $Module
$PSDefaultParameterValues['New-FreedomPayPayment:RatePerSecond'] = 1000
$collected = [Text.StringBuilder]::new()
function Save { param([string] $Title) $null = $collected.AppendLine("== $Title").AppendLine(($input | Out-String -Width 4000)) }

# Secrets come from a file, as they would from a vault, so that no text of this script holds one.
$secret = Import-Clixml $SecretFile
function ConvertTo-Credential { param($Id, $Text) [pscredential]::new($Id, (ConvertTo-SecureString $Text -AsPlainText -Force)) }
$credentials = @{
    Partner        = ConvertTo-Credential $secret.PartnerId $secret.Partner
    Merchant       = ConvertTo-Credential $secret.MerchantId $secret.Merchant
    Payout         = ConvertTo-Credential $secret.MerchantId $secret.Payout
    FreedomId      = ConvertTo-Credential $secret.ClientId $secret.Client
    FreedomIdToken = ConvertTo-SecureString $secret.Token -AsPlainText -Force
}
$pan = $secret.Pan
$card = @{ pan = $pan; cvc = $secret.Cvc; pin = $secret.Pin; name = 'CARD HOLDER' }
$row = [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Note = "paid with $pan"; RequestId = [guid]::NewGuid() }

# Files that hold them, in cells, in the header, and where there should be a header.
$csv = @{}
foreach ($file in @{
        Payments = "Amount,Description,OrderId,$pan`n$pan,card $pan,$pan,x`n1,secret $($secret.Merchant)`t,$($secret.Merchant),x`n1,x,$($secret.Merchant),x`n1,x,$pan,x`n1,x,$pan,x"
        Pins     = "card_id,pin`n$pan, $($secret.Pin)`n,$($secret.Pin)`n1,`"$($secret.Pin) `"`n1,$($secret.Pin)$([char]7)"
        Tokens   = "first_name,last_name,user_phone,card_token`nIvan,$pan,,$($secret.Token)"
        NoHeader = "$pan,$($secret.Cvc),$($secret.Pin)`n1,2,3"
    }.GetEnumerator()) {
    $csv[$file.Key] = Join-Path $Folder "$Scenario-$($file.Key).csv"
    Set-Content $csv[$file.Key] $file.Value
}

# Every cmdlet of the module with calls that bring secrets and card numbers as near to the light as a user can.
$calls = @{
    'Block-FreedomPayCard'         = @({ Block-FreedomPayCard 123456789 -Reason "paid with $pan" @loud }, { Block-FreedomPayCard $pan -Reason x @loud })
    'Close-FreedomPayCard'         = @({ Close-FreedomPayCard 123456788 -Reason "paid with $pan" -Confirm:$false @loud })
    'Confirm-FreedomPayCardClient' = @({ Confirm-FreedomPayCardClient $pan @loud })
    'Enable-FreedomPayCard'        = @({ Enable-FreedomPayCard 123456789 -AdditionalField @{ pin = $secret.Pin; note = $pan } @loud })
    'Get-FreedomPayCard'           = @({ Get-FreedomPayCard 123456789 @loud }, { Get-FreedomPayCard $pan @loud })
    'Get-FreedomPayCardBalance'    = @({ Get-FreedomPayCardBalance $pan @loud })
    'Get-FreedomPayCardClient'     = @({ Get-FreedomPayCardClient $pan @loud })
    'Get-FreedomPayCardLimit'      = @({ Get-FreedomPayCardLimit card 123456789 @loud }, { Get-FreedomPayCardLimit $pan $pan @loud })
    'Get-FreedomPayCardStatement'  = @({ Get-FreedomPayCardStatement 123456789 @loud }, { Get-FreedomPayCardStatement $pan -StartDate $pan @loud })
    'New-FreedomPayCard'           = @({ New-FreedomPayCard -ProductId 2000 -FirstName $pan -LastName Ivanov -Phone +77011234567 -Country KGZ -PersonId $pan @loud })
    'New-FreedomPayCardTransactionRefund' = @(
        { New-FreedomPayCardTransactionRefund -OrderId o -TransactionId 900123456789 -Amount 1 -Description "card $pan" @loud }
        { New-FreedomPayCardTransactionRefund -OrderId o -TransactionId $pan -Amount $pan @loud }
    )
    'Reset-FreedomPayCardPinCounter' = @({ Reset-FreedomPayCardPinCounter 123456789 -AdditionalField @{ pin = $secret.Pin } @loud })
    'Set-FreedomPayCardClient'     = @({ Set-FreedomPayCardClient $pan -ProductId 1000 -Phone $pan @loud })
    'Set-FreedomPayCardHolder'     = @({ Set-FreedomPayCardHolder $pan $pan @loud })
    'Set-FreedomPayCardLimit'      = @({ Set-FreedomPayCardLimit card $pan -TransactionType pay -Amount $pan @loud }, { Set-FreedomPayCardLimit card 123456789 -Limit @{ TransactionType = $pan; Amount = $pan }, $pan @loud })
    'Set-FreedomPayCardPin'        = @(
        { Set-FreedomPayCardPin 123456789 -Pin $secret.Pin -Confirm:$false @loud }
        { Set-FreedomPayCardPin 123456789 -Pin (ConvertTo-SecureString $secret.Pin -AsPlainText -Force) -Confirm:$false @loud }
        { [pscustomobject]@{ card_id = ''; pin = $secret.Pin } | Set-FreedomPayCardPin -Confirm:$false @loud }
        { Set-FreedomPayCardPin 123456789 -Pin " $($secret.Pin)" -WhatIf @loud }
    )
    'Test-FreedomPayCardholder'    = @(
        { Test-FreedomPayCardholder -FirstName Ivan -LastName $pan -Phone 7077070707 -CardToken $secret.Token @loud }
        { [pscustomobject]@{ first_name = 'Ivan'; last_name = 'Ivanov'; user_phone = '7077070707'; card_token = $secret.Token } | Test-FreedomPayCardholder @loud }
    )
    'Unblock-FreedomPayCard'       = @({ Unblock-FreedomPayCard 123456789 -Reason "paid with $pan" -Wait @loud })
    'Clear-FreedomPaySandboxFault' = @({ Clear-FreedomPaySandboxFault -BaseUri $Sandbox -WhatIf @loud })
    'Confirm-FreedomPayGiftCard'   = @({ Confirm-FreedomPayGiftCard 555 $secret.Pin @loud }, { [pscustomobject]@{ card_id = $pan; otp = $secret.Pin } | Confirm-FreedomPayGiftCard @loud })
    'Connect-FreedomPay'           = @(
        { Connect-FreedomPay -BaseUri $Sandbox @credentials @options -PassThru @loud }
        { Connect-FreedomPay -Environment Production @credentials -PassThru @loud }
        { Connect-FreedomPay -BaseUri http://example.com @credentials @loud }
    )
    'Disconnect-FreedomPay'        = @({ Disconnect-FreedomPay @loud })
    'Get-FreedomPayCardRequest'    = @({ Get-FreedomPayCardRequest ([guid]::NewGuid()) @loud }, { Get-FreedomPayCardRequest $pan @loud })
    'Get-FreedomPayConnection'     = @({ Get-FreedomPayConnection @loud })
    'Get-FreedomPayJournal'        = @(
        { $row | New-FreedomPayCardClient -Journal (Join-Path $Folder "journal-$Scenario.jsonl") -AdditionalField @{ 'client.note' = "card $pan" } @loud }
        { $cardRow | Set-FreedomPayCardPin -Confirm:$false -Journal (Join-Path $Folder "journal-pin-$Scenario.jsonl") @loud }
        { $bearer | Request-FreedomIdProfile -Journal (Join-Path $Folder "journal-token-$Scenario.jsonl") @loud }
        { Get-ChildItem $Folder -Filter "journal-*$Scenario.jsonl" | Get-FreedomPayJournal @loud }
        { Get-FreedomPayJournal "$pan.jsonl" @loud }
    )
    'Get-FreedomPayOperation'      = @({ Get-FreedomPayOperation *card* @loud })
    'Get-FreedomPayPayment'        = @({ Get-FreedomPayPayment -OrderId "order $pan" @loud }, { Get-FreedomPayPayment -PaymentId "$pan x" @loud })
    'Invoke-FreedomPayRequest'     = @(
        { Invoke-FreedomPayRequest Card /v5/card-api/card/pin/change @{ request_id = [guid]::NewGuid(); card_id = 'c'; pin = $secret.Pin; card = $card } @loud }
        { Invoke-FreedomPayRequest GatewayAsync /v5/payment/init @{ amount = 1; order_id = "o $pan"; from = @{ type = 'card'; card = $card } } @loud }
        { Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = '10'; pg_description = "card $pan"; pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud }
        { Invoke-FreedomPayRequest Merchant /init_payment @{ pg_amount = "$pan"; pg_description = 'Tea'; "x$pan" = '1' } @loud }
        { Invoke-FreedomPayRequest Card "/v5/card-api/unknown?pan=$pan&cvc=$($secret.Cvc)" @{ note = "$($secret.Partner) and $pan" } @loud }
        { Invoke-FreedomPayRequest FreedomId /api/v1/oauth/token @{ authorization_code = 'invalid'; client_secret = $secret.Client; access_token = $secret.Token } @loud }
        { Invoke-FreedomPayRequest Card "/v5/card-api/card/$pan/info" @{ note = 'x' } @loud }
        { Invoke-FreedomPayRequest Card "/v5/card-api/card/$pan/info" @{ note = 'x' } -WhatIf @loud }
        { $card | Invoke-FreedomPayRequest Card /v5/card-api/card/info @loud }
    )
    'ConvertFrom-FreedomIdRevocation' = @({ "{`"id`":`"$($secret.Token)`",`"note`":`"$pan`"}" | ConvertFrom-FreedomIdRevocation @loud | Out-Null })
    'Get-FreedomIdProfile'         = @({ Get-FreedomIdProfile ([guid]::NewGuid()) -AccessToken $secret.Token @loud })
    'New-FreedomIdAuthorizationLink' = @({ New-FreedomIdAuthorizationLink https://example.com/login read.email @loud }, { New-FreedomIdAuthorizationLink "card $pan" read.email @loud })
    'New-FreedomIdOidcLink'        = @({ New-FreedomIdOidcLink https://example.com/login read.email @loud })
    'New-FreedomIdOidcToken'       = @({ New-FreedomIdOidcToken $secret.Token https://example.com/login authorization_code @loud })
    'New-FreedomIdToken'           = @({ New-FreedomIdToken $secret.Token @loud }, { [pscustomobject]@{ authorization_code = $secret.Token } | New-FreedomIdToken @loud })
    'Request-FreedomIdProfile'     = @({ Request-FreedomIdProfile -AccessToken (ConvertTo-SecureString $secret.Token -AsPlainText -Force) @loud })
    'Update-FreedomIdToken'        = @({ Update-FreedomIdToken $secret.Token @loud })
    'New-FreedomIdUser'            = @({ New-FreedomIdUser +77011234567 -FirstName Aliya -AdditionalField @{ note = "card $pan" } @loud }, { New-FreedomIdUser $pan -FirstName Aliya @loud })
    'New-FreedomPayCardClient'     = @(
        { $row | New-FreedomPayCardClient @loud }
        { New-FreedomPayCardClient -ProductId $pan -FirstName "$pan" -LastName Ivanov @loud }
        { New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -Type 1 -Phone +77011234567 -Resident 1 -RegisteredAddress @{ Street = $pan; City = "paid with $pan" } @loud }
        { [pscustomobject]@{ product_id = 1; first_name = 'I'; last_name = 'I'; type = 1; phone = '+77011234567'; resident = 1; address1 = @{ $pan = $pan; cvc = $secret.Cvc; city = @($pan) }; address2 = $pan } | New-FreedomPayCardClient @loud }
        { New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -AdditionalField @{ cvc = $secret.Cvc; card_number = $pan } @loud }
    )
    'New-FreedomPayPayment'        = @(
        { New-FreedomPayPayment -Amount 10 -Description "card $pan" -OrderId "order-$([guid]::NewGuid())" @loud }
        { New-FreedomPayPayment -Amount 10 -Description Tea -AdditionalField @{ pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud }
        { New-FreedomPayPayment -Amount $pan -Description Tea @loud }
        { New-FreedomPayPayment -Amount 10 -Description "secret $($secret.Merchant)" -WhatIf @loud }
    )
    'Complete-FreedomPayPayment'   = @({ Complete-FreedomPayPayment $pan -Full @loud }, { Complete-FreedomPayPayment 1 -Amount $pan -AdditionalField @{ pg_card_pan = $pan; pg_card_cvc = $secret.Cvc } @loud })
    'Stop-FreedomPayPayment'       = @({ Stop-FreedomPayPayment $pan @loud }, { [pscustomobject]@{ pg_payment_id = $pan; cvc = $secret.Cvc } | Stop-FreedomPayPayment -WhatIf @loud })
    'New-FreedomPayRefund'         = @({ New-FreedomPayRefund $pan -Amount $pan -RefundKey "card $pan" @loud }, { [pscustomobject]@{ PaymentId = '1'; RefundAmount = "paid with $pan"; pin = $secret.Pin } | New-FreedomPayRefund @loud })
    'New-FreedomPayCsvTemplate'    = @({ New-FreedomPayCsvTemplate New-FreedomPayPayment @loud }, { New-FreedomPayCsvTemplate "card $pan" @loud })
    'Set-FreedomIdUser'            = @({ Set-FreedomIdUser ([guid]::NewGuid()) -LastName Serikova -AdditionalField @{ note = $pan } @loud })
    'Set-FreedomPaySandboxFault'   = @({ Set-FreedomPaySandboxFault Reset -BaseUri $Sandbox -WhatIf @loud })
    'Start-FreedomPaySandbox'      = @({ Start-FreedomPaySandbox -WhatIf @loud })
    'Stop-FreedomPaySandbox'       = @({ Stop-FreedomPaySandbox @loud })
    'Test-FreedomPayConnection'    = @({ Test-FreedomPayConnection @loud })
    'Test-FreedomPayCsv'           = @(
        { Test-FreedomPayCsv New-FreedomPayPayment $csv.Payments @loud }
        { Test-FreedomPayCsv Set-FreedomPayCardPin $csv.Pins @loud }
        { Test-FreedomPayCsv Test-FreedomPayCardholder $csv.Tokens @loud }
        { Test-FreedomPayCsv New-FreedomPayCardClient $csv.NoHeader @loud }
        { [pscustomobject]@{ CardId = $pan; Pin = " $($secret.Pin)"; $pan = 'x' } | Test-FreedomPayCsv Set-FreedomPayCardPin @loud }
        { [pscustomobject]@{ CardId = '1'; Code = '***' } | Test-FreedomPayCsv Confirm-FreedomPayGiftCard -Parameter @{ RequestId = $pan } @loud }
    )
    'Wait-FreedomPayCardRequest'   = @({ Wait-FreedomPayCardRequest ([guid]::NewGuid()) -TimeoutSec 1 @loud })
}

$missing = (Get-Command -Module FreedomPay.PowerShell).Name | Where-Object { $_ -notin $calls.Keys }
if ($missing) { throw "The canary has no calls for $($missing -join ', ')." }

$options = @{ TimeoutSec = 5; MaxRetryCount = 0 }
$many = 0
$both = @{ Verbose = $true; Debug = $true }
foreach ($loudness in $(if ($Scenario -eq 'Success') { @{}, @{ Debug = $true }, $both } else { , $both })) {
    foreach ($cmdlet in $calls.Keys | Sort-Object) {
        foreach ($call in $calls[$cmdlet]) {
            $loud = $loudness + @{ ErrorVariable = 'failures'; WarningVariable = 'warnings'; InformationVariable = 'news' }
            # Each call finds the same connection, with a fresh client: what one did to it must not silence the next.
            Connect-FreedomPay -BaseUri $Sandbox @credentials @options
            $title = "$cmdlet $($loudness.Keys)"
            $failures = $warnings = $news = $null
            try { $streams = @(. $call *>&1) } catch { $streams = @($_) }
            $many++
            , $streams | Save "$title streams"
            # A record of a stream is looked at as text: PowerShell itself keeps in it the parameters as they were given.
            foreach ($item in $streams | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.InformationalRecord] }) {
                $item | Format-List * -Force | Save "$title results"
                $item | ConvertTo-Json -Depth 4 -WarningAction Ignore | Save "$title JSON"
                $item | ConvertTo-Csv | Save "$title CSV"
            }

            foreach ($failure in @($failures) | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) {
                $failure | Format-List * -Force | Save "$title error, all"
                $failure.Exception.ToString() | Save "$title exception text"
                $failure.TargetObject | Format-List * -Force | Save "$title target"
                $failure.ErrorDetails | Format-List * -Force | Save "$title details"
                if ($loudness.Count -eq 0) { $failure | Get-Error | Save "$title Get-Error" }
                $failure.Exception | Select-Object * -ExcludeProperty TargetSite, Data | ConvertTo-Json -Depth 3 -WarningAction Ignore | Save "$title exception JSON"
            }

            , @($warnings) + @($news) | Save "$title warnings"
        }
    }
}

$connection = Connect-FreedomPay -BaseUri $Sandbox @credentials @options -PassThru
$connection | Format-List * -Force | Save 'connection'
$connection | ConvertTo-Json -Depth 6 -WarningAction Ignore | Save 'connection JSON'
$connection | Export-Clixml (Join-Path $Folder "connection-$Scenario.xml") -Depth 6
"$connection" | Save 'connection text'
$credentials | Out-String | Save 'bound credentials'
$Error | Select-Object -First 20 | Format-List * -Force | Save 'all errors'
Get-History | Format-List * | Save 'history'
Get-Variable | Where-Object { $_.Value -is [FreedomPay.FreedomPayConnection] } | Format-List * -Force | Save 'variables'
Set-Content (Join-Path $Folder "collected-$Scenario.txt") $collected.ToString()
$null = Stop-Transcript
[Console]::Out.WriteLine("calls=$many")
