# What comes back with an error: the row that it is about, and what the server said of it.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    # A server that has one answer to everything.
    function Start-Echo([int] $Status, [string] $Body, [string] $Type = 'application/json') {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $shell = [powershell]::Create().AddScript({
            param($listener, $status, $body, $type)
            $content = [Text.Encoding]::UTF8.GetBytes($body)
            $head = [Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $status X`r`nContent-Type: $type`r`nContent-Length: $($content.Length)`r`nConnection: close`r`n`r`n")
            try {
                while ($true) {
                    $client = $listener.AcceptTcpClient()
                    $stream = $client.GetStream()
                    $buffer = [byte[]]::new(65536)
                    $text = ''
                    do {
                        $text += [Text.Encoding]::UTF8.GetString($buffer, 0, $stream.Read($buffer, 0, $buffer.Length))
                        $parts = $text -split "`r`n`r`n", 2
                        $whole = $parts.Count -eq 2 -and [Text.Encoding]::UTF8.GetByteCount($parts[1]) -ge [int]([regex]::Match($parts[0], '(?i)content-length: *(\d+)').Groups[1].Value -replace '^$', '0')
                    } until ($whole)
                    $stream.Write($head, 0, $head.Length)
                    $stream.Write($content, 0, $content.Length)
                    $client.Dispose()
                }
            } catch { }
        }).AddArgument($listener).AddArgument($Status).AddArgument($Body).AddArgument($Type)
        $null = $shell.BeginInvoke()
        $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        Connect-FreedomPay -BaseUri $address -PassportUri $address -MaxRetryCount 0 -Partner (New-TestCredential 100200 a-partner-secret) -Merchant (New-TestCredential 300400 a-merchant-secret)
        @{ Listener = $listener; Shell = $shell }
    }

    function Stop-Echo($Echo) {
        $Echo.Listener.Stop()
        $Echo.Shell.Dispose()
    }

    # All that a user can see of an error.
    function Get-Seen($Record) {
        $exception = $Record.Exception
        "$Record" + ($exception | Format-List * -Force | Out-String -Width 4000) + ($Record.ErrorDetails | Format-List * -Force | Out-String -Width 4000) +
            ($Record.TargetObject | ConvertTo-Json -Depth 20 -WarningAction Ignore) + ($Record.TargetObject | Format-List * -Force | Out-String -Width 4000) + "$($exception.Field) $($exception.RequestId)"
    }

    function Get-Target($Row) {
        $found = @(Get-ErrorOf { $Row | New-FreedomPayCardClient @args })
        $found.Count | Should -Be 1
        $found[0]
    }
}

Describe 'What an answer repeats' {
    It 'of a PIN is in no error and in no trace' {
        $echo = Start-Echo 400 '{"error":{"code":"E-840917","message":"PIN 840917 is refused","errors":{"pin":["not 840917"]}},"echo":[840917,"840917"]}'
        try {
            $found = Get-Outcome { [pscustomobject]@{ card_id = 'c-1'; pin = '840917' } | Set-FreedomPayCardPin -Confirm:$false -Debug 5>&1 }
            $problem = $found | Where-Object { $_ -is [Management.Automation.ErrorRecord] }
            "$problem" | Should -BeLike '*PIN `*`*`* is refused*'
            "$found" + (Get-Seen $problem) | Should -Not -Match '840917'
        }
        finally { Stop-Echo $echo }
    }

    It 'of a token, a card number and a control character is in no error about an order that failed' {
        $token = 'token-of-the-user-4711'
        $order = '019ab688-bef2-72c4-aa29-d0e08be76d96'
        $echo = Start-Echo 200 "{`"request_id`":`"$order`",`"status`":`"rejected`",`"status_message`":`"card 4405645000006150\u001b[2J of $token`",`"more`":{`"cvc`":`"653871`",`"said`":`"$token`"}}"
        try {
            $found = @(Get-ErrorOf { Request-FreedomIdProfile -RequestId $order -AccessToken (ConvertTo-SecureString $token -AsPlainText -Force) })
            $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.RequestFailed*'
            "$($found[0])" | Should -BeLike '*card 440564`*`*`*`*`*`*6150*of `*`*`**'
            "$($found[0])" | Should -Not -Match "$([char]27)"
            $found[0].TargetObject.Status | Should -Be rejected
            Get-Seen $found[0] | Should -Not -Match "4405645000006150|653871|$token"
        }
        finally { Stop-Echo $echo }
    }
}

Describe 'What would steer a terminal' {
    It 'is data in a result and is seen in its views, its errors and its trace' {
        $id = '019ab688-bef2-72c4-aa29-d0e08be76d95'
        $steer = '\u001b[2J\u001b]0;title\u0007\u009b31m\u202e'
        $echo = Start-Echo 200 "{`"request_id`":`"$id`",`"status`":`"ok`",`"dt`":`"d$steer`",`"request_status`":`"process`",`"client_id`":`"c$steer`",`"more`":`"m$steer`"}"
        try {
            $found = @(Get-Outcome { Get-FreedomPayCardRequest $id -Debug -Verbose 4>&1 5>&1 })
            $result = $found | Where-Object { $_ -is [FreedomPay.CardRequest] }
            $result.ClientId | Should -Be "c$([char]27)[2J$([char]27)]0;title$([char]7)$([char]0x9b)31m$([char]0x202e)"
            $shown = ($result | Out-String -Width 200) + ($result | Format-List | Out-String -Width 200) + (@($result, $result) | Format-Table | Out-String -Width 200) + ($found | Where-Object { $_ -ne $result } | Out-String -Width 4000)
            $shown | Should -BeLike '*c␛`[2J␛`]0;title*'
            $shown | Should -Match '\\u009B31m\\u202E'
            $shown | Should -Not -Match "[$([char]27)$([char]7)$([char]0x9b)$([char]0x202e)]"
        }
        finally { Stop-Echo $echo }

        $echo = Start-Echo 400 "{`"error`":{`"code`":`"E$steer`",`"message`":`"no$steer`",`"errors`":{`"f$steer`":[`"t$steer`"]}}}"
        try {
            $problem = (Get-ErrorOf { Get-FreedomPayCardRequest $id })[0]
            ($problem | Out-String -Width 4000) + (Get-Seen $problem) | Should -Not -Match "[$([char]27)$([char]7)$([char]0x9b)$([char]0x202e)]"
        }
        finally { Stop-Echo $echo }
    }
}

Describe 'A key that looks like a card number' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'is refused before anything is sent or recorded: <Name>' -ForEach @(
        @{ Name = 'typed'; Send = { New-FreedomPayPayment -Amount 1.00 -Description Tea -IdempotencyKey 4405645000006150 @args }; Field = 'IdempotencyKey' }
        @{ Name = 'a column'; Send = { [pscustomobject]@{ Amount = '1.00'; Description = 'Tea'; IdempotencyKey = 'x-4405 6450 0000 6150' } | New-FreedomPayPayment @args }; Field = 'IdempotencyKey' }
    ) {
        Reset-Sandbox
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $found = Get-ErrorOf { & $Send -Journal $journal }
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
        $found[0].Exception.Field | Should -Be $Field
        "$($found[0])" | Should -BeLike '*looks like a card number*'
        Get-Seen $found[0] | Should -Not -Match '4405 ?6450 ?0000 ?6150'
        Get-SandboxRequestCount | Should -Be 0
        if (Test-Path $journal) { Get-Content -Raw $journal | Should -Not -Match '4405' }
    }

    It 'is none if it only adds up like one' {
        (New-FreedomPayPayment -Amount 1.00 -Description Tea -IdempotencyKey 1767225600006).IdempotencyKey | Should -Be '1767225600006'
    }
}

Describe 'A row that comes back with its error' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'has no card number as a number, in <Form>' -ForEach @(
        @{ Form = 'a whole number'; Value = 4405645000006150 }
        @{ Form = 'an unsigned one'; Value = [ulong]4405645000006150 }
        @{ Form = 'a decimal'; Value = 4405645000006150d }
        @{ Form = 'a double'; Value = [double]4405645000006150 }
        @{ Form = 'a big one'; Value = [bigint]4405645000006150 }
        @{ Form = 'a list'; Value = [Collections.Generic.List[string]]@('4405645000006150') }
        @{ Form = 'a list of anything'; Value = [Collections.ArrayList]@(4405645000006150, 'x') }
        @{ Form = 'a set'; Value = [Collections.Generic.HashSet[long]]@(4405645000006150) }
        @{ Form = 'an address'; Value = [uri]'https://example.com/4405645000006150' }
        @{ Form = 'a tuple'; Value = [tuple]::Create('a', '4405645000006150') }
        @{ Form = 'bytes'; Value = [Text.Encoding]::UTF8.GetBytes('4405645000006150') }
    ) {
        $seen = Get-Seen (Get-Target ([pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; Note = $Value }))
        $seen | Should -Not -Match '4405645000006150'
        $seen | Should -Not -Match '52, *52, *48|52\r?\n'
    }

    It 'is masked as a single value' {
        $found = Get-ErrorOf { 4405645000006150, '4405645000006150' | Set-FreedomPayCardPin -Pin ' ' -Confirm:$false }
        $found.ForEach({ "$($_.TargetObject)" }) | Should -Be '440564******6150', '440564******6150'
    }

    It 'keeps what is no secret as it was' {
        $time = [datetime]::new(2026, 1, 31, 9, 30, 0)
        $row = [pscustomobject]@{ ProductId = 1000; FirstName = ''; LastName = 'Ivanov'; Amount = 1500.50d; Time = $time; Flag = $true; Id = [guid]'41111111-1111-4111-8111-411111111111'; List = [Collections.Generic.List[string]]@('a', 'b'); Nothing = $null }
        $back = (Get-Target $row).TargetObject
        $back.ProductId | Should -BeOfType int
        $back.Amount | Should -Be 1500.50
        $back.Time | Should -Be $time
        $back.Flag | Should -BeTrue
        $back.Id | Should -Be $row.Id
        $back.List -is [Collections.Generic.List[string]] | Should -BeTrue
        $back.Nothing | Should -BeNullOrEmpty
    }

    It 'has no PIN, be it <Form>' -ForEach @(
        @{ Form = 'of a class'; Make = {
            class CardRow { [string] $ProductId = '1000'; [string] $FirstName = ''; [string] $LastName = 'Ivanov'; [string] $Pin = '840917'; [object] $Inner = [pscustomobject]@{ cvv_code = '840917' } }
            [CardRow]::new()
        } }
        @{ Form = 'of a table'; Make = {
            $table = [Data.DataTable]::new()
            'ProductId', 'FirstName', 'LastName', 'Pin' | ForEach-Object { $null = $table.Columns.Add($_) }
            $null = $table.Rows.Add('1000', '', 'Ivanov', '840917')
            , $table.Rows[0]
        } }
        @{ Form = 'of a view of a table'; Make = {
            $table = [Data.DataTable]::new()
            'ProductId', 'FirstName', 'LastName', 'PIN-code' | ForEach-Object { $null = $table.Columns.Add($_) }
            $null = $table.Rows.Add('1000', '', 'Ivanov', '840917')
            , $table.DefaultView[0]
        } }
        @{ Form = 'of XML'; Make = { ([xml]'<row><ProductId>1000</ProductId><FirstName> </FirstName><LastName>Ivanov</LastName><pin>840917</pin></row>').row } }
        @{ Form = 'with names that only hold the word'; Make = { [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; 'PIN-code' = '840917'; card_pin = '840917'; cvv_code = '840917'; 'ПИН' = '840917'; NewPin = '840917'; 'ПИН-код' = '840917'; 'Код CVC2' = '840917' } } }
        @{ Form = 'in a pair'; Make = { [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; Fields = @(@{ Key = 'pin'; Value = '840917' }, [pscustomobject]@{ Name = 'CVC'; Value = '840917' }, [Collections.Generic.KeyValuePair[string, string]]::new('pin', '840917')) } } }
        @{ Form = 'under another name'; Make = { [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; pin = '840917' } | Add-Member AliasProperty Shown pin -PassThru } }
    ) {
        $record = Get-Target (& $Make)
        $record.TargetObject.LastName | Should -Be Ivanov
        Get-Seen $record | Should -Not -Match '840917'
    }

    It 'has no note that was added to a result' {
        $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
        $client | Add-Member Pin 840917
        $client | Add-Member Note 'card 4405645000006150'
        $client | Add-Member FirstName ''
        $client | Add-Member LastName Ivanov
        $record = Get-Target $client
        $record.TargetObject.ClientId | Should -Be $client.ClientId
        Get-Seen $record | Should -Not -Match '840917|4405645000006150'
    }

    It 'has no secret that stands in an object for secrets' {
        $secure = ConvertTo-SecureString 840917 -AsPlainText -Force
        $row = [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; A = $secure; B = [pscredential]::new('user', $secure); C = [FreedomPay.SensitiveText]::new('840917') }
        $back = (Get-Target $row).TargetObject
        $back.A, $back.B, $back.C | Should -Be '***', '***', '***'
    }

    It 'has no card number as the name of a column, even of two' {
        $row = [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; '4405645000006150' = 1; '4405 6450 0000 6150' = 2; Inner = @{ '4405645000006150' = 3 } }
        $record = Get-Target $row
        Get-Seen $record | Should -Not -Match '4405 ?6450 ?0000 ?6150'
        @($record.TargetObject.PSObject.Properties.Value)[3, 4] | Should -Be 1, 2
    }

    It 'has no PIN in <Form>' -ForEach @(
        @{ Form = 'a cell of JSON'; Cell = '{"a":[{"card_pin":"840917","note":"Ә"}]}'; Shown = '{"a":[{"card_pin":"***","note":"Ә"}]}' }
        @{ Form = 'a cell of JSON in which nothing is secret'; Cell = '{ "a": 1 }'; Shown = '{ "a": 1 }' }
        @{ Form = 'a cell that only begins like JSON'; Cell = '{note} "keep"'; Shown = '{note} "keep"' }
    ) {
        (Get-Target ([pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; Cell = $Cell })).TargetObject.Cell | Should -Be $Shown
    }

    It 'is masked by name if it is a body as text: <Body>' -ForEach @(
        @{ Body = '{"refresh_token":"840917","pan":"4405645000006150","more":[{"pin":840917}]}' }
        @{ Body = '{"pin":"840917"' }
        @{ Body = '<response><pin>840917</pin></response>' }
        @{ Body = [Text.Encoding]::UTF8.GetBytes('{"pin":"840917","x":"4405645000006150"}') }
    ) {
        $found = Get-ErrorOf {
            ConvertFrom-FreedomIdRevocation -InputObject $Body
            if ($Body -is [string]) { $Body | Set-FreedomPayCardPin -Pin ' ' -Confirm:$false }
        }
        $found.Count | Should -Be ($Body -is [string] ? 2 : 1)
        $found | ForEach-Object { Get-Seen $_ | Should -Not -Match '840917|4405645000006150|56, *52, *48' }
    }

    It 'does not end the run because a property of it cannot be read' {
        $bad = [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov' } | Add-Member ScriptProperty Broken { throw 'no' } -PassThru
        $found = Get-Outcome { $bad, [pscustomobject]@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov' } | New-FreedomPayCardClient }
        $found.Count | Should -Be 2
        $found[0].TargetObject.Broken | Should -Be 'cannot be read'
        $found[1].Status | Should -Be ok
    }

    It 'has an end, even if it holds itself or more than anybody reads' {
        $self = @{ a = 1 }
        $self.self = $self
        $wide = 1..300 | ForEach-Object { , (1..300) }
        $record = Get-Target ([pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; Self = $self; Wide = $wide; Process = [Diagnostics.Process]::GetCurrentProcess() })
        $record.TargetObject.LastName | Should -Be Ivanov
    }
}

AfterAll { Stop-FreedomPaySandbox }
