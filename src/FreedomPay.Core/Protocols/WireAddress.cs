namespace FreedomPay.Core.Protocols;

/// <summary>Where a request goes, and the path that its signature speaks of.</summary>
internal sealed class WireAddress
{
    // The requests of a run go to one place, and to take an address apart costs more than to sign a body.
    private static volatile WireAddress? last;

    private readonly Uri origin;
    private readonly string path;

    private WireAddress(Uri origin, string path)
    {
        this.origin = origin;
        this.path = path;
        if (path.Length == 0
            || path[0] != '/'
            || path.StartsWith("//", StringComparison.Ordinal)
            || path.Any(static c => c is '\\' or '#' || char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.PathMalformed);
        }

        string prefix = origin.AbsolutePath.TrimEnd('/');
        Uri = new Uri(origin.GetLeftPart(UriPartial.Authority) + prefix + path, UriKind.Absolute);
        int query = path.IndexOf('?');
        string bare = query < 0 ? path : path.Substring(0, query);
        // Uri folds "..", also when it is written with percents. What is signed must be what is sent, and what was asked for.
        if (!Uri.AbsolutePath.StartsWith(prefix + "/", StringComparison.Ordinal)
            || Uri.AbsolutePath.Count(static c => c == '/') != prefix.Count(static c => c == '/') + bare.Count(static c => c == '/'))
        {
            throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.PathHasDots);
        }

        SignedPath = Uri.AbsolutePath.Substring(prefix.Length);
    }

    public Uri Uri { get; }

    /// <summary>The path as it is sent, without query: what signatures speak of.</summary>
    public string SignedPath { get; }

    /// <summary>The address of a path.</summary>
    /// <param name="origin">Where the API is; it may have a path of its own.</param>
    /// <param name="path">The path, from its slash on, with a query or without.</param>
    /// <exception cref="UnsendableRequestException">The path is malformed.</exception>
    public static WireAddress Of(Uri origin, string path)
    {
        if (last is { } known && ReferenceEquals(known.origin, origin) && known.path == path) return known;
        return last = new WireAddress(origin, path);
    }
}
