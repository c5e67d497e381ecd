namespace FreedomPay.Core.Bulk;

/// <summary>
/// How many requests of a run may be on the wire. Each waits for its slot ready to leave, and gives it free as soon as its answer is
/// there, so that the next is on its way while that answer is still being worked on.
/// </summary>
public sealed class WireSlots
{
    private readonly object gate = new();
    private readonly Queue<TaskCompletionSource<bool>> waiting = new();
    private int free;

    /// <summary>Makes slots.</summary>
    /// <param name="count">How many, at least 1.</param>
    public WireSlots(int count)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count));
        free = count;
    }

    internal Task TakeAsync()
    {
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource<bool>();
            waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    internal void Free()
    {
        TaskCompletionSource<bool> next;
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                free++;
                return;
            }

            next = waiting.Dequeue();
        }

        // It leaves on this very thread: to wake another for it would take longer than to send it.
        next.SetResult(true);
    }
}
