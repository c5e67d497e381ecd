# Runs in a process of its own: pushes the secrets that it is given through every cmdlet, in one scenario after the other, and collects
# under a folder whatever PowerShell can be made to show of it.
param([string] $Module, [string] $PlanFile, [string] $Folder)

$ErrorActionPreference = 'Continue'
Import-Module $Module
. (Join-Path $PSScriptRoot 'Samples.ps1')
foreach ($paying in 'New-FreedomPayPayment', 'New-FreedomPayGatewayPayment', 'New-FreedomPayGatewayPaymentPage', 'New-FreedomPayAsyncPayment') {
    $PSDefaultParameterValues["${paying}:RatePerSecond"] = 1000
}
function Save { param([string] $Title) $null = $collected.AppendLine("== $Title").AppendLine(($input | Out-String -Width 4000)) }
function ConvertTo-Credential { param($Id, $Text) [pscredential]::new($Id, (ConvertTo-SecureString $Text -AsPlainText -Force)) }

# Ends as the command did whose error a transcript is to show.
function Write-Again {
    [CmdletBinding()]
    param($Record, [bool] $Terminates)
    if ($Terminates) { $PSCmdlet.ThrowTerminatingError($Record) } else { $PSCmdlet.WriteError($Record) }
}

# A sample row with a card number in whatever is free text, and each secret in a column of its kind.
function Get-SecretRow {
    param($Column, [string[]] $Shown)
    $made = Get-SampleRow $Column
    foreach ($one in $Column | Where-Object Column -NotIn $Shown) {
        # A token that is a UUID must look like one.
        if ($one.Format -match '^UUID') { continue }
        if ($one.Format -match 'never shown') { $made[$one.Column] = $one.Column -match 'Pin|Code' ? $secret.Pin : $secret.Token }
        elseif ($one.Format -match '^text' -and -not $one.Values) { $made[$one.Column] = "paid with $pan" + ($one.Column -match '^(pg_)?order_?id$' ? " $(Get-Random)" : '') }
    }
    $made
}

# A row of a file whose columns slipped: a card number or a secret in every cell.
function Get-SlippedRow {
    param($Column)
    $made = [ordered]@{}
    foreach ($one in $Column) { $made[$one.Column] = $one.Format -match 'never shown' ? ($one.Column -match 'Pin|Code' ? $secret.Pin : $secret.Token) : $pan }
    # In a column that no cmdlet takes: one of another parameter set would keep PowerShell itself from binding the row.
    $made['cvv'] = $secret.Cvc
    $made
}

# Every cmdlet of the module with calls that bring secrets and card numbers as near to the light as a user can: those of the families, and
# of each sample row one as it is typed, with fields of its own, one as a file gives it, and one that only says what it would do.
$calls = @{}
foreach ($family in Get-FamilyValue Calls) { foreach ($cmdlet in $family.Keys) { $calls[$cmdlet] = @($family[$cmdlet] | ForEach-Object { @{ Call = $_ } }) } }
$targets = @(Get-RowTarget)
# Columns whose text is to come out as it was given, by cmdlet.
$shownAsGiven = @{}
foreach ($family in Get-FamilyValue ShownAsGiven) { $shownAsGiven += $family }
foreach ($target in $targets) {
    $target.Columns = @(& { param($choice) New-FreedomPayCsvTemplate $target.Cmdlet -PassThru @choice } $target.Choice)
    $command = Get-Command $target.Cmdlet
    if ($command.Parameters.ContainsKey('Confirm')) { $target.Switches.Confirm = $false }
    # What is waited for never comes.
    if ($command.Verb -eq 'Wait') { $target.Switches.TimeoutSec = 1 }
    $calls[$target.Cmdlet] += @(
        @{ Target = $target; Call = { & $target.Cmdlet @given @switches -AdditionalField $extra @loud } }
        @{ Target = $target; Call = { [pscustomobject] $slipped | & $target.Cmdlet @switches @loud } }
        if ($command.Parameters.ContainsKey('WhatIf')) { @{ Target = $target; Call = { [pscustomobject] $given | & $target.Cmdlet -WhatIf @switches @loud } } }
    )
}

# An operation without a column still has fields of the user's own.
foreach ($cmdlet in Get-ApiCmdlet | Where-Object { $_ -notin $calls.Keys }) {
    $calls[$cmdlet] = @(@{ Target = @{ Cmdlet = $cmdlet }; Call = { & $target.Cmdlet -AdditionalField $fields @loud } })
}

$missing = (Get-Command -Module FreedomPay.PowerShell).Name | Where-Object { $_ -notin $calls.Keys }
if ($missing) { throw "The canary has no calls for $($missing -join ', '): they take no rows, so write some down in Families." }

foreach ($cmdlet in $calls.Keys) { foreach ($one in $calls[$cmdlet]) { $one.Cmdlet = $cmdlet } }
$every = @($calls.Values | ForEach-Object { $_ } | Sort-Object { $_.Cmdlet } -Stable)
$options = @{ TimeoutSec = 5; MaxRetryCount = 0 }
$both = @{ Verbose = $true; Debug = $true }
$many = 0
# What an error looks like is told by what it says: the same one is shown in every way once.
$shown = [Collections.Generic.HashSet[string]]::new()

foreach ($plan in Import-Clixml $PlanFile) {
    $Scenario = $plan.Scenario
    $Sandbox = $plan.Sandbox
    # Secrets come from a file, as they would from a vault, so that no text of this script holds one.
    $secret = $plan.Secret
    $pan = $secret.Pan
    $credentials = @{
        Partner        = ConvertTo-Credential $secret.PartnerId $secret.Partner
        Merchant       = ConvertTo-Credential $secret.MerchantId $secret.Merchant
        Payout         = ConvertTo-Credential $secret.MerchantId $secret.Payout
        FreedomId      = ConvertTo-Credential $secret.ClientId $secret.Client
        FreedomIdToken = ConvertTo-SecureString $secret.Token -AsPlainText -Force
    }
    $card = @{ pan = $pan; cvc = $secret.Cvc; pin = $secret.Pin; name = 'CARD HOLDER' }
    $fields = @{ pin = $secret.Pin; cvc = $secret.Cvc; pg_card_pan = $pan; note = "card $pan" }
    $row = [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Note = "paid with $pan"; RequestId = [guid]::NewGuid() }
    $cardRow = [pscustomobject]@{ card_id = '123456789'; pin = $secret.Pin }
    $bearer = [pscustomobject]@{ access_token = $secret.Token }

    # Files that hold them, in cells, in the header, and where there should be a header.
    $csv = @{}
    foreach ($file in @{
            Payments = "Amount,Description,OrderId,$pan`n$pan,card $pan,$pan,x`n1,secret $($secret.Merchant)`t,$($secret.Merchant),x`n" +
                "1,x,$($secret.Merchant),x`n1,x,$pan,x`n1,x,$pan,x"
            Pins     = "card_id,pin`n$pan, $($secret.Pin)`n,$($secret.Pin)`n1,`"$($secret.Pin) `"`n1,$($secret.Pin)$([char]7)"
            Tokens   = "first_name,last_name,user_phone,card_token`nIvan,$pan,,$($secret.Token)"
            NoHeader = "$pan,$($secret.Cvc),$($secret.Pin)`n1,2,3"
        }.GetEnumerator()) {
        $csv[$file.Key] = Join-Path $Folder "$Scenario-$($file.Key).csv"
        Set-Content $csv[$file.Key] $file.Value
    }

    if ($plan.Answers) { $null = Invoke-RestMethod "${Sandbox}_sandbox/reset" -Method Post }
    if ($plan.Fault) { Set-FreedomPaySandboxFault $plan.Fault -BaseUri $Sandbox }
    $collected = [Text.StringBuilder]::new()
    $transcript = Join-Path $Folder "transcript-$Scenario.txt"
    $kinds = [ordered]@{}
    $Error.Clear()

    foreach ($loudness in $(if ($Scenario -eq 'Success') { @{}, @{ Debug = $true }, $both } else { , $both })) {
        # PowerShell opens a runspace for each error that a transcript is to show, which takes longer than all the rest. So one pass of all
        # calls is run under a transcript; of the others each kind of error is shown to one, the rest being seen in the other streams.
        $transcribes = $Scenario -eq 'Success' -and $loudness.Count -eq 0
        if ($transcribes) { $null = Start-Transcript $transcript }
        foreach ($one in $every) {
            $cmdlet = $one.Cmdlet
            $loud = $loudness + @{ ErrorVariable = 'failures'; WarningVariable = 'warnings'; InformationVariable = 'news' }
            $target = $one.Target
            if ($target.Columns) {
                $given = Get-SecretRow $target.Columns $shownAsGiven[$target.Cmdlet]
                $extra = $shownAsGiven[$target.Cmdlet] -contains 'AdditionalField' ? @{ note = 'x' } : $fields
                $slipped = Get-SlippedRow $target.Columns
                $switches = $target.Switches
            }
            $call = $one.Call
            # Each call finds the same connection, with a fresh client: what one did to it must not silence the next.
            Connect-FreedomPay -BaseUri $Sandbox @credentials @options
            $title = "$cmdlet $($loudness.Keys)"
            $failures = $warnings = $news = $null
            $terminates = $false
            try { $streams = @(. $call *>&1) } catch { $streams = @($_); $terminates = $true }
            $many++
            $records = @($streams | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] })
            , $records | Save "$title streams"
            # A record of a stream is looked at as text: PowerShell itself keeps in it the parameters as they were given.
            foreach ($item in $records | Where-Object { $_ -isnot [Management.Automation.InformationalRecord] }) {
                $item | Format-List * -Force | Save "$title results"
                $item | ConvertTo-Json -Depth 4 -WarningAction Ignore | Save "$title JSON"
                $item | ConvertTo-Csv | Save "$title CSV"
            }

            foreach ($failure in @($streams) + @($failures) | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) {
                $text = @(
                    $failure.FullyQualifiedErrorId
                    "$failure"
                    $failure.Exception.ToString()
                    $failure.ErrorDetails.RecommendedAction
                    $failure.TargetObject | Format-List * -Force | Out-String -Width 4000
                    $failure.Exception.Data.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" }
                ) -join "`n"
                # Ids that are new for every call make no other error.
                if (-not $shown.Add(($text -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'))) { continue }
                $text | Save "$title error"
                $failure | Save "$title error as it is seen"
                $failure | Format-List * -Force | Save "$title error, all"
                $failure.ErrorDetails | Format-List * -Force | Save "$title details"
                if ($loudness.Count -eq 0) { $failure | Get-Error | Save "$title Get-Error" }
                $failure.Exception | Select-Object * -ExcludeProperty TargetSite, Data | ConvertTo-Json -Depth 3 -WarningAction Ignore |
                    Save "$title exception JSON"
                $kind = "$($failure.FullyQualifiedErrorId -replace ',.*') $terminates"
                if (-not $transcribes -and -not $kinds.Contains($kind)) { $kinds[$kind] = @{ Record = $failure; Terminates = $terminates } }
            }

            , @($warnings) + @($news) | Save "$title warnings"
        }

        if ($transcribes) { $null = Stop-Transcript }
    }

    $null = Start-Transcript $transcript -Append
    foreach ($kind in $kinds.Values) { try { Write-Again @kind 2>$null } catch { $null = $_ } }
    $null = Stop-Transcript

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
    [Console]::Out.WriteLine("$Scenario calls=$many")
}
