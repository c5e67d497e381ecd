
using FreedomPay.Commands.CardApi;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A statement of a card, short or extended. https://docs.freedompay.kz/api-12075219</summary>
public sealed class CardStatement : FreedomPayObject
{
    /// <summary>Identifier of the card in Freedom Processing.</summary>
    [Field("card.card_id"), Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>Masked card number; extended only.</summary>
    [Field("card.card_mask")]
    public string? CardMask { get; internal set; }

    /// <summary>Identifier of the client in Freedom Processing; extended only.</summary>
    [Field("client_id")]
    public string? ClientId { get; internal set; }

    /// <summary>Balances of the card; their names are not documented. Extended only.</summary>
    [Field("card.balances")]
    public object? Balances { get; internal set; }

    /// <summary>The operations of the period.</summary>
    [Field("operations")]
    public PartList<CardOperation> Operations { get; internal set; } = new([]);

    /// <summary>The authorisations of the period; extended only.</summary>
    [Field("authorizations")]
    public PartList<CardAuthorization> Authorizations { get; internal set; } = new([]);

    /// <summary>The accounts behind the card; extended only.</summary>
    [Field("accounts")]
    public PartList<CardAccount> Accounts { get; internal set; } = new([]);

    /// <summary>Whether the call itself went through: <c>ok</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>How far execution is: <c>process</c>, <c>success</c> or <c>error</c>.</summary>
    [Field("request_status", Words = typeof(RequestStates))]
    public string? RequestStatus { get; internal set; }

    /// <summary>When the API answered, ISO 8601 with offset, as the API wrote it.</summary>
    [Field("dt")]
    public string? Timestamp { get; internal set; }
}
