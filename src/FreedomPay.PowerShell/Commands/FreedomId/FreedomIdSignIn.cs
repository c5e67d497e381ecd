using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.SignIn;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>The whole sign-in of a user at a prompt: link, browser, redirect, tokens. Everything is written on the pipeline's own thread.</summary>
internal sealed class FreedomIdSignIn(PSCmdlet cmdlet, FreedomPayConnection connection, CancellationToken stop)
{
    /// <summary>Signs a user in and leaves the tokens in the connection.</summary>
    public void Run(string grants, int port, string? path, TimeSpan limit, bool noBrowser)
    {
        JsonNode? list = FieldRules.ToWire(new FieldAttribute("grants", FieldKind.TextList), grants, out string? fault);
        if (fault is not null)
        {
            Throw(
                new FreedomPayException("InvalidInput", Messages.FieldIs.With("FreedomIdGrant", fault) + "."), FreedomIdMessages.GrantsAdvice,
                ErrorCategory.InvalidArgument);
        }

        using LoopbackReceiver receiver = Listen(port, path);
        var link = new JsonObject { ["redirect_uri"] = receiver.RedirectUri.AbsoluteUri, ["grants"] = list };
        Uri page = PageOf(Send(Request("createFreedomIdAuthorizationLink", link, null)));
        Task<RedirectResult> waiting = receiver.WaitAsync(limit, stop);
        // Also where a browser starts: a program that opens pages may be there, and no browser behind it.
        cmdlet.WriteInformation(new HostInformationMessage { Message = FreedomIdMessages.SignInAtPage.With(page.AbsoluteUri) }, ["PSHOST", "FreedomIdLogin"]);
        if (!noBrowser) Browser.Start(cmdlet, page);

        string code = CodeOf(waiting.GetAwaiter().GetResult(), limit);
        JsonObject answer = Send(Request("exchangeFreedomIdToken", new JsonObject { ["authorization_code"] = code }, null));
        connection.Client.Session = new BearerSession(ReadPair(answer), Renewal, ReadPair);
    }

    private static ApiRequest Renewal(Secret refresh) => Request("refreshFreedomIdToken", null, refresh);

    private static ApiRequest Request(string operationId, JsonObject? body, Secret? bearer)
    {
        OperationAttribute operation = OperationBinding.Operation(operationId);
        return new ApiRequest
        {
            OperationId = operationId,
            Method = operation.Method,
            Path = operation.Path,
            Route = Routes.Of(operation.Api, operation.Travel),
            Safety = Routes.SafetyOf(operation.Safety),
            Body = body,
            Bearer = bearer,
            AnswerFields = operation.Answer,
        };
    }

    private static TokenPair ReadPair(JsonObject answer) => new(
        new Secret(WireObject.Text(answer, "access_token")!),
        TokenTime.Parse(TokenTime.ToIso(WireObject.Text(answer, "access_expire_at"))),
        WireObject.Text(answer, "refresh_token") is { Length: > 0 } refresh ? new Secret(refresh) : null);

    private LoopbackReceiver Listen(int port, string? path)
    {
        try
        {
            return LoopbackReceiver.Start(port, "authorization_code", path);
        }
        catch (SocketException error)
        {
            Throw(
                new FreedomPayException("SignInFailed", FreedomIdMessages.PortUnusable.With(port, error.Message)), FreedomIdMessages.PortUnusableAdvice,
                ErrorCategory.ResourceUnavailable);
            return null!;
        }
    }

    private Uri PageOf(JsonObject answer)
    {
        if (Uri.TryCreate(WireObject.Text(answer, "redirect_uri"), UriKind.Absolute, out Uri? page) && page.Scheme is "http" or "https") return page;
        Throw(
            new FreedomPayException("SignInFailed", FreedomIdMessages.SignInPageIsNoLink), FreedomIdMessages.SignInPageIsNoLinkAdvice,
            ErrorCategory.InvalidResult);
        return null!;
    }

    private string CodeOf(RedirectResult result, TimeSpan limit)
    {
        switch (result.End)
        {
            case BrowserEnd.Came:
                return result.Code!;
            case BrowserEnd.Stopped:
                throw new PipelineStoppedException();
            case BrowserEnd.TimedOut:
                Throw(
                    new FreedomPayException("WaitTimeout", FreedomIdMessages.SignInTookTooLong.With(limit.TotalSeconds)),
                    FreedomIdMessages.SignInTookTooLongAdvice, ErrorCategory.OperationTimeout);
                break;
            default:
                string message = result.Error is { } error
                    ? FreedomIdMessages.NoAuthorizationCodeError.With(connection.Client.Redactor.Text(error))
                    : FreedomIdMessages.NoAuthorizationCode;
                Throw(
                    new FreedomPayException("SignInFailed", message) { Code = result.Error }, FreedomIdMessages.NoAuthorizationCodeAdvice,
                    ErrorCategory.AuthenticationError);
                break;
        }

        return "";
    }

    private JsonObject Send(ApiRequest request)
    {
        bool debug = cmdlet.MyInvocation.BoundParameters.TryGetValue("Debug", out object? wanted) && LanguagePrimitives.IsTrue(wanted);
        var trace = new BufferedTrace(debug);
        ApiOutcome outcome = connection.Client.SendAsync(request, trace, stop).GetAwaiter().GetResult();
        while (trace.Take() is { } line)
        {
            if (line.IsWire) cmdlet.WriteDebug(line.Text);
            else cmdlet.WriteVerbose(line.Text);
        }

        if (outcome.State is OutcomeState.Succeeded) return outcome.Answer!;
        var row = new Row(0, null, OperationBinding.Operation(request.OperationId), [], connection.Client.Redactor.Text);
        cmdlet.ThrowTerminatingError(ErrorRecords.Fault(row, outcome));
        return null!;
    }

    [DoesNotReturn]
    private void Throw(FreedomPayException error, string action, ErrorCategory category) => ErrorRecords.Throw(cmdlet, error, action, category, null);
}
