@{
    TooOld = 'Модулю FreedomPay.PowerShell нужен PowerShell 7.4 или новее либо Windows PowerShell 5.1; это PowerShell {0}.'
}
