using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>Completes names of operations.</summary>
internal sealed class OperationCompleterAttribute() : ArgumentCompleterAttribute(typeof(OperationNames));

internal sealed class OperationNames() : CodeCompleter(
    () => OperationCatalog.All.Select(operation => operation.OperationId),
    operationId => OperationCatalog.Find(operationId)?.Summary);
