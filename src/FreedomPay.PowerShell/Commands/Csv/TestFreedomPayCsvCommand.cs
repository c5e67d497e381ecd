using System.Collections;
using System.Management.Automation;
using System.Text;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>Checks a whole file of rows for a cmdlet without sending anything, and reports all its faults.</summary>
/// <remarks>
/// <para>
/// Every row is held to the very rules of the cmdlet, and the file to what no row can tell: columns that are missing, unknown or there
/// twice, a wrong delimiter or encoding, rows with too many cells, rows that stray quotes have swallowed, a request id in two rows. Each fault is one
/// object, written as soon as it is found: row, line, column, masked value, what is wrong and what to do. An Error is what the cmdlet or the API
/// would refuse; a Warning is what they would take, though it may not be meant. A file without faults writes nothing.
/// </para>
/// <para>
/// Needs no connection. What only the API knows, such as whether a card exists, is not checked. The file is read as Import-Csv reads it;
/// memory does not grow with it, except by the ids and phones of its rows.
/// </para>
/// <para>
/// Warnings tell of an IIN or BIN whose check digit is wrong, names that are not Latin where the API wants them so, a phone or a client that
/// is there twice, a birth date in the future, a row of totals, and text of question marks.
/// </para>
/// </remarks>
/// <example>
/// <code>Test-FreedomPayCsv New-FreedomPayPayment orders.csv | Format-Table Row, Column, Message</code>
/// <para>Lists everything that is wrong with a file of payments.</para>
/// </example>
/// <example>
/// <code>if (Test-FreedomPayCsv New-FreedomPayPayment orders.csv -Quiet) { Import-Csv orders.csv | New-FreedomPayPayment }</code>
/// <para>Sends a file only if all its rows would be taken.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | Where-Object pg_currency -eq KZT | Test-FreedomPayCsv New-FreedomPayPayment -Parameter @{ Language = 'ru' }</code>
/// <para>Checks rows of a pipeline that will be sent with -Language ru.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsDiagnostic.Test, "FreedomPayCsv", DefaultParameterSetName = ByPath)]
[OutputType(typeof(CsvFault), typeof(bool))]
public sealed class TestFreedomPayCsvCommand : CsvCommand
{
    private const string ByPath = "Path";
    private const string ByRow = "Row";

    private CsvTester? tester;
    private bool stopped;

    /// <summary>The file to check. Nothing in it is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Rows to check, as Import-Csv makes them, from the pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRow, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The encoding of the file: UTF-8 unless given; a byte order mark decides before it. A name as Import-Csv takes it, or a code page such
    /// as windows-1251.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNull, TextEncoding, EncodingCompleter]
    public Encoding Encoding { get; set; } = new UTF8Encoding();

    /// <summary>
    /// What will be typed beside the pipeline, for every row: a hashtable from parameters to values, such as
    /// <c>@{ Currency = 'KZT' }</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Parameter { get; set; } = [];

    /// <summary>Returns True when there is no fault of severity Error, and False otherwise, in place of the faults. The file is read up to the first
    /// one.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        CsvCmdlet cmdlet = RequireCmdlet();
        string? set = SetOf(cmdlet);
        // The module's own cmdlet, whatever else has its name in this session.
        var probe = new BinderProbe(new CmdletInfo(cmdlet.Name, cmdlet.Type));
        tester = new CsvTester(cmdlet, set, Parameter, probe, Resolve, Redact, Report);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByRow)
        {
            if (!Quiet || !tester!.HasErrors) tester!.TestRow(InputObject!);
            return;
        }

        string file = FileOf(Path);
        try
        {
            // Excel keeps the file open.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 65536);
            byte[] head = new byte[Math.Min(FileProbe.Size, stream.Length)];
            int length = 0;
            for (int read; (read = stream.Read(head, length, head.Length - length)) > 0;) length += read;
            Array.Resize(ref head, length);
            stream.Position = 0;
            using var text = new StreamReader(stream, Encoding, detectEncodingFromByteOrderMarks: true);
            tester!.TestFile(text, head, Encoding, Delimiter, () => !stopped && (!Quiet || !tester.HasErrors));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Throw("FileFailed", CsvMessages.FileNotRead.With(file, error.Message), CsvMessages.FileNotReadAdvice, ErrorCategory.ReadError, file);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        tester!.End();
        string summary = CsvMessages.RowsTested.With(tester.Rows, Cmdlet, tester.FaultyRows);
        WriteVerbose(summary);
        WriteInformation(summary, ["FreedomPay"]);
        if (Quiet) WriteObject(!tester.HasErrors);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => stopped = true;

    private void Report(CsvFault fault)
    {
        if (!Quiet) WriteObject(fault);
    }

    private string Resolve(string path)
    {
        try
        {
            return GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (RuntimeException)
        {
            // No such drive or provider. The field's own rule says that there is no such file.
            return path;
        }
    }
}
