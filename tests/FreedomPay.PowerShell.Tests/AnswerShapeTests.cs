using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FsCheck;
using FsCheck.Fluent;

namespace FreedomPay.PowerShell.Tests;

/// <summary>An answer whose shape is another than its model's is read as far as it goes, and never ends a pipeline.</summary>
public sealed class AnswerShapeTests
{
    private static readonly Type[] Models = [.. typeof(FreedomPayObject).Assembly.GetTypes().Where(type => typeof(IAnswerPart).IsAssignableFrom(type) && !type.IsAbstract && type.GetConstructor([]) is not null && !HoldsAnything(type))];
    private static readonly string[] Names =
    [
        .. (from model in Models
            from property in model.GetProperties()
            from field in property.GetCustomAttributes(typeof(FieldAttribute), false).Cast<FieldAttribute>()
            from name in field.WireName.Split('.').Append(field.Item)
            where name is not null
            select name).Distinct(),
        "pg_salt", "unknown", "",
    ];

    private static readonly string[] Texts = ["", " ", "ok", "-10", "1,5", "NaN", "1e999", "[]", "\u0000", "2026-01-31", "true"];

    // But for what is an object of PowerShell's own, which there is none of here: values of any shape, and additional properties when they are
    // looked at.
    [Fact]
    public void Every_model_takes_every_shape()
    {
        Assert.True(Models.Length > 15);
        Gen<JsonObject> answers = Node(4).Where(node => node is JsonObject).Select(node => (JsonObject)node!);
        Prop.ForAll(answers.Zip(answers).ToArbitrary(), pair =>
        {
            foreach (Type model in Models)
            {
                var part = (IAnswerPart)Activator.CreateInstance(model)!;
                AnswerReader.Fill(part, pair.Item1, pair.Item2);
                _ = AnswerReader.Keep(model, pair.Item1, static text => text).ToJsonString();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData("""{"pg_refund_payments":""}""", 0)]
    [InlineData("""{"pg_refund_payments":"none"}""", 0)]
    [InlineData("""{"pg_refund_payments":{}}""", 0)]
    [InlineData("""{"pg_refund_payments":{"pg_refund_payment":""}}""", 0)]
    [InlineData("""{"pg_refund_payments":{"pg_refund_payment":{"pg_amount":"-1"}}}""", 1)]
    [InlineData("""{"pg_refund_payments":[{"pg_refund_payment":{"pg_amount":"-1"}},{"pg_refund_payment":[{"pg_amount":"-2"},{"pg_amount":"-3"}]},""]}""", 3)]
    [InlineData("""{"pg_refund_payments":[1,2]}""", 0)]
    public void A_list_that_is_empty_a_text_or_repeated_is_read_as_far_as_it_goes(string answer, int count)
    {
        var payment = new Payment();
        AnswerReader.Fill(payment, (JsonObject)JsonNode.Parse(answer)!, null);
        Assert.Equal(count, payment.Refunds.Count);
    }

    // Nothing that the API says is lost.
    [Fact]
    public void What_is_no_list_stands_among_the_additional_properties()
    {
        var payment = new Payment();
        AnswerReader.Fill(payment, (JsonObject)JsonNode.Parse("""{"pg_refund_payments":"none"}""")!, null);
        Assert.Equal("""{"pg_refund_payments":"none"}""", payment.AdditionalProperties.ToString());
    }

    private static bool HoldsAnything(Type model) => model.GetProperties().Any(property => property.PropertyType == typeof(object)
        || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments().Any(part => typeof(IAnswerPart).IsAssignableFrom(part) && HoldsAnything(part))));

    private static Gen<JsonNode?> Node(int depth)
    {
        Gen<JsonNode?> leaf = Gen.OneOf(
            Gen.Elements(Texts).Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Elements(0m, -1.5m, 1e20m).Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Elements(true, false).Select(yes => (JsonNode?)JsonValue.Create(yes)),
            Gen.Constant((JsonNode?)null));
        if (depth == 0) return leaf;
        Gen<JsonNode?> inner = Node(depth - 1);
        Gen<JsonNode?> members = Gen.Elements(Names).Zip(inner).ArrayOf().Select(static pairs =>
        {
            var made = new JsonObject();
            foreach ((string name, JsonNode? value) in pairs) made[name] = value?.DeepClone();
            return (JsonNode?)made;
        });
        Gen<JsonNode?> items = inner.ArrayOf().Select(static values => (JsonNode?)new JsonArray([.. values.Select(static value => value?.DeepClone())]));
        return Gen.Frequency((2, leaf), (3, members), (1, items));
    }
}
