using System.Diagnostics.CodeAnalysis;

namespace FreedomPay;

/// <summary>What went wrong with a request or a row, with everything that is known of it and no secret.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Made by the module only, always with its reason.")]
public sealed class FreedomPayException : Exception
{
    internal FreedomPayException(string reason, string message)
        : base(message)
    {
        Reason = reason;
    }

    /// <summary>The reason, as in the error id <c>FreedomPay.&lt;Reason&gt;</c>: InvalidInput, Refused, OutcomeUnknown, ConnectionFailed, …</summary>
    public string Reason { get; }

    /// <summary>Number of the row in the pipeline, from 1; 0 when the input did not come from the pipeline.</summary>
    public long Row { get; internal init; }

    /// <summary>The fields that are wrong, by parameter name or, where the API named them, by wire name.</summary>
    public IReadOnlyList<string> Field { get; internal init; } = [];

    /// <summary>Code of the error in the API, where it gave one.</summary>
    public string? Code { get; internal init; }

    /// <summary>The API's own text, masked.</summary>
    public string? Description { get; internal init; }

    /// <summary>HTTP status of the answer, where there was one.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>Name of the operation in the contract.</summary>
    public string? OperationId { get; internal init; }

    /// <summary>The request's own id or key.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The page of the documentation.</summary>
    public Uri? Documentation { get; internal init; }
}
