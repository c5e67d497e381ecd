using System.Text;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What a QR code is made of, where the documentation leaves two readings of an answer.</summary>
public sealed class QrContentTests
{
    private const string Page = "https://customer.freedompay.kz/pay.html?customer=200be02010c4f2a54260e5e798605691";
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public void An_address_in_base64_is_what_the_code_says()
    {
        QrContent content = QrContent.OfBase64(Convert.ToBase64String(Encoding.UTF8.GetBytes(Page)))!;
        Assert.Equal(Page, content.Address);
        Assert.Null(content.Png);
    }

    [Fact]
    public void A_picture_in_base64_is_the_code_itself_and_is_left_as_it_is()
    {
        QrContent content = QrContent.OfBase64(Convert.ToBase64String(Picture))!;
        Assert.Equal(Picture, content.Png);
        Assert.Null(content.Address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData(Page)]
    [InlineData("/////w==")]
    [InlineData("PHN2Zz48L3N2Zz4=")]
    [InlineData("amF2YXNjcmlwdDphbGVydCgxKQ==")]
    public void Anything_else_makes_no_code(string? text) => Assert.Null(QrContent.OfBase64(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void No_address_makes_no_code(string? address) => Assert.Null(QrContent.OfAddress(address));
}
