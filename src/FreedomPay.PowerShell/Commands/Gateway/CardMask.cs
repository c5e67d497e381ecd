namespace FreedomPay.Commands.Gateway;

/// <summary>Masked numbers of cards, such as 4400-43XX-XXXX-1358.</summary>
internal static class CardMask
{
    /// <summary>Whether a mask may be that of a number: the digits that it shows, at the beginning and at the end, are those of the number.</summary>
    /// <param name="mask">The mask; null or empty where none is told, which says nothing against any number.</param>
    /// <param name="number">The number, digits only; null where it is not known.</param>
    public static bool Fits(string? mask, string? number)
    {
        if (number is null || string.IsNullOrWhiteSpace(mask)) return true;
        string shown = string.Concat(mask!.Where(static c => c is not (' ' or '-')));
        string begin = string.Concat(shown.TakeWhile(IsDigit)), end = string.Concat(shown.Reverse().TakeWhile(IsDigit).Reverse());
        return number.StartsWith(begin, StringComparison.Ordinal) && number.EndsWith(end, StringComparison.Ordinal);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
