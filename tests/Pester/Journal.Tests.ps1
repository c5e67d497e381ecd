# The journal of a run: what it holds, how a run goes on after a crash, and what is never sent again.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function New-Row {
        param([int[]] $Number, [switch] $WithKey)
        foreach ($n in $Number) {
            $row = [ordered]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Idn = '{0:d12}' -f $n }
            if ($WithKey) { $row.RequestId = "019ab688-bef2-72c4-aa29-{0:d12}" -f $n }
            [pscustomobject]$row
        }
    }

    function Get-ClientCount { param([string] $Idn) @((Get-SandboxState).cardClients | Where-Object { $_.client.idn -like ($Idn ? $Idn : '*') }).Count }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A run with a journal' {
    BeforeEach {
        Reset-Sandbox
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It 'does in a second run only what is left, and returns the rest as it was' -ForEach @(@{ WithKey = $true }, @{ WithKey = $false }) {
        $rows = New-Row (1..5) -WithKey:$WithKey
        $first = @($rows[0..2] | New-FreedomPayCardClient -Journal $journal)
        $second = @($rows | New-FreedomPayCardClient -Journal $journal)
        $second.Replayed | Should -Be $true, $true, $true, $false, $false
        $second[0..2].RequestId | Should -Be $first.RequestId
        $second[0..2].RequestStatus | Should -Be $first.RequestStatus
        Get-ClientCount | Should -Be 5
        (Get-SandboxRequest createCardClientV2).Count | Should -Be 5
    }

    It 'returns with -Wait what the request had made' {
        $first = New-Row 1 | New-FreedomPayCardClient -Journal $journal -Wait
        $second = New-Row 1 | New-FreedomPayCardClient -Journal $journal -Wait
        $first.ClientId | Should -Not -BeNullOrEmpty
        $second.ClientId | Should -Be $first.ClientId
        $second.RequestStatus | Should -Be 'success'
        $second.Replayed | Should -BeTrue
    }

    It 'waits with -Wait for what a run without it had sent, and keeps the end' {
        $first = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        $first.RequestStatus | Should -Be process
        $second = New-Row 1 | New-FreedomPayCardClient -Journal $journal -Wait
        $second.RequestStatus | Should -Be success
        $second.ClientId | Should -Not -BeNullOrEmpty
        $second.RequestId | Should -Be $first.RequestId
        $second.Replayed | Should -BeTrue
        $asked = (Get-SandboxRequest getCardRequestStatus).Count
        (New-Row 1 | New-FreedomPayCardClient -Journal $journal -Wait).ClientId | Should -Be $second.ClientId
        (Get-SandboxRequest getCardRequestStatus).Count | Should -Be $asked
        (Get-SandboxRequest createCardClientV2).Count | Should -Be 1
    }

    It 'ends a run clearly whose journal is deleted meanwhile' -Skip:$IsWindows {
        $null = New-Row (1..2) | New-FreedomPayCardClient -Journal $journal
        $found = Get-ErrorOf { New-Row (3, 1, 2) | New-FreedomPayCardClient -Journal $journal | ForEach-Object { Remove-Item $journal -ErrorAction Ignore } }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalUnusable*'
    }

    It 'sends a row again that the API refused, when it was corrected' {
        Set-FreedomPaySandboxFault Reset -OperationId createCardClientV2 -Count 1
        $rows = New-Row 1 -WithKey
        $null = Get-Outcome { $rows | New-FreedomPayCardClient -Journal $journal }
        (Get-FreedomPayJournal $journal).State | Should -Be 'InDoubt'
        ($rows | New-FreedomPayCardClient -Journal $journal).RequestStatus | Should -Be 'process'
        (Get-FreedomPayJournal $journal).State | Should -Be 'Succeeded'
        Get-ClientCount | Should -Be 1
    }

    It 'sends a row again that the API took and did not carry out' {
        $row = [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Type = '1'; Resident = '1'; Phone = '+77011234567' }
        $first = Get-Outcome { $row | New-FreedomPayCardClient -Journal $journal -Wait }
        $first.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        (Get-FreedomPayJournal $journal).State | Should -Be 'Failed'
        $second = Get-Outcome { $row | New-FreedomPayCardClient -Journal $journal -Wait }
        $second.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
        (Get-SandboxRequest createCardClient).Count | Should -Be 2
    }

    It 'finds by the status operation what arrived though its answer was lost and nobody could be asked' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createCardClientV2 -Count 1
        Set-FreedomPaySandboxFault Reset -OperationId getCardRequestStatus
        $lost = Get-Outcome { New-Row 1 | New-FreedomPayCardClient -Journal $journal }
        $lost.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Clear-FreedomPaySandboxFault
        $found = New-Row 1 | New-FreedomPayCardClient -Journal $journal -WarningAction SilentlyContinue
        $found.Recovered | Should -BeTrue
        $found.RequestId | Should -Be $lost.Exception.RequestId
        Get-ClientCount | Should -Be 1
        (Get-SandboxRequest createCardClientV2).Count | Should -Be 1
    }

    It 'sends again under a new key what may be repeated, though the row has a key of its own' {
        Set-FreedomPaySandboxFault Reset -OperationId blockCard
        $row = [pscustomobject]@{ CardId = '123456789'; RequestId = '019ab688-1000-72c4-a129-d0e08be7abcd' }
        (Get-Outcome { $row | Block-FreedomPayCard -Reason Lost -Journal $journal -WarningAction SilentlyContinue }).FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        Clear-FreedomPaySandboxFault
        # What a run leaves that is killed right after the first sending.
        Set-Content $journal ((Get-Content $journal | Select-Object -First 2 | ForEach-Object { "$_`n" }) -join '') -NoNewline
        $found = $row | Block-FreedomPayCard -Reason Lost -Journal $journal -WarningAction SilentlyContinue
        $found.RequestStatus | Should -BeIn process, success
        $found.RequestId | Should -Not -Be $row.RequestId
        (Get-FreedomPayJournal $journal).State | Should -Be Succeeded
        ($row | Block-FreedomPayCard -Reason Lost -Journal $journal -WarningAction SilentlyContinue).Replayed | Should -BeTrue
    }

    It 'does not say of a key that was used before that nothing was carried out' {
        $row = New-Row 1 -WithKey
        $null = $row | New-FreedomPayCardClient
        $refused = Get-Outcome { $row | New-FreedomPayCardClient }
        $refused.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused*'
        $refused.ErrorDetails.RecommendedAction | Should -BeLike '*if its key was used before*'
    }

    It 'never sends again what may act twice and cannot be asked for' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId setCardPin -Count 1
        $client = New-FreedomPayCard -ProductId 2000 -FirstName Dana -LastName Kim -Phone +77010000001 -Country KAZ -PersonId 790315300100 -Wait
        $row = [pscustomobject]@{ CardId = "$($client.CardId)" }
        $first = Get-Outcome { $row | Set-FreedomPayCardPin -Confirm:$false -Journal $journal }
        $first.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        $second = Get-Outcome { $row | Set-FreedomPayCardPin -Confirm:$false -Journal $journal }
        $second.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown*'
        "$second" | Should -BeLike '*earlier run*not sent again*'
        (Get-SandboxRequest setCardPin).Count | Should -Be 1
    }

    It 'refuses another row under an old key, and names the fields' {
        $null = New-Row 1 -WithKey | New-FreedomPayCardClient -Journal $journal
        $changed = New-Row 1 -WithKey
        $changed.FirstName = 'Petr'
        $refused = Get-Outcome { $changed | New-FreedomPayCardClient -Journal $journal }
        $refused.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalConflict*'
        $refused.Exception.Field | Should -Be 'client.fn_id'
        $refused.TargetObject.FirstName | Should -Be 'Petr'
        Get-ClientCount | Should -Be 1
    }

    It 'refuses a key that comes twice in a run, and goes on' {
        $rows = (New-Row 1 -WithKey), (New-Row 1 -WithKey), (New-Row 2 -WithKey)
        $outcome = @(Get-Outcome { $rows | New-FreedomPayCardClient -Journal $journal })
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.DuplicateKey*'
        $outcome[1].Exception.Row | Should -Be 2
        $outcome[2].RequestId | Should -Be $rows[2].RequestId
    }

    It 'takes rows that are alike for as many rows as there are' {
        $rows = (New-Row 1), (New-Row 1), (New-Row 1)
        $null = $rows[0..1] | New-FreedomPayCardClient -Journal $journal
        ($rows | New-FreedomPayCardClient -Journal $journal).Replayed | Should -Be $true, $true, $false
        Get-ClientCount | Should -Be 3
    }

    It 'makes no file and asks none with -WhatIf' {
        New-Row 1 | New-FreedomPayCardClient -Journal $journal -WhatIf
        Test-Path $journal | Should -BeFalse
        & { $WhatIfPreference = $true; New-Row 1 | New-FreedomPayCardClient -Journal $journal }
        Test-Path $journal | Should -BeFalse
    }

    It 'is not for cmdlets that only read' {
        (Get-ErrorOf { Get-FreedomPayCard 123456789 -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalNotNeeded*'
    }

    It 'says clearly why a file cannot be used, and sends nothing: <Shown>' -ForEach @(
        @{ Shown = 'another file'; Content = "a,b`n1,2`n"; Id = 'FreedomPay.JournalForeign*' }
        @{ Shown = 'another version'; Content = "{`"freedomPayJournal`":99}`n"; Id = 'FreedomPay.JournalVersion*' }
    ) {
        Set-Content $journal $Content -NoNewline
        $found = Get-ErrorOf { New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike $Id
        $found[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-SandboxRequestCount | Should -Be 0
        Get-Content $journal -Raw | Should -Be $Content
    }

    It 'says clearly that the folder does not exist or the path is no file' {
        (Get-ErrorOf { New-Row 1 | New-FreedomPayCardClient -Journal (Join-Path $TestDrive none run.jsonl) })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalUnusable*'
        (Get-ErrorOf { New-Row 1 | New-FreedomPayCardClient -Journal Env:/PATH })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalUnusable*'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'keeps a second run out, in this process and in another' {
        $sandbox = (Get-FreedomPayConnection).BaseUri
        $rows = New-Row (1..2)
        $seen = $rows | New-FreedomPayCardClient -Journal $journal | ForEach-Object {
            if (-not $tried) {
                $tried = $true
                (Get-ErrorOf { New-Row 3 | New-FreedomPayCardClient -Journal $journal })[0].FullyQualifiedErrorId
                (Invoke-Child -Argument (Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1), $sandbox, $journal -Script {
                    param($Module, $Sandbox, $Journal)
                    Import-Module $Module
                    Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
                    New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $Journal
                }).Errors
            }
        }
        $seen[0] | Should -BeLike 'FreedomPay.JournalInUse*'
        $seen[1] | Should -BeLike '*is in use by another run*'
        Get-ClientCount | Should -Be 2
    }

    It 'keeps another process out that knows the file by a hard link' -Skip:(-not $IsLinux) {
        $sandbox = (Get-FreedomPayConnection).BaseUri
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        $null = New-Item -ItemType HardLink "$journal.2" -Target $journal
        $seen = New-Row (1..2) | New-FreedomPayCardClient -Journal $journal | ForEach-Object {
            if (-not $tried) {
                $tried = $true
                (Invoke-Child -Argument (Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1), $sandbox, "$journal.2" -Script {
                    param($Module, $Sandbox, $Journal)
                    Import-Module $Module
                    Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
                    New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $Journal
                }).Errors
            }
        }
        # The console breaks the line where the path ends.
        $seen | Should -Match 'is in use[\s|]+by another run'
        Get-ClientCount | Should -Be 2
    }

    It 'begun with other credentials, or at another address, is refused' {
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        $other = Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -Partner (New-TestCredential 1 another-secret) -PassThru
        (Get-ErrorOf { New-Row 1 | New-FreedomPayCardClient -Journal $journal -Connection $other })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalForeign*'
        Connect-FreedomPay -Environment Sandbox
        (Get-ErrorOf { [pscustomobject]@{ CardId = '123456789'; Reason = 'Lost' } | Block-FreedomPayCard -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalForeign*'
    }

    It 'repairs a torn last line and says so when it is looked at' {
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        Add-Content $journal '{"intent":"AAAA' -NoNewline
        Get-FreedomPayJournal $journal -Summary -WarningVariable torn 3> $null | ForEach-Object Rows | Should -Be 1
        "$torn" | Should -BeLike '*torn*'
        (New-Row 1 | New-FreedomPayCardClient -Journal $journal).Replayed | Should -BeTrue
        Get-FreedomPayJournal $journal -WarningVariable torn > $null
        $torn | Should -BeNullOrEmpty
    }

    It 'names the line that is damaged' {
        $null = New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal
        $lines = Get-Content $journal
        $lines[2] = $lines[2].Substring(5)
        Set-Content $journal $lines
        "$((Get-ErrorOf { New-Row 1 | New-FreedomPayCardClient -Journal $journal })[0])" | Should -BeLike 'Line 3 of the journal*'
    }

    It 'holds no value of a row and no secret' {
        $null = New-Row 790315300 | New-FreedomPayCardClient -Journal $journal -AdditionalField @{ 'client.note' = 'card 4400430099998888' }
        $null = Get-Outcome { [pscustomobject]@{ card_id = '123456789'; pin = 'q83vEjRWeJA=' } | Set-FreedomPayCardPin -Confirm:$false -Journal "$journal.2" }
        $text = (Get-Content $journal -Raw) + (Get-Content "$journal.2" -Raw)
        foreach ($value in 'Ivan', '000790315300', '4400430099998888', 'q83vEjRWeJA', '123456789') { $text | Should -Not -Match $value }
        $text | Should -Match 'client.idn'
        $text | Should -Match '"pin"'
    }

    It 'keeps a second run out that knows the file by another name, in this process too' -Skip:$IsWindows {
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        $null = New-Item -ItemType HardLink "$journal.2" -Target $journal
        $seen = New-Row (1..2) | New-FreedomPayCardClient -Journal $journal | ForEach-Object {
            if (-not $tried) {
                $tried = $true
                $null = Get-FreedomPayJournal "$journal.2"
                $null = Get-Content $journal
                (Get-ErrorOf { New-Row 3 | New-FreedomPayCardClient -Journal "$journal.2" })[0].FullyQualifiedErrorId
            }
        }
        $seen | Should -BeLike 'FreedomPay.JournalInUse*'
        Get-ClientCount | Should -Be 2
    }

    It 'is refused and sends nothing when a line is missing, or is none that a run writes: <Shown>' -ForEach @(
        @{ Shown = 'a beginning is missing'; Damage = { param($Lines) $Lines[0], $Lines[2] } }
        @{ Shown = 'a number for a state'; Damage = { param($Lines) $Lines -replace '"state":"Succeeded"', '"state":"1"' } }
        @{ Shown = 'two states'; Damage = { param($Lines) $Lines -replace '"state":"Succeeded"', '"state":"Failed,NotSent"' } }
        @{ Shown = 'half a character'; Damage = { param($Lines) $Lines -replace '"answer":{', '"answer":{"request_status":"\ud800",' } }
    ) {
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        Set-Content $journal (& $Damage (Get-Content $journal))
        $before = Get-SandboxRequestCount
        foreach ($found in (Get-ErrorOf { New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal }), (Get-ErrorOf { Get-FreedomPayJournal $journal })) {
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalDamaged*'
        }
        Get-SandboxRequestCount | Should -Be $before
    }

    It 'knows a row again whose amount a spreadsheet has written otherwise, and sends what the row says' {
        function Pay([string] $Amount) { [pscustomobject]@{ OrderId = 'J-7'; Amount = $Amount; Description = 'Tea' } | New-FreedomPayPayment -Journal $journal -WarningAction SilentlyContinue }
        $first = Pay '10.00'
        "$($first.Amount)" | Should -Be '10.00'
        foreach ($amount in '10', '10.0', '10.00') {
            $again = Pay $amount
            $again.Replayed | Should -BeTrue
            $again.PaymentId | Should -Be $first.PaymentId
        }
        (Pay '10.01').Replayed | Should -BeFalse
        (Get-SandboxState).payments.Count | Should -Be 2
    }

    It 'knows a row again whose lines end as another program ends them' {
        $row = [pscustomobject]@{ OrderId = 'J-8'; Amount = '5'; Description = "Tea`ncakes" }
        $null = $row | New-FreedomPayPayment -Journal $journal
        $row.Description = "Tea`r`ncakes"
        ($row | New-FreedomPayPayment -Journal $journal -WarningAction SilentlyContinue).Replayed | Should -BeTrue
        @((Get-SandboxState).payments).Count | Should -Be 1
    }

    It 'knows rows by their RowId, which is never sent' {
        $rows = foreach ($n in 1..3) { [pscustomobject]@{ RowId = "line-$n"; ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov' } }
        $bodies = Get-SentBody { $rows[0] | New-FreedomPayCardClient -Journal $journal -Debug }
        "$(ConvertTo-Json $bodies -Depth 9)" | Should -Not -Match 'line-|RowId'
        $null = $rows[1..2] | New-FreedomPayCardClient -Journal $journal
        ($rows[2, 0, 1] | New-FreedomPayCardClient -Journal $journal).Replayed | Should -Be $true, $true, $true
        Get-ClientCount | Should -Be 3
        (New-FreedomPayCardClient -RowId line-4 -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $journal).Replayed | Should -BeFalse
        (New-FreedomPayCardClient -RowId line-4 -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $journal).Replayed | Should -BeTrue
        Get-Content $journal -Raw | Should -Not -Match 'line-'

        $rows[0].FirstName = 'Petr'
        $changed = Get-Outcome { $rows[0] | New-FreedomPayCardClient -Journal $journal }
        $changed.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalConflict*'
        "$changed" | Should -BeLike '*line-1*client.fn_id*'
        $twice = @(Get-Outcome { $rows[1], $rows[1] | New-FreedomPayCardClient -Journal $journal })
        $twice[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.DuplicateKey*'
        "$($twice[1])" | Should -BeLike '*line-2*'
    }

    It 'refuses a RowId that is a card number, and takes an empty one for none' {
        $row = [pscustomobject]@{ RowId = '4111111111111111'; ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov' }
        $refused = Get-Outcome { $row | New-FreedomPayCardClient -Journal $journal }
        $refused.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
        $refused.Exception.Field | Should -Be RowId
        "$refused" | Should -Not -Match '4111111111111111'
        $row.RowId = ''
        @($row, $row | New-FreedomPayCardClient -Journal $journal).Count | Should -Be 2
        (Get-ErrorOf { New-FreedomPayCardClient -RowId $null -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $journal })[0].Exception.Field | Should -Be RowId
    }

    It 'is a column that the test of a file knows, and templates need not have' {
        $file = Join-Path $TestDrive 'rows.csv'
        'RowId,ProductId,FirstName,LastName', 'a,1000,Ivan,Ivanov', 'b,1000,Ivan,Ivanov' | Set-Content $file
        @(Test-FreedomPayCsv New-FreedomPayCardClient -Path $file).Count | Should -Be 0
        Add-Content $file 'a,1000,Petr,Ivanov'
        $found = @(Test-FreedomPayCsv New-FreedomPayCardClient -Path $file)
        $found.Count | Should -Be 1
        $found[0].Column, $found[0].Row | Should -Be RowId, 3
    }

    It 'says in one warning that nothing was left in a journal that was complete' {
        $null = New-Row (1..3) | New-FreedomPayCardClient -Journal $journal -WarningVariable first
        $first | Should -BeNullOrEmpty
        $null = New-Row (1..2) | New-FreedomPayCardClient -Journal $journal -WarningVariable second 3> $null
        $second.Count | Should -Be 1
        "$second" | Should -BeLike "Nothing was sent: every request in $journal had been carried out before*one journal, one file*"
        $null = New-Row (1..4) | New-FreedomPayCardClient -Journal $journal -WarningVariable third
        $third | Should -BeNullOrEmpty
        $null = New-Row (5..6) -WithKey | New-FreedomPayCardClient -Journal "$journal.2"
        $null = New-Row (5..6) -WithKey | New-FreedomPayCardClient -Journal "$journal.2" -WarningVariable keyed
        $keyed | Should -BeNullOrEmpty
    }

    It 'does not say so of a journal in which something was left' {
        Set-FreedomPaySandboxFault Reset -OperationId createCardClientV2 -Skip 1 -Count 1
        $null = Get-Outcome { New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal }
        Clear-FreedomPaySandboxFault
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal -WarningVariable told
        $told | Should -BeNullOrEmpty
    }

    It 'shows no card number of its name, and is its owner''s alone' {
        $journal = Join-Path $TestDrive '4111111111111111.jsonl'
        $text = New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal -Verbose -Debug -InformationAction Continue *>&1 | Out-String
        $text += New-Row (1, 2) | New-FreedomPayCardClient -Journal $journal -InformationAction Continue *>&1 | Out-String
        Add-Content $journal '{"intent":"AAAA' -NoNewline
        $text += Get-FreedomPayJournal $journal -InformationAction Continue *>&1 | Out-String
        $text += Get-FreedomPayJournal $journal -Summary *>&1 | Format-List * | Out-String
        $text | Should -Match '411111\*+1111'
        $text | Should -Not -Match '4111111111111111'
        if (-not $IsWindows) { (Get-Item $journal).UnixMode | Should -Be '-rw-------' }
    }

    It 'leaves a file alone that is called like its lock' {
        Set-Content "$journal.lock" 'of somebody else'
        $null = New-Row 1 | New-FreedomPayCardClient -Journal $journal
        Get-Content "$journal.lock" | Should -Be 'of somebody else'
    }

    It 'of a payment keeps the address of its page' {
        $row = [pscustomobject]@{ Amount = '10.50'; Description = 'Tea'; OrderId = 'J-1' }
        $first = $row | New-FreedomPayPayment -Journal $journal
        $second = $row | New-FreedomPayPayment -Journal $journal
        $second.RedirectUrl | Should -Be $first.RedirectUrl
        $second.PaymentId | Should -Be $first.PaymentId
        (Get-SandboxState).payments.Count | Should -Be 1
    }
}

Describe 'A disk that becomes full in the middle of a run' -Skip:(-not (Get-Command prlimit, bash -ErrorAction Ignore | Select-Object -Skip 1)) {
    It 'ends the run with nothing sent that is not recorded, and with room the rest is done' {
        Reset-Sandbox
        $journal = Join-Path $TestDrive 'full.jsonl'
        $child = Join-Path $TestDrive 'full.ps1'
        Set-Content $child {
            param($Module, $Sandbox, $Journal)
            Import-Module $Module
            Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
            # No file of this process may grow beyond 20000 bytes from here on.
            prlimit --pid $PID --fsize=20000:20000
            1..60 | ForEach-Object { [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Idn = '{0:d12}' -f $_ } } |
                New-FreedomPayCardClient -ThrottleLimit 4 -Journal $Journal -ErrorAction SilentlyContinue > $null 2> $null
            $Error.FullyQualifiedErrorId
        }.ToString()
        # Linux ends a process that writes beyond such a limit, unless it does not listen.
        $told = @(bash -c 'trap "" XFSZ; exec "$@"' bash $pwsh @pwshWords -NoProfile -NonInteractive -File $child (Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1) "$((Get-FreedomPayConnection).BaseUri)" $journal 2> $null)
        $told[0] | Should -BeLike 'FreedomPay.JournalUnusable*'
        $told | Should -BeLike 'FreedomPay.Journal*'
        $sent = (Get-SandboxState).cardClients.Count
        $sent | Should -BeIn (1..59)
        @(Get-FreedomPayJournal $journal -State Succeeded, InDoubt 3> $null).Count | Should -BeGreaterOrEqual $sent
        @(New-Row (1..60) | New-FreedomPayCardClient -Journal $journal -WarningAction SilentlyContinue).Count | Should -Be 60
        (Get-SandboxState).cardClients.Count | Should -Be 60
    }
}

Describe 'A disk that is full when a journal is begun' -Skip:(-not (Get-Command prlimit, bash -ErrorAction Ignore | Select-Object -Skip 1)) {
    It 'is told as such and leaves no lock, so that the same command goes on when there is room: <_> bytes' -ForEach 10, 100 {
        Reset-Sandbox
        $journal = Join-Path $TestDrive "begun-$_.jsonl"
        $child = Join-Path $TestDrive 'begun.ps1'
        Set-Content $child {
            param($Module, $Sandbox, $Journal, $Bytes)
            Import-Module $Module
            Connect-FreedomPay -Environment Sandbox -BaseUri $Sandbox
            function Run { New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov -Journal $Journal -ErrorAction Stop }
            prlimit --pid $PID --fsize=$($Bytes):unlimited
            try { Run } catch { "$($_.FullyQualifiedErrorId)" }
            prlimit --pid $PID --fsize=unlimited:unlimited
            Test-Path "$Journal.lock"
            (Run).RequestStatus
        }.ToString()
        $told = @(bash -c 'trap "" XFSZ; exec "$@"' bash $pwsh @pwshWords -NoProfile -NonInteractive -File $child (Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1) "$((Get-FreedomPayConnection).BaseUri)" $journal $_ 2> $null)
        $told[0] | Should -BeLike 'FreedomPay.JournalUnusable*'
        $told[1..2] | Should -Be 'False', 'process'
    }
}

Describe 'Get-FreedomPayJournal' {
    BeforeAll {
        Reset-Sandbox
        $journal = Join-Path $TestDrive 'shown.jsonl'
        Set-FreedomPaySandboxFault Reset -OperationId createCardClientV2 -Skip 2 -Count 1
        $null = Get-Outcome { New-Row (1..4) -WithKey | New-FreedomPayCardClient -Journal $journal }
        $rows = @(Get-FreedomPayJournal $journal)
    }

    It 'shows each row with its state, number and request id' {
        $rows.Row | Should -Be 1, 2, 3, 4
        $rows.State | Should -Be 'Succeeded', 'Succeeded', 'InDoubt', 'Succeeded'
        $rows.RequestId | Should -Be (New-Row (1..4) -WithKey).RequestId
        $rows[2].Reason | Should -Be 'OutcomeUnknown'
        $rows[0].SentAt | Should -Match '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
    }

    It 'filters by state' {
        (Get-FreedomPayJournal $journal -State InDoubt).Row | Should -Be 3
        (Get-FreedomPayJournal $journal -State Succeeded, InDoubt).Count | Should -Be 4
        Get-FreedomPayJournal $journal -State NotSent | Should -BeNullOrEmpty
    }

    It 'sums up, alone or in the information stream' {
        $summary = Get-Item $journal | Get-FreedomPayJournal -Summary
        $summary.Cmdlet | Should -Be 'New-FreedomPayCardClient'
        $summary.Rows, $summary.Succeeded, $summary.InDoubt, $summary.Failed | Should -Be 4, 3, 1, 0
        $null = Get-FreedomPayJournal $journal -InformationVariable told
        "$told" | Should -BeLike '*4 rows of New-FreedomPayCardClient, 3 succeeded, 0 failed, 0 not sent, 1 in doubt'
    }

    It 'tells of a file that is no journal, and goes on with the next' {
        Set-Content (Join-Path $TestDrive 'no.jsonl') 'hello'
        $outcome = @(Get-Outcome { (Join-Path $TestDrive 'no.jsonl'), $journal | Get-FreedomPayJournal -Summary })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.JournalForeign*'
        $outcome[1].Rows | Should -Be 4
    }
}

Describe 'A run that is killed again and again' {
    It 'and goes on with its journal, has done each row exactly once: <Shown>' -ForEach @(
        @{ Shown = 'rows with a key'; WithKey = $true }, @{ Shown = 'rows without a key'; WithKey = $false }
    ) {
        $round = & (Join-Path $repository bench kill.ps1) -Rows 250 -Rounds 1 -LongestMilliseconds 1800 -WithKey:$WithKey
        $round.Once | Should -Be 250
        $round.Twice | Should -Be 0
        $round.Missing | Should -Be 0
        $round.Succeeded | Should -Be 250
    }

    It 'and pays out, has paid each row once, and knows of each that it did not pay that it may not have' {
        $round = & (Join-Path $repository bench kill.ps1) -Of Payout -Rows 150 -Rounds 1 -ThrottleLimit 4 -LongestMilliseconds 1800
        $round.Twice | Should -Be 0
        $round.Kills | Should -BeGreaterThan 0
        $round.Once | Should -BeGreaterOrEqual $round.Succeeded
        $round.Missing | Should -BeLessOrEqual $round.InDoubt
        $round.Succeeded + $round.InDoubt | Should -Be 150
    }
}
