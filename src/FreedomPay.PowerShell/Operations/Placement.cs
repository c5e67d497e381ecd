using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>Where the fields of a request stand: in its path, its query, its headers or its body.</summary>
/// <param name="Path">The path as it is called, with its query.</param>
/// <param name="Headers">The headers; null for none beside those of the protocol.</param>
/// <param name="Body">The fields that are left; null for no body.</param>
internal sealed record Placement(string Path, IReadOnlyDictionary<string, string>? Headers, JsonObject? Body)
{
    /// <summary>The header that names an act or a call.</summary>
    public const string RequestIdHeader = "X-Request-Id";

    /// <summary>The placeholder of a path that is the merchant's number where no field has its name.</summary>
    public const string MerchantId = "merchant_id";

    private const string ActionHeader = "X-Action";

    /// <summary>Places the fields of a request.</summary>
    /// <param name="operation">Its operation.</param>
    /// <param name="path">The path of the operation, or another that the user has given for it.</param>
    /// <param name="fields">All fields. They stay as they are; where all of them are the body, they are it.</param>
    /// <param name="headers">Those that are headers.</param>
    /// <param name="unsent">Those that are not sent.</param>
    /// <param name="merchantId">The number of the merchant whose secret signs; null where there is none, and so nothing will be sent.</param>
    public static Placement Of(
        OperationAttribute operation, string path, JsonObject fields, IReadOnlyCollection<string> headers, IReadOnlyCollection<string> unsent,
        string? merchantId)
    {
        Dictionary<string, string>? placed = null;
        JsonObject body = fields;
        JsonObject Left() => ReferenceEquals(body, fields) ? body = (JsonObject)fields.DeepClone() : body;

        for (int open = path.IndexOf('{'); open >= 0; open = path.IndexOf('{', open + 1))
        {
            int close = path.IndexOf('}', open);
            string name = path.Substring(open + 1, close - open - 1);
            string value = WireObject.Text(fields, name) ?? (name == MerchantId ? merchantId : null) ?? "";
            path = path.Substring(0, open) + Uri.EscapeDataString(value) + path.Substring(close + 1);
            if (fields.ContainsKey(name)) Left().Remove(name);
        }

        foreach (string name in unsent)
        {
            if (fields.ContainsKey(name)) Left().Remove(name);
        }

        foreach (string name in headers)
        {
            if (WireObject.Text(fields, name) is not { } value) continue;
            (placed ??= new(StringComparer.OrdinalIgnoreCase))[name] = value;
            Left().Remove(name);
        }

        // The older invoices name the merchant in the body too, by number.
        if (operation.Sign is Signing.JwsInvoiceInit && long.TryParse(merchantId, NumberStyles.None, CultureInfo.InvariantCulture, out long merchant))
        {
            Left()[MerchantId] = merchant;
        }

        if (operation.Action is { } action) (placed ??= new(StringComparer.OrdinalIgnoreCase))[ActionHeader] = action;
        // The fields of a form stand in the query by themselves.
        if (operation.InQuery && operation.Sign is not Signing.Pg)
        {
            return new Placement(body.Count == 0 ? path : path + "?" + PgForm.Encode(PgForm.Fields(body)), placed, null);
        }

        return new Placement(path, placed, operation.NoBody && body.Count == 0 ? null : body);
    }
}
