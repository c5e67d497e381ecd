using System.Diagnostics.CodeAnalysis;

namespace FreedomPay.Core.Protocols;

/// <summary>A request that cannot be sent as it is. It never leaves the core: it becomes a fault.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Always made with a reason.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves the core.")]
internal sealed class UnsendableRequestException(FaultReason reason, string message) : Exception(message)
{
    public FaultReason Reason { get; } = reason;
}
