using System.Diagnostics;
using System.Management.Automation;
using FreedomPay.Core;

namespace FreedomPay.Pipeline;

/// <summary>Counts what becomes of the rows of a command, shows it in one progress bar, and sums it up at the end.</summary>
internal sealed class RunSummary
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly PSCmdlet cmdlet;
    private readonly long expected;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly SortedDictionary<string, long> failures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> findings = new(StringComparer.Ordinal);
    private readonly bool showsProgress;
    private TimeSpan nextUpdate = Interval;
    private bool isShown;
    private long succeeded;
    private long replayed;
    private long recovered;
    private long failed;
    private long unknown;
    private long repeats;

    public RunSummary(PSCmdlet cmdlet, long expected)
    {
        this.cmdlet = cmdlet;
        this.expected = expected;
        showsProgress = WantsProgress();
    }

    private long Done => succeeded + failed + unknown;

    /// <summary>Counts a row that is done with.</summary>
    /// <param name="outcome">What became of its request.</param>
    /// <param name="reason">Why it did not succeed; null when it did.</param>
    /// <param name="isReplayed">Whether an earlier run had carried it out.</param>
    public void Count(ApiOutcome outcome, string? reason, bool isReplayed)
    {
        repeats += Math.Max(0, outcome.Attempts - 1);
        if (outcome.State is OutcomeState.Unknown) unknown++;
        else if (reason is not null) failures[reason] = (failures.TryGetValue(reason, out long before) ? before : 0) + 1;
        else succeeded++;
        if (outcome.State is not OutcomeState.Unknown && reason is not null) failed++;
        if (isReplayed) replayed++;
        if (outcome.Recovered) recovered++;
        if (showsProgress && clock.Elapsed >= nextUpdate) ShowProgress();
    }

    /// <summary>Counts what a comparison found.</summary>
    public void CountFinding(string kind) => findings[kind] = (findings.TryGetValue(kind, out long before) ? before : 0) + 1;

    /// <summary>Takes the bar away, and writes the summary of a run of several rows or with a journal.</summary>
    /// <param name="rows">How many rows came.</param>
    /// <param name="journal">Path of the journal; null without one.</param>
    public void End(long rows, string? journal)
    {
        if (isShown)
        {
            cmdlet.WriteProgress(
                new ProgressRecord(0, cmdlet.MyInvocation.MyCommand.Name, Messages.ProgressDone) { RecordType = ProgressRecordType.Completed });
        }
        if (rows < 2 && journal is null) return;
        var summary = new FreedomPayRunSummary
        {
            Cmdlet = cmdlet.MyInvocation.MyCommand.Name,
            Rows = rows,
            Succeeded = succeeded,
            Replayed = replayed,
            Recovered = recovered,
            Failed = failed,
            FailedByReason = new ReasonCounts(new Dictionary<string, long>(failures)),
            Findings = new ReasonCounts(new Dictionary<string, long>(findings)),
            Unknown = unknown,
            NotTried = Math.Max(0, rows - Done),
            Repeats = repeats,
            Elapsed = clock.Elapsed,
            Journal = journal is null ? null : ErrorRecords.Shown(journal),
        };
        cmdlet.WriteInformation(summary, ["FreedomPay.Summary"]);
    }

    private bool WantsProgress()
    {
        object? preference = cmdlet.MyInvocation.BoundParameters.TryGetValue("ProgressAction", out object? typed)
            ? typed
            : cmdlet.GetVariableValue("ProgressPreference");
        if (preference is not null && LanguagePrimitives.ConvertTo<string>(preference) is "SilentlyContinue" or "Ignore") return false;
        // A console whose output goes into a file has nobody who watches a bar; other hosts show it in their own way.
        return cmdlet.Host?.Name != "ConsoleHost" || !Console.IsOutputRedirected;
    }

    private void ShowProgress()
    {
        TimeSpan elapsed = clock.Elapsed;
        nextUpdate = elapsed + Interval;
        double rate = Done / elapsed.TotalSeconds;
        long left = expected - Done;
        isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(
            0,
            cmdlet.MyInvocation.MyCommand.Name,
            Messages.ProgressCounts.With(Done, failed, unknown, rate))
        {
            PercentComplete = expected > 0 ? (int)Math.Min(100, Done * 100 / expected) : -1,
            SecondsRemaining = left > 0 && rate > 0 ? (int)Math.Min(int.MaxValue, left / rate) : -1,
        });
    }
}
