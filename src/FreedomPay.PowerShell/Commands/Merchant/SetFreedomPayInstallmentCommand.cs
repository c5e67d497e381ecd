using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Cancels an application for installment or credit, says that its goods were delivered, or gives the money back.</summary>
/// <remarks>
/// <para>
/// -Status says what: canceled, delivered or refund, each for the whole application. Which changes are allowed from which state is not documented; the
/// API refuses the others. The application is named by the merchant's own number; Get-FreedomPayInstallment -Id finds it for the other.
/// </para>
/// <para>
/// A file brings the target in a column Status. The Status of a result of this module or of its export is refused: it says what was, not what is to be
/// done.
/// </para>
/// <para>
/// Safety: refund moves money, and a repeat could undo what somebody has set in between, so a request whose answer is lost is never sent again. The
/// state is asked before the request leaves and again when its answer is lost, and the change is taken for done when the application has the state
/// -Status then, since these very seconds, and had another one before, and no other row asked for the same; else the outcome is reported as unknown.
/// The states after delivered and refund are not documented, so that those may stay unknown: look at the application then. The same change that
/// somebody else makes at the same time cannot be told apart. It asks for confirmation, for nothing can undo it; a runbook gives -Confirm:$false.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Set-FreedomPayInstallment TGR1234 canceled -Confirm:$false</code>
/// <para>Cancels one application.</para>
/// </example>
/// <example>
/// <code>Import-Csv delivered.csv | Set-FreedomPayInstallment -Status delivered -Journal delivered.jsonl -WhatIf</code>
/// <para>Shows which applications of a file with the column ExternalId or external_id would be reported as delivered, and reports none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/application-change-status-41334140e0">Application change status</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPayInstallment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Installment))]
[Operation("changeInstallmentApplicationStatus", "POST", "/v5/installment/applications/status", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed,
    Sign = Signing.Jws, IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, StatusOperation = "getInstallmentApplication",
    StatusField = "external_id", Statuses = ["canceled", "delivered", "refund", "refunded"], Answer = ["status"])]
public sealed class SetFreedomPayInstallmentCommand : InvoiceCommand<Installment>
{
    private readonly ExternalIdProof proof = ExternalIdProof.OfProcess("installment state", "status");

    /// <summary>The merchant's own number of the application.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("external_id"), Field("external_id", FieldKind.Id, FromPipeline = true, Example = "TGR1234")]
    public string? ExternalId { get; set; }

    /// <summary>What to do: canceled, delivered, or refund, which gives the money back.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Field("status", Values = ["canceled", "delivered", "refund"], Columns = ["Status"])]
    public string? Status { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.InstallmentAndState.With(ExternalId, WireObject.Text(sent, "status"));

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Known.Note = doubt.Note;
            return DoAsync();
        }

        return AskBefore(row, client, trace, cancellation).ThenAsync(before =>
        {
            row.Known.Note = before.Answer is { } application ? WireObject.Text(application, "status") : null;
            return DoAsync();
        });

        Task<ApiOutcome> DoAsync() => proof.DoAsync(
            row.Known, row.Name,
            () => base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => Task.FromResult(Judged(row, outcome))));
    }

    // An answer with another state than the one that was to be set says nothing of what became of it.
    private static ApiOutcome Judged(Row row, ApiOutcome outcome)
    {
        if (outcome is not { State: OutcomeState.Succeeded, Answer: { } answer }) return outcome;
        string? target = WireObject.Text(row.Sent, "status"), state = WireObject.Text(answer, "status");
        if (state == target || (target == "refund" && state == "refunded")) return outcome;
        return RowOutcomes.InDoubt(
            outcome, FaultReason.InvalidAnswer, row.Redact(MerchantMessages.InstallmentHasOtherState.With(row.Operation.OperationId, state, target)));
    }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(row.Sent, "status") is { } target
        && row.Known.Note is { } before && before != target
        && WireObject.Text(answer, "status") == target
        && proof.IsShownBy(row.Known, row.Name, Run.Journal, answer, "updated_at");
}
