# The module and its manifest, and what an older PowerShell says of it.
BeforeAll { . (Join-Path $PSScriptRoot 'Shared.ps1') }

Describe 'The module' {
    It 'imports with all cmdlets that the manifest lists' {
        $manifest = Test-ModuleManifest (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1')
        (Get-Command -Module FreedomPay.PowerShell).Name | Sort-Object | Should -Be ($manifest.ExportedCmdlets.Keys | Sort-Object)
    }

    It 'creates a client in the sandbox and waits for it' {
        Connect-FreedomPay -Environment Sandbox
        $client = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov | Wait-FreedomPayCardRequest
        $client.RequestStatus | Should -Be 'success'
        $client.ClientId | Should -Not -BeNullOrEmpty
    }
}

Describe 'The manifest' {
    BeforeAll {
        $layout = Join-Path $repository 'out' 'FreedomPay.PowerShell'

        # A copy of the module, with a manifest that a tool may change.
        function Copy-Module {
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
            Copy-Item $layout $folder -Recurse
            Join-Path $folder 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1'
        }

        # What a process of its own gets of a module: what is loaded, from where, and whether it works.
        function Get-Loaded([string] $Manifest) {
            $child = Invoke-Child -Argument $Manifest {
                param($manifest)
                $ErrorActionPreference = 'Stop'
                Import-Module $manifest
                $module = Get-Module FreedomPay.PowerShell
                Connect-FreedomPay -Environment Sandbox
                @{
                    Root = [IO.Path]::GetFileName($module.Path)
                    Nested = @($module.NestedModules | ForEach-Object { [IO.Path]::GetRelativePath($module.ModuleBase, $_.Path).Replace('\', '/') })
                    Commands = @((Get-Command -Module FreedomPay.PowerShell).Name | Sort-Object)
                    Version = "$($module.Version)"
                    Minimum = "$($module.PowerShellVersion)"
                    Editions = @($module.CompatiblePSEditions)
                    Formats = @($module.ExportedFormatFiles | ForEach-Object { [IO.Path]::GetFileName($_) })
                    View = (New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov | Out-String).Trim() -replace '\s+', ' ' -replace '\S*\d\S*'
                } | ConvertTo-Json
            }
            $child.Errors | Should -BeNullOrEmpty
            $child.Output | ConvertFrom-Json -AsHashtable
        }

        $asBuilt = Get-Loaded (Join-Path $layout 'FreedomPay.PowerShell.psd1')
    }

    It 'is constant data' {
        $data = Import-PowerShellDataFile (Join-Path $layout 'FreedomPay.PowerShell.psd1')
        $data.RootModule | Should -BeExactly 'FreedomPay.PowerShell.psm1'
        $data.CmdletsToExport | Should -Contain 'New-FreedomPayPayment'
    }

    It 'loads the build of this edition' {
        $asBuilt.Root | Should -Be 'FreedomPay.PowerShell.psm1'
        $asBuilt.Nested | Should -Be 'net8.0/FreedomPay.PowerShell.dll'
        $asBuilt.Commands.Count | Should -BeGreaterThan 10
        $asBuilt.Minimum | Should -Be '5.1'
    }

    It 'loads the same after <Name> has rewritten it' -ForEach @(
        @{ Name = 'Update-PSModuleManifest'; Rewrite = { param($path) Microsoft.PowerShell.PSResourceGet\Update-PSModuleManifest -Path $path -ReleaseNotes 'As before.' } }
        @{ Name = 'Update-ModuleManifest'; Rewrite = { param($path) PowerShellGet\Update-ModuleManifest -Path $path -ReleaseNotes 'As before.' } }
        @{ Name = 'New-ModuleManifest'; Rewrite = {
            param($path)
            $data = Import-PowerShellDataFile $path
            $tags = $data.PrivateData.PSData
            $data.Remove('PrivateData')
            New-ModuleManifest -Path $path @data @tags -ReleaseNotes 'As before.'
        } }
    ) {
        $path = Copy-Module
        $before = Get-Content -Raw $path
        & $Rewrite $path 3> $null
        Get-Content -Raw $path | Should -Not -BeExactly $before
        (Import-PowerShellDataFile $path).PrivateData.PSData.ReleaseNotes | Should -Be 'As before.'
        Test-ModuleManifest $path -ErrorAction Stop | Should -Not -BeNullOrEmpty
        $loaded = Get-Loaded $path
        foreach ($key in $asBuilt.Keys) { $loaded[$key] | Should -Be $asBuilt[$key] -Because "$key is to stay" }
    }
}

Describe 'An older PowerShell' {
    BeforeAll {
        # An older PowerShell cannot load what is built for .NET 8, as none can load what is no assembly; and the table of versions can be
        # written to, so that a process says of itself that it is older.
        $unloadable = Join-Path (Join-Path $TestDrive 'Unloadable') 'FreedomPay.PowerShell'
        $null = New-Item (Split-Path $unloadable) -ItemType Directory
        Copy-Item (Join-Path $repository 'out' 'FreedomPay.PowerShell') $unloadable -Recurse
        Set-Content (Join-Path $unloadable 'net8.0' 'FreedomPay.PowerShell.dll') 'no assembly'

        function Get-Refusal([string] $Version, [string] $Locale, [string] $Module = $unloadable) {
            $child = Invoke-Child -Environment @{ LC_ALL = $Locale } -Argument (Join-Path $Module 'FreedomPay.PowerShell.psd1'), $Version {
                param($module, $version)
                [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
                $PSVersionTable.PSVersion = [semver] $version
                try { Import-Module $module } catch { $said = $_.Exception.Message }
                $loaded = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -like 'FreedomPay*' }.Count
                @{ Said = "$said"; Loaded = $loaded; Module = "$(Get-Module FreedomPay.PowerShell)" } | ConvertTo-Json
            }
            $child.Errors | Should -BeNullOrEmpty
            $child.Output | ConvertFrom-Json
        }
    }

    It 'is refused in one sentence, with nothing loaded: <_>' -ForEach '6.2.7', '7.0.13', '7.3.12', '7.4.0-rc.1' {
        $refusal = Get-Refusal $_ 'C.UTF-8'
        $refusal.Said | Should -BeExactly "FreedomPay.PowerShell needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell $_."
        $refusal.Loaded | Should -Be 0
        $refusal.Module | Should -BeNullOrEmpty
    }

    It 'is refused in Russian where the language is Russian: <_>' -ForEach 'ru_RU.UTF-8', 'ru_KZ.UTF-8' {
        (Get-Refusal 7.2.24 $_).Said | Should -BeExactly 'Модулю FreedomPay.PowerShell нужен PowerShell 7.4 или новее либо Windows PowerShell 5.1; это PowerShell 7.2.24.'
    }

    It 'is refused in English where the language is another: <_>' -ForEach 'kk_KZ.UTF-8', 'de_DE.UTF-8' {
        (Get-Refusal 7.2.24 $_).Said | Should -BeLike 'FreedomPay.PowerShell needs*7.2.24.'
    }

    It 'is not this: <_>' -ForEach '7.4.0', '7.6.0', '7.10.1', '8.0.0-preview.1' {
        $refusal = Get-Refusal $_ 'C.UTF-8' (Join-Path $repository 'out' 'FreedomPay.PowerShell')
        $refusal.Said | Should -BeNullOrEmpty
        $refusal.Module | Should -Be 'FreedomPay.PowerShell'
    }

    It 'is not what is wrong where a new one cannot load the assembly: <_>' -ForEach '7.4.0', '7.6.9' {
        $refusal = Get-Refusal $_ 'C.UTF-8'
        $refusal.Said | Should -BeLike '*FreedomPay.PowerShell.dll*'
        $refusal.Said | Should -Not -BeLike '*needs PowerShell*'
        $refusal.Module | Should -BeNullOrEmpty
    }
}

AfterAll { Stop-FreedomPaySandbox }
