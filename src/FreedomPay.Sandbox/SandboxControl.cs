using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox;

/// <summary>Steers and inspects a sandbox from its own process. The same over HTTP: <see cref="SandboxClient"/>.</summary>
public sealed class SandboxControl
{
    private readonly SandboxState state;
    private readonly FaultBook faults;
    private readonly ControlApi api;

    internal SandboxControl(SandboxState state, FaultBook faults, ControlApi api)
    {
        this.state = state;
        this.faults = faults;
        this.api = api;
    }

    /// <summary>The live faults; counts and skips are those that are left.</summary>
    public IReadOnlyList<SandboxFault> Faults => faults.Snapshot();

    /// <summary>What requests did so far, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger
    {
        get
        {
            lock (state.Gate) return state.Ledger.Entries.ToArray();
        }
    }

    /// <summary>Adds a fault after those that are live.</summary>
    /// <param name="fault">What shall go wrong.</param>
    public void AddFault(SandboxFault fault) => faults.Add(fault);

    /// <summary>Ends all faults.</summary>
    public void ClearFaults() => faults.Clear();

    /// <summary>The state as JSON, the same as <c>GET /_sandbox/state</c>.</summary>
    /// <returns>Counts, card clients, card requests, users and payments.</returns>
    public string StateJson() => api.StateJson();

    /// <summary>Marks a payment or an invoice as paid, or the page of a payout or of a saved card as used, as <c>POST /_sandbox/pay</c> does.</summary>
    /// <param name="paymentId">pg_payment_id of it, or the id of the invoice.</param>
    /// <param name="cardNumber">The card that was typed: a test card of the documentation comes to what is documented of it, a decline too. Null for a
    /// card that nobody has to know.</param>
    /// <returns>Whether there is such a one.</returns>
    /// <exception cref="ArgumentException">The number is not 13 to 20 digits.</exception>
    public bool Pay(string paymentId, string? cardNumber = null)
    {
        if (cardNumber is not null && !TestCards.IsNumber(cardNumber)) throw new ArgumentException("13 to 20 digits are expected", nameof(cardNumber));
        lock (state.Gate) return state.Pay(paymentId, cardNumber);
    }

    /// <summary>Sets how long Freedom ID access tokens live that are handed out from now on, as <c>POST /_sandbox/tokens</c> does.</summary>
    /// <param name="life">A day unless set; nothing makes them expired from the start.</param>
    public void SetAccessTokenLife(TimeSpan life)
    {
        lock (state.Gate) state.Tokens.AccessLifetime = life;
    }

    /// <summary>Forgets state, ledger, received requests and faults.</summary>
    public void Reset() => api.Reset();
}
