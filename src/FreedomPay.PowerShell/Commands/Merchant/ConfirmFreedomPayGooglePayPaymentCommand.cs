using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
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
/// Safety: it moves money, and what a repeat does is not documented, so a request whose answer is lost is never sent again. The signed state of the
/// payment is asked before it leaves, and nothing is sent where that is not told, or is not one in which a payment can be paid. It is asked again after
/// the answer, whatever that is, and the result is the state: paid is what is paid then and was not before. A refusal counts where the state is as it
/// was. Where the state tells nothing, the outcome is reported as unknown. That somebody else pays it at that very moment cannot be told apart.
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

    private const string NameField = "payment_id";

    private static readonly string[] Failures = ["error", "failed", "incomplete", "revoked"];

    // Those in which nobody has paid, and nothing is under way.
    private static readonly string[] Payable = ["new", "pending", "partial", "waiting", "error", "failed"];

    /// <summary>Number of the payment in Freedom Pay: digits. It is not sent; its state is asked by it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, IsExpected = true)]
    public string? PaymentId { get; set; }

    /// <summary>Address of the page of the payment, as New-FreedomPayPayment returns it, or the value of customer= (or pg_payment_id=) in it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias(NameField, PageField), Field(NameField, FieldKind.Id, Example = "200be02010c4f2a54260e5e798605691")]
    public string? RedirectUrl { get; set => field = NameIn(value); }

    /// <summary>The token that Google Pay gave (paymentMethodData.tokenizationData.token): a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Field("token", Secret = true, Example = "made-up-google-pay-token")]
    public SensitiveText? Token { get; set; }

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        if (WireObject.Text(row.Sent, NameField)?.IndexOf('/') >= 0)
        {
            faults.Add(new FieldFault(nameof(RedirectUrl), NameField, null, MerchantMessages.PageNamesNoPayment));
        }

        // A payment is paid once. The token, which nothing here can hash, tells no row from another.
        row.OwnKey = WireObject.Text(row.Sent, PaymentField);
    }

    // The address of the connection, which stands behind it, is that of the API.
    private protected override string? SubjectOf(JsonObject sent) => ClientOfConnection.Settings.CustomerUri is { } pages
        ? MerchantMessages.PaymentAtPages.With(WireObject.Text(sent, PaymentField), pages.GetLeftPart(UriPartial.Authority))
        : base.SubjectOf(sent);

    private protected override string? CautionOf(OperationAttribute operation) => MerchantMessages.GooglePayIsUnsigned.With(operation.OperationId);

    private protected override Task<ApiOutcome> AskForState(Row row, ApiClient client, IWireTrace trace, CancellationToken cancellation) =>
        AskFor(row, client, trace, cancellation);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => outcome is { State: OutcomeState.NotSent } or { Recovered: true }
            // What was lost is settled by the state already.
            || outcome.State is OutcomeState.Unknown
            ? Task.FromResult(outcome)
            : AskFor(row, client, trace, cancellation).ThenAsync(state => Task.FromResult(Judged(row, outcome, state.Answer))));

    // Nothing but the change of the state tells what became of the token, so that it must be known, and one in which a payment can be paid.
    private protected override ApiOutcome? RefusalBy(Row row, ApiOutcome state)
    {
        if (base.RefusalBy(row, state) is { } refusal) return refusal;
        if (row.Known.Note is { } before && Payable.Contains(before)) return null;
        string reason = row.Known.Note is { } other
            ? MerchantMessages.GooglePayNotPayable.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField), other)
            : MerchantMessages.GooglePayStateUnknown.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField), state.Fault?.Message);
        ApiOutcome unsent = RowOutcomes.NotSent(row.Known, reason);
        return state.Fault is { } fault ? unsent with { Fault = fault with { Message = unsent.Fault!.Message } } : unsent;
    }

    private protected override bool Leads(string before, string after) => before is not Charged && after is Charged;

    private protected override RequestFailure? FailureOf(Payment result) => Failures.Contains(result.PaymentStatus)
        ? new RequestFailure(
            MerchantMessages.GooglePayFailed.With(result.PaymentId, result.FailureDescription ?? result.PaymentStatus), MerchantMessages.GooglePayFailedAdvice)
        : null;

    // Only the state is signed. What the unsigned answer says counts where the state is as it was, and no more than that: no, or where to go on.
    private ApiOutcome Judged(Row row, ApiOutcome outcome, JsonObject? state)
    {
        if (state is not null && ShowsArrival(row, state)) return Taken(state);
        string? after = state is not null && IsOf(row, state) ? StateIn(state) : null;
        bool isAsBefore = after is not null && after == row.Known.Note;
        if (outcome.Fault is { } refusal)
        {
            bool isOpen = refusal.Code is { } code && ErrorAdvice.LeavesOpen(code);
            return isAsBefore && !isOpen ? outcome : RowOutcomes.InDoubt(outcome, FaultReason.ServerError, null);
        }

        if (after is not null && !isAsBefore && Failures.Contains(after)) return Taken(state!);
        if (OtherIn(row, outcome.Answer!, state) is { } other)
        {
            return RowOutcomes.InDoubt(outcome, FaultReason.InvalidAnswer, row.Redact(MerchantMessages.GooglePayOfOther.With(other)));
        }
        if (isAsBefore && PageIn(row, outcome.Answer!) is { } page)
        {
            state![PageField] = page;
            return Taken(state);
        }

        return RowOutcomes.InDoubt(outcome, FaultReason.InvalidAnswer, MerchantMessages.GooglePayNotSaid);

        ApiOutcome Taken(JsonObject said) => outcome with { State = OutcomeState.Succeeded, Answer = said, Fault = null };
    }

    // An answer need not say of which payment it is; if it does, it has to be this one.
    private static string? OtherIn(Row row, JsonObject answer, JsonObject? state)
    {
        string? payment = WireObject.Text(row.Sent, PaymentField);
        string?[] named = [WireObject.Text(answer, "data.back_url.params.pg_payment_id"), WireObject.Text(answer, "data.payment_info.payment_id")];
        string? order = WireObject.Text(answer, "data.back_url.params.pg_order_id");
        return named.FirstOrDefault(one => one is not null && one != payment)
            ?? (order is not null && state is not null && order != (WireObject.Text(state, "pg_order_id") ?? "") ? order : null);
    }

    // Where the payer is sent: nothing but a page of the web, in an answer that says nothing against it, and that repeats no secret.
    private string? PageIn(Row row, JsonObject answer)
    {
        if (answer["data"] is not JsonObject data || Failures.Contains(WireObject.Text(data, "status"))) return null;
        return Uri.TryCreate(WireObject.Text(data, "frame_url"), UriKind.Absolute, out Uri? page)
            && (page.Scheme == Uri.UriSchemeHttps || Loopback.Is(page))
            && page.UserInfo.Length == 0
            && RedactorOf(row).Text(page.AbsoluteUri) == page.AbsoluteUri
            ? page.AbsoluteUri
            : null;
    }

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
