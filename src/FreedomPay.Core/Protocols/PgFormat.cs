using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>A signed form out, signed XML in.</summary>
internal sealed class PgFormat : IWireFormat
{
    private const string SaltLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const int SaltLength = 16;
    private static readonly Dictionary<string, IReadOnlyList<string>> NoFields = [];

    public WireMessage Encode(ApiRequest request, ConnectionSettings settings, TimeProvider time)
    {
        Credential merchant = settings.Require(request.Route.Credential);
        JsonObject fields = request.Body?.DeepClone().AsObject() ?? [];
        if (!fields.ContainsKey("pg_merchant_id")) fields["pg_merchant_id"] = merchant.Id;
        fields["pg_salt"] = Salt();
        fields["pg_sig"] = PgSigner.Sign(PgSigner.ScriptOf(request.Path), fields, merchant.Secret);
        string form = PgForm.Encode(PgForm.Flatten(fields));
        return new WireMessage(Encoding.ASCII.GetBytes(form), "application/x-www-form-urlencoded", [new("Accept", "application/xml")]);
    }

    public DecodedAnswer Decode(ApiRequest request, ConnectionSettings settings, byte[] body)
    {
        JsonObject fields = PgXml.Parse(body);
        bool signed = PgSigner.Verify(PgSigner.ScriptOf(request.Path), fields, settings.Require(request.Route.Credential).Secret) == true;
        string status = Text(fields, "pg_status") ?? throw new InvalidAnswerException("the answer has no pg_status");
        ApiError? error = status == "error" ? new ApiError(Text(fields, "pg_error_code"), Text(fields, "pg_error_description"), NoFields) : null;
        return new DecodedAnswer(fields, error, Trusted: signed, signed);
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value ? PgForm.TextOf(value) : null;

    private static string Salt()
    {
        var salt = new StringBuilder(SaltLength);
        byte[] random = new byte[SaltLength * 2];
        using var generator = RandomNumberGenerator.Create();
        while (salt.Length < SaltLength)
        {
            generator.GetBytes(random);
            // Bytes beyond the last whole multiple are thrown away, so that every letter is equally likely.
            foreach (byte value in random.Where(value => value < 256 / SaltLetters.Length * SaltLetters.Length).Take(SaltLength - salt.Length)) salt.Append(SaltLetters[value % SaltLetters.Length]);
        }

        return salt.ToString();
    }
}
