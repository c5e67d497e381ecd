using System.Management.Automation;
#if !NETFRAMEWORK
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
#endif

namespace FreedomPay.Commands.Gateway;

/// <summary>Reads the key by which card data are encrypted: a certificate, or the text or the path of a PEM, a certificate or a JWK.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CardKeyAttribute : ArgumentTransformationAttribute
{
#if NETFRAMEWORK
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        throw new ArgumentTransformationMetadataException(GatewayMessages.KeyNeedsNewerPowerShell);
#else
    private const int FewestBits = 2048;
    private const int LongestFile = 64 * 1024;
    private const string PemBegin = "-----BEGIN ";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            CardEncryptionKey key = value switch
            {
                CardEncryptionKey known => known,
                X509Certificate2 certificate => OfCertificate(certificate),
                RSA rsa => new CardEncryptionKey(rsa, null),
                FileInfo file => OfFile(file.FullName),
                string text when text.Contains(PemBegin, StringComparison.Ordinal) || IsJson(text) => OfText(text),
                string path => OfFile(engineIntrinsics.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)),
                _ => throw Refusal(GatewayMessages.KeyIsUnreadable),
            };
            return key.Bits >= FewestBits ? key : throw Refusal(GatewayMessages.KeyIsShort.With(key.Bits, FewestBits));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or JsonException or FormatException or InvalidOperationException)
        {
            throw Refusal(GatewayMessages.KeyIsUnreadable);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or RuntimeException and not ArgumentTransformationMetadataException)
        {
            throw Refusal(GatewayMessages.KeyFileIsUnreadable.With(error.Message.TrimEnd('.')));
        }
    }

    private static CardEncryptionKey OfFile(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length > LongestFile) throw Refusal(GatewayMessages.KeyIsUnreadable);
        byte[] content = File.ReadAllBytes(path);
        string text = new UTF8Encoding(false).GetString(content).TrimStart('\uFEFF');
        if (text.Contains(PemBegin, StringComparison.Ordinal) || IsJson(text)) return OfText(text);
        using var certificate = new X509Certificate2(content);
        return OfCertificate(certificate);
    }

    private static CardEncryptionKey OfText(string text)
    {
        if (IsJson(text)) return OfJwk((JsonObject)JsonNode.Parse(text)!);
        // Who encrypts has no use for it, and whoever has it reads the cards.
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) throw Refusal(GatewayMessages.KeyIsPrivate);
        if (text.Contains(PemBegin + "CERTIFICATE-----", StringComparison.Ordinal))
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(text);
            return OfCertificate(certificate);
        }

        var key = RSA.Create();
        key.ImportFromPem(text);
        return new CardEncryptionKey(key, null);
    }

    private static CardEncryptionKey OfCertificate(X509Certificate2 certificate) =>
        new(certificate.GetRSAPublicKey() ?? throw Refusal(GatewayMessages.KeyIsNoRsa), null);

    private static CardEncryptionKey OfJwk(JsonObject jwk)
    {
        if (WireObject.Text(jwk, "kty") != "RSA") throw Refusal(GatewayMessages.KeyIsNoRsa);
        if (jwk.ContainsKey("d")) throw Refusal(GatewayMessages.KeyIsPrivate);
        if (WireObject.Text(jwk, "use") is not (null or "enc") || WireObject.Text(jwk, "alg") is not (null or "RSA-OAEP-256"))
        {
            throw Refusal(GatewayMessages.KeyIsForOther);
        }

        byte[] Member(string name)
        {
            string text = (WireObject.Text(jwk, name) ?? throw new FormatException()).Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }

        return new CardEncryptionKey(RSA.Create(new RSAParameters { Modulus = Member("n"), Exponent = Member("e") }), WireObject.Text(jwk, "kid"));
    }

    private static bool IsJson(string text) => text.TrimStart().StartsWith('{');

    private static ArgumentTransformationMetadataException Refusal(string reason) => new(reason);
#endif
}
