using FreedomPay.Commands.Payments;

namespace FreedomPay.Simulation;

/// <summary>What a process remembers of payments and refunds, as long as it lives.</summary>
/// <param name="time">Its clock.</param>
internal sealed class ProcessMemory(TimeProvider time)
{
    public RecentActs Payments { get; } = new(time);

    public RefundActs Refunds { get; } = new(time);
}
