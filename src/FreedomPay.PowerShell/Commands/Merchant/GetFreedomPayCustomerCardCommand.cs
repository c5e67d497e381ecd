using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Lists the saved cards of a user.</summary>
/// <remarks>
/// <para>
/// Each card is an object of its own; a user without any gives none. Its token goes to the next cmdlet and is never shown.
/// </para>
/// <para>
/// With -Payout the cards are listed that were saved for payouts. The request is the same, and no page says by what it is told apart, nor which
/// secret signs it; if the list has other cards, try -Secret Payout.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCustomerCard client-7</code>
/// <para>Lists the saved cards of one user.</para>
/// </example>
/// <example>
/// <code>Import-Csv receivers.csv | Get-FreedomPayCustomerCard -Payout | Group-Object UserId -NoElement</code>
/// <para>Counts the payout cards of each user of a file with the column UserId or pg_user_id.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/card-token-list-11622160e0">Card token list</seealso>
/// <seealso href="https://docs.freedompay.kz/card-token-list-16058744e0">Card token list (payout)</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCustomerCard", DefaultParameterSetName = ForPayment)]
[OutputType(typeof(CustomerCard))]
[Operation("listCardTokens", "POST", "/v1/merchant/{merchant_id}/cardstorage/list", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = ForPayment)]
[Operation("listPayoutCardTokens", "POST", "/v1/merchant/{merchant_id}/cardstorage/list", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = ForPayout,
    IsSecretAssumed = true)]
public sealed class GetFreedomPayCustomerCardCommand : ApiCommand<CustomerCard>, IAssumesSecret
{
    private const string ForPayment = "Payment";
    private const string ForPayout = "Payout";

    /// <summary>The user's number on the merchant's side, for which the cards are saved: at most 50 letters, digits, _ and -.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$", FromPipeline = true)]
    public string? UserId { get; set; }

    /// <summary>1 adds brand, bank and the month and year in which the card expires.</summary>
    [Parameter(ParameterSetName = ForPayment, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ForPayout, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_extend_data"), Field("pg_extend_data", FieldKind.Integer, Values = ["1"])]
    public string? ExtendData { get; set; }

    /// <summary>Lists the cards that were saved for payouts.</summary>
    [Parameter(ParameterSetName = ForPayout, Mandatory = true)]
    public SwitchParameter Payout { get; set; }

    /// <summary>The secret that signs with -Payout: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given,
    /// and else Payment.</summary>
    [Parameter(ParameterSetName = ForPayout)]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override IEnumerable<JsonObject> ItemsOf(JsonObject answer) => SavedCards.Each(answer);
}
