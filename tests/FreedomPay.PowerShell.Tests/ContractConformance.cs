using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Holds every cmdlet against the contract, operation by operation and field by field.</summary>
public sealed class ContractConformance
{
    internal static readonly Dictionary<string, FreedomPayApi> Families = new Dictionary<string, FreedomPayApi>(StringComparer.Ordinal)
    {
        ["card"] = FreedomPayApi.Card,
        ["partner"] = FreedomPayApi.Partner,
        ["gateway-async"] = FreedomPayApi.GatewayAsync,
        ["gateway"] = FreedomPayApi.Gateway,
        ["merchant"] = FreedomPayApi.Merchant,
        ["freedom-id"] = FreedomPayApi.FreedomId,
    };

    /// <summary>A text that each kind takes, to see what becomes of it on the wire. The PDF is left out: it needs a file.</summary>
    private static readonly Dictionary<FieldKind, string> Samples = new Dictionary<FieldKind, string>
    {
        [FieldKind.Text] = "text",
        [FieldKind.Id] = "A-1001",
        [FieldKind.TextList] = "text",
        [FieldKind.Integer] = "1000",
        [FieldKind.Amount] = "1500.50",
        [FieldKind.AmountNumber] = "1500.50",
        [FieldKind.Date] = "2000-04-03",
        [FieldKind.DateTime] = "2026-01-31T09:30:00+05:00",
        [FieldKind.Uuid] = "019ab688-bef2-72c4-aa29-d0e08be76d95",
        [FieldKind.Phone] = "+77011234567",
        [FieldKind.PhoneDigits] = "+77011234567",
        [FieldKind.Email] = "user@example.com",
        [FieldKind.Country] = "KAZ",
        [FieldKind.Language] = "ru",
        [FieldKind.Currency] = "KZT",
        [FieldKind.Iban] = "KZ79000KZT1234567890",
        [FieldKind.CardNumber] = "4405645000006150",
        [FieldKind.CardCode] = "653",
        [FieldKind.CardMonth] = "12",
        [FieldKind.CardYear] = "30",
        [FieldKind.Flag] = "1",
        [FieldKind.Boolean] = "1",
        [FieldKind.Url] = "https://example.com/",
        [FieldKind.IpAddress] = "127.0.0.1",
    };

    /// <summary>Each operation of each cmdlet.</summary>
    public static TheoryData<string, string> Owned() => Pairs(cmdlet => cmdlet.Operations.Where(IsPlaced).Select(operation => operation.OperationId));

    /// <summary>The same, and the operations of others that a cmdlet performs, such as waiting for a request.</summary>
    public static TheoryData<string, string> Performed() => Pairs(cmdlet => cmdlet.Performs.Select(performed => performed.Operation).Where(IsPlaced).Select(operation => operation.OperationId).Distinct());

    public static TheoryData<string> Models() => new(CmdletReader.All.Where(cmdlet => cmdlet.Performs.Any(performed => IsPlaced(performed.Operation))).Select(cmdlet => cmdlet.Model?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    /// <summary>Operations whose path the documentation does not have.</summary>
    public static TheoryData<string, string> Inferred() => Pairs(cmdlet => cmdlet.Operations.Where(operation => !IsPlaced(operation)).Select(operation => operation.OperationId));

    // Its fields are those of its siblings: the contract has nothing to hold them against.
    [Theory]
    [MemberData(nameof(Inferred))]
    public void An_operation_with_an_inferred_path_is_as_the_contract_infers_it_and_its_help_says_so(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        OperationAttribute operation = Operation(cmdlet, operationId);
        Assert.True(ContractReader.Inferred.ContainsKey(operationId), $"The contract infers no path of {operationId}.");
        ContractOperation contract = ContractReader.Inferred[operationId];

        Assert.Equal(contract.Method, operation.Method);
        Assert.Equal(contract.Path, operation.Path);
        Assert.Equal(Families[contract.Family], operation.Api);
        Assert.Equal(contract.Safety, operation.Safety.ToString().ToLowerInvariant());
        Assert.Equal(contract.Cmdlet, cmdletName + (operation.Set is null ? "" : $" ({operation.Set})"));
        Assert.Equal(contract.Protocol, TravelConformance.WordOf(operation.Sign));
        Assert.Contains("inferred", Documentation.Text(Documentation.Of(cmdlet.Type)!.Element("remarks")), StringComparison.Ordinal);
        Assert.True(Documentation.Of(cmdlet.Type)!.Elements("seealso").Any(link => contract.Sources.Contains((string?)link.Attribute("href"))), $"No seealso of {cmdletName} is a page of {operationId}.");
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void An_operation_has_method_path_family_and_safety_of_the_contract(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);
        ContractOperation contract = Contract(operationId);

        Assert.Equal(contract.Method, operation.Method);
        Assert.Equal(contract.Path, operation.Path);
        Assert.Equal(Families[contract.Family], operation.Api);
        Assert.Equal(contract.Safety, operation.Safety.ToString().ToLowerInvariant());
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void An_answer_may_have_the_words_of_a_success_that_the_contract_lists(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);
        string[] taken = operation.Statuses.Length > 0 ? operation.Statuses : ["ok"];
        Assert.Subset(taken.ToHashSet(StringComparer.Ordinal), OperationCatalog.Find(operationId)!.Statuses.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_words_of_a_success_come_from_the_contract()
    {
        Assert.Equal(["ok", "pending"], OperationCatalog.Find("gatewayPayByCard")!.Statuses.Order(StringComparer.Ordinal));
        Assert.Equal(["success"], OperationCatalog.Find("gatewayRemoveCard")!.Statuses);
        Assert.Equal(["need_approve", "ok"], OperationCatalog.Find("payMobilePayment")!.Statuses.Order(StringComparer.Ordinal));
        Assert.Empty(OperationCatalog.Find("asyncCreatePayment")!.Statuses);
    }

    // A journal keeps the answers of what writes, and lies about on a disk.
    [Theory]
    [MemberData(nameof(Owned))]
    public void What_a_journal_keeps_of_an_answer_has_nothing_that_the_contract_calls_sensitive(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        if (Operation(cmdlet, operationId).IsRead || cmdlet.Model is not { } model) return;
        var answer = new JsonObject();
        foreach ((string wireName, ContractSchema schema, _) in Contract(operationId).Response.Leaves)
        {
            string[] parts = wireName.Split('.');
            JsonObject parent = answer;
            foreach (string part in parts.SkipLast(1)) parent = (parent[part] ??= new JsonObject()).AsObject();
            parent[parts[^1]] = schema.Sensitive is null ? "plain" : "sensitive";
        }

        Assert.DoesNotContain("sensitive", AnswerReader.Keep(model, answer, static text => text).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void A_cmdlet_has_the_name_and_the_parameter_set_that_the_contract_gives_the_operation(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);
        string actual = cmdletName + (operation.Set is null ? "" : $" ({operation.Set})");

        // Where one operation only is in a cmdlet of several sets, the contract still names the set.
        Assert.Equal(Contract(operationId).Cmdlet, actual);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void A_parameter_set_performs_exactly_the_operation_that_names_it(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        string[] sets = [.. cmdlet.Performs.Where(performed => performed.Operation.OperationId == operationId).Select(performed => performed.Set)];

        Assert.NotEmpty(sets);
        if (Operation(cmdlet, operationId).Set is { } set) Assert.Equal([set], sets);
    }

    // A key of the body that is text, or in a header, is made by the module when none is given; a header that is new with each call is no key. A number
    // of the server (pg_payment_id) and the name of an existing thing cannot be made up: those operations have no Key. A read
    // may name its key, to be shown in errors.
    [Theory]
    [MemberData(nameof(Owned))]
    public void The_key_of_a_write_is_that_of_the_contract(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);
        ContractOperation contract = Contract(operationId);
        ContractSchema? field = contract.Key is { } key ? contract.Request.Find(key) : null;
        bool isHeader = (string?)contract.Travel["key-in"] == "header" && (string?)contract.Travel["request-id"] != "fresh";
        bool canBeMade = isHeader || (field is not null && field.Types.Contains("string") && !ContractLists.KeyNamesTheTarget.Contains(operationId));

        if (!operation.IsRead) Assert.Equal(canBeMade ? contract.Key : null, operation.Key);
        else if (operation.Key is not null) Assert.Equal(contract.Key, operation.Key);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void The_status_operation_is_that_of_the_contract_as_soon_as_it_has_a_cmdlet(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);
        // One that cannot tell is asked by people, as the contract says when, and by no machine.
        string? expected = Contract(operationId).StatusTells?.StartsWith("cannot tell", StringComparison.Ordinal) == true ? null : Contract(operationId).StatusOperation;

        // The cmdlet asks by the one name of a call that has several.
        if (expected is not null && Contract(expected).SameAs is { } same && Contract(same).Cmdlet == Contract(expected).Cmdlet) expected = same;
        Assert.Equal(expected is not null && OperationBinding.IsAvailable(expected) ? expected : null, operation.StatusOperation);
        if (operation.StatusOperation is not { } status) return;

        string? field = operation.StatusField ?? operation.Key;
        Assert.True(field is not null, "There is no field by which the status operation could find the request.");
        bool isKnown = Contract(operationId).HasStatusFieldFromCaller
            ? Cmdlet(cmdletName).Performs.Where(performed => performed.Operation.OperationId == operationId)
                .All(performed => Cmdlet(cmdletName).FieldsOf(performed.Set).Any(one => one.Field.IsExpected && one.Field.WireName == field && one.Parameter.IsMandatoryIn(performed.Set)))
            : Contract(operationId).Request.Find(field) is not null;
        Assert.True(isKnown, $"{operationId} does not have {field}, by which {status} is to find it.");
        Assert.True(Contract(status).Request.Find(field) is not null, $"{status} does not take {field}.");
        Assert.Equal(FreedomPaySafety.Read, OperationBinding.Operation(status).Safety);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void The_status_operation_is_asked_by_the_field_of_the_contract(string cmdletName, string operationId)
    {
        OperationAttribute operation = Operation(Cmdlet(cmdletName), operationId);

        if (operation is { IsRead: false, StatusOperation: not null }) Assert.Equal(Contract(operationId).StatusBy, operation.StatusField ?? operation.Key);
    }

    // What proves a refund takes the list from before, and what proves a payment the seconds in which it was created: they have tests of their own.
    [Theory]
    [InlineData("clearPayment", """{"pg_clearing_amount":"80.25"}""", """{"pg_captured":"1","pg_clearing_amount":"80.250","pg_amount":"100"}""", """{"pg_captured":"0"}""", """{"pg_clearing_amount":"80"}""")]
    [InlineData("clearPayment", "{}", """{"pg_captured":"1","pg_clearing_amount":"100.0","pg_amount":"100"}""", """{"pg_captured":null}""", """{"pg_clearing_amount":"80"}""")]
    [InlineData("cancelPayment", "{}", """{"pg_captured":"0","pg_revoked_payments":{"pg_revoked_payment":{"pg_payment_id":"1","pg_payment_status":"success"}}}""", """{"pg_captured":"1"}""", """{"pg_revoked_payments":""}""")]
    [InlineData("cancelPayment", "{}", """{"pg_captured":"0","pg_revoked_payments":["1"]}""", """{"pg_captured":"1"}""", """{"pg_revoked_payments":{"x":{"pg_payment_status":"error"}}}""")]
    [InlineData("updateCardClient", "{}", """{"status":"ok","request_status":"process"}""", """{"request_status":null}""", """{"request_status":"unknown"}""")]
    [InlineData("deleteCardToken", """{"pg_card_token":"ours"}""", """{"card":[{"pg_card_token":"other"}]}""", """{"card":[{"pg_card_token":"ours"}]}""", """{"card":"other"}""")]
    [InlineData("gatewayRemoveCard", """{"pg_card_token":"ours"}""", """{"card":[{"pg_card_token":"other"}]}""", """{"card":[{"pg_card_token":"ours"}]}""", """{"card":"other"}""")]
    public void What_the_contract_says_tells_is_what_proves_that_a_request_had_arrived(string operationId, string sent, string proof, string contrary, string other)
    {
        CmdletReader cmdlet = CmdletReader.All.Single(cmdlet => cmdlet.Operations.Any(operation => operation.OperationId == operationId));
        HashSet<string> named = [.. Contract(Operation(cmdlet, operationId).StatusOperation!).Response.Leaves.Select(leaf => leaf.WireName).Where(name => Regex.IsMatch(Contract(operationId).StatusTells!, $@"\b{name}\b") && name != Contract(operationId).StatusBy && name != "status")];
        Assert.Subset(new HashSet<string>(Parse(contrary).Concat(Parse(other)).Select(field => field.Key), StringComparer.Ordinal), named);

        Assert.True(Shows(Parse(proof)));
        foreach (string change in new[] { contrary, other })
        {
            JsonObject answer = Parse(proof);
            foreach (KeyValuePair<string, JsonNode?> field in Parse(change)) answer[field.Key] = field.Value?.DeepClone();
            Assert.False(Shows(answer), change);
        }

        bool Shows(JsonObject answer)
        {
            var row = new Row(0, null, Operation(cmdlet, operationId), [], static text => text) { Sent = Parse(sent) };
            return (bool)cmdlet.Type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic).Single(method => method.Name == "ShowsArrival").Invoke(Activator.CreateInstance(cmdlet.Type), [row, answer])!;
        }

        static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
    }

    // The default says no: the status would be asked in vain, and each lost answer would end as an unknown outcome.
    [Theory]
    [MemberData(nameof(Owned))]
    public void A_write_with_a_status_operation_can_tell_whether_the_request_had_arrived(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        OperationAttribute operation = Operation(cmdlet, operationId);

        Assert.True(operation.IsRead || operation.StatusOperation is null || cmdlet.JudgesArrival, $"{cmdletName} does not override ShowsArrival.");
    }

    [Theory]
    [MemberData(nameof(Performed))]
    public void Every_field_of_a_cmdlet_is_a_field_of_the_operation(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (_, field, schema) => schema is null ? ContractLists.NotInTheFieldList.ContainsKey((operationId, field.WireName)) ? null : "is not in the request of the contract" : schema.Properties.Count > 0 ? "is an object with members of its own" : null);

    [Theory]
    [MemberData(nameof(Performed))]
    public void The_kind_of_a_field_fits_its_type_in_the_contract(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (_, field, schema) => schema is null || Kinds(schema, Contract(operationId).IsForm).Contains(field.Kind)
            ? null
            : $"is {field.Kind}; for {Describe(schema)} the contract needs {string.Join(" or ", Kinds(schema, Contract(operationId).IsForm))}");

    // In a form everything is text; in JSON a number is a number.
    [Theory]
    [MemberData(nameof(Performed))]
    public void The_wire_has_a_number_where_the_contract_has_one_and_text_where_it_has_text(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (_, field, schema) =>
        {
            if (schema is null || schema.Types.Count == 0 || Contract(operationId).IsForm || field.Kind is FieldKind.PdfFile) return null;
            if (!Samples.TryGetValue(field.Kind, out string? sample)) return $"is of the new kind {field.Kind}: give it a sample in this test";
            JsonValueKind kind = FieldRules.ToWire(new FieldAttribute(field.WireName, field.Kind), sample, out string? fault)!.GetValueKind();
            Assert.Null(fault);
            bool fits = kind is JsonValueKind.Array ? schema.Types.Contains("array") : kind is JsonValueKind.True ? schema.Types.Contains("boolean") : kind is JsonValueKind.Number ? schema.Types.Any(type => type is "integer" or "number") : schema.Types.Contains("string");
            return fits ? null : $"is a JSON {kind} on the wire, and {string.Join(" or ", schema.Types)} in the contract";
        });

    [Theory]
    [MemberData(nameof(Performed))]
    public void A_field_keeps_every_rule_that_the_contract_has_for_it(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (_, field, schema) => schema is null ? null : Differences(field, schema).FirstOrDefault(difference => difference.InContract) switch
        {
            { Rule: { } rule } missing => $"has {rule} {missing.Actual ?? "not set"}; the contract has {missing.Expected}",
            _ => null,
        });

    // A rule of ours alone refuses rows that the API may take.
    [Theory]
    [MemberData(nameof(Performed))]
    public void A_field_has_no_rule_that_the_contract_does_not_have(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (_, field, schema) => schema is null ? null : Differences(field, schema)
            .Where(difference => !difference.InContract && !ContractLists.StricterRules.ContainsKey((operationId, field.WireName, difference.Rule)))
            .Select(difference => $"has {difference.Rule} {difference.Actual}, which the contract does not have")
            .FirstOrDefault());

    [Theory]
    [MemberData(nameof(Performed))]
    public void What_the_contract_marks_as_sensitive_is_masked_for_the_same_reason(string cmdletName, string operationId) =>
        Check(cmdletName, operationId, (parameter, _, schema) => schema?.Sensitive is not { } reason || parameter.Sensitive?.ToString().ToLowerInvariant() == reason
            ? null
            : $"is {parameter.Sensitive?.ToString() ?? "not sensitive"}, and {reason} in the contract");

    [Theory]
    [MemberData(nameof(Performed))]
    public void What_the_contract_requires_is_a_mandatory_parameter(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        ContractSchema request = Contract(operationId).Request;
        foreach ((OperationAttribute operation, string set) in cmdlet.Performs.Where(performed => performed.Operation.OperationId == operationId))
        {
            HashSet<string> sent = [.. cmdlet.WireFieldsOf(set).Where(field => field.Parameter.IsMandatoryIn(set)).Select(field => field.Field.WireName), .. ContractLists.ProtocolFields];
            sent.UnionWith(operation.Constants.Select(constant => constant.Split('=')[0]));
            // Nobody makes a key for a read that asks for an earlier request by it.
            if ((!operation.IsRead || operation.FreshKey) && operation.Key is { } key) sent.Add(key);
            sent.UnionWith(ContractLists.MadeUp.GetValueOrDefault(operationId, []));

            string[] missing = [.. request.Leaves.Where(leaf => leaf.IsRequired && !Covers(sent, leaf.WireName)).Select(leaf => leaf.WireName)];
            Assert.True(missing.Length == 0, $"{cmdletName}, parameter set {set}: not mandatory: {string.Join(", ", missing)}");
            foreach (IReadOnlyList<IReadOnlySet<string>> alternatives in request.RequiredAlternatives)
            {
                Assert.True(
                    alternatives.Any(sent.IsSupersetOf),
                    $"{cmdletName}, parameter set {set}: none of the alternatives is mandatory: {string.Join(" | ", alternatives.Select(alternative => string.Join(", ", alternative)))}");
            }
        }
    }

    // A member that is missing could be given in the columns of a file and not in the object.
    [Theory]
    [MemberData(nameof(Performed))]
    public void A_parameter_that_takes_an_object_has_exactly_the_members_of_the_contract(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        foreach (ParameterReader parameter in GroupsOf(cmdlet, operationId))
        {
            ContractSchema? schema = Contract(operationId).Request.Find(parameter.Group!.WireName);
            Assert.True(schema is not null, $"-{parameter.Name}: {parameter.Group.WireName} is not in the request of the contract.");
            Assert.Equal(schema.IsArray, parameter.Group.Many);
            FieldAttribute[] members = [.. parameter.Members.SelectMany(member => member.Fields).Where(member => !member.IsExpected)];
            HashSet<string> names = [.. members.Select(member => member.WireName)];
            string[] leftOut = ContractLists.ThroughAdditionalField.GetValueOrDefault(operationId, []);
            Expect.None(schema.Item.Leaves.Select(leaf => leaf.WireName).Where(leaf => !Covers(names, leaf) && !leftOut.Contains($"{parameter.Group.WireName}.{leaf}")));
            Expect.None(names.Where(name => schema.Item.Find(name) is null));
            Assert.Equal(schema.Item.Leaves.Where(leaf => leaf.IsRequired && parameter.Group.Many).Select(leaf => leaf.WireName), members.Where(member => member.Required).Select(member => member.WireName));
        }
    }

    // The same value has to be judged alike in a column and in an object.
    [Theory]
    [MemberData(nameof(Performed))]
    public void A_member_of_an_object_has_a_column_of_its_own_with_the_same_rules(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        Expect.None(from performed in cmdlet.Performs
                    where performed.Operation.OperationId == operationId
                    from member in cmdlet.WireFieldsOf(performed.Set).Except(cmdlet.FieldsOf(performed.Set))
                    where !member.Parameter.IsOfOwnFile
                    where cmdlet.ParameterSets.SelectMany(cmdlet.FieldsOf).All(column => column.Field.WireName != member.Field.WireName || Rules(column) != Rules(member))
                    select $"-{member.Parameter.Name}: {Rules(member)}");

        static string Rules((ParameterReader Parameter, FieldAttribute Field) one) => string.Join(
            " | ",
            from property in typeof(FieldAttribute).GetProperties()
            where property.Name is not (nameof(FieldAttribute.Set) or nameof(Attribute.TypeId) or nameof(FieldAttribute.Required))
            let value = property.GetValue(one.Field)
            select $"{property.Name} {(value is string[] several ? List(several) : value)}") + $" | {one.Parameter.Sensitive}";
    }

    [Fact]
    public void Parameters_that_take_objects_are_held_against_the_contract() =>
        Assert.Equal(
            [
                "New-FreedomPayCardClient -Identification", "New-FreedomPayCardClient -RegisteredAddress", "New-FreedomPayCardClient -ResidenceAddress",
                "New-FreedomPayCheckoutLink -ReceiptPosition", "New-FreedomPayGatewayPayment -ReceiptPosition",
                "New-FreedomPayGatewayPaymentPage -ReceiptPosition", "New-FreedomPayGatewayRefund -ReceiptPosition", "New-FreedomPayInstallment -Good",
                "New-FreedomPayPayment -ReceiptPosition",
                "New-FreedomPayTokenPayment -ReceiptPosition", "Set-FreedomPayCardLimit -Limit",
                "Stop-FreedomPayGatewayPayment -ReceiptPosition", "Stop-FreedomPayPayment -ReceiptPosition",
            ],
            (from cmdlet in CmdletReader.All
             from performed in cmdlet.Performs
             from parameter in GroupsOf(cmdlet, performed.Operation.OperationId)
             select $"{cmdlet.Name} -{parameter.Name}").Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Owned))]
    public void Every_field_of_an_operation_has_a_parameter_or_is_listed_for_AdditionalField(string cmdletName, string operationId)
    {
        IEnumerable<string> constants = Operation(Cmdlet(cmdletName), operationId).Constants.Select(constant => constant.Split('=')[0]);
        HashSet<string> reachable = [.. FieldsOf(cmdletName, operationId), .. constants, .. ContractLists.ProtocolFields, .. ContractLists.ThroughAdditionalField.GetValueOrDefault(operationId, [])];

        Expect.None(Contract(operationId).Request.Leaves.Select(leaf => leaf.WireName).Where(name => !Covers(reachable, name)));
    }

    // What is made up where it is not given may be another after all.
    [Theory]
    [MemberData(nameof(Owned))]
    public void A_field_that_has_but_one_value_is_sent_with_every_request(string cmdletName, string operationId)
    {
        string[] given = [.. FieldsOf(cmdletName, operationId), .. ContractLists.MadeUp.GetValueOrDefault(operationId, [])];
        Assert.Equal(
            from leaf in Contract(operationId).Request.Leaves where leaf.Schema.Enum is [_] && !given.Contains(leaf.WireName) select $"{leaf.WireName}={leaf.Schema.Enum![0]}",
            Operation(Cmdlet(cmdletName), operationId).Constants);
    }

    // The number of the account that the pages show has wrong check digits.
    private const string MadeUpIban = "KZ123412341234123412";

    [Theory]
    [MemberData(nameof(Performed))]
    public void An_example_of_the_contract_goes_through_the_parameters_unchanged(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        ContractOperation contract = Contract(operationId);
        FieldAttribute[] fields = [.. cmdlet.Performs.Where(performed => performed.Operation.OperationId == operationId).SelectMany(performed => cmdlet.WireFieldsOf(performed.Set)).Select(field => field.Field).Distinct()];
        var singles = from leaf in contract.Request.Leaves from example in leaf.Schema.Examples select (leaf.WireName, Value: (JsonNode)example, IsWhole: false);
        var wholes = from body in contract.Examples from value in Values(body, "") select (value.WireName, value.Value, IsWhole: true);
        var faults = new List<string>();
        foreach ((string wireName, JsonNode value, bool isWhole) in singles.Concat(wholes))
        {
            FieldAttribute? field = fields.FirstOrDefault(field => field.WireName == wireName);
            // Some pages print the name of the type in place of a value.
            if (field is null || field.Kind is FieldKind.PdfFile || (field.Kind is FieldKind.Iban && value.ToString() == MadeUpIban) || (field.Kind is FieldKind.CardNumber or FieldKind.CardCode && value.ToString().Contains('X')) || (field.Kind is FieldKind.Url && value.ToString() == "string")) continue;
            JsonNode? wire = FieldRules.ToWire(field, value.ToString(), out string? fault);
            if (fault is not null) faults.Add($"{wireName} '{value}' {fault}");
            else if (wire!.ToString() != value.ToString()) faults.Add($"{wireName} '{value}' becomes '{wire}'");
            else if (isWhole && !contract.IsForm && wire.ToJsonString() != value.ToJsonString()) faults.Add($"{wireName} {value.ToJsonString()} becomes {wire.ToJsonString()}");
        }

        Expect.None(faults);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void The_help_of_a_cmdlet_leads_to_the_pages_of_its_operations(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        string[] links = [.. Documentation.Of(cmdlet.Type)!.Elements("seealso").Select(link => (string?)link.Attribute("href") ?? "")];
        string[] own = [.. cmdlet.Operations.Select(operation => operation.OperationId)];
        string[] ofAll = [.. ContractReader.Operations.Values.Where(operation => own.Contains(operation.Id) || own.Contains(operation.SameAs)).SelectMany(operation => operation.Sources)];

        // What only a client shows has no page.
        string[] sources = [.. Contract(operationId).Sources];
        Assert.True(sources.Length == 0 || links.Intersect(sources).Any(), $"No seealso of {cmdletName} is a page of {operationId}: {string.Join(", ", sources)}");
        Expect.None(links.Except(ofAll));
    }

    // An output type serves several operations: the answer to one may have what that to another lacks.
    [Theory]
    [MemberData(nameof(Models))]
    public void Every_property_of_an_output_type_is_in_an_answer_of_the_contract_or_echoes_a_request(string model)
    {
        ContractOperation[] operations = [.. from cmdlet in CmdletReader.All where cmdlet.Model?.Name == model from performed in cmdlet.Performs where IsPlaced(performed.Operation) select Contract(performed.Operation.OperationId)];
        var faults = new List<string>();
        foreach ((System.Reflection.PropertyInfo property, FieldAttribute field) in ModelFields(model))
        {
            ContractSchema[] found = [.. operations.Select(operation => operation.Response.Find(field.WireName) ?? operation.Header(field.WireName) ?? (field.Echo ? operation.Request.Find(field.WireName) : null)).OfType<ContractSchema>()];
            if (found.Length == 0) faults.Add($"{property.Name} ({field.WireName}) is in no answer" + (field.Echo ? " and in no request" : ""));
            else if (property.PropertyType == typeof(Amount?) && !found.Any(schema => schema.Types.Any(type => type is "number" or "integer"))) faults.Add($"{property.Name} is an amount, and in no answer a number");
        }

        Expect.None(faults);
    }

    [Theory]
    [MemberData(nameof(Owned))]
    public void Every_single_value_of_an_answer_has_a_property_or_is_listed_for_AdditionalProperties(string cmdletName, string operationId)
    {
        HashSet<string> known = [.. ModelFields(Cmdlet(cmdletName).Model!.Name).Select(field => field.Field.WireName), .. ContractLists.Envelope, .. ContractLists.ThroughAdditionalProperties.GetValueOrDefault(operationId, [])];

        Expect.None(from leaf in Contract(operationId).Response.Leaves
                     where !leaf.Schema.IsArray && !leaf.Schema.Types.Contains("object") && !known.Contains(leaf.WireName)
                     select leaf.WireName);
    }

    [Fact]
    public void The_list_for_AdditionalField_holds_nothing_that_has_a_parameter_or_is_not_in_the_contract()
    {
        Expect.None(from listed in ContractLists.ThroughAdditionalField
                     from name in listed.Value
                     let cmdlet = CmdletReader.All.FirstOrDefault(cmdlet => cmdlet.Operations.Any(operation => operation.OperationId == listed.Key))
                     where cmdlet is null || FieldsOf(cmdlet.Name, listed.Key).Contains(name) || Contract(listed.Key).Request.Find(name) is null
                     select $"{listed.Key}: {name}");
    }

    [Fact]
    public void The_list_for_AdditionalProperties_holds_nothing_that_has_a_property_or_is_not_in_the_contract()
    {
        Expect.None(from listed in ContractLists.ThroughAdditionalProperties
                     from name in listed.Value
                     let cmdlet = CmdletReader.All.FirstOrDefault(cmdlet => cmdlet.Operations.Any(operation => operation.OperationId == listed.Key))
                     where cmdlet is null || ModelFields(cmdlet.Model!.Name).Any(field => field.Field.WireName == name) || Contract(listed.Key).Response.Leaves.All(leaf => leaf.WireName != name)
                     select $"{listed.Key}: {name}");
    }

    [Fact]
    public void The_list_of_stricter_rules_holds_only_rules_that_a_field_has_and_the_contract_has_not()
    {
        Expect.None(from rule in ContractLists.StricterRules.Keys
                     where !(from cmdlet in CmdletReader.All
                             from performed in cmdlet.Performs
                             where performed.Operation.OperationId == rule.OperationId
                             from field in cmdlet.WireFieldsOf(performed.Set)
                             where field.Field.WireName == rule.WireName
                             from difference in Differences(field.Field, Contract(rule.OperationId).Request.Find(rule.WireName)!)
                             where !difference.InContract && difference.Rule == rule.Rule
                             select difference).Any()
                     select rule.ToString());
    }

    [Fact]
    public void The_list_of_keys_that_name_a_target_holds_only_operations_with_a_cmdlet_and_a_key() =>
        Expect.None(ContractLists.KeyNamesTheTarget.Where(id => !OperationBinding.IsAvailable(id) || Contract(id).Key is null));

    [Fact]
    public void Every_operation_with_a_path_has_a_cmdlet_or_is_listed_as_still_to_come()
    {
        string[] built = [.. Built];

        Expect.None(ContractReader.Operations.Keys.Except(built).Except(ContractLists.StillToCome));
        Expect.None(ContractLists.StillToCome.Intersect(built));
        Expect.None(ContractLists.StillToCome.Except(ContractReader.Operations.Keys));
        Assert.Equal(ContractLists.StillToCome.Distinct(), ContractLists.StillToCome);
    }

    [Fact]
    public void As_many_operations_are_still_to_come_as_the_contract_has_more_than_the_cmdlets() =>
        Assert.Equal(
            ContractReader.Operations.Count - Built.Distinct().Count(),
            ContractLists.StillToCome.Count);

    [Fact]
    public void An_operation_that_is_the_same_call_as_another_has_the_same_method_path_and_fields_and_is_there_with_the_cmdlet_that_both_name()
    {
        ContractOperation[] doubles = [.. ContractReader.Operations.Values.Where(operation => operation.SameAs is not null)];

        Assert.NotEmpty(doubles);
        Assert.All(doubles, operation =>
        {
            ContractOperation other = Contract(operation.SameAs!);
            Assert.Null(other.SameAs);
            Assert.Equal(Call(other), Call(operation));
            Assert.Equal(other.Request.Leaves.Select(Field), operation.Request.Leaves.Select(Field));
            Assert.Equal(Built.Contains(operation.Id), OperationCatalog.Find(operation.Id)!.Available);
            if (operation.Cmdlet == other.Cmdlet) Assert.False(OperationBinding.IsAvailable(operation.Id), $"{operation.Id} is performed beside {other.Id}.");
        });

        static (string, string, string?, string?) Call(ContractOperation operation) => (operation.Method, operation.Path, operation.Safety, (string?)operation.Travel["sign"]);

        static (string, string, bool) Field((string WireName, ContractSchema Schema, bool IsRequired) leaf) => (leaf.WireName, Describe(leaf.Schema), leaf.IsRequired);
    }

    [Fact]
    public void Every_family_has_lists_of_its_own_that_name_no_operation_of_another()
    {
        Assert.Equal(Families.Keys.Order(StringComparer.Ordinal), ContractLists.Families.Select(family => family.Family).Order(StringComparer.Ordinal));
        Expect.None(from family in ContractLists.Families
                    from id in family.Operations
                    where Contract(id).Family != family.Family
                    select $"{id} is of {Contract(id).Family} and listed with {family.Family}");
    }

    // Its own reader would be a poor witness if it passed over what it cannot read.
    [Fact]
    public void The_contract_can_be_read_to_the_last_field()
    {
        Expect.None(from operation in ContractReader.Operations.Values
                    where operation.Node["requestBody"] is not null && !operation.Request.Leaves.Any()
                    select operation.Id + " has a body without fields");
        Expect.None(from operation in ContractReader.Operations.Values
                    from leaf in operation.Request.Leaves
                    where leaf.Schema.Types.Count == 0 && leaf.Schema.Enum is null
                    select $"{operation.Id}: {leaf.WireName} has no type");
        Expect.None(from operation in ContractReader.Operations.Values
                    from leaf in operation.Request.Leaves
                    where operation.Request.Find(leaf.WireName) is null
                    select $"{operation.Id}: {leaf.WireName} is not found");
    }

    // Invoke-FreedomPayRequest knows an operation by method and path only.
    [Fact]
    public void Operations_with_the_same_method_and_path_are_equally_safe_and_the_one_that_the_path_belongs_to_is_found()
    {
        Expect.None(from operation in ContractReader.Operations.Values
                    group operation by (operation.Family, operation.Method, operation.Path) into same
                    where same.Select(operation => operation.Safety).Distinct().Skip(1).Any()
                    select string.Join(", ", same));
        Expect.None(from operation in ContractReader.Operations.Values
                    where operation.PathKey == operation.Path && !operation.Path.Contains('{')
                    let found = OperationCatalog.At(Families[operation.Family], operation.Method, operation.Path)!
                    where found.OperationId != operation.Id && !found.OtherPaths.Contains(operation.Path)
                    select $"{operation.Method} {operation.Path} is taken for {found.OperationId}");
    }

    // It sends a body as it is given and makes the key of the header only: a replay without a key would act twice.
    [Fact]
    public void An_operation_that_is_replayed_has_its_key_in_a_header() =>
        Expect.None(from operation in ContractReader.Operations.Values
                    where operation.Safety == "replay" && (operation.Key is null || operation.Request.Find(operation.Key) is not null || operation.Protocol != "jws" || operation.Family is not ("gateway-async" or "merchant"))
                    select operation.Id);

    [Fact]
    public void No_operation_is_performed_by_two_cmdlets() =>
        Expect.None(CmdletReader.All.SelectMany(cmdlet => cmdlet.Operations).GroupBy(operation => operation.OperationId).Where(group => group.Skip(1).Any()).Select(group => group.Key));

    /// <summary>The operations that a cmdlet performs, and those that are the same call and name the same cmdlet.</summary>
    private static IEnumerable<string> Built
    {
        get
        {
            string[] own = [.. CmdletReader.All.SelectMany(cmdlet => cmdlet.Operations).Where(IsPlaced).Select(operation => operation.OperationId)];
            return own.Concat(
                from operation in ContractReader.Operations.Values
                where own.Contains(operation.SameAs) && operation.Cmdlet == Contract(operation.SameAs!).Cmdlet
                select operation.Id);
        }
    }

    private static bool IsPlaced(OperationAttribute operation) => operation.Evidence is not FreedomPayEvidence.Inferred;

    // A list whose items have fields of their own is reached through those.
    private static bool Covers(HashSet<string> fields, string leaf) => fields.Contains(leaf) || fields.Any(field => field.StartsWith(leaf + ".", StringComparison.Ordinal));

    private static TheoryData<string, string> Pairs(Func<CmdletReader, IEnumerable<string>> operations)
    {
        var pairs = new TheoryData<string, string>();
        foreach (CmdletReader cmdlet in CmdletReader.All.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal))
        {
            foreach (string operation in operations(cmdlet)) pairs.Add(cmdlet.Name, operation);
        }

        return pairs;
    }

    private static CmdletReader Cmdlet(string name) => CmdletReader.All.Single(cmdlet => cmdlet.Name == name);

    private static OperationAttribute Operation(CmdletReader cmdlet, string operationId) => cmdlet.Operations.Single(operation => operation.OperationId == operationId);

    private static ContractOperation Contract(string operationId)
    {
        Assert.True(ContractReader.Operations.ContainsKey(operationId), $"The contract has no operation {operationId} with a path.");
        return ContractReader.Operations[operationId];
    }

    private static IEnumerable<string> FieldsOf(string cmdletName, string operationId)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        return from performed in cmdlet.Performs
               where performed.Operation.OperationId == operationId
               from field in cmdlet.WireFieldsOf(performed.Set)
               select field.Field.WireName;
    }

    private static IEnumerable<ParameterReader> GroupsOf(CmdletReader cmdlet, string operationId) =>
        from performed in cmdlet.Performs
        where performed.Operation.OperationId == operationId
        from parameter in cmdlet.Parameters
        where parameter.IsIn(performed.Set) && parameter.Group is not null
        select parameter;

    private static IEnumerable<(System.Reflection.PropertyInfo Property, FieldAttribute Field)> ModelFields(string model) =>
        from property in CmdletReader.All.First(cmdlet => cmdlet.Model?.Name == model).Model!.GetProperties()
        from field in property.GetCustomAttributes(typeof(FieldAttribute), false).Cast<FieldAttribute>()
        select (property, field);

    private static void Check(string cmdletName, string operationId, Func<ParameterReader, FieldAttribute, ContractSchema?, string?> fault)
    {
        CmdletReader cmdlet = Cmdlet(cmdletName);
        ContractSchema request = Contract(operationId).Request;
        Expect.None(from performed in cmdlet.Performs
                     where performed.Operation.OperationId == operationId
                     from field in cmdlet.WireFieldsOf(performed.Set)
                     let found = fault(field.Parameter, field.Field, request.Find(field.Field.WireName))
                     where found is not null
                     select $"-{field.Parameter.Name} ({field.Field.WireName}, parameter set {performed.Set}) {found}");
    }

    private static string Describe(ContractSchema schema) => string.Join("/", schema.Types) + (schema.Format is { } format ? " " + format : "");

    private static HashSet<FieldKind> Kinds(ContractSchema schema, bool isForm)
    {
        var kinds = new HashSet<FieldKind>();
        foreach (string type in schema.Types)
        {
            switch (type)
            {
                case "integer":
                    kinds.UnionWith(isForm && schema.Enum is ["0", "1"] ? [FieldKind.Flag] : [FieldKind.Integer, FieldKind.PhoneDigits, .. isForm && schema.Enum is null ? [FieldKind.Flag] : Array.Empty<FieldKind>()]);
                    break;
                case "array":
                    kinds.Add(FieldKind.TextList);
                    break;
                case "number":
                    kinds.Add(isForm ? FieldKind.Amount : FieldKind.AmountNumber);
                    break;
                case "boolean" when !isForm:
                    kinds.Add(FieldKind.Boolean);
                    break;
                case "string" when schema.ContentEncoding == "base64":
                    kinds.Add(FieldKind.PdfFile);
                    break;
                case "string":
                    kinds.UnionWith(schema.Format switch
                    {
                        "date" => [FieldKind.Date],
                        "date-time" => [FieldKind.DateTime],
                        "uuid" => [FieldKind.Uuid],
                        "email" => [FieldKind.Email],
                        "uri" => [FieldKind.Url],
                        "ipv4" => [FieldKind.IpAddress],
                        // Text whose form the contract describes in words.
                        _ => [FieldKind.Text, FieldKind.Id, FieldKind.Uuid, FieldKind.Email, FieldKind.Phone, FieldKind.Country, FieldKind.Currency, FieldKind.Iban, FieldKind.CardNumber, FieldKind.CardCode, FieldKind.CardMonth, FieldKind.CardYear, FieldKind.Language, FieldKind.Date, FieldKind.DateTime, FieldKind.Url, FieldKind.IpAddress, FieldKind.Amount],
                    });
                    if (isForm && schema.Format is null) kinds.UnionWith([FieldKind.Integer, FieldKind.PhoneDigits]);
                    break;
                default:
                    // Booleans of forms, arrays and objects have no kind: they go through -AdditionalField.
                    break;
            }
        }

        return kinds;
    }

    /// <summary>Each rule in which a field and the contract differ; whether the contract has one.</summary>
    private static IEnumerable<(string Rule, string? Actual, string? Expected, bool InContract)> Differences(FieldAttribute field, ContractSchema schema)
    {
        // An empty text is never sent, so that one character at least is no rule of its own.
        (string Rule, string? Actual, string? Expected)[] rules =
        [
            // On the wire such a phone number has digits alone.
            (nameof(field.Pattern), field.Kind is FieldKind.PhoneDigits && schema.Pattern == "^[0-9]+$" ? schema.Pattern : field.Pattern, schema.Pattern),
            (nameof(field.MinLength), Length(Math.Max(1, field.MinLength), 1), Length(Math.Max(1, schema.MinLength), 1)),
            (nameof(field.MaxLength), Length(field.MaxLength, 0), Length(schema.MaxLength, 0)),
            (nameof(field.Minimum), Number(field.Minimum), Number(schema.Minimum?.ToString(CultureInfo.InvariantCulture))),
            (nameof(field.Maximum), Number(field.Maximum), Number(schema.Maximum?.ToString(CultureInfo.InvariantCulture))),
            (nameof(field.Values), List(field.Kind is FieldKind.Flag ? ["0", "1"] : field.Values), List(schema.Enum)),
        ];
        return from rule in rules where rule.Actual != rule.Expected select (rule.Rule, rule.Actual, rule.Expected, rule.Expected is not null);
    }

    private static string? Length(int length, int none) => length == none ? null : length.ToString(CultureInfo.InvariantCulture);

    private static string? Number(string? number) => number is null ? null : (decimal.Parse(number, CultureInfo.InvariantCulture) / 1.000000000000000000m).ToString("G29", CultureInfo.InvariantCulture);

    private static string? List(IEnumerable<string>? values) => values is null ? null : string.Join(", ", values.Order(StringComparer.Ordinal));

    private static IEnumerable<(string WireName, JsonNode Value)> Values(JsonObject body, string prefix) =>
        from member in body
        from value in member.Value switch
        {
            JsonObject inner => Values(inner, prefix + member.Key + "."),
            JsonValue single => [(prefix + member.Key, single)],
            _ => [],
        }
        select value;
}
