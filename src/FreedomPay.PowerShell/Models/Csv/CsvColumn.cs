namespace FreedomPay;

/// <summary>A column of a file of rows for a cmdlet, with its rules.</summary>
public sealed class CsvColumn
{
    /// <summary>Name of the column in the header.</summary>
    public string Column { get; internal init; } = "";

    /// <summary>Name of the field on the wire, nested ones dotted.</summary>
    public string WireName { get; internal init; } = "";

    /// <summary>Whether every row needs a value.</summary>
    public bool Required { get; internal init; }

    /// <summary>What the text of a cell has to be.</summary>
    public string Format { get; internal init; } = "";

    /// <summary>Length, range and pattern; empty where there are none.</summary>
    public string Limits { get; internal init; } = "";

    /// <summary>The values that are taken or known; empty where any is.</summary>
    public string Values { get; internal init; } = "";

    /// <summary>A value that passes; null where none can be given.</summary>
    public string? Example { get; internal init; }

    /// <summary>What the column means.</summary>
    public string Meaning { get; internal init; } = "";
}
