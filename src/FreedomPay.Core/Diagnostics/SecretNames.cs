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
        "cardcvv", "cardcvc", "pgcardcvc", "cvccode", "cvvcode", "pincode", "pinblock", "cardpin", "newpin", "oldpin", "пинкод",
        "secretkey", "clientsecret", "agentsecret", "apikey",
        "accesstoken", "refreshtoken", "idtoken", "cardtoken", "pgcardtoken", "pgcardtokento", "pgcardrecipienttoken", "authorizationcode",
    ], StringComparer.Ordinal);

    // Words that make a secret of whatever stands beside them: card_pin, PIN-code, CvvCode.
    private static readonly HashSet<string> Words = new(
        ["cvc", "cvv", "csc", "pin", "пин", "otp", "password", "passwd", "passcode", "passphrase", "пароль", "secret", "секрет"], StringComparer.Ordinal);

    private static readonly HashSet<string> HeaderWords = new(
        ["token", "key", "apikey", "secret", "password", "signature", "session", "credential"], StringComparer.Ordinal);

    /// <summary>Whether a column or field of this name holds one.</summary>
    /// <param name="name">The name, in any case and with any separators.</param>
    /// <returns>Whether it does.</returns>
    public static bool Contains(string name)
    {
        if (name is null) throw new ArgumentNullException(nameof(name));
        return Names.Contains(new string([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)])) || HasWord(name, Words);
    }

    /// <summary>Whether a header of this name authenticates, such as X-Api-Key and X-Auth-Token. A key that makes a request unique does not.</summary>
    /// <param name="name">The name.</param>
    internal static bool IsOfHeader(string name) => HasWord(name, HeaderWords) && name.IndexOf("idempotency", StringComparison.OrdinalIgnoreCase) < 0;

    // Words are separated by anything that is neither letter nor digit, or by a capital letter; a number at the end counts the fields: cvc2.
    private static bool HasWord(string name, HashSet<string> words)
    {
        int start = 0;
        for (int end = 0; end <= name.Length; end++)
        {
            bool isOver = end == name.Length || !char.IsLetterOrDigit(name[end]);
            if (!isOver
                && !(end > start && char.IsUpper(name[end]) && (!char.IsUpper(name[end - 1]) || (end + 1 < name.Length && char.IsLower(name[end + 1])))))
            {
                continue;
            }
            if (end > start && words.Contains(name.Substring(start, end - start).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').ToLowerInvariant()))
            {
                return true;
            }
            start = isOver ? end + 1 : end;
        }

        return false;
    }
}
