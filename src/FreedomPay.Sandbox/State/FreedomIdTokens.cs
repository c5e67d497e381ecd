namespace FreedomPay.Sandbox.State;

/// <summary>The tokens that the sandbox handed out. Kept in memory only, until it stops or is reset.</summary>
internal sealed class FreedomIdTokens
{
    private readonly HashSet<string> issued = new(StringComparer.Ordinal);

    /// <summary>A new token: 128 letters and digits, as documented.</summary>
    public string Issue()
    {
        string token = string.Concat(Enumerable.Range(0, 4).Select(_ => Guid.NewGuid().ToString("N")));
        issued.Add(token);
        return token;
    }

    public bool Knows(string token) => issued.Contains(token);

    public void Clear() => issued.Clear();
}
