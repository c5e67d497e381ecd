using System.Globalization;

namespace FreedomPay;

/// <summary>
/// What became of the rows of a command. Every command with several rows, or with a journal, writes one to the information stream
/// (<c>-InformationAction Continue</c> shows it, <c>-InformationVariable</c> keeps it).
/// </summary>
public sealed class FreedomPayRunSummary
{
    /// <summary>Name of the cmdlet.</summary>
    public string Cmdlet { get; internal init; } = "";

    /// <summary>Rows that came.</summary>
    public long Rows { get; internal init; }

    /// <summary>Rows that were carried out, those of earlier runs with the same journal included.</summary>
    public long Succeeded { get; internal init; }

    /// <summary>Rows of those that an earlier run had carried out; nothing was sent for them.</summary>
    public long Replayed { get; internal init; }

    /// <summary>Rows of those whose own answer was lost and that the status operation found.</summary>
    public long Recovered { get; internal init; }

    /// <summary>Rows that were not carried out.</summary>
    public long Failed { get; internal init; }

    /// <summary>How many of those by reason, as in the error ids: InvalidInput, Refused, …</summary>
    public ReasonCounts FailedByReason { get; internal init; } = new(new Dictionary<string, long>());

    /// <summary>What a comparison found, how many of each kind; empty elsewhere.</summary>
    public ReasonCounts Findings { get; internal init; } = new(new Dictionary<string, long>());

    /// <summary>Rows of which nobody knows whether they were carried out; each has an error FreedomPay.OutcomeUnknown.</summary>
    public long Unknown { get; internal init; }

    /// <summary>Rows that were not tried: they lacked a required column, or you said no to them.</summary>
    public long NotTried { get; internal init; }

    /// <summary>Requests that were sent again.</summary>
    public long Repeats { get; internal init; }

    /// <summary>How long the command took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>Rows in a second.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Math.Round(Rows / Elapsed.TotalSeconds, 1) : 0;

    /// <summary>Path of the journal; empty without one.</summary>
    public string? Journal { get; internal init; }

    /// <summary>One line with all counts.</summary>
    /// <returns>The line.</returns>
    public override string ToString()
    {
        static string Some(long count, string format) => count > 0 ? format.With(count) : "";
        string reasons = string.Join(", ", FailedByReason.Select(reason => $"{reason.Key} {reason.Value.ToString(CultureInfo.InvariantCulture)}"));
        return ToolsMessages.SummaryRows.With(Cmdlet, Rows, Succeeded) + Some(Replayed, ToolsMessages.SummaryReplayed)
            + (Failed > 0 ? ToolsMessages.SummaryFailed.With(Failed, reasons) : "")
            + (Findings.Count > 0 ? ToolsMessages.SummaryFindings.With(Findings) : "")
            + Some(Unknown, ToolsMessages.SummaryUnknown)
            + Some(NotTried, ToolsMessages.SummaryNotTried)
            + Some(Recovered, ToolsMessages.SummaryRecovered)
            + Some(Repeats, ToolsMessages.SummaryRepeats)
            + ToolsMessages.SummaryTime.With(Elapsed.TotalSeconds, RowsPerSecond)
            + (Journal is null ? "" : ToolsMessages.SummaryJournal.With(Journal));
    }
}
