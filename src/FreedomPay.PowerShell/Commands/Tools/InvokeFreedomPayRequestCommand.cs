using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Protocols;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Tools;

/// <summary>Signs and sends any request to Freedom Pay, and shows the answer as an object.</summary>
/// <remarks>
/// <para>
/// The way to operations that have no cmdlet. Where the documentation knows method and path, the protocol, the host and the safety
/// class are those of the operation; else a GET is taken as reading and everything else is never sent twice.
/// </para>
/// <para>The body is sent as it is given; no rule of the operation is checked beforehand. Nested fields are nested hashtables, and lists are arrays.</para>
/// </remarks>
/// <example>
/// <code>Invoke-FreedomPayRequest -Api Card -Path /v5/card-api/request/status -Body @{ request_id = '019ab688-bef2-72c4-aa29-d0e08be76d95' }</code>
/// <para>Asks the Card API for the state of a request. The sandbox does not know this one and refuses it.</para>
/// </example>
/// <example>
/// <code>Invoke-FreedomPayRequest -Api Merchant -Path /init_payment -Body @{ pg_amount = '1500.50'; pg_description = 'Order A-1001';
/// pg_order_id = 'A-1001' } -Confirm:$false</code>
/// <para>Creates a payment without the cmdlet for it. pg_merchant_id, pg_salt and pg_sig are added.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsLifecycle.Invoke, "FreedomPayRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject))]
public sealed class InvokeFreedomPayRequestCommand : DispatchingCommand
{
    private FreedomPayConnection? connection;
    private FreedomPayOperation? known;
    private OperationAttribute? operation;
    private Travel? travel;
    private ApiRoute? route;
    private string? shown;
    private long rows;

    /// <summary>The API family; it decides protocol and credentials.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public FreedomPayApi Api { get; set; }

    /// <summary>Path with its leading slash, such as /v5/card-api/card/info; it may hold a query.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <summary>
    /// The fields: a hashtable, nested where the API nests, or an object such as a row of Import-Csv. A date is written as text in the form
    /// that the documentation gives; a SecureString is sent as its text and masked wherever it would show.
    /// </summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    public PSObject? Body { get; set; }

    /// <summary>HTTP method: POST unless given.</summary>
    [Parameter]
    [ValidateSet("GET", "POST", "PUT", "PATCH", "DELETE")]
    public string Method { get; set; } = "POST";

    /// <summary>Headers to send beside those of the protocol, such as X-Action.</summary>
    [Parameter]
    [ValidateNotNull, FieldTable]
    public Hashtable? Header { get; set; }

    /// <summary>
    /// The secret that signs: Payment, Payout or Partner; the one that the documentation gives for the path unless given. Where it gives none, that of
    /// Connect-FreedomPay -Secret counts.
    /// </summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        connection = RequireConnection();
        if (!Path.StartsWith("/", StringComparison.Ordinal))
        {
            Throw(
                "InvalidInput", ToolsMessages.PathHasNoSlash, ToolsMessages.PathHasNoSlashAdvice.With("/v5/card-api/card/info"), ErrorCategory.InvalidArgument);
        }
        string path = Path.Split('?')[0];
        known = OperationCatalog.At(Api, Method, path);
        travel = known?.Travel ?? Travel.OfUnknown(Api, path);
        // The connection's own bearer tokens are those of Freedom ID, and nobody else's business.
        if (known is not null && travel.Sign is Signing.Bearer && Api is not FreedomPayApi.FreedomId && !Headers().ContainsKey("Authorization"))
        {
            Throw(
                "NoCredential", ToolsMessages.TokenIsNotOfConnection.With(known.OperationId),
                ToolsMessages.TokenIsNotOfConnectionAdvice.With("-Header @{ Authorization = 'Bearer …' }"), ErrorCategory.AuthenticationError,
                known.OperationId);
        }

        // A path is typed by hand and may hold a card number.
        shown = connection.Client.Redactor.Text($"{Method} {path}");
        FreedomPaySafety safety = known?.Safety ?? (Method == "GET" ? FreedomPaySafety.Read : FreedomPaySafety.Unkeyed);
        operation = new OperationAttribute(known?.OperationId ?? shown, Method, Path, Api, safety);
        route = Routes.Of(Api, Secret is null ? travel : travel with { IsSecretAssumed = true }, Secret ?? connection.Secret);
        BeginRun(1);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        rows++;
        var row = new Row(rows, MyInvocation.ExpectingInput ? Body : null, operation!, [], connection!.Client.Redactor.Text);
        var body = new FreeValue(nameof(Body));
        JsonNode? fields = body.ToJson("", Body);
        row.Hide(body.SecretNames);
        // Nothing from the pipeline is no body that somebody meant to leave out.
        bool isNothing = fields is null && MyInvocation.ExpectingInput;
        if (body.Faults.Count > 0 || isNothing || fields is not (null or JsonObject))
        {
            // It takes its turn, so that errors and answers keep the order of the input.
            IReadOnlyList<FieldFault> faults = body.Faults.Count > 0
                ? body.Faults
                : [new FieldFault(nameof(Body), "", null, ToolsMessages.FieldIsNoSet.With("@{ name = value }"))];
            row.Refusal = ErrorRecords.InvalidInput(row, faults, connection.Client.Redactor.Text);
            Run.Refuse(row);
            return;
        }

        string action = known is null ? ToolsMessages.SendRequest : OperationTexts.ActionOf(known.OperationId, known.Family);
        if (operation!.Safety is not FreedomPaySafety.Read && !ShouldProcess($"{row.Prefix}{shown}, {connection}", action)) return;
        Dictionary<string, string> headers = Headers(row);
        // Whoever sends it again has to do so under the same one.
        row.RequestId = headers.TryGetValue(Placement.RequestIdHeader, out string? key) ? key : null;
        var request = new ApiRequest
        {
            OperationId = operation.OperationId,
            RequestId = row.RequestId,
            Method = Method,
            Path = Path,
            Route = route!,
            Safety = Routes.SafetyOf(operation.Safety),
            Body = (JsonObject?)fields,
            Headers = headers,
            FreshIdHeader = travel!.RequestId is RequestIdUse.Fresh && !headers.ContainsKey(Placement.RequestIdHeader) ? Placement.RequestIdHeader : null,
            StatusWords = Routes.StatusWordsOf(Api, route!.Protocol is WireProtocol.Pg, known?.Statuses ?? []),
            SensitiveFields = row.HiddenLeaves,
            SecretFields = row.HiddenLeaves,
            Claim = (requestId, time) => Run.ClaimAsync(row, requestId, time),
            Guard = Run.Guard,
        };
        Run.Submit(row, (trace, cancellation) => connection.Client.SendAsync(request, trace, cancellation));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run.CompleteAll();

    private protected override void Complete(Row row, ApiOutcome outcome)
    {
        if (outcome.State is OutcomeState.Succeeded) WriteObject(WireObject.ToPowerShell(outcome.Answer));
        else WriteError(row.Refusal ?? ErrorRecords.Fault(row, outcome));
    }

    private Dictionary<string, string> Headers(Row? row = null)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Header ?? [])
        {
            string name = entry.Key.ToString()!;
            var value = new FreeValue($"{nameof(Header)} {name}");
            JsonNode? text = value.ToJson("", entry.Value);
            string? fault = value.Faults.Count > 0 ? value.Faults[0].Reason
                : text is JsonObject or JsonArray ? Messages.FieldHasNoText.With(entry.Value!.GetType().Name)
                : null;
            if (fault is not null)
            {
                Throw(
                    "InvalidInput", ToolsMessages.HeaderValueUnfit.With(name, fault), ToolsMessages.HeaderValueUnfitAdvice, ErrorCategory.InvalidArgument,
                    name);
            }
            if (value.SecretNames.Count > 0) row?.Hide([name]);
            headers[name] = text?.ToString() ?? "";
        }

        if (travel?.RequestId is RequestIdUse.Key && !headers.ContainsKey(Placement.RequestIdHeader)) headers[Placement.RequestIdHeader] = Uuid7.NewId();
        return headers;
    }
}
