# Two days at work, from files to reports, while the server misbehaves. What the sandbox has at the end is what counts.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    # With three repeats one run in fourteen had a row that met a fault four times in a row.
    Connect-FreedomPay -Environment Sandbox -MaxRetryCount 8
    Reset-Sandbox
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'Onboarding 200 clients with cards' {
    BeforeAll {
        Push-Location TestDrive:
        1..200 | ForEach-Object {
            [pscustomobject]@{
                ProductId = 2000; FirstName = "Client$_"; LastName = 'Sample'; Phone = '+7701{0:0000000}' -f $_; Country = 'KAZ'
                PersonId = '7903153{0:00000}' -f $_; Type = 1; Resident = 1
            }
        } | Export-Csv people.csv

        # Lost answers, refusals to serve and broken connections, now and then, wherever the rows pass.
        Set-FreedomPaySandboxFault AnswerLost -Probability 0.05
        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 0 -Probability 0.05
        Set-FreedomPaySandboxFault ServerError -Probability 0.1 -OperationId getCardRequestStatus

        $people = Import-Csv people.csv
        $clients = @($people | New-FreedomPayCardClient -Wait -ThrottleLimit 16 -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        # A row whose outcome is unknown is asked for, never sent again.
        $unknown = @($failures | Where-Object FullyQualifiedErrorId -like 'FreedomPay.OutcomeUnknown*')
        $clients += @($unknown | ForEach-Object { Wait-FreedomPayCardRequest $_.Exception.RequestId -WarningAction SilentlyContinue })

        $issued = @($people | Select-Object ProductId, FirstName, LastName, Phone, Country, PersonId |
            New-FreedomPayCard -Wait -ThrottleLimit 16 -ErrorVariable notIssued -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        $issued += @($notIssued | ForEach-Object { Wait-FreedomPayCardRequest $_.Exception.RequestId -WarningAction SilentlyContinue })

        # A lost activation cannot be asked about: somebody looks at the card, and activates it where it is not active.
        $null = $issued | Enable-FreedomPayCard -Wait -ThrottleLimit 16 -ErrorVariable doubtful -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $left = @((Get-SandboxState).cards | Where-Object state -NE active | ForEach-Object { [pscustomobject]@{ CardId = $_.card_id } })
        while ($left) {
            $null = $left | Enable-FreedomPayCard -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
            $left = @((Get-SandboxState).cards | Where-Object state -NE active | ForEach-Object { [pscustomobject]@{ CardId = $_.card_id } })
        }
        $null = $issued | Select-Object @{ n = 'ObjectValue'; e = { "$($_.CardId)" } } |
            Set-FreedomPayCardLimit -ObjectType card -TransactionType pay -Period day -AmountType max -Amount 50000.00 -Currency KZT -Wait -ThrottleLimit 16 -WarningAction SilentlyContinue
        $blocked = @($issued | Select-Object -First 3 | Block-FreedomPayCard -Reason 'Lost' -Wait -WarningAction SilentlyContinue)
        $closed = @($issued | Select-Object -Last 1 | Close-FreedomPayCard -Reason 'Contract ended' -Confirm:$false -Wait -WarningAction SilentlyContinue)
        Clear-FreedomPaySandboxFault
        $statements = @($issued | Get-FreedomPayCardStatement -ThrottleLimit 16)
        $statements | Export-Csv statements.csv
        $state = Get-SandboxState
    }

    It 'makes each client exactly once' {
        $clients | Should -HaveCount 200
        $state.cardClients | Should -HaveCount 200
        ($clients.ClientId | Sort-Object -Unique) | Should -HaveCount 200
    }

    It 'issues and activates each card exactly once' {
        $issued | Should -HaveCount 200
        ($issued | ForEach-Object { "$($_.CardId)" } | Sort-Object -Unique) | Should -HaveCount 200
        @(Get-SandboxEffect activateCard) | Should -HaveCount 200
        $doubtful | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'FreedomPay.OutcomeUnknown,*' }
        @($state.cards) | Should -HaveCount 200
    }

    It 'leaves three cards blocked, one closed and the others active' {
        $blocked.RequestStatus | Should -Be 'success', 'success', 'success'
        $closed.RequestStatus | Should -Be 'success'
        $states = $state.cards | Group-Object state -AsHashTable
        $states['blocked'] | Should -HaveCount 3
        $states['closed'] | Should -HaveCount 1
        $states['active'] | Should -HaveCount 196
    }

    It 'reports a statement of every card' {
        $statements | Should -HaveCount 200
        (Import-Csv statements.csv) | Should -HaveCount 200
    }

    It 'had to cope with answers that were lost, refused and late' {
        $answers = (Get-SandboxRequest | Group-Object status -AsHashTable -AsString).Keys
        $answers | Should -Contain '429'
        $answers | Should -Contain '503'
        $clients + $issued | Where-Object Recovered | Should -Not -BeNullOrEmpty
    }

    AfterAll { Pop-Location }
}

Describe 'Provisioning 500 Freedom ID users' {
    BeforeAll {
        Reset-Sandbox
        Push-Location TestDrive:
        1..500 | ForEach-Object {
            $bad = $_ % 50 -eq 0
            [pscustomobject]@{
                phone = $bad ? '8 701 {0:0000000}' -f $_ : '+7702{0:0000000}' -f $_
                firstname = "User$_"; lastname = 'Before'; date_of_birth = '1990-03-15'; country = 'KAZ'; gender = 'F'
            }
        } | Export-Csv users.csv

        Set-FreedomPaySandboxFault TooManyRequests -RetryAfter 0 -Probability 0.05
        Set-FreedomPaySandboxFault ServerError -Probability 0.05 -OperationId updateFreedomIdUser
        Set-FreedomPaySandboxFault AnswerLost -Probability 0.05 -OperationId updateFreedomIdUser

        $users = @(Import-Csv users.csv | New-FreedomIdUser -ThrottleLimit 16 -ErrorVariable refused -ErrorAction SilentlyContinue)
        # Whoever refused rows corrects them and gives them again.
        $corrected = @($refused.TargetObject | ForEach-Object { $_.phone = '+7' + $_.phone.Substring(2).Replace(' ', ''); $_ } | New-FreedomIdUser)
        $changed = @($users | Where-Object { [int]$_.FirstName.Substring(4) % 3 -eq 0 } |
            Select-Object FreedomId, @{ n = 'LastName'; e = { 'After' } } | Set-FreedomIdUser -ThrottleLimit 16)
        Clear-FreedomPaySandboxFault
        $state = Get-SandboxState
    }

    It 'refuses the ten bad rows by number and makes the others' {
        $refused | Should -HaveCount 10
        $refused.Exception.Row | Should -Be (1..10 | ForEach-Object { $_ * 50 })
        $users | Should -HaveCount 490
    }

    It 'makes the corrected rows too, and each user once' {
        $corrected | Should -HaveCount 10
        @($state.users) | Should -HaveCount 500
    }

    It 'changes a third of them through every fault' {
        $expected = @($users | Where-Object { [int]$_.FirstName.Substring(4) % 3 -eq 0 }).Count
        $changed | Should -HaveCount $expected
        @($state.users | Where-Object lastname -eq 'After') | Should -HaveCount $expected
    }

    AfterAll { Pop-Location }
}
