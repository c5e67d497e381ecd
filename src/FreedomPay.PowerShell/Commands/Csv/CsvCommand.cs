using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>What making and testing a file of rows have in common: the cmdlet that the rows are for. Neither sends anything.</summary>
public abstract class CsvCommand : PSCmdlet
{
    private static readonly Redactor Unconnected = new([]);

    /// <summary>The cmdlet that will take the rows, such as New-FreedomPayPayment; Tab completes.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [CsvCmdletCompleter]
    public string Cmdlet { get; set; } = "";

    /// <summary>The parameter set, where the cmdlet has several; Tab completes.</summary>
    [Parameter]
    [CsvSetCompleter]
    public string? ParameterSet { get; set; }

    /// <summary>What is between two cells: a comma unless given. Excel writes a semicolon where the comma is the decimal mark, as in Kazakhstan and
    /// Russia.</summary>
    [Parameter]
    [DelimiterCompleter]
    public char Delimiter { get; set; } = ',';

    private protected CsvCmdlet RequireCmdlet()
    {
        if (CsvCmdlet.Find(Cmdlet) is { } cmdlet) return cmdlet;
        Throw(
            "UnknownCmdlet", CsvMessages.CmdletUnknown.With(Cmdlet),
            CsvMessages.UnknownAdviceOneOf.With(string.Join(", ", CsvCmdlet.All.Select(known => known.Name))), ErrorCategory.ObjectNotFound, Cmdlet);
        return null!;
    }

    private protected string? SetOf(CsvCmdlet cmdlet)
    {
        if (ParameterSet is null) return null;
        if (cmdlet.Sets.FirstOrDefault(set => string.Equals(set, ParameterSet, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        Throw(
            "UnknownParameterSet", CsvMessages.SetUnknown.With(cmdlet.Name, ParameterSet),
            cmdlet.HasSets ? CsvMessages.UnknownAdviceOneOf.With(string.Join(", ", cmdlet.Sets)) : CsvMessages.SetUnknownAdviceLeaveOut,
            ErrorCategory.ObjectNotFound, ParameterSet);
        return null;
    }

    /// <summary>A path of PowerShell as one of the file system. Nothing in it is a wildcard.</summary>
    private protected string FileOf(string path)
    {
        try
        {
            string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem") return file;
        }
        catch (RuntimeException)
        {
            // No such drive or provider: the same message.
        }

        Throw("FileFailed", CsvMessages.PathIsNoFile.With(path), CsvMessages.PathIsNoFileAdvice, ErrorCategory.InvalidArgument, path);
        return null!;
    }

    /// <summary>Masks card numbers, and the secrets of the connection where there is one.</summary>
    private protected static string Redact(string text) => (RunspaceState.Current.Connection?.Client.Redactor ?? Unconnected).Text(text);

    // What is typed by hand may hold anything.
    [DoesNotReturn]
    private protected void Throw(string reason, string message, string recommendedAction, ErrorCategory category, string target) =>
        ErrorRecords.Throw(this, new FreedomPayException(reason, Redact(message)), recommendedAction, category, Redact(target));
}
