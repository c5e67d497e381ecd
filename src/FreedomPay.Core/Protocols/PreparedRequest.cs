using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;

namespace FreedomPay.Core.Protocols;

/// <summary>A request that was checked, serialised and signed: what every attempt shares, and the message of the first.</summary>
internal sealed class PreparedRequest
{
    private const string FormType = "application/x-www-form-urlencoded";

    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Host", "Connection", "Expect", "X-JWS-Signature",
    };

    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly JwsAlgorithm algorithm;
    private readonly Credential? credential;
    private readonly string? jwsId;
    private readonly Secret? token;
    private readonly HttpMethod method;
    private readonly WireAddress address;
    // The fields in the query of a path: they are fields like those of the body, and signed with them.
    private readonly JsonObject inPath;
    private byte[] json;
    private bool isScriptNamed;
    private (HttpRequestMessage Message, byte[] Shown)? ready;

    /// <summary>Checks a request.</summary>
    /// <exception cref="UnsendableRequestException">The connection lacks what it needs, or it is malformed.</exception>
    public PreparedRequest(ApiRequest source, ConnectionSettings settings)
    {
        Source = source;
        RequestId = source.RequestId;
        algorithm = source.Route.JwsAlgorithm ?? settings.JwsAlgorithm;
        (credential, token) = Authority(source, settings);
        jwsId = IsOfMerchant(source.Route) && settings.MerchantAuthId is { } other ? other : credential?.Id;
        method = MethodOf(source.Method);
        address = WireAddress.Of(OriginOf(source, settings), source.Path);
        inPath = IsPg && source.Method is "GET" or "HEAD" ? FieldsOfPath(source) : [];
        CheckHeaders(source);
        json = Serialised();
#if NETFRAMEWORK
        if (source.Method == "GET" && json.Length > 0)
        {
            throw new UnsendableRequestException(FaultReason.NotSupported, Messages.GetWithBody.With(source.OperationId));
        }
#endif
        try
        {
            ready = (Signed(out byte[] shown), shown);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A credential whose id cannot be written, for example.
            throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.CannotBeSent.With(source.OperationId, e.Message));
        }
    }

    public ApiRequest Source { get; }

    /// <summary>The id that the request goes by; another one after <see cref="Renew"/>.</summary>
    public string? RequestId { get; private set; }

    public Uri Uri => address.Uri;

    /// <summary>
    /// The script that signatures speak of. Of a path that ends in a slash the rule of the documentation gives none, and clients of others sign
    /// with its last name: which of the two the API wants shows only when it is asked.
    /// </summary>
    public string ScriptName => PgSigner.ScriptName(isScriptNamed ? address.SignedPath.TrimEnd('/') : address.SignedPath);

    /// <summary>Whether the path does not settle the name of the script.</summary>
    public bool IsScriptInDoubt => IsPg && address.SignedPath.Length > 1 && address.SignedPath.EndsWith("/", StringComparison.Ordinal);

    /// <summary>The secret that signs the answer of a pg request.</summary>
    public string PgSecret => credential!.Secret.Text;

    private bool IsPg => Source.Route.Protocol is WireProtocol.Pg;

    /// <summary>Gives the request a new id, where it asks for one before each repeat.</summary>
    public void Renew(TimeProvider time)
    {
        if (Source.RenewedField is not { } field || Source.Body is not { } body) return;
        RequestId = Uuid7.NewId(time);
        body[field] = RequestId;
        if (Source.Fields is { } all) all[field] = RequestId;
        json = Serialised();
    }

    /// <summary>Signs with the other name of the script from now on; false where there is none, or none left.</summary>
    public bool TakeOtherScript()
    {
        if (!IsScriptInDoubt || isScriptNamed) return false;
        return isScriptNamed = true;
    }

    /// <summary>A message for one attempt. The first is ready before it is its turn.</summary>
    /// <param name="shownBody">The body as UTF-8, for the trace; of a form in the query too.</param>
    public HttpRequestMessage Message(out byte[] shownBody)
    {
        if (ready is not { } first) return Signed(out shownBody);
        ready = null;
        shownBody = first.Shown;
        return first.Message;
    }

    private HttpRequestMessage Signed(out byte[] shownBody)
    {
        Uri uri = Uri;
        byte[] body = json;
        string? contentType = Source.Body is null ? null : Source.Route.Protocol is WireProtocol.Form ? FormType : "application/json";
        shownBody = body;
        if (IsPg)
        {
            string form = SignedForm();
            bool inQuery = Source.Method is "GET" or "HEAD";
            if (inQuery) uri = new Uri(uri.GetLeftPart(UriPartial.Path) + "?" + form);
            shownBody = Encoding.ASCII.GetBytes(form);
            body = inQuery ? [] : shownBody;
            contentType = inQuery ? null : FormType;
        }

        var message = new HttpRequestMessage(method, uri);
#if !NET
        // Elsewhere nobody asks the server before the body is sent, unless told to.
        message.Headers.ExpectContinue = false;
#endif
        message.Headers.TryAddWithoutValidation("Accept", IsPg ? "application/xml, text/xml" : "application/json");
        foreach (KeyValuePair<string, string> header in Source.Headers ?? NoHeaders)
        {
            message.Headers.Remove(header.Key);
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (Source.FreshIdHeader is { } fresh) message.Headers.TryAddWithoutValidation(fresh, Uuid7.NewId());
        Authenticate(message, body);
        if (AttachesContent(body))
        {
            message.Content = new SentContent(body);
            if (contentType is not null) message.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

#if !NET
        // HttpWebRequest sends a request again when a kept connection turns out dead, and tells nobody. A new connection cannot be dead.
        if (Source.Safety is Safety.Refuse or Safety.Unkeyed) message.Headers.ConnectionClose = true;
#endif
        return message;
    }

    // SocketsHttpHandler too sends a request again when a kept connection turns out dead, but only one that has no content. So whatever
    // may act has content, be it empty.
    private bool AttachesContent(byte[] body)
    {
        if (body.Length > 0 || (Source.Body is not null && Source.Method is not ("GET" or "HEAD"))) return true;
#if NET
        return Source.Safety != Safety.Read;
#else
        return Source.Safety != Safety.Read && Source.Method is not ("GET" or "HEAD");
#endif
    }

    private void Authenticate(HttpRequestMessage message, byte[] body)
    {
        switch (Source.Route.Protocol)
        {
            case WireProtocol.Jws:
                message.Headers.TryAddWithoutValidation(
                    "X-JWS-Signature",
                    JwsSigner.Sign(Source.Method, address.SignedPath, jwsId!, credential!.Secret.Bytes, body, algorithm, Source.Route.JwsHeader));
                break;
            case WireProtocol.LegacySign:
                if (!message.Headers.Contains("Request-Id")) message.Headers.TryAddWithoutValidation("Request-Id", RequestId ??= Uuid7.NewId());
                message.Headers.TryAddWithoutValidation("Auth-Id", HeaderText("Auth-Id", credential!.Id));
                message.Headers.TryAddWithoutValidation("Sign", LegacySigner.Sign(body, credential.Secret));
                break;
            case WireProtocol.Basic when credential is not null:
                message.Headers.Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(WireText.Utf8.GetBytes(credential.Id + ":" + credential.Secret.Text)));
                break;
            case WireProtocol.Bearer when token is not null:
                message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + HeaderText("Authorization", token.Text));
                break;
        }
    }

    // HttpClient writes a line break as it is, and a server may take it for the end of the header.
    private static string HeaderText(string name, string value) =>
        value.Any(static c => c is < ' ' or > '~') ? throw new ArgumentException(Messages.HeaderNotAscii.With(name)) : value;

    private string SignedForm()
    {
        JsonObject fields = Source.Body?.DeepClone().AsObject() ?? [];
        foreach ((string name, JsonNode? value) in PgForm.Pairs(inPath)) fields[name] = value!.DeepClone();
        if (!fields.ContainsKey("pg_merchant_id")) fields["pg_merchant_id"] = credential!.Id;
        fields["pg_salt"] = Salt();
        fields.Remove(PgSigner.SignatureField);
        fields[PgSigner.SignatureField] = PgSigner.Sign(ScriptName, fields, PgMessage.Form, PgSecret);
        return PgForm.Encode(PgForm.Fields(fields));
    }

    private static JsonObject FieldsOfPath(ApiRequest source)
    {
        var fields = new JsonObject();
        int start = source.Path.IndexOf('?');
        string[] pairs = start < 0 ? [] : source.Path.Substring(start + 1).Split(['&'], StringSplitOptions.RemoveEmptyEntries);
        foreach (string pair in pairs)
        {
            int sign = pair.IndexOf('=');
            string name = Uri.UnescapeDataString((sign < 0 ? pair : pair.Substring(0, sign)).Replace('+', ' '));
            // A name twice, or a nested one, has no place of its own in what is signed.
            if (name.Length == 0 || name.Contains('[') || fields.ContainsKey(name) || source.Body?.ContainsKey(name) == true)
            {
                throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.PathFieldUnfit.With(name));
            }

            fields[name] = sign < 0 ? "" : Uri.UnescapeDataString(pair.Substring(sign + 1).Replace('+', ' '));
        }

        return fields;
    }

    // Serialised before anything is sent, so that these bytes are signed and sent in every attempt; a form gets a new salt each time.
    private byte[] Serialised()
    {
        if (Source.Body is not { } body) return [];
        try
        {
            if (!IsPg && Source.Route.Protocol is not WireProtocol.Form) return WireText.JsonBytes(body);
            WireText.EnsureWellFormed(body);
            IReadOnlyList<KeyValuePair<string, string>> form = PgForm.Fields(body);
            return IsPg ? [] : Encoding.ASCII.GetBytes(PgForm.Encode(form));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException)
        {
            throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.FieldsUnwritable.With(e.Message.TrimEnd('.')));
        }
    }

    private static string Salt()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        byte[] random = new byte[24];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        return new string([.. random.Select(static b => Alphabet[b % Alphabet.Length])]);
    }

    private static (Credential? Credential, Secret? Token) Authority(ApiRequest request, ConnectionSettings settings)
    {
        ApiRoute route = request.Route;
        bool brought = request.Headers?.Keys.Any(static k => string.Equals(k, "Authorization", StringComparison.OrdinalIgnoreCase)) ?? false;
        if (route.Protocol is WireProtocol.Bearer && request.Bearer is { } own) return (null, own);
        if (route.Protocol is WireProtocol.None or WireProtocol.Form) return (null, null);
        if (brought && route.Protocol is WireProtocol.Basic or WireProtocol.Bearer) return (null, null);
        if ((route.Credential is CredentialKind.FreedomIdToken or CredentialKind.FreedomIdUser) != (route.Protocol is WireProtocol.Bearer))
        {
            throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.CredentialUnfit.With(route.Credential, route.Protocol));
        }

        if (request.OwnCredential is { } made) return (made, null);
        return route.Credential switch
        {
            CredentialKind.Partner => (settings.Partner ?? throw Missing(Messages.NoPartner), null),
            CredentialKind.Merchant => (settings.Merchant ?? throw Missing(Messages.NoMerchant), null),
            CredentialKind.Payout => (settings.Payout ?? throw Missing(Messages.NoPayout), null),
            CredentialKind.FreedomIdClient => (settings.FreedomIdClient ?? throw Missing(Messages.NoFreedomIdClient), null),
            CredentialKind.FreedomIdToken => (null, settings.FreedomIdToken ?? throw Missing(Messages.NoFreedomIdToken)),
            CredentialKind.FreedomIdUser => throw Missing(Messages.NoFreedomIdUser),
            _ => throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.CredentialUnnamed.With(route.Protocol)),
        };
    }

    private static bool IsOfMerchant(ApiRoute route) =>
        route is { JwsHeader: JwsHeaderForm.AuthId, Credential: CredentialKind.Merchant or CredentialKind.Payout };

    private static UnsendableRequestException Missing(string message) => new(FaultReason.NoCredential, message);

    private static Uri OriginOf(ApiRequest request, ConnectionSettings settings) =>
        settings.AddressOf(request.Route.Host)
        ?? throw Missing(request.Route.Host is ApiHost.Passport ? Messages.NoPassportUri : Messages.NoCustomerUri);

    private static HttpMethod MethodOf(string method) => method switch
    {
        "POST" => HttpMethod.Post,
        "GET" => HttpMethod.Get,
        _ when method.Length > 0 && method.All(static c => c is >= 'A' and <= 'Z') => new HttpMethod(method),
        _ => throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.MethodNotCapitals),
    };

    private static void CheckHeaders(ApiRequest request)
    {
        foreach (KeyValuePair<string, string> header in request.Headers ?? NoHeaders)
        {
            bool token = header.Key.Length > 0
                && header.Key.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_');
            if (!token || OwnHeaders.Contains(header.Key))
            {
                throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.HeaderForbidden.With(header.Key));
            }
            if (header.Value is null || header.Value.Any(static c => c is < ' ' or > '~'))
            {
                throw new UnsendableRequestException(FaultReason.InvalidInput, Messages.HeaderNotAscii.With(header.Key));
            }
        }
    }
}
