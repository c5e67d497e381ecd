namespace FreedomPay;

/// <summary>One thing that is wrong with a file of rows, as Test-FreedomPayCsv reports it.</summary>
public sealed class CsvFault
{
    /// <summary>Number of the row, from 1, as the cmdlet counts them; 0 for the file as a whole.</summary>
    public long Row { get; internal init; }

    /// <summary>Line of the file on which the row begins, from 1; 0 where there is no file.</summary>
    public long Line { get; internal init; }

    /// <summary>Error or Warning.</summary>
    public CsvSeverity Severity { get; internal init; } = CsvSeverity.Error;

    /// <summary>The column as the file names it, or the parameter that has none; empty for a row or the file as a whole.</summary>
    public string Column { get; internal init; } = "";

    /// <summary>Name of the field on the wire; empty where there is none.</summary>
    public string WireName { get; internal init; } = "";

    /// <summary>What the cell has, masked; null for an empty one.</summary>
    public string? Value { get; internal init; }

    /// <summary>What is wrong, in the words of the cmdlet.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>What to do about it.</summary>
    public string RecommendedAction { get; internal init; } = "";

    /// <summary>The message with its row.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Row == 0 ? Message : Messages.Row.With(Row) + Message;
}
