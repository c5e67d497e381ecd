using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace FreedomPay.Core.Diagnostics;

/// <summary>Writes what happens on the wire, masked. Whatever goes wrong here changes nothing of the request.</summary>
internal sealed class WireWriter(IWireTrace trace, RequestRedactor redactor, IReadOnlyCollection<string>? sensitive)
{
    private const int MostShown = 16 * 1024;
    private const string SecretMask = "***";
    private static readonly char[] QueryMarks = ['?', '#'];
    private static readonly HashSet<string> Addresses = new(["Location", "Content-Location", "Referer"], StringComparer.OrdinalIgnoreCase);

    public void Sending(HttpRequestMessage message, byte[] body)
    {
        try
        {
            if (trace.WantsWire)
            {
                trace.Wire(Rendered(
                    $"→ {message.Method} {message.RequestUri!.GetLeftPart(UriPartial.Authority)}{Path(message.RequestUri)}", message.Headers,
                    message.Content?.Headers, body));
            }
        }
        catch (Exception e) when (IsBearable(e))
        {
        }
    }

    public void Received(HttpResponseMessage response, byte[] body)
    {
        try
        {
            if (trace.WantsWire)
            {
                trace.Wire(Rendered(
                    $"← {(int)response.StatusCode} {redactor.Value.SaidLine(response.ReasonPhrase ?? "")}", response.Headers, response.Content?.Headers, body));
            }
        }
        catch (Exception e) when (IsBearable(e))
        {
        }
    }

    /// <summary>Sums up one sending.</summary>
    public void Sent(string method, Uri uri, string? requestId, string ended, TimeSpan took, int attempt)
    {
        try
        {
            if (!trace.WantsRequests) return;
            string again = attempt > 1 ? string.Format(CultureInfo.InvariantCulture, " (attempt {0})", attempt) : "";
            string line = string.Format(
                CultureInfo.InvariantCulture, "{0} {1} [{2}] {3} in {4:0} ms{5}", method, Path(uri), requestId ?? "-", ended, took.TotalMilliseconds, again);
            trace.Request(redactor.Value.Line(line));
        }
        catch (Exception e) when (IsBearable(e))
        {
        }
    }

    // Whoever watches must not change what happened.
    private static bool IsBearable(Exception e) => e is not OutOfMemoryException;

    private string Path(Uri uri) =>
        redactor.Value.Text(uri.AbsolutePath) + (uri.Query.Length > 1 ? "?" + redactor.Value.Body(uri.Query.Substring(1), sensitive) : "");

    private string Shown(string header, string value)
    {
        if (Redactor.IsSensitiveName(header) || SecretNames.IsOfHeader(header) || (sensitive?.Contains(header, StringComparer.OrdinalIgnoreCase) ?? false))
        {
            return SecretMask;
        }
        if (!Addresses.Contains(header) || value.IndexOfAny(QueryMarks) is not (>= 0 and var mark)) return redactor.Value.Line(value);
        // An address may carry a token in its query or behind it, in the form of a body.
        IEnumerable<string> parts = value.Substring(mark)
            .Split(QueryMarks)
            .Skip(1)
            .Select(part => part.Length == 0 ? "" : redactor.Value.Body(part, sensitive));
        return redactor.Value.Line(value.Substring(0, mark) + value[mark] + string.Join("#", parts));
    }

    private string Rendered(string first, HttpHeaders headers, HttpHeaders? content, byte[] body)
    {
        var text = new StringBuilder(redactor.Value.Line(first));
        foreach (KeyValuePair<string, IEnumerable<string>> header in content is null ? headers : headers.Concat(content))
        {
            text.Append("\n  ").Append(header.Key).Append(": ").Append(Shown(header.Key, string.Join(", ", header.Value)));
        }

        if (body.Length == 0) return text.ToString();
        string shown = redactor.Value.Body(Encoding.UTF8.GetString(body), sensitive, 2 * MostShown);
        shown = Visible.Of(shown);
        return text.Append("\n  ").Append(shown.Length > MostShown ? shown.Substring(0, MostShown) + "…" : shown).ToString();
    }
}
