# Installments and credits of the Merchant API: handing in, states and their changes, partner banks; what becomes of lost answers.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox
    # What cannot be undone asks; here nobody answers.
    $PSDefaultParameterValues['Set-FreedomPayInstallment:Confirm'] = $false

    function New-ApplicationRow {
        param([string] $ExternalId = "TGR-$([guid]::NewGuid())")
        [pscustomobject]@{ external_id = $ExternalId; total_amount = '300.50'; currency = 'KZT'; name = 'Tea'; price = '150.25'; quantity = '2'; category = 'food'; callback_url = 'https://example.com/installments' }
    }

    function New-JournalPath { Join-Path $TestDrive "$([guid]::NewGuid()).jsonl" }
}

AfterAll {
    $PSDefaultParameterValues.Remove('Set-FreedomPayInstallment:Confirm')
    Stop-FreedomPaySandbox
}

Describe 'An application' {
    BeforeEach {
        Reset-Sandbox
        # The process remembers what it has asked for of late.
        $number = "TGR-$([guid]::NewGuid())"
    }

    It 'is handed in, and asked for by either number' {
        $application = New-ApplicationRow $number | New-FreedomPayInstallment
        $application | Should -BeOfType FreedomPay.Installment
        "$($application.ExternalId) $($application.Status) $($application.Currency)" | Should -Be "$number new KZT"
        $application.RedirectUrl | Should -BeLike 'http*'
        "$($application.Token)" | Should -Be '***'
        Get-SandboxEffect createInstallmentApplication | Should -HaveCount 1
        $state = $application | Get-FreedomPayInstallment
        "$($state.Id) $($state.ExternalId) $($state.ApprovedAmount) $($state.Currency) $($state.BankCode)" | Should -Be "$($application.Id) $number 300.50 KZT anorbank"
        (Get-FreedomPayInstallment -Id $application.Id).ExternalId | Should -Be $number
        (Get-FreedomPayInstallment $number).Id | Should -Be $application.Id
    }

    It 'of several products is one request' {
        $sent = Get-SentBody {
            New-FreedomPayInstallment $number -TotalAmount 350.50 -Currency KZT -Debug -Good @{ ProductName = 'Tea'; Price = '100.00'; Quantity = '3' }, @{ name = 'Sugar'; price = '50.50'; quantity = '1' }
        }
        $sent.goods | Should -HaveCount 2
        "$($sent.goods.price) $($sent.goods.quantity) $($sent.total_amount)" | Should -Be '100 50.5 3 1 350.5'
        Get-SandboxEffect createInstallmentApplication | Should -HaveCount 1
    }

    It 'gets a number where it has none' {
        $row = New-ApplicationRow
        $row.external_id = ''
        $application = $row | New-FreedomPayInstallment
        [guid]$application.ExternalId | Should -Not -Be ([guid]::Empty)
        ($application | Get-FreedomPayInstallment).Id | Should -Be $application.Id
    }

    It 'sends nothing for a row with <Why>, and goes on' -ForEach @(
        @{ Why = 'a decimal comma'; Column = 'total_amount'; Value = '300,50' }
        @{ Why = 'no amount'; Column = 'total_amount'; Value = '' }
        @{ Why = 'no price'; Column = 'price'; Value = '' }
        @{ Why = 'half a product'; Column = 'quantity'; Value = '1.5' }
        @{ Why = 'a currency that there is not'; Column = 'currency'; Value = 'tenge' }
        @{ Why = 'a phone in plain text'; Column = 'phone'; Value = '77001234567' }
    ) {
        $rows = (New-ApplicationRow "$number-1"), (New-ApplicationRow "$number-2")
        $rows | Add-Member phone 'eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1cifQ.a.b.c.d'
        $rows[0].$Column = $Value
        $outcome = @(Get-Outcome { $rows | New-FreedomPayInstallment })
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -BeLike 'Row 1: *'
        $outcome[1].ExternalId | Should -Be "$number-2"
        Get-SandboxEffect createInstallmentApplication | Should -HaveCount 1
    }

    It 'whose amount is not that of its products is refused before it is sent, in <Culture>' -ForEach @(
        @{ Culture = 'en-US'; Says = '*TotalAmount*is not the sum of price times quantity*' }
        @{ Culture = 'ru-RU'; Says = '*TotalAmount*не равен сумме*' }
    ) {
        $row = New-ApplicationRow $number
        $row.total_amount = '1'
        $problem = Invoke-InCulture $Culture { (Get-ErrorOf { $row | New-FreedomPayInstallment })[0] }
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$problem" | Should -BeLike $Says
        Get-SandboxEffect | Should -BeNullOrEmpty
    }

    It 'that there is not is an error of its row, with its code, and the others go on' {
        $null = New-ApplicationRow $number | New-FreedomPayInstallment
        $outcome = @(Get-Outcome { "no-$number", $number | Get-FreedomPayInstallment })
        $outcome[0].Exception.Code | Should -Be '1002'
        $outcome[0].ErrorDetails.RecommendedAction | Should -BeLike '*no such application*'
        $outcome[1].ExternalId | Should -Be $number
    }
}

Describe 'The state of an application' {
    BeforeEach {
        Reset-Sandbox
        $number = "TGR-$([guid]::NewGuid())"
        $null = New-ApplicationRow $number | New-FreedomPayInstallment
    }

    It 'is changed: <Path>' -ForEach @(
        @{ Path = 'canceled'; Targets = @('canceled') }
        @{ Path = 'delivered, then given back'; Targets = 'delivered', 'refund' }
    ) {
        foreach ($target in $Targets) {
            $changed = Set-FreedomPayInstallment $number $target
            "$($changed.ExternalId) $($changed.Status)" | Should -Be "$number $target"
        }
        Get-SandboxEffect changeInstallmentApplicationStatus | Should -HaveCount $Targets.Count
    }

    It 'is not changed where that is not allowed, with the code of the documentation' {
        $null = Set-FreedomPayInstallment $number canceled
        $problem = (Get-ErrorOf { Set-FreedomPayInstallment $number refund })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        "$($problem.Exception.Code) $($problem.Exception.HttpStatus)" | Should -Be '1003 409'
        (Get-FreedomPayInstallment $number).Status | Should -Be 'canceled'
    }

    It 'is not given back twice' {
        $null = Set-FreedomPayInstallment $number delivered
        $null = Set-FreedomPayInstallment $number refund
        (Get-ErrorOf { Set-FreedomPayInstallment $number refund })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        Get-SandboxEffect changeInstallmentApplicationStatus | Should -HaveCount 2
    }

    It 'takes its target from a file of one''s own, and never from a result: <From>' -ForEach @(
        @{ From = 'as it was returned'; Through = { $_ } }
        @{ From = 'through a file'; Through = { $_ | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $result = Get-FreedomPayInstallment $number | ForEach-Object $Through
        (Get-ErrorOf { $result | Set-FreedomPayInstallment })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -BeNullOrEmpty
        ($result | Set-FreedomPayInstallment -Status delivered).Status | Should -Be 'delivered'
        ([pscustomobject]@{ external_id = $number; status = 'refund' } | Set-FreedomPayInstallment).Status | Should -Be 'refund'
    }

    It 'takes no other target than the three' {
        foreach ($target in 'new', 'refunded', '', 'Delivered ') {
            (Get-ErrorOf { [pscustomobject]@{ external_id = $number; status = $target } | Set-FreedomPayInstallment })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        }
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -BeNullOrEmpty
    }

    It 'is changed only when somebody has said yes: without an answer nothing is sent' {
        $PSDefaultParameterValues.Remove('Set-FreedomPayInstallment:Confirm')
        try { "$(Get-Outcome { Set-FreedomPayInstallment $number canceled })" | Should -Match 'NonInteractive' }
        finally { $PSDefaultParameterValues['Set-FreedomPayInstallment:Confirm'] = $false }
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -BeNullOrEmpty
    }
}

Describe 'A lost answer to an application' {
    BeforeEach {
        Reset-Sandbox
        $number = "TGR-$([guid]::NewGuid())"
    }

    It 'is found by its number, and nothing is sent twice' {
        Set-FreedomPaySandboxFault AnswerLost -OperationId createInstallmentApplication -Count 1
        $found = New-ApplicationRow $number | New-FreedomPayInstallment -WarningVariable said -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.ExternalId) $($found.Status) $($found.RedirectUrl)" | Should -Be "True $number new "
        "$said" | Should -BeLike '*address*'
        Get-SandboxRequest createInstallmentApplication | Should -HaveCount 1
    }

    It 'that did not arrive stays unknown, be there an older application of that number' {
        $null = New-ApplicationRow $number | New-FreedomPayInstallment
        Set-FreedomPaySandboxFault Reset -OperationId createInstallmentApplication -Count 1
        $problem = (Get-ErrorOf { New-ApplicationRow $number | New-FreedomPayInstallment })[0]
        $problem.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike "*Get-FreedomPayInstallment*$number*"
        Get-SandboxEffect createInstallmentApplication | Should -HaveCount 1
    }

    It 'that did not arrive stays unknown, where there is none' {
        Set-FreedomPaySandboxFault Reset -OperationId createInstallmentApplication -Count 1
        (Get-ErrorOf { New-ApplicationRow $number | New-FreedomPayInstallment })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest createInstallmentApplication | Should -HaveCount 1
    }

    It 'of a file is settled by a later run with the journal, and no order is handed in twice' {
        $journal = New-JournalPath
        $rows = 1..12 | ForEach-Object { New-ApplicationRow "$number-$_" }
        Set-FreedomPaySandboxFault AnswerLost -OperationId createInstallmentApplication -Skip 2 -Count 2
        Set-FreedomPaySandboxFault Reset -OperationId createInstallmentApplication -Skip 6 -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getInstallmentApplication -Count 8
        $first = @(Get-Outcome { $rows | New-FreedomPayInstallment -Journal $journal -WarningAction SilentlyContinue })
        $first.Where({ $_ -is [Management.Automation.ErrorRecord] }).Exception.Row | Should -Be 3, 4, 9
        Clear-FreedomPaySandboxFault
        $again = @(Get-Outcome { $rows | New-FreedomPayInstallment -Journal $journal -WarningAction SilentlyContinue })
        $again | Should -HaveCount 12
        $again[2, 3].Recovered | Should -Be $true, $true
        $again.Where({ $_ -is [Management.Automation.ErrorRecord] }).Exception.Row | Should -Be 9
        $again[8].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        (Get-SandboxState).installments | Group-Object external_id | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        Get-SandboxRequest createInstallmentApplication | Should -HaveCount 12
    }
}

Describe 'A lost answer to a change of the state' {
    BeforeEach {
        Reset-Sandbox
        $number = "TGR-$([guid]::NewGuid())"
        $null = New-ApplicationRow $number | New-FreedomPayInstallment
    }

    It 'is settled by the state before and after, and nothing is sent twice: <Target>' -ForEach @{ Target = 'canceled' }, @{ Target = 'delivered' } {
        Set-FreedomPaySandboxFault AnswerLost -OperationId changeInstallmentApplicationStatus -Count 1
        $found = Set-FreedomPayInstallment $number $Target -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.ExternalId) $($found.Status)" | Should -Be "True $number $Target"
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -HaveCount 1
    }

    It 'is not settled where the state had been the same before' {
        $null = Set-FreedomPayInstallment $number delivered
        $null = Set-FreedomPayInstallment $number refund
        Set-FreedomPaySandboxFault Reset -OperationId changeInstallmentApplicationStatus -Count 1
        (Get-ErrorOf { Set-FreedomPayInstallment $number refund })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxEffect changeInstallmentApplicationStatus | Should -HaveCount 2
    }

    It 'is not settled where the state could not be asked before' {
        Set-FreedomPaySandboxFault ServerError -OperationId getInstallmentApplication -Count 1
        Set-FreedomPaySandboxFault AnswerLost -OperationId changeInstallmentApplicationStatus -Count 1
        (Get-ErrorOf { Set-FreedomPayInstallment $number canceled })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -HaveCount 1
    }

    It 'that did not arrive is unknown, and the money is not given back by a later run with the journal' {
        $journal = New-JournalPath
        $null = Set-FreedomPayInstallment $number delivered
        $row = [pscustomobject]@{ external_id = $number; status = 'refund' }
        Set-FreedomPaySandboxFault Reset -OperationId changeInstallmentApplicationStatus -Count 1
        1..2 | ForEach-Object { (Get-ErrorOf { $row | Set-FreedomPayInstallment -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -HaveCount 2
        (Get-FreedomPayInstallment $number).Status | Should -Be 'delivered'
    }

    It 'is settled by a later run with the journal, which kept the state of before' {
        $journal = New-JournalPath
        $null = Set-FreedomPayInstallment $number delivered
        $row = [pscustomobject]@{ external_id = $number; status = 'refund' }
        Set-FreedomPaySandboxFault AnswerLost -OperationId changeInstallmentApplicationStatus -Count 1
        Set-FreedomPaySandboxFault ServerError -OperationId getInstallmentApplication -Skip 1 -Count 100
        (Get-ErrorOf { $row | Set-FreedomPayInstallment -Journal $journal })[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*'
        Clear-FreedomPaySandboxFault
        $found = $row | Set-FreedomPayInstallment -Journal $journal -WarningAction SilentlyContinue
        "$($found.Recovered) $($found.Status)" | Should -Be 'True refund'
        ($row | Set-FreedomPayInstallment -Journal $journal).Replayed | Should -BeTrue
        Get-SandboxRequest changeInstallmentApplicationStatus | Should -HaveCount 2
    }
}

Describe 'The partner banks' {
    It 'are listed one by one, each with its programs' {
        $partners = @(Get-FreedomPayInstallmentPartner)
        $partners | Should -HaveCount 2
        $partners | ForEach-Object { $_ | Should -BeOfType FreedomPay.InstallmentPartner }
        "$($partners[0].Code) $($partners[0].Name) $($partners[0].Products.Count)" | Should -Be 'anorbank Anorbank 2'
        $program = $partners[0].Products[0]
        "$($program.TermMonths) $($program.CalculationRate) $($program.Type) $($program.Minimum) $($program.Maximum) $($program.Currency)" | Should -Be '12 0.095 installment 100000 30000000 UZS'
        "$($partners[0].AdditionalProperties.Count)" | Should -Be '0'
    }
}
