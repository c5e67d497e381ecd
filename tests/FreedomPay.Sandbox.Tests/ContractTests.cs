using System.Text.Json;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Every operation of the contract that has a path, with requests generated from its schema.</summary>
public sealed class ContractTests : SandboxTest
{
    public static TheoryData<string> AllOperations => [.. ContractSamples.All.Select(sample => sample.Id)];

    public static TheoryData<string> SignedOperations => [.. ContractSamples.All.Where(sample => sample.Protocol != "none").Select(sample => sample.Id)];

    public static TheoryData<string, string> RequiredFields
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ContractSample sample in ContractSamples.All)
            {
                foreach (string name in sample.Required.Distinct()) data.Add(sample.Id, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(AllOperations))]
    public async Task A_request_that_follows_the_contract_is_accepted(string operationId)
    {
        ContractSample sample = Find(operationId);
        (HttpResponseMessage response, string body) = await Send(SampleRequest.Make(Sandbox, sample));
        Assert.True(Verdict(response) != "refused", body);
        Assert.Equal(Path(sample), await LastPathOfOperation());
        if (sample.Id == "checkoutRedirect") Assert.StartsWith("<!doctype html>", body, StringComparison.Ordinal);
        else if (sample.Protocol == "pg") Assert.Equal("response", XDocument.Parse(body).Root!.Name.LocalName);
        else JsonDocument.Parse(body).Dispose();
    }

    public static TheoryData<string> PublishedExamples => [.. ContractSamples.Published.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(PublishedExamples))]
    public async Task A_published_example_is_accepted(string name)
    {
        ContractSample sample = ContractSamples.Published.Single(example => example.Name == name).Sample;
        (HttpResponseMessage response, string body) = await Send(SampleRequest.Make(Sandbox, sample));
        Assert.True(Verdict(response) != "refused", body);
    }

    [Theory]
    [MemberData(nameof(SignedOperations))]
    public async Task The_same_request_with_a_forged_signature_is_refused_and_has_no_effect(string operationId)
    {
        ContractSample sample = Find(operationId);
        (HttpResponseMessage response, string body) = await Send(SampleRequest.Make(Sandbox, sample, forged: true));
        Assert.Equal("refused", Verdict(response));
        Assert.Empty(Sandbox.Control.Ledger);
        if (sample.Protocol == "pg") Assert.Equal("1100", XDocument.Parse(body).Root!.Element("pg_error_code")!.Value);
        else if (sample.Family == "card" && sample.Protocol == "jws") Assert.Contains("1100", body, StringComparison.Ordinal);
        else if (sample.Family == "freedom-id") Assert.Equal(401, (int)response.StatusCode);
        else if (sample.Family == "gateway-async") Assert.Contains("1100", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public async Task A_request_that_lacks_a_required_field_is_refused_and_names_it(string operationId, string field)
    {
        ContractSample sample = Find(operationId);
        (HttpResponseMessage response, string body) = await Send(SampleRequest.Make(Sandbox, sample, without: field));
        string name = field.Split(':')[^1].Split('.')[^1];
        if (Verdict(response) != "refused")
        {
            // Operations that share a path: without the field it is a proper request to a sibling.
            Assert.Contains(ContractSamples.All, other => other.Id != sample.Id && other.Path == sample.Path && !other.Required.Contains(field));
            return;
        }

        Assert.Empty(Sandbox.Control.Ledger);
        if (name is not ("pg_sig" or "pg_merchant_id" or "X-Action")) Assert.Contains(name, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_are_listed_with_what_is_simulated()
    {
        JsonElement operations = await Control("operations");
        Assert.Equal(ContractSamples.All.Select(sample => sample.Id).Order(StringComparer.Ordinal), operations.EnumerateArray().Where(operation => !operation.GetProperty("inferred").GetBoolean()).Select(operation => operation.GetProperty("operationId").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains(operations.EnumerateArray(), operation => operation.GetProperty("operationId").GetString() == "createCardClientV2" && operation.GetProperty("mode").GetString() == "stateful");
        Assert.Contains(operations.EnumerateArray(), operation => operation.GetProperty("operationId").GetString() == "addRates" && operation.GetProperty("mode").GetString() == "validated-only");
    }

    [Fact]
    public async Task Operations_with_an_inferred_path_are_served_too()
    {
        JsonElement[] inferred = [.. (await Control("operations")).EnumerateArray().Where(operation => operation.GetProperty("inferred").GetBoolean())];
        Assert.Contains(inferred, operation => operation.GetProperty("operationId").GetString() == "blockCard" && operation.GetProperty("mode").GetString() == "stateful");
        foreach (JsonElement operation in inferred)
        {
            string path = operation.GetProperty("path").GetString()!;
            var sample = new ContractSample(operation.GetProperty("family").GetString()!, operation.GetProperty("operationId").GetString()!, operation.GetProperty("method").GetString()!, path, "jws", "application/json", [], [], new Dictionary<string, string>(), new Dictionary<string, string>());
            (HttpResponseMessage response, string body) = await Send(SampleRequest.Make(Sandbox, sample));
            Assert.True(Verdict(response) is "stateful" or "simulated", body);
            (response, _) = await Send(SampleRequest.Make(Sandbox, sample, forged: true));
            Assert.Equal("refused", Verdict(response));
        }
    }

    private static ContractSample Find(string operationId) => ContractSamples.All.Single(sample => sample.Id == operationId);

    private static string Path(ContractSample sample) => sample.Path;

    private static string? Verdict(HttpResponseMessage response) => response.Headers.TryGetValues("X-Sandbox", out IEnumerable<string>? values) ? values.Single() : null;

    private async Task<string?> LastPathOfOperation() => (await Control("requests")).GetProperty("requests")[0].GetProperty("path").GetString();
}
