using System.ComponentModel;
using System.Globalization;

namespace FreedomPay;

/// <summary>
/// An amount of money as the API wrote it. It prints the same in every culture, with a decimal point, so that what
/// Export-Csv writes is what Import-Csv and the next cmdlet read. It adds, compares, sorts and sums like a number.
/// </summary>
[TypeConverter(typeof(AmountConverter))]
public readonly struct Amount : IComparable, IComparable<Amount>, IEquatable<Amount>, IFormattable
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Makes an amount.</summary>
    /// <param name="value">Its value in units of the currency; trailing zeros are kept.</param>
    public Amount(decimal value) => Value = value;

    /// <summary>The number, in units of the currency.</summary>
    public decimal Value { get; }

    /// <summary>Reads an amount in invariant form: digits, at most one decimal point, an optional minus.</summary>
    /// <param name="text">The text, such as <c>1500.50</c>.</param>
    /// <returns>The amount.</returns>
    /// <exception cref="FormatException">The text is anything else: a decimal comma, blanks, a currency.</exception>
    public static Amount Parse(string text) => TryParse(text, out Amount amount)
        ? amount
        : throw new FormatException(Messages.AmountUnreadable.With(text));

    /// <summary>Reads an amount in invariant form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="amount">The amount.</param>
    /// <returns>Whether the text is an amount.</returns>
    public static bool TryParse(string? text, out Amount amount)
    {
        bool isAmount = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal value)
            && char.IsDigit(text![text.Length - 1]) && char.IsDigit(text[text[0] == '-' ? 1 : 0]);
        amount = new Amount(value);
        return isAmount;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The amount in invariant form: a format such as N2 is applied, a culture is not.</summary>
    /// <param name="format">A standard or custom number format, or null.</param>
    /// <returns>The text.</returns>
    public string ToString(string? format) => ToString(format, null);

    /// <summary>The amount in invariant form, whatever the provider: a format such as N2 is applied, a culture is not.</summary>
    /// <param name="format">A standard or custom number format, or null.</param>
    /// <param name="formatProvider">Not used.</param>
    /// <returns>The text.</returns>
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null
        ? 1
        : CompareTo(obj is Amount other ? other : new Amount(Convert.ToDecimal(obj, CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public bool Equals(Amount other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Amount other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

#pragma warning disable CS1591, CA2225 // Operators say what they mean; PowerShell finds them by their operator names.
    public static implicit operator Amount(decimal value) => new(value);

    public static implicit operator Amount(int value) => new(value);

    public static implicit operator Amount(long value) => new(value);

    public static explicit operator Amount(double value) => new((decimal)value);

    public static implicit operator decimal(Amount amount) => amount.Value;

    public static explicit operator double(Amount amount) => (double)amount.Value;

    // PowerShell turns the right side of a comparison into the type of the left one: 1500 -eq $amount. Decimals must not get lost there.
    public static explicit operator long(Amount amount) => (long)amount.Whole();

    public static explicit operator int(Amount amount) => (int)amount.Whole();

    public static Amount operator +(Amount left, Amount right) => new(left.Value + right.Value);

    public static Amount operator -(Amount left, Amount right) => new(left.Value - right.Value);

    public static Amount operator -(Amount amount) => new(-amount.Value);

    public static Amount operator *(Amount left, decimal right) => new(left.Value * right);

    public static Amount operator /(Amount left, decimal right) => new(left.Value / right);

    public static bool operator ==(Amount left, Amount right) => left.Equals(right);

    public static bool operator !=(Amount left, Amount right) => !left.Equals(right);

    public static bool operator <(Amount left, Amount right) => left.CompareTo(right) < 0;

    public static bool operator >(Amount left, Amount right) => left.CompareTo(right) > 0;

    public static bool operator <=(Amount left, Amount right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Amount left, Amount right) => left.CompareTo(right) >= 0;
#pragma warning restore CS1591, CA2225

    private decimal Whole() => decimal.Truncate(Value) == Value
        ? Value
        : throw new InvalidCastException(Messages.AmountIsNotWhole.With(this));
}
