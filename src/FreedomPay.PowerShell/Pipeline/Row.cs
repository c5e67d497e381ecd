using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Protocols;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>One row of the input on its way through a cmdlet.</summary>
internal sealed class Row
{
    private readonly PSObject? input;
    private ErrorRecord? refusal;

    public Row(long number, PSObject? input, OperationAttribute operation, IReadOnlyCollection<string> sensitiveNames, Func<string, string> redact)
    {
        this.input = input;
        Operation = operation;
        Known = new RunRow(input is null ? 0 : number, operation.OperationId, operation.IsRead, operation.Key, redact) { SensitiveNames = sensitiveNames };
    }

    /// <summary>What decides about the row. It is held and not inherited: a type of the core must not be needed to load one of ours.</summary>
    public RunRow Known { get; }

    /// <inheritdoc cref="RunRow.Number"/>
    public long Number => Known.Number;

    public OperationAttribute Operation { get; }

    /// <inheritdoc cref="RunRow.SensitiveNames"/>
    public IReadOnlyCollection<string> SensitiveNames => Known.SensitiveNames;

    /// <summary>Names on the wire of fields that no parameter describes and that came as secrets.</summary>
    public IReadOnlyCollection<string> HiddenLeaves { get; private set; } = [];

    /// <inheritdoc cref="RunRow.Sent"/>
    public JsonObject Sent { get => Known.Sent; set => Known.Sent = value; }

    /// <inheritdoc cref="RunRow.Bearer"/>
    public Core.Connection.Secret? Bearer { get => Known.Bearer; set => Known.Bearer = value; }

    /// <inheritdoc cref="RunRow.OwnKey"/>
    public string? OwnKey { get => Known.OwnKey; set => Known.OwnKey = value; }

    /// <inheritdoc cref="RunRow.RowId"/>
    public string? RowId { get => Known.RowId; set => Known.RowId = value; }

    /// <inheritdoc cref="RunRow.RequestId"/>
    public string? RequestId { get => Known.RequestId; set => Known.RequestId = value; }

    /// <inheritdoc cref="RunRow.Ticket"/>
    public JournalTicket? Ticket => Known.Ticket;

    /// <summary>What names the row among others that may have the same key: in every run of its journal, else in this process.</summary>
    public string Name => field ??= Ticket?.Id ?? Uuid7.NewId();

    /// <summary>Why the row is refused without being sent; null for a row that is sent.</summary>
    public ErrorRecord? Refusal
    {
        get => refusal;
        set
        {
            refusal = value;
            Known.IsRefused = value is not null;
        }
    }

    /// <summary>The result that <see cref="Answer"/> was made into; null before.</summary>
    public FreedomPayObject? Result { get; set; }

    /// <summary>The answer that was made into the result.</summary>
    public JsonObject? Answer { get; set; }

    /// <summary>The signed address that is made of the row, where that is all that is made; null before.</summary>
    public Uri? Link { get; set; }

    /// <summary>The file that gets the QR code of the result, whole; null for none.</summary>
    public string? QrFile { get; set; }

    public string Prefix => Number == 0 ? "" : Messages.Row.With(Number);

    /// <summary>Hides fields that no parameter describes and that came as secrets.</summary>
    /// <param name="leaves">Their names on the wire, without their parents.</param>
    public void Hide(IReadOnlyCollection<string> leaves)
    {
        if (leaves.Count == 0) return;
        HiddenLeaves = [.. HiddenLeaves, .. leaves];
        Known.SensitiveNames = [.. SensitiveNames, .. leaves];
    }

    /// <inheritdoc cref="RunRow.Redact"/>
    public string Redact(string text) => Known.Redact(text);

    /// <summary>
    /// The row as it came, so that failed rows can be saved, corrected and given again; without secrets, card numbers,
    /// CVC and PIN.
    /// </summary>
    public object? MaskedTarget() => input is null ? IdempotencyKeys.Shown(RequestId, Redact) : RowMask.TargetOf(input, SensitiveNames, Redact);

    /// <summary>An answer that an error is about, without what must not be shown.</summary>
    /// <param name="result">The output object.</param>
    /// <param name="redact">Masks the secrets of the request too.</param>
    public object? MaskedResult(object result, Func<string, string> redact) => RowMask.TargetOf(PSObject.AsPSObject(result), SensitiveNames, redact);
}
