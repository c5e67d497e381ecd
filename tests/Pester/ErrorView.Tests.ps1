# How errors look at a prompt and in Get-Error.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')

    # One PowerShell types a command of each kind, as a user does at a prompt: no script is around it, whose lines PowerShell would quote.
    # What the prompt shows goes to the stream of errors, what is held of the error to the output.
    $child = Invoke-Child -Argument (Join-Path $repository out FreedomPay.PowerShell FreedomPay.PowerShell.psd1) -Script {
        param($Manifest)
        Import-Module $Manifest
        Connect-FreedomPay -Environment Sandbox
        $merchant = [pscredential]::new('300400', (ConvertTo-SecureString 'made-up' -AsPlainText -Force))
        $commands = [ordered]@{
            'a value that is refused'              = "New-FreedomPayPayment -Amount 1,5 -Description Tea"
            'a row that is refused'                = "'1', '1,5' | ForEach-Object { [pscustomobject]@{ Amount = `$_; Description = 'Tea' } } | New-FreedomPayPayment -RatePerSecond 1000"
            'a request that the API refuses'       = "Get-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d99"
            'a row that the API refuses'           = "[pscustomobject]@{ PaymentId = '999999' } | Get-FreedomPayPayment"
            'a field that the API refuses'         = "[pscustomobject]@{ Phone = '+77010000001' } | New-FreedomIdUser -AdditionalField @{ gender = 'Q' }"
            'a secret that the API refuses'        = "Get-FreedomPayPayment 1 -Connection (Connect-FreedomPay -BaseUri (Get-FreedomPayConnection).BaseUri -Merchant `$merchant -PassThru)"
            'an outcome that is not known'         = "Set-FreedomPaySandboxFault AnswerLost -OperationId confirmGiftCard -Count 1; Confirm-FreedomPayGiftCard 555 1234 -RequestId 019ab688-bef2-72c4-aa29-d0e08be76d97"
            'an outcome of a row that is not known' = "Set-FreedomPaySandboxFault AnswerLost -OperationId createFreedomIdUser -Count 1; [pscustomobject]@{ Phone = '+77010000002' } | New-FreedomIdUser"
            'a connection that is missing'         = "Disconnect-FreedomPay; Get-FreedomPayPayment 1"
        }
        $held = foreach ($kind in $commands.Keys) {
            $Error.Clear()
            [Console]::Error.WriteLine("== $kind")
            $null = Invoke-Expression $commands[$kind]
            if ($kind -match 'secret') { Connect-FreedomPay -Environment Sandbox }
            [pscustomobject]@{
                Kind = $kind; Count = $Error.Count; Id = $Error[0].FullyQualifiedErrorId; Command = $Error[0].InvocationInfo.MyCommand.Name; Target = "$($Error[0].TargetObject)"
                Message = $Error[0].Exception.Message; Action = $Error[0].ErrorDetails.RecommendedAction; Page = "$($Error[0].Exception.Documentation)"
                All = $Error[0] | Get-Error | Out-String -Width 300
            }
        }
        $held | ConvertTo-Json
    }
    $held = $child.Output | ConvertFrom-Json
    $shown = @{}
    foreach ($part in $child.Errors -split '(?m)^== ' | Where-Object { $_ }) {
        $kind, $text = $part -split '\r?\n', 2
        $shown[$kind] = $text.TrimEnd() -replace '\r'
    }
}

Describe 'At a prompt' {
    It '<Kind> is a line with row and field, and a line that says what to do' -ForEach @(
        @{ Kind = 'a value that is refused'; Id = 'InvalidInput'; Begins = 'Amount '; Names = "'1,5'" }
        @{ Kind = 'a row that is refused'; Id = 'InvalidInput'; Begins = 'Row 2: Amount '; Names = "'1,5'" }
        @{ Kind = 'a request that the API refuses'; Id = 'Refused'; Begins = 'getCardRequestStatus '; Names = 'sandbox.unknown_request' }
        @{ Kind = 'a row that the API refuses'; Id = 'Refused'; Begins = 'Row 1: getPaymentStatus '; Names = '11068' }
        @{ Kind = 'a secret that the API refuses'; Id = 'Unauthorized'; Begins = 'getPaymentStatus '; Names = '' }
        @{ Kind = 'an outcome that is not known'; Id = 'OutcomeUnknown'; Begins = ''; Names = 'confirmGiftCard' }
        @{ Kind = 'an outcome of a row that is not known'; Id = 'OutcomeUnknown'; Begins = 'Row 1: '; Names = 'createFreedomIdUser' }
        @{ Kind = 'a connection that is missing'; Id = 'NotConnected'; Begins = ''; Names = '' }
    ) {
        $one = $held | Where-Object Kind -eq $Kind
        $one.Count | Should -Be 1
        $one.Id | Should -BeLike "FreedomPay.$Id,*"
        $one.Action | Should -Not -BeNullOrEmpty
        $shown[$Kind] | Should -BeExactly "$($one.Command): $($one.Message)`n  Recommendation: $($one.Action)"
        ($shown[$Kind] -split '\n').Count | Should -Be 2
        $one.Message | Should -BeLike "$Begins*$Names*"
    }

    It 'a field that the API refuses has a line of its own' {
        $one = $held | Where-Object Kind -eq 'a field that the API refuses'
        $shown[$one.Kind] | Should -BeExactly "$($one.Command): $($one.Message)`n  Recommendation: $($one.Action)"
        $lines = $shown[$one.Kind] -split '\n'
        $lines.Count | Should -Be 3
        $lines[0] | Should -BeLike 'New-FreedomIdUser: Row 1: createFreedomIdUser *'
        $lines[1] | Should -BeLike '  gender: *'
    }

    It 'nothing has a colour where none is wanted' {
        $child.Errors | Should -Not -Match '\e'
    }
}

Describe 'Get-Error' {
    It 'of <Kind> shows <Fact>' -ForEach @(
        @{ Kind = 'a value that is refused'; Fact = 'Field'; Text = 'Amount' }
        @{ Kind = 'a row that is refused'; Fact = 'Row'; Text = '2' }
        @{ Kind = 'a row that is refused'; Fact = 'Field'; Text = 'Amount' }
        @{ Kind = 'a request that the API refuses'; Fact = 'Code'; Text = 'sandbox.unknown_request' }
        @{ Kind = 'a request that the API refuses'; Fact = 'HttpStatus'; Text = '200' }
        @{ Kind = 'a request that the API refuses'; Fact = 'RequestId'; Text = '019ab688-bef2-72c4-aa29-d0e08be76d99' }
        @{ Kind = 'a row that the API refuses'; Fact = 'Code'; Text = '11068' }
        @{ Kind = 'a field that the API refuses'; Fact = 'Field'; Text = 'gender' }
        @{ Kind = 'a field that the API refuses'; Fact = 'HttpStatus'; Text = '422' }
        @{ Kind = 'an outcome that is not known'; Fact = 'RequestId'; Text = '019ab688-bef2-72c4-aa29-d0e08be76d97' }
        @{ Kind = 'an outcome that is not known'; Fact = 'Reason'; Text = 'OutcomeUnknown' }
        @{ Kind = 'a connection that is missing'; Fact = 'Reason'; Text = 'NotConnected' }
    ) {
        # The only item of a list has a line of its own.
        ($held | Where-Object Kind -eq $Kind).All | Should -Match "(?m)^    $Fact +: \s*$([regex]::Escape($Text))\r?$"
    }

    It 'shows the page of the documentation of every request' {
        $requests = $held | Where-Object Kind -ne 'a connection that is missing'
        $requests.Count | Should -Be 8
        foreach ($one in $requests) {
            $one.Page | Should -BeLike 'https://docs.freedompay.kz/*' -Because $one.Kind
            $one.All | Should -Match "(?m)^    Documentation +: $([regex]::Escape($one.Page))\r?$"
        }
    }

    It 'shows no secret' {
        "$($held.All) $($child.Errors)" | Should -Not -Match 'made-up'
    }
}
