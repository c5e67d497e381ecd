# Runs one file of the suite and writes what became of its tests, for whoever called.
param(
    [Parameter(Mandatory)][string] $File,
    [string] $Results
)
$ErrorActionPreference = 'Stop'
# The one that the build has laid out, and none of the user's or the machine's.
Import-Module (Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'out' 'tests' 'Pester' '*' 'Pester.psd1' | Resolve-Path)
$configuration = New-PesterConfiguration
$configuration.Run.Path = Join-Path $PSScriptRoot $File
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$run = Invoke-Pester -Configuration $configuration
if ($Results) {
    $null = New-Item -ItemType Directory -Force (Split-Path $Results)
    $failed = @(
        $run.Failed | ForEach-Object { @{ name = $_.ExpandedPath; message = ($_.ErrorRecord | ForEach-Object { $_.DisplayErrorMessage ?? "$_" }) -join "`n" } }
        # A block that failed outside its tests, in BeforeAll for instance, and a file that could not even be read.
        $run.FailedBlocks + $run.FailedContainers | Where-Object { $_ } | ForEach-Object { @{ name = "$($_.ExpandedPath ?? $_.Item)"; message = "$($_.ErrorRecord)" } }
    )
    @{ passed = $run.PassedCount; skipped = $run.SkippedCount; failed = $failed; seconds = [Math]::Round($run.Duration.TotalSeconds, 1) } | ConvertTo-Json -Depth 4 | Set-Content $Results
    @("$($run.PassedCount) $($failed.Count) $($run.SkippedCount)"; $run.Skipped | ForEach-Object { "skipped: $File $($_.ExpandedPath)" }) |
        Set-Content ([IO.Path]::ChangeExtension($Results, 'counts'))
}
exit $run.FailedCount
