
namespace FreedomPay.Operations;

/// <summary>
/// The operation of the API that a cmdlet performs. The one place where an operation is known; the contract is the
/// independent witness that tests hold it against.
/// </summary>
/// <param name="operationId">Name of the operation in the contract.</param>
/// <param name="method">HTTP method.</param>
/// <param name="path">Path with its leading slash, as it is called; in place of <c>{name}</c> stands the field of that name, or the merchant's number.</param>
/// <param name="api">The API family.</param>
/// <param name="safety">What may be done when the answer is lost.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class OperationAttribute(string operationId, string method, string path, FreedomPayApi api, FreedomPaySafety safety) : Attribute
{
    private Signing? sign;
    private SecretKind? secret;
    private HostKind? host;

    public string OperationId { get; } = operationId;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public FreedomPayApi Api { get; } = api;

    public FreedomPaySafety Safety { get; private set; } = safety;

    /// <summary>The parameter set that performs this operation; null where the cmdlet has one operation only.</summary>
    public string? Set { get; init; }

    /// <summary>Wire name of the field that makes the request unique (<c>x-key</c>); a new one is made when none is given.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// Whether every sending needs a key of its own: the operation may be repeated, but the server refuses a key that it has seen.
    /// </summary>
    public bool FreshKey { get; init; }

    /// <summary>The operation that tells what became of a request whose answer was lost (<c>x-status-operation</c>).</summary>
    public string? StatusOperation { get; init; }

    /// <summary>Wire name of the field by which the status operation finds the request; the key unless said otherwise. Where a row has a key and
    /// brings nothing here, it gets its key here too.</summary>
    public string? StatusField { get; init; }

    /// <summary>Whether its address, signed and with all fields in it, is all that is made: a browser makes the call.</summary>
    public bool MakesLink { get; init; }

    /// <summary>What authenticates the request; that of most operations of the family unless given.</summary>
    public Signing Sign { get => sign ?? Travel.SignOf(Api); init => sign = value; }

    /// <summary>With what it is authenticated; that of most operations of the family unless given.</summary>
    public SecretKind Secret { get => secret ?? Travel.SecretOf(Api, Sign); init => secret = value; }

    /// <summary>Whether no page says which secret it is, so that the cmdlet and the connection may say otherwise.</summary>
    public bool IsSecretAssumed { get; init; }

    /// <summary>Where the request goes; where most operations of the family go unless given.</summary>
    public HostKind Host { get => host ?? Travel.HostOf(Api); init => host = value; }

    /// <summary>Whether the fields stand in the query and not in a body.</summary>
    public bool InQuery { get; init; }

    /// <summary>Whether the fields are a form though nothing signs them.</summary>
    public bool IsForm { get; init; }

    /// <summary>What the header X-Request-Id means; not sent unless given.</summary>
    public RequestIdUse RequestId { get; init; }

    /// <summary>The header X-Action; not sent unless given.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// Fields that have but one value in this operation, by which the API tells it from another, as <c>name=value</c>: sent with every request, and
    /// no parameters.
    /// </summary>
    public string[] Constants { get; init; } = [];

    /// <summary>Whether the request has no body.</summary>
    public bool NoBody { get; init; }

    /// <summary>
    /// Dotted names of objects that are lists on the wire, the inner ones first: a row holds one item of each.
    /// </summary>
    public string[] Lists { get; init; } = [];

    /// <summary>How sure the path is; the first use of one that is only inferred warns.</summary>
    public FreedomPayEvidence Evidence { get; init; }

    /// <summary>Seconds that the documentation wants between two of these requests (the contract's <c>x-limits</c>); 0 where it names none.</summary>
    public double PauseSec { get; init; }

    /// <summary>Members that the answer must have (the contract's <c>required</c>), lest anything else passes for a success.</summary>
    public string[] Answer { get; init; } = [];

    /// <summary>The words that the answer's status has where the request was taken; those of the protocol unless given.</summary>
    public string[] Statuses { get; init; } = [];

    /// <summary>How it travels.</summary>
    public Travel Travel => field ??= new Travel(Sign, Secret, IsSecretAssumed, Host, InQuery, IsForm, RequestId, Action);

    /// <summary>Whether nothing is done by it.</summary>
    public bool IsRead => Safety == FreedomPaySafety.Read || MakesLink;

    /// <summary>The same, asked but once: what only reads is asked again and again, and something may be waiting for the answer.</summary>
    public OperationAttribute Once()
    {
        var once = (OperationAttribute)MemberwiseClone();
        once.Safety = FreedomPaySafety.Unkeyed;
        return once;
    }
}
