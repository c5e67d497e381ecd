using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An invoice that is paid by its QR code, as it was created, as it stands, or as it was paid. https://docs.freedompay.kz/doc-690111</summary>
public sealed class QrInvoice : FreedomPayObject
{
    /// <summary>Number of the invoice, which is that of its payment in Freedom Pay.</summary>
    [Field("invoice_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount to pay, in units of <see cref="Currency"/>.</summary>
    [Field("amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where neither request nor answer names it.</summary>
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>State of the invoice: <c>new</c>, <c>process</c> while it waits for the payer or for the payment system, <c>ok</c> when it is paid,
    /// <c>failed</c> or <c>incomplete</c>.</summary>
    [Field("invoice_status")]
    public string? InvoiceStatus { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>. Says nothing of the money; see <see cref="InvoiceStatus"/>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>The QR code with the address of the page, in base64; only the answer to its creation has it.</summary>
    [Field("invoice_methods.qr")]
    public string? Qr { get; internal set; }

    /// <summary>What the code calls the invoice: the value of customer= in its address, by which a payer asks and pays.</summary>
    [Field("customer", Echo = true)]
    public string? QrCustomer { get; internal set; }

    /// <summary>What is being paid for.</summary>
    [Field("description")]
    public string? Description { get; internal set; }

    /// <summary>Card number as the API masks it.</summary>
    [Field("card_pan")]
    public string? CardPan { get; internal set; }

    /// <summary>Token of the payer's card. Never shown.</summary>
    [Field("card_token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Why the invoice failed, as a code.</summary>
    [Field("error_code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the invoice failed, as text.</summary>
    [Field("error_description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>Time, as the API wrote it: with offset; of what is not documented.</summary>
    [Field("dt")]
    public string? Timestamp { get; internal set; }
}
