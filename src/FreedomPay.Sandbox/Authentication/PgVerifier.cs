using System.Text.Json;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>Script name and secret that a pg request was signed with; the answer is signed with the same.</summary>
internal sealed record PgKey(string Script, string Secret);

/// <summary>Verifies a pg request: which script names and which of the merchant's two secrets it may be signed with.</summary>
internal static class PgVerifier
{
    public static PgKey? Verify(ContractOperation operation, string path, WireNode message, SandboxCredentials credentials)
    {
        foreach (string script in Scripts(path))
        {
            foreach (string secret in Secrets(operation, credentials))
            {
                if (PgSigner.Verify(script, message, secret)) return new PgKey(script, secret);
            }
        }

        return null;
    }

    /// <summary>
    /// The last segment of the path. For a path that ends in a slash it is not settled whether that is empty or the name before
    /// the slash: both are accepted.
    /// </summary>
    public static IReadOnlyList<string> Scripts(string path)
    {
        string[] segments = path.Split('/');
        string last = segments[segments.Length - 1];
        return last.Length > 0 || segments.Length < 2 ? [last] : ["", segments[segments.Length - 2]];
    }

    /// <summary>By the contract's list; operations it does not place, and the payouts of the gateway, take either secret.</summary>
    public static IReadOnlyList<string> Secrets(ContractOperation operation, SandboxCredentials credentials)
    {
        if (operation.Family != "merchant")
        {
            bool payout = operation.Definition.Items("tags").Any(tag => tag.GetString() is "Payout" or "Token");
            return payout ? [credentials.MerchantSecret, credentials.PayoutSecret] : [credentials.MerchantSecret];
        }

        JsonElement lists = operation.Document.Root.GetProperty("x-signature").GetProperty("pg").GetProperty("secrets");
        if (lists.Items("payment").Any(id => id.GetString() == operation.Id)) return [credentials.MerchantSecret];
        if (lists.Items("payout").Any(id => id.GetString() == operation.Id)) return [credentials.PayoutSecret];
        return [credentials.MerchantSecret, credentials.PayoutSecret];
    }
}
