
using FreedomPay.Commands.CardApi;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A request to the Card API and how far it is. https://docs.freedompay.kz/doc-760202</summary>
public sealed class CardRequest : FreedomPayObject
{
    /// <summary>The caller's own number of the request, a UUID; the next cmdlet asks or waits by it.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }

    /// <summary>Whether the call itself went through: <c>ok</c> or <c>error</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>How far execution is: <c>process</c>, <c>success</c> or <c>error</c>.</summary>
    [Field("request_status", Words = typeof(RequestStates))]
    public string? RequestStatus { get; internal set; }

    /// <summary>Identifier of the client in Freedom Processing: the one that the request was about, or has made.</summary>
    [Field("client_id", Echo = true)]
    public string? ClientId { get; internal set; }

    /// <summary>Identifiers of the cards that the request made, or of the one that it was about. A single one binds to -CardId of the next cmdlet.</summary>
    [Field("cards.card_id"), Field("card_id", Echo = true)]
    public TextList CardId { get; internal set; } = new([]);

    /// <summary>
    /// Product that the request named: <c>FreedomWallet</c>, <c>Instant</c>, <c>Electron</c>, or the code of another one. The next cmdlet
    /// takes it; Get- and Wait-FreedomPayCardRequest do not know it.
    /// </summary>
    [Field("product_id", Echo = true, Words = typeof(CardProducts))]
    public string? ProductId { get; internal set; }

    /// <summary>Identifier of the transaction that the request made.</summary>
    [Field("transaction_id")]
    public string? TransactionId { get; internal set; }

    /// <summary>Identifier of the financial document; its meaning is read off the name.</summary>
    [Field("fin_document_id")]
    public string? FinDocumentId { get; internal set; }

    /// <summary>When the API answered, ISO 8601 with offset, as the API wrote it.</summary>
    [Field("dt")]
    public string? Timestamp { get; internal set; }
}
