namespace FreedomPay.Core.Protocols;

/// <summary>What an answer says of itself in its headers: whose it is, and how its request went.</summary>
/// <param name="SentId">The id that the request was sent under.</param>
/// <param name="Id">The id that the answer names; null for none.</param>
/// <param name="Status">How the request went; null where nothing is said.</param>
internal sealed record AnswerHeaders(string? SentId, string? Id, string? Status)
{
    private const string IdName = "x-request-id";
    private const string Success = "success";
    private const string Error = "error";

    /// <summary>Name of the header that says how the request went, by which the answer has it too.</summary>
    public const string StatusName = "x-request-status";

    /// <summary>Whether it says that the request went well.</summary>
    public bool IsSuccess => Status == Success;

    /// <summary>Whether it says that the request did not go well.</summary>
    public bool IsError => Status == Error;

    /// <summary>The name of the id that it has, where that is another than was sent; else null.</summary>
    public string? OtherId => Id is { } id && !IsOfRequest(id) ? IdName : null;

    /// <summary>Reads them.</summary>
    public static AnswerHeaders Of(HttpRequestMessage request, HttpResponseMessage response) =>
        new(Text(request.Headers, IdName), Text(response.Headers, IdName), Text(response.Headers, StatusName));

    /// <summary>Why they prove nothing of the request; null where they do not contradict it.</summary>
    /// <param name="isAccepted">Whether the HTTP status is that of a success: then they have to say all.</param>
    public string? FaultOf(bool isAccepted)
    {
        if (!isAccepted) return IsSuccess ? Messages.AnswerContradicts : null;
        if (Id is null) return Messages.AnswerHasNo.With(IdName);
        if (Status is null) return Messages.AnswerHasNo.With(StatusName);
        return IsSuccess || IsError ? null : Messages.AnswerStatusUnknown.With(StatusName);
    }

    private bool IsOfRequest(string id) =>
        id == SentId || (Guid.TryParseExact(id, "D", out Guid theirs) && Guid.TryParseExact(SentId, "D", out Guid ours) && theirs == ours);

    // One that is there twice says two things, and so neither.
    private static string? Text(System.Net.Http.Headers.HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) && string.Join(", ", values).Trim() is { Length: > 0 } text ? text : null;
}
