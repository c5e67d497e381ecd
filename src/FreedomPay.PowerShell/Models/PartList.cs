using System.Collections.ObjectModel;

namespace FreedomPay;

/// <summary>The items of a list in an answer, such as the operations of a statement. It indexes, pipes and counts like an array; in a file it is its
/// items and not the name of a type.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
public sealed class PartList<T> : ReadOnlyCollection<T>
    where T : FreedomPayPart
{
    internal PartList(T[] parts)
        : base(parts)
    {
    }

    /// <summary>The items, each in a few words, with semicolons between them.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join("; ", this);
}
