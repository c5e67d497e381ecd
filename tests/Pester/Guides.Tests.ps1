# The topics about_*, in every language.
# They lie in module/<culture>/about_*.help.txt and are read by their form, so that one test does for all languages: a line at the left
# margin is a heading, the fourth section has the examples, and code is indented by eight, after an empty line.
# Every other language is held against English part by part, its code byte for byte, so that the examples need to run once only.
BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    $out = Join-Path $repository 'out'
    Import-Module (Join-Path $out 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force
    $names = 'about_FreedomPay', 'about_FreedomPay_Bulk', 'about_FreedomPay_Connections', 'about_FreedomPay_Csv', 'about_FreedomPay_Sandbox', 'about_FreedomPay_Security'

    # The blocks of code of some lines, each with the text that leads to it.
    function Get-CodeBlock {
        param([string[]] $Line)
        $code = [Collections.Generic.List[string]]::new()
        $lead = [Collections.Generic.List[string]]::new()
        $isCode = $wasEmpty = $false
        foreach ($one in $Line + 'the end') {
            # What is indented further without an empty line before it goes on with the line above.
            $isCode = ($one -match '^ {8}' -and ($isCode -or $wasEmpty)) -or ($isCode -and -not $one.Trim())
            $wasEmpty = -not $one.Trim()
            if ($isCode) { $code.Add($one.Length -gt 8 ? $one.Substring(8) : '') }
            elseif (-not $wasEmpty) {
                if ($code.Count) {
                    @{ Code = ($code -join "`n").Trim(); Lead = ($lead -join ' ').Trim() }
                    $code.Clear()
                    $lead.Clear()
                }
                $lead.Add($one.Trim())
            }
        }
    }

    # What a topic consists of, in order: sections, headings in them, paragraphs, items of lists, rows of tables, code.
    function Get-Part {
        param([string[]] $Line)
        $part = $null
        $isTable = $wasEmpty = $false
        foreach ($one in $Line) {
            if (-not $one.Trim()) {
                if ($part -and $part.Kind -eq 'code') { $part.Text += "`n" }
                $wasEmpty = $true
                continue
            }
            $isNew = $wasEmpty -or -not $part -or $part.Kind -in 'section', 'heading'
            $kind = if ($one -match '^\S') { 'section' }
                elseif ($one -match '^  \S') { 'heading' }
                elseif ($one -match '^ {8}' -and ($part.Kind -eq 'code' -or $wasEmpty)) { 'code' }
                elseif ($one -match '^    - ') { 'item' }
                elseif ($one -match '^ {4}\S' -and ($isNew ? ($isTable = $one -match '^ {4}\S.*  \S') : $isTable)) { 'row' }
                elseif ($isNew) { 'paragraph' }
            if ($kind -eq 'code' -and $part.Kind -eq 'code') { $part.Text += "$one`n" }
            elseif ($kind) {
                if ($part) { $part }
                $part = @{ Kind = $kind; Text = $kind -eq 'code' ? "$one`n" : $one.Trim() }
            }
            else { $part.Text += " $($one.Trim())" }
            $wasEmpty = $false
        }
        $part
    }

    function Read-Guide {
        param([IO.FileInfo] $File)
        $lines = @(Get-Content $File -Encoding utf8)
        $headings = @(0..($lines.Count - 1) | Where-Object { $lines[$_] -match '^\S' })
        $sections = @(for ($i = 0; $i -lt $headings.Count; $i++) {
            $end = if ($i + 1 -lt $headings.Count) { $headings[$i + 1] - 1 } else { $lines.Count - 1 }
            , @($lines[($headings[$i] + 1)..$end])
        })
        @{
            Name     = $File.Name -replace '\.help\.txt$'
            Culture  = $File.Directory.Name
            Path     = $File.FullName
            Lines    = $lines
            Sections = $sections
            Parts    = @(Get-Part $lines)
            Blocks   = @(Get-CodeBlock $lines)
            Examples = @(if ($sections.Count -gt 3) { Get-CodeBlock $sections[3] })
        }
    }

    $guides = @(Get-ChildItem (Join-Path $repository 'module') -Directory |
        ForEach-Object { Get-ChildItem $_.FullName -Filter 'about_*.help.txt' } |
        ForEach-Object { Read-Guide $_ })
    $cultures = @($guides.Culture | Sort-Object -Unique | ForEach-Object { $culture = $_; @{ Culture = $_; Topics = @($guides | Where-Object { $_.Culture -eq $culture }) } })

    # What the examples of a topic leave behind: files that are there, and what the sandbox did.
    $left = @{
        about_FreedomPay             = @{ Files = 'links.csv', 'orders.csv'; Effects = @{ createPayment = 3; createCardClientV2 = 1 } }
        about_FreedomPay_Connections = @{ Files = @('orders.csv'); Effects = @{ createPayment = 2 } }
        about_FreedomPay_Csv         = @{ Files = 'corrected.csv', 'links.csv', 'orders.csv', 'semicolons.csv', 'template.csv', 'to-correct.csv'; Effects = @{ createPayment = 4 } }
        about_FreedomPay_Bulk        = @{ Files = 'clients.csv', 'clients.jsonl', 'orders.csv', 'orders.jsonl'; Effects = @{ createCardClientV2 = 3; createPayment = 2 } }
        about_FreedomPay_Security    = @{ Files = @(); Effects = @{ createCardClientV2 = 1; issueCard = 1; setCardPin = 1; createPayment = 1 } }
        about_FreedomPay_Sandbox     = @{ Files = @(); Effects = $null } # It stops the sandbox.
    }
    $guides | ForEach-Object { $_.Left = $left[$_.Name] }
    $english = @($guides | Where-Object Culture -eq en-US)
    $others = @($guides | Where-Object Culture -ne en-US)
    foreach ($guide in $others) { $guide.English = $english | Where-Object Name -eq $guide.Name }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $out = Join-Path $repository 'out'
    # Nested runspaces and Import-Module by name find the module as an installed one is found.
    $modulePath = $env:PSModulePath
    $env:PSModulePath = $out + [IO.Path]::PathSeparator + $env:PSModulePath
    $common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
    $own = @(Get-Command -Module FreedomPay.PowerShell)

    # What is wrong with the commands of a block: words that do not parse, cmdlets of ours that do not exist, parameters that they do not
    # have. The hashtables of the blocks before it are those that it may splat.
    function Get-CodeFault {
        param([string] $Code, [hashtable] $Hashtables)
        $mistakes = $null
        $ast = [Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $mistakes)
        $mistakes | ForEach-Object { "$($_.Message) ($($_.Extent.Text))" }
        foreach ($assignment in $ast.FindAll({ $args[0] -is [Management.Automation.Language.AssignmentStatementAst] }, $true)) {
            $value = $assignment.Right.Find({ $args[0] -is [Management.Automation.Language.HashtableAst] }, $false)
            if ($value) { $Hashtables[$assignment.Left.Extent.Text.TrimStart('$')] = $value.KeyValuePairs.ForEach({ $_.Item1.Extent.Text }) }
        }
        foreach ($call in $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
            $name = $call.GetCommandName()
            if ($name -notmatch '-Freedom(Pay|Id)') { continue }
            $command = $own | Where-Object Name -ceq $name
            if (-not $command) { "there is no $name"; continue }
            $given = foreach ($element in $call.CommandElements) {
                if ($element -is [Management.Automation.Language.CommandParameterAst]) { $element.ParameterName }
                elseif ($element -is [Management.Automation.Language.VariableExpressionAst] -and $element.Splatted) {
                    $Hashtables[$element.VariablePath.UserPath] ?? "parameters in @$($element.VariablePath.UserPath)"
                }
            }
            @($given) | Where-Object { $_ } | Where-Object { $_ -cnotin $command.Parameters.Keys } | ForEach-Object { "$name has no -$_" }
        }
    }

    $source = Get-ChildItem (Join-Path $repository 'src') -Recurse -Filter *.cs | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Get-Content -Raw

    # The words of English text that are the same in every language: what is typed, what the screen or the API shows, numbers, addresses.
    function Get-CodeWord {
        param([string] $Text)
        $translated = 'Kazakhstan', 'Kyrgyzstan', 'Uzbekistan', 'United', 'States', 'Cyrillic'
        $quoted = [regex]::Matches($Text, "(?<!\w)'[^']+'").Value
        $names = [regex]::Matches($Text, '(?<=[a-z,(] )[A-Z][a-z]+\b(?!-)').Value | Where-Object { $_ -notin $translated }
        $words = foreach ($word in Get-Word $Text) {
            # A part after a hyphen alone is a parameter; else what has a digit, an underscore, a dot, or a capital further in.
            if ($word -cmatch '^-[A-Z]|^\$|[\d_*#]|[a-z][A-Z]|\w[.+]\w|://|^[A-Z]{3,}$' -and $word -notmatch '^PINs?$') { $word }
        }
        @($quoted) + @($names) + @($words) | Where-Object { $_ } | Sort-Object -Unique -CaseSensitive
    }

    function Get-Word {
        param([string] $Text)
        [regex]::Matches($Text, '(?<![\w-])[-$]?[A-Za-z0-9*#<][A-Za-z0-9_.:/@*#<>$+-]*') | ForEach-Object { $_.Value.TrimEnd('.', ':') } | Sort-Object -Unique -CaseSensitive
    }

    # A session of its own, as somebody who reads the topic has; the blocks run in it one after another.
    function Invoke-Example {
        param([object[]] $Block, [string] $Folder)
        $shell = [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
        try {
            $null = $shell.AddScript('param($folder) Set-Location $folder').AddArgument($Folder).Invoke()
            foreach ($one in $Block) {
                $shell.Commands.Clear()
                $shell.Streams.ClearStreams()
                $thrown = $null
                $output = try { $shell.AddScript("`$Error.Clear()`n$($one.Code)").Invoke() | Out-String } catch { $thrown = $_.Exception }
                $shown = @($shell.Streams.Error | ForEach-Object { "$($_.FullyQualifiedErrorId): $_" }) + @($thrown | Where-Object { $_ } | ForEach-Object Message)
                $shell.Commands.Clear()
                # Errors that the example itself keeps quiet; no others are expected than those that its text names.
                $quiet = @($shell.AddScript('$Error').Invoke() | ForEach-Object FullyQualifiedErrorId)
                [pscustomobject]@{ Code = $one.Code; Shown = $shown; Quiet = $quiet; Output = "$output"; Named = "$($one.Lead) $($one.Code)" }
            }
        }
        finally { $shell.Dispose() }
    }
}

AfterAll {
    $env:PSModulePath = $modulePath
    Stop-FreedomPaySandbox
}

Describe 'The topics in <Culture>' -ForEach $cultures {
    It 'are those that there are' {
        $Topics.Name | Sort-Object | Should -Be $names
    } -ForEach @{ names = $names }

    It 'are in the folders of the module' {
        # Get-Help goes from a culture to its parents and then to en-US: from ru-KZ to ru, and never to ru-RU.
        $folders = @($Culture) + @(if ($Culture -ne 'en-US') { ([cultureinfo] $Culture).Parent.Name })
        foreach ($folder in $folders | ForEach-Object { Join-Path $out 'FreedomPay.PowerShell' $_ }) {
            (Get-ChildItem $folder -Filter 'about_*').Name | Sort-Object | Should -Be @($Topics.Name | ForEach-Object { "$_.help.txt" } | Sort-Object) -Because $folder
            foreach ($topic in $Topics) { Get-Content -Raw (Join-Path $folder "$($topic.Name).help.txt") | Should -BeExactly (Get-Content -Raw $topic.Path) -Because $folder }
        }
    }
}

Describe 'The documentation' {
    It 'has topics in English and Russian' -ForEach @{ found = @($cultures.Culture) } { $found | Sort-Object | Should -Be 'en-US', 'ru-RU' }

    It 'links <Name> in <Culture> in the README' -ForEach $guides {
        Get-Content -Raw (Join-Path $repository 'README.md') | Should -BeLike "*](module/$Culture/$Name.help.txt)*"
    }
}

Describe 'Get-Help in the language <Locale>' -ForEach @(
    @{ Locale = 'en_US.UTF-8'; Shown = $english }
    @{ Locale = 'ru_RU.UTF-8'; Shown = $others | Where-Object Culture -eq ru-RU }
    @{ Locale = 'ru_KZ.UTF-8'; Shown = $others | Where-Object Culture -eq ru-RU }
) {
    It 'shows the topics in it, each once' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'LC_ALL is not what decides the language of a session in Windows'; return }
        $child = Invoke-Child -Environment @{ LC_ALL = $Locale } {
            $found = foreach ($import in $false, $true) {
                if ($import) { Import-Module FreedomPay.PowerShell }
                @{
                    Culture = $PSUICulture
                    Listed  = @(Get-Help 'about_FreedomPay*' | ForEach-Object { @{ Name = $_.Name; Synopsis = "$($_.Synopsis)" } })
                    Text    = Get-Help about_FreedomPay_Bulk | Out-String
                }
            }
            ConvertTo-Json @($found) -Depth 5 -EscapeHandling EscapeNonAscii
        }
        $child.Errors | Should -BeNullOrEmpty
        # At first as a module that is installed, then as one that is loaded too.
        $sessions = @($child.Output | ConvertFrom-Json)
        $sessions | Should -HaveCount 2
        foreach ($session in $sessions) {
            $session.Culture | Should -Be ($Locale -replace '_', '-' -replace '\..*')
            ($session.Text -replace "`r").Trim() | Should -BeExactly (($Shown | Where-Object Name -eq about_FreedomPay_Bulk).Lines -join "`n").Trim()
            ($session.Listed | ForEach-Object { "$($_.Name): $($_.Synopsis)" } | Sort-Object) | Should -BeExactly ($Shown | ForEach-Object { "$($_.Name): $($_.Lines[4].Trim())" } | Sort-Object)
        }
    }
}

Describe '<Name> in <Culture>, beside English' -ForEach $others {
    It 'has the same sections, paragraphs, items, rows of tables and blocks of code, in the same order' {
        $English | Should -Not -BeNullOrEmpty -Because 'a topic is written in English first'
        $Parts.Kind | Should -Be $English.Parts.Kind
        $Parts.Count | Should -BeGreaterThan 30
    }

    It 'has the same code' {
        ($Parts | Where-Object Kind -eq code | ForEach-Object Text) | Should -BeExactly ($English.Parts | Where-Object Kind -eq code | ForEach-Object Text)
        $Blocks.Code | Should -BeExactly $English.Blocks.Code
        $Examples.Code | Should -BeExactly $English.Examples.Code
        $Sections[4] | Should -BeExactly $English.Sections[4] -Because 'related topics are names'
    }

    It 'has the same code words in every part, and no others' {
        $faults = for ($i = 0; $i -lt $Parts.Count; $i++) {
            if ($Parts[$i].Kind -in 'code', 'section') { continue }
            $text = $Parts[$i].Text
            $original = $English.Parts[$i].Text
            Get-CodeWord $original | Where-Object { -not $text.Contains($_) } | ForEach-Object { "'$_' is missing in: $text" }
            Get-Word $text | Where-Object { -not $original.Contains($_) } | ForEach-Object { "'$_' is not in English: $text" }
        }
        $faults | Should -BeNullOrEmpty
    }
}

Describe '<Name> in Russian' -ForEach ($others | Where-Object Culture -eq ru-RU) {
    It 'has the headings of PowerShell''s own topics' {
        ($Parts | Where-Object Kind -eq section | ForEach-Object Text) | Should -BeExactly 'РАЗДЕЛ', 'КРАТКОЕ ОПИСАНИЕ', 'ПОДРОБНОЕ ОПИСАНИЕ', 'ПРИМЕРЫ', 'СМ. ТАКЖЕ'
    }

    It 'is in Russian, with letters of one alphabet in a word' {
        # All but names: that of the topic, and the related topics.
        foreach ($part in $Parts | Select-Object -SkipLast 1 | Where-Object { $_.Kind -ne 'code' -and $_.Text -cne $Name }) {
            if ($part.Kind -ne 'row' -and $part.Text -notlike 'PCI DSS*') { $part.Text | Should -MatchExactly '\p{IsCyrillic}' }
            $part.Text | Should -Not -MatchExactly '\b(a|and|are|does|for|in|is|it|like|of|or|that|the|to|what|with)\b'
        }
        $Lines | Select-String '\p{IsCyrillic}[A-Za-z]|[A-Za-z]\p{IsCyrillic}' | Should -BeNullOrEmpty
    }
}

Describe 'about_FreedomPay_Connections in <Culture>' -ForEach ($guides | Where-Object Name -eq about_FreedomPay_Connections) {
    It 'names the environment variables that there are' {
        $variables = [ordered]@{
            FREEDOMPAY_ENVIRONMENT     = 'Production'; FREEDOMPAY_REGION = 'Kg'
            FREEDOMPAY_BASE_URI        = 'https://api.example/'; FREEDOMPAY_PASSPORT_URI = 'https://passport.example/'
            FREEDOMPAY_CUSTOMER_URI    = 'https://pay.example/'
            FREEDOMPAY_PARTNER_ID      = 'p'; FREEDOMPAY_PARTNER_SECRET = 'a-secret'
            FREEDOMPAY_MERCHANT_ID     = 'm'; FREEDOMPAY_MERCHANT_SECRET = 'a-secret'; FREEDOMPAY_MERCHANT_AUTH_ID = 'a'
            FREEDOMPAY_PAYOUT_ID       = 'o'; FREEDOMPAY_PAYOUT_SECRET = 'a-secret'
            FREEDOMPAY_FREEDOM_ID_ID   = 'f'; FREEDOMPAY_FREEDOM_ID_SECRET = 'a-secret'; FREEDOMPAY_FREEDOM_ID_TOKEN = 'a-token'
        }
        [regex]::Matches($Lines -join "`n", '\bFREEDOMPAY_\w+').Value | Sort-Object -Unique | Should -Be ($variables.Keys | Sort-Object)
        try {
            foreach ($name in $variables.Keys) { Set-Item "Env:$name" $variables[$name] }
            $connection = Connect-FreedomPay -PassThru
            $connection.Environment, $connection.Region, $connection.BaseUri, $connection.PassportUri, $connection.CustomerUri | Should -Be 'Production', 'Kg', 'https://api.example/', 'https://passport.example/', 'https://pay.example/'
            $connection.PartnerId, $connection.MerchantId, $connection.PayoutId, $connection.FreedomIdClientId, $connection.HasFreedomIdToken, $connection.MerchantAuthId | Should -Be 'p', 'm', 'o', 'f', $true, 'a'
        }
        finally {
            Remove-Item Env:FREEDOMPAY_*
            Disconnect-FreedomPay
        }
    }
}

Describe '<Name> in <Culture>' -ForEach $guides {
    It 'has the form that Get-Help reads' {
        $Sections | Should -HaveCount 5 -Because 'a topic has name, short description, long description, examples and related topics'
        ($Sections[0] -join '').Trim() | Should -BeExactly $Name
        # Get-Help takes the synopsis from the fifth line.
        $Lines[0] | Should -Match '^\S'
        $Lines[4] | Should -Match '^    \S.{9,}\.$'
        ($Sections[1] -join '').Trim() | Should -BeExactly $Lines[4].Trim()
        @($Lines | Where-Object { $_ -match '^ {1,3}\S' -and $_ -notmatch '^  \S' }) | Should -BeNullOrEmpty -Because 'text is indented by four, a heading within a section by two'
    }

    It 'has no long line, no tab, no blank at an end, and is UTF-8 without a mark' {
        $Lines | Where-Object { $_.Length -gt 80 } | Should -BeNullOrEmpty
        $Lines | Where-Object { $_ -match '\t|\s$' } | Should -BeNullOrEmpty
        # Get-Help reads UTF-8 unless a mark says otherwise, in Windows PowerShell too, where only scripts and Get-Content need the mark.
        $bytes = [IO.File]::ReadAllBytes($Path)
        { [Text.UTF8Encoding]::new($false, $true).GetString($bytes) } | Should -Not -Throw
        $bytes[0..2] | Should -Not -Be (0xEF, 0xBB, 0xBF)
    }

    It 'is found by Get-Help' {
        $found = @(Invoke-InCulture $Culture { Get-Help $Name })
        $found | Should -HaveCount 1
        (($found[0] | Out-String) -replace "`r").Trim() | Should -BeExactly (($Lines -join "`n").Trim())
        # The list that Get-Help shows for several topics has the synopsis.
        $listed = Invoke-InCulture $Culture { Get-Help 'about_FreedomPay*' } | Where-Object Name -eq $Name
        "$($listed.Synopsis)".Trim() | Should -BeExactly $Lines[4].Trim()
    }

    It 'has code that parses, with cmdlets and parameters that exist' {
        $Blocks.Count | Should -BeGreaterThan 0
        $hashtables = @{}
        foreach ($block in $Blocks) { Get-CodeFault $block.Code $hashtables | Should -BeNullOrEmpty -Because $block.Code }
    }

    It 'names cmdlets, parameters, topics and errors that exist' {
        $text = $Lines -join "`n"
        $text | Select-String '\b[A-Z]\w+-Freedom(Pay|Id)\w*' -AllMatches | ForEach-Object { $_.Matches.Value } | Where-Object { $_ -cnotin $own.Name } | Should -BeNullOrEmpty
        $text | Select-String '\babout_\w+' -AllMatches | ForEach-Object { $_.Matches.Value } | Where-Object { $_ -cnotin $names } | Should -BeNullOrEmpty

        # In the text a parameter right after its cmdlet is a parameter of that one; alone, of any that the topic could mean.
        $prose = ($Lines | Where-Object { $_ -notmatch '^ {8}' }) -join "`n"
        foreach ($pair in [regex]::Matches($prose, '\b(?<cmdlet>[A-Z]\w+-Freedom(?:Pay|Id)\w*)\s+-(?<parameter>[A-Z]\w+)')) {
            (Get-Command $pair.Groups['cmdlet'].Value).Parameters.Keys | Should -Contain $pair.Groups['parameter'].Value
        }
        $foreign = [regex]::Matches($text, '\b[A-Z]\w+-[A-Z]\w+').Value | Sort-Object -Unique | ForEach-Object { Get-Command $_ -ErrorAction Ignore }
        $known = @($own) + @($foreign) | Where-Object { $_.Parameters } | ForEach-Object { $_.Parameters.Keys }
        # pwsh is a program and has parameters of its own.
        [regex]::Matches(($text -replace '\bpwsh -\w+'), '(?<![\w\-])-(?<parameter>[A-Z]\w+)') | ForEach-Object { $_.Groups['parameter'].Value } |
            Where-Object { $_ -cnotin $known -and $_ -cnotin $common } | Should -BeNullOrEmpty

        foreach ($reason in [regex]::Matches($text, '(?<!\w)FreedomPay\.(?!PowerShell)(?<reason>[A-Z]\w+)') | ForEach-Object { $_.Groups['reason'].Value } | Sort-Object -Unique) {
            $source -match "`"$reason`"|\bFaultReason\.$reason\b" | Should -Not -BeNullOrEmpty -Because "FreedomPay.$reason is the id of an error"
        }
    } -ForEach @{ names = $names }
}

Describe 'The examples of <Name>' -ForEach $english {
    BeforeAll {
        $before = Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }
        Stop-FreedomPaySandbox
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $ran = @(Invoke-Example $Examples $folder)
        # What the sandbox did is asked of the one that the examples have left.
        $isStopped = $null -eq (Start-FreedomPaySandbox -WhatIf)
        if ($Left.Effects) {
            $address = (Start-FreedomPaySandbox).BaseUri
            $effects = @(Invoke-RestMethod "${address}_sandbox/ledger" | ForEach-Object { $_ } | Where-Object effect)
        }
        $after = Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }
        Get-ChildItem Env:FREEDOMPAY_* | Remove-Item
    }

    It 'run without an error, but for those that they speak of' {
        $ran | Should -HaveCount $Examples.Count
        $ran.Count | Should -BeGreaterThan 2
        foreach ($example in $ran) {
            $example.Shown | Should -BeNullOrEmpty -Because $example.Code
            foreach ($id in $example.Quiet) { $example.Named | Should -BeLike "*$($id -replace ',.*')*" -Because "an error is expected only where the text names it, in:`n$($example.Code)" }
            if ($example.Named -match 'FreedomPay\.[A-Z]\w+' -and $example.Code -match 'ErrorVariable|@quiet') { $example.Quiet | Should -Not -BeNullOrEmpty -Because "the text speaks of an error, in:`n$($example.Code)" }
        }
    }

    It 'leave what they should, and nothing else' {
        @(Get-ChildItem $folder).Name | Sort-Object | Should -Be $Left.Files
        $after | Should -Be $before
        if (-not $Left.Effects) { $isStopped | Should -BeTrue }
        else {
            $found = @{}
            $effects | Group-Object operationId | ForEach-Object { $found[$_.Name] = $_.Count }
            ($found.GetEnumerator() | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Value)" }) | Should -Be ($Left.Effects.GetEnumerator() | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Value)" })
        }
    }
}
