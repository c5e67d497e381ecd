#if !NET
#endif
using System.Text;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox;

/// <summary>Steers a sandbox over HTTP, be it in this process or in another.</summary>
public static class SandboxClient
{
    // Two minutes are for a sandbox on a very busy machine; no control request takes long by itself.
    private static readonly HttpClient Http = new(new HttpClientHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Adds a fault after those that are live.</summary>
    /// <param name="sandbox">Address of the sandbox.</param>
    /// <param name="fault">What shall go wrong.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when the fault is live.</returns>
    public static async Task AddFaultAsync(Uri sandbox, SandboxFault fault, CancellationToken cancellationToken = default) =>
        await SendAsync(HttpMethod.Post, sandbox, "faults", JsonText.Write(fault), cancellationToken).ConfigureAwait(false);

    /// <summary>Ends all faults.</summary>
    /// <param name="sandbox">Address of the sandbox.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when no fault is live.</returns>
    public static async Task ClearFaultsAsync(Uri sandbox, CancellationToken cancellationToken = default) =>
        await SendAsync(HttpMethod.Delete, sandbox, "faults", null, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for the state.</summary>
    /// <param name="sandbox">Address of the sandbox.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The state as JSON.</returns>
    public static Task<string> GetStateAsync(Uri sandbox, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, sandbox, "state", null, cancellationToken);

    /// <summary>Makes the sandbox forget state, ledger, received requests and faults.</summary>
    /// <param name="sandbox">Address of the sandbox.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when all is forgotten.</returns>
    public static async Task ResetAsync(Uri sandbox, CancellationToken cancellationToken = default) =>
        await SendAsync(HttpMethod.Post, sandbox, "reset", "{}", cancellationToken).ConfigureAwait(false);

    private static async Task<string> SendAsync(HttpMethod method, Uri sandbox, string what, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(sandbox, "/_sandbox/" + what));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
#if NET
        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
#else
        string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
#endif
        return response.IsSuccessStatusCode ? text : throw new HttpRequestException($"the sandbox answered {(int)response.StatusCode} to {what}: {text}");
    }
}
