namespace FreedomPay.Core.Diagnostics;

/// <summary>
/// Names under which a secret, a card number, a CVC or a PIN stands, whatever cmdlet is given it. Narrower than what traces mask:
/// a row that is given back to its owner keeps personal data, and columns that only sound sensitive.
/// </summary>
public static class SecretNames
{
    private static readonly HashSet<string> Names = new(
    [
        "pan", "cardnumber", "cardno", "pgcardpan", "pgcardrecipient", "pgpaymentto", "pgencryptedcard",
        "cvc", "cvc2", "cvv", "cvv2", "cardcvv", "cardcvc", "pgcardcvc", "pin", "pinblock", "otp",
        "password", "secret", "secretkey", "clientsecret", "agentsecret", "apikey",
        "accesstoken", "refreshtoken", "idtoken", "cardtoken", "pgcardtoken", "pgcardtokento", "pgcardrecipienttoken", "authorizationcode",
    ], StringComparer.Ordinal);

    /// <summary>Whether a column or field of this name holds one.</summary>
    /// <param name="name">The name, in any case and with any separators.</param>
    /// <returns>Whether it does.</returns>
    public static bool Contains(string name) =>
        Names.Contains(new string([.. (name ?? throw new ArgumentNullException(nameof(name))).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]));
}
