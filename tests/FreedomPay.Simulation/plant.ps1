# Puts each fault of Faults.psd1 into a copy of the sources, and looks in how many worlds the simulation finds it. The table goes into
# docs/simulation.md.
param(
    [long] $Worlds = 200000,
    # Only the faults that are like this; then the table is not written.
    [string] $Like = '*'
)
$ErrorActionPreference = 'Stop'
$root = Split-Path (Split-Path $PSScriptRoot)
$faults = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'Faults.psd1')).Faults | Where-Object Fault -Like $Like
$copy = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "freedompay-faults-$([guid]::NewGuid().ToString('N'))")

function Invoke-World {
    param([long] $Worlds)
    $output = & dotnet build (Join-Path $copy 'tests' 'FreedomPay.Simulation') --configuration Release --nologo --verbosity quiet -p:RunAnalyzers=false `
        -p:EnforceCodeStyleInBuild=false -p:TreatWarningsAsErrors=false
    if ($LASTEXITCODE -ne 0) { throw "The copy does not build: $($output -join "`n")" }
    $dll = Get-ChildItem (Join-Path $copy 'tests' 'FreedomPay.Simulation' 'bin' 'Release') -Recurse -Filter FreedomPay.Simulation.dll | Select-Object -First 1
    $output = & dotnet $dll --worlds $Worlds
    if ($LASTEXITCODE -eq 0) { return [pscustomobject]@{ Seed = 0; Violation = $null } }
    $end = [regex]::Match($output -join "`n", '(?m)^Seed (\d+): (.*)$')
    if (-not $end.Success) { throw "The simulation ended without a story: $($output -join "`n")" }
    [pscustomobject]@{ Seed = [long]$end.Groups[1].Value; Violation = $end.Groups[2].Value }
}

try {
    foreach ($name in git -C $root ls-files --cached --others --exclude-standard -- . ':!docs' ':!bench' ':!samples') {
        $to = Join-Path $copy $name
        $null = New-Item -ItemType Directory -Force (Split-Path $to)
        Copy-Item (Join-Path $root $name) $to
    }

    if ((Invoke-World 1000).Seed) { throw 'A promise is broken without any fault.' }
    $table = foreach ($fault in $faults) {
        $file = Join-Path $copy 'src' $fault.File
        $whole = $patched = [IO.File]::ReadAllText($file)
        for ($i = 0; $i -lt @($fault.From).Count; $i++) {
            $from = @($fault.From)[$i]
            if (-not $patched.Contains($from)) { throw "$($fault.File) has no `"$from`" ($($fault.Fault))." }
            $patched = $patched.Replace($from, @($fault.To)[$i])
        }

        [IO.File]::WriteAllText($file, $patched)
        $end = Invoke-World $Worlds
        [IO.File]::WriteAllText($file, $whole)
        Write-Host ('{0,8}  {1}: {2}' -f $end.Seed, $fault.Fault, $end.Violation)
        [pscustomobject]@{ Fault = $fault.Fault; Seed = $end.Seed; Violation = $end.Violation }
    }
} finally {
    Remove-Item $copy -Recurse -Force
}

if ($Like -eq '*') {
    $lines = @(
        '| planted fault | found in world | what was seen |', '|---|--:|---|'
        $table | ForEach-Object { "| $($_.Fault) | $(if ($_.Seed) { $_.Seed } else { 'not found' }) | $($_.Violation -replace '\|', '\|') |" }
    ) -join "`n"
    $page = Join-Path $root 'docs' 'simulation.md'
    $text = [IO.File]::ReadAllText($page)
    [IO.File]::WriteAllText($page, [regex]::Replace($text, '(?s)\| planted fault \|.*?(?=\n\n|\n?\z)', { $lines }))
}

$lost = @($table | Where-Object { -not $_.Seed })
if ($lost) { throw "$($lost.Count) of $(@($table).Count) faults were not found: $($lost.Fault -join '; ')" }
