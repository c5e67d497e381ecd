using System.Globalization;
using System.Net;

namespace FreedomPay.Sandbox.Http;

/// <summary>
/// Tells programs, and pages of the sandbox itself, from other pages in a browser of this machine: such a page may send requests to any
/// address, also under a name of its own that it lets resolve to this machine.
/// </summary>
internal static class Callers
{
    /// <summary>Why a request is not to be carried out; null for one that may be.</summary>
    /// <param name="request">The request.</param>
    /// <param name="port">The port of this sandbox.</param>
    public static string? Refuse(SandboxRequest request, int port)
    {
        // Programs that speak an older HTTP name no host. Browsers always do.
        if (request.Header("Host") is { } host && !IsOwn(host, port)) return "the header Host names another host or port than this sandbox";
        // To the page of a bank a shop sends its customer with a form. It changes nothing, and asks nobody who does not bring what that form has.
        bool isBank = request.Path.StartsWith(AcsPage.Prefix, StringComparison.Ordinal);
        if (!isBank && request.Header("Origin") is { } origin
            && !(origin.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && IsOwn(origin.Substring("http://".Length), port)))
        {
            return "a page of another origin asks";
        }

        bool isOwnPage = request.Header("Sec-Fetch-Site") is null or "same-origin" or "none";
        // Following a link is what the pages of the sandbox are for, such as from a shop to the page where its customer pays.
        bool isLink = (request.Method == "GET" || (isBank && request.Method == "POST"))
            && request.Header("Sec-Fetch-Mode") == "navigate" && request.Header("Sec-Fetch-Dest") is (null or "document")
            && !request.Path.StartsWith(ControlApi.Prefix, StringComparison.Ordinal);
        return isOwnPage || isLink ? null : "a page of another site asks";
    }

    /// <summary>Whether this is a name or an address of this machine with the sandbox's own port.</summary>
    private static bool IsOwn(string authority, int port)
    {
        int colon = authority.LastIndexOf(':');
        bool hasPort = colon >= 0 && colon > authority.LastIndexOf(']');
        string text = hasPort ? authority.Substring(colon + 1) : "80";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int given) || given != port) return false;
        string name = hasPort ? authority.Substring(0, colon) : authority;
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.Equals("localhost.", StringComparison.OrdinalIgnoreCase)) return true;
        bool isBracketed = name.Length > 2 && name[0] == '[' && name[name.Length - 1] == ']';
        if (!IPAddress.TryParse(isBracketed ? name.Substring(1, name.Length - 2) : name, out IPAddress? address)) return false;
        return IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }
}
