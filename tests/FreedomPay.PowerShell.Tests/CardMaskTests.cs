using FreedomPay.Commands.Gateway;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Whether a masked number may be that of a card.</summary>
public sealed class CardMaskTests
{
    [Theory]
    [InlineData("4405-64XX-XXXX-6150", true)]
    [InlineData("440564-XXXXXX-6150", true)]
    [InlineData("440564******6150", true)]
    [InlineData("4405 64** **** 6150", true)]
    [InlineData("4405645000006150", true)]
    [InlineData("XXXX-XXXX-XXXX-6150", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("4405-64XX-XXXX-6151", false)]
    [InlineData("4405-65XX-XXXX-6150", false)]
    [InlineData("4405645000006151", false)]
    public void A_mask_fits_a_number_whose_shown_digits_it_has(string? mask, bool fits) => Assert.Equal(fits, CardMask.Fits(mask, "4405645000006150"));

    [Fact]
    public void Any_mask_fits_a_number_that_is_not_known() => Assert.True(CardMask.Fits("4405-64XX-XXXX-6150", null));
}
