#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Builds, tests, shows, measures or packs FreedomPay.PowerShell.
.DESCRIPTION
    Build    lays out the module under out/FreedomPay.PowerShell, and renews the pages under docs/cmdlets
    Test     runs every test: dotnet test, which runs the Pester suite too
    Demo     runs samples/*.csv through the cmdlets against the built-in sandbox
    Bench    measures, and writes bench/results.md
    Package  makes a .nupkg for the PowerShell Gallery under out/
    Simulate plays bad worlds against the core, and tells of the first that breaks a promise (docs/simulation.md)
    PlantFaults puts faults into copies of the sources, and looks whether Simulate finds them
    Scaffold prints first files for the cmdlet of an operation of the contract, or writes them with -Write
.EXAMPLE
    ./build.ps1 Demo
.EXAMPLE
    ./build.ps1 Simulate -Worlds 1000000
.EXAMPLE
    ./build.ps1 Scaffold getPayoutBalance -Write
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Scaffold', 'Simulate', 'PlantFaults')]
    [string] $Task = 'Build',

    # Of Scaffold: the name of the operation in the contract.
    [Parameter(Position = 1)]
    [string] $OperationId,

    # Of Scaffold: writes the files into their places.
    [switch] $Write,

    # Of Simulate: how many worlds, from the seed on. With a seed and without a number it is that one world.
    [ValidateRange(1, [long]::MaxValue)]
    [long] $Worlds,

    # Of Simulate: the seed of the first world.
    [ValidateRange(1, [long]::MaxValue)]
    [long] $Seed
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$module = Join-Path $root 'out' 'FreedomPay.PowerShell'
. (Join-Path $root 'build' 'ThisPowerShell.ps1')

function Assert-Tool {
    $missing = @()
    if ($PSVersionTable.PSVersion -lt [version]'7.4') {
        $missing += "PowerShell 7.4 or later (this is $($PSVersionTable.PSVersion)): dotnet tool restore, then dotnet pwsh build.ps1 $Task; or winget install Microsoft.PowerShell, brew install powershell"
    }
    $sdk = if (Get-Command dotnet -CommandType Application -ErrorAction Ignore) { dotnet --list-sdks | Where-Object { [int]$_.Split('.')[0] -ge 10 } }
    if (-not $sdk) {
        $missing += 'The .NET SDK 10 or later: winget install Microsoft.DotNet.SDK.10, brew install dotnet, or apt-get install dotnet-sdk-10.0'
    }
    if ($missing) { throw "Missing:`n  " + ($missing -join "`n  ") }
}

function Invoke-Tool {
    param([Parameter(Mandatory)][string] $Name, [Parameter(ValueFromRemainingArguments)][string[]] $Argument)
    & $Name @Argument
    if ($LASTEXITCODE -ne 0) { throw "$Name $($Argument -join ' ') ended with exit code $LASTEXITCODE." }
}

function Build-Module {
    if (Test-Path $module) { Remove-Item $module -Recurse -Force }
    # The help is compiled from the assembly, so its project builds everything.
    Invoke-Tool dotnet build (Join-Path $root 'build' 'HelpCompiler') --configuration Release --nologo --verbosity quiet
    $pages = Join-Path $root 'docs' 'cmdlets'
    if (Test-Path $pages) { Remove-Item $pages -Recurse }
    $null = New-Item -ItemType Directory -Force (Join-Path $root 'docs')
    Copy-Item (Join-Path $root 'out' 'docs' 'cmdlets') $pages -Recurse
    Write-Host "The module is in $([IO.Path]::GetRelativePath($root, $module))."
}

function Get-Machine {
    $cpu = if (Test-Path /proc/cpuinfo) { Select-String -Path /proc/cpuinfo -Pattern '^model name\s*:\s*(.+)' | Select-Object -First 1 | ForEach-Object { $_.Matches[0].Groups[1].Value.Trim() } }
    elseif ($IsMacOS) { sysctl -n machdep.cpu.brand_string }
    else { (Get-ItemProperty 'HKLM:\HARDWARE\DESCRIPTION\System\CentralProcessor\0').ProcessorNameString.Trim() }
    $memory = [Math]::Round([GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB)
    "PowerShell $($PSVersionTable.PSVersion) on .NET $([Environment]::Version), $([Runtime.InteropServices.RuntimeInformation]::OSDescription), $cpu, $([Environment]::ProcessorCount) cores, $memory GB, $(Get-Date -Format yyyy-MM-dd)"
}

Assert-Tool
switch ($Task) {
    'Build' { Build-Module }
    'Test' { Invoke-Tool dotnet test (Join-Path $root 'FreedomPay.PowerShell.sln') --nologo }
    'Demo' {
        Build-Module
        # A process of its own: a module that is loaded cannot be built again.
        Invoke-Tool $pwsh @pwshWords -NoProfile -NonInteractive -File (Join-Path $root 'samples' 'demo.ps1')
    }
    'Bench' {
        Build-Module
        $figures = & (Join-Path $root 'bench' 'import.ps1')
        $figures | Format-Table
        $bulk = & (Join-Path $root 'bench' 'bulk.ps1')
        $bulk
        $kill = Join-Path $root 'bench' 'kill.ps1'
        # Short lives: on a quick machine a run is over in little more than a second.
        $killed = @(& $kill -Rounds 10 -LongestMilliseconds 1600; & $kill -Rounds 10 -LongestMilliseconds 1600 -WithKey)
        $killed | Format-Table
        $files = & (Join-Path $root 'bench' 'csv.ps1')
        $files | Format-Table
        $completers = & (Join-Path $root 'bench' 'completion.ps1')
        $completers | Format-Table
        @(
            "# Figures`n"
            "$(Get-Machine)`n"
            "## Import and first call`n"
            '| measured | ms |', '|---|--:|'
            $figures | ForEach-Object { "| $($_.Measured) | $($_.Milliseconds) |" }
            ''
            $bulk
            ''
            "## Killed and started again`n"
            'A run with a journal, 16 requests in flight, against a sandbox that loses answers, breaks connections and fails, is killed with SIGKILL at a'
            "random moment and started again until it is done; rows without a key in the first ten rounds, with one in the others.`n"
            '| rows | rounds | kills | once | twice | missing | in doubt |', '|--:|--:|--:|--:|--:|--:|--:|'
            "| $($killed[0].Rows) | $($killed.Count) | $(('Kills', 'Once', 'Twice', 'Missing', 'InDoubt' | ForEach-Object { ($killed | Measure-Object $_ -Sum).Sum }) -join ' | ') |"
            "`n## Files`n"
            '| measured | ms | CPU ms |', '|---|--:|--:|'
            $files | ForEach-Object { "| $($_.Measured.Replace('|', '\|')) | $($_.Milliseconds) | $($_.'CPU ms') |" }
            "`n## Completion`n"
            'Each completer at every parameter that has it, through TabExpansion2; the first call in a process beside the ones after it.'
            "`n| completer | offered | first ms | median ms | worst ms |", '|---|--:|--:|--:|--:|'
            $completers | ForEach-Object { "| $($_.Completer) | $($_.Offered) | $($_.'First ms') | $($_.'Median ms') | $($_.'Worst ms') |" }
        ) | Set-Content (Join-Path $root 'bench' 'results.md')
        Write-Host 'The tables are in bench/results.md.'
    }
    'Scaffold' {
        if (-not $OperationId) { throw 'Name an operation of the contract: ./build.ps1 Scaffold getPayoutBalance' }
        $mode = if ($Write) { '-Write' }
        & dotnet run --project (Join-Path $root 'build' 'Scaffold') --verbosity quiet -- $root $OperationId $mode
        if ($LASTEXITCODE -ne 0) { throw "There is nothing to begin $OperationId with." }
    }
    'Simulate' {
        $words = @(if ($Worlds) { '--worlds', $Worlds }; if ($Seed) { '--seed', $Seed })
        $simulation = Join-Path $root 'tests' 'FreedomPay.Simulation'
        Invoke-Tool dotnet build $simulation --configuration Release --nologo --verbosity quiet
        & dotnet run --project $simulation --configuration Release --no-build -- $words
        if ($LASTEXITCODE -ne 0) { throw 'A promise is broken.' }
    }
    'PlantFaults' { & (Join-Path $root 'tests' 'FreedomPay.Simulation' 'plant.ps1') }
    'Package' {
        Build-Module
        $version = (Test-ModuleManifest (Join-Path $module 'FreedomPay.PowerShell.psd1')).Version
        Invoke-Tool dotnet pack (Join-Path $root 'build' 'Package' 'Package.csproj') --nologo --verbosity quiet "-p:ModuleVersion=$version" --output (Join-Path $root 'out')
        Get-Item (Join-Path $root 'out' "FreedomPay.PowerShell.$version.nupkg")
    }
}
