# Importing the module: its dependencies beside those of other modules, and two runspaces.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $module = Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'
    $otherPolly = Join-Path $repository 'out' 'tests' 'Polly.Core' 'Polly.Core.dll'
    $otherQRCoder = Join-Path $repository 'out' 'tests' 'QRCoder' 'QRCoder.dll'

    # Ends with JSON on its last line; whatever the child prints besides is part of the failure.
    function Get-ChildResult {
        param([scriptblock] $Script, [string[]] $Argument, [hashtable] $Environment = @{})
        $child = Invoke-Child $Script -Argument $Argument -Environment $Environment
        $child.Errors | Should -BeNullOrEmpty
        $child.ExitCode | Should -Be 0 -Because $child.Output
        $child.Output | ConvertFrom-Json
    }
}

Describe 'The dependencies of the module' {
    It 'live in a load context of their own and not in the default one' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $null = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov | Get-FreedomPayCardRequest
            $all = [Runtime.Loader.AssemblyLoadContext]::All | ForEach-Object { $context = $_.Name; $_.Assemblies | ForEach-Object { [pscustomobject]@{ Context = $context; Assembly = $_.GetName().Name } } }
            $all | Where-Object Assembly -match '^(Polly|FreedomPay|QRCoder)' | ConvertTo-Json
        }
        ($found | Where-Object Context -eq 'FreedomPay.PowerShell').Assembly | Sort-Object | Should -Be 'FreedomPay.Core', 'FreedomPay.Sandbox', 'Polly.Core' -Because 'what draws QR codes is loaded when the first is drawn'
        ($found | Where-Object Context -ne 'FreedomPay.PowerShell').Assembly | Should -Be 'FreedomPay.PowerShell'
    }

    It 'that draw QR codes are loaded with the first code, beside another version of QRCoder that another module loaded first' {
        $otherQRCoder | Should -Exist -Because 'dotnet build tests/FreedomPay.PowerShell.Tests lays it there'
        $found = Get-ChildResult -Argument $module, $otherQRCoder, $TestDrive {
            param($module, $otherQRCoder, $folder)
            $ErrorActionPreference = 'Stop'
            Add-Type -Path $otherQRCoder
            function Get-Loaded {
                $all = foreach ($context in [Runtime.Loader.AssemblyLoadContext]::All) { foreach ($assembly in $context.Assemblies) { if ($assembly.GetName().Name -in 'FreedomPay.Qr', 'QRCoder') { "$($context.Name) $($assembly.GetName().Name)" } } }
                @($all | Sort-Object)
            }
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $null = New-FreedomPayPayment -Amount 10 -Description x -RatePerSecond 1000
            $before = Get-Loaded
            $null = New-FreedomPayPayment -Amount 10 -Description x -RatePerSecond 1000 -QrPath (Join-Path $folder 'beside.png')
            $theirs = [QRCoder.QRCodeGenerator]::new().CreateQrCode('theirs', [QRCoder.QRCodeGenerator+ECCLevel]::M)
            @{ Before = $before; After = Get-Loaded; Written = Test-Path (Join-Path $folder 'beside.png'); Theirs = $theirs.ModuleMatrix.Count } | ConvertTo-Json
        }
        $found.Before | Should -Be 'Default QRCoder'
        $found.After | Should -Be 'Default QRCoder', 'FreedomPay.PowerShell FreedomPay.Qr', 'FreedomPay.PowerShell QRCoder'
        $found.Written | Should -BeTrue
        $found.Theirs | Should -BeGreaterThan 20
    }

    It 'do not clash with another version of Polly.Core that another module loaded first' {
        $otherPolly | Should -Exist -Because 'dotnet build tests/FreedomPay.PowerShell.Tests lays it there'
        $found = Get-ChildResult -Argument $module, $otherPolly {
            param($module, $otherPolly)
            $ErrorActionPreference = 'Stop'
            Add-Type -Path $otherPolly
            $before = [Polly.ResiliencePipelineBuilder]::new().Build()
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
            $after = [Polly.ResiliencePipelineBuilder]::new().Build()
            $ran = @{ Count = 0 }
            foreach ($pipeline in $before, $after) { $pipeline.Execute([Action] { $ran.Count++ }) }
            $versions = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Polly.Core' } |
                ForEach-Object { [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name + ' ' + [Diagnostics.FileVersionInfo]::GetVersionInfo($_.Location).FileVersion }
            @{ Status = $client.Status; Ran = $ran.Count; Versions = @($versions | Sort-Object) } | ConvertTo-Json
        }
        $found.Status | Should -Be 'ok'
        $found.Ran | Should -Be 2
        $found.Versions | Should -HaveCount 2
        $found.Versions[0] | Should -Match '^Default 8\.5\.2'
        $found.Versions[1] | Should -Match '^FreedomPay\.PowerShell 8\.(?!5\.2)'
    }

    It 'do not clash with another version of Polly.Core that another module loads later' {
        $found = Get-ChildResult -Argument $module, $otherPolly {
            param($module, $otherPolly)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            $null = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
            Add-Type -Path $otherPolly
            $ran = @{ Count = 0 }
            [Polly.ResiliencePipelineBuilder]::new().Build().Execute([Action] { $ran.Count++ })
            $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Dana -LastName Kim
            @{ Status = $client.Status; Ran = $ran.Count; Other = [Diagnostics.FileVersionInfo]::GetVersionInfo([Polly.ResiliencePipelineBuilder].Assembly.Location).FileVersion } | ConvertTo-Json
        }
        $found.Status | Should -Be 'ok'
        $found.Ran | Should -Be 1
        $found.Other | Should -Match '^8\.5\.2'
    }
}

Describe 'Importing the module' {
    It 'prints nothing, raises no error, opens no socket and leaves no file' {
        $child = Invoke-Child -Argument $module -WorkingDirectory $TestDrive {
            param($module)
            # Before the first look, so that what the looking itself opens is open in both.
            function Get-Socket { if ($IsLinux) { @(Get-ChildItem /proc/self/fd -ErrorAction Ignore | Where-Object LinkTarget -like 'socket:*' | ForEach-Object LinkTarget) | Sort-Object } }
            $null = Get-Socket
            $before = Get-Socket
            $printed = Import-Module $module *>&1
            [Console]::Out.Write("printed=$(@($printed).Count) errors=$($Error.Count) sockets=$(@(Get-Socket | Where-Object { $_ -notin $before }).Count) files=$(@(Get-ChildItem -Force).Count)")
        }
        $child.Errors | Should -BeNullOrEmpty
        $child.Output | Should -Be 'printed=0 errors=0 sockets=0 files=0'
    }

    It 'sends nothing, and neither does connecting, when FREEDOMPAY variables name a server' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try {
            $address = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $found = Get-ChildResult -Argument $module -Environment @{
                FREEDOMPAY_BASE_URI = $address; FREEDOMPAY_PASSPORT_URI = $address; FREEDOMPAY_PARTNER_ID = '1'; FREEDOMPAY_PARTNER_SECRET = 'made-up-secret'
            } {
                param($module)
                Import-Module $module
                $atImport = $null -eq (Get-FreedomPayConnection)
                $connection = Connect-FreedomPay -PassThru
                @{ NoConnectionAtImport = $atImport; BaseUri = "$($connection.BaseUri)"; PartnerId = $connection.PartnerId } | ConvertTo-Json
            }
            $found.NoConnectionAtImport | Should -BeTrue
            $found.BaseUri | Should -Be "$address/"
            $found.PartnerId | Should -Be '1'
            $listener.Pending() | Should -BeFalse
        }
        finally { $listener.Stop() }
    }

    It 'makes a literal of every public type resolve' {
        $types = [FreedomPay.Amount].Assembly.GetExportedTypes() | Where-Object { $_.Namespace -eq 'FreedomPay' }
        @($types).Count | Should -BeGreaterThan 10
        foreach ($type in $types | Where-Object { -not $_.IsGenericTypeDefinition }) { & ([scriptblock]::Create("[$($type.FullName)]")) | Should -Be $type }
        foreach ($type in [FreedomPay.Amount], [FreedomPay.CardRequest], [FreedomPay.Payment], [FreedomPay.FreedomIdUser], [FreedomPay.FreedomPayConnection], [FreedomPay.FreedomPayException]) { $type.IsPublic | Should -BeTrue }
    }

    It 'shows the syntax of every cmdlet' {
        foreach ($cmdlet in Get-Command -Module FreedomPay.PowerShell) {
            Get-Command $cmdlet.Name -Syntax | Should -Match "^\s*$($cmdlet.Name) "
            $cmdlet.CommandType | Should -Be 'Cmdlet'
        }
    }

    It 'works again after Remove-Module, with no connection left' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            Remove-Module FreedomPay.PowerShell
            $gone = $null -eq (Get-Command Connect-FreedomPay -ErrorAction Ignore -Module FreedomPay.PowerShell)
            Import-Module $module
            $connection = Get-FreedomPayConnection
            Connect-FreedomPay -Environment Sandbox
            $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
            @{ Gone = $gone; Left = "$connection"; Status = $client.Status } | ConvertTo-Json
        }
        $found.Gone | Should -BeTrue
        $found.Status | Should -Be 'ok'
        $found.Left | Should -BeNullOrEmpty -Because 'the credentials leave with the module'
    }

    It 'works again after Import-Module -Force, with no connection left' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            Import-Module $module -Force
            $connection = Get-FreedomPayConnection
            Connect-FreedomPay -Environment Sandbox
            $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
            $commands = Get-Command -Module FreedomPay.PowerShell
            Remove-Module FreedomPay.PowerShell
            @{
                Left = "$connection"; Status = $client.Status; Commands = @($commands).Count; Names = @($commands.Name | Sort-Object -Unique).Count
                Modules = @(Get-Module -All | Where-Object Path -like '*FreedomPay*').Count
            } | ConvertTo-Json
        }
        $found.Status | Should -Be 'ok'
        $found.Left | Should -BeNullOrEmpty -Because 'the credentials leave with the module'
        $found.Commands | Should -Be $found.Names
        $found.Modules | Should -Be 0 -Because 'nothing of the module stays behind'
    }

    It 'belongs to the module that imported it, and to the prompt when that imports it too' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            $ErrorActionPreference = 'Stop'
            $null = New-Module -Name Wrapper -ArgumentList $module { param($module) Import-Module $module; function Connect-Wrapped { Connect-FreedomPay -BaseUri http://127.0.0.1:9 } }
            $seen = [bool] (Get-Command Connect-FreedomPay -Module FreedomPay.PowerShell -ErrorAction Ignore)
            Connect-Wrapped
            Import-Module $module
            @{ Seen = $seen; Port = (Get-FreedomPayConnection).BaseUri.Port } | ConvertTo-Json
        }
        $found.Seen | Should -BeFalse
        $found.Port | Should -Be 9 -Because 'the runspace has one connection'
    }

    It 'obeys -Prefix and -Cmdlet' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            Import-Module $module -Prefix My -Cmdlet Get-FreedomPayConnection
            @(Get-Command -Module FreedomPay.PowerShell | ForEach-Object Name) | ConvertTo-Json -AsArray
        }
        $found | Should -Be 'Get-MyFreedomPayConnection'
    }

    It 'needs nothing that a profile may have changed' {
        $found = Get-ChildResult -Argument $module {
            param($module)
            Set-StrictMode -Version Latest
            $ErrorActionPreference = 'Stop'
            $WarningPreference = 'Stop'
            function global:Import-Module { throw 'not this one' }
            $global:build = 'elsewhere'
            Microsoft.PowerShell.Core\Import-Module $module
            @{ Count = @(Get-Command *-FreedomPayPayment -Module FreedomPay.PowerShell).Count; Build = $global:build } | ConvertTo-Json
        }
        $found.Count | Should -BeGreaterThan 1
        $found.Build | Should -Be 'elsewhere'
    }

    It 'fails whole, with the reason, when its assembly is not there' {
        $folder = Join-Path $TestDrive 'torn'
        $null = New-Item -ItemType Directory $folder
        Copy-Item (Split-Path $module) $folder -Recurse
        Remove-Item (Join-Path $folder 'FreedomPay.PowerShell' 'net8.0') -Recurse
        $found = Get-ChildResult -Argument (Join-Path $folder 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') {
            param($module)
            try { Import-Module $module -ErrorAction Stop } catch { $said = $_.Exception.Message }
            @{ Said = "$said"; Module = "$(Get-Module FreedomPay.PowerShell)" } | ConvertTo-Json
        }
        $found.Said | Should -Match 'net8\.0/FreedomPay\.PowerShell\.dll'
        $found.Module | Should -BeNullOrEmpty
    }

    It 'works from a path with blanks and Cyrillic letters' {
        $folder = Join-Path $TestDrive 'Мои модули (копия 1)'
        $null = New-Item -ItemType Directory $folder
        Copy-Item (Split-Path $module) $folder -Recurse
        $found = Get-ChildResult -Argument (Join-Path $folder 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') {
            param($module)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            Connect-FreedomPay -Environment Sandbox
            @{ Status = (New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov).Status; Base = (Get-Module FreedomPay.PowerShell).ModuleBase } | ConvertTo-Json
        }
        $found.Status | Should -Be 'ok'
        $found.Base | Should -Match 'Мои модули'
    }

    It 'is found by name when its folder is on PSModulePath' {
        $found = Get-ChildResult -Argument (Split-Path (Split-Path $module)) {
            param($folder)
            $env:PSModulePath = $folder + [IO.Path]::PathSeparator + $env:PSModulePath
            Connect-FreedomPay -Environment Sandbox
            @{ Module = (Get-Command Connect-FreedomPay).Source; Connected = (Get-FreedomPayConnection).BaseUri.IsLoopback } | ConvertTo-Json
        }
        $found.Module | Should -Be 'FreedomPay.PowerShell'
        $found.Connected | Should -BeTrue
    }
}

Describe 'Two runspaces' {
    It 'have default connections of their own' {
        $shells = 1, 2 | ForEach-Object {
            $shell = [powershell]::Create()
            $null = $shell.AddCommand('Import-Module').AddParameter('Name', $module).Invoke()
            $shell.Commands.Clear()
            $shell
        }
        try {
            $null = $shells[0].AddScript('Connect-FreedomPay -BaseUri http://127.0.0.1:9').Invoke()
            $shells[0].Commands.Clear()
            $shells[1].AddScript('Get-FreedomPayConnection').Invoke() | Should -BeNullOrEmpty
            $shells[1].Commands.Clear()
            $null = $shells[1].AddScript('Connect-FreedomPay -BaseUri http://127.0.0.1:10').Invoke()
            $shells[1].Commands.Clear()
            $shells | ForEach-Object { $_.AddScript('(Get-FreedomPayConnection).BaseUri.Port').Invoke() } | Should -Be 9, 10
        }
        finally { $shells.Dispose() }
    }

    It 'do not end the sandbox of the process when one of them ends' {
        $sandbox = Start-FreedomPaySandbox
        $shell = [powershell]::Create()
        $null = $shell.AddCommand('Import-Module').AddParameter('Name', $module).Invoke()
        $shell.Dispose()
        1 | ForEach-Object -Parallel { Import-Module $using:module; Connect-FreedomPay -Environment Sandbox }
        (Start-FreedomPaySandbox).Port | Should -Be $sandbox.Port
        Stop-FreedomPaySandbox
    }

    It 'share a connection that is handed over' {
        Connect-FreedomPay -Environment Sandbox
        $connection = Get-FreedomPayConnection
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddCommand('Import-Module').AddParameter('Name', $module).Invoke()
            $shell.Commands.Clear()
            $result = $shell.AddCommand('New-FreedomPayCardClient').AddParameters(@{ ProductId = '1000'; FirstName = 'Ivan'; LastName = 'Ivanov'; Connection = $connection }).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $result.Status | Should -Be 'ok'
        }
        finally {
            $shell.Dispose()
            Stop-FreedomPaySandbox
        }
    }
}
