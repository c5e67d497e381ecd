using System.Text.Json.Nodes;
#if !NETFRAMEWORK
using System.Globalization;
using System.Runtime.CompilerServices;
using FreedomPay.Fields;
using FreedomPay.Jwe;
#endif

namespace FreedomPay.Commands.Gateway;

/// <summary>Card data that leave encrypted in place of plainly, as a JWE for Freedom Pay. Of its content the documentation shows one example.</summary>
internal static class EncryptedCard
{
    /// <summary>The fields of a payment with the card in one that only Freedom Pay can read.</summary>
    /// <param name="fields">The fields with the card; they stay as they are.</param>
    /// <param name="key">The key of Freedom Pay.</param>
    /// <param name="keyId">Its identifier.</param>
    public static JsonObject In(JsonObject fields, CardEncryptionKey key, string keyId)
    {
#if NETFRAMEWORK
        // No key is taken there.
        throw new NotSupportedException();
#else
        var sent = (JsonObject)fields.DeepClone();
        string Taken(string name)
        {
            string text = WireObject.Text(sent, name)!;
            sent.Remove(name);
            return text;
        }

        var card = new JsonObject
        {
            ["pan"] = Taken("pg_card_pan"),
            // Four digits of a year in which a card can expire.
            ["expDate"] = "20" + Taken("pg_card_year") + Taken("pg_card_month"),
            ["cvv2"] = Taken("pg_card_cvc"),
            // In which time zone is not said.
            ["timestamp"] = DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
        };
        sent["pg_encrypted_card"] = Encrypt(key, keyId, card.ToJsonString());
        return sent;
#endif
    }

#if !NETFRAMEWORK
    // Alone, because its assembly is loaded when it is compiled, and most runs encrypt nothing.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Encrypt(CardEncryptionKey key, string keyId, string content) => CompactJwe.Encrypt(key.Key, keyId, content);
#endif
}
