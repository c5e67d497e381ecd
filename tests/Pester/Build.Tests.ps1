# What the build leaves: the folder of the module, the package, and the demo with its sample files.
BeforeDiscovery {
    # The rows of samples/*.csv that are wrong on purpose, by number, with a word of the reason.
    $samples = @(
        @{ Name = 'clients'; Rows = 40; Key = 'RequestId'; Bad = @{ 7 = 'FirstName'; 12 = 'Kazakhstan'; 18 = 'duplicate'; 24 = 'five thousand'; 30 = 'kz'; 35 = '1e3' } }
        @{ Name = 'users'; Rows = 12; Key = 'phone'; Bad = @{ 4 = '\+7 701'; 6 = '03/04/2000'; 9 = 'already been taken'; 11 = 'female' } }
        @{ Name = 'payments'; Rows = 12; Key = 'pg_order_id'; Bad = @{ 3 = '1500,50'; 6 = 'empty'; 8 = '2 000\.00'; 10 = 'tenge' } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    $layout = Join-Path $repository 'out' 'FreedomPay.PowerShell'
}

Describe 'The folder of the module' {
    It 'has both builds with their dependencies beside them' {
        foreach ($framework in 'net8.0', 'net472') {
            Join-Path $layout $framework 'FreedomPay.PowerShell.dll' | Should -Exist
            foreach ($dependency in 'FreedomPay.Core', 'FreedomPay.Sandbox', 'FreedomPay.Qr', 'Polly.Core', 'QRCoder') { Join-Path $layout $framework 'dependencies' "$dependency.dll" | Should -Exist }
            @(Get-ChildItem (Join-Path $layout $framework) -Filter *.dll).Name | Should -Be 'FreedomPay.PowerShell.dll' -Because 'everything else is a dependency'
        }
        foreach ($dependency in 'FreedomPay.Jwe', 'jose-jwt') { Join-Path $layout 'net8.0' 'dependencies' "$dependency.dll" | Should -Exist }
        Join-Path $layout 'net472' 'dependencies' 'System.Text.Json.dll' | Should -Exist -Because '.NET Framework has none'
    }

    It 'has the manifest, the formats and the license' {
        foreach ($file in 'FreedomPay.PowerShell.psd1', 'FreedomPay.PowerShell.psm1', (Join-Path 'Formats' 'CardApi.Format.ps1xml'), 'LICENSE') { Join-Path $layout $file | Should -Exist }
    }

    It 'has the help and the guides of every language' {
        $texts = @(Get-ChildItem (Join-Path $repository 'module') -Directory | Get-ChildItem -Filter 'about_*.help.txt')
        $texts.Directory.Name | Should -Contain 'en-US'
        foreach ($text in $texts) { Join-Path $layout $text.Directory.Name $text.Name | Should -Exist }
        Join-Path $layout 'en-US' 'FreedomPay.PowerShell.dll-Help.xml' | Should -Exist
    }

    It 'ships nothing of what QRCoder draws bitmaps with' {
        (Get-ChildItem $layout -Recurse -File).Name | Where-Object { $_ -match '^(System\.Drawing|Microsoft\.Win32\.SystemEvents)' } | Should -BeNullOrEmpty
    }

    It 'ships no assembly of PowerShell, no symbols and nothing of the build machine' {
        $names = (Get-ChildItem $layout -Recurse -File).Name
        $names | Where-Object { $_ -match '^(System\.Management\.Automation|Microsoft\.PowerShell\..*|PowerShellStandard.*)\.dll$' } | Should -BeNullOrEmpty
        $names | Where-Object { $_ -match '\.(pdb|deps\.json|cache|config|user)$' } | Should -BeNullOrEmpty
    }

    It 'has a manifest that passes Test-ModuleManifest and exports cmdlets by list only' {
        $manifest = Test-ModuleManifest (Join-Path $layout 'FreedomPay.PowerShell.psd1') -ErrorAction Stop -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $manifest.ExportedCmdlets.Count | Should -BeGreaterThan 10
        $manifest.ExportedFunctions.Count + $manifest.ExportedAliases.Count + $manifest.ExportedVariables.Count | Should -Be 0
        $manifest.CompatiblePSEditions | Should -Be 'Core', 'Desktop'
    }

    It 'has the version of the manifest in its assemblies' {
        $version = (Test-ModuleManifest (Join-Path $layout 'FreedomPay.PowerShell.psd1')).Version
        foreach ($framework in 'net8.0', 'net472') {
            $assembly = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $layout $framework 'FreedomPay.PowerShell.dll'))
            $assembly.Version.ToString(3) | Should -Be $version.ToString(3)
        }
    }
}

Describe 'The package' {
    It 'has the whole folder of the module at its root' {
        $version = (Test-ModuleManifest (Join-Path $layout 'FreedomPay.PowerShell.psd1')).Version
        $said = dotnet pack (Join-Path $repository 'build' 'Package' 'Package.csproj') --nologo --verbosity quiet "-p:ModuleVersion=$version" --output $TestDrive 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $package = [IO.Compression.ZipFile]::OpenRead((Join-Path $TestDrive "FreedomPay.PowerShell.$version.nupkg"))
        try { $packed = @($package.Entries.FullName | ForEach-Object { [uri]::UnescapeDataString($_) }) } finally { $package.Dispose() }
        $files = @(Get-ChildItem $layout -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($layout, $_.FullName).Replace('\', '/') })
        $files | Should -Contain 'en-US/about_FreedomPay.help.txt'
        $files | Where-Object { $_ -notin $packed } | Should -BeNullOrEmpty
        $packed | Where-Object { $_ -notin $files } | Where-Object { $_ -notmatch '^(_rels/|package/|\[Content_Types\]\.xml$|FreedomPay\.PowerShell\.nuspec$)' } | Should -BeNullOrEmpty
    }
}

Describe 'build.ps1' {
    It 'refuses a task that it does not know' {
        $child = Invoke-Child -Argument (Join-Path $repository 'build.ps1') { param($build) try { & $build Publish } catch { $_.Exception.Message; exit 3 } }
        $child.ExitCode | Should -Be 3
        $child.Output | Should -Match 'Package'
    }
}

Describe 'The demo' {
    BeforeAll {
        $results = Join-Path $repository 'out' 'demo'
        if (Test-Path $results) { Remove-Item $results -Recurse -Force }
        $demo = Invoke-Child -Argument (Join-Path $repository 'samples' 'demo.ps1') { param($demo) & $demo; exit $LASTEXITCODE }
    }

    It 'runs to its end in a fresh process' {
        $demo.ExitCode | Should -Be 0 -Because "$($demo.Output)$($demo.Errors)"
        $demo.Errors | Should -BeNullOrEmpty
        $demo.Output | Should -Match 'sum of the amounts: 22752\.75 KZT'
    }

    It 'refuses the bad rows of <Name>.csv with number and reason, and no good one' -ForEach $samples {
        $heading = @{ clients = '== Card clients'; users = '== Freedom ID users'; payments = '== Payments' }[$Name]
        $section = ($demo.Output -split '(?m)^(?=== )' | Where-Object { $_.StartsWith($heading) }) -replace '\r'
        $refused = [regex]::Matches($section, '(?m)^    Row (\d+): (.*)$')
        @($refused | ForEach-Object { [int] $_.Groups[1].Value }) | Should -Be @($Bad.Keys | Sort-Object)
        $section | Should -Match "refused, $($Bad.Count) rows"
        foreach ($row in $refused) { $row.Groups[2].Value | Should -Match $Bad[[int] $row.Groups[1].Value] }
    }

    It 'saves the results and the refused rows of <Name>.csv' -ForEach $samples {
        @(Import-Csv (Join-Path $results "$Name.csv")) | Should -HaveCount ($Rows - $Bad.Count)
        $refused = @(Import-Csv (Join-Path $results "$Name-refused.csv"))
        $source = @(Import-Csv (Join-Path $repository 'samples' "$Name.csv"))
        $source | Should -HaveCount $Rows
        $refused.$Key | Should -Be @($Bad.Keys | Sort-Object | ForEach-Object { $source[$_ - 1].$Key })
        # As they came, so that they can be corrected and given again.
        @($refused[0].PSObject.Properties.Name) | Should -Be @($source[0].PSObject.Properties.Name)
    }

    It 'shows and saves no secret' {
        $texts = @($demo.Output) + @(Get-ChildItem $results | ForEach-Object { Get-Content -Raw $_ })
        "$texts" | Should -Not -Match 'sandbox-(partner|merchant|payout|freedom-id)-'
    }
}
