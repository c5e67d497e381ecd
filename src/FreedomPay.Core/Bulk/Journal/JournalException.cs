namespace FreedomPay.Core.Bulk;

/// <summary>Why a journal cannot be used.</summary>
public enum JournalProblem
{
    /// <summary>The disk refuses to read or write it.</summary>
    Unusable,

    /// <summary>Another run has it open.</summary>
    InUse,

    /// <summary>It is no journal, or one of another cmdlet or connection.</summary>
    Foreign,

    /// <summary>It is a journal of a version that is not known here.</summary>
    Version,

    /// <summary>A line that is not its last cannot be read.</summary>
    Damaged,

    /// <summary>Two rows could be taken for one.</summary>
    Ambiguous,
}

/// <summary>A journal cannot be used. Nothing is sent that it could not have recorded.</summary>
/// <param name="problem">Why.</param>
/// <param name="message">A sentence.</param>
/// <param name="inner">What the system said.</param>
public sealed class JournalException(JournalProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public JournalProblem Problem { get; } = problem;
}
