using FreedomPay.Sandbox.Operations;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Http;

/// <summary>The page of 3-D Secure for transfers and for cards that are saved. It asks nothing: whoever opens it has passed.</summary>
internal sealed class TransferAcsPage(SandboxState state)
{
    public const string Prefix = "/transfer-acs/";

    /// <summary>The answer to who has not passed.</summary>
    public static Failure NotPassed { get; } = new(FailureKind.Declined, "3-D Secure was not passed", Code: "8889");

    public Answer Open(SandboxRequest request)
    {
        string number = request.Path.Substring(Prefix.Length);
        lock (state.Gate)
        {
            // What is found is a number, and nothing else.
            return state.PassThreeDs(number)
                ? Answer.Page($"3-D Secure of the sandbox: number {number} has passed.")
                : Answer.Plain("sandbox: nothing of that number waits for 3-D Secure\n", 404);
        }
    }
}
