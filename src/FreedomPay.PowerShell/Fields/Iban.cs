namespace FreedomPay.Fields;

/// <summary>Numbers of bank accounts, ISO 13616: the country, two check digits, and what the country makes of the rest.</summary>
internal static class Iban
{
    // Country and length, as the registry of the standard has them.
    private static readonly Dictionary<string, int> Lengths = Read(
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 " +
        "GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 " +
        "MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 " +
        "UA29 VA22 VG24 XK20 YE30");

    /// <summary>The spelling on the wire: capitals, without the blanks by which it is printed in groups.</summary>
    public static string Plain(string text) => string.Concat(text.Where(static c => c is not (' ' or '\u00A0'))).ToUpperInvariant();

    /// <summary>What is wrong with a number; null for nothing.</summary>
    /// <param name="plain">The number in its spelling on the wire.</param>
    public static string? FaultOf(string plain)
    {
        if (plain.Length < 5 || !plain.All(static c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z'))) return Messages.NotAnIban;
        string country = plain.Substring(0, 2);
        if (!Lengths.TryGetValue(country, out int length)) return Messages.IbanHasNoCountry.With(country);
        if (plain.Length != length) return Messages.IbanHasOtherLength.With(country, length, plain.Length);
        return HasRightCheckDigits(plain) ? null : Messages.IbanIsMistyped;
    }

    // The first four behind the rest, letters as 10 to 35: the whole leaves 1 of 97.
    private static bool HasRightCheckDigits(string plain)
    {
        int rest = 0;
        foreach (char c in plain.Substring(4) + plain.Substring(0, 4))
        {
            rest = c <= '9' ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }

        return rest == 1;
    }

    private static Dictionary<string, int> Read(string table) =>
        table.Split(' ').ToDictionary(
            static entry => entry.Substring(0, 2), static entry => ((entry[2] - '0') * 10) + entry[3] - '0', StringComparer.Ordinal);
}
