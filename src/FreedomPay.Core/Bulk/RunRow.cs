using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;

namespace FreedomPay.Core.Bulk;

/// <summary>A row on its way through a run: all that decides whether its request is sent, and what is told of it.</summary>
/// <param name="number">From 1; 0 where the values were typed and did not come from the pipeline.</param>
/// <param name="operationId">Name of its operation.</param>
/// <param name="isRead">Whether that only reads.</param>
/// <param name="keyField">Wire name of the field that makes a request unique; null where there is none.</param>
/// <param name="redact">Masks what must not be shown of a text about the row.</param>
public class RunRow(long number, string operationId, bool isRead, string? keyField, Func<string, string> redact)
{
    private volatile bool mayHaveLeft;
    private Sending[] sendings = [];

    /// <summary>From 1; 0 where the values were typed and did not come from the pipeline.</summary>
    public long Number => number;

    /// <summary>Name of its operation.</summary>
    public string OperationId => operationId;

    /// <summary>Whether that only reads.</summary>
    public bool IsRead => isRead;

    /// <summary>Names, of columns and on the wire, whose values are secret.</summary>
    public IReadOnlyCollection<string> SensitiveNames { get; set; } = [];

    /// <summary>The fields that are sent, wherever they stand in the request.</summary>
    public JsonObject Sent { get; set; } = [];

    /// <summary>A bearer token for this row alone; null for the connection's.</summary>
    public Secret? Bearer { get; set; }

    /// <summary>The key that the row brought itself; null where one is made for it, or there is none.</summary>
    public string? OwnKey { get; set; }

    /// <summary>The id of the row in its run, which the request does not hold; null where it has none.</summary>
    public string? RowId { get; set; }

    /// <summary>Value of the field that makes the request unique, where there is one.</summary>
    public string? RequestId { get; set; }

    /// <summary>What the journal says of the row; null without one.</summary>
    public JournalTicket? Ticket { get; private set; }

    /// <summary>When it was sent, the earliest first: once in this run, and in each earlier one that left it in doubt.</summary>
    public IReadOnlyList<Sending> Sendings => sendings;

    /// <summary>Whether its request may be on its way; set before it leaves, from any thread.</summary>
    public bool MayHaveLeft { get => mayHaveLeft; internal set => mayHaveLeft = value; }

    /// <summary>Where it goes and as whom: what two merchants do under one order number are two things.</summary>
    public string Place { get; set; } = "";

    /// <summary>What was known before it was sent, for the journal; null for nothing.</summary>
    public string? Note { get; set; }

    /// <summary>Whether it is refused without being sent.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Masks what must not be shown of a text about the row.</summary>
    public string Redact(string text) => redact(text);

    internal string? KeyField => keyField;

    /// <summary>Notes what the journal says. What may have been sent is asked for under its old number, and under that sent again.</summary>
    internal void Take(JournalTicket ticket)
    {
        Ticket = ticket;
        if (ticket.Verdict is JournalVerdict.InDoubt) sendings = [.. ticket.Sendings];
        if (ticket.Verdict is not (JournalVerdict.Done or JournalVerdict.InDoubt) || ticket.RequestId is not { } requestId) return;
        RequestId = requestId;
        if (keyField is { } key && Sent.ContainsKey(key)) Sent[key] = requestId;
    }

    /// <summary>Notes that it leaves.</summary>
    internal void NoteSending(Sending sending) => sendings = [.. sendings, sending];
}
