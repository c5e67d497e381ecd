using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pays a payment with the token that Google Pay gave to an app or a page.</summary>
/// <remarks>
/// <para>
/// For a payment of New-FreedomPayPayment, whose result brings its number and the address of its page. Google Pay encrypts the token for one use. Where
/// the bank of the payer wants to see him first (3-D Secure), nothing is paid yet: PaymentStatus is what it was, and RedirectUrl is the address to which
/// the payer is sent. How that ended tells Get-FreedomPayPayment.
/// </para>
/// <para>
/// The request goes to the host of the payment pages (Connect-FreedomPay -CustomerUri). Neither it nor its answer is signed, and both are known only
/// from the sources of an SDK for Android. The first use in a runspace warns of it.
/// </para>
/// <para>
/// Safety: it moves money, and what a repeat does is not documented, so it is never sent again. The signed state of the payment is asked before it
/// leaves and after its answer, and the result is that state, whatever the unsigned answer says: paid is what is paid then and was not before. Where the
/// state tells nothing, or the answer is lost and it does not show the payment as paid, the outcome is reported as unknown. A payment that is paid
/// already is refused. That somebody else pays it at that very moment cannot be told apart.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant, to ask for the state.</para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayGooglePayPayment 4567788 https://customer.freedompay.kz/pay.html?customer=200be02010c4f2a54260e5e798605691 -Token
/// (ConvertTo-SecureString '{"signature":"made-up"}' -AsPlainText -Force)</code>
/// <para>Pays one payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv tapped.csv | Confirm-FreedomPayGooglePayPayment -Journal tapped.jsonl | Where-Object RedirectUrl</code>
/// <para>Pays the payments of a file with the columns PaymentId, RedirectUrl and Token, and shows which wait for their payer.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/google-pay-955839m0">Google Pay, setting it up</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayGooglePayPayment", SupportsShouldProcess = true)]
[OutputType(typeof(Payment))]
[Operation("confirmGooglePayPayment", "POST", "/pay/{payment_id}/pay", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.None,
    Host = HostKind.Customer, IsForm = true, Constants = ["type=google_pay"], StatusOperation = "getPaymentStatus", StatusField = "pg_payment_id")]
public sealed class ConfirmFreedomPayGooglePayPaymentCommand : ChargeCommand<Payment>
{
    // The field of a payment that says where to send the payer.
    private const string PageField = "pg_redirect_url";

    private static readonly string[] Failures = ["error", "failed", "incomplete", "revoked"];

    /// <summary>Number of the payment in Freedom Pay: digits. It is not sent; its state is asked by it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, IsExpected = true)]
    public string? PaymentId { get; set; }

    /// <summary>Address of the page of the payment, as New-FreedomPayPayment returns it, or the value of customer= (or pg_payment_id=) in it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("payment_id", PageField), Field("payment_id", FieldKind.Id, Example = "200be02010c4f2a54260e5e798605691")]
    public string? RedirectUrl { get; set => field = NameIn(value); }

    /// <summary>The token that Google Pay gave (paymentMethodData.tokenizationData.token): a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Field("token", Secret = true, Example = "made-up-google-pay-token")]
    public SensitiveText? Token { get; set; }

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        if (WireObject.Text(row.Sent, "payment_id")?.IndexOf('/') >= 0)
        {
            faults.Add(new FieldFault(nameof(RedirectUrl), "payment_id", null, MerchantMessages.PageNamesNoPayment));
        }
    }

    private protected override string? CautionOf(OperationAttribute operation) => MerchantMessages.GooglePayIsUnsigned.With(operation.OperationId);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => outcome switch
        {
            // It is the signed state already.
            { Recovered: true } => Task.FromResult(outcome),
            { State: OutcomeState.Succeeded } or { State: OutcomeState.Failed, Fault.Reason: FaultReason.Refused } =>
                AskBefore(row, client, trace, cancellation).ThenAsync(state => Task.FromResult(Judged(row, outcome, state))),
            _ => Task.FromResult(outcome),
        });

    private protected override bool Leads(string before, string after) => before is not Charged && after is Charged;

    private protected override RequestFailure? FailureOf(Payment result) => Failures.Contains(result.PaymentStatus)
        ? new RequestFailure(
            MerchantMessages.GooglePayFailed.With(result.PaymentId, result.FailureDescription ?? result.PaymentStatus), MerchantMessages.GooglePayFailedAdvice)
        : null;

    // Only the state is signed. What the answer says of itself counts where it leads on, or says no and the state does not say otherwise.
    private ApiOutcome Judged(Row row, ApiOutcome outcome, ApiOutcome asked)
    {
        JsonObject? state = asked.Answer;
        if (state is not null && ShowsArrival(row, state)) return Taken(state);
        if (outcome.Fault is { } refusal)
        {
            bool isOpen = refusal.Code is { } code && ErrorAdvice.LeavesOpen(code);
            // That there is no such payment is an answer too.
            bool isAsked = state is not null || asked.Fault?.Reason is FaultReason.Refused;
            return isOpen || !isAsked ? RowOutcomes.InDoubt(outcome, FaultReason.ServerError, null) : outcome;
        }

        if (state is not null && Failures.Contains(StatusIn(state)) && row.Known.Note is { } before && before != StatusIn(state)) return Taken(state);
        if (state is not null && IsOf(row, outcome.Answer!) && PageIn(outcome.Answer!) is { } page)
        {
            state[PageField] = page;
            return Taken(state);
        }

        return RowOutcomes.InDoubt(outcome, FaultReason.InvalidAnswer, MerchantMessages.GooglePayNotSaid);

        ApiOutcome Taken(JsonObject said) => outcome with { State = OutcomeState.Succeeded, Answer = said, Fault = null };
    }

    private static string? StatusIn(JsonObject state) => WireObject.Text(state, "pg_payment_status");

    // An answer need not say of which payment it is; if it does, it has to be this one.
    private static bool IsOf(Row row, JsonObject answer) =>
        WireObject.Text(answer, "data.back_url.params.pg_payment_id") is not { } id || id == WireObject.Text(row.Sent, "pg_payment_id");

    private static string? PageIn(JsonObject answer) =>
        WireObject.Text(answer, "data.frame_url") is { } page && Uri.TryCreate(page, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http"
            ? page
            : null;

    // The name of a payment in the address of its page; what is no address is the name.
    private static string? NameIn(string? text)
    {
        if (text is null || !Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? page)) return text;
        string[] pairs = page.Query.TrimStart('?').Split('&');
        string? pair = pairs.FirstOrDefault(static one => one.StartsWith("customer=", StringComparison.Ordinal))
            ?? pairs.FirstOrDefault(static one => one.StartsWith("pg_payment_id=", StringComparison.Ordinal));
        return pair is null ? text : Uri.UnescapeDataString(pair.Substring(pair.IndexOf('=') + 1));
    }
}
