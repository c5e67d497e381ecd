using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Merchant;

/// <summary>
/// Proves by what the API has under an external id that a request whose answer was lost was taken. That may be older: only what happened in these
/// very seconds, by the API's own time, can be it, and only where no other of ours asked for the same.
/// </summary>
/// <param name="alike">The others.</param>
internal sealed class ExternalIdProof(ActsAlike alike)
{
    private const string Name = "external_id";

    private static readonly string[] Moments = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'"];

    /// <summary>That of this process.</summary>
    /// <param name="kind">What is done with what has the id.</param>
    /// <param name="fields">Wire names of what two rows have to have in common beside the id so that one may be taken for the other.</param>
    public static ExternalIdProof OfProcess(string kind, params string[] fields) => new(new ActsAlike(RecentActs.OfProcess, kind, [.. fields, Name]));

    /// <summary>Does it, and remembers that.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind, in a later run too.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> DoAsync(RunRow row, string name, Func<Task<ApiOutcome>> send) => alike.DoAsync(row, name, send);

    /// <summary>Whether what the API has proves that it was done.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">What the API has.</param>
    /// <param name="moment">Wire name of the moment at which that was done.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer, string moment) =>
        WireObject.Text(row.Sent, Name) is { } id && id == WireObject.Text(answer, Name)
        && DateTimeOffset.TryParseExact(
            WireObject.Text(answer, moment), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset then)
        && alike.IsThatOf(row, name, journal, then);
}
