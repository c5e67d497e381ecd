using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What the answers about saved cards list, prove and leave open.</summary>
public sealed class SavedCardsTests
{
    [Theory]
    [InlineData("""{"pg_salt":"x"}""")]
    [InlineData("""{"card":""}""")]
    [InlineData("""{"card":{"pg_card_token":"a","pg_card_hash":"1"}}""", "1")]
    [InlineData("""{"card":[{"pg_card_token":"a","pg_card_hash":"1"},{"pg_card_token":"b","pg_card_hash":"2"}]}""", "1", "2")]
    public void A_list_has_as_many_cards_as_it_has_elements(string answer, params string[] hashes)
    {
        CustomerCard[] cards = [.. SavedCards.Each(Parse(answer)).Select(Read)];
        Assert.Equal(hashes, cards.Select(card => card.CardHash));
        Assert.All(cards, card => Assert.Equal("u", card.UserId));
    }

    [Theory]
    [InlineData("""{"card":"none"}""")]
    [InlineData("""{"card":[{"pg_card_token":"a"},"b"]}""")]
    public void What_is_no_list_of_cards_is_one_answer_as_it_came(string answer) =>
        Assert.Equal(answer, Assert.Single(SavedCards.Each(Parse(answer))).ToJsonString());

    [Fact]
    public void What_stands_beside_the_cards_is_kept_with_each() =>
        Assert.Equal(
            ["""{"new":"1","card":{"pg_card_token":"a"}}""", """{"new":"1","card":{"pg_card_token":"b"}}"""],
            SavedCards.Each(Parse("""{"new":"1","card":[{"pg_card_token":"a"},{"pg_card_token":"b"}]}""")).Select(one => one.ToJsonString()));

    [Theory]
    [InlineData("""{"pg_status":"deleted"}""", true)]
    [InlineData("""{"pg_status":"deleted","pg_card_token":"ours"}""", true)]
    [InlineData("""{"card":{"pg_status":"deleted","pg_card_token":"ours"}}""", true)]
    [InlineData("""{"pg_status":"deleted","pg_card_token":"other"}""", false)]
    [InlineData("""{"card":{"pg_status":"deleted","pg_card_token":"other"}}""", false)]
    [InlineData("""{"card":{"pg_status":"success","pg_card_token":"ours"}}""", false)]
    [InlineData("""{"card":[{"pg_status":"deleted","pg_card_token":"ours"},{"pg_status":"success","pg_card_token":"other"}]}""", false)]
    [InlineData("""{"pg_status":"deleted","card":{"pg_status":"success"}}""", false)]
    [InlineData("""{"card":{"pg_card_token":"ours"}}""", false)]
    [InlineData("{}", false)]
    public void An_answer_says_of_a_card_that_it_is_removed_or_proves_nothing(string answer, bool says) =>
        Assert.Equal(says, SavedCards.SaysRemoved(Parse(answer), "ours", "deleted"));

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"card":{"pg_card_token":"other"}}""", true)]
    [InlineData("""{"card":[{"pg_card_token":"other"},{"pg_card_token":"ours","pg_status":"deleted"}]}""", true)]
    [InlineData("""{"card":{"pg_card_token":"ours","pg_status":"success"}}""", false)]
    [InlineData("""{"card":{"pg_card_hash":"4400-44XX-XXXX-4440"}}""", false)]
    [InlineData("""{"card":"other"}""", false)]
    [InlineData("""{"card":["other"]}""", false)]
    public void A_list_lacks_a_card_only_where_every_other_has_another_token(string answer, bool lacks) =>
        Assert.Equal(lacks, SavedCards.Lacks(Parse(answer), "ours", "deleted"));

    [Fact]
    public void A_list_has_a_card_in_whatever_state_where_none_is_known_to_mean_that_it_is_gone() =>
        Assert.False(SavedCards.Lacks(Parse("""{"card":{"pg_card_token":"ours","pg_status":"deleted"}}"""), "ours", null));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static CustomerCard Read(JsonObject item)
    {
        var card = new CustomerCard();
        AnswerReader.Fill(card, item, new JsonObject { ["pg_user_id"] = "u" });
        return card;
    }
}
