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
/// <param name="acts">What this process does.</param>
/// <param name="kind">What is done with what has the id.</param>
/// <param name="alike">Wire names of what two rows have to have in common beside the id so that one may be taken for the other.</param>
internal sealed class ExternalIdProof(RecentActs acts, string kind, params string[] alike)
{
    private const string Name = "external_id";

    private static readonly string[] Moments = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Does it, and remembers that.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind, in a later run too.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> DoAsync(RunRow row, string name, Func<Task<ApiOutcome>> send) => acts.DoAsync(ActOf(row), null, name, send);

    /// <summary>Whether what the API has proves that it was done.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">What the API has.</param>
    /// <param name="moment">Wire name of the moment at which that was done.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer, string moment) =>
        WireObject.Text(row.Sent, Name) is { } id && id == WireObject.Text(answer, Name)
        && acts.Age(name) is { } age
        && HappenedSince(row, age, WireObject.Text(answer, moment))
        // By its own clock the API may have done what ended that long before.
        && !acts.HasOthers(ActOf(row), null, name, IsOfEarlierRun(row) ? null : age + LocalTime.Span + LocalTime.Span)
        && !HasOthers(row, journal);

    private static bool IsOfEarlierRun(RunRow row) => row.Ticket?.Verdict is JournalVerdict.InDoubt;

    // By the time of the API, at which it was sent too: the clock of this machine may be wrong, and was perhaps another one then.
    private static bool HappenedSince(RunRow row, TimeSpan age, string? moment)
    {
        if (!DateTimeOffset.TryParseExact(moment, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset then)) return false;
        TimeSpan most = IsOfEarlierRun(row) ? LocalTime.LongestWay : age;
        return row.Sendings.Any(sending => sending.ByApi is { } sent && LocalTime.IsSince(then, sent, most));
    }

    // Whenever that was: the clock may have been set since.
    private bool HasOthers(RunRow row, RunJournal? journal) =>
        journal?.PastLike(row, [Name, .. alike]).Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) == true;

    private string ActOf(RunRow row) => string.Join(" ", [kind, .. alike.Append(Name).Select(field => WireObject.Text(row.Sent, field))]);
}
