using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;

namespace FreedomPay.Fields;

/// <summary>
/// On a parameter: the place of its value on the wire and the rules it has to keep before anything is sent. It keeps the value as the text that
/// was written, so that these rules judge it and not PowerShell's conversions: a decimal comma at the prompt (<c>-Amount 1500,50</c>) reaches us as
/// an array; it becomes text again and is refused as such.
/// On a property of an output type: the place it is read from. On a property of a <see cref="FreedomPayInput"/>: its place in that object.
/// </summary>
/// <param name="wireName">Name on the wire; nested objects are dotted (<c>client.fn_id</c>).</param>
/// <param name="kind">What the text has to be.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class FieldAttribute(string wireName, FieldKind kind = FieldKind.Text) : ArgumentTransformationAttribute
{
    public string WireName { get; private set; } = wireName;

    public FieldKind Kind { get; } = kind;

    /// <summary>The parameter set for which this place holds; null for all.</summary>
    public string? Set { get; init; }

    /// <summary>Whether it is a header, by its name on the wire. A field in the path or the query needs no word: the operation says so.</summary>
    public bool IsHeader { get; init; }

    /// <summary>Whether it is what the answer is expected to have: it is compared, and not sent.</summary>
    public bool IsExpected { get; init; }

    /// <summary>Whether the parameter also takes a value from the pipeline by itself, where the same place may be tried with a whole row.</summary>
    public bool FromPipeline { get; init; }

    /// <summary>Whether the parameter is a secret, which may come as one.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether several values are meant, which commas then separate; elsewhere only a rule for lists takes them.</summary>
    public bool Several { get; init; }

    /// <summary>Fewest characters.</summary>
    public int MinLength { get; init; }

    /// <summary>Most characters; 0 for no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>Regular expression that the whole text has to match, as the contract prints it.</summary>
    public string? Pattern { get; init; }

    /// <summary>
    /// Whether a comma is refused: a request that made several cards hands several ids to the next cmdlet, which takes one.
    /// </summary>
    public bool Single { get; init; }

    /// <summary>
    /// Whether an empty cell is refused instead of being left out, though the field is optional: where leaving it out acts upon
    /// more than was meant.
    /// </summary>
    public bool NotBlank { get; init; }

    /// <summary>The closed list of values, where the contract has one.</summary>
    public string[]? Values { get; init; }

    /// <summary>Values that the documentation knows; the list is open, others are accepted.</summary>
    public string[]? Known { get; init; }

    /// <summary>
    /// The <see cref="WordList"/> of words that stand for codes: on a parameter they are taken beside the codes, and its completer
    /// offers them; on an output property they take the place of the codes.
    /// </summary>
    public Type? Words { get; init; }

    /// <summary>Smallest number, in invariant form.</summary>
    public string? Minimum { get; init; }

    /// <summary>Largest number, in invariant form.</summary>
    public string? Maximum { get; init; }

    /// <summary>Wire name of the field that has to be given when this one is: the contract requires both inside an object that may be missing.</summary>
    public string? Needs { get; set; }

    /// <summary>Wire name of the field without which this one has to be given; null where it is needed always, or never.</summary>
    public string? Unless { get; set; }

    /// <summary>Wire name of the field with the country that has numbered a person or a company by this one; null for other fields.</summary>
    public string? NumberedBy { get; set; }

    /// <summary>Whether the number of a person may be one of another kind too, so that only what is surely a damaged one is refused.</summary>
    public bool AnyNumber { get; init; }

    /// <summary>Whether several lines are meant, as in a description; elsewhere a line break is what a stray quote has joined.</summary>
    public bool Lines { get; init; }

    /// <summary>Whether the contract wants Latin letters.</summary>
    public bool Latin { get; init; }

    /// <summary>On a member of an item of a list: whether every item needs it.</summary>
    public bool Required { get; init; }

    /// <summary>An example for the message of a refused value.</summary>
    public string? Example { get; init; }

    /// <summary>On an output property: taken from the request where the answer does not repeat it.</summary>
    public bool Echo { get; init; }

    /// <summary>
    /// On an output property: taken from the request alone. The status operation, whose answer stands for one that was lost, means something
    /// else by this name.
    /// </summary>
    public bool FromRequest { get; init; }

    /// <summary>
    /// On a parameter that says over what an act is that follows another: the only columns of a file that mean this act. Its other names are
    /// for the prompt, and no property of a result of ours is taken: that says what was done before.
    /// </summary>
    public string[]? Columns { get; init; }

    /// <summary>On a list of an output property: wire name of its items, where XML has them in the element of the list.</summary>
    public string? Item { get; init; }

    /// <summary>What Tab offers for it; null for nothing.</summary>
    public IArgumentCompleter? Offers => Words is { } words ? WordList.Of(words)
        : (Values ?? Known) is { } values ? new CodeCompleter(() => values)
        : Kind switch
        {
            FieldKind.Country => new CodeCompleter(static () => Iso.Countries, Iso.CountryName),
            FieldKind.Currency => new CodeCompleter(static () => Iso.Currencies, Iso.CurrencyName),
            FieldKind.Flag or FieldKind.Boolean => new CodeCompleter(static () => ["0", "1"]),
            _ => null,
        };

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // A row has its value in a property, which PowerShell binds next; its own text means nothing.
        bool isRow = FromPipeline && inputData is not null && !IsNothing(inputData) && !IsText(Bare(inputData)) && !ValueText.IsValue(Bare(inputData));
        return isRow ? inputData! : TextOf(inputData)!;
    }

    /// <summary>The text of a value, or the secret that it is; null for nothing.</summary>
    public object? TextOf(object? inputData)
    {
        if (inputData is null || IsNothing(inputData)) return null;
        object value = Bare(inputData);
        // Masked already; as text they would not be.
        if (IsText(value)) return value;
        return Kind is FieldKind.Date or FieldKind.DateTime ? IsoTime.TextOf(inputData, value, Kind is FieldKind.DateTime) : ValueText.Of(inputData, Several);
    }

    /// <summary>The same rules at their place in a request.</summary>
    /// <param name="group">Wire name of the object whose member this is.</param>
    public FieldAttribute In(string group)
    {
        var placed = (FieldAttribute)MemberwiseClone();
        placed.WireName = $"{group}.{WireName}";
        if (Needs is not null) placed.Needs = $"{group}.{Needs}";
        if (Unless is not null) placed.Unless = $"{group}.{Unless}";
        if (NumberedBy is not null) placed.NumberedBy = $"{group}.{NumberedBy}";
        return placed;
    }

    /// <summary>Whether it is an amount, a currency, or that by which money moves: an id, an account, the token of a card.</summary>
    public bool CarriesMoney => Kind switch
    {
        FieldKind.Amount or FieldKind.AmountNumber or FieldKind.Currency or FieldKind.Iban or FieldKind.CardNumber => true,
        FieldKind.Integer => LeafName.IndexOf("amount", StringComparison.Ordinal) >= 0 || IsIdOfMoney,
        FieldKind.Id or FieldKind.Uuid => IsIdOfMoney,
        FieldKind.Text => Secret && LeafName is "pg_card_token" or "pg_card_token_to" or "pg_card_recipient_token" or "card_token" or "token",
        _ => false,
    };

    // Persons, users, branches and devices have ids too, and products have codes.
    private bool IsIdOfMoney => Words is null && (WireName is "object.value" or "id" or "customer"
        || LeafName is "idempotency_key" or "pg_idempotency_key" or "pg_recurring_profile"
        || (LeafName.EndsWith("_id", StringComparison.Ordinal)
            && LeafName is not (
                "person_id" or "branch_id" or "device_id" or "external_user_id" or "pg_user_id" or "freedom_id" or "pg_freedom_id" or "product_id")));

    public string LeafName => WireName.Substring(WireName.LastIndexOf('.') + 1);

    private bool IsText(object value) => value is string || (Secret && value is SecureString or SensitiveText);

    private static bool IsNothing(object inputData) => ReferenceEquals(inputData, AutomationNull.Value);

    private static object Bare(object inputData) => inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
}
