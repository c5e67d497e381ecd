using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>One row of the input on its way through a cmdlet.</summary>
internal sealed class Row
{
    private readonly PSObject? input;
    private readonly Func<string, string> redact;
    private volatile bool mayHaveLeft;

    public Row(long number, PSObject? input, OperationAttribute operation, IReadOnlyCollection<string> sensitiveNames, Func<string, string> redact)
    {
        Number = input is null ? 0 : number;
        this.input = input;
        SensitiveNames = sensitiveNames;
        this.redact = redact;
        Operation = operation;
    }

    /// <summary>From 1; 0 where the values were typed and did not come from the pipeline.</summary>
    public long Number { get; }

    public OperationAttribute Operation { get; }

    /// <summary>Names, of columns and on the wire, whose values are secret.</summary>
    public IReadOnlyCollection<string> SensitiveNames { get; private set; }

    /// <summary>Names on the wire of fields that no parameter describes and that came as secrets.</summary>
    public IReadOnlyCollection<string> HiddenLeaves { get; private set; } = [];

    /// <summary>The fields that are sent, wherever they stand in the request.</summary>
    public JsonObject Sent { get; set; } = [];

    /// <summary>A bearer token for this row alone; null for the connection's.</summary>
    public Core.Connection.Secret? Bearer { get; set; }

    /// <summary>The key that the row brought itself; null where one is made for it, or there is none.</summary>
    public string? OwnKey { get; set; }

    /// <summary>The id of the row in its run, which the request does not hold; null where it has none.</summary>
    public string? RowId { get; set; }

    /// <summary>What the journal says of the row; null without one.</summary>
    public JournalTicket? Ticket { get; set; }

    /// <summary>Value of the field that makes the request unique, where there is one.</summary>
    public string? RequestId { get; set; }

    /// <summary>When it was sent first.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Whether its request may be on its way; set before it leaves, from any thread.</summary>
    public bool MayHaveLeft { get => mayHaveLeft; set => mayHaveLeft = value; }

    /// <summary>What was known before it was sent, for the journal; null for nothing.</summary>
    public string? Note { get; set; }

    /// <summary>Why the row is refused without being sent; null for a row that is sent.</summary>
    public ErrorRecord? Refusal { get; set; }

    /// <summary>The result that <see cref="Answer"/> was made into; null before.</summary>
    public FreedomPayObject? Result { get; set; }

    /// <summary>The answer that was made into the result.</summary>
    public JsonObject? Answer { get; set; }

    public string Prefix => Number == 0 ? "" : Messages.Row.With(Number);

    /// <summary>Hides fields that no parameter describes and that came as secrets.</summary>
    /// <param name="leaves">Their names on the wire, without their parents.</param>
    public void Hide(IReadOnlyCollection<string> leaves)
    {
        if (leaves.Count == 0) return;
        HiddenLeaves = [.. HiddenLeaves, .. leaves];
        SensitiveNames = [.. SensitiveNames, .. leaves];
    }

    /// <summary>Masks what must not be shown of a text about the row.</summary>
    public string Redact(string text) => redact(text);

    /// <summary>
    /// The row as it came, so that failed rows can be saved, corrected and given again; without secrets, card numbers,
    /// CVC and PIN.
    /// </summary>
    public object? MaskedTarget() => input is null ? IdempotencyKeys.Shown(RequestId, redact) : RowMask.TargetOf(input, SensitiveNames, redact);

    /// <summary>An answer that an error is about, without what must not be shown.</summary>
    /// <param name="result">The output object.</param>
    /// <param name="redact">Masks the secrets of the request too.</param>
    public object? MaskedResult(object result, Func<string, string> redact) => RowMask.TargetOf(PSObject.AsPSObject(result), SensitiveNames, redact);
}
