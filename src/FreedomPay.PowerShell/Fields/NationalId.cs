namespace FreedomPay.Fields;

/// <summary>The IIN of a person and the BIN of a company: how Kazakhstan numbers them.</summary>
internal static class NationalId
{
    /// <summary>The country whose numbers are known here, ISO 3166-1 alpha-3.</summary>
    public const string Country = "KAZ";

    /// <summary>Whether a text has the form of a number: twelve digits.</summary>
    public static bool Fits(string text) => text.Length == 12 && IsDigits(text);

    /// <summary>Whether a text looks like such a number that was damaged. Of the year 2000 a spreadsheet drops two zeros, and three in its first nine
    /// months.</summary>
    public static bool IsDamaged(string text) => text.Length is 10 or 11 or > 12 && IsDigits(text);

    /// <summary>Whether the last of the twelve digits follows from the others.</summary>
    public static bool HasRightCheckDigit(string text)
    {
        int rest = Weigh(text, 0);
        if (rest == 10) rest = Weigh(text, 2);
        return rest == text[11] - '0';
    }

    private static int Weigh(string text, int shift)
    {
        int sum = 0;
        for (int place = 0; place < 11; place++) sum += (text[place] - '0') * (((place + shift) % 11) + 1);
        return sum % 11;
    }

    private static bool IsDigits(string text) => text.All(c => c is >= '0' and <= '9');
}
