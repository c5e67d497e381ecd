using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Verifies a client of the Card API.</summary>
/// <remarks>
/// <para>The documentation names this operation and shows neither its path nor its fields: both are inferred from those of similar operations.
/// Nothing but its title is known, not even what is verified: this is the least certain of the inferred paths. Should they be wrong,
/// Invoke-FreedomPayRequest sends to any path.</para>
/// <para>Safety: what a repeat does is not known, so it is never sent twice; a lost answer leaves the outcome unknown.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Confirm-FreedomPayCardClient</code>
/// <para>Creates a client and has them verified.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Confirm-FreedomPayCardClient -WhatIf</code>
/// <para>Shows which client would be verified.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-24961441">Verify client</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayCardClient", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("verifyCardClient", "POST", "/v5/card-api/client/verify", FreedomPayApi.Card, FreedomPaySafety.Unkeyed, Key = "request_id",
    Evidence = FreedomPayEvidence.Inferred, Answer = ["status"])]
public sealed class ConfirmFreedomPayCardClientCommand : CardRequestCommand
{
    /// <summary>Identifier of the client in Freedom Processing.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("client_id"), Field("client_id", FieldKind.Id, FromPipeline = true)]
    public string? ClientId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardApiMessages.Client.With(ClientId);
}
