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
    /// <summary>Ends of the names of ids, codes and numbers that are text.</summary>
    private static readonly string[] IdEnds = ["id", "code", "number", "token", "iban", "key", "identifier", "bin", "iin", "idn", "pan", "otp", "pin"];

    /// <summary>Name of the parameter or the property.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The column of the API's own that it has: the last part of its name, and the part before it where another field ends alike.</summary>
    public string Column { get; private init; } = "";

    public string Leaf => WireName[(WireName.LastIndexOf('.') + 1)..];

    public string? Text => Description ?? Schema.Description;

    public bool IsList => Schema.Type == "array";

    /// <summary>Name in FieldKind; null for what has none, and goes through -AdditionalField.</summary>
    public string? Kind => IsHeader ? "Uuid" : Schema.Type switch
    {
        "array" => Schema.Items is { } items && !items.Properties.Any() ? "TextList" : null,
        "object" => null,
        // How a form writes one is not said.
        "boolean" => IsForm ? null : "Boolean",
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
        : IsId ? "Id"
        : "Text";

    /// <summary>Names of their own for fields that may have the same last name.</summary>
    public static IReadOnlyList<Field> Named(IEnumerable<Field> fields)
    {
        Field[] all = [.. fields.DistinctBy(field => field.WireName)];
        ILookup<string, Field> named = all.ToLookup(field => Pascal(field.Leaf), StringComparer.OrdinalIgnoreCase);
        return [.. all.Select(Name)];

        Field Name(Field field)
        {
            bool isRepeated = named[Pascal(field.Leaf)].Skip(1).Any();
            string[] parts = field.WireName.Split('.');
            return field with
            {
                Name = field.IsHeader ? "RequestId" : Pascal(isRepeated ? field.WireName : field.Leaf),
                Column = string.Join('.', parts.TakeLast(isRepeated ? 2 : 1)),
            };
        }
    }

    // The prefix of the protocol says nothing, but no name begins with a digit.
    private static string Pascal(string name)
    {
        string[] words = name.Split(['.', '_', '-'], StringSplitOptions.RemoveEmptyEntries);
        bool isPrefixed = words is ["pg", var next, ..] && !char.IsDigit(next[0]);
        return string.Concat(words.Skip(isPrefixed ? 1 : 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private bool IsId => IdEnds.Any(Is);

    private bool Is(string word) => Leaf.Equals(word, StringComparison.OrdinalIgnoreCase) || Leaf.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A text and the place where it belongs, from the folder of the repository.</summary>
internal sealed record ScaffoldFile(string Path, string Text);
