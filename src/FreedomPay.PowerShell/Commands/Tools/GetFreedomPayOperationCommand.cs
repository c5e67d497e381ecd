using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Tools;

/// <summary>Lists the operations of the Freedom Pay API with their cmdlets, safety class and documentation.</summary>
/// <remarks>
/// <para>
/// Evidence tells how sure the description is: documented, partial, secondary (from code or older pages), inferred (from similar operations) or none.
/// An operation without a path is known by name only. One that has a path and no cmdlet yet can be called with Invoke-FreedomPayRequest.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayOperation -Family Card | Format-Table OperationId, Cmdlet, Available, Safety</code>
/// <para>Lists the Card API.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayOperation *refund* | Where-Object Path</code>
/// <para>Finds the refunds that can be called.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayOperation")]
[OutputType(typeof(FreedomPayOperation))]
public sealed class GetFreedomPayOperationCommand : PSCmdlet
{
    /// <summary>Names of operations, with wildcards; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [OperationCompleter]
#pragma warning disable CA1819 // A parameter that takes several values is an array in PowerShell.
    public string[] OperationId { get; set; } = ["*"];

    /// <summary>API families; all unless given.</summary>
    [Parameter]
    public FreedomPayApi[]? Family { get; set; }
#pragma warning restore CA1819

    /// <summary>Names of cmdlets, with wildcards; all unless given.</summary>
    [Parameter]
    [SupportsWildcards]
    public string Cmdlet { get; set; } = "*";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern[] names = [.. OperationId.Select(Pattern)];
        WildcardPattern cmdlet = Pattern(Cmdlet);
        foreach (FreedomPayOperation operation in OperationCatalog.All)
        {
            if (names.Any(name => name.IsMatch(operation.OperationId))
                && cmdlet.IsMatch(operation.Cmdlet ?? "")
                && (Family is null || Family.Contains(operation.Family)))
            {
                WriteObject(operation);
            }
        }
    }

    private static WildcardPattern Pattern(string text) => new(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
