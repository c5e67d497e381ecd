# Get-Help of every cmdlet in every language, and every example, run.
# The names are needed while the tests are found, before any of them runs.
BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force
    $cmdlets = Get-Command -Module FreedomPay.PowerShell | ForEach-Object { @{ Name = $_.Name } }
    $examples = Get-Command -Module FreedomPay.PowerShell | ForEach-Object {
        $name = $_.Name
        (Get-Help $name).examples.example | ForEach-Object { @{ Name = $name; Code = $_.code } }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    . (Join-Path $PSScriptRoot 'Samples.ps1')
}

Describe 'Help of <Name>' -ForEach $cmdlets {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis and a description' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z].+\.$'
        ($help.description.Text -join ' ') | Should -Not -BeNullOrEmpty
    }

    It 'has a text for every parameter' {
        $own = (Get-Command $Name).Parameters.Values | Where-Object {
            $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters -and -not ($_.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] -and $_.DontShow })
        }
        foreach ($parameter in $own) {
            $text = ($help.parameters.parameter | Where-Object name -eq $parameter.Name).description.Text
            $text | Should -Match '\w{2}.+\.$' -Because "-$($parameter.Name) is to be explained"
        }
    }

    It 'tells what it takes from the pipeline' {
        $taken = (Get-Command $Name).Parameters.Values.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] -and -not $_.DontShow }
        $text = $help.inputTypes.inputType.description.Text -join ' '
        if ($taken.ValueFromPipelineByPropertyName -contains $true) { $text | Should -BeLike 'Rows whose columns*' }
        elseif ($taken.ValueFromPipeline -contains $true) { $text | Should -BeLike 'Values of -*' }
        else { $help.inputTypes.inputType.type.name | Should -Be 'None' }
    }

    It 'has at least two examples, each explained, and a page that -Online opens' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) { ($example.remarks.Text -join ' ') | Should -Match '\w{2}.+\.' }
        $help.relatedLinks.navigationLink[0].uri | Should -Match '^https://'
    }
}

Describe 'Help in the language of the user' {
    BeforeAll {
        # Get-Help keeps what it has read, so each language has a process of its own. LC_ALL is for Linux; elsewhere the process sets what the system would.
        function Read-Help([string] $Culture, [string] $Name = '*') {
            $child = Invoke-Child -Environment @{ LC_ALL = $Culture.Replace('-', '_') + '.UTF-8' } -Argument $Culture, (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'), $Name {
                param($culture, $module, $name)
                if (-not $IsLinux) { [cultureinfo]::CurrentUICulture = $culture }
                Import-Module $module
                $all = foreach ($command in Get-Command -Module FreedomPay.PowerShell -Name $name) {
                    $help = Get-Help $command.Name -Full
                    $texts = @{}
                    foreach ($parameter in $help.parameters.parameter) { if ($parameter) { $texts[$parameter.name] = $parameter.description.Text -join ' ' } }
                    @{
                        Name = $command.Name
                        Synopsis = $help.Synopsis.Trim()
                        Description = $help.description.Text -join ' '
                        Parameters = $texts
                        Codes = @($help.examples.example.code)
                        Remarks = @($help.examples.example | ForEach-Object { ($_.remarks.Text -join ' ').Trim() })
                        Notes = $help.alertSet.alert.Text -join ' '
                        Links = @($help.relatedLinks.navigationLink.uri)
                    }
                }
                ConvertTo-Json @($all) -Depth 4 -EscapeHandling EscapeNonAscii
            }
            if ($child.ExitCode -or $child.Errors) { throw "$($child.Output)$($child.Errors)" }
            $read = @{}
            foreach ($help in $child.Output | ConvertFrom-Json -AsHashtable) { $read[$help.Name] = $help }
            $read
        }

        $english = Read-Help en-US
        $russian = Read-Help ru-RU
    }

    It 'is Russian for <_>' -ForEach 'ru-RU', 'ru-KZ' {
        $help = (Read-Help $_ New-FreedomPayPayment)['New-FreedomPayPayment']
        $help.Synopsis | Should -BeExactly 'Создаёт платёж в Merchant API и возвращает адрес его платёжной страницы.'
        $help.Parameters['Amount'] | Should -BeLike 'Сумма в единицах -Currency*'
    }

    It 'is English for <_>, of whose language there is none' -ForEach 'kk-KZ', 'en-US', 'de-DE' {
        (Read-Help $_ New-FreedomPayPayment)['New-FreedomPayPayment'].Synopsis | Should -BeExactly 'Creates a payment of the Merchant API and returns the address of its payment page.'
    }

    It 'says all of <Name> in Russian' -ForEach $cmdlets {
        $help = $russian[$Name]
        $help.Synopsis | Should -MatchExactly '^[А-ЯЁ].+\.$'
        $help.Description | Should -Match '[а-яё].+\.$'
        $help.Parameters.Keys | Sort-Object | Should -Be ($english[$Name].Parameters.Keys | Sort-Object)
        foreach ($parameter in $help.Parameters.Keys) { $help.Parameters[$parameter] | Should -Match '[а-яё].*\.$' -Because "-$parameter is to be explained" }
        $help.Remarks | Should -HaveCount $english[$Name].Remarks.Count
        foreach ($remark in $help.Remarks) { $remark | Should -Match '[а-яё].*\.$' }
        [bool] $help.Notes | Should -Be ([bool] $english[$Name].Notes)
        if ($help.Notes) { $help.Notes | Should -Match '[а-яё]' }
    }

    It 'has the examples and links of <Name> as in English' -ForEach $cmdlets {
        $russian[$Name].Codes.Count | Should -BeGreaterOrEqual 2
        $russian[$Name].Codes | Should -BeExactly $english[$Name].Codes
        $russian[$Name].Links | Should -BeExactly $english[$Name].Links
    }
}

Describe 'The file of help in <_>' -ForEach 'en-US', 'ru-RU', 'ru' {
    It 'is valid by the schema of PowerShell' {
        $source = Join-Path $PSHOME 'Schemas' 'PSMaml'
        if (-not (Test-Path $source)) { Set-ItResult -Skipped -Because "this PowerShell comes without $source"; return }

        # The files of the schema name each other in capitals and small letters at will, which only Windows takes.
        foreach ($file in Get-ChildItem $source -Filter *.xsd) {
            [regex]::Replace((Get-Content -Raw $file), 'schemaLocation="[^"]*"', { $args[0].Value.ToLowerInvariant().Replace('schemalocation', 'schemaLocation') }) | Set-Content (Join-Path $TestDrive $file.Name.ToLowerInvariant())
        }
        $schemas = [Xml.Schema.XmlSchemaSet]::new()
        $schemas.XmlResolver = [Xml.XmlUrlResolver]::new()
        foreach ($file in 'maml.xsd', 'developercommand.xsd') { $null = $schemas.Add([NullString]::Value, (Join-Path $TestDrive $file)) }

        $help = [xml]::new()
        $help.Load((Join-Path $repository 'out' 'FreedomPay.PowerShell' $_ 'FreedomPay.PowerShell.dll-Help.xml'))
        # Two things that Get-Help needs and the schema does not have: names of aliases, and the element of parameters where there are none.
        foreach ($parameter in $help.SelectNodes('//*[@aliases]')) { $parameter.RemoveAttribute('aliases') }
        foreach ($none in @($help.SelectNodes('//*[local-name() = "parameters" and not(*)]'))) { $null = $none.ParentNode.RemoveChild($none) }
        $help.Schemas = $schemas
        $faults = [Collections.Generic.List[string]]::new()
        foreach ($command in $help.DocumentElement.ChildNodes) { $help.Validate({ $faults.Add($args[1].Message) }, $command) }
        $faults | Should -BeNullOrEmpty
        $help.DocumentElement.ChildNodes | Should -HaveCount (Get-Command -Module FreedomPay.PowerShell).Count
        ($schemas.Schemas() | ForEach-Object TargetNamespace) | Should -Contain 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    }
}

Describe 'The examples' {
    BeforeAll {
        # Runspaces of ForEach-Object -Parallel find the module by its name.
        $modulePath = $env:PSModulePath
        $path = $env:PATH
        $env:PSModulePath = (Join-Path $repository 'out') + [IO.Path]::PathSeparator + $env:PSModulePath
        # An example may open the browser, which a Linux machine need not have.
        if ($IsLinux) { $null = Use-FakeBrowser -Visit }
        $families = @(Get-FamilyValue Examples)
        $work = New-Item -ItemType Directory TestDrive:\examples
        Push-Location TestDrive:\examples
    }

    BeforeEach {
        # The one of the example before it, if that has not ended it; it remembers nothing of it.
        Connect-FreedomPay -Environment Sandbox
        Reset-Sandbox
        Get-ChildItem $work | Remove-Item -Recurse
        # Files that examples speak of, made of what the sandbox has, and words of theirs that stand for others here.
        $words = @{}
        foreach ($family in $families) {
            $own = & $family $Name
            foreach ($word in $own.Keys) { $words[$word] = $own[$word] }
        }
    }

    It 'of <Name> runs against the sandbox: <Code>' -ForEach $examples {
        $known = $Code
        foreach ($word in $words.Keys) { $known = $known.Replace($word, $words[$word]) }
        $Error.Clear()
        $ErrorActionPreference = 'Continue'
        $null = . ([scriptblock]::Create($known)) 2>&1 3>&1 | Out-String
        # The sandbox refuses what the first example of Invoke-FreedomPayRequest asks for, and its text says so.
        $unexpected = $Error | Where-Object { -not ($Name -eq 'Invoke-FreedomPayRequest' -and $_.FullyQualifiedErrorId -like 'FreedomPay.Refused*') }
        $unexpected | Should -BeNullOrEmpty
    }

    AfterAll {
        Pop-Location
        $env:PSModulePath = $modulePath
        $env:PATH = $path
        Stop-FreedomPaySandbox
    }
}
