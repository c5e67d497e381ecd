namespace FreedomPay.Fields;

/// <summary>What the text of a parameter has to be, and how it is written on the wire.</summary>
internal enum FieldKind
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary>
    /// Id or code that is text: what names something or somebody and means nothing else. What a spreadsheet makes of such a cell is
    /// refused (<see cref="SheetMarks"/>).
    /// </summary>
    Id,

    /// <summary>Texts without blanks, separated by commas or blanks; a JSON array on the wire.</summary>
    TextList,

    /// <summary>Whole number, digits only; a JSON number on the wire.</summary>
    Integer,

    /// <summary>Money: digits with at most two decimals after a dot; its text goes on the wire unchanged.</summary>
    Amount,

    /// <summary>Money that the API wants as a JSON number: digits with at most two decimals after a dot, no minus; written on the wire as it was.</summary>
    AmountNumber,

    /// <summary>ISO 8601 date, YYYY-MM-DD.</summary>
    Date,

    /// <summary>ISO 8601 date and time with offset.</summary>
    DateTime,

    /// <summary>UUID.</summary>
    Uuid,

    /// <summary>E.164 phone number with its plus sign; text on the wire.</summary>
    Phone,

    /// <summary>E.164 phone number; its digits are a JSON number on the wire.</summary>
    PhoneDigits,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Country, ISO 3166-1 alpha-3.</summary>
    Country,

    /// <summary>Language, ISO 639-1.</summary>
    Language,

    /// <summary>Currency, ISO 4217.</summary>
    Currency,

    /// <summary>Number of a bank account, ISO 13616: country, length and check digits are right; without blanks on the wire.</summary>
    Iban,

    /// <summary>Number of a payment card: 13 to 20 digits whose check digit is right; without blanks on the wire.</summary>
    CardNumber,

    /// <summary>Verification code of a card (CVC, CVV), three or four digits.</summary>
    CardCode,

    /// <summary>Month in which a card expires; two digits on the wire.</summary>
    CardMonth,

    /// <summary>Year in which a card expires; its last two digits on the wire.</summary>
    CardYear,

    /// <summary>Yes or no; 1 or 0 on the wire.</summary>
    Flag,

    /// <summary>Yes or no that the API wants as JSON: true or false on the wire.</summary>
    Boolean,

    /// <summary>Absolute http or https address.</summary>
    Url,

    /// <summary>IPv4 address.</summary>
    IpAddress,

    /// <summary>Path of a PDF of at most 2 MB; its content goes on the wire in base64.</summary>
    PdfFile,
}
