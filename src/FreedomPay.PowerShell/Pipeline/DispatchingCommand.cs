using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Pipeline;

/// <summary>
/// A cmdlet that sends requests, several at a time if wished, and writes what became of them in the order in which they were
/// given. Everything is written on the pipeline's own thread; Ctrl+C ends every wait.
/// </summary>
public abstract class DispatchingCommand : FreedomPayCommand, IDisposable
{
    private volatile RowRun<Row>? run;
    private volatile bool isStopped;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) run?.Dispose();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        isStopped = true;
        run?.Stop();
    }

    /// <summary>The rows on their way.</summary>
    private protected RowRun<Row> Run => run!;

    /// <summary>Begins the run.</summary>
    /// <param name="limit">How many requests may be in flight.</param>
    /// <param name="ahead">How many rows more may be read from the input before the first of them is done.</param>
    /// <param name="time">How long the whole may take; null for no limit.</param>
    private protected void BeginRun(int limit, int ahead = 0, TimeSpan? time = null)
    {
        var terms = new RunTerms { Limit = limit, Ahead = ahead, Time = time, WantsWire = WantsWireTrace(), WantsRequests = WantsRequestTrace() };
        run = new RowRun<Row>(terms, static row => row.Known, Complete, WriteTrace);
        if (isStopped) run.Stop();
    }

    /// <summary>Writes what became of a row.</summary>
    private protected abstract void Complete(Row row, ApiOutcome outcome);

    private void WriteTrace(TraceLine line)
    {
        // With -Debug alone PowerShell would ask a question after every verbose line, and fail where nobody can answer: an answer
        // of the API would be lost.
        bool debugOnly = MyInvocation.BoundParameters.ContainsKey("Debug") && !MyInvocation.BoundParameters.ContainsKey("Verbose");
        if (line.IsWire || debugOnly) WriteDebug(line.Text);
        else WriteVerbose(line.Text);
    }
}
