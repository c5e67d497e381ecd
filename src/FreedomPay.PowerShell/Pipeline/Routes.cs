
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;

namespace FreedomPay.Pipeline;

/// <summary>From the public words of the module to those of the core.</summary>
internal static class Routes
{
    public static Safety SafetyOf(FreedomPaySafety safety) => safety switch
    {
        FreedomPaySafety.Read => Safety.Read,
        FreedomPaySafety.Natural => Safety.Natural,
        FreedomPaySafety.Replay => Safety.Replay,
        FreedomPaySafety.Refuse => Safety.Refuse,
        _ => Safety.Unkeyed,
    };

    /// <summary>
    /// Whose key signs and how: the partner's for the Card and Partner API, the merchant's for the others. The documentation
    /// leaves a choice of algorithm for the Card API only, which is then the connection's.
    /// </summary>
    public static ApiRoute JwsRouteOf(FreedomPayApi api) => new(
        WireProtocol.Jws,
        api is FreedomPayApi.Card or FreedomPayApi.Partner ? CredentialKind.Partner : CredentialKind.Merchant,
        ApiHost.Api,
        api is FreedomPayApi.Card ? null : JwsAlgorithm.HS256);

    /// <summary>The older invoice of the Merchant API, whose signature names the merchant by number.</summary>
    public static ApiRoute OlderInvoiceRoute { get; } = new(WireProtocol.Jws, CredentialKind.Merchant, ApiHost.Api, JwsAlgorithm.HS512, JwsHeaderForm.MerchantId);

    /// <summary>The words by which an answer says that its request was taken; null for those of the protocol.</summary>
    /// <param name="api">The family.</param>
    /// <param name="isPg">Whether the answer is XML.</param>
    /// <param name="statuses">What the operation itself has for words; none for those of the family.</param>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>>? StatusWordsOf(FreedomPayApi api, bool isPg, IReadOnlyCollection<string> statuses) => api switch
    {
        // One page spells it in capitals, bank accounts have another word, and wallets number the state of a request.
        FreedomPayApi.Partner => new Dictionary<string, IReadOnlyCollection<string>>
        {
            ["status"] = ["ok", "OK", "success"],
            ["request_status"] = ["success", "process", "error", "0", "1", "2"],
        },
        FreedomPayApi.Card => null,
        _ when statuses.Count == 0 => null,
        _ => new Dictionary<string, IReadOnlyCollection<string>> { [isPg ? "pg_status" : "status"] = statuses },
    };

    /// <summary>Gift cards. The documentation calls Auth-Id the merchant's.</summary>
    public static ApiRoute LegacySignRoute { get; } = new(WireProtocol.LegacySign, CredentialKind.Merchant);

    /// <summary>Freedom ID signs on with the client's own credentials, or acts for a user or partner with a bearer token.</summary>
    public static ApiRoute FreedomIdRouteOf(string? protocol, string? server) => new(
        protocol == "basic" ? WireProtocol.Basic : protocol == "none" ? WireProtocol.None : WireProtocol.Bearer,
        protocol == "basic" ? CredentialKind.FreedomIdClient : protocol == "none" ? CredentialKind.None : CredentialKind.FreedomIdToken,
        server?.Contains("//api.") == true ? ApiHost.Api : ApiHost.Passport);

    /// <summary>A token for the Authorization header, which takes neither nothing nor anything but visible ASCII.</summary>
    public static Secret? BearerOf(SensitiveText? token, string parameter, string wireName, ICollection<FieldFault> faults)
    {
        string text = token?.Reveal() ?? "";
        string? fault = ValueText.TakeMark(ref text, FieldKind.Text);
        fault ??= text.Length == 0 ? Messages.FieldIsEmpty : FieldRules.IsMasked(text) ? FieldRules.Masked : text.All(c => c is > ' ' and <= '~') ? null : Messages.FieldHasNoTokenCharacter;
        if (fault is null) return new Secret(text);
        faults.Add(new FieldFault(parameter, wireName, null, fault));
        return null;
    }
}
