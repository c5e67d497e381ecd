using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>A cmdlet of the invoices, recurring profiles, tips and installments, whose requests are signed with a secret that no page names.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class InvoiceCommand<TResult> : ApiCommand<TResult>, IAssumesSecret
    where TResult : FreedomPayObject, new()
{
    /// <summary>The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else
    /// Payment.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    // By it people look for what was made and whose answer was lost, so that it stands in results and errors as it is.
    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        if (!row.Operation.IsRead) IdempotencyKeys.RefuseCardNumber(WireObject.Text(row.Sent, "external_id"), "ExternalId", "external_id", faults);
    }
}
