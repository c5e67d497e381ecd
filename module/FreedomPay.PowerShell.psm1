# Loads the build of this edition. The manifest is constant data, so that every tool can read and rewrite it; hence the choice is here.
# ASCII alone: Windows PowerShell would read other letters in the code page of the machine.
if ($PSEdition -ne 'Core') { $build = 'net472' } else { $build = 'net8.0' }
try {
    # By force: else Import-Module -Force of the module would not reach the assembly, and the connection would outlive it.
    Microsoft.PowerShell.Core\Import-Module "$PSScriptRoot/$build/FreedomPay.PowerShell.dll" -Force -ErrorAction Stop
}
catch {
    # An older PowerShell stands on an older .NET, which cannot load this build. Its version is looked at only here: the first member
    # that a script reads costs a process more time than all of the rest of this file.
    if ($PSEdition -ne 'Core' -or $PSVersionTable.PSVersion -ge '7.4') { throw }
    $texts = @{ TooOld = 'FreedomPay.PowerShell needs PowerShell 7.4 or later, or Windows PowerShell 5.1; this is PowerShell {0}.' }
    Import-LocalizedData texts -FileName Loader.psd1 -ErrorAction Ignore
    throw ($texts.TooOld -f $PSVersionTable.PSVersion)
}
