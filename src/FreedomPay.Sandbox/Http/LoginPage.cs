using System.Text.Json.Nodes;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Http;

/// <summary>The sign-in page of Freedom ID. It asks nothing: whoever opens it is signed in and sent back to the partner.</summary>
internal sealed class LoginPage(SandboxState state)
{
    public const string Path = "/login";

    public Answer Open(SandboxRequest request)
    {
        string trackId = FormReader.UrlEncoded(request.Query)?.TextOf("track_id") ?? "";
        lock (state.Gate)
        {
            return state.Logins.FindLink(trackId) is { } link
                ? Redirect(link.RedirectUri, "authorization_code=" + state.Logins.SignIn(link.Grants, null))
                : Answer.Plain("sandbox: the login link is unknown or has expired\n", 404);
        }
    }

    /// <summary>Sends the browser back to the partner, with a query after whatever query the address has.</summary>
    public static Answer Redirect(string address, string query) =>
        Answer.Json(new JsonObject { ["status"] = "ok" }, 302).With("Location", address + (address.Contains('?') ? "&" : "?") + query);
}
