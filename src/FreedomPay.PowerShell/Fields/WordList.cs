using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FreedomPay.Fields;

/// <summary>
/// A dictionary of the contract (<c>x-dictionaries</c>): codes on the wire, and the words that people write and read for them. It is
/// open: a code that it lacks goes through as it is, in both directions. A field names it with <see cref="FieldAttribute.Words"/>,
/// and its parameter completes with it.
/// </summary>
/// <param name="name">Name of the dictionary in the contract.</param>
/// <param name="words">Its entries, in the order of the contract.</param>
internal abstract class WordList(string name, params CodeWord[] words) : IArgumentCompleter
{
    private static readonly ConcurrentDictionary<Type, WordList> All = new();

    public string Name => name;

    public IReadOnlyList<CodeWord> Words => words;

    /// <summary>The words as a message or a help text lists them.</summary>
    public string Listing => string.Join(", ", words.Select(word => word.Text));

    public static WordList Of(Type list) => All.GetOrAdd(list, type => (WordList)Activator.CreateInstance(type)!);

    /// <summary>The code of a word, in whatever case it is written; any other text as it is.</summary>
    public string ToCode(string text) => words.FirstOrDefault(word => word.Text.Equals(text, StringComparison.OrdinalIgnoreCase))?.Code ?? text;

    /// <summary>The word of a code; any other text as it is.</summary>
    public string ToWord(string code) => words.FirstOrDefault(word => word.Code == code)?.Text ?? code;

    /// <summary>The codes, each with its word.</summary>
    public string Explain(IEnumerable<string> codes) => string.Join(", ", codes.Select(code => ToWord(code) == code ? code : $"{ToWord(code)} ({code})"));

    /// <summary>Offers the words that begin with what is typed, and the code that does.</summary>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = wordToComplete.Trim('\'', '"');
        foreach (CodeWord word in words)
        {
            bool isCode = typed.Length > 0 && word.Code.StartsWith(typed, StringComparison.Ordinal);
            if (!isCode && !word.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) continue;
            string text = isCode ? word.Code : word.Text;
            yield return new CompletionResult(text, text, CompletionResultType.ParameterValue, $"{(isCode ? word.Text : word.Code)}: {word.Meaning}");
        }
    }
}

/// <summary>An entry of a dictionary.</summary>
/// <param name="Code">What goes on the wire.</param>
/// <param name="Text">What people write and read: one word, so that it needs no quotes.</param>
/// <param name="MeaningNow">What the contract says of it, in the language of whoever asks: the lists are made once and for all.</param>
internal sealed record CodeWord(string Code, string Text, Func<string> MeaningNow)
{
    public string Meaning => MeaningNow();
}
