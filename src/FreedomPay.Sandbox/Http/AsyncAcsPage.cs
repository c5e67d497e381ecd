using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Operations;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Http;

/// <summary>
/// The page where a payer passes 3-D Secure. It asks nothing: whoever posts TermUrl to it has passed, and is sent back to there. It sends nobody anywhere
/// but to an address of this machine.
/// </summary>
internal sealed class AsyncAcsPage(SandboxState state)
{
    public static bool Has(SandboxRequest request) => request.Method == "POST" && request.Path.StartsWith(AsyncOperations.AcsPath, StringComparison.Ordinal);

    public Answer Pass(SandboxRequest request)
    {
        if (AcsPage.OnThisMachine(FormReader.UrlEncoded(Encoding.UTF8.GetString(request.Body))?.TextOf("TermUrl")) is not { } back)
        {
            return Answer.Plain("sandbox: TermUrl is missing, or does not begin with http://127.0.0.1 or http://localhost\n", 400);
        }

        lock (state.Gate)
        {
            return state.AsyncPayments.Pass(request.Path.Substring(AsyncOperations.AcsPath.Length))
                ? Answer.Json(new JsonObject { ["status"] = "ok" }, 302).With("Location", back.AbsoluteUri)
                : Answer.Plain("sandbox: no payment waits for this page\n", 404);
        }
    }
}
