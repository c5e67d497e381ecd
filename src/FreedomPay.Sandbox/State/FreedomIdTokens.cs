namespace FreedomPay.Sandbox.State;

/// <summary>A sign-in: who it was and what the partner may read.</summary>
/// <param name="Id">Id in the token answers.</param>
/// <param name="FreedomId">The user.</param>
/// <param name="Grants">What was asked for; null where the sandbox did not see the sign-in.</param>
internal sealed record FreedomIdSession(string Id, string FreedomId, IReadOnlyList<string>? Grants);

/// <summary>What a token is for.</summary>
internal enum TokenUse
{
    Access,
    Refresh,
}

/// <summary>The tokens that the sandbox handed out. Kept in memory only, until it stops or is reset.</summary>
internal sealed class FreedomIdTokens(Func<DateTimeOffset> clock)
{
    public static readonly TimeSpan AccessLife = TimeSpan.FromDays(1);
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(22);

    private readonly Dictionary<string, IssuedToken> issued = new(StringComparer.Ordinal);

    /// <summary>How long access tokens live that are handed out from now on. Nothing or less makes them expired from the start.</summary>
    public TimeSpan AccessLifetime { get; set; } = AccessLife;

    /// <summary>A new token: 128 letters and digits, as documented.</summary>
    public string Issue(FreedomIdSession session, TokenUse use, out DateTimeOffset expiresAt)
    {
        string token = string.Concat(Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString("N")));
        expiresAt = clock() + (use is TokenUse.Access ? AccessLifetime : RefreshLife);
        issued.Add(token, new IssuedToken(session, use, expiresAt));
        return token;
    }

    /// <summary>Who a token was handed out to; null for none.</summary>
    public FreedomIdSession? SessionOf(string token) => issued.TryGetValue(token, out IssuedToken? known) ? known.Session : null;

    /// <summary>What is wrong with a token; null when it may be used.</summary>
    public string? Judge(string token, TokenUse use)
    {
        if (!issued.TryGetValue(token, out IssuedToken? known)) return "the bearer token is unknown";
        if (known.Use != use)
        {
            return use is TokenUse.Access
                ? "the bearer token is a refresh token; an access token is expected"
                : "the bearer token is an access token; a refresh token is expected";
        }
        return clock() >= known.ExpiresAt ? "the bearer token has expired" : null;
    }

    /// <summary>A refresh token is good for one refresh.</summary>
    public void Revoke(string token) => issued.Remove(token);

    public void Clear()
    {
        issued.Clear();
        AccessLifetime = AccessLife;
    }

    private sealed record IssuedToken(FreedomIdSession Session, TokenUse Use, DateTimeOffset ExpiresAt);
}
