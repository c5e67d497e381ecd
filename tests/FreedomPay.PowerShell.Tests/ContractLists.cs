namespace FreedomPay.PowerShell.Tests;

/// <summary>What the cmdlets leave out of the contract or add to it, on purpose.</summary>
/// <remarks><see cref="ContractConformance"/> keeps the lists from growing stale.</remarks>
internal static class ContractLists
{
    public static IReadOnlyList<FamilyLists> Families { get; } =
    [
        .. from type in typeof(FamilyLists).Assembly.GetTypes()
           where type.BaseType == typeof(FamilyLists)
           select (FamilyLists)Activator.CreateInstance(type)!,
    ];

    /// <summary>Added by the protocol to every request of its kind; no cmdlet has them.</summary>
    public static readonly IReadOnlySet<string> ProtocolFields =
        new HashSet<string>(["pg_merchant_id", "merchant_id", "pg_salt", "pg_sig"], StringComparer.Ordinal);

    /// <summary>The envelope of an answer: proof, and the error that ends as an error record and never as an object.</summary>
    public static readonly IReadOnlySet<string> Envelope =
        new HashSet<string>(["pg_salt", "pg_sig", "pg_error_code", "pg_error_description"], StringComparer.Ordinal);

    /// <inheritdoc cref="FamilyLists.ThroughAdditionalField"/>
    public static Dictionary<string, string[]> ThroughAdditionalField { get; } = Together(family => family.ThroughAdditionalField);

    /// <inheritdoc cref="FamilyLists.ThroughAdditionalProperties"/>
    public static Dictionary<string, string[]> ThroughAdditionalProperties { get; } = Together(family => family.ThroughAdditionalProperties);

    /// <inheritdoc cref="FamilyLists.StricterRules"/>
    public static Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = Together(family => family.StricterRules);

    /// <inheritdoc cref="FamilyLists.NotInTheFieldList"/>
    public static Dictionary<(string OperationId, string WireName), string> NotInTheFieldList { get; } = Together(family => family.NotInTheFieldList);

    /// <summary>
    /// Writes whose <c>x-key</c> names what they act upon: the caller's own name of something that exists already. A new one
    /// must not be made up, so the operation has no Key.
    /// </summary>
    public static readonly IReadOnlySet<string> KeyNamesTheTarget = new HashSet<string>(["changeInstallmentApplicationStatus"], StringComparer.Ordinal);

    /// <inheritdoc cref="FamilyLists.MadeUp"/>
    public static Dictionary<string, string[]> MadeUp { get; } = Together(family => family.MadeUp);

    /// <inheritdoc cref="FamilyLists.StillToCome"/>
    public static IReadOnlyList<string> StillToCome { get; } = [.. Families.SelectMany(family => family.StillToCome)];

    private static Dictionary<TKey, TValue> Together<TKey, TValue>(Func<FamilyLists, IReadOnlyDictionary<TKey, TValue>> list)
        where TKey : notnull => Families.SelectMany(list).ToDictionary();
}

/// <summary>The lists of one family, in a file of its own.</summary>
internal abstract class FamilyLists
{
    /// <summary>Name of its file of the contract.</summary>
    public abstract string Family { get; }

    /// <summary>Fields that go through -AdditionalField, by operation.</summary>
    public virtual Dictionary<string, string[]> ThroughAdditionalField { get; } = [];

    /// <summary>Members of an answer without a property of their own; they are among the AdditionalProperties.</summary>
    public virtual Dictionary<string, string[]> ThroughAdditionalProperties { get; } = [];

    /// <summary>Rules of ours that the contract does not print, as operation, wire name and rule, with the reason.</summary>
    public virtual Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = [];

    /// <summary>Fields that the field list of an operation lacks and another page of the documentation speaks of, with the reason.</summary>
    public virtual Dictionary<(string OperationId, string WireName), string> NotInTheFieldList { get; } = [];

    /// <summary>Required fields that the cmdlet fills in when they are not given.</summary>
    public virtual Dictionary<string, string[]> MadeUp { get; } = [];

    /// <summary>Operations of the contract that have a path and no cmdlet yet. A new cmdlet takes its line away.</summary>
    public virtual IReadOnlyList<string> StillToCome => [];

    /// <summary>The operations that the lists name.</summary>
    public IEnumerable<string> Operations =>
    [
        .. ThroughAdditionalField.Keys, .. ThroughAdditionalProperties.Keys, .. MadeUp.Keys, .. StillToCome,
        .. StricterRules.Keys.Select(rule => rule.OperationId), .. NotInTheFieldList.Keys.Select(extra => extra.OperationId),
    ];
}
