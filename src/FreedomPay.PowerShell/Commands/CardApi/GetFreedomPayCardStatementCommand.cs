using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Returns the operations of a card, for a period if one is given.</summary>
/// <remarks>
/// <para>
/// The short statement (the default) has the operations. -Extended asks another operation of the API, which needs both dates and tells
/// accounts, authorisations and operations too. Whether the API shortens long periods is not documented.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCardStatement 123456789 -StartDate 2026-11-01T00:00:00+05:00 | ForEach-Object Operations |
/// Format-Table DateTime, Type, Amount, Currency, Rrn</code>
/// <para>Lists what happened on a card since the first of November in Almaty.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Get-FreedomPayCardStatement -Extended -StartDate 2026-11-01T00:00:00+05:00 -EndDate 2026-12-01T00:00:00+05:00</code>
/// <para>Returns the extended statement of November.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12075219">Statement</seealso>
/// <seealso href="https://docs.freedompay.kz/api-14425115">Statement extended</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCardStatement", DefaultParameterSetName = Short)]
[OutputType(typeof(CardStatement))]
[Operation("getCardStatement", "POST", "/v5/card-api/card/statement", FreedomPayApi.Card, FreedomPaySafety.Read, Set = Short,
    Answer = ["status", "request_status", "operations", "dt"])]
[Operation("getCardStatementExtended", "POST", "/v5/card-api/card/statement_extended", FreedomPayApi.Card, FreedomPaySafety.Read, Set = ExtendedSet)]
public sealed class GetFreedomPayCardStatementCommand : CardCommand<CardStatement>
{
    private const string Short = "Short";
    private const string ExtendedSet = "Extended";

    /// <summary>Identifier of the card in Freedom Processing: one, as the request that issued it or Get-FreedomPayCard returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, CardIdCompleter]
    [Alias("card_id"), Field("card_id", FieldKind.Id, Single = true, FromPipeline = true)]
    public string? CardId { get; set; }

    /// <summary>Asks for the extended statement.</summary>
    [Parameter(ParameterSetName = ExtendedSet, Mandatory = true)]
    public SwitchParameter Extended { get; set; }

    /// <summary>Begin of the period, ISO 8601 with offset, such as 2026-11-01T00:00:00+05:00. Required with -Extended.</summary>
    [Parameter(ParameterSetName = Short, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExtendedSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("start_date"), Field("start_date", FieldKind.DateTime)]
    public string? StartDate { get; set; }

    /// <summary>End of the period, ISO 8601 with offset, such as 2026-12-01T00:00:00+05:00. Required with -Extended.</summary>
    [Parameter(ParameterSetName = Short, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExtendedSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("end_date"), Field("end_date", FieldKind.DateTime)]
    public string? EndDate { get; set; }
}
