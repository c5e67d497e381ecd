using System.Net;
using FreedomPay.Core.Connection;

namespace FreedomPay.Core.Tests.FreedomId;

/// <summary>The two shapes of an error of Freedom ID, which may come with any HTTP status: two pages say 200.</summary>
public sealed class FreedomIdErrorTests
{
    public static TheoryData<HttpStatusCode> Statuses => [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_business_code_is_a_refusal_with_that_code(HttpStatusCode status)
    {
        ApiOutcome outcome = await FreedomIdFixture.SendAsync(FreedomIdFixture.Link, """{"error":{"message":"Invalid authorization_code.","code":100101}}""", status);
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused, "100101"), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Code));
        Assert.EndsWith(", code 100101: Invalid authorization_code.", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task A_validation_error_has_one_line_for_each_field(HttpStatusCode status)
    {
        ApiOutcome outcome = await FreedomIdFixture.SendAsync(
            FreedomIdFixture.Link,
            """{"error":{"message":"Error validating transmitted data.","errors":{"grants":["The Grants field is required."],"redirect_uri":["It is required.","It must be a URL."]}}}""",
            status);
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused), (outcome.State, outcome.Fault!.Reason));
        Assert.Equal(["  grants: The Grants field is required.", "  redirect_uri: It is required. It must be a URL."], outcome.Fault.Message.Split('\n').Skip(1));
        Assert.Equal(["grants", "redirect_uri"], outcome.Fault.FieldErrors.Keys);
        Assert.Null(outcome.Fault.Code);
    }

    [Fact]
    public async Task A_code_without_a_text_is_a_refusal_too()
    {
        ApiOutcome outcome = await FreedomIdFixture.SendAsync(FreedomIdFixture.Link, """{"error":{"code":"100102"}}""", HttpStatusCode.OK);
        Assert.Equal((OutcomeState.Failed, "100102"), (outcome.State, outcome.Fault!.Code));
    }

    [Fact]
    public async Task A_token_that_an_error_repeats_is_masked()
    {
        var request = new ApiRequest
        {
            OperationId = "refreshFreedomIdToken",
            Method = "PATCH",
            Path = "/api/v1/oauth/token",
            Route = new ApiRoute(WireProtocol.Bearer, CredentialKind.None, ApiHost.Passport),
            Safety = Safety.Unkeyed,
            Bearer = new Secret("the-refresh-token-of-this-request"),
        };
        ApiOutcome outcome = await FreedomIdFixture.SendAsync(request, """{"error":{"message":"Token the-refresh-token-of-this-request is spent."}}""", HttpStatusCode.Unauthorized);
        Assert.Equal(FaultReason.Unauthorized, outcome.Fault!.Reason);
        Assert.EndsWith("Token *** is spent.", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_of_another_shape_is_not_believed()
    {
        ApiOutcome outcome = await FreedomIdFixture.SendAsync(FreedomIdFixture.Link, """{"ok":true}""", HttpStatusCode.OK);
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }
}
