using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>What a journal knows a row by: an id of the row, its key, or its values, however they are written.</summary>
public sealed class JournalRowTests : IDisposable
{
    private static readonly ApiRoute Route = new(WireProtocol.Jws, CredentialKind.Partner);
    private readonly string folder = Directory.CreateTempSubdirectory("journal").FullName;
    private readonly ManualTimeProvider time = new();

    private string File0 => Path.Combine(folder, "run.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("10.00", "10")]
    [InlineData("10", "10.0")]
    [InlineData("010.50", "10.5")]
    [InlineData("-0.00", "0")]
    [InlineData("12345678901234567890123456789.10", "12345678901234567890123456789.1")]
    public async Task An_amount_that_is_written_otherwise_is_the_same_row(string before, string now)
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay(before));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay(now)).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay(now)).Verdict);
    }

    [Theory]
    [InlineData("10.00", "10.01")]
    [InlineData("10", "100")]
    [InlineData("1.0", "-1.0")]
    [InlineData("12345678901234567890123456789.1", "12345678901234567890123456789.2")]
    public async Task Another_amount_is_another_row(string before, string now)
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay(before));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Send, Look(next, Pay(now)).Verdict);
    }

    [Fact]
    public async Task A_number_of_JSON_is_the_same_with_other_decimals()
    {
        using (Journal journal = Open()) await RunAsync(journal, new JsonObject { ["pay"] = new JsonObject { ["amount"] = JsonNode.Parse("10.00") } });

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, new JsonObject { ["pay"] = new JsonObject { ["amount"] = 10 } }).Verdict);
    }

    [Fact]
    public async Task The_spelling_is_asked_by_the_name_on_the_wire_also_within_a_list()
    {
        static JsonObject Limits(string amount) => new() { ["limits"] = new JsonArray(new JsonObject { ["amount"] = amount }, new JsonObject { ["amount"] = "7" }) };
        using (Journal journal = Open()) await RunAsync(journal, Limits("10.00"));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Limits("10")).Verdict);
    }

    [Fact]
    public async Task Rows_alike_are_counted_by_their_values_in_whatever_order_and_spelling_they_come()
    {
        using (Journal journal = Open())
        {
            foreach (string amount in new[] { "10.00", "10", "10.0" }) await RunAsync(journal, Pay(amount));
        }

        using Journal next = Open();
        JournalVerdict[] verdicts = [.. new[] { "10", "10", "10", "10.00" }.Select(amount => Look(next, Pay(amount)).Verdict)];
        Assert.Equal([JournalVerdict.Done, JournalVerdict.Done, JournalVerdict.Done, JournalVerdict.Send], verdicts);
    }

    [Fact]
    public async Task A_key_with_an_amount_that_is_written_otherwise_is_no_conflict()
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay("10.00"), "k-1");

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), "k-1").Verdict);
    }

    [Theory]
    [InlineData("10.00", "10.00", JournalVerdict.Done)]
    [InlineData("10", "10.00", JournalVerdict.Done)]
    [InlineData("10", "10", JournalVerdict.Done)]
    [InlineData("10", "11", JournalVerdict.Send)]
    public async Task A_run_that_version_2_began_goes_on(string before, string now, JournalVerdict verdict)
    {
        WriteVersion2(Pay(before));

        using (Journal journal = Open())
        {
            Assert.Equal(verdict, Look(journal, Pay(now)).Verdict);
            await RunAsync(journal, Pay("20.00"));
        }

        // What is new in it is known by its values from now on, and what is old as before.
        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("20")).Verdict);
        Assert.Equal(verdict, Look(next, Pay(now)).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("20.0")).Verdict);
    }

    [Fact]
    public async Task Rows_of_version_2_that_are_alike_are_found_though_the_first_of_them_had_not_left()
    {
        // The run was killed when the second and the third were on their way, and the first was not.
        WriteVersion2([(Pay("10.00"), 2), (Pay("10.00"), 3)]);

        JournalVerdict[] expected = [JournalVerdict.Send, JournalVerdict.Done, JournalVerdict.Done];
        for (int run = 0; run < 3; run++)
        {
            using Journal journal = Open();
            var tickets = new List<JournalTicket>();
            for (int i = 0; i < 3; i++) tickets.Add(Look(journal, Pay("10.00")));
            Assert.Equal(expected, tickets.Select(static ticket => ticket.Verdict).ToArray());
            if (run == 0) await EndAsync(journal, tickets[0]);
            expected = [JournalVerdict.Done, JournalVerdict.Done, JournalVerdict.Done];
        }
    }

    [Fact]
    public async Task Old_and_new_rows_alike_are_found_in_whatever_order_they_come()
    {
        WriteVersion2(Pay("10.00"));
        using (Journal journal = Open())
        {
            Assert.Equal(JournalVerdict.Done, Look(journal, Pay("10.00")).Verdict);
            foreach (string amount in new[] { "10", "10.0" })
            {
                JournalTicket ticket = Look(journal, Pay(amount));
                Assert.Equal(JournalVerdict.Send, ticket.Verdict);
                await EndAsync(journal, ticket);
            }
        }

        foreach (string order in new[] { "10.00 10 10.0", "10 10.00 10.0", "10.0 10 10.00", "10.0 10.00 10" })
        {
            using Journal next = Open();
            Assert.All(order.Split(' '), amount => Assert.Equal(JournalVerdict.Done, Look(next, Pay(amount)).Verdict));
            Assert.Equal(JournalVerdict.Send, Look(next, Pay("10")).Verdict);
        }
    }

    [Fact]
    public void A_journal_that_version_2_began_says_once_from_where_on_its_lines_are_newer()
    {
        WriteVersion2(Pay("10"));
        Open().Dispose();
        Open().Dispose();
        string[] lines = File.ReadAllLines(File0);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("{\"version\":3,", lines[3], StringComparison.Ordinal);
        Assert.Single(JournalReader.Rows(File0, out _, out _));
    }

    [Fact]
    public void Lines_of_a_version_that_is_not_known_here_are_refused()
    {
        WriteVersion2(Pay("10"));
        File.AppendAllText(File0, "{\"version\":4,\"at\":\"2026-03-01T12:00:00.000Z\"}\n");
        Assert.Equal(JournalProblem.Version, Assert.Throws<JournalException>(() => Open()).Problem);
        Assert.Equal(JournalProblem.Version, Assert.Throws<JournalException>(() => JournalReader.Rows(File0, out _, out _)).Problem);
    }

    [Fact]
    public async Task A_row_with_an_id_is_known_by_it_whatever_its_place_and_two_that_are_alike_are_two()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, Pay("10"), rowId: "a");
            await RunAsync(journal, Pay("10"), rowId: "b");
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10.00"), rowId: "b").Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10"), rowId: "c").Verdict);
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), rowId: "a").Verdict);
        Assert.Equal(JournalVerdict.Repeated, Look(next, Pay("11"), rowId: "a").Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10"), "a").Verdict);
    }

    [Fact]
    public async Task A_row_with_an_id_and_other_values_is_refused_by_the_names_of_the_fields()
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay("10"), rowId: "a");

        using Journal next = Open();
        JournalTicket ticket = Look(next, Pay("11"), rowId: "a");
        Assert.Equal(JournalVerdict.Changed, ticket.Verdict);
        Assert.Equal(["pay.amount"], ticket.Changed);
    }

    [Fact]
    public async Task Rows_that_were_recorded_before_they_had_an_id_are_not_sent_again_for_having_one()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, Pay("10"));
            await RunAsync(journal, Pay("10"));
            await RunAsync(journal, Pay("20"), "k-1");
        }

        for (int run = 0; run < 2; run++)
        {
            using Journal next = Open();
            Assert.Equal(JournalVerdict.Done, Look(next, Pay("10.00"), rowId: "a").Verdict);
            Assert.Equal(JournalVerdict.Done, Look(next, Pay("20"), "k-1", "c").Verdict);
            Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), rowId: "b").Verdict);
            JournalTicket third = Look(next, Pay("10"), rowId: "d");
            Assert.Equal(run == 0 ? JournalVerdict.Send : JournalVerdict.Done, third.Verdict);
            if (run == 0) await EndAsync(next, third);
        }
    }

    [Fact]
    public async Task Rows_with_an_id_and_without_that_are_alike_are_found_in_whatever_order_they_come()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, Pay("10"), rowId: "a");
            await RunAsync(journal, Pay("10"));
            await RunAsync(journal, Pay("10"), rowId: "b");
        }

        foreach (string?[] order in new string?[][] { [null, "a", "b"], ["b", null, "a"], ["a", "b", null] })
        {
            using Journal next = Open();
            Assert.All(order, id => Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), rowId: id).Verdict));
            Assert.Equal(JournalVerdict.Send, Look(next, Pay("10"), rowId: "c").Verdict);
        }
    }

    [Fact]
    public async Task Rows_alike_that_get_an_id_later_are_found_though_the_first_of_them_had_not_left()
    {
        using (Journal journal = Open())
        {
            JournalTicket[] tickets = [Look(journal, Pay("10")), Look(journal, Pay("10")), Look(journal, Pay("10"))];
            await EndAsync(journal, tickets[2]);
        }

        for (int run = 0; run < 2; run++)
        {
            using Journal next = Open();
            JournalTicket[] tickets = [.. (run == 0 ? new[] { "a", "b", "c" } : ["c", "b", "a"]).Select(id => Look(next, Pay("10"), rowId: id))];
            Assert.Equal(run == 0 ? 1 : 3, tickets.Count(static ticket => ticket.Verdict is JournalVerdict.Done));
            foreach (JournalTicket ticket in tickets.Where(static ticket => ticket.Verdict is JournalVerdict.Send)) await EndAsync(next, ticket);
        }
    }

    [Theory]
    [InlineData("007", "7")]
    [InlineData("1.50", "1.5")]
    public async Task An_id_that_a_spreadsheet_has_respelt_is_the_same(string before, string now)
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay("10"), rowId: before);

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10.00"), rowId: now).Verdict);
        Assert.Equal(JournalVerdict.Repeated, Look(next, Pay("10"), rowId: before).Verdict);
    }

    [Theory]
    [InlineData("k-1", null)]
    [InlineData(null, "a")]
    [InlineData("k-1", "a")]
    public async Task A_row_that_has_lost_its_id_or_its_key_is_refused(string? key, string? rowId)
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, Pay("10.00"), key, rowId);
            await RunAsync(journal, Pay("20"));
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Unnamed, Look(next, Pay("10")).Verdict);
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("20")).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("30")).Verdict);
        // With it, it is what it was; and another one of the same values is its own from then on.
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), key, rowId).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10")).Verdict);
    }

    [Fact]
    public async Task A_row_without_an_id_is_sent_where_the_one_that_had_it_had_failed()
    {
        using (Journal journal = Open())
        {
            JournalTicket ticket = Look(journal, Pay("10"), rowId: "a");
            Assert.Null(await journal.ClaimAsync(ticket, null, new Sending(time.GetUtcNow(), null)));
            var failed = new ApiOutcome { State = OutcomeState.Failed, OperationId = "theOperation", Fault = new ApiFault { Reason = FaultReason.Refused, Message = "no" } };
            await journal.RecordAsync(ticket, Task.FromResult(failed), static answer => answer);
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10")).Verdict);
    }

    [Fact]
    public async Task Rows_alike_that_never_had_an_id_are_not_taken_for_ones_that_had()
    {
        using (Journal journal = Open())
        {
            JournalTicket[] tickets = [.. Enumerable.Range(1, 40).Select(row => Look(journal, Pay("10"), row: row))];
            foreach (JournalTicket ticket in tickets.Where((_, place) => place is 3 or 12 or 30)) await EndAsync(journal, ticket);
        }

        using Journal next = Open();
        JournalVerdict[] verdicts = [.. Enumerable.Range(0, 40).Select(_ => Look(next, Pay("10")).Verdict)];
        Assert.Equal(3, verdicts.Count(static verdict => verdict is JournalVerdict.Done));
        Assert.Equal(37, verdicts.Count(static verdict => verdict is JournalVerdict.Send));
    }

    [Fact]
    public async Task A_row_that_gets_a_key_later_is_found()
    {
        using (Journal journal = Open()) await RunAsync(journal, Pay("10"));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10.0"), "k-1").Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10.0"), "k-2").Verdict);
    }

    [Fact]
    public void A_key_that_comes_under_two_ids_is_refused_the_second_time()
    {
        using Journal journal = Open();
        Assert.Equal(JournalVerdict.Send, Look(journal, Pay("10"), "k-1", "a").Verdict);
        Assert.Equal(JournalVerdict.Repeated, Look(journal, Pay("10"), "k-1", "b").Verdict);
    }

    [Fact]
    public async Task A_journal_is_complete_when_each_of_its_rows_was_carried_out_before_the_run()
    {
        using (Journal journal = Open())
        {
            Assert.False(journal.WasComplete);
            await RunAsync(journal, Pay("10"));
        }

        using (Journal journal = Open())
        {
            Assert.True(journal.WasComplete);
            JournalTicket done = Look(journal, Pay("10"));
            Assert.True(done.IsKeyless);
            Assert.False(Look(journal, Pay("10"), "k-1").IsKeyless);
            Assert.False(Look(journal, Pay("10"), rowId: "a").IsKeyless);
            await journal.ClaimAsync(Look(journal, Pay("20")), null, new Sending(time.GetUtcNow(), null));
        }

        using Journal next = Open();
        Assert.False(next.WasComplete);
    }

    [Theory]
    [InlineData("k-1", null)]
    [InlineData(null, "a")]
    [InlineData("k-1", "a")]
    public async Task A_row_that_failed_under_its_name_and_was_carried_out_without_one_is_not_sent_again(string? key, string? rowId)
    {
        using (Journal journal = Open()) await FailAsync(journal, Look(journal, Pay("10"), key, rowId));
        // The column of the keys was forgotten.
        using (Journal journal = Open()) await RunAsync(journal, Pay("10"));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10"), key, rowId).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, Pay("10"), "k-2").Verdict);
    }

    [Theory]
    [InlineData("k-1", null)]
    [InlineData(null, "a")]
    public async Task A_row_that_failed_without_a_name_and_was_carried_out_under_one_is_refused_without_it(string? key, string? rowId)
    {
        using (Journal journal = Open()) await FailAsync(journal, Look(journal, Pay("10")));
        using (Journal journal = Open())
        {
            // One of them is the row that failed; of the other nobody has said that it is not.
            await RunAsync(journal, Pay("10"), "k-0");
            await RunAsync(journal, Pay("10"), key, rowId);
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, Pay("10")).Verdict);
        Assert.Equal(JournalVerdict.Unnamed, Look(next, Pay("10")).Verdict);
    }

    private static async Task FailAsync(Journal journal, JournalTicket ticket)
    {
        Assert.Equal(JournalVerdict.Send, ticket.Verdict);
        Assert.Null(await journal.ClaimAsync(ticket, null, new Sending(TimeProvider.System.GetUtcNow(), null)));
        var fault = new ApiFault { Reason = FaultReason.Refused, Message = "no" };
        var failed = new ApiOutcome { State = OutcomeState.Failed, OperationId = "theOperation", Fault = fault };
        await journal.RecordAsync(ticket, Task.FromResult(failed), static answer => answer);
    }

    private static JsonObject Pay(string amount) => new() { ["pay"] = new JsonObject { ["amount"] = amount, ["order"] = "10.00" } };

    // Of a payment the amount alone is an amount.
    private static string? Spelling(string wireName, string text) => wireName is "pay.amount" or "limits.amount" ? PlainNumber.Of(text) : null;

    private static JournalTicket Look(Journal journal, JsonObject body, string? key = null, string? rowId = null, long row = 1) => journal.Look(row, "theOperation", key, "request_id", body, null, [], Spelling, rowId);

    private static async Task RunAsync(Journal journal, JsonObject body, string? key = null, string? rowId = null)
    {
        JournalTicket ticket = Look(journal, body, key, rowId);
        Assert.Equal(JournalVerdict.Send, ticket.Verdict);
        await EndAsync(journal, ticket);
    }

    private static async Task EndAsync(Journal journal, JournalTicket ticket)
    {
        Assert.Null(await journal.ClaimAsync(ticket, null, new Sending(TimeProvider.System.GetUtcNow(), null)));
        await journal.RecordAsync(ticket, Task.FromResult(new ApiOutcome { State = OutcomeState.Succeeded, OperationId = "theOperation", Answer = [] }), static answer => answer);
    }

    private Journal Open() => Journal.Open(File0, "New-Thing", Fixture.Settings(), Route, time);

    private void WriteVersion2(JsonObject body) => WriteVersion2([(body, 1)]);

    /// <summary>A journal as version 2 wrote it: each row by its values as they are written.</summary>
    private void WriteVersion2((JsonObject Body, int Occurrence)[] rows)
    {
        using var hash = new JournalHash(new Secret(Fixture.PartnerSecret), "123456", "saltsaltsaltsalt");
        var lines = new List<byte>(JournalText.Write(new JournalHeader(time.GetUtcNow(), "New-Thing", "https://api.example", "saltsaltsaltsalt", hash.Check, 2)));
        foreach ((JsonObject body, int occurrence) in rows)
        {
            Dictionary<string, string> fields = hash.OfFields(body, "request_id", static _ => false, null);
            string key = hash.OfContent("theOperation", fields, occurrence).ToString();
            lines.AddRange(JournalText.Write(new JournalIntent { Key = key, At = time.GetUtcNow(), Row = 1, OperationId = "theOperation", Fields = fields }));
            lines.AddRange(JournalText.Write(new JournalEnd { Key = key, At = time.GetUtcNow(), State = OutcomeState.Succeeded, Answer = [] }));
        }

        File.WriteAllBytes(File0, [.. lines]);
    }
}
