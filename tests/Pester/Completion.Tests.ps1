# What Tab completes.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    function Get-Completion {
        param([string] $Line)
        , @([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches)
    }
}

AfterAll { if (Get-FreedomPayConnection) { Stop-FreedomPaySandbox } }

Describe 'Completion' {
    It 'offers for <Line>: <First>' -ForEach @(
        @{ Line = 'Connect-FreedomPay -Environment '; First = 'Custom', 'Production', 'Sandbox', 'Test' }
        @{ Line = 'Connect-FreedomPay -Region '; First = 'Kg', 'Kz', 'Uz' }
        @{ Line = 'Get-FreedomPayOperation createCardClient'; First = 'createCardClient', 'createCardClientV2' }
        @{ Line = 'New-FreedomPayCard -Country K'; First = 'KAZ', 'KGZ' }
        @{ Line = 'New-FreedomPayPayment -Currency K'; First = 'KZT', 'KGS' }
        @{ Line = 'New-FreedomPayPayment -Currency '; First = 'KZT', 'KGS', 'UZS', 'RUB' }
        @{ Line = 'New-FreedomIdAuthorizationLink -Grant read.ph'; First = @('read.phone') }
        @{ Line = 'Set-FreedomPaySandboxFault AnswerL'; First = @('AnswerLost') }
    ) {
        $found = Get-Completion $Line
        @($found.CompletionText | Sort-Object | Where-Object { $_ -in $First }) | Should -Be @($First | Sort-Object)
    }

    It 'offers the simulator before real money: <_>' -ForEach 'Connect-FreedomPay ', 'Connect-FreedomPay -Environment ' {
        (Get-Completion $_)[0..2].CompletionText | Should -Be 'Sandbox', 'Test', 'Production'
        (Get-Completion "${_}p").CompletionText | Should -Be 'Production'
    }

    It 'offers for -Encoding what Import-Csv offers, and takes each' {
        $offered = (Get-Completion 'Test-FreedomPayCsv New-FreedomPayPayment x.csv -Encoding ').CompletionText
        $offered | Should -Be (Get-Completion 'Import-Csv x.csv -Encoding ').CompletionText
        (Get-Completion 'Test-FreedomPayCsv New-FreedomPayPayment x.csv -Encoding utf8').CompletionText | Should -Be 'utf8', 'utf8BOM', 'utf8NoBOM'
        $file = Join-Path $TestDrive 'orders.csv'
        'Amount,Description', '1,Tea' | Set-Content $file
        foreach ($name in $offered) { { Test-FreedomPayCsv New-FreedomPayPayment $file -Encoding $name } | Should -Not -Throw }
    }

    It 'offers delimiters in the quotes that they need: <_>' -ForEach 'Test-FreedomPayCsv New-FreedomPayPayment x.csv -Delimiter ', 'New-FreedomPayCsvTemplate New-FreedomPayPayment -Delimiter ' {
        $offered = (Get-Completion $_).CompletionText
        $offered | Should -Be "','", "';'", '"`t"', "'|'"
        $offered | ForEach-Object { [char](& ([scriptblock]::Create($_))) } | Should -Be ',', ';', "`t", '|'
        (Get-Completion "$_';").CompletionText | Should -Be "';'"
    }

    It 'offers Kazakhstan and its neighbours first' {
        (Get-Completion 'New-FreedomPayCard -Country ')[0..5].CompletionText | Should -Be 'KAZ', 'KGZ', 'UZB', 'RUS', 'CHN', 'TKM'
    }

    It 'tells what a code means' {
        (Get-Completion 'New-FreedomPayCard -Country KAZ')[0].ToolTip | Should -Be 'Kazakhstan'
        (Get-Completion 'New-FreedomPayPayment -Currency KZT')[0].ToolTip | Should -BeLike '*Tenge*'
        (Get-Completion 'Get-FreedomPayOperation blockCard')[0].ToolTip | Should -BeLike '*block*card*'
        (Get-Completion 'New-FreedomPayCard -Country ATA')[0].ToolTip | Should -Not -BeNullOrEmpty
    }

    It 'tells it in Russian, and offers the same codes' {
        foreach ($line in 'New-FreedomPayCard -Country ', 'New-FreedomPayPayment -Currency ') {
            $english = Get-Completion $line
            $russian = Invoke-InCulture ru-RU { Get-Completion $line }
            $russian.CompletionText | Should -Be $english.CompletionText
            $english | Where-Object { $_.ToolTip -eq $_.CompletionText } | ForEach-Object CompletionText | Should -BeNullOrEmpty
            $russian | Where-Object { $_.ToolTip -notmatch '[а-яё]' } | ForEach-Object CompletionText | Should -BeNullOrEmpty
        }
        Invoke-InCulture ru-KZ {
            (Get-Completion 'New-FreedomPayCard -Country KAZ')[0].ToolTip | Should -Be 'Казахстан'
            (Get-Completion 'New-FreedomPayPayment -Currency KZT')[0].ToolTip | Should -Be 'казахстанский тенге'
        }
    }

    It 'tells it in English where the language is another' {
        (Invoke-InCulture kk-KZ { Get-Completion 'New-FreedomPayCard -Country DEU' })[0].ToolTip | Should -Be 'Germany'
    }

    It 'works in capital and in small letters, and after a quote' {
        (Get-Completion 'New-FreedomPayCard -Country kaz')[0].CompletionText | Should -Be 'KAZ'
        (Get-Completion "New-FreedomPayCard -Country 'ka")[0].CompletionText | Should -Be 'KAZ'
    }

    Context 'of ids that the runspace has seen' {
        BeforeAll {
            Connect-FreedomPay -Environment Sandbox
            $first, $second = 1, 2 | ForEach-Object { New-FreedomPayCard -ProductId 2000 -FirstName Dana -LastName Kim -Phone +77010000001 -Country KAZ -PersonId 790315300100 -Wait }
        }

        It 'offers the latest first, and shows their ends only' {
            $found = Get-Completion 'Get-FreedomPayCardRequest -RequestId '
            $found[0..1].CompletionText | Should -Be $second.RequestId, $first.RequestId
            $found[0].ListItemText | Should -Be "$($second.RequestId.Substring(0, 4))…$($second.RequestId.Substring(32))"
            (Get-Completion 'Block-FreedomPayCard -CardId ').CompletionText | Should -Contain "$($first.CardId)"
        }

        It 'asks nobody' {
            $before = Get-SandboxRequestCount
            $null = Get-Completion 'Block-FreedomPayCard -CardId '
            $null = Get-Completion 'New-FreedomPayCard -Country '
            Get-SandboxRequestCount | Should -Be $before
        }

        It 'does not offer a card number that was given in the place of an id' {
            $null = Get-Outcome { Get-FreedomPayCard 4400430099998888; Get-FreedomPayCardBalance 4400444400004440 }
            # Asked for without a first word: a made id may begin with the digits of a card number too.
            $offered = (Get-Completion 'Block-FreedomPayCard -CardId ').CompletionText
            $offered | Should -Contain "$($first.CardId)"
            $offered | Where-Object { $_ -notmatch '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } | Should -BeNullOrEmpty
        }
    }
}
