using System.Collections.ObjectModel;
using System.Text.Json.Nodes;

namespace FreedomPay;

/// <summary>Fields of an answer that the documentation, and so the output type, does not have. Nothing that the API says is lost.</summary>
public sealed class AdditionalProperties : ReadOnlyDictionary<string, object?>
{
    private readonly JsonObject fields;

    /// <summary>None at all.</summary>
    internal static AdditionalProperties None { get; } = new([]);

    internal AdditionalProperties(JsonObject fields)
        : base(fields.ToDictionary(field => field.Key, field => Fields.WireObject.ToPowerShell(field.Value), StringComparer.Ordinal))
    {
        this.fields = fields;
    }

    /// <summary>The fields as compact JSON, or nothing where there are none.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => fields.Count == 0 ? "" : fields.ToJsonString();
}
