using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Asks at which rate a transfer from card to card would be converted.</summary>
/// <remarks>
/// <para>
/// Each rate is an object of its own. Without -CurrencyTo the API may answer with several, or with none: no page says which. Nor does one say which
/// of the two currencies a rate counts: compare it with one that you know.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayTransferRate KZT EUR</code>
/// <para>Shows the rate from tenge to euros.</para>
/// </example>
/// <example>
/// <code>'KZT', 'USD' | Get-FreedomPayGatewayTransferRate | Sort-Object CurrencyFrom, CurrencyTo</code>
/// <para>Shows the rates from two currencies.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9886534">Rates</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayTransferRate")]
[OutputType(typeof(TransferRate))]
[Operation("gatewayGetTransferRates", "POST", "/g2g/p2p/rates", FreedomPayApi.Gateway, FreedomPaySafety.Read, Answer = ["pg_status"])]
public sealed class GetFreedomPayGatewayTransferRateCommand : ApiCommand<TransferRate>
{
    /// <summary>Currency of the debit, three capital letters of ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Alias("pg_currency_from"), Field("pg_currency_from", FieldKind.Currency, FromPipeline = true)]
    public string? CurrencyFrom { get; set; }

    /// <summary>Currency of the credit, three capital letters of ISO 4217, such as EUR.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency_to"), Field("pg_currency_to", FieldKind.Currency)]
    public string? CurrencyTo { get; set; }

    // The list of fields has the one name, and the example the other.
    private protected override IEnumerable<JsonObject> ItemsOf(JsonObject answer) => ElementList.Each(answer, "rate", "rates");
}
