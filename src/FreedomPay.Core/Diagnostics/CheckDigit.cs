namespace FreedomPay.Core.Diagnostics;

/// <summary>The last digit of a card number, which checks the others (Luhn).</summary>
public static class CheckDigit
{
    /// <summary>Whether it fits.</summary>
    /// <param name="digits">ASCII digits.</param>
    /// <returns>True for what may be a card number.</returns>
    public static bool Fits(string digits)
    {
        if (digits is null) throw new ArgumentNullException(nameof(digits));
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[digits.Length - 1 - i] - '0';
            if (i % 2 == 1) digit = digit < 5 ? digit * 2 : (digit * 2) - 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
