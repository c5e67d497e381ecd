namespace FreedomPay.Core.Protocols;

/// <summary>A request as it goes on the wire: the bytes that are signed are the bytes that are sent.</summary>
/// <param name="Body">The body; null for none.</param>
/// <param name="MediaType">Its content type.</param>
/// <param name="Headers">Headers beside those of the content.</param>
internal sealed record WireMessage(byte[]? Body, string? MediaType, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>A wire protocol: from a request to bytes, and from bytes to an answer.</summary>
internal interface IWireFormat
{
    WireMessage Encode(ApiRequest request, ConnectionSettings settings, TimeProvider time);

    /// <summary>Reads an answer; a refusal that it holds becomes a fault.</summary>
    /// <exception cref="InvalidAnswerException">It cannot be read, or lacks what it must have.</exception>
    DecodedAnswer Decode(ApiRequest request, ConnectionSettings settings, byte[] body);
}

/// <summary>An answer that was read.</summary>
/// <param name="Fields">Its fields.</param>
/// <param name="Error">The error that it reports, null for none.</param>
/// <param name="Trusted">Whether a success may be believed: pg answers have to be signed rightly.</param>
/// <param name="Signed">Whether it carries a right signature.</param>
internal sealed record DecodedAnswer(System.Text.Json.Nodes.JsonObject Fields, ApiError? Error, bool Trusted, bool Signed);

/// <summary>An error as an answer reports it.</summary>
internal sealed record ApiError(string? Code, string? Description, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);
