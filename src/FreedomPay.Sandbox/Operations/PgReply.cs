using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Signs the answers of pg calls.</summary>
internal static class PgReply
{
    /// <summary>The message with a fresh salt and its signature, by the script name and the secret of the request.</summary>
    public static Answer Signed(WireNode message, Exchange exchange)
    {
        PgKey key = exchange.PgKey ?? throw new InvalidOperationException("the exchange has no key to sign with");
        message.Children.RemoveAll(child => child.Key is "pg_salt" or PgSigner.SignatureField);
        message.Add("pg_salt", Guid.NewGuid().ToString("N").Substring(0, 16));
        message.Add(PgSigner.SignatureField, PgSigner.Sign(key.Script, message, key.Secret));
        return Answer.Xml(message);
    }
}
