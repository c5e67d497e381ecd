using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>A step of a charge to a phone.</summary>
public abstract class MobileChargeCommand : ChargeCommand<MobilePayment>
{
    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    // The state of the payment stands for an answer that was lost, and its pg_status says nothing of the charge.
    private protected override object Present(MobilePayment result, Row row)
    {
        if (result.PaymentStatus is not { } state) return result;
        result.Status = state == Charged && result.Captured != "0" ? "ok" : null;
        // It has the phone that was named when the payment was created.
        result.Phone = WireObject.Text(row.Sent, "pg_abonent_phone") ?? result.Phone;
        return result;
    }
}
