using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace FreedomPay.Commands.Csv;

/// <summary>
/// Asks PowerShell which parameter set a row with certain columns chooses. Its own binder answers: it binds such a row to a script
/// function with the parameters of the cmdlet, which does nothing. Nothing is sent, and no rule of binding is told twice.
/// </summary>
internal sealed class BinderProbe
{
    // The function tells the set by its output; where the row does not bind, there is an error in its place, which is nobody else's business.
    private static readonly ScriptBlock Ask = ScriptBlock.Create(
        """
        param($function, $row, $typed)
        $before = $global:Error.Count
        $refused = $null
        $set = $row | & $function @typed -ErrorVariable refused -ErrorAction SilentlyContinue
        while ($global:Error.Count -gt $before) { $global:Error.RemoveAt(0) }
        "$set"
        $refused | ForEach-Object { $_.Exception.Message }
        """);

    private readonly ScriptBlock function;

    public BinderProbe(CommandInfo cmdlet)
    {
        var metadata = new CommandMetadata(cmdlet);
        function = ScriptBlock.Create(
            $"{ProxyCommand.GetCmdletBindingAttribute(metadata)}\nparam({ProxyCommand.GetParamBlock(metadata)})\nprocess {{ $PSCmdlet.ParameterSetName }}");
    }

    /// <summary>Binds a row.</summary>
    /// <param name="columns">The columns of the row.</param>
    /// <param name="typed">What is typed beside the pipeline.</param>
    /// <param name="refusal">Why the row does not bind; null when it does.</param>
    /// <param name="wrongTyped">Why what is typed does not bind, whatever the row; null when it does.</param>
    /// <returns>The parameter set; null when the row does not bind.</returns>
    public string? SetOf(IEnumerable<string> columns, IDictionary typed, out string? refusal, out string? wrongTyped)
    {
        var row = new PSObject();
        foreach (string column in columns) row.Properties.Add(new PSNoteProperty(column, "x"));
        wrongTyped = null;
        Collection<PSObject> answer;
        try
        {
            answer = Ask.Invoke(function, row, typed);
        }
        catch (RuntimeException error)
        {
            refusal = wrongTyped = error.Message;
            return null;
        }

        string set = answer[0].ToString();
        refusal = set.Length > 0 ? null : string.Join(" ", answer.Skip(1));
        return set.Length > 0 ? set : null;
    }
}
