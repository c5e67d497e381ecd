using System.Text.Json;
using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>A request together with the operation it was found to mean.</summary>
internal sealed record Exchange
{
    public SandboxRequest Request { get; init; } = null!;

    public ContractOperation Operation { get; init; } = null!;

    /// <summary>Fields of the request: the JSON body, or the form as JSON with all scalars as text; an undefined element when there are none.</summary>
    public JsonElement Fields { get; init; }

    /// <summary>The form in the order of the message; null for JSON calls.</summary>
    public WireNode? Form { get; init; }

    /// <summary>What the answer of a pg call is signed with; null before the request was verified.</summary>
    public PgKey? PgKey { get; init; }

    public string? Field(string dottedPath) => Fields.TextAt(dottedPath);

    /// <summary>What tells this request from another: the contract's key, else the best there is.</summary>
    public string Key
    {
        get
        {
            if (Operation.Key is { } key && (Field(key) ?? Request.Header(key)) is { Length: > 0 } value) return value;
            return Request.Header("X-Request-Id") ?? Field("request_id") ?? Field("pg_order_id") ?? Field("pg_payment_id") ?? "";
        }
    }
}

/// <summary>Why a request is refused.</summary>
internal enum FailureKind
{
    /// <summary>The media type is not one that the operation takes.</summary>
    ContentType,

    /// <summary>The body cannot be read.</summary>
    Malformed,

    /// <summary>The merchant of a pg call is unknown.</summary>
    UnknownMerchant,

    /// <summary>Signature, credentials or token are missing or wrong.</summary>
    Authentication,

    /// <summary>A field breaks the schema.</summary>
    Validation,

    /// <summary>The key was used before.</summary>
    Duplicate,

    /// <summary>A unique value belongs to something else.</summary>
    Conflict,

    /// <summary>What is asked about does not exist.</summary>
    Unknown,

    /// <summary>The bank says no, with a code of its own.</summary>
    Declined,
}

/// <summary>A refusal, before it takes the shape of the API family. The code is that of a decline of the pg calls.</summary>
internal sealed record Failure(FailureKind Kind, string Description, string Field = "", string? Code = null);
