using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FreedomPay.HelpCompiler;

/// <summary>
/// The help in another language: English texts, in a file for each family, each with its translation, so that a text that changes in the code loses its
/// translation and cannot keep one that says something else. What has none stays English, and is reported.
/// </summary>
internal sealed class Translation
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true };

    private readonly Dictionary<string, string> texts;
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> unused;

    private Translation(Dictionary<string, string> texts)
    {
        this.texts = texts;
        unused = [.. texts.Keys];
    }

    /// <summary>The texts as they are in the code.</summary>
    public static Translation None => new([]);

    /// <summary>The texts of a folder: JSON objects whose names are the English texts. None stands in two of them.</summary>
    public static Translation Read(string folder) => new(Directory.EnumerateFiles(folder, "*.json")
        .SelectMany(file => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!)
        .ToDictionary(StringComparer.Ordinal));

    /// <summary>A text, translated.</summary>
    public string Of(string english)
    {
        if (english.Length == 0) return english;
        unused.Remove(english);
        if (texts.TryGetValue(english, out string? translated)) return translated;
        missing.Add(english);
        return english;
    }

    /// <summary>A format, translated, with its values put in.</summary>
    public string Of(string english, params object?[] values) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Of(english), values);

    /// <summary>What is to be mended in the file: texts without a translation, and translations of texts that are gone.</summary>
    public string Report() => JsonSerializer.Serialize(new { missing, unused }, Readable);
}
