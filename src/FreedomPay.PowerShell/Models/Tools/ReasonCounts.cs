using System.Collections.ObjectModel;
using System.Globalization;

namespace FreedomPay;

/// <summary>
/// How many rows failed for each reason, or how many differences there are of each kind.
/// It indexes like a hashtable; in a file it is its reasons and not the name of a type.
/// </summary>
public sealed class ReasonCounts : ReadOnlyDictionary<string, long>
{
    internal ReasonCounts(IDictionary<string, long> counts)
        : base(counts)
    {
    }

    /// <summary>The reasons with their counts, with commas between them.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Join(", ", this.Select(reason => $"{reason.Key} {reason.Value.ToString(CultureInfo.InvariantCulture)}"));
}
