using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Pipeline;

/// <summary>Tells rows that are results of this module, or came of them, from rows that somebody wrote.</summary>
internal static class ResultRows
{
    private static readonly string[] Origins = ["Selected.FreedomPay.", "Deserialized.FreedomPay.", "CSV:FreedomPay."];

    /// <summary>Whether a row is a result: as it was returned, picked from, or back from Export-Csv, Export-Clixml or ConvertTo-Json.</summary>
    public static bool IsResult(PSObject row) => row.BaseObject is IAnswerPart
        || row.TypeNames.Any(static name => Origins.Any(origin => name.StartsWith(origin, StringComparison.Ordinal)))
        || HasColumnsOfResult(name => row.Properties[name] is not null);

    /// <summary>Whether a row is a result that went through a file: it has the columns that all of our results have.</summary>
    public static bool IsFromFile(PSObject row) => row.BaseObject is PSCustomObject && HasColumns(name => row.Properties[name] is not null);

    /// <summary>Whether columns are those that every result has, or an answer of the API as it came.</summary>
    public static bool HasColumnsOfResult(Func<string, bool> has) =>
        HasColumns(has) || has("pg_status");

    private static bool HasColumns(Func<string, bool> has) => has(nameof(FreedomPayObject.Recovered)) && has(nameof(FreedomPayObject.AdditionalProperties));
}
