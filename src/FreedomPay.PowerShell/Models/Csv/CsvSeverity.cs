namespace FreedomPay;

/// <summary>How much a fault of a file matters.</summary>
public enum CsvSeverity
{
    /// <summary>The cmdlet would take the row; it may mean something else than was meant.</summary>
    Warning,

    /// <summary>The cmdlet would refuse the row, or the API would.</summary>
    Error,
}
