namespace FreedomPay.Core.Bulk;

/// <summary>
/// What a trace may be too: the sign that its run is ending. Then nothing more leaves, be it a first attempt or a repeat, and waits end at
/// once, while what is on the wire goes on until the token of its sending ends it.
/// </summary>
public interface IStopSignal
{
    /// <summary>Is cancelled when nothing more may leave; never later than the token of the sending.</summary>
    CancellationToken Stopping { get; }
}
