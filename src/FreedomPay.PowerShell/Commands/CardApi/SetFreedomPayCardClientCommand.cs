using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Changes the phone number of a client, to which one-time codes for 3-D Secure go.</summary>
/// <remarks>
/// <para>The phone number is the only thing that this operation changes. The product is the one under which the client was created.</para>
/// <para>
/// Safety: the API refuses a repeated request id, and a repeat under a new one could undo what somebody did in between. A request whose
/// answer is lost is not sent again; its state is asked for by its first id.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Set-FreedomPayCardClient -Phone +77011234567</code>
/// <para>Creates a client and sets the phone number; the product comes with the client.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait |
/// Set-FreedomPayCardClient -ProductId Instant -Phone 77011234568 -WhatIf</code>
/// <para>Shows what would be changed; the number may be given without its plus sign.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/update-client-12074967e0">Update client</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPayCardClient", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("updateCardClient", "POST", "/v5/card-api/client/update", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class SetFreedomPayCardClientCommand : CardRequestCommand
{
    /// <summary>Identifier of the client in Freedom Processing.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("client_id"), Field("client_id", FieldKind.Id, FromPipeline = true)]
    public string? ClientId { get; set; }

    /// <summary>Product under which the client was created: FreedomWallet (1000), Instant (2000), Electron (3000), or the code of another one, a
    /// whole number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("product_id"), Field("product_id", FieldKind.Integer, Words = typeof(CardProducts))]
    public string? ProductId { get; set; }

    /// <summary>New phone number with country code, E.164, such as +77011234567; the API gets its digits as a number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Field("client.phone", FieldKind.PhoneDigits)]
    public string? Phone { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardApiMessages.Client.With(ClientId);
}
