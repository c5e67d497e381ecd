
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A client of the Card API. The answer is not documented; it is the additional properties. https://docs.freedompay.kz/api-24961441</summary>
public sealed class CardClient : FreedomPayObject
{
    /// <summary>Identifier of the client in Freedom Processing; the next cmdlet takes it.</summary>
    [Field("client_id", Echo = true)]
    public string? ClientId { get; internal set; }

    /// <summary>The caller's own number of the question, a UUID.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }
}
