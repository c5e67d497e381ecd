using System.Management.Automation;

namespace FreedomPay.Fields;

/// <summary>Completes the values that the documentation knows; the list is open, others are accepted.</summary>
/// <param name="values">The known values.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownValuesAttribute(params string[] values) : ArgumentCompleterAttribute(Completer(values))
{
    public IReadOnlyList<string> Values { get; } = values;

    private static ScriptBlock Completer(string[] values) =>
        ScriptBlock.Create($"param($command, $parameter, $word) {string.Join(",", values.Select(value => $"'{value.Replace("'", "''")}'"))} | Where-Object {{ $_ -like \"$word*\" }}");
}
