
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>How well a person matches the holder of a card. https://docs.freedompay.kz/api-17842385</summary>
public sealed class CardholderMatch : FreedomPayObject
{
    /// <summary>The caller's own number of the question, a UUID; give one to tell the rows of a file apart.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }

    /// <summary>Degree of match, a percentage with its sign as text, such as <c>44.37%</c>.</summary>
    [Field("score")]
    public string? Score { get; internal set; }

    /// <summary>Its meaning is not documented.</summary>
    [Field("fishy")]
    public string? Fishy { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>When the API answered, as the API wrote it.</summary>
    [Field("dt")]
    public string? Timestamp { get; internal set; }
}
