using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;

namespace FreedomPay.Core.Protocols;

/// <summary>The older scheme of gift cards: the header Sign is the SHA-256, not an HMAC, of the body with the secret after it.</summary>
public static class LegacySigner
{
    /// <summary>Signs a body.</summary>
    /// <param name="body">The very bytes that are sent: JSON in one line.</param>
    /// <param name="secret">The merchant's secret.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    public static string Sign(byte[] body, Secret secret)
    {
        if (body is null) throw new ArgumentNullException(nameof(body));
        if (secret is null) throw new ArgumentNullException(nameof(secret));

        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash([.. body, .. secret.Bytes])).Replace("-", "").ToLowerInvariant();
    }
}

/// <summary>
/// The answers of that scheme: HTTP 200 with an integer status, 0 when it was done, negative when it was refused. Anything else
/// is no status.
/// </summary>
internal static class LegacyStatus
{
    /// <summary>Whether an answer has a status of this scheme.</summary>
    public static bool IsStatus(JsonObject answer) =>
        answer["status"]?.ToJsonString() is { } status
        && (status == "0" || (status.Length > 1 && status[0] == '-' && status[1] != '0' && status.Skip(1).All(digit => digit is >= '0' and <= '9')));

    /// <summary>What a refusal means: the documentation's words, and the API's own in brackets.</summary>
    public static string? Describe(string code, string? said)
    {
        string? meaning = Meaning(code);
        return meaning is not null && said is not null ? $"{meaning} ({said})" : meaning ?? said;
    }

    private static string? Meaning(string code) => code switch
    {
        "-1" => Messages.GiftGeneralError,
        "-2" => Messages.GiftNameWrong,
        "-3" => Messages.GiftPhoneWrong,
        "-4" => Messages.GiftNoSuchProduct,
        "-5" => Messages.GiftIssueFailed,
        "-6" => Messages.GiftAccountTooLow,
        "-7" => Messages.GiftCardUnknown,
        "-8" => Messages.GiftOneTimeCodeWrong,
        "-9" => Messages.GiftActivationFailed,
        "-10" => Messages.GiftCardActive,
        "-11" => Messages.GiftNoAccess,
        _ => null,
    };
}
