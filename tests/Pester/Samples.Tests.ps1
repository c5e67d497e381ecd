# The rows that the tests of all cmdlets share are made of the templates: that none is left out, and that they are what they are said to be.
BeforeDiscovery {
    $repository = Split-Path (Split-Path $PSScriptRoot)
    Import-Module (Join-Path $repository 'out' 'FreedomPay.PowerShell' 'FreedomPay.PowerShell.psd1') -Force
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $targets = @(Get-RowTarget)
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $all = (Get-Command -Module FreedomPay.PowerShell).Name
    $targets = @(Get-RowTarget)
}

Describe 'The lists of the tests' {
    It 'have every cmdlet of the module: by its rows, by its operation alone, or by a call of its family' {
        $listed = @($targets.Cmdlet) + @(Get-ApiCmdlet) + @(Get-FamilyValue Calls | ForEach-Object Keys)
        $all | Where-Object { $_ -notin $listed } | Should -BeNullOrEmpty
    }

    # That those with columns are among the rows is what Csv.Tests.ps1 says of the cmdlets that Tab offers.
    It 'have every cmdlet of an operation' {
        $operations = (Get-FreedomPayOperation | Where-Object Available).Cmdlet | Sort-Object -Unique
        $operations.Count | Should -BeGreaterThan 25
        $operations | Where-Object { $_ -notin (Get-ApiCmdlet) } | Should -BeNullOrEmpty
    }

    It 'name no cmdlet and no column that is not there' {
        @(Get-FamilyValue NeedsExisting) | Where-Object { $_ -notin $targets.Cmdlet } | Should -BeNullOrEmpty
        Get-FamilyValue Calls | ForEach-Object Keys | Where-Object { $_ -notin $all } | Should -BeNullOrEmpty
        foreach ($family in Get-FamilyValue ShownAsGiven) {
            foreach ($cmdlet in $family.Keys) {
                $names = (Get-Command $cmdlet).Parameters.Keys
                $family[$cmdlet] | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty -Because $cmdlet
            }
        }
    }

    It 'have each cmdlet in one family' {
        $named = @(Get-FamilyValue Calls | ForEach-Object Keys)
        $named | Group-Object | Where-Object Count -GT 1 | ForEach-Object Name | Should -BeNullOrEmpty
    }
}

Describe 'The rows of <Cmdlet> (<Set>)' -ForEach $targets {
    BeforeAll { $columns = @(New-FreedomPayCsvTemplate $Cmdlet -PassThru @Choice) }

    It 'have a good one without a fault' {
        [pscustomobject](Get-SampleRow $columns) | Test-FreedomPayCsv $Cmdlet @Choice | Where-Object Severity -EQ Error | ForEach-Object Message | Should -BeNullOrEmpty
    }

    It 'have a broken one, with the fault of its column and no other' {
        $good = Get-SampleRow $columns
        $row = Get-BrokenRow $columns
        $broken = @($row.Keys | Where-Object { $row[$_] -cne $good[$_] })
        $broken.Count | Should -Be 1
        $faults = @([pscustomobject]$row | Test-FreedomPayCsv $Cmdlet @Choice | Where-Object Severity -EQ Error)
        $faults.Column | Sort-Object -Unique | Should -Be $broken
    }
}

Describe 'The files of the suite' {
    It 'say in their first line what is in them, and README.md says the same' {
        $table = Get-Content -Raw (Join-Path $PSScriptRoot 'README.md')
        $files = @(Get-ChildItem $PSScriptRoot -Filter '*.Tests.ps1')
        $files.Count | Should -BeGreaterThan 30
        foreach ($file in $files) {
            $first = Get-Content $file -TotalCount 1
            $first | Should -Match '^# .+\.$' -Because $file.Name
            $table.Contains("| [$($file.Name)]($($file.Name)) | $($first.Substring(2)) |") | Should -BeTrue -Because $file.Name
        }
    }
}
