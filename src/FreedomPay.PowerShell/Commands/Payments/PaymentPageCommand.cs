using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>What the calls that make a payment page have in common.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PaymentPageCommand<TResult> : NewPaymentCommand<TResult>, IShowsQr
    where TResult : FreedomPayObject, new()
{
    /// <summary>What is being paid for; the payer sees it. At most 1024 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", MaxLength = 1024, Lines = true)]
    public string? Description { get; set; }

    /// <summary>Currency, ISO 4217, such as KZT; the shop's own unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>The payer's number on the merchant's side: 1 to 50 letters, digits, _ and -.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MinLength = 1, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_contact_email"), Field("pg_user_contact_email", FieldKind.Email)]
    public string? ContactEmail { get; set; }

    /// <summary>1 makes a test payment, 0 a real one; the shop's setting unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_testing_mode"), Field("pg_testing_mode", FieldKind.Flag)]
    public string? TestingMode { get; set; }

    /// <summary>Seconds in which the payment must be finished, from 300 to 604800.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_lifetime"), Field("pg_lifetime", FieldKind.Integer, Minimum = "300", Maximum = "604800")]
    public string? LifetimeSec { get; set; }

    /// <summary>How Freedom Pay calls -CheckUrl and -ResultUrl: GET, POST or XML.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_request_method"), Field("pg_request_method", Values = ["GET", "POST", "XML"])]
    public string? RequestMethod { get; set; }

    /// <summary>Address that is asked before the payment, at most 255 characters; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_check_url"), Field("pg_check_url", FieldKind.Url, MaxLength = 255)]
    public string? CheckUrl { get; set; }

    /// <summary>Link back to the shop, for offline payment systems, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_site_url"), Field("pg_site_url", FieldKind.Url, MaxLength = 255)]
    public string? SiteUrl { get; set; }

    /// <summary>Method of the return to -SuccessUrl: GET or POST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_success_url_method"), Field("pg_success_url_method", Values = ["GET", "POST"])]
    public string? SuccessUrlMethod { get; set; }

    /// <summary>Method of the return to -FailureUrl: GET or POST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_failure_url_method"), Field("pg_failure_url_method", Values = ["GET", "POST"])]
    public string? FailureUrlMethod { get; set; }

    /// <summary>File for the QR code of the page: a PNG whose name ends in .png, in a folder that exists. Each row has its own, from a column QrPath or a
    /// script block such as <c>{ "codes/$($_.OrderId).png" }</c>; an empty cell is none. A row whose file exists, or is another row's, is refused before
    /// anything is sent; -Force replaces what exists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    public string? QrPath { get; set; }

    /// <summary>Draws the QR code of the page in the terminal, dark on light whatever its colours. It is no part of the results, and shows on the screen as
    /// what Write-Host writes does.</summary>
    [Parameter]
    public SwitchParameter ShowQr { get; set; }

    /// <summary>Lets -QrPath replace a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What a result whose answer was lost lacks; empty where it has the address of its page.</summary>
    private protected static string LossOfAddress(string? address) => address is null ? PaymentsMessages.PaymentLostItsAddress : "";

    QrContent? IShowsQr.ContentOf(FreedomPayObject result) => QrContent.OfAddress(result switch
    {
        Payment payment => payment.RedirectUrl,
        GatewayPayment payment => payment.RedirectUrl,
        MobilePayment payment => payment.RedirectUrl,
        CheckoutLink link => link.Url,
        _ => null,
    });
}
