using FreedomPay.Operations;
namespace FreedomPay;

/// <summary>One operation of the Freedom Pay API, as the contract has it.</summary>
public sealed class FreedomPayOperation
{
    /// <summary>Name of the operation in the contract.</summary>
    public string OperationId { get; internal init; } = "";

    /// <summary>The API family.</summary>
    public FreedomPayApi Family { get; internal init; }

    /// <summary>What it does, in a sentence.</summary>
    public string? Summary { get; internal init; }

    /// <summary>The cmdlet that performs it, or is to perform it; see <see cref="Available"/>.</summary>
    public string? Cmdlet { get; internal init; }

    /// <summary>The parameter set of the cmdlet, where it has several operations.</summary>
    public string? ParameterSet { get; internal init; }

    /// <summary>Whether this version of the module has the cmdlet.</summary>
    public bool Available { get; internal init; }

    /// <summary>HTTP method; empty where the documentation does not tell.</summary>
    public string? Method { get; internal init; }

    /// <summary>Path; only inferred where <see cref="Evidence"/> says so. Empty where nothing is known: such an operation cannot be called.</summary>
    public string? Path { get; internal init; }

    /// <summary>The first server that the documentation names for it.</summary>
    public string? Server { get; internal init; }

    /// <summary>Wire protocol: <c>jws</c>, <c>pg</c>, <c>basic</c>, <c>bearer</c>, <c>legacy-sign</c> or <c>none</c>.</summary>
    public string? Protocol { get; internal init; }

    /// <summary>How sure its description is: <c>documented</c>, <c>partial</c>, <c>secondary</c>, <c>inferred</c> or <c>none</c>.</summary>
    public string? Evidence { get; internal init; }

    /// <summary>What may be done when the answer is lost; empty where nothing is known.</summary>
    public FreedomPaySafety? Safety { get; internal init; }

    /// <summary>The page of the documentation.</summary>
    public Uri? Documentation { get; internal init; }

    /// <summary>How it travels; null where its path is not known.</summary>
    internal Travel? Travel { get; init; }

    /// <summary>Whether its path belongs to another operation, and something else tells the two apart.</summary>
    internal bool SharesPath { get; init; }

    /// <summary>The words that the answer's status has where the request was taken; empty where the documentation does not list them.</summary>
    internal IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Paths that others use for it.</summary>
    internal IReadOnlyList<string> OtherPaths { get; init; } = [];
}
