
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Connection;

/// <summary>
/// Finds out whether the API takes a credential where its errors have no documented codes: it is asked the same under a secret that nobody
/// has. If it refuses both in the same words, they say nothing of the credential.
/// </summary>
public static class CredentialProof
{
    /// <summary>Asks.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="question">A harmless question under the credential of the connection (null), or under another one.</param>
    /// <param name="id">The id that goes with the credential.</param>
    /// <param name="trace">Is told what happens.</param>
    /// <param name="cancellation">Ends every wait.</param>
    /// <returns>A success where the credential is taken, be the answer a refusal; else what became of the question.</returns>
    public static async Task<ApiOutcome> AskAsync(
        ApiClient client, Func<Credential?, ApiRequest> question, string id, IWireTrace trace, CancellationToken cancellation)
    {
        if (client is null) throw new ArgumentNullException(nameof(client));
        if (question is null) throw new ArgumentNullException(nameof(question));
        ApiOutcome ours = await client.SendAsync(question(null), trace, cancellation).ConfigureAwait(false);
        if (ours.Fault is not { Reason: FaultReason.Refused } fault) return ours;
        ApiOutcome madeUp = await client.SendAsync(question(new Credential(id, new Secret(Uuid7.NewId()))), trace, cancellation).ConfigureAwait(false);
        TimeSpan elapsed = ours.Elapsed + madeUp.Elapsed;
        return Differ(fault, madeUp.Fault)
            ? ours with { State = OutcomeState.Succeeded, Answer = [], Fault = null, Elapsed = elapsed }
            : ours with { Fault = fault with { Message = fault.Message + Messages.MadeUpSecretSaysTheSame }, Elapsed = elapsed };
    }

    // A text may hold the time or the number of the question, so that only where there is no code it counts.
    private static bool Differ(ApiFault ours, ApiFault? madeUp) =>
        madeUp is { Reason: FaultReason.Refused or FaultReason.Unauthorized }
        && (madeUp.HttpStatus != ours.HttpStatus || madeUp.Code != ours.Code || (ours.Code is null && madeUp.Description != ours.Description));
}
