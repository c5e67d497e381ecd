using System.Management.Automation;
using System.Reflection;

namespace FreedomPay.Scaffold;

/// <summary>The file of a cmdlet.</summary>
internal static class Cmdlets
{
    private const string SecretText =
        "The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else Payment.";

    /// <summary>How the operations of a family are signed that do not say so, and with what.</summary>
    private static readonly Dictionary<string, string> SignOf = new(StringComparer.Ordinal)
    {
        ["Card"] = "jws", ["Partner"] = "jws", ["GatewayAsync"] = "jws", ["Gateway"] = "pg", ["Merchant"] = "pg", ["FreedomId"] = "bearer",
    };

    private static readonly Dictionary<string, string> Needs = new(StringComparer.Ordinal)
    {
        ["payment"] = " Needs Connect-FreedomPay -Merchant.", ["payout"] = " Needs Connect-FreedomPay -Payout.",
        ["partner"] = " Needs Connect-FreedomPay -Partner.", ["client"] = " Needs Connect-FreedomPay -FreedomId.",
        ["token"] = " Needs Connect-FreedomPay -FreedomIdToken.",
    };

    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["TextList"] = "text", ["Integer"] = "1000", ["Amount"] = "1500.50", ["AmountNumber"] = "1500.50", ["Date"] = "2026-01-31",
        ["Flag"] = "1", ["Boolean"] = "1",
        ["DateTime"] = "2026-01-31T09:30:00+05:00", ["Phone"] = "+77011234567", ["PhoneDigits"] = "+77011234567", ["Email"] = "user@example.com",
        ["Currency"] = "KZT", ["Url"] = "https://example.com/", ["IpAddress"] = "127.0.0.1", ["Id"] = "A-1001", ["PdfFile"] = "./document.pdf",
        ["Uuid"] = "019ab688-bef2-72c4-aa29-d0e08be76d95",
    };

    public static string PathOf(ScaffoldOperation operation) => $"src/FreedomPay.PowerShell/Commands/{operation.Room}/{ClassOf(operation)}.cs";

    /// <summary>The texts of its help.</summary>
    public static IEnumerable<string> HelpOf(ScaffoldOperation operation)
    {
        yield return Words.Sentence(operation.Summary);
        yield return SafetyOf(operation);
        yield return ExampleOf(operation);
        yield return OtherExample(operation).Text;
        foreach (Field field in ParametersOf(operation)) yield return SummaryOf(field);
        if (IsSecretAssumed(operation)) yield return SecretText;
        if (operation.Source is not null) yield return LinkOf(operation);
    }

    public static string TextOf(ScaffoldOperation operation, Func<string, bool> hasCmdlet)
    {
        string baseClass = BaseOf(operation);
        SortedSet<string> usings = new(StringComparer.Ordinal) { "FreedomPay.Operations" };
        if (ParametersOf(operation).Any() || IsSecretAssumed(operation)) usings.Add("FreedomPay.Fields");
        if (baseClass == "ApiCommand" || IsSecretAssumed(operation)) usings.Add("FreedomPay.Pipeline");
        Field? first = FirstOf(operation);
        IEnumerable<string> members = ParametersOf(operation).Select(field => ParameterOf(field, ReferenceEquals(field, first)));
        if (IsSecretAssumed(operation)) members = members.Append(SecretParameter);
        (string Call, string Text) other = OtherExample(operation);
        string implements = IsSecretAssumed(operation) ? ", IAssumesSecret" : "";
        string link = operation.Source is { } source ? $"/// <seealso href=\"{source}\">{Words.Escaped(LinkOf(operation))}</seealso>\n" : "";
        return $$"""
            using System.Management.Automation;
            {{string.Concat(usings.Select(one => $"using {one};\n"))}}
            namespace FreedomPay.Commands.{{operation.Room}};

            {{Words.Documentation("", "summary", Words.Sentence(operation.Summary))}}/// <remarks>
            {{Words.Documentation("", "para", SafetyOf(operation))}}/// </remarks>
            /// <example>
            /// <code>{{Words.Escaped(CallOf(operation))}}</code>
            {{Words.Documentation("", "para", ExampleOf(operation))}}/// </example>
            /// <example>
            /// <code>{{Words.Escaped(other.Call)}}</code>
            {{Words.Documentation("", "para", other.Text)}}/// </example>
            {{link}}[Cmdlet({{VerbOf(operation.Verb)}}, "{{operation.Noun}}"{{(operation.IsRead ? "" : ", SupportsShouldProcess = true")}})]
            [OutputType(typeof({{operation.Model}}))]
            {{Words.Attribute("", "Operation", ArgumentsOf(operation, hasCmdlet))}}public sealed class {{ClassOf(operation)}} : {{baseClass}}<{{operation.Model}}>{{implements}}
            {
            {{string.Join("\n", members)}}}

            """;
    }

    private static string SecretParameter => Words.Documentation("    ", "summary", SecretText)
        + "    [Parameter]\n    [NamedValue(typeof(FreedomPaySecret))]\n    public FreedomPaySecret? Secret { get; set; }\n";

    private static string ClassOf(ScaffoldOperation operation) => $"{operation.Verb}{operation.Noun}Command";

    private static string BaseOf(ScaffoldOperation operation) => operation.Api == "Card" ? "CardCommand" : "ApiCommand";

    private static bool IsSecretAssumed(ScaffoldOperation operation) => operation.Travel("secret-basis") == "assumed";

    /// <summary>The parameters: those that must be given first.</summary>
    private static IEnumerable<Field> ParametersOf(ScaffoldOperation operation) =>
        operation.Fields.Where(field => field.Kind is not null).OrderByDescending(field => field.IsRequired);

    /// <summary>The one that is given by position and from the pipeline.</summary>
    private static Field? FirstOf(ScaffoldOperation operation) =>
        ParametersOf(operation).FirstOrDefault(field => field.IsRequired && TypeOf(field) == "string" && field.Kind is "Id" or "Integer" or "Uuid");

    private static IEnumerable<string> ArgumentsOf(ScaffoldOperation operation, Func<string, bool> hasCmdlet)
    {
        yield return Words.Literal(operation.Id);
        yield return Words.Literal(operation.Method);
        yield return Words.Literal(operation.Path);
        yield return "FreedomPayApi." + operation.Api;
        yield return "FreedomPaySafety." + Upper(operation.Safety);
        if (operation.Key is { } key) yield return $"Key = {Words.Literal(key)}";
        if (operation.StatusOperation is { } status && hasCmdlet(status))
        {
            yield return $"StatusOperation = {Words.Literal(status)}";
            if (operation.StatusField is { } by && by != operation.Key) yield return $"StatusField = {Words.Literal(by)}";
        }

        string? sign = operation.Travel("sign"), secret = operation.Travel("secret");
        if (sign is not null && sign != SignOf[operation.Api]) yield return "Sign = Signing." + Joined(sign);
        if (secret is not null && secret != SecretOf(operation.Api, sign)) yield return "Secret = SecretKind." + Joined(secret);
        if (IsSecretAssumed(operation)) yield return "IsSecretAssumed = true";
        if (operation.Travel("body") == "query") yield return "InQuery = true";
        if (operation.Travel("body") == "form" && sign == "none") yield return "IsForm = true";
        if (!operation.HasBody) yield return "NoBody = true";
        if (operation.Travel("request-id") is { } id) yield return "RequestId = RequestIdUse." + Upper(id);
        if (operation.Travel("action") is { } action) yield return $"Action = {Words.Literal(action)}";
        if (operation.Host is { } host) yield return "Host = HostKind." + host;
        if (operation.IsInferred) yield return "Evidence = FreedomPayEvidence.Inferred";
        if (operation.Answer.Any()) yield return $"Answer = {Words.List(operation.Answer)}";
        if (operation.Statuses.Any()) yield return $"Statuses = {Words.List(operation.Statuses)}";
    }

    private static string SecretOf(string api, string? sign) => sign switch
    {
        "none" => "none",
        "basic" => "client",
        "bearer" => api == "FreedomId" ? "token" : "agent-token",
        "jws" when api is "Card" or "Partner" => "partner",
        _ => "payment",
    };

    private static string ParameterOf(Field field, bool isFirst)
    {
        List<string> parameter = [];
        if (field.IsRequired) parameter.Add("Mandatory = true");
        if (isFirst) parameter.AddRange(["Position = 0", "ValueFromPipeline = true"]);
        parameter.Add("ValueFromPipelineByPropertyName = true");
        List<string> attributes = [];
        if (IsOffered(field)) attributes.Add("Completes");
        if (field.Schema.Sensitive is { } sensitive) attributes.Add($"Sensitive(SensitiveKind.{Upper(sensitive)})");
        string place = $"{Alias(field)}Field({string.Join(", ", FieldArguments(field, isFirst))})";
        // An empty cell of a required one must reach our own message, and PowerShell would refuse it.
        if (field.IsRequired) attributes.InsertRange(0, ["AllowNull", "AllowEmptyString"]);
        string others = string.Join(", ", attributes);
        return Words.Documentation("    ", "summary", SummaryOf(field))
            + Words.Attribute("    ", "Parameter", parameter)
            + (field.IsRequired ? $"    [{others}]\n    [{place}]\n" : $"    [{string.Join(", ", attributes.Append(place))}]\n")
            + $"    public {TypeOf(field)}? {field.Name} {{ get; set; }}\n";
    }

    private static bool IsOffered(Field field) => field.Kind is "Currency" or "Flag" or "Boolean" || field.Schema.Values is not null;

    // PowerShell takes no alias that is the name.
    private static string Alias(Field field)
    {
        IEnumerable<string> names = field.IsHeader ? ["request_id", field.Leaf] : [field.Column];
        string[] others = [.. names.Where(name => !name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)).Select(Words.Literal)];
        return others.Length > 0 ? $"Alias({string.Join(", ", others)}), " : "";
    }

    private static IEnumerable<string> FieldArguments(Field field, bool isFirst)
    {
        yield return Words.Literal(field.WireName);
        if (field.Kind != "Text") yield return "FieldKind." + field.Kind;
        if (field.IsHeader) yield return "IsHeader = true";
        if (isFirst) yield return "FromPipeline = true";
        if (TypeOf(field) == "SensitiveText") yield return "Secret = true";
        if (field.Schema.Text("minLength") is { } shortest and not "0") yield return $"MinLength = {shortest}";
        if (field.Schema.Text("maxLength") is { } longest) yield return $"MaxLength = {longest}";
        if (field.Schema.Text("minimum") is { } least) yield return $"Minimum = {Words.Literal(least)}";
        if (field.Schema.Text("maximum") is { } most) yield return $"Maximum = {Words.Literal(most)}";
        if (field.Schema.Pattern is { } pattern) yield return $"Pattern = {Words.Literal(pattern)}";
        if (field.Kind != "Flag" && field.Schema.Values is { } values) yield return $"Values = {Words.List(values)}";
    }

    private static string TypeOf(Field field) => field.Schema.Sensitive is null or "pii" ? "string" : "SensitiveText";

    private static string SummaryOf(Field field) => Words.Sentence(field.Text is { Length: > 0 } text ? text : field.WireName);

    private static string SafetyOf(ScaffoldOperation operation) => operation.Safety switch
    {
        "read" => "Safety: reads only, so it is asked again after a lost answer.",
        "natural" => "Safety: a repeat changes nothing more, so it is sent again after a lost answer.",
        "replay" => "Safety: sent again with the same key, and the first answer comes back.",
        "refuse" => "Safety: a key that the API has seen is refused, so a request whose answer is lost is asked for and not sent again.",
        _ => "Safety: a repeat may act twice, so it is never sent again; a lost answer leaves the outcome unknown.",
    } + (operation.Travel("secret") is { } secret ? Needs.GetValueOrDefault(secret, "") : "");

    private static string CallOf(ScaffoldOperation operation) => string.Join(' ', [
        operation.Cmdlet!,
        .. from field in ParametersOf(operation)
           where field.IsRequired
           let sample = field.Schema.Values?[0] ?? Samples.GetValueOrDefault(field.Kind!, "text")
           select $"-{field.Name} {(TypeOf(field) == "string" ? sample : $"(Get-Secret {field.Name})")}",
    ]);

    private static string ExampleOf(ScaffoldOperation operation) => Words.Sentence(operation.Summary);

    private static (string Call, string Text) OtherExample(ScaffoldOperation operation) =>
        !ParametersOf(operation).Any() ? ($"{operation.Cmdlet} -Connection $other", "Does it over another connection.")
        : operation.IsRead ? ($"Import-Csv rows.csv | {operation.Cmdlet}", "Does it for each row of a file.")
        : ($"Import-Csv rows.csv | {operation.Cmdlet} -WhatIf", "Shows what would be done for each row of a file, and sends nothing.");

    private static string LinkOf(ScaffoldOperation operation) => operation.Summary.TrimEnd('.');

    private static string VerbOf(string verb) => (from type in typeof(VerbsCommon).Assembly.GetExportedTypes()
                                                  where type.Name.StartsWith("Verbs", StringComparison.Ordinal)
                                                  from constant in type.GetFields(BindingFlags.Public | BindingFlags.Static)
                                                  where constant.Name == verb
                                                  select $"{type.Name}.{verb}").First();

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Joined(string words) => string.Concat(words.Split('-').Select(Upper));
}
