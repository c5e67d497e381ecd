# What comes as an object and not as text: cells of a database or a table calculation, JSON, results of other commands.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    # The fields of the one request that a command sends, as they go on the wire.
    function Get-SentForm {
        param([scriptblock] $Command)
        $sent = @(& $Command 5>&1 2>$null | Where-Object { $_ -is [Management.Automation.DebugRecord] -and "$_" -match '^→' })
        $sent | Should -HaveCount 1
        $form = @{}
        foreach ($field in ("$($sent[0])" -split "`n")[-1].Trim() -split '&') { $name, $value = $field -split '=', 2; $form[$name] = $value }
        $form
    }

    function New-Payment { param($Value) [pscustomobject]@{ OrderId = $Value; Amount = '10'; Description = 'Tea' } | New-FreedomPayPayment @args }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A row whose cell is <Kind>' -ForEach @(
    @{ Kind = 'null, as in a short row of a file'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = $null } }; Text = 'CardId is empty*' }
    @{ Kind = 'nothing that a command returned'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = 1 | Where-Object { $false } } }; Text = 'CardId is empty*' }
    @{ Kind = 'not there'; Row = { [pscustomobject]@{ Reason = 'stolen' } }; Text = 'CardId is empty*' }
    @{ Kind = 'a hashtable'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = @{ a = 1 } } }; Text = 'CardId is a Hashtable*' }
    @{ Kind = 'an object'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = [pscustomobject]@{ a = 1 } } }; Text = 'CardId is a PSCustomObject*' }
    @{ Kind = 'an object of a program'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = Get-Process -Id $PID } }; Text = 'CardId is a Process*' }
    @{ Kind = 'a result of ours'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = Get-FreedomPayConnection } }; Text = 'CardId is a FreedomPayConnection*' }
    @{ Kind = 'a secret'; Row = { [pscustomobject]@{ Reason = 'stolen'; CardId = ConvertTo-SecureString 1 -AsPlainText -Force } }; Text = 'CardId is a SecureString*' }
    @{ Kind = 'computed by a script that fails'; Row = { [pscustomobject]@{ Reason = 'stolen' } | Add-Member ScriptProperty CardId { throw 'no' } -PassThru }; Text = '*' }
) {
    It 'is refused, and the rows around it go on' {
        Reset-Sandbox
        $outcome = Get-Outcome { [pscustomobject]@{ Reason = 'lost'; CardId = '1' }, (& $Row), [pscustomobject]@{ Reason = 'lost'; CardId = '3' } | Block-FreedomPayCard -WarningAction SilentlyContinue }
        if ($Text -eq '*') {
            # PowerShell itself reads such a cell first, and refuses the row.
            $outcome | Should -Not -BeNullOrEmpty
        } else {
            $outcome | Should -HaveCount 3
            "$($outcome[1])" | Should -BeLike "Row 2: $Text"
            $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
            Get-SandboxRequest blockCard | Should -HaveCount 2
        }
    }
}

Describe 'A row of another type' {
    It 'of a database is read by its columns' {
        $table = [Data.DataTable]::new()
        foreach ($name in 'CardId', 'Reason') { $null = $table.Columns.Add($name) }
        $null = $table.Rows.Add('777', 'lost')
        (Get-SentBody { $table.Rows | Block-FreedomPayCard -Debug -WarningAction SilentlyContinue -ErrorAction SilentlyContinue }).description | Should -Be 'lost'
        $problem = (Get-ErrorOf { $table.Rows | Block-FreedomPayCard -WarningAction SilentlyContinue })[0]
        "$problem" | Should -BeLike 'Row 1: blockCard was refused*card_id is unknown*'
    }

    It 'of a class is read by its properties' {
        class CardOfMine { [string] $card_id; [string] $Reason }
        $made = New-FreedomPayCard -ProductId 2000 -FirstName Dana -LastName Kim -Phone +77010000001 -Country KAZ -PersonId 790315300100 -Wait
        ([CardOfMine] @{ card_id = "$($made.CardId)"; Reason = 'lost' } | Get-FreedomPayCard).CardId | Should -Be "$($made.CardId)"
    }

    It 'that has none of the columns is refused: <_>' -ForEach '(Get-Process -Id $PID)', '(Get-Item /)', '@{ Count = 1 }' {
        Reset-Sandbox
        $row = & ([scriptblock]::Create($_))
        "$((Get-ErrorOf { $row | Get-FreedomPayCard })[0])" | Should -BeLike 'Row 1: CardId is empty*'
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'A number' {
    It '<Number> of type <Type> is sent as <Text>' -ForEach @(
        @{ Type = 'single'; Number = '123456.75'; Text = '123456.75' }
        @{ Type = 'double'; Number = '1500.25'; Text = '1500.25' }
        @{ Type = 'double'; Number = '99999.99'; Text = '99999.99' }
        @{ Type = 'decimal'; Number = '1500.50'; Text = '1500.50' }
        @{ Type = 'int'; Number = '1500'; Text = '1500' }
    ) {
        $row = [pscustomobject]@{ Amount = [Convert]::ChangeType($Number, [type] $Type, [cultureinfo]::InvariantCulture); Description = 'Tea' }
        (Get-SentForm { $row | New-FreedomPayPayment -Debug }).pg_amount | Should -Be $Text
    }

    It 'that is no amount by a hair is refused and not rounded: <_>' -ForEach 99999.999999999991, (0.1 + 0.2), 1e300, ([double]::NaN), ([single] 1e20) {
        "$((Get-ErrorOf { [pscustomobject]@{ Amount = $_; Description = 'Tea' } | New-FreedomPayPayment })[0])" | Should -BeLike 'Row 1: Amount*'
    }

    It 'of a table calculation is the id that it shows' {
        (Get-SentForm { New-Payment ([double] 1234567890123456) -Debug }).pg_order_id | Should -Be '1234567890123456'
    }
}

Describe 'A text field' {
    It 'refuses <Kind>' -ForEach @(
        @{ Kind = 'a date that JSON made of a text'; Value = { '"2026-03-04T00:00:00"' | ConvertFrom-Json }; Text = 'OrderId is a date*' }
        @{ Kind = 'a date with an offset'; Value = { [datetimeoffset]::UnixEpoch }; Text = 'OrderId is a date*' }
        @{ Kind = 'several values'; Value = { 'A-1', 'A-2' }; Text = "OrderId 'A-1,A-2' holds several values*" }
        @{ Kind = 'letters one by one'; Value = { [char[]] 'ABC' }; Text = "OrderId 'A,B,C' holds several values*" }
        @{ Kind = 'an element of XML'; Value = { ([xml] '<a b="1">T</a>').a }; Text = 'OrderId is a XmlElement*' }
        @{ Kind = 'a credential'; Value = { [pscredential]::new('a', (ConvertTo-SecureString b -AsPlainText -Force)) }; Text = 'OrderId is a PSCredential*' }
        @{ Kind = 'an invisible character around it'; Value = { "$([char]0x202D)A-1" }; Text = '*invisible character U+202D*' }
        @{ Kind = 'what was read wrongly'; Value = { "A$([char]0xFFFD)1" }; Text = '*could not be read*' }
    ) {
        Reset-Sandbox
        $problem = @(Get-ErrorOf { New-Payment (& $Value) })
        $problem | Should -HaveCount 1
        "$($problem[0])" | Should -BeLike "Row 1: $Text"
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'takes one value that came as a list of one' { (Get-SentForm { New-Payment @(, 'A-9') -Debug }).pg_order_id | Should -Be 'A-9' }

    It 'keeps emoji and marks inside' {
        $text = "Tea $([char]::ConvertFromUtf32(0x1F468))$([char]0x200D)$([char]::ConvertFromUtf32(0x1F4BB)) for two"
        (New-FreedomPayPayment -Amount 1.00 -Description $text).Status | Should -Be 'ok'
    }

    It 'does not make a PIN of a credential' {
        Reset-Sandbox
        "$((Get-ErrorOf { Set-FreedomPayCardPin 1 -Pin ([pscredential]::new('a', (ConvertTo-SecureString b -AsPlainText -Force))) -Confirm:$false })[0])" | Should -BeLike 'Pin is a PSCredential*'
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'Two columns of one parameter' {
    It 'with two values are refused' {
        $problem = @(Get-ErrorOf { [pscustomobject]@{ Amount = '1.00'; pg_amount = '2.00'; Description = 'Tea' } | New-FreedomPayPayment })
        "$($problem[0])" | Should -BeLike 'Row 1: Amount is in the columns Amount and pg_amount*'
    }

    It 'with one value are taken' {
        ([pscustomobject]@{ Amount = '1.00'; pg_amount = '1.00'; Description = 'Tea' } | New-FreedomPayPayment).Status | Should -Be 'ok'
        ([pscustomobject]@{ Amount = '1.00'; pg_amount = ''; Description = 'Tea' } | New-FreedomPayPayment).Status | Should -Be 'ok'
    }
}

Describe 'A token' {
    It 'that is missing in its cell is not taken from the connection: <Kind>' -ForEach @(
        @{ Kind = 'null'; Value = $null }
        @{ Kind = 'an object'; Value = @{ a = 1 } }
        @{ Kind = 'empty'; Value = '' }
    ) {
        $problem = @(Get-ErrorOf { [pscustomobject]@{ RequestId = '019ab688-bef2-72c4-aa29-d0e08be76d95'; AccessToken = $Value } | Get-FreedomIdProfile })
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($problem[0])" | Should -BeLike 'Row 1: AccessToken is*'
    }

    It 'with <Kind> is refused before anything is sent' -ForEach @(
        @{ Kind = 'a line break after it'; Token = "abc`n" }
        @{ Kind = 'a blank in it'; Token = 'a b' }
        @{ Kind = 'the mask in its place'; Token = '***' }
        @{ Kind = 'letters of another script'; Token = 'токен' }
    ) {
        $problem = { Connect-FreedomPay -Environment Sandbox -FreedomIdToken (ConvertTo-SecureString $Token -AsPlainText -Force) } | Should -Throw -PassThru
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidCredential,*'
        "$problem".Contains($Token) | Should -BeFalse
    }

    It 'is told in the environment by its name' {
        $env:FREEDOMPAY_FREEDOM_ID_TOKEN = "abc`n"
        try { { Connect-FreedomPay -BaseUri http://127.0.0.1:9 } | Should -Throw '*FREEDOMPAY_FREEDOM_ID_TOKEN*line break*' }
        finally { $env:FREEDOMPAY_FREEDOM_ID_TOKEN = $null }
    }

    It 'is not the id of a credential with a line break' {
        { Connect-FreedomPay -Environment Sandbox -Merchant ([pscredential]::new("300400`n", (ConvertTo-SecureString x -AsPlainText -Force))) } | Should -Throw '*-Merchant*line break*'
    }
}

Describe 'Invoke-FreedomPayRequest' {
    BeforeEach { Reset-Sandbox }

    It 'sends no header that is <Kind>' -ForEach @(
        @{ Kind = 'an object'; Value = { @{ a = 1 } } }
        @{ Kind = 'a date'; Value = { [datetime] '2026-01-31' } }
        @{ Kind = 'masked'; Value = { '***' } }
        @{ Kind = 'a process'; Value = { Get-Process -Id $PID } }
    ) {
        { Invoke-FreedomPayRequest Card /v5/card-api/client/info @{ } -Header @{ 'X-Mine' = & $Value } } | Should -Throw '-Header X-Mine *'
        Get-SandboxRequestCount | Should -Be 0
    }

    It 'tells under which key a request went whose outcome nobody knows' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId asyncRefundPayment -Count 10
        $problem = (Get-ErrorOf { Invoke-FreedomPayRequest GatewayAsync /v5/g2g/edit @{ id = '019ab688-bef2-72c4-aa29-d0e08be76d95'; amount = 100 } -Header @{ 'X-Action' = 'gateway.payment.refund' } })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem.Exception.RequestId | Should -Match '^[0-9a-f]{8}-[0-9a-f]{4}-7'
    }

    It 'stops at an object that holds itself twice' {
        $self = @{ }
        $self.a = $self
        $self.b = $self
        (Get-ErrorOf { Invoke-FreedomPayRequest Merchant /init_payment @{ x = $self } })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
    }

    It 'goes on after a body with a property that cannot be read' {
        $row = [pscustomobject]@{ pg_amount = '1.00'; pg_description = 'Tea' }
        $broken = $row.PSObject.Copy() | Add-Member ScriptProperty note { throw 'no' } -PassThru
        $outcome = Get-Outcome { $row, $broken, $row | Invoke-FreedomPayRequest Merchant /init_payment }
        $outcome[0, 2].pg_status | Should -Be 'ok', 'ok'
        "$($outcome[1])" | Should -BeLike 'Row 2: Body.note cannot be read*'
    }

    It 'sends a header that is a secret, and shows it nowhere' {
        $shown = Invoke-FreedomPayRequest Card /v5/card-api/client/info @{ } -Header @{ 'X-Mine' = ConvertTo-SecureString 48219370 -AsPlainText -Force } -Debug -ErrorAction SilentlyContinue *>&1 | Out-String -Width 500
        $shown | Should -Match 'X-Mine: \*\*\*'
        $shown | Should -Not -Match '48219370'
    }

    It 'makes no field of two names that are one' {
        $two = @{ 1 = 'a' }
        $two['1'] = 'b'
        "$((Get-ErrorOf { Invoke-FreedomPayRequest Merchant /init_payment @{ x = $two } })[0])" | Should -BeLike '*Body.x.1*overlaps*'
        "$((Get-ErrorOf { New-FreedomPayCardClient -ProductId 2000 -FirstName Dana -LastName Kim -AdditionalField @{ 'client.fn_id.x' = '1' } })[0])" | Should -BeLike '*client.fn_id.x overlaps*'
    }

    It 'sends null for what a command returned that returned nothing' {
        (Get-SentBody { Invoke-FreedomPayRequest Card /v5/card-api/client/info @{ note = 1 | Where-Object { $false } } -Debug -ErrorAction SilentlyContinue }).PSObject.Properties['note'].Value | Should -BeNullOrEmpty
    }
}

Describe 'A long text' {
    It 'that is no address is judged at once, and the other rows go on' {
        $row = [pscustomobject]@{ Amount = '5'; Description = 'Tea'; ContactEmail = 'a@' + '.' * 100000 + '@' }
        $outcome = Get-Outcome { $row, [pscustomobject]@{ Amount = '5'; Description = 'Tea' } | New-FreedomPayPayment }
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        $outcome[1].Status | Should -Be 'ok'
    }
}
