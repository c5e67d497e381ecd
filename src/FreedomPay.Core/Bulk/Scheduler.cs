namespace FreedomPay.Core.Bulk;

/// <summary>
/// What a run needs beside its one thread: others that send and write, and ways to wait for them. Threads and monitors, unless a simulation
/// decides in which order everything happens.
/// </summary>
internal abstract class Scheduler
{
    /// <summary>That of the system.</summary>
    public static Scheduler OfThreads { get; } = new Threads();

    /// <summary>By what waits are measured.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>How a task ends whose awaiter must not go on within whatever ends it.</summary>
    public abstract TaskCreationOptions Elsewhere { get; }

    /// <summary>Does something beside the thread that calls.</summary>
    public abstract void Start(Func<Task> work);

    /// <summary>Waits until somebody wakes the gate; its lock is held, and given free meanwhile.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="limit">The longest wait; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    public abstract void Wait(object gate, TimeSpan limit);

    /// <summary>Wakes whoever waits at the gate, whose lock is held.</summary>
    public abstract void Wake(object gate);

    /// <summary>Waits for the end of a task, at most for a while.</summary>
    public abstract void Join(Task task, TimeSpan limit);

    /// <summary>Starts a worker of its own: whenever its gate is woken and there is work, it takes turns.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="gate">The gate at which it waits.</param>
    /// <param name="hasWork">Whether it has any; asked under the lock of the gate.</param>
    /// <param name="turn">Does what there is; false when that was the last.</param>
    public abstract Worker StartWorker(string name, object gate, Func<bool> hasWork, Func<bool> turn);

    /// <summary>What works beside a run.</summary>
    internal abstract class Worker
    {
        /// <summary>Whether it has taken its last turn.</summary>
        public abstract bool HasEnded { get; }

        /// <summary>Waits for that, at most for a while; says whether it came.</summary>
        public abstract bool Join(TimeSpan limit);
    }

    private sealed class Threads : Scheduler
    {
        public override TimeProvider Time => TimeProvider.System;

        public override TaskCreationOptions Elsewhere => TaskCreationOptions.RunContinuationsAsynchronously;

        public override void Start(Func<Task> work) => _ = Task.Run(work);

        public override void Wait(object gate, TimeSpan limit) => Monitor.Wait(gate, limit);

        public override void Wake(object gate) => Monitor.Pulse(gate);

        public override void Join(Task task, TimeSpan limit) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(limit);

        public override Worker StartWorker(string name, object gate, Func<bool> hasWork, Func<bool> turn)
        {
            var thread = new Thread(Run) { IsBackground = true, Name = name };
            thread.Start();
            return new OfThread(thread);

            void Run()
            {
                do
                {
                    lock (gate)
                    {
                        while (!hasWork()) Monitor.Wait(gate);
                    }
                }
                while (turn());
            }
        }
    }

    private sealed class OfThread(Thread thread) : Worker
    {
        public override bool HasEnded => !thread.IsAlive;

        public override bool Join(TimeSpan limit) => thread.Join(limit);
    }
}
