using System.Management.Automation;

namespace FreedomPay.Pipeline;

/// <summary>Takes a row whole. Module logging writes every parameter by its text, and that of a row has a PIN in it, so it gets another.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RowAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData is null or PipelineRow
        ? inputData!
        : new PipelineRow(PSObject.AsPSObject(inputData));
}

/// <summary>A row that does not print.</summary>
internal sealed class PipelineRow(PSObject row)
{
    public PSObject Row => row;

    public override string ToString() => "***";
}
