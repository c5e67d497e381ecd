# Output objects with values of the test's own, as an answer of the API would fill them. Their properties have no setter that a script may call.
$sampleId = '019ab688-bef2-72c4-aa29-d0e08be76d95'

function New-Sample {
    param([type] $Type, [System.Collections.IDictionary] $Value = @{})
    $sample = [Activator]::CreateInstance($Type, $true)
    foreach ($name in $Value.Keys) { Set-Member $sample $name $Value[$name] }
    $sample
}

function Set-Member {
    param($Sample, [string] $Name, $Value)
    $property = $Sample.GetType().GetProperty($Name)
    $kind = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
    # Assigned one by one: what comes out of an if is unrolled.
    $argument = [object[]]::new(1)
    if ($kind -eq [FreedomPay.AdditionalProperties]) { $argument[0] = [System.Text.Json.Nodes.JsonNode]::Parse($Value).PSObject.BaseObject }
    elseif ($kind -eq [FreedomPay.TextList]) { $argument[0] = [string[]] $Value }
    elseif ($kind -eq [FreedomPay.ReasonCounts]) {
        $argument[0] = [Collections.Generic.Dictionary[string, long]]::new()
        foreach ($key in $Value.Keys) { $argument[0][$key] = $Value[$key] }
    } elseif ($kind.IsGenericType) {
        $argument[0] = [Array]::CreateInstance($kind.GetGenericArguments()[0], @($Value).Count)
        for ($i = 0; $i -lt $argument[0].Length; $i++) { $argument[0][$i] = @($Value)[$i] }
    } else { $argument[0] = if ($kind -eq [object]) { $Value } else { $Value -as $kind } }
    # What only the module makes is made as the module does.
    if ($kind.Namespace -eq 'FreedomPay' -and $argument[0].GetType() -ne $kind) { $argument[0] = $kind.GetConstructors('Instance, NonPublic')[0].Invoke($argument) }
    # The setter of a base class is private to it.
    $null = $property.DeclaringType.GetProperty($Name).GetSetMethod($true).Invoke($Sample, $argument)
}

# An object of which every property has a value, as long as it gets.
function New-LongSample {
    param([type] $Type)
    $sample = [Activator]::CreateInstance($Type, $true)
    foreach ($property in $Type.GetProperties()) {
        if (-not $property.DeclaringType.GetProperty($property.Name).GetSetMethod($true)) { continue }
        $kind = [Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
        $value = if ($property.Name -match 'Id$' -and $kind -eq [string]) { $sampleId } else {
            switch ($kind) {
                ([string]) { $longTexts[$property.Name] ?? ("The $($property.Name) of a made-up company with a long name, 050000 Almaty"); break }
                ([FreedomPay.Amount]) { '-99999999.99'; break }
                ([FreedomPay.TextList]) { $sampleId, $sampleId; break }
                ([FreedomPay.AdditionalProperties]) { "{`"a_field_without_a_name`":`"$sampleId`",`"another`":{`"deeper`":[1,2,3]}}"; break }
                ([FreedomPay.ReasonCounts]) { @{ InvalidInput = 12; Refused = 345 }; break }
                ([FreedomPay.SensitiveText]) { 'the-secret-of-the-sample'; break }
                ([uri]) { 'https://test-api.freedompay.kz:8443/a/long/path'; break }
                ([timespan]) { '01:02:03.456'; break }
                ([bool]) { $true; break }
                ([object]) { [pscustomobject]@{ name = 'A shop with a long name'; city = 'Almaty' }; break }
                default {
                    if ($kind.IsGenericType) { New-LongSample $kind.GetGenericArguments()[0] }
                    elseif ($kind.IsEnum) { [Enum]::GetValues($kind) | Sort-Object { "$_".Length } -Bottom 1 }
                    else { 1234567 }
                }
            }
        }
        Set-Member $sample $property.Name $value
    }
    $sample
}

# What is not as long as one likes.
$longTexts = @{
    Amount = '99999999.99'; Currency = 'KZT'; CurrencyFrom = 'KZT'; CurrencyTo = 'KZT'; RequestStatus = 'success'; PaymentStatus = 'processing'; Status = 'completed'; State = 'Activated'; Result = 'Inconclusive'
    Phone = '+77010000001'; Email = 'a.very.long.name+orders@mail.of.a.company.example.com'; FirstName = 'Nursultanbek-Abdulmalik'; LastName = 'Zhumabayeva-Konstantinopolskaya'
    Iban = 'KZ86125KZT5004100100'; CardMask = '4400-44XX-XXXX-4440'; CardPan = '4400-44XX-XXXX-4440'; Score = '100.00%'; Fishy = 'false'; Mcc = '5411'; Rrn = '123456789012'; Country = 'KAZ'
    Timestamp = '2026-01-31T09:30:00+05:00'; DateTime = '2026-01-31T09:30:00+05:00'; Date = '2026-01-31T09:30:00+05:00'; CreateDate = '2026-01-31 09:30:00'; PaymentDate = '2026-01-31 09:30:00'
    AccessExpiresAt = '2026-01-31T09:30:00+00:00'; RefreshExpiresAt = '2026-01-31T09:30:00+00:00'; SentAt = '2026-01-31T09:30:00.1234567Z'; EndedAt = '2026-01-31T09:30:00.1234567Z'; Created = '2026-01-31T09:30:00.1234567Z'
    ExpiresIn = '86400'; Method = 'DELETE'; Code = '11068'; Reason = 'ConnectionFailed'; Cmdlet = 'New-FreedomPayCardTransactionRefund'
    Link = "https://id.freedompay.kz/authorize?track_id=019ab688-bef2-72c4-aa29-d0e08be76d95&expire_at=1769848200&client_id=made-up"
    RedirectUrl = 'https://customer.freedompay.kz/pay.html?customer=200be02010c4f2a54260e5e798605691'
}

# Every class of the module whose objects can come to a prompt: with properties, and neither a value that prints as text nor an error.
function Get-ShownType {
    [FreedomPay.Payment].Assembly.GetExportedTypes() | Where-Object {
        $_.Namespace -eq 'FreedomPay' -and $_.IsClass -and -not $_.IsAbstract -and $_.GetProperties('Instance, Public').Count -and
        -not [Exception].IsAssignableFrom($_) -and -not [Collections.IEnumerable].IsAssignableFrom($_)
    }
}

# Every cmdlet that takes rows, with each of its parameter sets, as Tab completes them: a new one is tested by being there.
function Get-RowTarget {
    $line = 'Test-FreedomPayCsv -Cmdlet '
    foreach ($name in [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText) {
        $command = Get-Command $name
        # A set that needs an object has no file.
        $sets = @($command.ParameterSets | Where-Object {
                -not ($_.Parameters | Where-Object { $_.IsMandatory -and $_.ParameterType -notin [string], [FreedomPay.SensitiveText], [switch] })
            })
        # Where columns choose and no set is preferred, one that needs no switch counts as the default.
        $plain = @($sets | Where-Object { -not ($_.Parameters | Where-Object { $_.IsMandatory -and $_.ParameterType -eq [switch] }) })
        foreach ($set in $sets) {
            $switches = @{}
            $set.Parameters | Where-Object { $_.ParameterType -eq [switch] -and $_.IsMandatory } | ForEach-Object { $switches[$_.Name] = $true }
            $choice = $sets.Count -gt 1 ? @{ ParameterSet = $set.Name } : @{}
            $isDefault = $set.IsDefault -or -not @($sets | Where-Object IsDefault) -and $set -eq ($plain + $sets)[0]
            @{ Cmdlet = $name; Set = $set.Name; Choice = $choice; Switches = $switches; IsDefault = $isDefault }
        }
    }
}

# The cmdlets that speak to the API, each with operations of its own.
function Get-ApiCmdlet { (Get-Command -Module FreedomPay.PowerShell | Where-Object { $_.Parameters.ContainsKey('AdditionalField') }).Name }

# The sample row of a template: the examples of its columns. What no two requests may share is left out, so that it can be given twice.
function Get-SampleRow {
    param($Column)
    $row = [ordered]@{}
    foreach ($one in $Column) {
        if ($one.Example -and ($one.Required -or $one.WireName -notmatch '^request[_-]id$|idempotency_key$')) { $row[$one.Column] = $one.Example }
    }
    $row
}

# What a column refuses, by its kind as the template tells it; the kinds that only some rows have come first.
$refusedTexts = [ordered]@{
    '^amount' = '1500,50'; '^whole number' = '7e8'; '^word' = 'two'; '^phone' = '87010000001'; '^country' = 'KZ'; '^currency' = 'tenge'; '^date' = '03/04/2000'
    '^whole address' = 'example'; '^UUID' = '1'; 'one value without a comma$' = '1,2'; 'never shown$' = '***'; '^text' = ' 12'
}

# A sample row of which one column is broken.
function Get-BrokenRow {
    param($Column)
    $row = Get-SampleRow $Column
    foreach ($kind in $refusedTexts.Keys) {
        $broken = $Column | Where-Object { $_.Format -match $kind -and $row.Contains($_.Column) } | Select-Object -First 1
        if ($broken) {
            $row[$broken.Column] = $refusedTexts[$kind]
            return $row
        }
    }
    throw "No column can be broken: $($Column.Format -join '; ')"
}

# What the files in Families say, each of its own cmdlets, put together: one value by its name.
function Get-FamilyValue {
    param([string] $Name)
    foreach ($file in Get-ChildItem (Join-Path $PSScriptRoot 'Families') -Filter *.ps1) {
        $family = & $file.FullName
        if ($family.Contains($Name)) { $family[$Name] }
    }
}
