using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Notifications;

/// <summary>Reads the call with which Freedom ID tells that a user's main session has ended.</summary>
/// <remarks>
/// <para>
/// Freedom ID calls the partner's revoke_uri when the user signs out in the personal area, so that the partner can end its own sessions.
/// Give the body of that call. How the call is authenticated is not documented: whoever knows the address can make it, so let it end a
/// session and nothing else.
/// </para>
/// <para>Nothing is sent. A body that cannot be read is an error, and the others go on.</para>
/// </remarks>
/// <example>
/// <code>'{"id":"01953bd1-a6d3-739e-8aa3-83e881f09055"}' | ConvertFrom-FreedomIdRevocation</code>
/// <para>Reads a body and returns the Id of the token.</para>
/// </example>
/// <example>
/// <code>@{ id = '01953bd1-a6d3-739e-8aa3-83e881f09055' } | ConvertFrom-FreedomIdRevocation | Select-Object -ExpandProperty Id</code>
/// <para>Reads a body that a web framework has parsed already.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12108733">Token exchange</seealso>
[Cmdlet(VerbsData.ConvertFrom, "FreedomIdRevocation")]
[OutputType(typeof(FreedomIdRevocation))]
public sealed class ConvertFromFreedomIdRevocationCommand : PSCmdlet
{
    // It comes from the network; the documented body has some fifty characters.
    private const int MostCharacters = 64 * 1024;

    private static readonly Redactor CardNumbers = new([]);

    private long row;

    /// <summary>The body: JSON text, or an object or hashtable with the member id. Read a file with Get-Content -Raw.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        row++;
        JsonObject? body = Read(out string? fault);
        string? id = body?["id"] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;
        if (string.IsNullOrWhiteSpace(id)) fault ??= NotificationsMessages.BodyHasNoId;
        if (fault is not null)
        {
            var error = new FreedomPayException("InvalidInput", NotificationsMessages.BodyIs.With(row, fault)) { Row = row, Field = ["InputObject"] };
            WriteError(ErrorRecords.Create(
                error, NotificationsMessages.BodyAdvice, ErrorCategory.InvalidData,
                InputObject is null ? null : RowMask.TargetOf(InputObject, [], CardNumbers.Text)));
            return;
        }

        var revocation = new FreedomIdRevocation();
        AnswerReader.Fill(revocation, body!, null);
        WriteObject(revocation);
    }

    private JsonObject? Read(out string? fault)
    {
        fault = null;
        try
        {
            object? bare = InputObject?.BaseObject;
            if (bare is byte[] bytes) bare = System.Text.Encoding.UTF8.GetString(bytes);
            if (bare is string { Length: > MostCharacters }) fault = NotificationsMessages.BodyIsTooLarge;
            JsonNode? node = fault is not null ? null : bare is string text ? Parse(text) : new FreeValue(nameof(InputObject)).ToJson("", InputObject);
            if (node is not JsonObject) fault ??= NotificationsMessages.BodyIsNoObject;
            return node as JsonObject;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            fault = NotificationsMessages.BodyIsNotJson;
            return null;
        }
    }

    private static JsonObject? Parse(string text)
    {
        var body = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }) as JsonObject;
        // A member that is there twice shows only when it is asked for.
        _ = body?.Count;
        return body;
    }
}
