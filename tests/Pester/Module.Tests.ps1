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

AfterAll { Stop-FreedomPaySandbox }
