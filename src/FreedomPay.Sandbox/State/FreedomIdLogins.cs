namespace FreedomPay.Sandbox.State;

/// <summary>A login link that was handed out.</summary>
internal sealed record FreedomIdLogin(string RedirectUri, IReadOnlyList<string> Grants, DateTimeOffset ExpiresAt);

/// <summary>An authorization code, and what the user consented to.</summary>
internal sealed record FreedomIdCode(FreedomIdSession Session, string? Nonce);

/// <summary>
/// Login links and the codes that signing in gave. Nobody types a password here: whoever opens the link is signed in and sent
/// back at once. A code that the sandbox handed out is good for one exchange.
/// </summary>
internal sealed class FreedomIdLogins(Func<DateTimeOffset> clock)
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, FreedomIdLogin> links = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, FreedomIdCode> codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> spent = new(StringComparer.Ordinal);

    /// <summary>A new link, by its track_id.</summary>
    public string AddLink(string redirectUri, IReadOnlyList<string> grants, out DateTimeOffset expiresAt)
    {
        string trackId = Guid.NewGuid().ToString("D");
        expiresAt = clock() + LinkLife;
        links.Add(trackId, new FreedomIdLogin(redirectUri, grants, expiresAt));
        return trackId;
    }

    /// <summary>The link that was handed out under a track_id; null when it is unknown or has expired.</summary>
    public FreedomIdLogin? FindLink(string trackId) => links.TryGetValue(trackId, out FreedomIdLogin? link) && clock() < link.ExpiresAt ? link : null;

    /// <summary>Signs a user in and gives the code for the token exchange.</summary>
    public string SignIn(IReadOnlyList<string> grants, string? nonce)
    {
        string code = Guid.NewGuid().ToString("N");
        codes.Add(code, new FreedomIdCode(NewSession(grants), nonce));
        return code;
    }

    /// <summary>Takes a code: what it stands for, or null when it was taken before. A code from elsewhere stands for a sign-in that the sandbox did
    /// not see.</summary>
    public FreedomIdCode? Take(string code)
    {
        if (spent.Contains(code)) return null;
        if (!codes.TryGetValue(code, out FreedomIdCode? known)) return new FreedomIdCode(NewSession(null), null);
        spent.Add(code);
        return known;
    }

    public void Clear()
    {
        links.Clear();
        codes.Clear();
        spent.Clear();
    }

    public static FreedomIdSession NewSession(IReadOnlyList<string>? grants) => new(Guid.NewGuid().ToString("D"), Guid.NewGuid().ToString("D"), grants);
}
