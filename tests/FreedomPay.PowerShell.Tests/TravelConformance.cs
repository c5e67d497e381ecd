using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// How requests travel, held against the contract: what the cmdlets declare, what the index says that free requests go by, and that every
/// operation with a path can be declared and becomes the request that the contract describes.
/// </summary>
public sealed class TravelConformance
{
    private const string PathValue = "a b/1";

    /// <summary>What the words of the contract mean for the core.</summary>
    private static readonly Dictionary<string, WireProtocol> Protocols = new()
    {
        ["pg"] = WireProtocol.Pg,
        ["jws"] = WireProtocol.Jws,
        ["jws-invoice-init"] = WireProtocol.Jws,
        ["legacy-sign"] = WireProtocol.LegacySign,
        ["basic"] = WireProtocol.Basic,
        ["bearer"] = WireProtocol.Bearer,
        ["none"] = WireProtocol.None,
    };

    private static readonly Dictionary<HostKind, ApiHost> Hosts = new()
    {
        [HostKind.Api] = ApiHost.Api,
        [HostKind.Passport] = ApiHost.Passport,
        [HostKind.Customer] = ApiHost.Customer,
    };

    private static readonly Dictionary<string, CredentialKind> Credentials = new()
    {
        ["payment"] = CredentialKind.Merchant,
        ["payout"] = CredentialKind.Payout,
        ["partner"] = CredentialKind.Partner,
        ["client"] = CredentialKind.FreedomIdClient,
        ["token"] = CredentialKind.FreedomIdToken,
        ["agent-token"] = CredentialKind.None,
        ["none"] = CredentialKind.None,
    };

    private static readonly Dictionary<Signing, string> Signs = new()
    {
        [Signing.Pg] = "pg",
        [Signing.Jws] = "jws",
        [Signing.JwsInvoiceInit] = "jws-invoice-init",
        [Signing.LegacySign] = "legacy-sign",
        [Signing.Basic] = "basic",
        [Signing.Bearer] = "bearer",
        [Signing.None] = "none",
    };

    // A user's token is one of those that the contract calls token.
    private static readonly Dictionary<SecretKind, string> Secrets = new()
    {
        [SecretKind.Payment] = "payment",
        [SecretKind.Payout] = "payout",
        [SecretKind.Partner] = "partner",
        [SecretKind.Client] = "client",
        [SecretKind.Token] = "token",
        [SecretKind.User] = "token",
        [SecretKind.AgentToken] = "agent-token",
        [SecretKind.None] = "none",
    };

    private static readonly Dictionary<RequestIdUse, string?> RequestIds = new()
    {
        [RequestIdUse.None] = null,
        [RequestIdUse.Key] = "key",
        [RequestIdUse.Fresh] = "fresh",
    };

    public static TheoryData<string, string> Owned() => ContractConformance.Owned();

    public static TheoryData<string> Placed() => new(ContractReader.Operations.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Owned))]
    public void A_cmdlet_declares_how_its_operation_travels(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = CmdletReader.All.Single(one => one.Name == cmdletName);
        OperationAttribute operation = cmdlet.Operations.Single(one => one.OperationId == operationId);
        ContractOperation contract = ContractReader.Operations[operationId];

        AssertTravel(contract, operation.Travel);
        string[] sets = [.. cmdlet.Performs.Where(performed => performed.Operation.OperationId == operationId).Select(performed => performed.Set)];
        string[] placeholders = [.. contract.ParametersIn("path").Where(name => name != Placement.MerchantId)];
        string[] headers = [.. contract.ParametersIn("header"), .. (string?)contract.Travel["sign"] == "legacy-sign" ? ["Request-Id"] : Array.Empty<string>()];
        foreach (string set in sets)
        {
            Assert.Subset(cmdlet.FieldsOf(set).Select(field => field.Field.WireName).ToHashSet(), placeholders.ToHashSet());
            Assert.Subset(headers.ToHashSet(), cmdlet.FieldsOf(set).Where(field => field.Field.IsHeader).Select(field => field.Field.WireName).ToHashSet());
            if (operation.Key is { } key && headers.Contains(key)) Assert.Contains(cmdlet.FieldsOf(set), field => field.Field.WireName == key && field.Field.IsHeader);
        }
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void Whoever_is_not_told_which_secret_signs_may_say_it(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = CmdletReader.All.Single(one => one.Name == cmdletName);
        bool mayBeSaid = typeof(IAssumesSecret).IsAssignableFrom(cmdlet.Type);
        if (IsAssumed(operationId)) Assert.True(mayBeSaid);
        else if (mayBeSaid) Assert.Contains(cmdlet.Operations, static other => IsAssumed(other.OperationId));

        static bool IsAssumed(string id) => (string?)ContractReader.Operations[id].Travel["secret-basis"] == "assumed";
    }

    [Theory]
    [MemberData(nameof(Placed))]
    public void Free_requests_travel_as_the_contract_says(string operationId) => AssertTravel(ContractReader.Operations[operationId], OperationCatalog.Find(operationId)!.Travel!);

    [Theory]
    [MemberData(nameof(Placed))]
    public void Every_operation_with_a_path_can_be_declared_and_goes_the_right_way(string operationId)
    {
        ContractOperation contract = ContractReader.Operations[operationId];
        JsonObject travel = contract.Travel;
        OperationAttribute operation = Declared(contract);
        var builder = new RequestBuilder(OperationBinding.Of(typeof(object)), Connection(), null) { Claim = (_, _, _) => throw new InvalidOperationException(), ShowsArrival = (_, _) => false, FieldsOf = static row => row.Sent };
        JsonObject fields = FieldsOf(contract);
        string keyHeader = (string?)travel["sign"] == "legacy-sign" ? "Request-Id" : "X-Request-Id";
        bool isKeyInHeader = (string?)travel["key-in"] == "header" && (string?)travel["request-id"] != "fresh";
        if (isKeyInHeader) fields[keyHeader] = "the-key";

        ApiRequest request = builder.Question(operation, fields, null);
        Placement placed = Placement.Of(operation, operation.Path, fields, isKeyInHeader ? [keyHeader] : [], [], "300400");

        // The way.
        bool isPlainForm = IsPlainForm(contract);
        Assert.Equal(isPlainForm ? WireProtocol.Form : Protocols[(string)travel["sign"]!], request.Route.Protocol);
        Assert.Equal(Credentials[(string)travel["secret"]!], request.Route.Credential);
        Assert.Equal(Hosts[HostOf(contract)], request.Route.Host);
        bool isOlderInvoice = (string?)travel["sign"] == "jws-invoice-init";
        JwsAlgorithm? algorithm = request.Route.Protocol is not WireProtocol.Jws || contract.Family == "card" ? null : isOlderInvoice ? JwsAlgorithm.HS512 : JwsAlgorithm.HS256;
        Assert.Equal(algorithm, request.Route.JwsAlgorithm);
        Assert.Equal(isOlderInvoice ? JwsHeaderForm.MerchantId : JwsHeaderForm.AuthId, request.Route.JwsHeader);
        Assert.Equal(contract.Header("x-request-status") is not null, request.Route.HasStatusHeader);

        // The headers.
        Assert.Equal((string?)travel["request-id"] == "fresh" ? "X-Request-Id" : null, request.FreshIdHeader);
        Assert.Equal((string?)travel["action"], placed.Headers?.GetValueOrDefault("X-Action"));
        Assert.Equal(isKeyInHeader ? "the-key" : null, placed.Headers?.GetValueOrDefault(keyHeader));

        // The path and the query.
        string path = contract.Path;
        foreach (string name in contract.ParametersIn("path")) path = path.Replace($"{{{name}}}", name == "merchant_id" ? "300400" : "a%20b%2F1", StringComparison.Ordinal);
        Assert.DoesNotContain('{', placed.Path);
        string[] parts = placed.Path.Split('?');
        Assert.Equal(path, parts[0]);
        bool isForm = request.Route.Protocol is WireProtocol.Pg or WireProtocol.Form;
        bool isInQuery = (string)travel["body"]! == "query" && !isForm;
        string[] queried = [.. contract.ParametersIn("query")];
        Assert.Equal(isInQuery ? queried.Order(StringComparer.Ordinal) : [], parts.Skip(1).SelectMany(query => query.Split('&')).Select(pair => pair.Split('=')[0]).Order(StringComparer.Ordinal));

        // The body has what is left: nothing that stands elsewhere, and everything else.
        string[] left = [.. (placed.Body ?? []).Select(field => field.Key)];
        Assert.Empty(left.Intersect([keyHeader, .. contract.ParametersIn("path")]));
        if ((string)travel["body"]! is "json" or "form" || isForm) Assert.Contains("other", left);
        else Assert.Null(placed.Body);
    }

    [Fact]
    public void All_that_a_travel_may_say_is_said_by_some_operation()
    {
        JsonObject[] travels = [.. ContractReader.Operations.Values.Select(operation => operation.Travel)];
        Assert.Equal(Protocols.Keys.Order(StringComparer.Ordinal), travels.Select(travel => (string)travel["sign"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Credentials.Keys.Order(StringComparer.Ordinal), travels.Select(travel => (string)travel["secret"]!).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(FreedomPaySecret.Payout, CredentialKind.Payout)]
    [InlineData(FreedomPaySecret.Partner, CredentialKind.Partner)]
    [InlineData(FreedomPaySecret.Payment, CredentialKind.Merchant)]
    public void A_secret_is_chosen_only_where_it_is_assumed(FreedomPaySecret chosen, CredentialKind expected)
    {
        Travel assumed = OperationCatalog.Find("createInvoice")!.Travel!;
        Travel stated = OperationCatalog.Find("createPayment")!.Travel!;

        Assert.Equal(expected, Routes.Of(FreedomPayApi.Merchant, assumed, chosen).Credential);
        Assert.Equal(CredentialKind.Merchant, Routes.Of(FreedomPayApi.Merchant, stated, chosen).Credential);
    }

    /// <summary>The contract's word.</summary>
    internal static string WordOf(Signing sign) => Signs[sign];

    private static void AssertTravel(ContractOperation contract, Travel travel)
    {
        Assert.Equal((string?)contract.Travel["sign"], Signs[travel.Sign]);
        Assert.Equal((string?)contract.Travel["secret"], Secrets[travel.Secret]);
        Assert.Equal((string?)contract.Travel["secret-basis"] == "assumed", travel.IsSecretAssumed);
        Assert.Equal(HostOf(contract), travel.Host);
        Assert.Equal((string?)contract.Travel["body"] == "query", travel.InQuery);
        Assert.Equal(IsPlainForm(contract), travel.IsForm);
        Assert.Equal((string?)contract.Travel["request-id"], RequestIds[travel.RequestId]);
        Assert.Equal((string?)contract.Travel["action"], travel.Action);
        Assert.Equal(contract.Header("x-request-status") is not null, travel.HasStatusHeader);
    }

    /// <summary>The host of an operation, by its address.</summary>
    private static HostKind HostOf(ContractOperation contract) => new Uri(contract.Server).Host.Split('.')[0] switch
    {
        "api" => HostKind.Api,
        "passport" => HostKind.Passport,
        "customer" => HostKind.Customer,
        var other => throw new InvalidOperationException($"{contract.Id} goes to {other}."),
    };

    private static bool IsPlainForm(ContractOperation contract) => (string?)contract.Travel["body"] == "form" && (string?)contract.Travel["sign"] != "pg";

    /// <summary>The operation as the file of a cmdlet would declare it.</summary>
    private static OperationAttribute Declared(ContractOperation contract)
    {
        JsonObject travel = contract.Travel;
        bool isKeyInHeader = (string?)travel["key-in"] == "header" && (string?)travel["request-id"] != "fresh";
        return new OperationAttribute(contract.Id, contract.Method, contract.Path, ContractConformance.Families[contract.Family], FreedomPaySafety.Read)
        {
            Sign = Signs.Single(pair => pair.Value == (string)travel["sign"]!).Key,
            Secret = Secrets.First(pair => pair.Value == (string)travel["secret"]!).Key,
            IsSecretAssumed = (string?)travel["secret-basis"] == "assumed",
            Host = HostOf(contract),
            InQuery = (string)travel["body"]! == "query",
            IsForm = IsPlainForm(contract),
            NoBody = (string)travel["body"]! == "none",
            RequestId = RequestIds.Single(pair => pair.Value == (string?)travel["request-id"]).Key,
            Action = (string?)travel["action"],
            Key = isKeyInHeader ? contract.Key : null,
        };
    }

    private static JsonObject FieldsOf(ContractOperation contract)
    {
        var fields = new JsonObject();
        foreach (string name in contract.ParametersIn("path").Where(name => name != "merchant_id")) fields[name] = PathValue;
        foreach (string name in contract.ParametersIn("query")) fields[name] = "x";
        if ((string)contract.Travel["body"]! is "json" or "form") fields["other"] = "1";
        else if ((string)contract.Travel["sign"]! == "pg") fields["other"] = "1";
        return fields;
    }

    private static FreedomPayConnection Connection() => new(new ApiClient(new ConnectionSettings
    {
        BaseUri = new Uri("http://127.0.0.1/"),
        Merchant = new Credential("300400", new Secret("merchant-secret")),
        Payout = new Credential("300400", new Secret("payout-secret")),
    }));
}
