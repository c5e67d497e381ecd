namespace FreedomPay.Operations;

/// <summary>How sure the path of an operation is.</summary>
internal enum FreedomPayEvidence
{
    /// <summary>The documentation has it.</summary>
    Documented,

    /// <summary>Only inferred from the paths of similar operations (<c>x-inferred-path</c>); its fields are those of its siblings.</summary>
    Inferred,
}
