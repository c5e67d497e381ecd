using System.Text.Encodings.Web;
using System.Text.Json;

namespace FreedomPay.Scaffold;

/// <summary>What is there already, and where what is new belongs.</summary>
/// <param name="root">Folder of the repository.</param>
internal sealed class House(string root)
{
    private const string Source = "src/FreedomPay.PowerShell";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Why there is nothing to begin with; null where there is.</summary>
    public string? Refusal(ScaffoldOperation operation)
    {
        if (operation.Cmdlet is null) return "The contract gives it no cmdlet.";
        if (HasCmdlet(operation.Id)) return "It has a cmdlet.";
        string path = Cmdlets.PathOf(operation), set = operation.Set is { } name ? $", in the parameter set {name}" : "";
        return File.Exists(Path.Combine(root, path)) ? $"{operation.Cmdlet} exists ({path}); let it perform this operation too{set}." : null;
    }

    public IEnumerable<ScaffoldFile> FilesFor(ScaffoldOperation operation)
    {
        yield return new ScaffoldFile(Cmdlets.PathOf(operation), Cmdlets.TextOf(operation, HasCmdlet));
        if (!HasModel(operation)) yield return new ScaffoldFile(Models.PathOf(operation), Models.TextOf(operation));
        yield return new ScaffoldFile(RussianPath(operation), RussianOf(operation));
    }

    /// <summary>What is left to do by hand, in the order in which it goes.</summary>
    public IEnumerable<string> StepsAfter(ScaffoldOperation operation)
    {
        foreach (string note in operation.Notes) yield return $"the contract says: {note}";
        foreach (Field field in operation.Fields.Where(field => field.Kind is null))
        {
            yield return $"{field.WireName} ({field.Schema.Type}) has no parameter: list it for -AdditionalField, or write a group";
        }

        if (operation.Set is { } set) yield return $"the contract gives it the parameter set {set} of {operation.Cmdlet}";
        yield return $"module/FreedomPay.PowerShell.psd1: '{operation.Cmdlet}' among CmdletsToExport";
        if (!HasModel(operation)) yield return $"module/Formats/{operation.Room}.Format.ps1xml: a table for FreedomPay.{operation.Model}";
        if (!operation.IsRead) yield return $"{Source}/Texts/{operation.Room}Messages.ru.resx: Do{Upper(operation.Id)}, the Russian of \"{operation.Summary}\"";
        yield return $"build/HelpCompiler/ru-RU/{operation.Room}.json: the Russian texts";
        yield return $"tests/FreedomPay.PowerShell.Tests/ContractLists: {operation.Id} is not to come any more";
        yield return "the sandbox: what it answers, where the contract's sample does not do";
        yield return "tests, and ./build.ps1 Build for docs/cmdlets";
    }

    /// <summary>Puts a file into its place. Russian texts come after those that are there.</summary>
    public void Write(ScaffoldFile file)
    {
        string path = Path.Combine(root, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!file.Path.EndsWith(".json", StringComparison.Ordinal))
        {
            File.WriteAllText(path, file.Text);
            return;
        }

        string before = File.Exists(path) ? File.ReadAllText(path).TrimEnd().TrimEnd('}').TrimEnd() : "{";
        string after = file.Text.Trim().TrimStart('{').TrimStart('\n');
        File.WriteAllText(path, $"{before}{(before == "{" ? "" : ",")}\n{after}\n");
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string RussianPath(ScaffoldOperation operation) => $"build/HelpCompiler/ru-RU/{operation.Room}.json";

    private bool HasModel(ScaffoldOperation operation) =>
        Directory.EnumerateFiles(Path.Combine(root, Source, "Models"), operation.Model + ".cs", SearchOption.AllDirectories).Any();

    private bool HasCmdlet(string operationId) => Directory.EnumerateFiles(Path.Combine(root, Source, "Commands"), "*.cs", SearchOption.AllDirectories)
        .Any(file => File.ReadAllText(file).Contains($"[Operation(\"{operationId}\"", StringComparison.Ordinal));

    // Those that another cmdlet has too are translated already.
    private string RussianOf(ScaffoldOperation operation)
    {
        HashSet<string> known = [.. from file in Directory.EnumerateFiles(Path.Combine(root, "build", "HelpCompiler", "ru-RU"), "*.json")
                                    from text in JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
                                    select text.Key];
        IEnumerable<string> lines = from text in Cmdlets.HelpOf(operation).Distinct()
                                    where !known.Contains(text)
                                    select $"  {JsonSerializer.Serialize(text, Readable)}: \"\"";
        return $"{{\n{string.Join(",\n", lines)}\n}}\n";
    }
}
