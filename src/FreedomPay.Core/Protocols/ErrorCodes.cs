using FreedomPay.Core.Bulk;

namespace FreedomPay.Core.Protocols;

/// <summary>The codes of an error that say more than that a request was refused. They are those of one directory, which the families share.</summary>
internal static class ErrorCodes
{
    // Signature of the request wrong: 1100, in the oldest list 100, in live answers 9998. Merchant unknown: 9998, on an older page 101; number of the
    // shop wrong: 9997.
    private static readonly HashSet<string> Credentials = new(["100", "101", "1100", "9997", "9998"], StringComparer.Ordinal);

    // State unknown: 0, 9999. System, internal, unexpected or unknown error: 1000, 9999, 11014, 99999. General error or failure: 475, 600, 11052.
    // An error of whom the API had passed it on to, or of the payout itself: 10025, 10026, 12000.
    private static readonly HashSet<string> Uncertain = new(
        ["0", "475", "600", "1000", "9999", "10025", "10026", "11014", "11052", "12000", "99999"], StringComparer.Ordinal);

    // The general error of gift cards, whose list has one of its own for each thing that is certain.
    private const string GeneralOfGiftCards = "-1";

    /// <summary>Whether a code says that the API does not accept who asks.</summary>
    public static bool NamesCredentials(WireProtocol protocol, string code) =>
        protocol is WireProtocol.Pg or WireProtocol.Jws && Credentials.Contains(PlainNumber.Of(code));

    /// <summary>Whether a code says that the signature of a request is wrong.</summary>
    public static bool NamesSignature(string? code) => code is "100" or "1100" or "9998";

    /// <summary>Whether a code leaves open what became of the request.</summary>
    public static bool LeavesOpen(WireProtocol protocol, string code) => protocol is WireProtocol.LegacySign
        ? code == GeneralOfGiftCards
        : protocol is WireProtocol.Pg or WireProtocol.Jws && Uncertain.Contains(PlainNumber.Of(code));
}
