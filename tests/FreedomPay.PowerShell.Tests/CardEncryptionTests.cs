using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Gateway;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Card data in a JWE, which are read here by the steps of RFC 7516 and not by the library that made it.</summary>
public sealed class CardEncryptionTests : IDisposable
{
    private const string Card = "4405645000006150";
    private readonly RSA receiver = RSA.Create(2048);
    private readonly string folder = Directory.CreateTempSubdirectory("card-key").FullName;

    public void Dispose()
    {
        receiver.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_receiver_reads_the_card_and_nothing_of_it_is_left_in_the_request()
    {
        JsonObject fields = Payment();
        string before = fields.ToJsonString();
        DateTime now = DateTime.UtcNow;
        JsonObject sent = EncryptedCard.In(fields, Read(receiver.ExportSubjectPublicKeyInfoPem()), "key-1");

        Assert.Equal(["pg_amount", "pg_card_name", "pg_encrypted_card"], sent.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(before, fields.ToJsonString());
        (JsonObject header, JsonObject card) = Decrypt(sent["pg_encrypted_card"]!.GetValue<string>());
        Assert.Equal(("RSA-OAEP-256", "A256GCM", "key-1"), ((string)header["alg"]!, (string)header["enc"]!, (string)header["kid"]!));
        Assert.Equal((Card, "203009", "007"), ((string)card["pan"]!, (string)card["expDate"]!, (string)card["cvv2"]!));
        DateTime stamp = DateTime.ParseExact((string)card["timestamp"]!, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        Assert.InRange((stamp - now).TotalSeconds, -1, 60);
        Assert.Equal(["cvv2", "expDate", "pan", "timestamp"], card.Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_used_twice()
    {
        CardEncryptionKey key = Read(receiver.ExportSubjectPublicKeyInfoPem());
        string[] made = [.. Enumerable.Range(0, 20).Select(_ => EncryptedCard.In(Payment(), key, "k")["pg_encrypted_card"]!.GetValue<string>())];
        foreach (int part in new[] { 1, 2, 3, 4 }) Assert.Equal(made.Length, made.Select(jwe => jwe.Split('.')[part]).Distinct().Count());
    }

    [Fact]
    public void A_key_comes_as_a_certificate_or_as_the_text_or_the_path_of_a_PEM_a_certificate_or_a_JWK()
    {
        using X509Certificate2 certificate = new CertificateRequest("CN=made up", receiver, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string jwk = Jwk(receiver.ExportParameters(false)).ToJsonString();
        object[] forms =
        [
            receiver, certificate, receiver.ExportSubjectPublicKeyInfoPem(), receiver.ExportRSAPublicKeyPem(),
            certificate.ExportCertificatePem(), jwk,
            Put("key.pem", Encoding.UTF8.GetBytes(receiver.ExportSubjectPublicKeyInfoPem())), Put("bom.json", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(jwk)]),
            Put("key.cer", certificate.Export(X509ContentType.Cert)), Put("cert.pem", Encoding.UTF8.GetBytes(certificate.ExportCertificatePem())),
        ];
        Assert.All(forms, form =>
        {
            CardEncryptionKey key = Read(form);
            Assert.Equal(2048, key.Bits);
            Assert.Equal(Card, (string)Decrypt(EncryptedCard.In(Payment(), key, "k")["pg_encrypted_card"]!.GetValue<string>()).Card["pan"]!);
        });
        Assert.Equal("key-7", Read(jwk).KeyId);
        Assert.Equal("RSA 2048, key-7", Read(jwk).ToString());
    }

    private static JsonObject Payment() => new()
    {
        ["pg_amount"] = "10", ["pg_card_pan"] = Card, ["pg_card_month"] = "09", ["pg_card_year"] = "30", ["pg_card_cvc"] = "007", ["pg_card_name"] = "IVAN IVANOV",
    };

    private static CardEncryptionKey Read(object form) => (CardEncryptionKey)new CardKeyAttribute().Transform(null!, form);

    private static JsonObject Jwk(RSAParameters key) => new() { ["kty"] = "RSA", ["kid"] = "key-7", ["use"] = "enc", ["n"] = Url(key.Modulus!), ["e"] = Url(key.Exponent!) };

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] FromUrl(string text)
    {
        Assert.DoesNotContain("=", text, StringComparison.Ordinal);
        string standard = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }

    private FileInfo Put(string name, byte[] content)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        File.WriteAllBytes(file.FullName, content);
        return file;
    }

    private (JsonObject Header, JsonObject Card) Decrypt(string jwe)
    {
        string[] parts = jwe.Split('.');
        Assert.Equal(5, parts.Length);
        byte[] key = receiver.Decrypt(FromUrl(parts[1]), RSAEncryptionPadding.OaepSHA256);
        byte[] tag = FromUrl(parts[4]);
        Assert.Equal((32, 12, 16), (key.Length, FromUrl(parts[2]).Length, tag.Length));
        byte[] content = FromUrl(parts[3]);
        using var cipher = new AesGcm(key, tag.Length);
        cipher.Decrypt(FromUrl(parts[2]), content, tag, content, Encoding.ASCII.GetBytes(parts[0]));
        return (JsonNode.Parse(FromUrl(parts[0]))!.AsObject(), JsonNode.Parse(content)!.AsObject());
    }
}
