# Good and bad rows of one file: which are sent, and what each error says of its row.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    Connect-FreedomPay -Environment Sandbox

    function Get-Kind {
        param($Outcome)
        $Outcome | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { 'error' } else { 'result' } }
    }
}

AfterAll { Stop-FreedomPaySandbox }

Describe 'A file with good and bad rows' {
    BeforeEach { Reset-Sandbox }

    It 'of card clients gives one result or one error for each row, in the order of the file' {
        $rows = Import-Csv (Join-Path $repository 'samples' 'clients.csv')
        $outcome = @(Get-Outcome { $rows | New-FreedomPayCardClient })
        $outcome.Count | Should -Be 40
        $bad = 7, 12, 18, 24, 30, 35
        1..40 | ForEach-Object {
            $one = $outcome[$_ - 1]
            if ($_ -in $bad) { $one.Exception.Row | Should -Be $_ } else { $one.RequestId | Should -Be $rows[$_ - 1].RequestId }
        }
        (Get-SandboxState).cardClients.Count | Should -Be 34
    }

    It 'of payments gives one result or one error for each row, in the order of the file' {
        $outcome = @(Get-Outcome { Import-Csv (Join-Path $repository 'samples' 'payments.csv') | New-FreedomPayPayment })
        ($outcome | ForEach-Object { $_.OrderId ?? "row $($_.Exception.Row)" }) | Should -Be @(
            'A-1001', 'A-1002', 'row 3', 'A-1004', 'A-1005', 'row 6', 'A-1007', 'row 8', 'A-1009', 'row 10', 'A-1011', 'A-1012')
        (Get-SandboxState).payments.amount | Should -Be '1500.00', '1750.25', '2250.75', '2500.00', '3000.50', '3500.00', '4000.50', '4250.75'
    }

    It 'of users gives one result or one error for each row, in the order of the file' {
        $outcome = @(Get-Outcome { Import-Csv (Join-Path $repository 'samples' 'users.csv') | New-FreedomIdUser })
        ($outcome | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Exception.Row | Should -Be 4, 6, 9, 11
        ($outcome | Where-Object { $_ -is [FreedomPay.FreedomIdUser] }).Count | Should -Be 8
        Get-Kind $outcome | Should -Be ((1..12) | ForEach-Object { if ($_ -in 4, 6, 9, 11) { 'error' } else { 'result' } })
    }

    It 'of changes to users goes on after a bad row and after one that the API refuses' {
        $user = New-FreedomIdUser -Phone +77010000001 -FirstName Aliya
        $outcome = @(Get-Outcome {
            @"
freedom_id,lastname,gender
$($user.FreedomId),Serik,F
not-a-uuid,Kim,M
019ab688-bef2-72c4-aa29-d0e08be76d95,Omarov,M
$($user.FreedomId),Serikova,
"@ | ConvertFrom-Csv | Set-FreedomIdUser
        })
        Get-Kind $outcome | Should -Be 'result', 'error', 'error', 'result'
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput*'
        $outcome[2].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused*'
        (Get-SandboxState).users[0] | Select-Object lastname, gender | ForEach-Object { "$($_.lastname) $($_.gender)" } | Should -Be 'Serikova F'
    }

    It 'of payments to look up goes on after a bad row and after an unknown payment' {
        $payment = New-FreedomPayPayment -Amount 10.50 -Description Tea -OrderId B-1
        $outcome = @(Get-Outcome { "pg_payment_id`n$($payment.PaymentId)`nB-1`n1`n$($payment.PaymentId)" | ConvertFrom-Csv | Get-FreedomPayPayment })
        Get-Kind $outcome | Should -Be 'result', 'error', 'error', 'result'
        $outcome[1].Exception.Field | Should -Be 'PaymentId'
        $outcome[2].Exception.Code | Should -Be '11068'
        $outcome[3].OrderId | Should -Be 'B-1'
    }

    It 'of card requests to look up goes on after a bad row and after an unknown request' {
        $made = New-FreedomPayCardClient -ProductId 1000 -FirstName Ivan -LastName Ivanov
        $outcome = @(Get-Outcome { "request_id`n1`n$($made.RequestId)`n019ab688-bef2-72c4-aa29-d0e08be76d95" | ConvertFrom-Csv | Get-FreedomPayCardRequest })
        Get-Kind $outcome | Should -Be 'error', 'result', 'error'
        $outcome[1].RequestId | Should -Be $made.RequestId
        $outcome[2].Exception.Code | Should -Be 'sandbox.unknown_request'
    }
}

Describe 'A row without the column of <Field>' -ForEach @(
    @{ Cmdlet = 'Enable-FreedomPayCard'; Field = 'CardId' }, @{ Cmdlet = 'Block-FreedomPayCard'; Field = 'CardId'; More = @{ Reason = 'Lost' } }, @{ Cmdlet = 'Set-FreedomPayCardPin'; Field = 'CardId' }
    @{ Cmdlet = 'Confirm-FreedomPayCardClient'; Field = 'ClientId' }, @{ Cmdlet = 'Get-FreedomPayCardRequest'; Field = 'RequestId' }, @{ Cmdlet = 'Get-FreedomPayPayment'; Field = 'PaymentId' }
) {
    It 'is refused by <Cmdlet>, and its own text is not taken for the value: <Row>' -ForEach @(
        @{ Row = [pscustomobject]@{ Remark = '1' } }, @{ Row = @{ CardId = '1'; ClientId = '1'; RequestId = '1'; PaymentId = '1' } }
    ) {
        Reset-Sandbox
        $typed = $More ?? @{}
        if ((Get-Command $Cmdlet).Parameters.ContainsKey('Confirm')) { $typed.Confirm = $false }
        $outcome = @(Get-Outcome { $Row | & $Cmdlet @typed })
        $outcome.Count | Should -Be 1
        $outcome[0].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.InvalidInput,*'
        "$($outcome[0])" | Should -Be "Row 1: $Field is empty; this field is required. Nothing was sent."
        Get-SandboxRequestCount | Should -Be 0
    }
}

Describe 'The columns of a row' {
    BeforeEach { Reset-Sandbox }

    It 'may have the names of the parameters (card client, version 2)' {
        @'
ProductId,BranchId,FirstName,LastName,Type,Citizenship,Idn,DeviceId
2000,000001,Dana,Kim,1,KAZ,790101300100,77010000000
'@ | ConvertFrom-Csv | New-FreedomPayCardClient
        $client = (Get-SandboxState).cardClients[0]
        $client.operation_id | Should -Be 'createCardClientV2'
        $client.client | ConvertTo-Json -Compress | Should -Be '{"fn_id":"Dana","ln_id":"Kim","type":1,"citizenship":"KAZ","idn":"790101300100","device_id":"77010000000"}'
    }

    It 'may have the names of the API (card client, version 2)' {
        @'
product_id,branch_id,fn_id,ln_id,type,citizenship,idn,device_id
2000,000001,Dana,Kim,1,KAZ,790101300100,77010000000
'@ | ConvertFrom-Csv | New-FreedomPayCardClient
        (Get-SandboxState).cardClients[0].client | ConvertTo-Json -Compress |
            Should -Be '{"fn_id":"Dana","ln_id":"Kim","type":1,"citizenship":"KAZ","idn":"790101300100","device_id":"77010000000"}'
    }

    It 'may have the dotted names of the API (card client, version 1)' {
        @'
product_id,first_name,last_name,type,phone,resident,birthdate,address1.country,address1.address_line1,address2.country,address2.postal_code
2000,Dana,Kim,1,+77010000000,1,1990-03-15,KAZ,Almaty,KGZ,720000
'@ | ConvertFrom-Csv | New-FreedomPayCardClient
        $made = (Get-SandboxState).cardClients[0]
        $made.operation_id | Should -Be 'createCardClient'
        $made.client.phone | Should -Be 77010000000
        $made.client.birthdate | Should -Be '1990-03-15'
        $made.client.address1 | ConvertTo-Json -Compress | Should -Be '{"country":"KAZ","address_line1":"Almaty"}'
        $made.client.address2 | ConvertTo-Json -Compress | Should -Be '{"country":"KGZ","postal_code":"720000"}'
    }

    It 'may have the names of the API (payment)' {
        $payment = "pg_order_id,pg_amount,pg_currency,pg_description`nC-1,2.50,USD,Tea" | ConvertFrom-Csv | New-FreedomPayPayment
        $payment.OrderId | Should -Be 'C-1'
        (Get-SandboxState).payments[0] | ForEach-Object { "$($_.order_id) $($_.amount) $($_.currency)" } | Should -Be 'C-1 2.50 USD'
    }

    It 'may have the names of the API (user)' {
        $user = "phone,firstname,lastname,date_of_birth,country,gender`n+77010000002,Aliya,Serik,1990-03-15,KAZ,F" | ConvertFrom-Csv | New-FreedomIdUser
        $user.FirstName | Should -Be 'Aliya'
        $kept = (Get-SandboxState).users[0]
        "$($kept.freedom_id) $($kept.date_of_birth) $($kept.country) $($kept.gender)" | Should -Be "$($user.FreedomId) 1990-03-15 KAZ F"
    }

    It 'that the cmdlet does not know are left alone' {
        $payment = "OrderId,Amount,Description,Comment`nC-2,2.50,Tea,for Monday" | ConvertFrom-Csv | New-FreedomPayPayment
        $payment.OrderId | Should -Be 'C-2'
    }

    It 'may be empty where they are optional, which means not given' {
        "ProductId,FirstName,LastName,Type,Citizenship,Idn,BranchId`n2000,Dana,Kim,,,," | ConvertFrom-Csv | New-FreedomPayCardClient
        (Get-SandboxState).cardClients[0].client | ConvertTo-Json -Compress | Should -Be '{"fn_id":"Dana","ln_id":"Kim"}'
    }

    It 'keep nothing of the row before' {
        $null = @(
            [pscustomobject]@{ Phone = '+77010000003'; Email = 'first@example.com'; Gender = 'F' }
            [pscustomobject]@{ Phone = '+77010000004' }
            [pscustomobject]@{ Phone = '+77010000005'; Email = '' }
        ) | New-FreedomIdUser
        $users = (Get-SandboxState).users
        $users[0].email | Should -Be 'first@example.com'
        $users[1].PSObject.Properties.Name | Should -Be 'freedom_id', 'phone'
        $users[2].PSObject.Properties.Name | Should -Be 'freedom_id', 'phone'
    }

    It 'choose the operation row by row' {
        $outcome = @(Get-Outcome {
            @(
                [pscustomobject]@{ ProductId = '2000'; FirstName = 'Dana'; LastName = 'Kim' }
                [pscustomobject]@{ ProductId = '2000'; FirstName = 'Timur'; LastName = 'Omarov'; Type = '1'; Phone = '+77010000006'; Resident = '1' }
                [pscustomobject]@{ ProductId = '2000'; FirstName = 'Aliya'; LastName = 'Serik'; Citizenship = 'KAZ' }
            ) | New-FreedomPayCardClient
        })
        Get-Kind $outcome | Should -Be 'result', 'result', 'result'
        (Get-SandboxState).cardClients.operation_id | Should -Be 'createCardClientV2', 'createCardClient', 'createCardClientV2'
    }
}

Describe 'A bad row' {
    BeforeAll {
        Reset-Sandbox
        $rows = @'
OrderId,Amount,Currency,Description,ContactEmail,Comment
D-1,1500.50,KZT,Tea,payer@example.com,
D-2,"1500,50",tenge,,payer,keep me
D-3,3.00,KZT,Tea,,
'@ | ConvertFrom-Csv
        $outcome = @(Get-Outcome { $rows | New-FreedomPayPayment })
        $problem = $outcome[1]
    }

    It 'is exactly one error in its place' {
        Get-Kind $outcome | Should -Be 'result', 'error', 'result'
    }

    It 'is named by its number and by all of its wrong fields' {
        $problem.Exception.Row | Should -Be 2
        $problem.Exception.Field | Sort-Object | Should -Be 'Amount', 'ContactEmail', 'Currency', 'Description'
        "$problem" | Should -BeLike "Row 2: *Amount '1500,50' is not an amount*"
        "$problem" | Should -BeLike "*Description is empty*"
        "$problem" | Should -BeLike "*Currency 'tenge' is not a currency code*"
        "$problem" | Should -BeLike "*ContactEmail 'payer' is not an e-mail address*"
        "$problem" | Should -BeLike '*Nothing was sent.'
    }

    It 'says how to write it and what to do' {
        "$problem" | Should -Match 'such as 1500\.50'
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Correct the fields'
    }

    It 'has a stable id and category' {
        $problem.FullyQualifiedErrorId | Should -Be 'FreedomPay.InvalidInput,FreedomPay.Commands.Merchant.NewFreedomPayPaymentCommand'
        $problem.CategoryInfo.Category | Should -Be 'InvalidData'
        $problem.Exception | Should -BeOfType FreedomPay.FreedomPayException
        $problem.Exception.Reason | Should -Be 'InvalidInput'
        $problem.Exception.OperationId | Should -Be 'createPayment'
    }

    It 'is the target of its error with all its columns, in their order' {
        $problem.TargetObject.PSObject.Properties.Name | Should -Be 'OrderId', 'Amount', 'Currency', 'Description', 'ContactEmail', 'Comment'
        $problem.TargetObject.Comment | Should -Be 'keep me'
    }

    It 'can be saved, corrected and given again' {
        $problem.TargetObject | Export-Csv (Join-Path $TestDrive 'refused.csv')
        $again = Import-Csv (Join-Path $TestDrive 'refused.csv')
        $again.Amount = '1500.50'; $again.Currency = 'KZT'; $again.Description = 'Tea'; $again.ContactEmail = ''
        ($again | New-FreedomPayPayment).OrderId | Should -Be 'D-2'
        (Get-SandboxState).payments.order_id | Should -Be 'D-1', 'D-3', 'D-2'
    }

    It 'reaches the sandbox in no form' {
        (Get-SandboxRequest createPayment).Count | Should -Be (Get-SandboxState).payments.Count
    }

    It 'ends the pipeline under -ErrorAction Stop, and nothing after it is sent' {
        Reset-Sandbox
        { $rows | New-FreedomPayPayment -ErrorAction Stop } | Should -Throw -ErrorId 'FreedomPay.InvalidInput,*'
        (Get-SandboxState).payments.order_id | Should -Be 'D-1'
    }

    It 'is named in $error even under SilentlyContinue' {
        Reset-Sandbox
        $null = $rows | New-FreedomPayPayment -ErrorAction SilentlyContinue -ErrorVariable found
        $found.Count | Should -Be 1
        $found[0].Exception.Row | Should -Be 2
    }
}

Describe 'A row that repeats a request id' {
    It 'is refused by the API, for exactly the second row' {
        Reset-Sandbox
        $id = '019ab688-bef2-72c4-aa29-d0e08be76d95'
        $outcome = @(Get-Outcome { "RequestId,ProductId,FirstName,LastName`n$id,2000,Dana,Kim`n$id,2000,Timur,Kim`n,2000,Aliya,Kim" | ConvertFrom-Csv | New-FreedomPayCardClient })
        Get-Kind $outcome | Should -Be 'result', 'error', 'result'
        $outcome[1].FullyQualifiedErrorId | Should -BeLike 'FreedomPay.Refused,*'
        $outcome[1].Exception.Row | Should -Be 2
        $outcome[1].Exception.Code | Should -Be 'sandbox.duplicate_request'
        $outcome[1].Exception.RequestId | Should -Be $id
        $outcome[1].TargetObject.FirstName | Should -Be 'Timur'
        $outcome[2].RequestId | Should -Not -BeNullOrEmpty
        (Get-SandboxState).cardClients.client.fn_id | Should -Be 'Dana', 'Aliya'
    }
}

Describe 'A row without a required column' {
    BeforeAll {
        Reset-Sandbox
        $outcome = @(Get-Outcome {
            @(
                [pscustomobject]@{ OrderId = 'E-1'; Description = 'Tea'; Amount = '1.00' }
                [pscustomobject]@{ OrderId = 'E-2'; Description = 'Tea' }
                [pscustomobject]@{ OrderId = 'E-3'; Description = 'Tea'; Amount = '1,00' }
                [pscustomobject]@{ Name = 'something else' }
                [pscustomobject]@{ OrderId = 'E-5'; Description = 'Tea'; Amount = '5.00' }
            ) | New-FreedomPayPayment -WarningVariable script:warned -WarningAction SilentlyContinue
        })
    }

    It 'is one error, and the other rows go on' {
        ($outcome | ForEach-Object { $_.OrderId ?? 'error' }) | Should -Be 'E-1', 'error', 'error', 'error', 'E-5'
    }

    It 'does not shift the numbers of the others' {
        $outcome[2].Exception.Row | Should -Be 3
    }

    It 'is counted in a warning at the end' {
        $warned.Count | Should -Be 1
        "$warned" | Should -BeLike '2 of 5 rows lack a column*Nothing was sent for them.'
    }

    It 'sends nothing' {
        (Get-SandboxRequest).Count | Should -Be 2
    }
}

Describe 'A refused row' {
    BeforeAll { Connect-FreedomPay -Environment Sandbox }

    It 'comes back without the secrets of columns that the cmdlet does not know' {
        $row = [pscustomobject]@{ ProductId = '1000'; FirstName = ''; LastName = 'Ivanov'; cvc = '653871'; Card_Number = '4405645000006150'; Note = 'keep' }
        $null = $row | New-FreedomPayCardClient -ErrorVariable refused -ErrorAction SilentlyContinue
        $back = $refused[0].TargetObject
        $back.cvc | Should -Be '***'
        $back.Card_Number | Should -Be '***'
        $back.Note | Should -Be 'keep'
        $back.LastName | Should -Be 'Ivanov'
    }

    It 'is refused again while a value in it is masked' {
        $null = [pscustomobject]@{ OrderId = '4405645000006150'; Amount = '1,5'; Description = 'Tea' } | New-FreedomPayPayment -ErrorVariable refused -ErrorAction SilentlyContinue
        $again = $refused[0].TargetObject
        $again.Amount = '1.50'
        $null = $again | New-FreedomPayPayment -ErrorVariable refusedAgain -ErrorAction SilentlyContinue
        $refusedAgain[0].Exception.Message | Should -BeLike '*OrderId*is masked*'
    }
}
