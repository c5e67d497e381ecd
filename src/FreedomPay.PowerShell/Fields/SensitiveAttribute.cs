
namespace FreedomPay.Fields;

/// <summary>Marks what must be masked wherever it could be seen.</summary>
/// <param name="kind">Why it is sensitive.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SensitiveAttribute(SensitiveKind kind) : Attribute
{
    public SensitiveKind Kind { get; } = kind;
}

/// <summary>Why a value is sensitive; the contract's <c>x-sensitive</c>.</summary>
internal enum SensitiveKind
{
    /// <summary>Personal data: masked in traces.</summary>
    Pii,

    /// <summary>A card number: first six and last four at most are shown.</summary>
    Pan,

    /// <summary>A card verification code: never shown.</summary>
    Cvc,

    /// <summary>A PIN: never shown.</summary>
    Pin,

    /// <summary>A token that stands for a right or a card: never shown.</summary>
    Token,

    /// <summary>A key or password: never shown.</summary>
    Secret,
}
