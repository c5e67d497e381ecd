using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Operations;
using FreedomPay.Parameters;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that gives the Card API something to do. Its answer is the request, which may still be under way.</summary>
public abstract class CardRequestCommand : JwsCommand<CardRequest>
{
    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. The API refuses a number that it has seen.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid)]
    public string? RequestId { get; set; }

    // The status operation answers "ok" for a request that it knows, whatever became of it.
    private protected override bool ShowsArrival(Row row, JsonObject answer) => AnswerReader.Text(answer, "request_status") is "process" or "success" or "error";

    private protected override string? FailureOf(CardRequest result) =>
        result.RequestStatus == "error" ? $"the API took request {result.RequestId} and did not carry it out (request_status error)." : null;
}
