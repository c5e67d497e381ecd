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

BeforeAll { . (Join-Path $PSScriptRoot 'Shared.ps1') }

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

    It 'has at least two examples, each explained, and a page that -Online opens' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) { ($example.remarks.Text -join ' ') | Should -Match '\w{2}.+\.' }
        $help.relatedLinks.navigationLink[0].uri | Should -Match '^https://'
    }
}

Describe 'The example of <Name>' -ForEach $examples {
    BeforeAll {
        # Runspaces of ForEach-Object -Parallel find the module by its name.
        $modulePath = $env:PSModulePath
        $path = $env:PATH
        $env:PSModulePath = (Join-Path $repository 'out') + [IO.Path]::PathSeparator + $env:PSModulePath
        Connect-FreedomPay -Environment Sandbox
        Push-Location TestDrive:
        # The files that examples speak of, made of what the sandbox has.
        Import-Csv (Join-Path $repository 'samples' 'clients.csv') | Select-Object -First 3 | Export-Csv clients.csv
        $clients = Import-Csv clients.csv | New-FreedomPayCardClient -ErrorAction Ignore
        if ($Name -notin 'New-FreedomPayCardClient', 'Get-FreedomPayJournal') { $clients | Export-Csv created.csv } else { Reset-Sandbox }
        Import-Csv (Join-Path $repository 'samples' 'users.csv') | Select-Object -First 3 | Export-Csv users.csv
        $user = New-FreedomIdUser -Phone +77015550001
        [pscustomobject]@{ FreedomId = $user.FreedomId; LastName = 'Serikova' } | Export-Csv changes.csv
        Import-Csv (Join-Path $repository 'samples' 'payments.csv') | Select-Object -First 2 | Export-Csv orders.csv
        Import-Csv orders.csv | New-FreedomPayPayment | Export-Csv links.csv
        New-FreedomPayPayment -OrderId A-1 -Amount 1 -Description x | Out-Null
        New-FreedomPayPayment -OrderId A-2 -Amount 1 -Description x | Out-Null
    }

    It 'runs against the sandbox: <Code>' {
        # An example may open the browser, which a Linux machine need not have.
        if ($IsLinux) { $null = Use-FakeBrowser -Visit }
        # Ids that an example makes up stand for ones that the sandbox knows.
        $known = $Code.Replace('eeca9287-d824-4f50-928b-450d2e46f874', $user.FreedomId).Replace('4567788', (Import-Csv links.csv)[0].PaymentId)
        if ($Name -match 'CardRequest') { $known = $known.Replace('019ab688-bef2-72c4-aa29-d0e08be76d95', $clients[0].RequestId) }
        # A port that an example names may be taken on this machine.
        $known = $known.Replace('-Port 8451', '').Replace('-RedirectPort 8400', "-RedirectPort $(Get-Random -Minimum 20000 -Maximum 30000)").Replace('A-1001', 'A-1')
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
