using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for the state of a payout.</summary>
/// <remarks>
/// <para>
/// PaymentStatus is success when it is done, error when it has failed, and process while Freedom Pay settles it with the bank. A payout
/// that was just made may not be found for about a minute.
/// </para>
/// <para>
/// -Order and -PaymentV1 ask the two older operations, for shops that have only those: one has the state in TransactionStatus, the other in
/// Status. Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Payout.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayPayout P-1001</code>
/// <para>Asks for the payout of one order.</para>
/// </example>
/// <example>
/// <code>Import-Csv paid.csv | Get-FreedomPayPayout | Where-Object PaymentStatus -ne success</code>
/// <para>Shows which payouts of a file with the column OrderId or pg_order_id are not done.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/status-12100676e0">Status</seealso>
/// <seealso href="https://docs.freedompay.kz/api-12090694">Status by order_id</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayPayout", DefaultParameterSetName = Newest)]
[OutputType(typeof(Payout))]
[Operation("getPayoutStatus", "POST", "/api/payment_status2", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = Newest, Secret = SecretKind.Payout,
    Answer = ["pg_payment_id", "pg_merchant_id", "pg_status", "pg_payment_status", "pg_order_id"])]
[Operation("getPayoutStatusByOrderId", "POST", "/get_status2.php", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = ByOrder,
    Secret = SecretKind.Payout, IsSecretAssumed = true,
    Answer = ["pg_status", "pg_payment_id", "pg_transaction_status", "pg_can_reject", "pg_captured"])]
[Operation("getPayoutStatusByPaymentId", "POST", "/api/payment_status", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = ByPaymentV1,
    Secret = SecretKind.Payout, Statuses = ["new", "ok", "revoked", "failed", "incomplete"])]
public sealed class GetFreedomPayPayoutCommand : ApiCommand<Payout>, IAssumesSecret
{
    private const string Newest = "Payment";
    private const string ByOrder = "Order";
    private const string ByPaymentV1 = "PaymentV1";

    /// <summary>The merchant's own number of the order, at most 50 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50, FromPipeline = true)]
    public string? OrderId { get; set; }

    /// <summary>Number of the payout in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = Newest, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ByPaymentV1, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PayoutId { get; set; }

    /// <summary>Asks the older operation that knows orders only; the documentation calls it deprecated.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true)]
    public SwitchParameter Order { get; set; }

    /// <summary>Asks the first version of the state, which only a client of Freedom Pay shows.</summary>
    [Parameter(ParameterSetName = ByPaymentV1, Mandatory = true)]
    public SwitchParameter PaymentV1 { get; set; }

    /// <summary>The secret that signs with -Order: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given,
    /// and else Payout.</summary>
    [Parameter(ParameterSetName = ByOrder)]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override RequestFailure? FailureOf(Payout result) => result.PayoutId == "0"
        ? new RequestFailure(MerchantMessages.PayoutNotThere.With(result.OrderId), MerchantMessages.PayoutNotThereAdvice)
        : null;
}
