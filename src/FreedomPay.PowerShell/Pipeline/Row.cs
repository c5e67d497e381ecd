using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>One row of the input on its way through a cmdlet.</summary>
internal sealed class Row : RunRow
{
    private readonly PSObject? input;
    private readonly Func<string, string> redact;

    public Row(long number, PSObject? input, OperationAttribute operation, IReadOnlyCollection<string> sensitiveNames, Func<string, string> redact)
        : base(input is null ? 0 : number)
    {
        this.input = input;
        SensitiveNames = sensitiveNames;
        this.redact = redact;
        Operation = operation;
    }

    public OperationAttribute Operation { get; }

    public override string OperationId => Operation.OperationId;

    public override bool IsRead => Operation.IsRead;

    public override string? KeyField => Operation.Key;

    /// <summary>Names on the wire of fields that no parameter describes and that came as secrets.</summary>
    public IReadOnlyCollection<string> HiddenLeaves { get; private set; } = [];

    /// <summary>Why the row is refused without being sent; null for a row that is sent.</summary>
    public ErrorRecord? Refusal { get; set; }

    public override bool IsRefused => Refusal is not null;

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

    public override string Redact(string text) => redact(text);

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
