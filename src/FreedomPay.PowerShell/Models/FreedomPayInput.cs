namespace FreedomPay;

/// <summary>
/// An object inside a request, such as an address. A parameter of such a type takes a hashtable or an object from JSON as well, with the
/// names of the properties below or of the API; a file has columns for its members instead.
/// </summary>
public abstract class FreedomPayInput
{
    private protected FreedomPayInput()
    {
    }

    /// <summary>
    /// What cannot be sent of a value that was given, with the name of the member, or null for the whole. A row has one error with all of
    /// its faults, so none of them may end the binding of the parameter.
    /// </summary>
    internal ICollection<InputFault> Faults { get; } = [];

    /// <summary>Names of the members that were given, blank or not.</summary>
    internal ISet<string> Given { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Names of the members that have a value. The values are those of a person: PowerShell logs parameters as their text.</summary>
    /// <returns>The names, with commas between them.</returns>
    public sealed override string ToString() => Fields.InputReader.NamesOf(this);
}

/// <summary>What is wrong with an object inside a request.</summary>
/// <param name="Member">Name of the member; null for the whole object.</param>
/// <param name="Reason">What is wrong and what to write instead.</param>
internal sealed record InputFault(string? Member, string Reason);
