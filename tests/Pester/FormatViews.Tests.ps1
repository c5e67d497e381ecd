# Tables and lists at a prompt: which columns and properties each type of output shows.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    Connect-FreedomPay -Environment Sandbox
    Reset-Sandbox

    # The lines that a user sees at a prompt of 120 columns, without those that are empty.
    function Get-Line {
        param([Parameter(ValueFromPipeline)] $InputObject)
        begin { $all = @() }
        process { $all += $InputObject }
        end { ($all | Out-String -Width 120) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ } }
    }

    # Names of the columns or properties that a view shows.
    function Get-Heading {
        param([string[]] $Line)
        $Line[0] -split ' +' | Where-Object { $_ }
    }

    $client = New-FreedomPayCardClient -RequestId 019ab688-bef2-72c4-aa29-d0e08be76d95 -ProductId 2000 -FirstName Dana -LastName Kim | Wait-FreedomPayCardRequest
    $user = New-FreedomIdUser -Phone +77010000001 -FirstName Dana -LastName Kim -Email dana@example.com
    $created = New-FreedomPayPayment -Amount 1500.50 -Currency KZT -OrderId A-1001 -Description Tea
    $null = Invoke-RestMethod "$((Get-FreedomPayConnection).BaseUri)_sandbox/pay" -Method Post -Body (@{ payment_id = $created.PaymentId } | ConvertTo-Json) -ContentType application/json
    $paid = $created | Get-FreedomPayPayment
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Stop-FreedomPaySandbox
}

Describe 'The table of' {
    It 'a card request shows its ids and state' {
        $lines = $client | Get-Line
        $lines.Count | Should -Be 3
        Get-Heading $lines | Should -Be 'RequestId', 'RequestStatus', 'ClientId,', 'CardId'
        $lines[2] | Should -Match "^019ab688-bef2-72c4-aa29-d0e08be76d95 success +$($client.ClientId)"
    }

    It 'a user shows who it is' {
        $lines = $user | Get-Line
        Get-Heading $lines | Should -Be 'FreedomId', 'Phone', 'FirstName', 'LastName'
        $lines[2] | Should -Match "^$($user.FreedomId) \+77010000001 +Dana +Kim$"
    }

    It 'a payment shows amount, state and link' {
        $lines = $created | Get-Line
        Get-Heading $lines | Should -Be 'PaymentId', 'OrderId', 'Amount', 'PaymentStatus', 'RedirectUrl'
        $lines[2] | Should -Match "^$($created.PaymentId) +A-1001 +1500\.50 KZT +http://127"
    }

    It 'payments has the amounts below each other' {
        $lines = @($created, $paid | Get-Line | Where-Object { $_ -match '^\d' })
        $lines | Should -HaveCount 2
        $lines[0].IndexOf('1500.50') | Should -Be $lines[1].IndexOf('1500.50')
    }

    It 'a connection shows where it goes' {
        $lines = Get-FreedomPayConnection | Get-Line
        Get-Heading $lines | Should -Be 'Environment', 'Region', 'BaseUri', 'Partner', 'Merchant', 'FreedomId'
        $lines[2] | Should -Match '^Sandbox +Kz +http://127\.0\.0\.1:\d+/ +100200 +300400'
    }

    It 'a production connection says so' {
        $here = Get-FreedomPayConnection
        try {
            $lines = Connect-FreedomPay -Environment Production -PassThru | Get-Line
        } finally { Connect-FreedomPay -Environment Sandbox }
        $lines[2] | Should -Match '^PRODUCTION +Kz +https://api\.freedompay\.kz/'
        $here.IsProduction | Should -BeFalse
    }

    It 'a test of a connection shows the result and what was said' {
        $lines = Test-FreedomPayConnection | Get-Line
        $lines[0] | Should -Match '^Check +Result +Elapsed ms Detail$'
        $lines[2] | Should -Match '^Reachable +Passed +\d+ '
    }

    It 'operations shows the cmdlet and the path' {
        $lines = Get-FreedomPayOperation createPayment | Get-Line
        Get-Heading $lines | Should -Be 'OperationId', 'Cmdlet', 'Method', 'Evidence', 'Path'
        $lines[2] | Should -Match '^createPayment +New-FreedomPayPayment +POST +\w+ +/init_payment$'
    }

    It 'the sandbox shows its address' {
        $lines = Start-FreedomPaySandbox | Get-Line
        Get-Heading $lines | Should -Be 'BaseUri', 'PartnerId', 'MerchantId'
        $lines[2] | Should -Match '^http://127\.0\.0\.1:\d+/ +100200 +300400$'
    }

    It 'a payment shows its address whole in 80 columns' {
        $text = (New-Sample FreedomPay.Payment @{ PaymentId = '1234567890'; OrderId = 'A-1001'; Amount = '1500.50'; Currency = 'KZT'; RedirectUrl = $longTexts.RedirectUrl } | Out-String -Width 80)
        $lines = $text -split '\r?\n' | Where-Object { $_ }
        -join ($lines | Select-Object -Skip 2 | ForEach-Object { $_.PadRight(80).Substring(59).Trim() }) | Should -BeExactly $longTexts.RedirectUrl
        $lines[2] | Should -Match '^1234567890 +A-1001 +1500\.50 KZT '
    }

    It 'a connection shows all of it in 80 columns' {
        $lines = (Get-FreedomPayConnection | Out-String -Width 80) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
        Get-Heading $lines | Should -Be 'Environment', 'Region', 'BaseUri', 'Partner', 'Merchant', 'FreedomId'
        $lines | Should -HaveCount 3
        $lines[2] | Should -Match '^Sandbox +Kz +http://127\.0\.0\.1:\d+/ +100200 +300400 +\S+$'
    }
}

Describe 'The list of' {
    It '<Type> shows every property that is filled, and no other' -ForEach @(
        @{ Type = 'a card request'; Get = { $client } }
        @{ Type = 'a user'; Get = { $user } }
        @{ Type = 'a payment'; Get = { $paid } }
        @{ Type = 'a connection'; Get = { Get-FreedomPayConnection } }
        @{ Type = 'a test of a connection'; Get = { Test-FreedomPayConnection | Select-Object -First 1 } }
        @{ Type = 'an operation'; Get = { Get-FreedomPayOperation createPayment } }
        @{ Type = 'the sandbox'; Get = { Start-FreedomPaySandbox } }
    ) {
        $object = & $Get
        $text = $object | Format-List | Out-String -Width 500
        $shown = [regex]::Matches($text, '(?m)^(\w+) +:').ForEach({ $_.Groups[1].Value })
        $shown | Sort-Object | Should -Be ($object.PSObject.Properties | Where-Object { "$($_.Value)" } | ForEach-Object Name | Sort-Object)
    }

    It 'a payment shows its amounts as they were written' {
        $text = $paid | Format-List | Out-String -Width 120
        $text | Should -Match '(?m)^Amount +: 1500\.50\r?$'
        $text | Should -Match '(?m)^ClearingAmount +: 1500\.50\r?$'
        $text | Should -Match '(?m)^CardPan +: 4400-44XX-XXXX-4440\r?$'
    }

    It 'a row that is wrong tells with Get-Error what is known of it' {
        # Get-Error shows no RecommendedAction; it is in ErrorDetails, for whoever asks.
        $text = (Get-ErrorOf { New-FreedomPayPayment -Amount 1,5 -Description Tea })[0] | Get-Error | Out-String -Width 200
        $text | Should -Match 'FreedomPay\.InvalidInput'
        $text | Should -Match 'such as 1500\.50'
        $text | Should -Match 'https://docs\.freedompay\.kz/'
    }
}

Describe 'A file of' {
    It 'card requests has the columns that the next cmdlet reads' {
        ($client | ConvertTo-Csv)[0] -replace '"' | Should -Be 'RequestId,Status,RequestStatus,ClientId,CardId,ProductId,TransactionId,FinDocumentId,Timestamp,AdditionalProperties,Recovered,Replayed'
        $row = $client | ConvertTo-Csv | ConvertFrom-Csv
        "$($row.RequestId) $($row.RequestStatus) $($row.ClientId)" | Should -Be "019ab688-bef2-72c4-aa29-d0e08be76d95 success $($client.ClientId)"
    }

    It 'users has the columns that the next cmdlet reads' {
        ($user | ConvertTo-Csv)[0] -replace '"' | Should -Be 'FreedomId,Phone,Email,FirstName,LastName,AdditionalProperties,Recovered,Replayed'
    }

    It 'payments has the columns that the next cmdlet reads' {
        ($paid | ConvertTo-Csv)[0] -replace '"' | Should -Be ('PaymentId,OrderId,Amount,Currency,Status,PaymentStatus,TransactionStatus,Captured,RedirectUrl,RedirectUrlType,RedirectQr,CanReject,PaymentMethod,ClearingAmount,RefundAmount,Refunds,' +
            'RevokeAmount,CardPan,CardToken,CreateDate,PaymentDate,Reference,FailureCode,FailureDescription,IdempotencyKey,InvoiceId,AdditionalProperties,Recovered,Replayed')
        $row = $paid | ConvertTo-Csv | ConvertFrom-Csv
        "$($row.Amount) $($row.ClearingAmount) $($row.RefundAmount) $($row.AdditionalProperties)" | Should -Be '1500.50 1500.50  '
    }

    It 'anything has no column that says the name of a type' {
        foreach ($object in $client, $user, $paid, (Get-FreedomPayConnection), (Get-FreedomPayOperation createPayment)) {
            $row = $object | ConvertTo-Csv | ConvertFrom-Csv
            $row.PSObject.Properties | Where-Object { $_.Value -match '^(System\.|FreedomPay\.)' } | ForEach-Object { "$($object.GetType().Name).$($_.Name) = $($_.Value)" } | Should -BeNullOrEmpty
        }
    }
}

Describe 'The cards of a request' {
    BeforeAll {
        $sent = @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d96'; client_id = $client.ClientId; product_id = 2000; cardholder = @{ first_name = 'Dana'; last_name = 'Kim'; phone = 77010000001; country = 'KAZ'; person_id = '790101300100' } }
        $operation = Get-FreedomPayOperation issueCard
        $null = Invoke-FreedomPayRequest Card $operation.Path $sent
        $issued = Wait-FreedomPayCardRequest $sent.request_id
    }

    It 'are a list that indexes and pipes' {
        $issued.CardId.Count | Should -Be 1
        $issued.CardId[0] | Should -Match '^[0-9a-f-]{36}$'
        $issued.CardId | ForEach-Object { $_ } | Should -BeOfType string
    }

    It 'go through a file as they are' {
        ($issued | ConvertTo-Csv | ConvertFrom-Csv).CardId | Should -Be $issued.CardId[0]
    }

    It 'are a list in JSON' {
        $issued | ConvertTo-Json -Depth 3 -Compress | Should -BeLike "*`"CardId`":``[`"$($issued.CardId[0])`"``]*"
    }

    It 'are shown in the table' {
        ($issued | Get-Line)[2] | Should -Match $issued.CardId[0].Substring(0, 10)
    }
}

Describe 'JSON of' {
    It 'a card request has its ids as text and its cards as a list' {
        $json = $client | ConvertTo-Json -Depth 3 | ConvertFrom-Json
        $json.RequestId | Should -Be '019ab688-bef2-72c4-aa29-d0e08be76d95'
        , $json.CardId | Should -BeOfType ([object[]])
        $json.Recovered | Should -BeFalse
    }

    It 'a payment has its amount to the last zero' {
        # ConvertTo-Json writes the public properties of a type that it does not know; it cannot be told otherwise.
        $paid | ConvertTo-Json -Depth 3 -Compress | Should -BeLike '*"Amount":{"Value":1500.50},*'
    }

    It 'a payment holds no warning that something was cut off' {
        $null = $paid, $client, $user | ConvertTo-Json -Depth 3 -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }
}

Describe 'What the API says beyond the documentation' {
    It 'is kept in AdditionalProperties and shown as JSON' {
        $client.AdditionalProperties | Should -BeNullOrEmpty
        "$($client.AdditionalProperties)" | Should -BeNullOrEmpty
        $client.AdditionalProperties.Count | Should -Be 0
    }
}

Describe 'Every type that can come to a prompt' {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Samples.ps1')
        # What a connection shows is of another making, and has its tests above.
        $samples = Get-ShownType | Where-Object FullName -ne FreedomPay.FreedomPayConnection | ForEach-Object { New-LongSample $_ }

        function Get-ViewOf {
            param($Sample, [type] $Control)
            @(foreach ($data in Get-FormatData $Sample.GetType().FullName) { $data.FormatViewDefinition.Control | Where-Object { $_ -is $Control } })
        }

        # The text of a cell or of a list's line that nothing has been cut off.
        function Get-WholeText {
            param($Sample, $Entry)
            if ($Entry.ValueType -eq 'Property') { "$($Sample.($Entry.Value))" } else { "$($Sample | ForEach-Object ([scriptblock]::Create($Entry.Value)))" }
        }
    }

    It 'is one of those that are looked at here' {
        $outputs = (Get-Command -Module FreedomPay.PowerShell).ImplementingType | ForEach-Object { $_.GetCustomAttributes([Management.Automation.OutputTypeAttribute], $false).Type.Type } | Where-Object Namespace -eq FreedomPay
        $outputs | Where-Object { $_ -notin (Get-ShownType) } | Should -BeNullOrEmpty
        $samples.Count | Should -BeGreaterThan 29
    }

    It 'has one table and one list, and the table comes first' {
        $samples + (Get-FreedomPayConnection) | Where-Object { @(Get-ViewOf $_ ([Management.Automation.TableControl])).Count -ne 1 -or @(Get-ViewOf $_ ([Management.Automation.ListControl])).Count -ne 1 } | Should -BeNullOrEmpty
        $samples + (Get-FreedomPayConnection) | Where-Object { (Get-FormatData $_.GetType().FullName).FormatViewDefinition[0].Control -isnot [Management.Automation.TableControl] } | Should -BeNullOrEmpty
    }

    It 'has a table of <_> columns in which every column is there and nothing is cut off' -ForEach 80, 120 {
        $faults = foreach ($sample in $samples) {
            $type = $sample.GetType().Name
            $lines = ($sample | Format-Table | Out-String -Width $_) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }
            $lines | Where-Object { $_ -match '…' } | ForEach-Object { "${type}: $_" }
            $table = (Get-ViewOf $sample ([Management.Automation.TableControl]))[0]
            $rest = $_ - ($table.Headers.Count - 1) - ($table.Headers | Measure-Object Width -Sum).Sum
            $start = 0
            for ($i = 0; $i -lt $table.Headers.Count; $i++) {
                $header = $table.Headers[$i]
                $width = if ($header.Width) { $header.Width } else { $rest }
                $cells = $lines | ForEach-Object { $_.PadRight(120).Substring($start, $width) }
                $start += $width + 1
                if ($cells[0].Trim() -ne $header.Label) { "${type}: no column $($header.Label), but '$($cells[0])'"; continue }
                $entry = $table.Rows[0].Columns[$i].DisplayEntry
                $whole = (Get-WholeText $sample $entry) -replace '\s'
                $written = @($cells | Select-Object -Skip 2 | Where-Object { $_.Trim() })
                if ($entry.Value -match '::Money\(') {
                    if ($header.Alignment -ne 'Right') { "${type}.$($header.Label) is not on the right" }
                    # A part of it is another sum.
                    if ($written.Count -ne 1) { "${type}.$($header.Label) takes $($written.Count) lines" }
                }
                $shown = -join $written -replace '\s'
                if ($shown -cne $whole -or -not $whole) { "${type}.$($header.Label): '$shown' for '$whole'" }
            }
        }
        $faults | Should -BeNullOrEmpty
    }

    It 'has a list without a line that says nothing' {
        $faults = foreach ($type in Get-ShownType | Where-Object FullName -ne FreedomPay.FreedomPayConnection) {
            $sample = [Activator]::CreateInstance($type, $true)
            $sample | Format-List | Get-Line | Where-Object { $_ -notmatch '^\w[\w ]* +: \S' } | ForEach-Object { "$($type.Name): $_" }
        }
        $faults | Should -BeNullOrEmpty
    }

    It 'has a list of 120 columns with all its properties' {
        $faults = foreach ($sample in $samples) {
            $lines = $sample | Format-List | Get-Line
            $lines | Where-Object Length -gt 120
            $shown = $lines | ForEach-Object { if ($_ -match '^(\w+) +: \S') { $Matches[1] } }
            $sample.PSObject.Properties.Name | Where-Object { $_ -notin $shown } | ForEach-Object { "$($sample.GetType().Name).$_" }
        }
        $faults | Should -BeNullOrEmpty
    }

    It 'is in a CSV without the name of a type' {
        $faults = foreach ($sample in $samples) {
            $row = $sample | ConvertTo-Csv | ConvertFrom-Csv
            $row.PSObject.Properties | Where-Object { -not $_.Value -or $_.Value -match '^(System|FreedomPay)\.' } | ForEach-Object { "$($sample.GetType().Name).$($_.Name) = $($_.Value)" }
        }
        $faults | Should -BeNullOrEmpty
    }

    It 'is in JSON with every property' {
        $faults = foreach ($sample in $samples) {
            $read = $sample | ConvertTo-Json -Depth 6 -WarningVariable warned -WarningAction SilentlyContinue | ConvertFrom-Json
            $warned
            $sample.PSObject.Properties.Name | Where-Object { $_ -notin $read.PSObject.Properties.Name } | ForEach-Object { "$($sample.GetType().Name).$_" }
        }
        $faults | Should -BeNullOrEmpty
    }

    It 'shows no secret in any of them' {
        ($samples | ForEach-Object { $_.PSObject.Properties.Value } | Where-Object { $_ -is [FreedomPay.SensitiveText] }).Count | Should -Be 17
        foreach ($sample in $samples) {
            $all = ($sample | Format-Table | Out-String -Width 500), ($sample | Format-List | Out-String -Width 500), ($sample | Format-List * | Out-String -Width 500), ($sample | ConvertTo-Json -Depth 6), ($sample | ConvertTo-Csv), ($sample | Format-Custom | Out-String)
            "$all" | Should -Not -Match 'the-secret'
        }
    }
}

Describe 'A state' {
    BeforeDiscovery {
        $states = foreach ($color in @(
            @{ Color = 'Green'; Type = 'Payment'; Name = 'PaymentStatus'; Word = 'success', 'ok'; With = @{ Captured = '1' } }
            @{ Color = 'Green'; Type = 'CardRequest'; Name = 'RequestStatus'; Word = 'success' }
            @{ Color = 'Green'; Type = 'CardStatement'; Name = 'RequestStatus'; Word = 'success' }
            @{ Color = 'Green'; Type = 'CardholderMatch'; Name = 'Status'; Word = 'ok' }
            @{ Color = 'Green'; Type = 'GiftCard'; Name = 'State'; Word = 'Activated' }
            @{ Color = 'Green'; Type = 'FreedomIdProfile'; Name = 'Status'; Word = 'completed' }
            @{ Color = 'Green'; Type = 'FreedomPayConnectionTest'; Name = 'Result'; Word = 'Passed' }
            @{ Color = 'Green'; Type = 'FreedomPayJournalEntry'; Name = 'State'; Word = 'Succeeded' }
            # A hold is no charge.
            @{ Color = 'Yellow'; Type = 'Payment'; Name = 'PaymentStatus'; Word = 'success'; With = @{ Captured = '0' } }
            @{ Color = 'Yellow'; Type = 'Payment'; Name = 'PaymentStatus'; Word = 'new', 'waiting', 'processing', 'process', 'pending', 'partial' }
            @{ Color = 'Yellow'; Type = 'AsyncPayment'; Name = 'PaymentStatus'; Word = 'process_clearing', 'waiting_3ds' }
            @{ Color = 'Yellow'; Type = 'CardRequest'; Name = 'RequestStatus'; Word = 'process' }
            @{ Color = 'Yellow'; Type = 'GiftCard'; Name = 'State'; Word = 'Unknown' }
            @{ Color = 'Yellow'; Type = 'FreedomIdProfile'; Name = 'Status'; Word = 'accepted', 'pending' }
            @{ Color = 'Yellow'; Type = 'FreedomPayConnectionTest'; Name = 'Result'; Word = 'Inconclusive' }
            @{ Color = 'Yellow'; Type = 'FreedomPayJournalEntry'; Name = 'State'; Word = 'InDoubt' }
            @{ Color = 'Yellow'; Type = 'CsvFault'; Name = 'Severity'; Word = 'Warning' }
            @{ Color = 'Red'; Type = 'Payment'; Name = 'PaymentStatus'; Word = 'error', 'failed', 'incomplete', 'revoked' }
            @{ Color = 'Red'; Type = 'AsyncPayment'; Name = 'PaymentStatus'; Word = 'reversed' }
            @{ Color = 'Red'; Type = 'CardRequest'; Name = 'RequestStatus'; Word = 'error' }
            @{ Color = 'Red'; Type = 'GiftCard'; Name = 'State'; Word = 'Cancelled', 'Blocked', 'Expired' }
            @{ Color = 'Red'; Type = 'FreedomIdProfile'; Name = 'Status'; Word = 'failed', 'rejected', 'not_found' }
            @{ Color = 'Red'; Type = 'FreedomPayConnectionTest'; Name = 'Result'; Word = 'Failed' }
            @{ Color = 'Red'; Type = 'FreedomPayJournalEntry'; Name = 'State'; Word = 'Failed', 'NotSent' }
            @{ Color = 'Red'; Type = 'CsvFault'; Name = 'Severity'; Word = 'Error' }
            @{ Color = ''; Type = 'Payment'; Name = 'PaymentStatus'; Word = 'refunded', 'something new' }
            @{ Color = ''; Type = 'GiftCard'; Name = 'State'; Word = 'Issued', '77' }
        )) { foreach ($word in $color.Word) { @{ Shown = $word; Color = $color.Color; Type = $color.Type; Name = $color.Name; With = $color.With ?? @{} } } }
    }

    BeforeAll {
        . (Join-Path $PSScriptRoot 'Samples.ps1')
        Add-Type -Path (Join-Path $PSScriptRoot 'Prompt.cs')
        $manifest = Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1

        # What somebody sees who has the objects in $sample and types a command at a terminal of their own.
        $terminals = @{}
        function Get-Terminal {
            param($Sample, [string] $Command = '$sample', [string] $Rendering = 'Host', [switch] $NoColors, [switch] $NoStyle)
            $key = "$NoColors $NoStyle"
            if (-not $terminals[$key]) {
                $terminal = [PromptHost]::new(-not $NoColors)
                $state = [initialsessionstate]::CreateDefault2()
                $state.ImportPSModule([string[]] $manifest)
                if ($NoStyle) { $state.Variables.Remove('PSStyle', $null) }
                $runspace = [runspacefactory]::CreateRunspace($terminal, $state)
                $runspace.Open()
                $terminals[$key] = $terminal, $runspace
            }
            $terminal, $runspace = $terminals[$key]
            $null = $terminal.Take()
            $shell = [powershell]::Create($runspace)
            $before = $PSStyle.OutputRendering
            try {
                $PSStyle.OutputRendering = $Rendering
                $runspace.SessionStateProxy.SetVariable('sample', $Sample)
                $null = $shell.AddScript("Set-StrictMode -Version Latest`n$Command").AddCommand('Out-Default').Invoke()
                $terminal.Take()
            } finally {
                $PSStyle.OutputRendering = $before
                $shell.Dispose()
            }
        }

        $done = New-Sample FreedomPay.CardRequest @{ RequestId = $sampleId; RequestStatus = 'success'; ClientId = $sampleId; CardId = $sampleId }
        $green = "$($PSStyle.Foreground.Green)success$($PSStyle.Reset)"
        # The headings of PowerShell's own tables have colours too, always with their weight.
        $ofOurs = '\e\[3[123]m'
    }

    AfterAll { $terminals.Values | ForEach-Object { $_[1].Dispose() } }

    It '<Shown> of <Type>.<Name> <With.Captured> is shown in <Color>' -ForEach $states {
        $sample = New-Sample "FreedomPay.$Type" (@{ $Name = $Shown } + $With)
        $expected = [regex]::Escape($(if ($Color) { $PSStyle.Foreground.$Color + $Shown + $PSStyle.Reset } else { $Shown }))
        $text = Get-Terminal $sample '$sample | Format-Table; $sample | Format-List'
        [regex]::Matches($text, $expected).Count | Should -Be 2 -Because ($text -replace '\e', '<esc>')
        [regex]::Matches($text, $ofOurs).Count | Should -Be ($Color ? 2 : 0)
    }

    It 'stays in its column, coloured or not' {
        $waiting = New-Sample FreedomPay.CardRequest @{ RequestId = $sampleId; RequestStatus = 'a state nobody knows'; ClientId = $sampleId }
        $lines = (Get-Terminal @($done, $waiting)) -replace '\e\[[\d;]*m' -split '\n' | Where-Object { $_ -match '^0' }
        $lines | ForEach-Object { $_.IndexOf(" $sampleId") } | Should -Be 50, 50
    }

    It 'that goes on in the next line ends its colour in each' {
        $sample = New-Sample FreedomPay.CardholderMatch @{ RequestId = $sampleId; Status = 'not_found'; Timestamp = 'a time of day that is longer than the column of it is wide here' }
        $text = Get-Terminal $sample
        $text | Should -Match '\e\[31mnot_found\e\[0m a time'
    }

    It 'is plain where <Where>' -ForEach @(
        @{ Where = 'the text is to be plain'; With = @{ Rendering = 'PlainText' } }
        @{ Where = 'the host shows no colours'; With = @{ NoColors = $true } }
        @{ Where = 'the host shows no colours, though they are wanted'; With = @{ NoColors = $true; Rendering = 'Ansi' } }
        @{ Where = 'PowerShell has no $PSStyle'; With = @{ NoStyle = $true } }
        @{ Where = 'it becomes a text'; With = @{ Command = '$sample | Out-String -Stream' } }
        @{ Where = 'it becomes a text that is to be plain'; With = @{ Command = '$sample | Out-String -Stream'; Rendering = 'PlainText' } }
        @{ Where = 'all properties are listed'; With = @{ Command = '$sample | Format-List *'; Rendering = 'Ansi' } }
        @{ Where = 'it is taken on its own'; With = @{ Command = '$sample.RequestStatus; "$($sample.RequestStatus)"'; Rendering = 'Ansi' } }
        @{ Where = 'it is exported'; With = @{ Command = '$sample | ConvertTo-Csv; $sample | ConvertTo-Json -Depth 4'; Rendering = 'Ansi' } }
    ) {
        $text = Get-Terminal $done @With
        $text | Should -Match 'success'
        $text | Should -Not -Match $ofOurs
    }

    It 'is coloured in a text where that is wanted' {
        (Get-Terminal $done '$sample | Out-String -Stream' -Rendering Ansi).Contains($green) | Should -BeTrue
    }

    It 'is plain in a file' {
        $file = Join-Path $TestDrive 'states.txt'
        $null = Get-Terminal $done "`$sample | Out-File '$file'; `$sample >> '$file'"
        (Get-Content $file) -match 'success' | Should -HaveCount 2
        Get-Content $file -Raw | Should -Not -Match '\e'
    }

    It 'is plain on a console whose output goes elsewhere, unless colours are wanted' {
        $file = Join-Path $TestDrive 'redirected.ps1'
        Set-Content $file @"
            . '$PSScriptRoot/Samples.ps1'
            Import-Module '$manifest'
            `$sample = New-Sample FreedomPay.CardRequest @{ RequestStatus = 'success' }
            "`$(`$PSStyle.OutputRendering)"
            `$sample
            '--'
            `$PSStyle.OutputRendering = 'Ansi'
            `$sample
"@
        $kept = $env:NO_COLOR, $env:TERM
        try {
            $env:NO_COLOR, $env:TERM = $null, 'xterm'
            $plain, $colored = (& $pwsh @pwshWords -NoProfile -NonInteractive -File $file) -join "`n" -split '(?m)^--$'
            $env:NO_COLOR = '1'
            $none = (& $pwsh @pwshWords -NoProfile -NonInteractive -File $file) -join "`n" -split '(?m)^--$'
        } finally { $env:NO_COLOR, $env:TERM = $kept }
        $plain | Should -Match '^Host\n'
        $plain | Should -Match 'success'
        $plain | Should -Not -Match $ofOurs
        $colored.Contains($green) | Should -BeTrue
        $none[0] | Should -Match '^PlainText\n'
        $none[0] | Should -Match 'success'
        $none[0] | Should -Not -Match '\e'
    }
}
