namespace FreedomPay.Scaffold;

/// <summary>The file of an output type.</summary>
internal static class Models
{
    public static string PathOf(ScaffoldOperation operation) => $"src/FreedomPay.PowerShell/Models/{operation.Room}/{operation.Model}.cs";

    public static string TextOf(ScaffoldOperation operation)
    {
        HashSet<string> sent = [.. operation.Fields.Select(field => field.WireName)];
        // A list of objects needs a type of its own.
        Field[] shown = [.. operation.Answers.Where(field => field.Kind is not null || field.Schema.Type == "boolean")];
        IEnumerable<string> properties = shown.Select(field => Property(field, sent.Contains(field.WireName)));
        string usings = shown.Length > 0 ? "using FreedomPay.Fields;\n\n" : "";
        string summary = Words.Documentation("", "summary", $"{Words.Sentence(operation.Summary)} {operation.Source}".TrimEnd());
        return $$"""
            {{usings}}namespace FreedomPay;

            {{summary}}public sealed class {{operation.Model}} : FreedomPayObject
            {
            {{string.Join("\n", properties)}}}

            """;
    }

    private static string Property(Field field, bool isSent)
    {
        bool isSecret = field.Schema.Sensitive is not (null or "pii" or "pan");
        string type = isSecret ? "SensitiveText?" : field.IsList ? "TextList" : field.Schema.Type == "number" ? "Amount?" : "string?";
        return Words.Documentation("    ", "summary", Words.Sentence(field.Text is { Length: > 0 } said ? said : field.WireName))
            + $"    [Field({Words.Literal(field.WireName)}{(isSent ? ", Echo = true" : "")})]\n"
            + $"    public {type} {field.Name} {{ get; internal set; }}{(type == "TextList" ? " = new([]);" : "")}\n";
    }
}
