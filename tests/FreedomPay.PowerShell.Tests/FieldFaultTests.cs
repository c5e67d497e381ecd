
using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What an error shows of a wrong value.</summary>
public sealed class FieldFaultTests
{
    [Theory]
    [InlineData(45)]
    [InlineData(50)]
    [InlineData(59)]
    public void A_card_number_is_masked_before_a_long_value_is_cut(int place)
    {
        string text = new FieldFault("Description", "pg_description", new string('x', place) + "4405645000006150" + new string('y', 60), "is longer than 10 characters").ToString();
        Assert.DoesNotContain("44056450", text, StringComparison.Ordinal);
        Assert.EndsWith("…' is longer than 10 characters", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_masked_before_a_long_value_is_cut() =>
        Assert.DoesNotContain("secret", new FieldFault("X", "x", new string('x', 55) + "secret-value" + new string('y', 60), "is wrong").Describe(text => text.Replace("secret-value", "***", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_short_value_is_shown_whole() => Assert.Equal("Amount '1500,50' is wrong", new FieldFault("Amount", "pg_amount", "1500,50", "is wrong").ToString());
}
