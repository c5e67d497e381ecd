namespace FreedomPay.Core.Bulk;

/// <summary>
/// Ends a run whose rows can fare no better: one proxy must not put a whole file in doubt, and one wrong secret not send all of it. What is
/// on the wire is awaited, and nothing more leaves.
/// </summary>
public sealed class RunGuard
{
    private const int MostInARow = 3;
    private readonly object gate = new();
    private RequestRefusal? end;
    private int inARow;

    /// <summary>Why nothing more may leave; null as long as it may.</summary>
    internal RequestRefusal? End
    {
        get { lock (gate) return end; }
    }

    /// <summary>Counts what became of a request.</summary>
    /// <param name="outcome">The outcome, the status operation having been asked.</param>
    /// <param name="isTurnedAway">Whether the API does not accept the credential of the connection, and never has.</param>
    internal void Note(ApiOutcome outcome, bool isTurnedAway)
    {
        lock (gate)
        {
            if (isTurnedAway) end ??= new RequestRefusal(FaultReason.Unauthorized, Messages.RunEndedUnauthorized.With(outcome.Fault!.Message));
            if (outcome.State is OutcomeState.NotSent) return;
            if (!TellsNothing(outcome)) inARow = outcome.State is OutcomeState.Unknown ? inARow : 0;
            else if (++inARow >= MostInARow) end ??= new RequestRefusal(FaultReason.CircuitOpen, Messages.RunEndedUntrusted.With(inARow));
        }
    }

    private static bool TellsNothing(ApiOutcome outcome) =>
        (outcome.State is OutcomeState.Unknown ? outcome.Fault?.Cause : outcome.Fault?.Reason) is FaultReason.InvalidAnswer or FaultReason.UntrustedAnswer
        || outcome is { State: OutcomeState.Unknown, Fault.Cause: FaultReason.Unauthorized };
}
