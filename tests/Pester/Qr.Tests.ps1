# QR codes of pages and invoices, in files and in the terminal: what they say, as another library reads them; files that are in the way, before and after a payment.
BeforeDiscovery {
    $makers = @(
        @{ Maker = 'New-FreedomPayPayment'; Given = @{ Amount = '100.50'; Description = 'Tea' }; Address = { $_.RedirectUrl } }
        @{ Maker = 'New-FreedomPayMobilePayment'; Given = @{ Amount = '100.50'; Description = 'Tea' }; Address = { $_.RedirectUrl } }
        @{ Maker = 'New-FreedomPayCheckoutLink'; Given = @{ OrderId = 'L-1'; Amount = '100.50'; Description = 'Чай & <сахар>' }; Address = { $_.Url } }
        @{ Maker = 'New-FreedomPayInvoice'; Given = @{ Amount = '100.50'; Currency = 'KZT' }; Address = { $_.Url } }
        # The sandbox writes the address into the code as it is.
        @{ Maker = 'New-FreedomPayQrInvoice'; Given = @{ Amount = '100.50'; Currency = 'KZT'; Description = 'Tea' }; Address = { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($_.Qr)) } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Add-QrReader
    Connect-FreedomPay -Environment Sandbox

    function New-Folder { (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName }

    function New-BillRow {
        param([string] $Number = "I-$([guid]::NewGuid())", [string] $QrPath)
        [pscustomobject]@{ external_id = $Number; amount = '100.50'; currency = 'KZT'; QrPath = $QrPath }
    }

    function Get-Reason($Outcome) { $Outcome | ForEach-Object { $_ -is [FreedomPay.FreedomPayObject] ? 'result' : ($_.FullyQualifiedErrorId -replace ',.*') } }

    # What is in a folder, temporary files too.
    function Get-Name([string] $Folder) { @(Get-ChildItem $Folder -Force | ForEach-Object Name) }

    # The lines of a drawing among what else a command has written.
    function Get-Drawing($Written) {
        @($Written | Where-Object { $_ -is [Management.Automation.InformationRecord] -and $_.Tags -contains 'FreedomPay.Qr' -and $null -ne $_.MessageData.BackgroundColor } | ForEach-Object MessageData)
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'The QR code of <Maker>' -ForEach $makers {
    BeforeEach { $folder = New-Folder }

    It 'is a picture that says the address of the result' {
        $file = Join-Path $folder code.png
        $result = & $Maker @Given -QrPath $file
        $address = $result | ForEach-Object $Address
        $address | Should -BeLike 'http*'
        [QrReader]::ReadPng($file) | Should -BeExactly $address
        Get-Name $folder | Should -Be 'code.png'
    }

    It 'is drawn in the terminal, black on white with its quiet zone, and is no result' {
        $written = @(& $Maker @Given -ShowQr 6>&1)
        $result = @($written | Where-Object { $_ -is [FreedomPay.FreedomPayObject] })
        $result | Should -HaveCount 1
        $drawing = Get-Drawing $written
        $drawing.ForegroundColor | Sort-Object -Unique | Should -Be 'Black'
        $drawing.BackgroundColor | Sort-Object -Unique | Should -Be 'White'
        $lines = [string[]] $drawing.Message
        [QrReader]::ReadLines($lines) | Should -BeExactly ($result | ForEach-Object $Address)
        # Four modules on every side: two lines, and half of the last one is left over.
        $lines[0, 1, -1, -2] | Should -Match '^ +$'
        $lines | Should -Match '^    .*    $'
        $lines.Length | Sort-Object -Unique | Should -HaveCount 1
    }

    It 'is neither written nor drawn with -WhatIf' {
        $written = @(& $Maker @Given -QrPath (Join-Path $folder code.png) -ShowQr -WhatIf 6>&1)
        Get-Name $folder | Should -BeNullOrEmpty
        Get-Drawing $written | Should -BeNullOrEmpty
    }
}

Describe 'The file of a QR code' {
    BeforeEach {
        Reset-Sandbox
        $folder = New-Folder
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'is named by each row of a file, from where the user stands; an empty cell names none' {
        $null = New-Item -ItemType Directory codes
        'external_id,amount,currency,QrPath', 'I-1,10,KZT,codes/one.png', 'I-2,20,KZT,', 'I-3,30,KZT,./codes/../three.PNG' | Set-Content bills.csv
        $invoices = @(Import-Csv bills.csv | New-FreedomPayInvoice)
        $invoices | Should -HaveCount 3
        [QrReader]::ReadPng("$folder/codes/one.png") | Should -BeExactly $invoices[0].Url
        [QrReader]::ReadPng("$folder/three.PNG") | Should -BeExactly $invoices[2].Url
        Get-Name $folder | Sort-Object | Should -Be 'bills.csv', 'codes', 'three.PNG'
    }

    It 'is named by a script block' {
        $invoices = @('I-1', 'I-2' | ForEach-Object { New-BillRow $_ } | Select-Object external_id, amount, currency | New-FreedomPayInvoice -QrPath { "$($_.external_id).png" })
        Get-Name $folder | Sort-Object | Should -Be 'I-1.png', 'I-2.png'
        [QrReader]::ReadPng("$folder/I-2.png") | Should -BeExactly $invoices[1].Url
    }

    It 'is not sent with the row, and is no column of the template' {
        "$(Get-SentBody { New-BillRow I-1 (Join-Path $folder a.png) | New-FreedomPayInvoice -Debug } | ConvertTo-Json)" | Should -Not -Match 'QrPath|a\.png'
        (New-FreedomPayCsvTemplate New-FreedomPayInvoice -PassThru).Column | Should -Not -Contain 'QrPath'
        'external_id,amount,currency,QrPath', 'I-1,10,KZT,one.png' | Set-Content bills.csv
        Test-FreedomPayCsv New-FreedomPayInvoice bills.csv | Should -BeNullOrEmpty
    }

    It 'is never overwritten: nothing is sent for its row, and the others go on' {
        Set-Content one.png precious
        $outcome = @(Get-Outcome { (New-BillRow I-1 one.png), (New-BillRow I-2 two.png) | New-FreedomPayInvoice })
        Get-Reason $outcome | Should -Be 'FreedomPay.InvalidInput', 'result'
        "$($outcome[0])" | Should -BeLike "Row 1: QrPath '*one.png' exists; *-Force*Nothing was sent."
        $outcome[0].TargetObject.external_id | Should -Be 'I-1'
        $outcome[0].Exception.Field | Should -Be 'QrPath'
        Get-Content one.png | Should -Be 'precious'
        (Get-SandboxState).invoices.external_id | Should -Be 'I-2'
    }

    It 'is replaced with -Force' {
        Set-Content one.png precious
        $invoice = New-BillRow I-1 one.png | New-FreedomPayInvoice -Force
        [QrReader]::ReadPng("$folder/one.png") | Should -BeExactly $invoice.Url
        Get-Name $folder | Should -Be 'one.png'
    }

    It 'is that of one row: another that names it is refused, with -Force too, however it is written' {
        $outcome = @(Get-Outcome { (New-BillRow I-1 one.png), (New-BillRow I-2 ./sub/../ONE.png), (New-BillRow I-3 three.png) | New-FreedomPayInvoice -Force })
        Get-Reason $outcome | Should -Be 'result', 'FreedomPay.InvalidInput', 'result'
        "$($outcome[1])" | Should -BeLike '*earlier row*Nothing was sent.'
        [QrReader]::ReadPng("$folder/one.png") | Should -BeExactly $outcome[0].Url
        @(Get-SandboxEffect createInvoice) | Should -HaveCount 2
    }

    It 'is not taken by a row that is refused for something else' {
        $bad = New-BillRow I-1 one.png
        $bad.amount = '10,50'
        $outcome = @(Get-Outcome { $bad, (New-BillRow I-2 one.png) | New-FreedomPayInvoice })
        Get-Reason $outcome | Should -Be 'FreedomPay.InvalidInput', 'result'
        [QrReader]::ReadPng("$folder/one.png") | Should -BeExactly $outcome[1].Url
    }

    It 'is refused before anything is sent when it is <Why>' -ForEach @(
        @{ Why = 'in a folder that does not exist'; Path = 'nowhere/a.png'; Said = '*folder that does not exist*' }
        @{ Why = 'a folder'; Path = 'folder.png'; Said = '*is a folder*' }
        @{ Why = 'no picture by its name'; Path = 'bills.csv'; Said = '*.png*' }
        @{ Why = 'of another provider'; Path = 'Env:\a.png'; Said = '*file system*' }
        @{ Why = 'on a drive that there is not'; Path = 'Nowhere:\a.png'; Said = '*file system*' }
        @{ Why = 'in a folder that takes none'; Path = $(if ($IsWindows) { 'con:/a.png' } else { '/proc/a.png' }); Said = '*QrPath*' }
        @{ Why = 'two lines'; Path = "a`nb.png"; Said = '*line break*' }
        @{ Why = 'a list'; Path = @('a.png', 'b.png'); Said = '*QrPath*' }
    ) {
        $null = New-Item -ItemType Directory folder.png
        Set-Content bills.csv 'precious'
        $row = New-BillRow I-1
        $row.QrPath = $Path
        $outcome = @(Get-Outcome { $row, (New-BillRow I-2 b.png) | New-FreedomPayInvoice -Force })
        Get-Reason $outcome | Should -Be 'FreedomPay.InvalidInput', 'result'
        "$($outcome[0])" | Should -BeLike "Row 1: $Said"
        (Get-SandboxState).invoices.external_id | Should -Be 'I-2'
        Get-Name $folder | Sort-Object | Should -Be 'b.png', 'bills.csv', 'folder.png'
        Get-Content bills.csv | Should -Be 'precious'
    }

    It 'is found in the way with -WhatIf too' {
        Set-Content one.png precious
        Get-Reason @(Get-ErrorOf { New-BillRow I-1 one.png | New-FreedomPayInvoice -WhatIf }) | Should -Be 'FreedomPay.InvalidInput'
    }

    It 'has a code of every length that a code can have, and of a longer one the result says so' {
        $long = New-FreedomPayCheckoutLink -OrderId L-1 -Amount 10 -Description ('я' * 380) -QrPath long.png
        $long.Url.Length | Should -BeGreaterThan 2331 -Because 'the stronger code ends there'
        [QrReader]::ReadPng("$folder/long.png") | Should -BeExactly $long.Url
        $outcome = @(Get-Outcome { New-FreedomPayCheckoutLink -OrderId L-2 -Amount 10 -Description ('я' * 1000) -QrPath longer.png })
        Get-Reason $outcome | Should -Be 'result', 'FreedomPay.QrNotMade'
        "$($outcome[1])" | Should -BeLike '*longer than a code*'
        Get-Name $folder | Should -Be 'long.png'
    }
}

Describe 'A QR code that fails after its request' {
    BeforeEach {
        Reset-Sandbox
        Clear-FreedomPaySandboxFault
        $folder = New-Folder
        # The answer comes when the next row has come: what that does meanwhile happens while the request is on its way.
        Set-FreedomPaySandboxFault Latency -LatencyMilliseconds 500 -Count 1 -OperationId createInvoice
    }

    AfterEach { Clear-FreedomPaySandboxFault }

    It 'is an error beside the result, which is no row to be given again: its folder is gone' {
        $outcome = @(Get-Outcome { & { New-BillRow I-1 "$folder/one.png"; Remove-Item $folder; New-BillRow I-2 } | New-FreedomPayInvoice -ThrottleLimit 2 })
        Get-Reason $outcome | Should -Be 'result', 'FreedomPay.QrNotMade', 'result'
        "$($outcome[1])" | Should -BeLike 'Row 1: the request has succeeded*one.png*'
        $outcome[1].Exception.Row | Should -Be 1
        $outcome[1].TargetObject.InvoiceId | Should -Be $outcome[0].InvoiceId
        $outcome[1].ErrorDetails.RecommendedAction | Should -BeLike 'Do not send it again*'
        $outcome[0].Url | Should -BeLike 'http*'
        (Get-SandboxState).invoices.external_id | Sort-Object | Should -Be 'I-1', 'I-2'
    }

    It 'is an error beside the result: somebody else has taken its name, and keeps the file' {
        $outcome = @(Get-Outcome { & { New-BillRow I-1 "$folder/one.png"; Set-Content "$folder/one.png" precious; New-BillRow I-2 } | New-FreedomPayInvoice -ThrottleLimit 2 })
        Get-Reason $outcome | Should -Be 'result', 'FreedomPay.QrNotMade', 'result'
        "$($outcome[1])" | Should -BeLike '*holds something else*-Force*'
        Get-Content "$folder/one.png" | Should -Be 'precious'
        Get-Name $folder | Should -Be 'one.png'
    }

    It 'counts as a row that succeeded' {
        $written = @(Get-Outcome { & { New-BillRow I-1 "$folder/one.png"; Remove-Item $folder; New-BillRow I-2 } | New-FreedomPayInvoice -ThrottleLimit 2 6>&1 })
        Get-Reason ($written | Where-Object { $_ -isnot [Management.Automation.InformationRecord] }) | Should -Contain 'FreedomPay.QrNotMade'
        $summary = ($written | Where-Object { $_.MessageData -is [FreedomPay.FreedomPayRunSummary] }).MessageData
        "$($summary.Rows) $($summary.Succeeded) $($summary.Failed)" | Should -Be '2 2 0'
    }

    It 'has no address when the answer was lost' {
        Clear-FreedomPaySandboxFault
        Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment -Count 1
        $outcome = @(Get-Outcome { New-FreedomPayPayment -Amount 10 -Description Tea -QrPath "$folder/one.png" -WarningAction SilentlyContinue })
        Get-Reason $outcome | Should -Be 'result', 'FreedomPay.QrNotMade'
        $outcome[0].Recovered | Should -BeTrue
        "$($outcome[1])" | Should -BeLike '*no address*'
        Get-Name $folder | Should -BeNullOrEmpty
    }
}

Describe 'A run with QR codes and a journal' {
    BeforeEach {
        Reset-Sandbox
        $folder = New-Folder
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $rows = 1..3 | ForEach-Object { New-BillRow "I-$_" "$folder/$_.png" }
    }

    It 'leaves the files of the run before, makes one that is missing, and sends nothing' {
        $first = @($rows | New-FreedomPayInvoice -Journal $journal)
        Remove-Item "$folder/2.png"
        $kept = (Get-Item "$folder/1.png").LastWriteTimeUtc
        $second = @(Get-Outcome { $rows | New-FreedomPayInvoice -Journal $journal -WarningAction SilentlyContinue })
        Get-Reason $second | Should -Be 'result', 'result', 'result'
        $second.Replayed | Should -Be $true, $true, $true
        1..3 | ForEach-Object { [QrReader]::ReadPng("$folder/$_.png") | Should -BeExactly $first[$_ - 1].Url }
        (Get-Item "$folder/1.png").LastWriteTimeUtc | Should -Be $kept
        @(Get-SandboxEffect createInvoice) | Should -HaveCount 3
    }

    It 'says of a file that holds something else by now, and leaves it' {
        $null = $rows | New-FreedomPayInvoice -Journal $journal
        Set-Content "$folder/2.png" precious
        $second = @(Get-Outcome { $rows | New-FreedomPayInvoice -Journal $journal -WarningAction SilentlyContinue })
        Get-Reason $second | Should -Be 'result', 'result', 'FreedomPay.QrNotMade', 'result'
        Get-Content "$folder/2.png" | Should -Be 'precious'
    }

    It 'knows a row by what is sent, whatever file it names, and holds no path' {
        $first = @($rows | New-FreedomPayInvoice -Journal $journal)
        $other = New-Folder
        $rows | ForEach-Object { $_.QrPath = $_.QrPath.Replace($folder, $other) }
        $second = @($rows | New-FreedomPayInvoice -Journal $journal -WarningAction SilentlyContinue)
        $second.Replayed | Should -Be $true, $true, $true
        [QrReader]::ReadPng("$other/3.png") | Should -BeExactly $first[2].Url
        Get-Content -Raw $journal | Should -Not -Match 'QrPath|\.png'
    }

    It 'sends a row that was refused for its file once that is out of the way' {
        Set-Content "$folder/2.png" precious
        Get-Reason @(Get-Outcome { $rows | New-FreedomPayInvoice -Journal $journal }) | Should -Be 'result', 'FreedomPay.InvalidInput', 'result'
        Remove-Item "$folder/2.png"
        $second = @($rows | New-FreedomPayInvoice -Journal $journal -WarningAction SilentlyContinue)
        $second.Replayed | Should -Be $true, $false, $true
        @(Get-SandboxEffect createInvoice) | Should -HaveCount 3
    }

    It 'asks for a row in doubt though its file is there, and leaves that' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createPayment -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId getPaymentStatus
        $row = [pscustomobject]@{ IdempotencyKey = 'key-1'; OrderId = 'A-1'; Amount = '10'; Description = 'Tea'; QrPath = "$folder/1.png" }
        try { Get-Reason @(Get-Outcome { $row | New-FreedomPayPayment -Journal $journal }) | Should -Be 'FreedomPay.OutcomeUnknown' }
        finally { Clear-FreedomPaySandboxFault }
        Set-Content "$folder/1.png" precious
        $second = @(Get-Outcome { $row | New-FreedomPayPayment -Journal $journal -WarningAction SilentlyContinue })
        Get-Reason $second | Should -Be 'result', 'FreedomPay.QrNotMade'
        $second[0].Recovered | Should -BeTrue
        Get-Content "$folder/1.png" | Should -Be 'precious'
        @(Get-SandboxEffect createPayment) | Should -HaveCount 1
    }
}

Describe '-ShowQr' {
    BeforeAll { $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1' }

    It 'shows the code on the screen, with what it is of, where nobody asks for information' {
        $child = Invoke-Child -Argument $module {
            param($module)
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $found = @(New-FreedomPayInvoice -ExternalId I-1 -Amount 100.50 -Currency KZT -ShowQr)
            "count=$($found.Count) $($found[0].Url)"
        }
        $child.Errors | Should -BeNullOrEmpty
        $lines = @($child.Output -split '\r?\n')
        $lines[0] | Should -BeLike '*I-1*100.50 KZT*'
        $last = @($lines -like 'count=*')[0]
        $last | Should -BeLike 'count=1 http*'
        $drawing = [string[]] $lines[1..($lines.IndexOf($last) - 1)]
        [QrReader]::ReadLines($drawing) | Should -BeExactly ($last -replace '^count=1 ')
    }

    It 'says so when the window is too narrow, and returns the result' {
        Add-Type -Path (Join-Path $PSScriptRoot 'Prompt.cs')
        $terminal = [PromptHost]::new($true)
        $state = [initialsessionstate]::CreateDefault2()
        $state.ImportPSModule([string[]] $module)
        $runspace = [runspacefactory]::CreateRunspace($terminal, $state)
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddScript("Connect-FreedomPay -Environment Sandbox; New-FreedomPayCheckoutLink -OrderId L-1 -Amount 10 -Description ('я' * 200) -ShowQr")
            $found = @($shell.Invoke())
            $found | Should -HaveCount 1
            Get-Reason $shell.Streams.Error | Should -Be 'FreedomPay.QrNotMade'
            "$($shell.Streams.Error)" | Should -Match 'columns wide, and the window 120'
            $terminal.Take() | Should -Not -Match '█'
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
    }
}
