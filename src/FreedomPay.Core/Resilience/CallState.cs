using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using Polly;

namespace FreedomPay.Core.Resilience;

/// <summary>What the attempts of one call have in common.</summary>
internal sealed class CallState(
    PreparedRequest request, WireWriter trace, RequestRedactor redactor, ProvenCredentials proven, CancellationToken halt, CancellationToken caller)
{
    public static readonly ResiliencePropertyKey<CallState> Key = new("FreedomPay.Call");

    public PreparedRequest Request { get; } = request;

    public ApiRequest Source => Request.Source;

    public WireWriter Trace { get; } = trace;

    public RequestRedactor Redactor { get; } = redactor;

    /// <summary>What the connection knows of its credentials.</summary>
    public ProvenCredentials Proven { get; } = proven;

    /// <summary>Lets nothing more leave, while <see cref="Caller"/> leaves what is on the wire its moment.</summary>
    public CancellationToken Halt { get; } = halt;

    /// <summary>The caller's own token, to tell a cancellation from a timeout.</summary>
    public CancellationToken Caller { get; } = caller;

    public int Attempts { get; private set; }

    public AttemptResult? Last { get; private set; }

    /// <summary>The last attempt whose answer was lost. Once there is one, no later attempt can make the call "not sent".</summary>
    public AttemptResult? Lost { get; private set; }

    /// <summary>The id that the last lost attempt went by.</summary>
    public string? LostRequestId { get; private set; }

    public bool QuotaSpent { get; set; }

    /// <summary>What the answer of the last attempt says of the time of the API; null where it says nothing.</summary>
    public (DateTimeOffset Date, long Begun, long Ended)? Dated { get; set; }

    /// <summary>Begins the next attempt.</summary>
    public void Begin(TimeProvider time)
    {
        Attempts++;
        Dated = null;
        // A server that may have seen the id of an earlier attempt would refuse the same one.
        if (Lost is not null) Request.Renew(time);
    }

    public void End(AttemptResult result)
    {
        Last = result;
        if (result is not ({ Kind: AttemptKind.Lost } or { Kind: AttemptKind.Cancelled, MayHaveArrived: true })) return;
        Lost = result;
        LostRequestId = Request.RequestId;
    }
}
