using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Cancels a recurring profile: it is charged no more.</summary>
/// <remarks>
/// <para>
/// The profile is named by its number in Freedom Pay alone. By the merchant's own number a repeat could meet a newer profile of that name, so it is
/// not sent. The profile stays readable: Get-FreedomPayRecurringProfile shows it as canceled. What was charged before stays charged.
/// </para>
/// <para>
/// Safety: a profile that was cancelled stays so, and the request is sent again after a lost answer. What is in doubt then, because the API may refuse
/// the repeat, is settled by the state of the profile: canceled, or else unknown. Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Stop-FreedomPayRecurringProfile 123456789 -Description 'The subscription has ended'</code>
/// <para>Cancels one profile.</para>
/// </example>
/// <example>
/// <code>Import-Csv profiles.csv | Stop-FreedomPayRecurringProfile -WhatIf</code>
/// <para>Shows which profiles of a file with the column ProfileId or profile_id would be cancelled, and cancels none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/cancel-43612951e0">Cancel (recurring profile)</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPayRecurringProfile", SupportsShouldProcess = true)]
[OutputType(typeof(RecurringProfile))]
[Operation("cancelRecurringProfile", "POST", "/v5/merchant/invoice/recurring/cancel", FreedomPayApi.Merchant, FreedomPaySafety.Natural,
    Sign = Signing.Jws, IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, StatusOperation = "getRecurringProfileInfo", StatusField = "profile_id",
    Statuses = [Cancelled], Answer = ["status"])]
public sealed class StopFreedomPayRecurringProfileCommand : InvoiceCommand<RecurringProfile>
{
    private const string Cancelled = "canceled";

    /// <summary>Number of the profile in Freedom Pay.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("profile_id"), Field("profile_id", FieldKind.Id, FromPipeline = true, Example = "123456789")]
    public string? ProfileId { get; set; }

    /// <summary>Why it is cancelled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.ProfileOf.With(ProfileId);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "profile_id") == WireObject.Text(row.Sent, "profile_id") && WireObject.Text(answer, "status") == Cancelled;
}
