using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace FreedomPay.Fields;

/// <summary>Completes what the field of the parameter knows: its values, the words of its dictionary, or the codes of its kind. Where the list is
/// open, others are accepted.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CompletesAttribute() : ArgumentCompleterAttribute(typeof(FieldCompleter));

/// <summary>Asks the field of a parameter for its values.</summary>
internal sealed class FieldCompleter : IArgumentCompleter
{
    private static readonly ConcurrentDictionary<string, Type?> Cmdlets = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string name = commandName.Substring(commandName.LastIndexOf('\\') + 1);
        FieldAttribute? field = Cmdlets.GetOrAdd(name, Find)
            ?.GetProperty(parameterName)
            ?.GetCustomAttributes<FieldAttribute>()
            .FirstOrDefault(static place => place.Offers is not null);
        return field?.Offers?.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters) ?? [];
    }

    private static Type? Find(string name) => typeof(FieldCompleter).Assembly.GetTypes().FirstOrDefault(type =>
        type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet && name.Equals($"{cmdlet.VerbName}-{cmdlet.NounName}", StringComparison.OrdinalIgnoreCase));
}
