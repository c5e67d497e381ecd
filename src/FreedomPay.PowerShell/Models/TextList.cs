using System.Collections.ObjectModel;

namespace FreedomPay;

/// <summary>Several texts of an answer, such as the ids of cards. It indexes, pipes and counts like an array; in a file it is its texts and not the
/// name of a type.</summary>
public sealed class TextList : ReadOnlyCollection<string>
{
    internal TextList(string[] texts)
        : base(texts)
    {
    }

    /// <summary>The texts with commas between them; one text alone is itself, so that Import-Csv gives it to the next cmdlet.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join(",", this);
}
