using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Simulation;

/// <summary>A row of a file on its way through a run.</summary>
internal sealed class SimulatedRow(Kind kind, long number) : RunRow(number, kind.Name, kind.IsRead, kind.Key, static text => text)
{
    public required Intended Intended { get; init; }

    /// <summary>What the operator was told; null for nothing yet.</summary>
    public ApiOutcome? Told { get; set; }
}

/// <summary>
/// Stands for the shell of a cmdlet, what Pipeline/RunCommand, BulkCommand and RequestBuilder do around a run of rows. What those read from a
/// prompt comes from the plan of the world.
/// </summary>
internal sealed class RowRunner(
    World world, Process process, ProcessMemory memory, RunPlan plan, ApiClient client, JournalDisk disk, string path) : IDisposable
{
    // RunCommand.RowsAhead.
    private const int RowsAhead = 64;

    private readonly List<SimulatedRow> told = [];
    private readonly Kind kind = world.Kind;
    private readonly RefundProof refunds = new(memory.Refunds, process.Time);
    private readonly PaymentProof payments = new(memory.Payments, PaymentBooks.Offset);
    private readonly ConnectionSettings settings = client.Settings;
    private readonly Dictionary<string, string> ofRun = new() { [SimulatedNetwork.RunHeader] = plan.Number.ToString(CultureInfo.InvariantCulture) };
    private RowRun<SimulatedRow>? run;

    /// <summary>The rows whose outcome was written, in that order.</summary>
    public IReadOnlyList<SimulatedRow> Told => told;

    /// <summary>Why the journal could not be used; null when it could.</summary>
    public JournalException? Problem { get; private set; }

    /// <summary>Whether the run came to its own end, all its rows told.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Carries the rows of a file out.</summary>
    public void Run(IReadOnlyList<SimulatedRow> rows)
    {
        try
        {
            Begin();
            foreach (SimulatedRow row in rows)
            {
                // The pipeline further up takes its time too.
                process.Pump(static () => false, world.Pause(plan.Number));
                if (run!.IsStopping) throw new StoppedException();
                // RunCommand.NextRow.
                if (run.TimeLeft <= TimeSpan.Zero)
                {
                    run.CompleteAll();
                    return;
                }

                Process(row);
            }

            run!.CompleteAll();
            HasEnded = true;
        }
        catch (JournalException problem)
        {
            // BulkCommand.EndFor.
            run!.GiveUp();
            Problem = problem;
        }
        catch (StoppedException)
        {
            world.Tell(() => $"run {plan.Number} has stopped");
        }
    }

    // Of a process that is no more nothing is left to end.
    public void Dispose()
    {
        if (!process.IsDead) run?.Dispose();
    }

    // RunCommand.BeginRun.
    private void Begin()
    {
        var terms = new RunTerms
        {
            Limit = plan.Limit,
            Ahead = kind.IsRead ? Math.Max(plan.Limit, RowsAhead) : 0,
            Time = plan.Ending is Ending.TimeLimit ? TimeSpan.FromMilliseconds(plan.EndsAt) : null,
        };
        run = new RowRun<SimulatedRow>(terms, static row => row, Complete, static _ => { }, process);
        if (plan.Ending is Ending.Stopped) process.After(TimeSpan.FromMilliseconds(plan.EndsAt), run.Stop);
    }

    // BulkCommand.Send and IsToBeSent.
    private void Process(SimulatedRow row)
    {
        if (!kind.IsRead)
        {
            switch (LookUp(row))
            {
                case JournalVerdict.Send or JournalVerdict.InDoubt:
                    break;
                case JournalVerdict.Done:
                    if (kind.Proof is Proof.Refund) refunds.Recall(row, settings.BaseUri, run!.Journal!);
                    run!.Replay(row, static (_, _, _) => null, ToKeep);
                    return;
                default:
                    row.IsRefused = true;
                    run!.Refuse(row);
                    return;
            }
        }

        ApiRequest request = Act(row);
        run!.Submit(row, (trace, cancellation) => run.Recorded(row, Perform(row, request, trace, cancellation), ToKeep));
    }

    // PerformAsync of NewFreedomPayPaymentCommand and of NewFreedomPayRefundCommand.
    private Task<ApiOutcome> Perform(SimulatedRow row, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        Task<ApiOutcome> Send() => client.SendAsync(request, trace, cancellation);
        return kind.Proof switch
        {
            Proof.Payment => payments.MakeAsync(row, row.RequestId!, Send),
            Proof.Refund => refunds.MakeAsync(
                row, settings.BaseUri, run!.Journal,
                () => client.SendAsync(Question(RefundProof.PaymentOf(row), Safety.Unkeyed), trace, cancellation), Send),
            _ => Send(),
        };
    }

    private bool ShowsArrival(SimulatedRow row, JsonObject answer) => kind.Proof switch
    {
        Proof.Payment => payments.IsShownBy(row, row.RequestId!, run!.Journal, answer),
        Proof.Refund => refunds.IsShownBy(row, settings.BaseUri, PaymentBooks.Offset, run!.Journal, answer),
        _ => answer[kind.IsPg ? "pg_payment_status" : "request_status"]?.ToString() is "success" or "process" or "error",
    };

    private ApiRequest Question(string value, Safety safety) => new()
    {
        OperationId = "status",
        Method = "POST",
        Path = world.Api.PathOf + "/status",
        Route = kind.Route,
        Safety = safety,
        Body = new JsonObject { [kind.StatusBy!] = value },
        Headers = ofRun,
        AnswerFields = [kind.IsPg ? "pg_status" : "status"],
    };

    private JournalVerdict LookUp(SimulatedRow row)
    {
        try
        {
            return run!.Look(
                row,
                cancellation => Journal.Open(path, "Invoke-Test", settings, kind.Route, process.Time, new Journal.Place(disk, process), cancellation),
                Spelling);
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException();
        }
    }

    // Operations/Spelling: an amount has one spelling, and so has an id in capitals.
    private static string? Spelling(string name, string text) => name.EndsWith("amount", StringComparison.Ordinal) ? PlainNumber.Of(text) : null;

    // RequestBuilder.Act.
    private ApiRequest Act(SimulatedRow row)
    {
        StatusProbe? probe = null;
        if (kind.StatusBy is { } name && row.Sent[name]?.ToString() is { } value)
        {
            bool isByKey = kind is { HasOrder: false, Proof: Proof.Status };
            probe = new StatusProbe(Question(value, Safety.Read), answer => ShowsArrival(row, answer), isByKey ? name : null);
        }

        return new ApiRequest
        {
            OperationId = kind.Name,
            Method = "POST",
            Path = world.Api.PathOf,
            Route = kind.Route,
            Safety = kind.Safety,
            Body = row.Sent,
            Headers = ofRun,
            AnswerFields = [kind.IsPg ? "pg_status" : "status"],
            RequestId = row.RequestId,
            Bearer = row.Bearer,
            RenewedField = kind.IsFresh ? kind.Key : null,
            Probe = probe,
            Pause = TimeSpan.FromSeconds(kind.Pause),
            Slots = run!.Slots,
            Guard = run.Guard,
            InDoubt = row.Ticket?.Verdict is JournalVerdict.InDoubt,
            Claim = (requestId, time) => run.ClaimAsync(row, requestId, time),
        };
    }

    // A request that the API has taken and not carried out keeps nothing, as in ApiCommand.ToKeep.
    private static JsonObject? ToKeep(JsonObject answer) => IsCarriedOut(answer) ? new JsonObject { ["status"] = "ok" } : null;

    private static bool IsCarriedOut(JsonObject answer) => answer["request_status"]?.ToString() is not "error";

    // BulkCommand.Complete. Where the pipeline was stopped, whatever it writes ends it.
    private void Complete(SimulatedRow row, ApiOutcome outcome)
    {
        if (run!.IsStopping) throw new StoppedException();
        if (row.Told is not null) throw new ViolationException($"Row {row.Number} of run {plan.Number} is told twice.");
        FaultReason? reason = outcome.Fault?.Cause ?? outcome.Fault?.Reason;
        if (reason is FaultReason.Unexpected) throw new ViolationException($"Row {row.Number} ended in an exception: {outcome.Fault!.Message}");
        // A result that the API took and did not carry out is an error of its own: ApiCommand.WriteSuccess.
        if (outcome.State is OutcomeState.Succeeded && !IsCarriedOut(outcome.Answer!)) outcome = outcome with { State = OutcomeState.Failed };
        row.Told = outcome;
        told.Add(row);
        string why = outcome.Fault is { } fault ? $": {fault.Reason}, {fault.Message}" : "";
        world.Tell(() => $"run {plan.Number}: row {row.Number} ({row.Intended.Act}) is told {outcome.State}{why}");
    }

    /// <summary>The pipeline was stopped.</summary>
    private sealed class StoppedException : Exception;
}
