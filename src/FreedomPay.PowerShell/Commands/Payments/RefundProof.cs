using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// Proves by the list of a payment's refunds that one whose answer was lost was carried out: the list is asked before a refund leaves and again
/// when its answer is lost. It lags, so that what is new in it may be older than the refund; its entries are dated.
/// </summary>
/// <param name="acts">The refunds of this process.</param>
/// <param name="time">The clock.</param>
/// <param name="of">How the API names and lists them; as those of payments unless given.</param>
internal sealed class RefundProof(RefundActs acts, TimeProvider time, RefundBook? of = null)
{
    private readonly RefundBook book = of ?? RefundBook.OfPayments;
    private readonly ConcurrentDictionary<RunRow, RefundAct> underWay = new();

    /// <summary>The number of the payment that a refund is of.</summary>
    public static string PaymentOf(RunRow row) => WireObject.Text(row.Sent, "pg_payment_id")!;

    /// <summary>Makes a refund.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="api">Where the payment is: another API has payments of the same number.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="ask">Asks once for the state of its payment, right before it leaves. Where that fails, a lost answer cannot be proven, and the
    /// refund is sent nevertheless.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> MakeAsync(RunRow row, Uri api, RunJournal? journal, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send) =>
        BeginAsync(row, journal, ask).ThenAsync(refund =>
        {
            string place = PlaceOf(api, row);
            underWay[row] = refund;
            acts.Begin(place, refund);
            return send().ThenAsync(outcome =>
            {
                acts.End(place, refund, outcome.State switch { OutcomeState.Succeeded => true, OutcomeState.Unknown => null, _ => false });
                underWay.TryRemove(row, out _);
                return Task.FromResult(outcome);
            });
        });

    /// <summary>Remembers a refund that an earlier run has made, of which this process knew nothing: it may still come late into the list.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="api">Where the payment is.</param>
    /// <param name="journal">The journal of the run.</param>
    public void Recall(RunRow row, Uri api, RunJournal journal)
    {
        string key = NameIn(journal, row.Ticket!.Id), place = PlaceOf(api, row);
        if (acts.Knows(place, key)) return;
        var refund = new RefundAct(key, AmountOf(row), RefundList.Parse(row.Ticket.Note), row.Ticket.Sendings[0].At);
        acts.Begin(place, refund);
        acts.End(place, refund, isDone: true);
    }

    /// <summary>Whether the state of its payment proves that a refund was carried out.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="api">Where the payment is.</param>
    /// <param name="offset">Where the time of the API is local.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, Uri api, TimeSpan offset, RunJournal? journal, JsonObject answer)
    {
        if (!underWay.TryGetValue(row, out RefundAct? refund) || (refund.Amount is null && !book.IsGivenBackWhole(answer))) return false;
        IReadOnlyList<RefundAct> here = acts.Others(PlaceOf(api, row), refund);
        // What this process remembers it knows best. Of what was done in an earlier run nobody knows how long that is ago: the clock may have
        // been set since.
        IEnumerable<RefundAct> earlier = from one in journal?.PastLike(row, book.Number, book.Amount) ?? []
                                         where one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)
                                         let key = NameIn(journal!, one.Intent.Key)
                                         where !acts.Knows(PlaceOf(api, row), key)
                                         select new RefundAct(key, null, RefundList.Parse(one.Intent.Note), one.Intent.At);
        return row.Sendings.Count == 1
            && row.Sendings[0].ByApi is { } sent
            && refund.IsShownBy(book.ListIn(answer, row), [.. here, .. earlier], moment => book.IsSince(moment, offset, sent));
    }

    private Task<RefundAct> BeginAsync(RunRow row, RunJournal? journal, Func<Task<ApiOutcome>> ask)
    {
        decimal? amount = AmountOf(row);
        // Remembered for long, and with it nothing of the row.
        object key = row.Ticket is { } ticket ? NameIn(journal!, ticket.Id) : new object();
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            return Task.FromResult(new RefundAct(key, amount, RefundList.Parse(doubt.Note), row.Sendings[0].At));
        }

        DateTimeOffset asked = time.GetUtcNow();
        long begun = time.GetTimestamp();
        return ask().ThenAsync(state =>
        {
            RefundList? before = state.Answer is { } answer ? book.ListIn(answer, row) : null;
            row.Note = before?.ToString();
            return Task.FromResult(new RefundAct(key, amount, before, asked) { Begun = begun });
        });
    }

    private decimal? AmountOf(RunRow row) => Amount.TryParse(WireObject.Text(row.Sent, book.Amount), out Amount part) ? part.Value : null;

    // What names a row in every run.
    private static string NameIn(RunJournal journal, string id) => journal.Path + "|" + id;

    private string PlaceOf(Uri api, RunRow row) => api + " " + book.TargetOf(row);
}
