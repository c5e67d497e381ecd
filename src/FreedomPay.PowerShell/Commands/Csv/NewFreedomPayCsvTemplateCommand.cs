using System.Management.Automation;
using System.Text;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>Makes a CSV file to begin with: the rules of each column, the header, and a sample row that passes.</summary>
/// <remarks>
/// <para>
/// The rules stand above the header, in lines that begin with #. Import-Csv of PowerShell 7 skips them, so the file can be given to the
/// cmdlet as it is, and it stays so when Excel saves it. Windows PowerShell 5.1 and many other programs do not skip them: -NoComment
/// leaves them out, and -PassThru returns the rules as objects.
/// </para>
/// <para>
/// In the sample row what is required has a value that passes, and what is optional is empty: an empty cell is not sent. It is a row like
/// any other: put your own in its place. Test-FreedomPayCsv warns when it is still there.
/// </para>
/// <para>
/// The file is UTF-8 with a byte order mark, because Excel takes a CSV without one for the code page of the country and spoils every
/// letter beyond English; Import-Csv reads both. Without -Path the lines are written to the pipeline.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCsvTemplate New-FreedomPayCardClient -Path new-clients.csv</code>
/// <para>Makes a file for clients of the Card API.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCsvTemplate New-FreedomPayPayment -WireName -RequiredOnly -NoComment | ConvertFrom-Csv | New-FreedomPayPayment -WhatIf</code>
/// <para>Shows the required columns by the API's own names, and that the sample row passes.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCsvTemplate New-FreedomPayPayment -PassThru | Format-Table Column, Required, Format, Example</code>
/// <para>Lists the columns with their rules, and makes no file.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayCsvTemplate", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(CsvColumn))]
public sealed class NewFreedomPayCsvTemplateCommand : CsvCommand
{
    /// <summary>The file to write; without it the lines go to the pipeline. A file that exists is not overwritten without -Force.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Names the columns as the API does (pg_amount, fn_id) and not as the parameters.</summary>
    [Parameter]
    public SwitchParameter WireName { get; set; }

    /// <summary>Leaves out the columns that are optional.</summary>
    [Parameter]
    public SwitchParameter RequiredOnly { get; set; }

    /// <summary>Leaves out the rules above the header, for programs that do not skip lines that begin with #.</summary>
    [Parameter]
    public SwitchParameter NoComment { get; set; }

    /// <summary>Returns the columns with their rules as objects, beside the file; without -Path in place of the lines.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Overwrites a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        CsvCmdlet cmdlet = RequireCmdlet();
        var template = new CsvTemplate(
            cmdlet, SetOf(cmdlet) ?? cmdlet.DefaultSet, WireName, RequiredOnly, parameter => CsvTemplate.MeaningIn(cmdlet.Name, parameter));
        IEnumerable<string> lines = template.Lines(Delimiter, !NoComment);
        if (Path is not null) Write(FileOf(Path), lines, cmdlet.Name);
        else if (!PassThru) WriteObject(lines, enumerateCollection: true);
        if (PassThru) WriteObject(template.Columns, enumerateCollection: true);
    }

    private void Write(string file, IEnumerable<string> lines, string cmdlet)
    {
        if (File.Exists(file) && !Force)
        {
            Throw("FileExists", CsvMessages.FileExists.With(file), CsvMessages.FileExistsAdvice, ErrorCategory.ResourceExists, file);
        }

        if (!ShouldProcess(file, CsvMessages.WriteTemplate.With(cmdlet))) return;
        try
        {
            File.WriteAllLines(file, lines, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Throw("FileFailed", CsvMessages.FileNotWritten.With(file, error.Message), CsvMessages.FileNotWrittenAdvice, ErrorCategory.WriteError, file);
        }
    }
}
