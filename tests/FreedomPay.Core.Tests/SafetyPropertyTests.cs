using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;
using FreedomPay.Sandbox;

namespace FreedomPay.Core.Tests;

/// <summary>
/// Rows of a random safety class go through the dispatcher with a journal, over real sockets, while the sandbox misbehaves and the run is
/// stopped at a random moment; then a second run with the same journal ends what is left. The sandbox's own books are the witness.
/// </summary>
public sealed class SafetyPropertyTests : IDisposable
{
    private const int Rows = 12;

    // The sandbox has a batch of issued cards with such numbers.
    private const int FirstCard = 123456701;
    private static readonly SandboxFaultKind[] Kinds =
    [
        SandboxFaultKind.Latency, SandboxFaultKind.TooManyRequests, SandboxFaultKind.ServerError, SandboxFaultKind.Reset,
        SandboxFaultKind.AnswerLost, SandboxFaultKind.MalformedAnswer, SandboxFaultKind.OversizedAnswer,
    ];

    private readonly SandboxServer sandbox = SandboxServer.Start(new SandboxOptions());
    private readonly string folder = Directory.CreateTempSubdirectory("safety").FullName;

    public static TheoryData<Safety, int> Cases()
    {
        var cases = new TheoryData<Safety, int>();
        foreach (Safety safety in new[] { Safety.Read, Safety.Natural, Safety.Replay, Safety.Refuse, Safety.Unkeyed })
        {
            for (int seed = 1; seed <= 12; seed++) cases.Add(safety, seed);
        }

        return cases;
    }

    public void Dispose()
    {
        sandbox.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_row_acts_twice_and_each_ends_as_exactly_one_of_four_whatever_fails_and_whenever_it_is_stopped(Safety safety, int seed)
    {
        var random = new Random((seed * 31) + (int)safety);
        using var client = new ApiClient(Settings(), null, TimeProvider.System, new RetryQuota(), () => 0);
        Row[] rows = [.. Enumerable.Range(0, Rows).Select(i => new Row(i + 1, Uuid7.NewId(), (FirstCard + i).ToString(CultureInfo.InvariantCulture)))];

        string script = Misbehave(random);
        using (var stop = new CancellationTokenSource())
        {
            if (random.Next(3) > 0)
            {
                int after = random.Next(60);
                script += $", stopped after {after} ms";
                stop.CancelAfter(after);
            }

            Run(client, safety, rows, limit: random.Next(1, 9), stop.Token);
        }

        foreach (Row row in rows)
        {
            int effects = EffectsOf(safety, row);
            string told = $"{safety}, seed {seed} ({script}): row {row.Number} ended as {row.Outcome?.State} with {effects} effects";
            Assert.True(row.Ends == 1, told + $" and {row.Ends} ends");
            Assert.True(safety is Safety.Natural || effects <= 1, told);
            if (safety is Safety.Read) continue;
            if (row.Outcome!.State is OutcomeState.Succeeded) Assert.True(effects >= 1, told);
            if (row.Outcome.State is OutcomeState.NotSent || (row.Outcome.State is OutcomeState.Failed && safety is not Safety.Natural)) Assert.True(effects == 0, told);
        }

        OutcomeState[] first = [.. rows.Select(static row => row.Outcome!.State)];
        sandbox.Control.ClearFaults();
        foreach (Row row in rows) row.Forget();
        Run(client, safety, rows, limit: 4, CancellationToken.None);
        foreach (Row row in rows)
        {
            int effects = EffectsOf(safety, row);
            string told = $"{safety}, seed {seed} ({script}): row {row.Number} was {first[row.Number - 1]}, then {row.Outcome?.State} with {effects} effects; {row.Outcome?.Fault?.Message}";
            Assert.True(row.Ends == 1, told);
            if (safety is Safety.Unkeyed && row.Outcome!.State is OutcomeState.Unknown)
            {
                Assert.True(first[row.Number - 1] is OutcomeState.Unknown && effects <= 1, told);
                continue;
            }

            Assert.True(row.Outcome!.State is OutcomeState.Succeeded, told);
            Assert.True(safety is Safety.Read || (safety is Safety.Natural ? effects >= 1 : effects == 1), told);
        }
    }

    private static JsonElement Parsed(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private ConnectionSettings Settings()
    {
        var known = new SandboxCredentials();
        return new ConnectionSettings
        {
            BaseUri = sandbox.BaseUri,
            Partner = new Credential(known.PartnerId, new Secret(known.PartnerSecret)),
            Merchant = new Credential(known.MerchantId, new Secret(known.MerchantSecret)),
            MaxRetryCount = 2,
            MaxAnswerBytes = 1 << 20,
        };
    }

    private string Misbehave(Random random)
    {
        List<string> told = [];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            var fault = new SandboxFault
            {
                Kind = Kinds[random.Next(Kinds.Length)],
                Probability = random.NextDouble(),
                Skip = random.Next(6),
                Count = random.Next(1, 10),
                LatencyMilliseconds = random.Next(20),
                RetryAfter = random.Next(2) == 0 ? "0" : null,
                AnswerBytes = 2 << 20,
            };
            sandbox.Control.AddFault(fault);
            told.Add($"{fault.Kind} p={fault.Probability:0.00} skip={fault.Skip} count={fault.Count}");
        }

        return string.Join("; ", told);
    }

    /// <summary>What a cmdlet does with its rows.</summary>
    private void Run(ApiClient client, Safety safety, Row[] rows, int limit, CancellationToken stop)
    {
        var route = new ApiRoute(WireProtocol.Jws, safety is Safety.Replay ? CredentialKind.Merchant : CredentialKind.Partner);
        // A cmdlet that only reads takes no journal: it is simply run again.
        using Journal? journal = safety is Safety.Read ? null : Journal.Open(Path.Combine(folder, "run.jsonl"), "Test", client.Settings, route, TimeProvider.System, CancellationToken.None);
        using var dispatcher = new OrderedDispatcher<Row>(limit, wantsWire: false, stop);
        foreach (Row row in rows)
        {
            if (stop.IsCancellationRequested)
            {
                row.End(ApiOutcome.NeverSent("theOperation"));
                continue;
            }

            ApiRequest request = RequestOf(safety, row, journal);
            dispatcher.Submit(row, (trace, token) => Send(request, row, trace, token));
            while (!dispatcher.HasRoom) Complete();
        }

        while (dispatcher.Pending > 0) Complete();

        Task<ApiOutcome> Send(ApiRequest request, Row row, FreedomPay.Core.Diagnostics.IWireTrace trace, CancellationToken token) => row.Ticket switch
        {
            { Verdict: JournalVerdict.Done } done => Task.FromResult(new ApiOutcome { State = OutcomeState.Succeeded, OperationId = request.OperationId, Answer = done.Answer }),
            { } ticket => journal!.RecordAsync(ticket, client.SendAsync(request, trace, token), static answer => []),
            null => client.SendAsync(request, trace, token),
        };

        void Complete() => dispatcher.Take(static _ => { }, out ApiOutcome? outcome).End(outcome!);
    }

    private static ApiRequest RequestOf(Safety safety, Row row, Journal? journal)
    {
        JsonObject body = safety switch
        {
            Safety.Read => new() { ["request_id"] = Uuid7.NewId(), ["card_id"] = row.CardId },
            Safety.Natural => new() { ["request_id"] = Uuid7.NewId(), ["card_id"] = row.CardId },
            Safety.Replay => new()
            {
                ["amount"] = 100,
                ["currency"] = "KZT",
                ["description"] = "Tea",
                ["order_id"] = row.Key,
                ["auto_clearing"] = true,
                ["from"] = new JsonObject { ["type"] = "card", ["card"] = new JsonObject { ["name"] = "IVAN IVANOV", ["pan"] = "4405645000006150", ["year"] = 30, ["month"] = 12 } },
            },
            Safety.Refuse => new() { ["request_id"] = row.Key, ["product_id"] = 1000, ["client"] = new JsonObject { ["fn_id"] = "Ivan" } },
            _ => new() { ["card_id"] = row.CardId },
        };
        row.Ticket = journal?.Look(row.Number, safety.ToString(), safety is Safety.Replay or Safety.Refuse ? row.Key : null, "request_id", body, null, []);
        JournalTicket? ticket = row.Ticket;
        return new ApiRequest
        {
            OperationId = safety.ToString(),
            Method = "POST",
            Path = safety switch
            {
                Safety.Read => "/v5/card-api/card/balance",
                Safety.Natural => "/v5/card-api/card/reset_counter_pin",
                Safety.Replay => "/v5/g2g/create",
                Safety.Refuse => "/v5/card-api/client/add_v2",
                _ => "/v5/card-api/card/set_pin",
            },
            Route = safety is Safety.Replay ? new ApiRoute(WireProtocol.Jws, CredentialKind.Merchant, ApiHost.Api, JwsAlgorithm.HS256, HasStatusHeader: true) : new ApiRoute(WireProtocol.Jws, CredentialKind.Partner),
            Safety = safety,
            Body = body,
            RequestId = row.Key,
            RenewedField = safety is Safety.Read or Safety.Natural ? "request_id" : null,
            Headers = safety is Safety.Replay ? new Dictionary<string, string> { ["X-Request-Id"] = row.Key, ["X-Action"] = "gateway.payment.create" } : null,
            Probe = safety is Safety.Refuse ? new StatusProbe(StatusOf(row.Key), static answer => (string?)answer["request_status"] is "process" or "success") : null,
            InDoubt = ticket?.Verdict is JournalVerdict.InDoubt,
            Claim = ticket is null ? null : (id, _) => journal!.ClaimAsync(ticket, id, new Sending(TimeProvider.System.GetUtcNow(), null)),
        };
    }

    private static ApiRequest StatusOf(string requestId) => new()
    {
        OperationId = "getCardRequestStatus",
        Method = "POST",
        Path = "/v5/card-api/request/status",
        Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner),
        Safety = Safety.Read,
        Body = new JsonObject { ["request_id"] = requestId },
        RequestId = requestId,
    };

    private int EffectsOf(Safety safety, Row row) => safety switch
    {
        Safety.Replay or Safety.Refuse => sandbox.Control.Ledger.Count(entry => entry.Effect && entry.Key == row.Key),
        Safety.Natural => CardNumber(row, "pin_counter_resets"),
        Safety.Unkeyed => CardNumber(row, "pin_changes"),
        _ => 0,
    };

    private int CardNumber(Row row, string name) =>
        Parsed(sandbox.Control.StateJson()).GetProperty("cards").EnumerateArray().Where(card => card.GetProperty("card_id").ToString() == row.CardId).Sum(card => card.GetProperty(name).GetInt32());

    private sealed class Row(int number, string key, string cardId)
    {
        public int Number { get; } = number;

        public string Key { get; } = key;

        public string CardId { get; } = cardId;

        public JournalTicket? Ticket { get; set; }

        public ApiOutcome? Outcome { get; private set; }

        public int Ends { get; private set; }

        public void End(ApiOutcome outcome)
        {
            Outcome = outcome;
            Ends++;
        }

        public void Forget()
        {
            Outcome = null;
            Ends = 0;
        }
    }
}
