using System.Reflection;
using System.Text.Json.Nodes;
using FreedomPay.Commands.CardApi;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Holds the words for codes against the dictionaries of the contract, and every field with such a code against its words.</summary>
public sealed class Dictionaries
{
    /// <summary>Fields whose dictionary has another name than they have.</summary>
    private static readonly Dictionary<string, string> NamedOtherwise = new(StringComparer.Ordinal) { ["card_status"] = "gift_card_status" };

    private static readonly WordList[] Lists = [.. from type in typeof(WordList).Assembly.GetTypes() where type.BaseType == typeof(WordList) select WordList.Of(type)];

    public static TheoryData<string> Names() => new(Lists.Select(list => list.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_dictionary_of_the_contract_has_its_words_and_no_other() =>
        Assert.Equal(ContractReader.CardDictionaries.Keys.Order(StringComparer.Ordinal), Lists.Select(list => list.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dictionary_has_the_codes_and_meanings_of_the_contract(string name) =>
        Assert.Equal(ContractReader.CardDictionaries[name], Named(name).Words.Select(word => (word.Code, word.Meaning)));

    // A blank or a comma would have to be quoted at the prompt, and a digit could be the code of something else.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_word_stands_for_one_code_and_needs_no_quotes(string name)
    {
        WordList list = Named(name);

        Assert.All(list.Words, word => Assert.Matches("^[A-Za-z]+$", word.Text));
        Assert.Equal(list.Words.Count, list.Words.Select(word => word.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(list.Words, word =>
        {
            Assert.Equal((word.Code, word.Code, word.Code), (list.ToCode(word.Text), list.ToCode(word.Text.ToUpperInvariant()), list.ToCode(word.Code)));
            Assert.Equal((word.Text, word.Text), (list.ToWord(word.Code), list.ToWord(word.Text)));
        });
        Assert.Equal(("9999", "9999"), (list.ToCode("9999"), list.ToWord("9999")));
    }

    // A new cmdlet or output type would otherwise show codes where its siblings show words.
    [Fact]
    public void Every_field_with_a_dictionary_takes_or_shows_its_words()
    {
        (string Owner, FieldAttribute Field)[] fields =
        [
            .. from cmdlet in CmdletReader.All
               where cmdlet.Operations.Any(operation => operation.Api is FreedomPayApi.Card)
               from set in cmdlet.ParameterSets
               from field in cmdlet.WireFieldsOf(set)
               select ($"{cmdlet.Name} -{field.Parameter.Name}", field.Field),
            .. from model in CmdletReader.All.Where(cmdlet => cmdlet.Performs.Any(performed => performed.Operation.Api is FreedomPayApi.Card)).Select(cmdlet => cmdlet.Model!).Distinct()
               from property in model.GetProperties()
               from field in property.GetCustomAttributes<FieldAttribute>()
               select ($"{model.Name}.{property.Name}", field),
        ];

        Expect.None(from one in fields
                    let expected = Lists.FirstOrDefault(list => list.Name == NamedOtherwise.GetValueOrDefault(one.Field.WireName, one.Field.WireName))
                    where one.Field.Words != expected?.GetType()
                    select $"{one.Owner} ({one.Field.WireName}) has {one.Field.Words?.Name ?? "no words"} and needs {expected?.GetType().Name ?? "none"}");
        Assert.True(fields.Count(one => one.Field.Words is not null) >= 8, "Hardly any field has words.");
    }

    [Fact]
    public void A_parameter_completes_with_the_words_that_it_takes() =>
        Expect.None(from cmdlet in CmdletReader.All
                    from parameter in cmdlet.Parameters
                    from field in parameter.Fields
                    where field.Words is not null
                    where !parameter.Has<CompletesAttribute>() || field.Offers?.GetType() != field.Words
                    select $"{cmdlet.Name} -{parameter.Name}");

    [Fact]
    public void The_code_of_a_word_goes_on_the_wire_as_the_number_that_the_contract_wants()
    {
        var type = new FieldAttribute("client.type", FieldKind.Integer) { Words = typeof(ClientTypes), Values = ["1", "2", "3"] };

        Assert.Equal("3", FieldRules.ToWire(type, "individualentrepreneur", out string? fault)!.ToJsonString());
        Assert.Null(fault);
        Assert.Null(FieldRules.ToWire(type, "4", out fault));
        Assert.Equal("is none of Individual (1), LegalEntity (2), IndividualEntrepreneur (3)", fault);
        Assert.Null(FieldRules.ToWire(type, "Company", out fault));
        Assert.Equal("is not a whole number; write digits only, such as 1000, or Individual, LegalEntity, IndividualEntrepreneur", fault);
    }

    [Theory]
    [InlineData("""{"card_status":2}""", "Activated")]
    [InlineData("""{"card_status":"2"}""", "Activated")]
    [InlineData("""{"card_status":9}""", "9")]
    [InlineData("""{"card_status":"suspended"}""", "suspended")]
    [InlineData("{}", null)]
    public void An_answer_shows_the_word_of_a_known_code_and_any_other_as_it_came(string answer, string? shown)
    {
        var card = new GiftCard();
        AnswerReader.Fill(card, (JsonObject)JsonNode.Parse(answer)!, null);
        Assert.Equal(shown, card.State);
    }

    [Theory]
    [InlineData(2000, "Instant")]
    [InlineData(5000, "5000")]
    [InlineData(4405645000006150, "440564******6150")]
    public void What_is_echoed_from_the_request_is_the_word_too_and_never_a_card_number(long code, string shown)
    {
        var request = new CardRequest();
        AnswerReader.Fill(request, [], new JsonObject { ["product_id"] = code });
        Assert.Equal(shown, request.ProductId);
    }

    private static WordList Named(string name) => Lists.Single(list => list.Name == name);
}
