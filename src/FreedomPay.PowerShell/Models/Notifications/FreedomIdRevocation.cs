
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>What Freedom ID tells when a user's main session has ended. https://docs.freedompay.kz/api-12108733</summary>
public sealed class FreedomIdRevocation : FreedomPayObject
{
    /// <summary>Id of the token whose session ended; probably the Id that Update-FreedomIdToken returned.</summary>
    [Field("id")]
    public string? Id { get; internal set; }
}
