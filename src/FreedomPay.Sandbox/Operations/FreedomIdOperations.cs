using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Users, sign-in, tokens and profiles of Freedom ID. The authorization code <c>invalid</c> is refused with 100101, and so is one of
/// the sandbox's own that was exchanged before. A refresh token dies when it is used.
/// </summary>
internal sealed class FreedomIdOperations(SandboxState state, ErrorAnswers errors, Func<DateTimeOffset> clock, Uri baseUri)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createFreedomIdUser"] = CreateUser;
        handlers["updateFreedomIdUser"] = UpdateUser;
        handlers["createFreedomIdAuthorizationLink"] = CreateLink;
        handlers["exchangeFreedomIdToken"] = ExchangeToken;
        handlers["refreshFreedomIdToken"] = Refresh;
        handlers["requestFreedomIdProfile"] = OrderProfile;
        handlers["getFreedomIdProfileStatus"] = ProfileStatus;
        handlers["authorizeFreedomIdOidc"] = OpenId;
        handlers["exchangeFreedomIdOidcToken"] = ExchangeOidcToken;
    }

    private Answer CreateUser(Exchange exchange)
    {
        string phone = exchange.Field("phone")!;
        if (state.Users.IsPhoneTaken(phone, null))
        {
            state.Ledger.Record(exchange.Operation.Id, phone, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, "has already been taken", "phone"));
        }

        string freedomId = Guid.NewGuid().ToString("D");
        // An address that another user has is skipped in silence: so the documentation wants it.
        bool skipEmail = exchange.Field("email") is { } email && state.Users.IsEmailTaken(email, null);
        state.Users.Save(freedomId, Fields(exchange).Where(field => field.Key != "email" || !skipEmail));
        state.Ledger.Record(exchange.Operation.Id, phone, effect: true);
        return Answer.Json(new JsonObject { ["freedom_id"] = freedomId });
    }

    private Answer UpdateUser(Exchange exchange)
    {
        string freedomId = exchange.Field("freedom_id")!;
        static Failure Taken(string field) => new(FailureKind.Conflict, "has already been taken", field);
        Failure? failure = !state.Users.Knows(freedomId) ? new Failure(FailureKind.Unknown, "is unknown", "freedom_id")
            : exchange.Field("phone") is { } phone && state.Users.IsPhoneTaken(phone, freedomId) ? Taken("phone")
            : exchange.Field("email") is { } email && state.Users.IsEmailTaken(email, freedomId) ? Taken("email")
            : null;
        state.Ledger.Record(exchange.Operation.Id, freedomId, effect: failure is null);
        if (failure is not null) return errors.Make(exchange, failure);
        state.Users.Save(freedomId, Fields(exchange));
        return Answer.Json(new JsonObject());
    }

    private Answer CreateLink(Exchange exchange)
    {
        string[] grants = [.. exchange.Fields.Items("grants").Select(grant => grant.AsText() ?? "")];
        HashSet<string> known = new(
            exchange.Operation.Document.Root.GetProperty("x-dictionaries").GetProperty("grants").Members("values").Select(grant => grant.Name),
            StringComparer.Ordinal);
        int wrong = Array.FindIndex(grants, grant => !known.Contains(grant));
        if (wrong >= 0) return Validation("grants." + wrong, $"The selected grants.{wrong} is invalid.");

        string trackId = state.Logins.AddLink(exchange.Field("redirect_uri")!, grants, out DateTimeOffset expiresAt);
        state.Ledger.Record(exchange.Operation.Id, trackId, effect: true);
        return Answer.Json(new JsonObject
        {
            ["redirect_uri"] = new Uri(baseUri, $"{LoginPage.Path}?track_id={trackId}&expire_at={expiresAt.ToUnixTimeSeconds()}").AbsoluteUri,
        });
    }

    private Answer ExchangeToken(Exchange exchange)
    {
        string code = exchange.Field("authorization_code")!;
        if (code == "invalid" || state.Logins.Take(code) is not { } taken) return InvalidCode();

        state.Ledger.Record(exchange.Operation.Id, "", effect: true);
        return Answer.Json(TokenPair(taken.Session, []));
    }

    private Answer Refresh(Exchange exchange)
    {
        // The token of the credentials stands for a sign-in that the sandbox did not see; it stays.
        string token = FreedomIdVerifier.Token(exchange.Request.Header("Authorization"))!;
        FreedomIdSession session = state.Tokens.SessionOf(token) ?? FreedomIdLogins.NewSession(null);
        state.Tokens.Revoke(token);
        state.Ledger.Record(exchange.Operation.Id, "", effect: true);
        return Answer.Json(TokenPair(session, new JsonObject { ["id"] = session.Id }));
    }

    private Answer OrderProfile(Exchange exchange)
    {
        string requestId = exchange.Field("request_id")!;
        FreedomIdSession session = SessionOf(exchange);
        if (session.Grants is { } grants && !grants.Contains("read.profile"))
        {
            state.Ledger.Record(exchange.Operation.Id, requestId, effect: false);
            return Answer.Json(new JsonObject
            {
                ["request_id"] = requestId,
                ["status"] = "rejected",
                ["status_message"] = "sandbox: the grant read.profile is missing",
                ["freedom_id"] = session.FreedomId,
            });
        }

        ProfileOrder? earlier = state.Profiles.Find(requestId);
        ProfileOrder order = earlier ?? state.Profiles.Add(requestId, session.FreedomId);
        state.Ledger.Record(exchange.Operation.Id, requestId, effect: earlier is null);
        return Answer.Json(new JsonObject
        {
            ["request_id"] = requestId,
            ["status"] = earlier is null ? "accepted" : "pending",
            ["status_message"] = "PROCESS: profile is pending",
            ["freedom_id"] = order.FreedomId,
        });
    }

    private Answer ProfileStatus(Exchange exchange)
    {
        string requestId = exchange.Field("request_id")!;
        ProfileOrder? order = state.Profiles.Find(requestId);
        string status = order is null ? "not_found" : state.Profiles.StatusOf(order);
        var answer = new JsonObject { ["request_id"] = requestId, ["status"] = status, ["freedom_id"] = order?.FreedomId ?? SessionOf(exchange).FreedomId };
        if (status == "completed") answer["profile"] = new JsonObject { ["payload"] = order!.Payload };
        answer["datetime"] = Time(clock());
        return Answer.Json(answer);
    }

    // The names of the parameters that come back are not documented; these are those of OAuth 2.0.
    private Answer OpenId(Exchange exchange)
    {
        WireNode query = FormReader.UrlEncoded(exchange.Request.Query)!;
        string code = state.Logins.SignIn(query.TextOf("scope")!.Split(' '), query.TextOf("nonce"));
        return LoginPage.Redirect(query.TextOf("redirect_uri")!, $"code={code}&state={Uri.EscapeDataString(query.TextOf("state")!)}");
    }

    private Answer ExchangeOidcToken(Exchange exchange)
    {
        string code = exchange.Field("code")!;
        if (code == "invalid" || state.Logins.Take(code) is not { } taken) return InvalidCode();

        state.Ledger.Record(exchange.Operation.Id, "", effect: true);
        return Answer.Json(new JsonObject
        {
            ["access_token"] = state.Tokens.Issue(taken.Session, TokenUse.Access, out _),
            ["expires_in"] = (long)state.Tokens.AccessLifetime.TotalSeconds,
            ["refresh_token"] = state.Tokens.Issue(taken.Session, TokenUse.Refresh, out _),
            ["token_type"] = "Bearer",
            ["id_token"] = IdToken(taken),
        });
    }

    // How the real one is signed is not documented: this one says "none" and has an empty signature.
    private string IdToken(FreedomIdCode code)
    {
        DateTimeOffset now = clock();
        var claims = new JsonObject
        {
            ["iss"] = baseUri.GetLeftPart(UriPartial.Authority),
            ["sub"] = code.Session.FreedomId,
            ["exp"] = now.AddDays(7).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        if (code.Nonce is { } nonce) claims["nonce"] = nonce;
        return Base64Url.Encode(Encoding.UTF8.GetBytes("""{"alg":"none"}""")) + "." + Base64Url.Encode(Encoding.UTF8.GetBytes(JsonText.Write(claims))) + ".";
    }

    private FreedomIdSession SessionOf(Exchange exchange) =>
        state.Tokens.SessionOf(FreedomIdVerifier.Token(exchange.Request.Header("Authorization"))!) ?? FreedomIdLogins.NewSession(null);

    private JsonObject TokenPair(FreedomIdSession session, JsonObject answer)
    {
        answer["access_token"] = state.Tokens.Issue(session, TokenUse.Access, out DateTimeOffset accessEnd);
        answer["refresh_token"] = state.Tokens.Issue(session, TokenUse.Refresh, out DateTimeOffset refreshEnd);
        answer["access_expire_at"] = Time(accessEnd);
        answer["refresh_expire_at"] = Time(refreshEnd);
        return answer;
    }

    private static Answer InvalidCode() =>
        Answer.Json(new JsonObject { ["error"] = new JsonObject { ["message"] = "Invalid authorization_code.", ["code"] = 100101 } }, 400);

    private static Answer Validation(string field, string text) => Answer.Json(
        new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = "Error validating transmitted data.", ["errors"] = new JsonObject { [field] = new JsonArray(text) } },
        },
        422);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> Fields(Exchange exchange)
    {
        foreach (JsonProperty field in exchange.Fields.EnumerateObject())
        {
            if (field.Name != "freedom_id" && field.Value.AsText() is { } text) yield return new KeyValuePair<string, string>(field.Name, text);
        }
    }
}
