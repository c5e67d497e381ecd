using System.Text.Json.Nodes;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Nothing that the API says is lost, and nothing secret becomes visible.</summary>
public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("""{"profile":{"payload":"p"}}""", "")]
    [InlineData("""{"profile":{}}""", "")]
    [InlineData("""{"profile":null}""", "")]
    [InlineData("""{"profile":"p"}""", """{"profile":"p"}""")]
    [InlineData("""{"new":null}""", """{"new":null}""")]
    public void Nothing_is_added_that_was_read_and_nothing_left_out_that_was_not(string answer, string additional) =>
        Assert.Equal(additional, Read<FreedomIdProfile>(answer).AdditionalProperties.ToString());

    [Fact]
    public void A_member_of_a_token_answer_that_nobody_knows_is_masked()
    {
        FreedomIdToken token = Read<FreedomIdToken>("""{"access_token":"a","id_token":"secret","nested":{"token":"secret"}}""");
        Assert.Equal("""{"id_token":"***","nested":"***"}""", token.AdditionalProperties.ToString());
    }

    [Theory]
    [InlineData("pg_card_token")]
    [InlineData("pg_card_token_to")]
    [InlineData("card_cvc")]
    [InlineData("pin")]
    public void A_secret_that_has_no_property_is_masked(string name)
    {
        Assert.Equal($$"""{"{{name}}":"***","more":"1"}""", Read<Refund>($$"""{"{{name}}":["secret"],"more":"1"}""").AdditionalProperties.ToString());
        Assert.Equal($$"""{"{{name}}":"***"}""", Read<MobilePayment>($$"""{"{{name}}":"secret"}""").AdditionalProperties.ToString());
    }

    [Theory]
    [InlineData("1727246098", "2024-09-25T06:34:58Z")]
    [InlineData("2024-10-02T10:52:21.000000Z", "2024-10-02T10:52:21.000000Z")]
    public void The_end_of_a_token_is_ISO_text_whichever_form_the_API_used(string onWire, string shown)
    {
        FreedomIdToken token = Read<FreedomIdToken>($$"""{"access_expire_at":"{{onWire}}"}""");
        Assert.Equal((shown, true), (token.AccessExpiresAt, token.IsExpired));
    }

    [Fact]
    public void A_token_without_a_readable_end_does_not_say_whether_it_has_ended() =>
        Assert.Null(Read<FreedomIdToken>("""{"access_expire_at":"soon"}""").IsExpired);

    [Fact]
    public void A_journal_keeps_no_personal_data_no_token_and_no_free_text_of_an_answer()
    {
        const string User = """{"freedom_id":"7","phone":"+77010000001","email":"a@example.com","firstname":"Ivan","lastname":"Ivanov","token":"t"}""";
        Assert.Equal("""{"freedom_id":"7"}""", AnswerReader.Keep(typeof(FreedomIdUser), JsonNode.Parse(User)!.AsObject(), static text => text).ToJsonString());
        const string Profile = """{"request_id":"r","status":"failed","status_message":"Ivan is not known","profile":{"payload":"p"}}""";
        Assert.Equal("""{"request_id":"r","status":"failed"}""", AnswerReader.Keep(typeof(FreedomIdProfile), JsonNode.Parse(Profile)!.AsObject(), static text => text).ToJsonString());
        const string Payment = """{"pg_payment_id":"1","pg_failure_description":"Ivan has no money","pg_card_pan":"4405-64XX-XXXX-6150"}""";
        Assert.Equal("""{"pg_payment_id":"1"}""", AnswerReader.Keep(typeof(Payment), JsonNode.Parse(Payment)!.AsObject(), static text => text).ToJsonString());
    }

    [Fact]
    public void A_journal_keeps_the_id_of_a_card_which_the_next_command_needs() =>
        Assert.Equal("""{"card_id":"c-1"}""", AnswerReader.Keep(typeof(Card), new JsonObject { ["card_id"] = "c-1", ["iban"] = "KZ1" }, static text => text).ToJsonString());

    private static T Read<T>(string answer)
        where T : FreedomPayObject, new()
    {
        var model = new T();
        AnswerReader.Fill(model, (JsonObject)JsonNode.Parse(answer)!, null);
        return model;
    }
}
