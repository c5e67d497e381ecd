using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Simulation;

/// <summary>A row of a file on its way through a run: the part of Pipeline/Row that decisions are made of.</summary>
internal sealed class SimulatedRow
{
    public required long Number { get; init; }

    public required Intended Intended { get; init; }

    public required JsonObject Sent { get; init; }

    public string? OwnKey { get; init; }

    public string? RowId { get; init; }

    public string? RequestId { get; set; }

    public JournalTicket? Ticket { get; set; }

    public bool MayHaveLeft { get; set; }

    public bool IsRefusedHere { get; set; }

    /// <summary>What the operator was told; null for nothing yet.</summary>
    public ApiOutcome? Told { get; set; }
}

/// <summary>
/// Stands for the shell of a cmdlet: what Pipeline/DispatchingCommand, BulkCommand, RowJournal and RequestBuilder.Act do with a row and with
/// the end of a run, line by line, over the same types of the core. What those read from a prompt comes from the plan of the world.
/// </summary>
internal sealed class RowRunner(
    World world, Process process, RunPlan plan, ConnectionSettings settings, SimulatedNetwork network, JournalDisk disk, string path) : IDisposable
{
    // DispatchingCommand.Grace and Abandon, BulkCommand.RowsAhead.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Abandon = TimeSpan.FromMilliseconds(500);
    private const int RowsAhead = 64;

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource halt = new();
    private readonly RunGuard guard = new();
    private readonly List<SimulatedRow> told = [];
    private readonly Kind kind = world.Kind;
    private readonly long begun = process.Time.GetTimestamp();
    private ApiClient? client;
    private OrderedDispatcher<SimulatedRow>? dispatcher;
    private WireSlots? slots;
    private Journal? journal;
    private bool stopping;
    private bool isEnding;

    /// <summary>The rows whose outcome was written, in that order.</summary>
    public IReadOnlyList<SimulatedRow> Told => told;

    /// <summary>Why the journal could not be used; null when it could.</summary>
    public JournalException? Problem { get; private set; }

    /// <summary>Whether the run came to its own end, all its rows told.</summary>
    public bool HasEnded { get; private set; }

    public bool WasComplete => journal?.WasComplete ?? false;

    private bool HasTimeLimit => plan.Ending is Ending.TimeLimit;

    private TimeSpan TimeLeft => HasTimeLimit ? TimeSpan.FromMilliseconds(plan.EndsAt) - process.Time.GetElapsedTime(begun) : TimeSpan.MaxValue;

    /// <summary>Carries the rows of a file out.</summary>
    public void Run(IReadOnlyList<SimulatedRow> rows)
    {
        try
        {
            Begin();
            foreach (SimulatedRow row in rows)
            {
                // The pipeline further up takes its time too.
                process.Pump(static () => false, world.Pause(process.Number));
                if (stopping) throw new StoppedException();
                // BulkCommand.ProcessRecord.
                if (HasTimeLimit && TimeLeft <= TimeSpan.Zero)
                {
                    CompleteAll();
                    return;
                }

                Process(row);
            }

            // BulkCommand.EndProcessing.
            CompleteAll();
            HasEnded = true;
        }
        catch (JournalException problem)
        {
            Problem = problem;
        }
        catch (StoppedException)
        {
            world.Tell(() => $"run {plan.Number} has stopped");
        }
        finally
        {
            if (!process.IsDead) End();
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        stop.Dispose();
        halt.Dispose();
    }

    // BulkCommand.BeginProcessing and DispatchingCommand.StartDispatching, StopAfter and StopProcessing.
    private void Begin()
    {
        client = new ApiClient(settings, network, process.Time, new RetryQuota(), world.Jitter(process.Number));
        int ahead = kind.IsRead ? Math.Max(plan.Limit, RowsAhead) : 0;
        if (ahead > 0) slots = new WireSlots(plan.Limit);
        stop.Token.Register(halt.Cancel);
        int most = ahead > 0 ? plan.Limit + 1 : plan.Limit;
        dispatcher = new OrderedDispatcher<SimulatedRow>(process, most, false, false, ahead, stop.Token) { Halt = halt.Token, Failed = NotTold };
        if (HasTimeLimit) process.After(TimeSpan.FromMilliseconds(plan.EndsAt) + Grace, stop.Cancel);
        if (plan.Ending is not Ending.Stopped) return;
        process.After(TimeSpan.FromMilliseconds(plan.EndsAt), () =>
        {
            process.After(Grace, stop.Cancel);
            Halt();
        });
    }

    // DispatchingCommand.Dispose, then BulkCommand.Dispose.
    private void End()
    {
        if (dispatcher is null) return;
        Halt();
        if (dispatcher.Pending > 0 && !stop.IsCancellationRequested) dispatcher.WaitForPending(Grace);
        stop.Cancel();
        if (dispatcher.Pending > 0) dispatcher.WaitForPending(Abandon);
        dispatcher.Dispose();
        journal?.Dispose();
    }

    private void Halt()
    {
        stopping = true;
        halt.Cancel();
    }

    // BulkCommand.ProcessRecord and IsToBeSent.
    private void Process(SimulatedRow row)
    {
        if (!kind.IsRead)
        {
            switch (LookUp(row))
            {
                case JournalVerdict.Send or JournalVerdict.InDoubt:
                    break;
                case JournalVerdict.Done:
                    JsonObject answer = row.Ticket!.Answer ?? [];
                    var kept = new ApiOutcome { State = OutcomeState.Succeeded, OperationId = kind.Name, RequestId = row.RequestId, Answer = answer };
                    Enqueue(row, (_, _) => Task.FromResult(kept));
                    return;
                default:
                    row.IsRefusedHere = true;
                    Enqueue(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(kind.Name)));
                    return;
            }
        }

        ApiRequest request = Act(row);
        Enqueue(row, (trace, cancellation) => Recorded(row, client!.SendAsync(request, trace, cancellation)));
    }

    // BulkCommand.LookUp, then RowJournal.Open, Look and TakeOver.
    private JournalVerdict LookUp(SimulatedRow row)
    {
        try
        {
            journal ??= Journal.Open(path, "Invoke-Test", settings, kind.Route, process.Time, new Journal.Place(disk, process), halt.Token);
            JournalTicket ticket = journal.Look(row.Number, kind.Name, row.OwnKey, kind.Key, row.Sent, null, [], Spelling, row.RowId);
            row.Ticket = ticket;
            if (ticket is { Verdict: JournalVerdict.Done or JournalVerdict.InDoubt, RequestId: { } requestId })
            {
                row.RequestId = requestId;
                if (kind.Key is { } key && row.Sent.ContainsKey(key)) row.Sent[key] = requestId;
            }

            return ticket.Verdict;
        }
        catch (JournalException problem)
        {
            EndFor(problem);
            throw;
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
            var question = new ApiRequest
            {
                OperationId = "status",
                Method = "POST",
                Path = world.Api.PathOf + "/status",
                Route = kind.Route,
                Safety = Safety.Read,
                Body = new JsonObject { [name] = value },
                AnswerFields = [kind.IsPg ? "pg_status" : "status"],
            };
            string told = kind.IsPg ? "pg_payment_status" : "request_status";
            probe = new StatusProbe(question, answer => answer[told]?.ToString() is "success" or "process" or "error", kind.HasOrder ? null : name);
        }

        return new ApiRequest
        {
            OperationId = kind.Name,
            Method = "POST",
            Path = world.Api.PathOf,
            Route = kind.Route,
            Safety = kind.Safety,
            Body = row.Sent,
            AnswerFields = [kind.IsPg ? "pg_status" : "status"],
            RequestId = row.RequestId,
            RenewedField = kind.IsFresh ? kind.Key : null,
            Probe = probe,
            Pause = TimeSpan.FromSeconds(kind.Pause),
            Slots = slots,
            Guard = guard,
            InDoubt = row.Ticket?.Verdict is JournalVerdict.InDoubt,
            Claim = requestId => ClaimAsync(row, requestId),
        };
    }

    // BulkCommand.ClaimAsync.
    private Task<RequestRefusal?> ClaimAsync(SimulatedRow row, string? requestId)
    {
        row.MayHaveLeft = true;
        RequestRefusal? refusal = stopping ? new RequestRefusal(FaultReason.Cancelled, "stopping")
            : !kind.IsRead && TimeLeft <= TimeSpan.Zero ? new RequestRefusal(FaultReason.Cancelled, "the time is over")
            : null;
        if (refusal is not null)
        {
            row.MayHaveLeft = false;
            return Task.FromResult<RequestRefusal?>(refusal);
        }

        return row.Ticket is { } ticket ? journal!.ClaimAsync(ticket, requestId) : Task.FromResult<RequestRefusal?>(null);
    }

    // BulkCommand.Recorded; a request that the API has taken and not carried out keeps nothing, as in CardRequestCommand.ToKeep.
    private Task<ApiOutcome> Recorded(SimulatedRow row, Task<ApiOutcome> pending) =>
        row.Ticket is { } ticket ? journal!.RecordAsync(ticket, pending, ToKeep) : pending;

    private static JsonObject? ToKeep(JsonObject answer) => IsCarriedOut(answer) ? new JsonObject { ["status"] = "ok" } : null;

    private static bool IsCarriedOut(JsonObject answer) => answer["request_status"]?.ToString() is not "error";

    // DispatchingCommand.Enqueue, CompleteAll, CompleteNext.
    private void Enqueue(SimulatedRow row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        dispatcher!.Submit(row, send);
        while (!dispatcher.HasRoom || dispatcher.IsNextReady) CompleteNext();
    }

    private void CompleteAll()
    {
        while (dispatcher!.Pending > 0) CompleteNext();
    }

    private void CompleteNext()
    {
        SimulatedRow row = dispatcher!.Take(static _ => { }, out ApiOutcome? outcome);
        Complete(row, outcome ?? NotTold(row, FaultReason.Cancelled));
    }

    // BulkCommand.Complete. Where the pipeline was stopped, whatever it writes ends it.
    private void Complete(SimulatedRow row, ApiOutcome outcome)
    {
        if (stopping) throw new StoppedException();
        if (row.Told is not null) throw new ViolationException($"Row {row.Number} of run {plan.Number} is told twice.");
        // A result that the API took and did not carry out is an error of its own: BulkCommand.WriteSuccess.
        if (outcome.State is OutcomeState.Succeeded && !IsCarriedOut(outcome.Answer!)) outcome = outcome with { State = OutcomeState.Failed };
        row.Told = outcome;
        told.Add(row);
        string why = outcome.Fault is { } fault ? $": {fault.Reason}, {fault.Message}" : "";
        world.Tell(() => $"run {plan.Number}: row {row.Number} ({row.Intended.Act}) is told {outcome.State}{why}");
        if (journal?.Failure is { } broken && !isEnding) EndFor(broken);
    }

    private void EndFor(JournalException problem)
    {
        isEnding = true;
        CompleteAll();
        throw problem;
    }

    // DispatchingCommand.NotTold.
    private ApiOutcome NotTold(SimulatedRow row, Exception thrown)
    {
        if (thrown is not OperationCanceledException) throw new ViolationException($"Row {row.Number} ended in an exception: {thrown}");
        return NotTold(row, FaultReason.Cancelled);
    }

    private ApiOutcome NotTold(SimulatedRow row, FaultReason why)
    {
        bool mayHaveActed = !kind.IsRead && (row.MayHaveLeft || row.Ticket?.Verdict is JournalVerdict.InDoubt or JournalVerdict.Done);
        OutcomeState state = mayHaveActed ? OutcomeState.Unknown : row.MayHaveLeft ? OutcomeState.Failed : OutcomeState.NotSent;
        var fault = new ApiFault { Reason = why, Message = "It did not end." };
        return new ApiOutcome { State = state, OperationId = kind.Name, RequestId = row.RequestId, Fault = fault };
    }

    /// <summary>The pipeline was stopped.</summary>
    private sealed class StoppedException : Exception;
}
