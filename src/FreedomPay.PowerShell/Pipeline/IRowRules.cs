using System.Collections;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that takes rows, and the rules that it holds them to; they can be asked without sending anything.</summary>
internal interface IRowRules
{
    /// <summary>Fields beside the parameters.</summary>
    Hashtable? AdditionalField { get; set; }

    /// <summary>The operation that the parameter set performs.</summary>
    OperationAttribute OperationOf(string parameterSet);

    /// <summary>Writes the request of the row whose values the parameters hold, and says what is wrong with it.</summary>
    IReadOnlyList<FieldFault> Judge(Row row, string parameterSet, Func<BoundField, bool> isGiven);
}
