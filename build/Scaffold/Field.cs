namespace FreedomPay.Scaffold;

/// <summary>A field of a request or an answer, with the name and the kind that the house would give it.</summary>
/// <param name="WireName">Its dotted name.</param>
/// <param name="Schema">What the contract says of it.</param>
/// <param name="IsRequired">Whether it is always required.</param>
/// <param name="IsHeader">Whether it is a header.</param>
/// <param name="IsForm">Whether it stands in a form, where a number is text.</param>
/// <param name="Description">What the contract says beside the schema.</param>
internal sealed record Field(string WireName, Schema Schema, bool IsRequired, bool IsHeader, bool IsForm, string? Description = null)
{
    /// <summary>Name of the parameter or the property.</summary>
    public string Name { get; private init; } = "";

    public string Leaf => WireName[(WireName.LastIndexOf('.') + 1)..];

    public string? Text => Description ?? Schema.Description;

    public bool IsList => Schema.Type == "array";

    /// <summary>Name in FieldKind; null for what has none, and goes through -AdditionalField.</summary>
    public string? Kind => IsHeader ? "Uuid" : Schema.Type switch
    {
        "array" => Schema.Items is { } items && !items.Properties.Any() ? "TextList" : null,
        "object" or "boolean" => null,
        "integer" when IsForm && Schema.Values is ["0", "1"] or ["1", "0"] => "Flag",
        "integer" => Is("phone") ? "PhoneDigits" : "Integer",
        "number" => IsForm ? "Amount" : "AmountNumber",
        _ when Schema.IsFile => "PdfFile",
        _ => Schema.Format switch
        {
            "date" => "Date",
            "date-time" => "DateTime",
            "uuid" => "Uuid",
            "email" => "Email",
            "uri" => "Url",
            "ipv4" => "IpAddress",
            _ => KindByName,
        },
    };

    // Text whose form the contract describes in words.
    private string KindByName => Schema.Values is not null ? "Text"
        : Is("amount") ? "Amount"
        : Is("currency") ? "Currency"
        : Is("email") ? "Email"
        : Is("phone") ? IsForm ? "PhoneDigits" : "Phone"
        : Is("id") || Is("code") || Is("number") || Is("token") || Is("iban") || Is("key") ? "Id"
        : "Text";

    /// <summary>Names of their own for fields that may have the same last name.</summary>
    public static IReadOnlyList<Field> Named(IEnumerable<Field> fields)
    {
        Field[] all = [.. fields.DistinctBy(field => field.WireName)];
        ILookup<string, Field> named = all.ToLookup(field => Pascal(field.Leaf), StringComparer.OrdinalIgnoreCase);
        return [.. all.Select(field => field with { Name = field.IsHeader ? "RequestId" : Pascal(named[Pascal(field.Leaf)].Skip(1).Any() ? field.WireName : field.Leaf) })];
    }

    // The prefix of the protocol says nothing, but no name begins with a digit.
    private static string Pascal(string name)
    {
        string[] words = name.Split(['.', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        bool isPrefixed = words is ["pg", var next, ..] && !char.IsDigit(next[0]);
        return string.Concat(words.Skip(isPrefixed ? 1 : 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private bool Is(string word) => Leaf.Equals(word, StringComparison.OrdinalIgnoreCase) || Leaf.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A text and the place where it belongs, from the folder of the repository.</summary>
internal sealed record ScaffoldFile(string Path, string Text);
