using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// Requests of ours that do the same, so that what the API has of one could be taken for another: those that this process remembers, and those of
/// the journal.
/// </summary>
/// <param name="acts">What this process does.</param>
/// <param name="kind">What they do; null for their operation.</param>
/// <param name="fields">Wire names of what they have in common.</param>
internal sealed class ActsAlike(RecentActs acts, string? kind, params string[] fields)
{
    /// <summary>Wire name of what names them first.</summary>
    public string NameField => fields[0];

    /// <summary>Wire name of the amount that they are over; null for none.</summary>
    public string? AmountField { get; init; }

    /// <summary>Does what a row asks for, and remembers that.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">What names it among all that do the same, in a later run too.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> DoAsync(RunRow row, string name, Func<Task<ApiOutcome>> send) => acts.DoAsync(ActOf(row), AmountOf(row), name, send);

    /// <summary>Does what a row asks for, unless another row does the same or has done it, over whatever amount.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">What names it among all that do the same, in a later run too.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="isNothing">Whether an outcome is certain to have done nothing, so that another may.</param>
    /// <returns>Null where another does it or has done it.</returns>
    public Task<ApiOutcome>? DoAloneAsync(RunRow row, string name, Func<Task<ApiOutcome>> send, Func<ApiOutcome, bool> isNothing) =>
        acts.DoAloneAsync(ActOf(row), AmountOf(row), name, send, isNothing);

    /// <summary>
    /// Whether something that the API has with its time can be nothing but what a row asked for. By the time of the API, at which that was sent too: the
    /// clock of this machine may be wrong, and was perhaps another one in an earlier run.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="name">What names it.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="then">When it happened; null where that is not said.</param>
    public bool IsThatOf(RunRow row, string name, RunJournal? journal, DateTimeOffset? then)
    {
        if (then is not { } moment || acts.Age(name) is not { } age) return false;
        TimeSpan most = IsOfEarlierRun(row) ? LocalTime.LongestWay : age;
        // By its own clock the API may have done what ended that long before.
        return row.Sendings.Any(sending => sending.ByApi is { } sent && LocalTime.IsSince(moment, sent, most))
            && IsOnly(row, name, journal, LocalTime.Span + LocalTime.Span);
    }

    /// <summary>Whether no other of ours has done what a row asked for, or may have.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">What names it.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="lag">For how long before the request what had ended may not have been seen.</param>
    public bool IsOnly(RunRow row, string name, RunJournal? journal, TimeSpan lag) =>
        acts.Age(name) is { } age
        && !acts.HasOthers(ActOf(row), AmountOf(row), name, IsOfEarlierRun(row) ? null : age + lag)
        // Whenever that was: the clock may have been set since.
        && journal?.PastLike(row, AmountField is null ? fields : [.. fields, AmountField])
            .Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) != true;

    private static bool IsOfEarlierRun(RunRow row) => row.Ticket?.Verdict is JournalVerdict.InDoubt;

    private string ActOf(RunRow row) => string.Join(" ", [kind ?? row.OperationId, row.Place, .. fields.Select(field => WireObject.Text(row.Sent, field))]);

    private decimal? AmountOf(RunRow row) =>
        AmountField is { } field && Amount.TryParse(WireObject.Text(row.Sent, field), out Amount amount) ? amount.Value : null;
}
