# The output of every shape as text, CSV and JSON, to the letter.
BeforeDiscovery {
    # What a user sees of an object of each family and shape, to the letter; lines that are empty and blanks at the end of a line are left out.
    $shapes = @(
        @{ Shape = 'a payment'; Make = { New-Sample FreedomPay.Payment @{ PaymentId = '700000001'; OrderId = 'A-1001'; Amount = '1500.50'; Currency = 'KZT'; Status = 'ok'; PaymentStatus = 'success'; Captured = '1'; PaymentMethod = 'bankcard'; RefundAmount = '-250.50'; CardPan = '4400-44XX-XXXX-4440'; AdditionalProperties = '{"pg_card_name":"DANA KIM"}' } }
            Table = @'
PaymentId    OrderId                  Amount PaymentStatus RedirectUrl
---------    -------                  ------ ------------- -----------
700000001    A-1001              1500.50 KZT success
'@
            List = @'
PaymentId            : 700000001
OrderId              : A-1001
Amount               : 1500.50
Currency             : KZT
Status               : ok
PaymentStatus        : success
Captured             : 1
PaymentMethod        : bankcard
RefundAmount         : -250.50
CardPan              : 4400-44XX-XXXX-4440
Recovered            : False
Replayed             : False
AdditionalProperties : {"pg_card_name":"DANA KIM"}
'@
            All = @'
PaymentId            : 700000001
OrderId              : A-1001
Amount               : 1500.50
Currency             : KZT
Status               : ok
PaymentStatus        : success
TransactionStatus    :
Captured             : 1
RedirectUrl          :
RedirectUrlType      :
RedirectQr           :
CanReject            :
PaymentMethod        : bankcard
ClearingAmount       :
RefundAmount         : -250.50
Refunds              : {}
RevokeAmount         :
CardPan              : 4400-44XX-XXXX-4440
CardToken            :
CreateDate           :
PaymentDate          :
Reference            :
FailureCode          :
FailureDescription   :
IdempotencyKey       :
InvoiceId            :
AdditionalProperties : {[pg_card_name, DANA KIM]}
Recovered            : False
Replayed             : False
'@
            Json = @'
{
  "PaymentId": "700000001",
  "OrderId": "A-1001",
  "Amount": {
    "Value": 1500.50
  },
  "Currency": "KZT",
  "Status": "ok",
  "PaymentStatus": "success",
  "TransactionStatus": null,
  "Captured": "1",
  "RedirectUrl": null,
  "RedirectUrlType": null,
  "RedirectQr": null,
  "CanReject": null,
  "PaymentMethod": "bankcard",
  "ClearingAmount": null,
  "RefundAmount": {
    "Value": -250.50
  },
  "Refunds": [],
  "RevokeAmount": null,
  "CardPan": "4400-44XX-XXXX-4440",
  "CardToken": null,
  "CreateDate": null,
  "PaymentDate": null,
  "Reference": null,
  "FailureCode": null,
  "FailureDescription": null,
  "IdempotencyKey": null,
  "InvoiceId": null,
  "AdditionalProperties": {
    "pg_card_name": "DANA KIM"
  },
  "Recovered": false,
  "Replayed": false
}
'@
            Csv = @'
"PaymentId","OrderId","Amount","Currency","Status","PaymentStatus","TransactionStatus","Captured","RedirectUrl","RedirectUrlType","RedirectQr","CanReject","PaymentMethod","ClearingAmount","RefundAmount","Refunds","RevokeAmount","CardPan","CardToken","CreateDate","PaymentDate","Reference","FailureCode","FailureDescription","IdempotencyKey","InvoiceId","AdditionalProperties","Recovered","Replayed"
"700000001","A-1001","1500.50","KZT","ok","success",,"1",,,,,"bankcard",,"-250.50","",,"4400-44XX-XXXX-4440",,,,,,,,,"{""pg_card_name"":""DANA KIM""}","False","False"
'@
        }
        @{ Shape = 'a request for two cards'; Make = { New-Sample FreedomPay.CardRequest @{ RequestId = $sampleId; Status = 'ok'; RequestStatus = 'process'; ClientId = $otherId; CardId = $sampleId, $otherId; ProductId = 'Instant'; Timestamp = '2026-01-31T09:30:00+05:00' } }
            Table = @'
RequestId                            RequestStatus ClientId, CardId
---------                            ------------- ----------------
019ab688-bef2-72c4-aa29-d0e08be76d95 process       7c9e6679-7425-40de-944b-e07fc1f90ae7 019ab688-bef2-72c4-aa29-d0e08be7
                                                   6d95 7c9e6679-7425-40de-944b-e07fc1f90ae7
'@
            List = @'
RequestId     : 019ab688-bef2-72c4-aa29-d0e08be76d95
Status        : ok
RequestStatus : process
ClientId      : 7c9e6679-7425-40de-944b-e07fc1f90ae7
CardId        : {019ab688-bef2-72c4-aa29-d0e08be76d95, 7c9e6679-7425-40de-944b-e07fc1f90ae7}
ProductId     : Instant
Timestamp     : 2026-01-31T09:30:00+05:00
Recovered     : False
Replayed      : False
'@
            All = @'
RequestId            : 019ab688-bef2-72c4-aa29-d0e08be76d95
Status               : ok
RequestStatus        : process
ClientId             : 7c9e6679-7425-40de-944b-e07fc1f90ae7
CardId               : {019ab688-bef2-72c4-aa29-d0e08be76d95, 7c9e6679-7425-40de-944b-e07fc1f90ae7}
ProductId            : Instant
TransactionId        :
FinDocumentId        :
Timestamp            : 2026-01-31T09:30:00+05:00
AdditionalProperties : {}
Recovered            : False
Replayed             : False
'@
            Json = @'
{
  "RequestId": "019ab688-bef2-72c4-aa29-d0e08be76d95",
  "Status": "ok",
  "RequestStatus": "process",
  "ClientId": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  "CardId": [
    "019ab688-bef2-72c4-aa29-d0e08be76d95",
    "7c9e6679-7425-40de-944b-e07fc1f90ae7"
  ],
  "ProductId": "Instant",
  "TransactionId": null,
  "FinDocumentId": null,
  "Timestamp": "2026-01-31T09:30:00+05:00",
  "AdditionalProperties": {},
  "Recovered": false,
  "Replayed": false
}
'@
            Csv = @'
"RequestId","Status","RequestStatus","ClientId","CardId","ProductId","TransactionId","FinDocumentId","Timestamp","AdditionalProperties","Recovered","Replayed"
"019ab688-bef2-72c4-aa29-d0e08be76d95","ok","process","7c9e6679-7425-40de-944b-e07fc1f90ae7","019ab688-bef2-72c4-aa29-d0e08be76d95,7c9e6679-7425-40de-944b-e07fc1f90ae7","Instant",,,"2026-01-31T09:30:00+05:00","","False","False"
'@
        }
        @{ Shape = 'a card of whose fields the documentation knows none'; Make = { New-Sample FreedomPay.Card @{ CardId = $sampleId; RequestId = $otherId; AdditionalProperties = '{"card_status":"ACTIVE","holder":{"name":"DANA KIM"},"limit":1500.50}' } }
            Table = @'
CardId                               AdditionalProperties
------                               --------------------
019ab688-bef2-72c4-aa29-d0e08be76d95 {"card_status":"ACTIVE","holder":{"name":"DANA KIM"},"limit":1500.50}
'@
            List = @'
CardId               : 019ab688-bef2-72c4-aa29-d0e08be76d95
RequestId            : 7c9e6679-7425-40de-944b-e07fc1f90ae7
Recovered            : False
Replayed             : False
AdditionalProperties : {"card_status":"ACTIVE","holder":{"name":"DANA KIM"},"limit":1500.50}
'@
            All = @'
CardId               : 019ab688-bef2-72c4-aa29-d0e08be76d95
RequestId            : 7c9e6679-7425-40de-944b-e07fc1f90ae7
AdditionalProperties : {[card_status, ACTIVE], [holder, @{name=DANA KIM}], [limit, 1500.50]}
Recovered            : False
Replayed             : False
'@
            Json = @'
{
  "CardId": "019ab688-bef2-72c4-aa29-d0e08be76d95",
  "RequestId": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  "AdditionalProperties": {
    "card_status": "ACTIVE",
    "holder": {
      "name": "DANA KIM"
    },
    "limit": {
      "Value": 1500.50
    }
  },
  "Recovered": false,
  "Replayed": false
}
'@
            Csv = @'
"CardId","RequestId","AdditionalProperties","Recovered","Replayed"
"019ab688-bef2-72c4-aa29-d0e08be76d95","7c9e6679-7425-40de-944b-e07fc1f90ae7","{""card_status"":""ACTIVE"",""holder"":{""name"":""DANA KIM""},""limit"":1500.50}","False","False"
'@
        }
        @{ Shape = 'a statement with its operations'; Make = { New-Sample FreedomPay.CardStatement @{
            CardId = $sampleId; CardMask = '4400-44XX-XXXX-4440'; RequestStatus = 'success'; Timestamp = '2026-01-31T09:30:00+05:00'
            Operations = @(
                New-Sample FreedomPay.CardOperation @{ DateTime = '2026-01-30T18:05:00+05:00'; Type = 'purchase'; Amount = '10000.00'; Currency = 'KZT'; Mcc = '5411' }
                New-Sample FreedomPay.CardOperation @{ DateTime = '2026-01-31T09:00:00+05:00'; Type = 'refund'; Amount = '-250.50'; Currency = 'KZT' }
            )
        } }
            Table = @'
CardId                               RequestStatus Operations CardMask
------                               ------------- ---------- --------
019ab688-bef2-72c4-aa29-d0e08be76d95 success                2 4400-44XX-XXXX-4440
'@
            List = @'
CardId        : 019ab688-bef2-72c4-aa29-d0e08be76d95
CardMask      : 4400-44XX-XXXX-4440
Operations    : {2026-01-30T18:05:00+05:00 purchase 10000.00 KZT, 2026-01-31T09:00:00+05:00 refund -250.50 KZT}
RequestStatus : success
Timestamp     : 2026-01-31T09:30:00+05:00
Recovered     : False
Replayed      : False
'@
            All = @'
CardId               : 019ab688-bef2-72c4-aa29-d0e08be76d95
CardMask             : 4400-44XX-XXXX-4440
ClientId             :
Balances             :
Operations           : {2026-01-30T18:05:00+05:00 purchase 10000.00 KZT, 2026-01-31T09:00:00+05:00 refund -250.50 KZT}
Authorizations       : {}
Accounts             : {}
Status               :
RequestStatus        : success
Timestamp            : 2026-01-31T09:30:00+05:00
AdditionalProperties : {}
Recovered            : False
Replayed             : False
'@
            Json = @'
{
  "CardId": "019ab688-bef2-72c4-aa29-d0e08be76d95",
  "CardMask": "4400-44XX-XXXX-4440",
  "ClientId": null,
  "Balances": null,
  "Operations": [
    {
      "CardId": null,
      "DateTime": "2026-01-30T18:05:00+05:00",
      "Type": "purchase",
      "Amount": {
        "Value": 10000.00
      },
      "Commission": null,
      "Currency": "KZT",
      "Mcc": "5411",
      "Rrn": null,
      "Merchant": null,
      "AdditionalProperties": {}
    },
    {
      "CardId": null,
      "DateTime": "2026-01-31T09:00:00+05:00",
      "Type": "refund",
      "Amount": {
        "Value": -250.50
      },
      "Commission": null,
      "Currency": "KZT",
      "Mcc": null,
      "Rrn": null,
      "Merchant": null,
      "AdditionalProperties": {}
    }
  ],
  "Authorizations": [],
  "Accounts": [],
  "Status": null,
  "RequestStatus": "success",
  "Timestamp": "2026-01-31T09:30:00+05:00",
  "AdditionalProperties": {},
  "Recovered": false,
  "Replayed": false
}
'@
            Csv = @'
"CardId","CardMask","ClientId","Balances","Operations","Authorizations","Accounts","Status","RequestStatus","Timestamp","AdditionalProperties","Recovered","Replayed"
"019ab688-bef2-72c4-aa29-d0e08be76d95","4400-44XX-XXXX-4440",,,"2026-01-30T18:05:00+05:00 purchase 10000.00 KZT; 2026-01-31T09:00:00+05:00 refund -250.50 KZT","","",,"success","2026-01-31T09:30:00+05:00","","False","False"
'@
        }
        @{ Shape = 'an operation of a statement'; Make = { New-Sample FreedomPay.CardOperation @{ DateTime = '2026-01-30T18:05:00+05:00'; Type = 'purchase'; Amount = '99999999.99'; Commission = '15.50'; Currency = 'KZT'; Mcc = '5411'; Rrn = '123456789012'; Merchant = [pscustomobject]@{ name = 'Tea shop' } } }
            Table = @'
DateTime                  Type                Amount Rrn          Merchant
--------                  ----                ------ ---          --------
2026-01-30T18:05:00+05:00 purchase   99999999.99 KZT 123456789012 @{name=Tea shop}
'@
            List = @'
DateTime   : 2026-01-30T18:05:00+05:00
Type       : purchase
Amount     : 99999999.99
Commission : 15.50
Currency   : KZT
Mcc        : 5411
Rrn        : 123456789012
Merchant   : @{name=Tea shop}
'@
            All = @'
CardId               :
DateTime             : 2026-01-30T18:05:00+05:00
Type                 : purchase
Amount               : 99999999.99
Commission           : 15.50
Currency             : KZT
Mcc                  : 5411
Rrn                  : 123456789012
Merchant             : @{name=Tea shop}
AdditionalProperties : {}
'@
            Json = @'
{
  "CardId": null,
  "DateTime": "2026-01-30T18:05:00+05:00",
  "Type": "purchase",
  "Amount": {
    "Value": 99999999.99
  },
  "Commission": {
    "Value": 15.50
  },
  "Currency": "KZT",
  "Mcc": "5411",
  "Rrn": "123456789012",
  "Merchant": {
    "name": "Tea shop"
  },
  "AdditionalProperties": {}
}
'@
            Csv = @'
"CardId","DateTime","Type","Amount","Commission","Currency","Mcc","Rrn","Merchant","AdditionalProperties"
,"2026-01-30T18:05:00+05:00","purchase","99999999.99","15.50","KZT","5411","123456789012","@{name=Tea shop}",""
'@
        }
        @{ Shape = 'a limit, which a user makes'; Make = { [FreedomPay.CardLimit]@{ TransactionType = 'pay'; Period = 'month'; AmountType = 'max'; Amount = '150000.00'; Currency = 'KZT' } }
            Table = @'
TransactionType      Region       Period       AmountType                 Amount
---------------      ------       ------       ----------                 ------
pay                               month        max                 150000.00 KZT
'@
            List = @'
TransactionType : pay
Period          : month
AmountType      : max
Amount          : 150000.00
Currency        : KZT
'@
            All = @'
TransactionType : pay
Region          :
Period          : month
AmountType      : max
Amount          : 150000.00
Currency        : KZT
'@
            Json = @'
{
  "TransactionType": "pay",
  "Region": null,
  "Period": "month",
  "AmountType": "max",
  "Amount": "150000.00",
  "Currency": "KZT"
}
'@
            Csv = @'
"TransactionType","Region","Period","AmountType","Amount","Currency"
"pay",,"month","max","150000.00","KZT"
'@
        }
        @{ Shape = 'the tokens of a user'; Make = { New-Sample FreedomPay.FreedomIdToken @{ Id = $sampleId; AccessToken = 'the-secret'; RefreshToken = 'the-secret'; AccessExpiresAt = '2025-01-31T09:30:00Z'; RefreshExpiresAt = '2025-02-28T09:30:00Z' } }
            Table = @'
Id                                   IsExpired AccessExpiresAt
--                                   --------- ---------------
019ab688-bef2-72c4-aa29-d0e08be76d95 True      2025-01-31T09:30:00Z
'@
            List = @'
Id               : 019ab688-bef2-72c4-aa29-d0e08be76d95
AccessToken      : ***
RefreshToken     : ***
AccessExpiresAt  : 2025-01-31T09:30:00Z
RefreshExpiresAt : 2025-02-28T09:30:00Z
IsExpired        : True
Recovered        : False
Replayed         : False
'@
            All = @'
Id                   : 019ab688-bef2-72c4-aa29-d0e08be76d95
AccessToken          : ***
RefreshToken         : ***
AccessExpiresAt      : 2025-01-31T09:30:00Z
RefreshExpiresAt     : 2025-02-28T09:30:00Z
IsExpired            : True
AdditionalProperties : {}
Recovered            : False
Replayed             : False
'@
            Json = @'
{
  "Id": "019ab688-bef2-72c4-aa29-d0e08be76d95",
  "AccessToken": {},
  "RefreshToken": {},
  "AccessExpiresAt": "2025-01-31T09:30:00Z",
  "RefreshExpiresAt": "2025-02-28T09:30:00Z",
  "IsExpired": true,
  "AdditionalProperties": {},
  "Recovered": false,
  "Replayed": false
}
'@
            Csv = @'
"Id","AccessToken","RefreshToken","AccessExpiresAt","RefreshExpiresAt","IsExpired","AdditionalProperties","Recovered","Replayed"
"019ab688-bef2-72c4-aa29-d0e08be76d95","***","***","2025-01-31T09:30:00Z","2025-02-28T09:30:00Z","True","","False","False"
'@
        }
        @{ Shape = 'a row of a journal'; Make = { New-Sample FreedomPay.FreedomPayJournalEntry @{ Row = 2; State = 'InDoubt'; OperationId = 'createCardClientV2'; RequestId = $sampleId; SentAt = '2026-01-31T09:30:00.000Z'; Reason = 'OutcomeUnknown'; HttpStatus = 502; Attempts = 1 } }
            Table = @'
    Row State     RequestId                            Reason           Code
    --- -----     ---------                            ------           ----
      2 InDoubt   019ab688-bef2-72c4-aa29-d0e08be76d95 OutcomeUnknown
'@
            List = @'
Row         : 2
State       : InDoubt
OperationId : createCardClientV2
RequestId   : 019ab688-bef2-72c4-aa29-d0e08be76d95
SentAt      : 2026-01-31T09:30:00.000Z
Reason      : OutcomeUnknown
HttpStatus  : 502
Attempts    : 1
Recovered   : False
'@
            All = @'
Row         : 2
State       : InDoubt
OperationId : createCardClientV2
RequestId   : 019ab688-bef2-72c4-aa29-d0e08be76d95
SentAt      : 2026-01-31T09:30:00.000Z
EndedAt     :
Reason      : OutcomeUnknown
Code        :
HttpStatus  : 502
Attempts    : 1
Recovered   : False
'@
            Json = @'
{
  "Row": 2,
  "State": 3,
  "OperationId": "createCardClientV2",
  "RequestId": "019ab688-bef2-72c4-aa29-d0e08be76d95",
  "SentAt": "2026-01-31T09:30:00.000Z",
  "EndedAt": null,
  "Reason": "OutcomeUnknown",
  "Code": null,
  "HttpStatus": 502,
  "Attempts": 1,
  "Recovered": false
}
'@
            Csv = @'
"Row","State","OperationId","RequestId","SentAt","EndedAt","Reason","Code","HttpStatus","Attempts","Recovered"
"2","InDoubt","createCardClientV2","019ab688-bef2-72c4-aa29-d0e08be76d95","2026-01-31T09:30:00.000Z",,"OutcomeUnknown",,"502","1","False"
'@
        }
        @{ Shape = 'a fault of a file'; Make = { New-Sample FreedomPay.CsvFault @{ Row = 2; Line = 3; Severity = 'Error'; Column = 'pg_amount'; WireName = 'pg_amount'; Value = '1500,50'; Message = 'Amount ''1500,50'' is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency.'; RecommendedAction = 'Correct the cell.' } }
            Table = @'
    Row    Line Severity Column               Message
    ---    ---- -------- ------               -------
      2       3 Error    pg_amount            Amount '1500,50' is not an amount; write digits with a decimal point, such
                                               as 1500.50, without a comma, spaces or a currency.
'@
            List = @'
Row               : 2
Line              : 3
Severity          : Error
Column            : pg_amount
WireName          : pg_amount
Value             : 1500,50
Message           : Amount '1500,50' is not an amount; write digits with a decimal point, such as 1500.50, without a com
                    ma, spaces or a currency.
RecommendedAction : Correct the cell.
'@
            All = @'
Row               : 2
Line              : 3
Severity          : Error
Column            : pg_amount
WireName          : pg_amount
Value             : 1500,50
Message           : Amount '1500,50' is not an amount; write digits with a decimal point, such as 1500.50, without a com
                    ma, spaces or a currency.
RecommendedAction : Correct the cell.
'@
            Json = @'
{
  "Row": 2,
  "Line": 3,
  "Severity": 1,
  "Column": "pg_amount",
  "WireName": "pg_amount",
  "Value": "1500,50",
  "Message": "Amount '1500,50' is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency.",
  "RecommendedAction": "Correct the cell."
}
'@
            Csv = @'
"Row","Line","Severity","Column","WireName","Value","Message","RecommendedAction"
"2","3","Error","pg_amount","pg_amount","1500,50","Amount '1500,50' is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency.","Correct the cell."
'@
        }
        @{ Shape = 'the summary of a run'; Make = { New-Sample FreedomPay.FreedomPayRunSummary @{ Cmdlet = 'New-FreedomPayCardClient'; Rows = 1000; Succeeded = 990; Failed = 9; FailedByReason = [ordered]@{ InvalidInput = 7; Refused = 2 }; Unknown = 1; Elapsed = '00:00:20'; Journal = 'clients.jsonl' } }
            Table = @'
Cmdlet                                  Rows Succeeded  Failed Unknown NotTried
------                                  ---- ---------  ------ ------- --------
New-FreedomPayCardClient                1000       990       9       1        0
'@
            List = @'
Cmdlet         : New-FreedomPayCardClient
Rows           : 1000
Succeeded      : 990
Replayed       : 0
Recovered      : 0
Failed         : 9
FailedByReason : InvalidInput 7, Refused 2
Unknown        : 1
NotTried       : 0
Repeats        : 0
Elapsed        : 00:00:20
RowsPerSecond  : 50
Journal        : clients.jsonl
'@
            All = @'
Cmdlet         : New-FreedomPayCardClient
Rows           : 1000
Succeeded      : 990
Replayed       : 0
Recovered      : 0
Failed         : 9
FailedByReason : {[InvalidInput, 7], [Refused, 2]}
Findings       : {}
Unknown        : 1
NotTried       : 0
Repeats        : 0
Elapsed        : 00:00:20
RowsPerSecond  : 50
Journal        : clients.jsonl
'@
            Csv = @'
"Cmdlet","Rows","Succeeded","Replayed","Recovered","Failed","FailedByReason","Findings","Unknown","NotTried","Repeats","Elapsed","RowsPerSecond","Journal"
"New-FreedomPayCardClient","1000","990","0","0","9","InvalidInput 7, Refused 2","","1","0","0","00:00:20","50","clients.jsonl"
'@
        }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Shared.ps1')
    . (Join-Path $PSScriptRoot 'Samples.ps1')
    $otherId = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'

    function Get-Text {
        param([Parameter(ValueFromPipeline)] $Line)
        begin { $all = @() }
        process { $all += $Line }
        end { (($all | Out-String -Width 120) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { $_ }) -join "`n" }
    }
}

AfterAll { $PSStyle.OutputRendering = $rendering }

Describe 'The text of <Shape>' -ForEach $shapes {
    BeforeAll { $sample = & $Make }

    It 'in a table' { $sample | Format-Table | Get-Text | Should -BeExactly ($Table -replace '\r') }
    It 'in a list' { $sample | Format-List | Get-Text | Should -BeExactly ($List -replace '\r') }
    It 'in a list of all properties' { $sample | Format-List * | Get-Text | Should -BeExactly ($All -replace '\r') }
    # A span of time is in JSON what PowerShell and .NET make of it, which changes with them.
    if ($Json) {
        It 'in JSON' { $sample | ConvertTo-Json -Depth 4 | Get-Text | Should -BeExactly ($Json -replace '\r') }
    }

    It 'in a file' {
        $file = Join-Path $TestDrive 'one.csv'
        $sample | Export-Csv $file
        Get-Content $file | Get-Text | Should -BeExactly ($Csv -replace '\r')
        ($sample | ConvertTo-Csv) -join "`n" | Should -BeExactly ($Csv -replace '\r')
    }
}

Describe 'A list of operations' {
    It 'is a table of its own at a prompt' {
        $operations = (New-Sample FreedomPay.CardStatement @{
            Operations = @(
                New-Sample FreedomPay.CardOperation @{ DateTime = '2026-01-30T18:05:00+05:00'; Type = 'purchase'; Amount = '10000.00'; Currency = 'KZT'; Mcc = '5411' }
                New-Sample FreedomPay.CardOperation @{ DateTime = '2026-01-31T09:00:00+05:00'; Type = 'refund'; Amount = '-250.50'; Currency = 'KZT' }
            )
        }).Operations
        $operations | Get-Text | Should -BeExactly (@'
DateTime                  Type                Amount Rrn          Merchant
--------                  ----                ------ ---          --------
2026-01-30T18:05:00+05:00 purchase      10000.00 KZT
2026-01-31T09:00:00+05:00 refund         -250.50 KZT
'@ -replace '\r')
        $operations.Count | Should -Be 2
        $operations[1].Amount -lt 0 | Should -BeTrue
        ($operations | Measure-Object Amount -Sum).Sum | Should -Be 9749.5
    }
}

Describe 'An amount in JSON' {
    BeforeAll { $payment = New-Sample FreedomPay.Payment @{ PaymentId = '700000001'; Amount = '1500.50'; Currency = 'KZT' } }

    It 'is a number once its value is selected' {
        $payment | Select-Object PaymentId, @{ n = 'Amount'; e = { $_.Amount.Value } } | ConvertTo-Json -Compress | Should -BeExactly '{"PaymentId":"700000001","Amount":1500.50}'
    }

    It 'is its text where the depth ends, and not cut off' {
        $payment | Select-Object @{ n = 'Payment'; e = { $_ } } | ConvertTo-Json -Depth 1 -Compress -WarningAction SilentlyContinue | Should -BeLike '*"Amount":"1500.50"*'
    }
}
