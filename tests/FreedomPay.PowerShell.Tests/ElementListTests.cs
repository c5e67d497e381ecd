using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Elements beside each other, of one name or of one of two.</summary>
public sealed class ElementListTests
{
    [Theory]
    [InlineData("""{"pg_status":"ok"}""")]
    [InlineData("""{"pg_status":"ok","rate":""}""")]
    [InlineData("""{"rate":{"pg_currency_from":"KZT","pg_currency_to":"EUR","pg_rate":"0.85"}}""", "KZT EUR 0.85")]
    [InlineData("""{"rates":{"pg_currency_from":"KZT","pg_currency_to":"EUR","pg_rate":"0.85"}}""", "KZT EUR 0.85")]
    [InlineData("""{"rates":[{"pg_currency_from":"KZT","pg_currency_to":"EUR","pg_rate":"0.85"},{"pg_currency_from":"KZT","pg_currency_to":"USD","pg_rate":"0.9"}]}""", "KZT EUR 0.85", "KZT USD 0.9")]
    [InlineData("""{"rate":{"pg_currency_from":"KZT","pg_currency_to":"EUR","pg_rate":"0.85"},"rates":{"pg_currency_from":"KZT","pg_currency_to":"USD","pg_rate":"0.9"}}""", "KZT EUR 0.85", "KZT USD 0.9")]
    public void A_rate_is_an_object_of_its_own_under_either_name(string answer, params string[] rates) =>
        Assert.Equal(rates, ElementList.Each(Parse(answer), "rate", "rates").Select(Read));

    [Theory]
    [InlineData("""{"rate":"0.85"}""")]
    [InlineData("""{"rate":{"pg_rate":"0.85"},"rates":["0.85"]}""")]
    public void What_is_no_list_is_one_answer_as_it_came(string answer) =>
        Assert.Equal(answer, Assert.Single(ElementList.Each(Parse(answer), "rate", "rates")).ToJsonString());

    [Fact]
    public void What_stands_beside_them_is_kept_with_each() =>
        Assert.Equal(
            ["""{"new":"1","rate":{"pg_rate":"1"}}""", """{"new":"1","rates":{"pg_rate":"2"}}"""],
            ElementList.Each(Parse("""{"new":"1","rate":{"pg_rate":"1"},"rates":{"pg_rate":"2"}}"""), "rate", "rates").Select(one => one.ToJsonString()));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static string Read(JsonObject item)
    {
        var rate = new TransferRate();
        AnswerReader.Fill(rate, item, null);
        return $"{rate.CurrencyFrom} {rate.CurrencyTo} {rate.Rate}";
    }
}
