using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>From the words of an operation to those of the core. The one place that knows which way a request goes.</summary>
internal static class Routes
{
    /// <summary>The protocol, credential and host of a request.</summary>
    /// <param name="api">The family of its operation.</param>
    /// <param name="travel">How the operation travels.</param>
    /// <param name="chosen">The secret that the user has chosen for operations whose own is only assumed; null for none.</param>
    public static ApiRoute Of(FreedomPayApi api, Travel travel, FreedomPaySecret? chosen = null)
    {
        CredentialKind credential = travel.IsSecretAssumed && chosen is { } other ? CredentialOf(other) : CredentialOf(travel.Secret);
        ApiHost host = travel.Host switch
        {
            HostKind.Passport => ApiHost.Passport,
            HostKind.Customer => ApiHost.Customer,
            _ => ApiHost.Api,
        };
        return travel.Sign switch
        {
            Signing.Pg => new ApiRoute(WireProtocol.Pg, credential, host),
            // The documentation leaves a choice of algorithm for the Card API only, which is then the connection's.
            Signing.Jws => new ApiRoute(
                WireProtocol.Jws, credential, host, api is FreedomPayApi.Card ? null : JwsAlgorithm.HS256, HasStatusHeader: travel.HasStatusHeader),
            Signing.JwsInvoiceInit => new ApiRoute(WireProtocol.Jws, credential, host, JwsAlgorithm.HS512, JwsHeaderForm.MerchantId),
            Signing.LegacySign => new ApiRoute(WireProtocol.LegacySign, credential, host),
            Signing.Basic => new ApiRoute(WireProtocol.Basic, credential, host),
            Signing.Bearer => new ApiRoute(WireProtocol.Bearer, credential, host),
            _ => new ApiRoute(travel.IsForm ? WireProtocol.Form : WireProtocol.None, credential, host),
        };
    }

    public static Safety SafetyOf(FreedomPaySafety safety) => safety switch
    {
        FreedomPaySafety.Read => Safety.Read,
        FreedomPaySafety.Natural => Safety.Natural,
        FreedomPaySafety.Replay => Safety.Replay,
        FreedomPaySafety.Refuse => Safety.Refuse,
        _ => Safety.Unkeyed,
    };

    /// <summary>The words by which an answer says that its request was taken; null for those of the protocol.</summary>
    /// <param name="api">The family.</param>
    /// <param name="isPg">Whether the answer is XML.</param>
    /// <param name="statuses">What the operation itself has for words; none for those of the family.</param>
    public static IReadOnlyDictionary<string, IReadOnlyCollection<string>>? StatusWordsOf(
        FreedomPayApi api, bool isPg, IReadOnlyCollection<string> statuses) => api switch
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

    /// <summary>A token for the Authorization header, which takes neither nothing nor anything but visible ASCII.</summary>
    public static Secret? BearerOf(SensitiveText? token, string parameter, string wireName, ICollection<FieldFault> faults)
    {
        string text = token?.Reveal() ?? "";
        string? fault = ValueText.TakeMark(ref text, FieldKind.Text);
        fault ??= text.Length == 0 ? Messages.FieldIsEmpty
            : FieldRules.IsMasked(text) ? FieldRules.Masked
            : text.All(c => c is > ' ' and <= '~') ? null : Messages.FieldHasNoTokenCharacter;
        if (fault is null) return new Secret(text);
        faults.Add(new FieldFault(parameter, wireName, null, fault));
        return null;
    }

    private static CredentialKind CredentialOf(SecretKind secret) => secret switch
    {
        SecretKind.Payment => CredentialKind.Merchant,
        SecretKind.Payout => CredentialKind.Payout,
        SecretKind.Partner => CredentialKind.Partner,
        SecretKind.Client => CredentialKind.FreedomIdClient,
        SecretKind.Token => CredentialKind.FreedomIdToken,
        SecretKind.User => CredentialKind.FreedomIdUser,
        _ => CredentialKind.None,
    };

    private static CredentialKind CredentialOf(FreedomPaySecret secret) => secret switch
    {
        FreedomPaySecret.Payout => CredentialKind.Payout,
        FreedomPaySecret.Partner => CredentialKind.Partner,
        _ => CredentialKind.Merchant,
    };
}
