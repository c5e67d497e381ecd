using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Makes a signed link to the payment page of an order, without asking the API.</summary>
/// <remarks>
/// <para>
/// The fields of New-FreedomPayPayment are signed and put into the address; the payment is made when the payer opens it. For a mail or a page of
/// many orders, of which few are paid. Whether one was opened and paid tells Get-FreedomPayPayment by its order number, or -ResultUrl.
/// </para>
/// <para>
/// Safety: nothing is sent, so that nothing can be lost, and -WhatIf changes nothing: each call makes another link with another salt, and all of
/// them are good. Each opening of a link may make a payment, as far as the documentation tells: ask for the order before goods are handed out
/// twice. Whoever has the link sees its fields, the payer's phone and e-mail address among them; the secret is not in it, and a row with a card
/// number or a secret in a field gets no link.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The documentation names the address and says that its fields are those of a payment; that it is
/// signed under the name payment.php is known from makers of such links.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCheckoutLink -OrderId A-1001 -Amount 1500.50 -Currency KZT -Description 'Order A-1001'</code>
/// <para>Makes a link to pay 1500.50 tenge.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayCheckoutLink | Export-Csv links.csv</code>
/// <para>Makes a link for each row, with columns such as pg_order_id, pg_amount and pg_description, and saves them.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11620859e0">Create payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayCheckoutLink", SupportsShouldProcess = true)]
[OutputType(typeof(CheckoutLink))]
[Operation("checkoutRedirect", "GET", "/payment.php", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Key = "pg_order_id", InQuery = true,
    StatusOperation = "getPaymentStatus", MakesLink = true)]
public sealed class NewFreedomPayCheckoutLinkCommand : CardPaymentPageCommand<CheckoutLink>
{
    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the payment is asked for by it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount in units of -Currency: digits with at most two decimals after a point, from 0.01 to 99999999, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = Fixed, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    /// <summary>Guards against creating the same payment twice: at most 255 characters, unique for the merchant. With it the link is for one payment;
    /// what a second opening shows then is not documented. None unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? IdempotencyKey { get; set; }

    private protected override string? Order => OrderId;

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Task.FromResult(SignedLinks.Make(row, client, request));

    private protected override object Present(CheckoutLink result, Row row)
    {
        result.Url = row.Link!.AbsoluteUri;
        return result;
    }
}
