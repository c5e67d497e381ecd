# What users read where the language is Russian; ids, properties and results are those of every language.
BeforeDiscovery {
    $english = @{
        NotConnected = 'There is no connection to Freedom Pay in this runspace.'
        Connect      = 'Run Connect-FreedomPay first (Connect-FreedomPay -Environment Sandbox needs no credentials), or give -Connection.'
        RefusedRow   = "Row 2: Amount '1500,50' is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency; Currency 'tenge' is not a currency code; write three capital letters, such as KZT (ISO 4217). Nothing was sent."
        Correct      = 'Correct the fields that are named and give the row again; the other rows are not affected.'
        RefusedApi   = 'The API refused the request; correct what its message names. This request was not carried out; if its key was used before, ask what became of that one.'
        Lost         = 'Row 3: Whether createCardClientV2 was carried out is not known: *It was not sent again.*getCardRequestStatus was asked*'
        Ask          = 'The request may have been carried out: nothing was sent twice. Ask with Get-FreedomPayCardRequest for 019ab688-1003-72c4-a129-d0e08be70000 before you send it again.'
        Recovered    = 'Row 4: the answer was lost; the status operation says that the request had arrived.'
        Inferred     = 'The documentation has no path of blockCard. /v5/card-api/card/block and its fields are inferred from similar operations; should they be wrong, Invoke-FreedomPayRequest sends to any path.'
        Summary      = '^New-FreedomPayCardClient: 4 rows, 2 succeeded, 1 failed \(Refused 1\), 1 unknown, 1 recovered; \d+\.\d s, [\d.]+ rows/s$'
        Answered     = 'The API answered.'
        WhatIf       = @(
            'What if: Performing the operation "Create a payment and get the address of its payment page or frame." on target "Row 1: order A-1, 1500.50 KZT, Sandbox (*)".'
            'What if: Performing the operation "Send a request" on target "POST /v5/card-api/unknown, Sandbox (*)".'
            'What if: Performing the operation "Stop the Freedom Pay sandbox" on target "*".'
        )
    }
    $russian = @{
        NotConnected = 'В этом пространстве выполнения нет подключения к Freedom Pay.'
        Connect      = 'Сначала выполните Connect-FreedomPay (для Connect-FreedomPay -Environment Sandbox учётные данные не нужны) или задайте -Connection.'
        RefusedRow   = 'Строка 2: Amount «1500,50»: не сумма; пишите цифрами с десятичной точкой, например 1500.50, без запятой, пробелов и валюты; Currency «tenge»: не код валюты; пишите три заглавные латинские буквы, например KZT (ISO 4217). Ничего не отправлено.'
        Correct      = 'Исправьте названные поля и подайте строку ещё раз; остальных строк это не касается.'
        RefusedApi   = 'API отклонил запрос; исправьте то, на что указывает сообщение. Этот запрос не выполнен; если его ключ уже использовался, узнайте, что стало с тем запросом.'
        Lost         = 'Строка 3: Выполнена ли операция createCardClientV2, неизвестно: *Повторно запрос не отправлялся.*getCardRequestStatus*'
        Ask          = 'Запрос мог быть выполнен; дважды ничего не отправлено. Прежде чем отправлять его снова, проверьте 019ab688-1003-72c4-a129-d0e08be70000 командлетом Get-FreedomPayCardRequest.'
        Recovered    = 'Строка 4: ответ потерян; по данным операции статуса запрос дошёл.'
        Inferred     = 'В документации нет пути операции blockCard. Путь /v5/card-api/card/block и поля выведены по образцу похожих операций; если они неверны, Invoke-FreedomPayRequest отправит запрос по любому пути.'
        Summary      = '^New-FreedomPayCardClient — строк: 4, выполнено: 2, с ошибкой: 1 \(Refused 1\), исход неизвестен: 1, восстановлено по статусу: 1; \d+\.\d с, строк в секунду: [\d.]+$'
        Answered     = 'API ответил.'
        WhatIf       = @(
            'What if: Performing the operation "Создать платёж и получить адрес его страницы или фрейма оплаты." on target "Строка 1: заказ A-1, 1500.50 KZT, Sandbox (*)".'
            'What if: Performing the operation "Отправить запрос" on target "POST /v5/card-api/unknown, Sandbox (*)".'
            'What if: Performing the operation "Остановить песочницу Freedom Pay" on target "*".'
        )
    }
    $locales = @(
        @{ Locale = 'ru_RU.UTF-8'; Culture = 'ru-RU'; Texts = $russian }
        @{ Locale = 'ru_KZ.UTF-8'; Culture = 'ru-KZ'; Texts = $russian }
        @{ Locale = 'kk_KZ.UTF-8'; Culture = 'kk-KZ'; Texts = $english }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    # A session of its own, which meets every kind of text and prints what it saw.
    $session = {
        param($Module)
        $ProgressPreference = 'SilentlyContinue'
        Import-Module $Module
        function Show-Error($Record) {
            [ordered]@{
                Id       = $Record.FullyQualifiedErrorId
                Category = "$($Record.CategoryInfo.Category)"
                Facts    = $Record.Exception | Select-Object Reason, Row, Field, Code, HttpStatus, OperationId, RequestId, Attempts, Documentation
                Target   = $Record.TargetObject
            }
        }
        $texts = [ordered]@{ Culture = "$PSUICulture" }
        $facts = [ordered]@{}

        $failure = try { Get-FreedomPayPayment 1 } catch { $_ }
        $texts.NotConnected, $texts.Connect = "$failure", $failure.ErrorDetails.RecommendedAction
        $facts.NotConnected = Show-Error $failure

        Connect-FreedomPay -Environment Sandbox
        $rows = "pg_order_id,pg_amount,pg_currency,pg_description`nA-1,1500.50,KZT,Tea`nA-2,`"1500,50`",tenge,Tea" | ConvertFrom-Csv
        '-- what if'
        $rows[0] | New-FreedomPayPayment -WhatIf
        Invoke-FreedomPayRequest Card /v5/card-api/unknown @{ a = 1 } -WhatIf
        Stop-FreedomPaySandbox -WhatIf

        $payments = @($rows | New-FreedomPayPayment -RatePerSecond 1000 -ErrorVariable failure -ErrorAction SilentlyContinue)
        $texts.RefusedRow, $texts.Correct = "$failure", $failure[0].ErrorDetails.RecommendedAction
        $facts.RefusedRow = Show-Error $failure[0]
        $facts.Payments = $payments | Select-Object * -ExcludeProperty IdempotencyKey, RedirectUrl

        # The second row has the number of the first, the third is lost on the way, and the answer to the fourth on the way back.
        Set-FreedomPaySandboxFault Reset -Count 1 -Skip 2 -OperationId createCardClientV2
        Set-FreedomPaySandboxFault AnswerLost -Count 1 -Skip 2 -OperationId createCardClientV2
        $clients = @(1, 1, 3, 4 | ForEach-Object { [pscustomobject]@{ ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov'; RequestId = "019ab688-100$_-72c4-a129-d0e08be70000" } } |
            New-FreedomPayCardClient -ErrorVariable failures -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue -InformationVariable told)
        $texts.RefusedApi = $failures[0].ErrorDetails.RecommendedAction
        $texts.Lost, $texts.Ask = "$($failures[1])", $failures[1].ErrorDetails.RecommendedAction
        $texts.Recovered, $texts.Summary = "$warnings", "$($told.MessageData)"
        $facts.Failures = $failures | ForEach-Object { Show-Error $_ }
        $facts.Clients = $clients | Select-Object * -ExcludeProperty Timestamp
        $facts.Summary = $told.MessageData | Select-Object * -ExcludeProperty Elapsed, RowsPerSecond

        $null = Block-FreedomPayCard 123456789 -Reason Lost -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $texts.Inferred = "$warnings"
        $tests = Test-FreedomPayConnection
        $texts.Answered = $tests[0].Detail
        $facts.Tests = $tests | Select-Object Check, Result
        '-- seen'
        @{ Texts = $texts; Facts = $facts } | ConvertTo-Json -Depth 8
    }

    $seen = @{}
    if (-not $IsWindows) {
        foreach ($locale in 'ru_RU.UTF-8', 'ru_KZ.UTF-8', 'kk_KZ.UTF-8') {
            $child = Invoke-Child $session -Argument (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Environment @{ LC_ALL = $locale }
            $whatIf, $json = $child.Output -replace '\r' -split '-- seen\n'
            $seen[$locale] = @{
                Errors = $child.Errors
                Output = $child.Output
                WhatIf = @($whatIf -split '\n' -like 'What if:*')
                Told   = if ($json) { $json | ConvertFrom-Json }
            }
        }
    }
}

Describe 'A session in <Locale>' -ForEach $locales {
    BeforeEach {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'no variable of the environment sets the language of a process there' }
        $it = $seen[$Locale]
    }

    It 'runs to its end and has the language <Culture>' {
        $it.Errors | Should -BeNullOrEmpty -Because $it.Output
        $it.Told.Texts.Culture | Should -Be $Culture
    }

    It 'says that there is no connection, and what to do' {
        $it.Told.Texts.NotConnected | Should -BeExactly $Texts.NotConnected
        $it.Told.Texts.Connect | Should -BeExactly $Texts.Connect
    }

    It 'refuses a row with its number, its fields, their values and the remedy' {
        $it.Told.Texts.RefusedRow | Should -BeExactly $Texts.RefusedRow
        $it.Told.Texts.Correct | Should -BeExactly $Texts.Correct
    }

    It 'says what to do about a row that the API refuses' { $it.Told.Texts.RefusedApi | Should -BeExactly $Texts.RefusedApi }

    It 'says that the outcome of a row is unknown, and how to find out' {
        $it.Told.Texts.Lost | Should -BeLikeExactly $Texts.Lost
        $it.Told.Texts.Ask | Should -BeExactly $Texts.Ask
    }

    It 'warns of a lost answer and of an inferred path' {
        $it.Told.Texts.Recovered | Should -BeExactly $Texts.Recovered
        $it.Told.Texts.Inferred | Should -BeExactly $Texts.Inferred
    }

    It 'sums up a run' { $it.Told.Texts.Summary | Should -MatchExactly $Texts.Summary }

    It 'says what a test of the connection met' { $it.Told.Texts.Answered | Should -BeExactly $Texts.Answered }

    It 'says under -WhatIf what would be done, in the words of the module' {
        $it.WhatIf.Count | Should -Be $Texts.WhatIf.Count
        0..($Texts.WhatIf.Count - 1) | ForEach-Object { $it.WhatIf[$_] | Should -BeLikeExactly $Texts.WhatIf[$_] }
    }

    It 'has the error ids, properties and results of every other language' {
        $it.Told.Facts.RefusedRow.Id | Should -Be 'FreedomPay.InvalidInput,FreedomPay.Commands.Merchant.NewFreedomPayPaymentCommand'
        $it.Told.Facts.RefusedRow.Facts.Field | Should -Be 'Amount', 'Currency'
        $it.Told.Facts.Failures.Id | Should -BeLike 'FreedomPay.*'
        $it.Told.Facts.Failures.Facts.Reason | Should -Be 'Refused', 'OutcomeUnknown'
        $it.Told.Facts | ConvertTo-Json -Depth 8 | Should -BeExactly ($seen['kk_KZ.UTF-8'].Told.Facts | ConvertTo-Json -Depth 8)
    }
}

Describe 'In Russian' {
    BeforeAll {
        Connect-FreedomPay -Environment Sandbox
        $client = @{ ProductId = 1000; FirstName = 'Ivan'; LastName = 'Ivanov' }
    }

    BeforeEach { Reset-Sandbox }

    AfterAll { Stop-FreedomPaySandbox }

    It 'are errors of requests that other threads send' {
        Set-FreedomPaySandboxFault Reset -OperationId createCardClientV2
        $found = Invoke-InCulture ru-RU { Get-ErrorOf { 1..8 | ForEach-Object { [pscustomobject] $client } | New-FreedomPayCardClient -ThrottleLimit 4 } }
        $found.Count | Should -Be 8
        foreach ($number in 1..8) { "$($found[$number - 1])" | Should -BeLike "Строка ${number}: Выполнена ли операция createCardClientV2, неизвестно*" }
        Clear-FreedomPaySandboxFault
    }

    It 'is the end of a command whose time is over' {
        $file = Join-Path $TestDrive 'time.jsonl'
        $found = Invoke-InCulture ru-RU {
            Get-ErrorOf { 1..3 | ForEach-Object { if ($_ -eq 3) { Start-Sleep -Milliseconds 1200 }; [pscustomobject] $client } | New-FreedomPayCardClient -TimeoutSec 1 -Journal $file }
        }
        $found.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.CommandTimeout,*'
        "$($found[0])" | Should -BeExactly 'Время команды истекло (секунд: 1). Строки начиная с номера 3 не отправлены.'
        $found[0].ErrorDetails.RecommendedAction | Should -BeExactly 'Чтобы продолжить, запустите ту же команду с тем же журналом ещё раз.'
    }

    It 'is the summary of a run that goes on with its journal' {
        $file = Join-Path $TestDrive 'again.jsonl'
        $rows = 1..3 | ForEach-Object { [pscustomobject] @{ ProductId = 1000; FirstName = 'Ivan'; LastName = "Ivanov$_" } }
        $null = $rows[0..1] | New-FreedomPayCardClient -Journal $file
        Invoke-InCulture ru-RU { $null = $rows | New-FreedomPayCardClient -Journal $file -InformationVariable told; "$($told.MessageData)" } | Should -Match '^New-FreedomPayCardClient — строк: 3, выполнено: 3 \(из них в прошлом запуске: 2\); \d+\.\d с, строк в секунду: [\d.]+; журнал .*again\.jsonl$'
        $summary = Get-FreedomPayJournal $file -Summary
        Invoke-InCulture ru-RU { "$summary" } | Should -Be "$file (New-FreedomPayCardClient) — строк: 3, выполнено: 3, с ошибкой: 0, не отправлено: 0, под вопросом: 0"
        "$summary" | Should -Be "${file}: 3 rows of New-FreedomPayCardClient, 3 succeeded, 0 failed, 0 not sent, 0 in doubt" -Because 'it is written when it is read'
    }

    It 'are rows that lack a required column' {
        Invoke-InCulture ru-RU {
            [pscustomobject] @{ LastName = 'Ivanov' } | New-FreedomPayCardClient -ProductId 1000 -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
            "$warnings"
        } | Should -BeExactly 'Строк без обязательного столбца: 1 из 1; смотрите ошибки выше. По этим строкам ничего не отправлено.'
    }

    It 'is <Text>' -ForEach @(
        @{ Try = { Get-FreedomPayPayment 1 -Journal x.jsonl }; Text = 'Get-FreedomPayPayment только читает: чем бы ни кончился запуск, его можно повторить.'; Advice = 'Уберите -Journal.' }
        @{ Try = { Connect-FreedomPay -Environment Test -Region Uz }; Text = 'Для Узбекистана документация не называет тестового хоста.'; Advice = 'Используйте -Environment Sandbox или задайте в -BaseUri адрес, который назвал ваш менеджер.' }
        @{ Try = { Test-FreedomPayCsv Get-Item nothing.csv }; Text = 'Get-Item не является командлетом этого модуля, принимающим строки файла.'; Advice = 'Допустимы: *New-FreedomPayPayment*.' }
        @{ Try = { New-FreedomPayCsvTemplate Get-FreedomPayPayment -ParameterSet None }; Text = 'У Get-FreedomPayPayment нет набора параметров None.'; Advice = 'Допустимы: Payment, Order.' }
        @{ Try = { ConvertFrom-FreedomIdRevocation '{ "a": 1 }' }; Text = 'Тело 1: нет поля id с текстом.'; Advice = 'Передайте тело вызова таким, каким оно пришло: объект с полем id.' }
        @{ Try = { Invoke-FreedomPayRequest Card /v5/card-api/unknown 'text' }; Text = 'Body: не является набором полей; задайте хэш-таблицу (@{ name = value }) или объект со свойствами. Ничего не отправлено.'; Advice = 'Исправьте названные поля и подайте строку ещё раз; остальных строк это не касается.' }
        @{ Try = { Set-FreedomPaySandboxFault Reset -BaseUri http://example.com/ }; Text = 'Адрес http://example.com/ не относится к этому компьютеру.'; Advice = 'Запустите песочницу командлетом Start-FreedomPaySandbox*' }
        @{ Try = { Start-FreedomPaySandbox -Port 1 }; Text = 'В этом процессе песочница уже запущена, порт *.'; Advice = 'Используйте её или сначала остановите командлетом Stop-FreedomPaySandbox.' }
        @{ Try = { New-FreedomPayCard -ProductId 1 -FirstName A -LastName B -Phone 1 -Country KZ -PersonId 1 }; Text = 'Phone «1»: не номер телефона; *; Country «KZ»: не код страны из трёх заглавных латинских букв (ISO 3166-1 alpha-3); если имеется в виду KAZ, так и напишите. Ничего не отправлено.'; Advice = 'Исправьте названные поля и подайте строку ещё раз; остальных строк это не касается.' }
        @{ Try = { [pscustomobject] @{ AccessToken = 'ключ' } | Get-FreedomIdProfile x }; Text = 'Строка 1: AccessToken: содержит символ, которого в токенах не бывает. Ничего не отправлено.'; Advice = 'Исправьте*' }
    ) {
        $found = Invoke-InCulture ru-RU { Get-ErrorOf $Try }
        $found.Count | Should -Be 1
        "$($found[0])" | Should -BeLikeExactly $Text
        $found[0].ErrorDetails.RecommendedAction | Should -BeLikeExactly $Advice
    }
}
