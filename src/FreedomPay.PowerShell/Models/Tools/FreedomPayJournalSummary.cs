namespace FreedomPay;

/// <summary>Whose journal it is, and how many of its rows are in which state.</summary>
public sealed class FreedomPayJournalSummary
{
    /// <summary>The file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The cmdlet whose rows it records.</summary>
    public string Cmdlet { get; internal init; } = "";

    /// <summary>Where the rows went to.</summary>
    public Uri? Endpoint { get; internal init; }

    /// <summary>When it was begun, ISO 8601 in UTC.</summary>
    public string Created { get; internal init; } = "";

    /// <summary>Rows of which a request was recorded.</summary>
    public long Rows { get; internal init; }

    /// <summary>Rows that were carried out.</summary>
    public long Succeeded { get; internal init; }

    /// <summary>Rows that the API refused.</summary>
    public long Failed { get; internal init; }

    /// <summary>Rows that did not reach the API.</summary>
    public long NotSent { get; internal init; }

    /// <summary>Rows whose end is not known.</summary>
    public long InDoubt { get; internal init; }

    /// <summary>One line with all counts.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => ToolsMessages.JournalSummary.With(Path, Rows, Cmdlet, Succeeded, Failed, NotSent, InDoubt);
}
