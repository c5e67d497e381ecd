using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Sets or changes the PIN of a card; without -Pin the processing centre makes one.</summary>
/// <remarks>
/// <para>
/// The PIN travels encrypted. The documentation names both a public key that Freedom Processing generates and AES 256, and neither
/// mode nor encoding, so this cmdlet encrypts nothing: -Pin takes the value as Freedom Pay told you to encrypt it. How a generated PIN
/// reaches the holder is not documented either.
/// </para>
/// <para>
/// Safety: the request has no id and a repeat may make another PIN, so it is never sent twice; a lost answer leaves the outcome
/// unknown. Nothing can undo it, so it asks before it acts; -Confirm:$false lets a runbook do without.
/// </para>
/// </remarks>
/// <example>
/// <code>Set-FreedomPayCardPin 123456789 -Confirm:$false</code>
/// <para>Has a PIN made.</para>
/// </example>
/// <example>
/// <code>Set-FreedomPayCardPin 123456789 -Pin (ConvertTo-SecureString 'q83vEjRWeJA=' -AsPlainText -Force) -Confirm:$false</code>
/// <para>Sets a PIN that is encrypted already; the value comes from a vault rather than from a script.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12075062">Set PIN</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPayCardPin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CardRequest))]
[Operation("setCardPin", "POST", "/v5/card-api/card/set_pin", FreedomPayApi.Card, FreedomPaySafety.Unkeyed, Answer = ["status", "request_status", "dt"])]
public sealed class SetFreedomPayCardPinCommand : CardCommand<CardRequest>
{
    /// <summary>Identifier of the card in Freedom Processing: one, as the request that issued it or Get-FreedomPayCard returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, CardIdCompleter]
    [Alias("card_id"), Field("card_id", FieldKind.Id, Single = true, FromPipeline = true)]
    public string? CardId { get; set; }

    /// <summary>The PIN, encrypted already: a SecureString, or text from a file. Never shown. Left out, the processing centre makes a PIN; an empty
    /// cell is refused.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pin)]
    [Field("pin", FieldKind.Id, NotBlank = true, Secret = true)]
    public SensitiveText? Pin { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardApiMessages.Card.With(CardId);

    private protected override RequestFailure? FailureOf(CardRequest result) => CardRequestCommand.Failure(result);
}
