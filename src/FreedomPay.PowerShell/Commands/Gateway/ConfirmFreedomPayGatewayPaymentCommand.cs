using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.ThreeDs;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Finishes a payment with a card after its payer has passed 3-D Secure.</summary>
/// <remarks>
/// <para>
/// For a payment of New-FreedomPayGatewayPayment whose ThreeDs is 1. The payer's browser posts a form with MD, PaReq and TermUrl, an address of the shop,
/// to AcsUrl; the bank posts MD and PaRes to that address, and this cmdlet hands both in. With -Open it does all of that itself, for the payer who sits
/// at this machine: a page on 127.0.0.1 takes the browser to the bank and waits there for its return. Where there is no browser, the address that is
/// shown can be opened by hand.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of the payment is asked before it
/// leaves and again when its answer is lost; it counts as finished when the payment is paid or declined then and was not before, and no other step of ours
/// could have done it; else the outcome is reported as unknown. A payment that is paid already is refused.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayPayment -OrderId G-1003 -Amount 100 -Description 'Test of 3-D Secure' -CardNumber 4916307416334310 -CardMonth 12 -CardYear 30
/// -CardCvc 653 -CardName 'IVAN IVANOV' -WhatIf | Confirm-FreedomPayGatewayPayment -Open</code>
/// <para>A test of a card at the prompt: without -WhatIf it charges a test card, shows the page of its bank and finishes the payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv returned.csv | Confirm-FreedomPayGatewayPayment -Journal returned.jsonl -WhatIf</code>
/// <para>Shows which payments would be finished for a file with the columns PaymentId, Md and PaRes.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9586999">Finishing 3-D Secure</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayGatewayPayment", SupportsShouldProcess = true, DefaultParameterSetName = Returned)]
[OutputType(typeof(GatewayPayment))]
[Operation("gatewayCompleteCardPayment3ds", "POST", "/g2g/paymentAcs", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed,
    StatusOperation = "gatewayGetPaymentStatus", StatusField = "pg_payment_id", Answer = ["pg_payment_id", "pg_status"])]
public sealed class ConfirmFreedomPayGatewayPaymentCommand : ChargeCommand<GatewayPayment>
{
    private const string Returned = "PaRes";
    private const string Browsing = "Open";
    private const string AnswerField = "pg_pares";
    private const string AddressField = "pg_3d_acsurl";
    private const string RequestField = "pg_3d_pareq";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PaymentId { get; set; }

    /// <summary>MD of the challenge, as the payment has it and the bank brings it back: a secret or text.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("pg_md"), Field("pg_md", Secret = true, Example = "made-up-md")]
    public SensitiveText? Md { get; set; }

    /// <summary>Answer of the bank (PaRes) that came back with the payer: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Returned, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias(AnswerField), Field(AnswerField, Secret = true, Lines = true, Example = "made-up-pares")]
    public SensitiveText? PaRes { get; set; }

    /// <summary>Shows the page of the bank in the browser, and waits for its return.</summary>
    [Parameter(ParameterSetName = Browsing, Mandatory = true)]
    public SwitchParameter Open { get; set; }

    /// <summary>Address of the page of the bank, as the payment has it: https.</summary>
    [Parameter(ParameterSetName = Browsing, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias(AddressField), Field(AddressField, FieldKind.Url, IsExpected = true, Example = "https://bank.example/acs")]
    public string? AcsUrl { get; set; }

    /// <summary>Request for the bank (PaReq), as the payment has it.</summary>
    [Parameter(ParameterSetName = Browsing, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias(RequestField), Field(RequestField, Lines = true, IsExpected = true, Example = "made-up-pareq")]
    public string? PaReq { get; set; }

    /// <summary>How many seconds -Open waits for the return, from 10 to 3600; 300 unless given.</summary>
    [Parameter(ParameterSetName = Browsing)]
    [ValidateRange(10, 3600)]
    public int ChallengeTimeoutSec { get; set; } = 300;

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        if (ParameterSetName != Browsing) return;
        if (string.IsNullOrWhiteSpace(AcsUrl) && string.IsNullOrWhiteSpace(PaReq))
        {
            // One reason for all that is missing.
            FieldFault[] missing = [.. faults.Where(static fault => fault.Parameter is nameof(AcsUrl) or nameof(PaReq) or nameof(Md))];
            foreach (FieldFault fault in missing) faults.Remove(fault);
            faults.Add(new FieldFault(nameof(AcsUrl), AddressField, null, GatewayMessages.NoChallenge));
        }
        else if (WireObject.Text(row.Sent, AddressField) is { } address && !ChallengePage.MayBeOpened(new Uri(address)))
        {
            faults.Add(new FieldFault(nameof(AcsUrl), AddressField, null, GatewayMessages.AcsIsNotHttps));
        }
    }

    private protected override ApiOutcome? Prepare(Row row)
    {
        // One in doubt has been sent, and is only asked for.
        if (ParameterSetName != Browsing || row.Ticket?.Verdict is JournalVerdict.InDoubt) return null;
        // Nobody is sent to the bank for a payment that is over, or that nobody knows.
        ApiOutcome state = AskBefore(row, ClientOfConnection, new BufferedTrace(false), Run.Halting).GetAwaiter().GetResult();
        row.Known.Note = state.Answer is { } found && IsOf(row, found) ? StateIn(found) : null;
        if (RefusalBy(row, state) is { } refusal) return refusal;
        if (row.Known.Note is null)
        {
            ApiOutcome unknown = RowOutcomes.NotSent(
                row.Known, GatewayMessages.ChallengeOfUnknown.With(WireObject.Text(row.Sent, PaymentField), state.Fault?.Message));
            return state.Fault is { } fault ? unknown with { Fault = fault with { Message = unknown.Fault!.Message } } : unknown;
        }

        using var page = ChallengePage.Start(
            new Uri(WireObject.Text(row.Sent, AddressField)!), WireObject.Text(row.Sent, "pg_md")!, WireObject.Text(row.Sent, RequestField)!);
        TimeSpan limit = TimeSpan.FromSeconds(Math.Max(0, Math.Min(ChallengeTimeoutSec, Run.TimeLeft.TotalSeconds)));
        Task<ChallengeResult> waiting = page.WaitAsync(limit, Run.Halting);
        // Also where a browser starts: a program that opens pages may be there, and no browser behind it.
        string said = row.Prefix + GatewayMessages.ChallengeAtPage.With(WireObject.Text(row.Sent, PaymentField), page.Address.AbsoluteUri);
        WriteInformation(new HostInformationMessage { Message = said }, ["PSHOST", "FreedomPay.ThreeDs"]);
        Browser.Start(this, page.Address);
        ChallengeResult result = waiting.GetAwaiter().GetResult();
        if (result.PaRes is { } answer)
        {
            row.Sent[AnswerField] = answer;
            return null;
        }

        if (result.End is BrowserEnd.Stopped && !Run.IsOutOfTime) throw new PipelineStoppedException();
        ApiOutcome unsent = RowOutcomes.NotSent(
            row.Known, result.End is BrowserEnd.Refused ? GatewayMessages.ChallengeBroughtNothing : GatewayMessages.ChallengeTookTooLong);
        return result.End is BrowserEnd.Refused ? unsent : unsent with { Fault = unsent.Fault! with { Reason = FaultReason.WaitTimeout } };
    }

    private protected override ApiOutcome? RefusalBy(Row row, ApiOutcome state) => base.RefusalBy(row, state)
        ?? (row.Known.Note is DeclinedPayment.State
            ? RowOutcomes.NotSent(row.Known, GatewayMessages.PaymentIsDeclined.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField)))
            : null);

    private protected override bool Leads(string before, string after) =>
        before is not (Charged or DeclinedPayment.State) && after is Charged or DeclinedPayment.State;

    // Found by its state, which says that the bank has declined it.
    private protected override RequestFailure? FailureOf(GatewayPayment result) => DeclinedPayment.FailureOf(result);
}
