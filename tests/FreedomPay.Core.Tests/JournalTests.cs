using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>The journal of a bulk run: what it knows in the next run, and when it lets nothing leave.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly ApiRoute Route = new(WireProtocol.Jws, CredentialKind.Partner);
    private readonly string folder = Directory.CreateTempSubdirectory("journal").FullName;
    private readonly ManualTimeProvider time = new();

    private string File0 => Path.Combine(folder, "run.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_row_that_was_carried_out_is_done_in_the_next_run_with_its_answer_and_id()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded(new JsonObject { ["client_id"] = "7" }));

        using Journal next = Open();
        JournalTicket ticket = Look(next, 1, "k-1", Body("Ivan"));
        Assert.Equal(JournalVerdict.Done, ticket.Verdict);
        Assert.Equal("request-1", ticket.RequestId);
        Assert.Equal("7", (string?)ticket.Answer!["client_id"]);
    }

    [Theory]
    [InlineData(OutcomeState.Failed, JournalVerdict.Send)]
    [InlineData(OutcomeState.NotSent, JournalVerdict.Send)]
    [InlineData(OutcomeState.Unknown, JournalVerdict.InDoubt)]
    public async Task What_failed_for_certain_is_sent_again_and_what_is_unknown_is_in_doubt(OutcomeState state, JournalVerdict verdict)
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Ended(state));

        using Journal next = Open();
        Assert.Equal(verdict, Look(next, 1, "k-1", Body("Ivan")).Verdict);
    }

    [Fact]
    public async Task A_request_that_was_about_to_leave_is_in_doubt_with_its_id_and_time()
    {
        DateTimeOffset sent = time.GetUtcNow();
        using (Journal journal = Open()) await journal.ClaimAsync(Look(journal, 1, "k-1", Body("Ivan")), "request-1", new Sending(time.GetUtcNow(), null));
        time.Advance(TimeSpan.FromMinutes(5));

        using Journal next = Open();
        JournalTicket ticket = Look(next, 1, "k-1", Body("Ivan"));
        Assert.Equal(JournalVerdict.InDoubt, ticket.Verdict);
        Assert.Equal("request-1", ticket.RequestId);
        Assert.True((ticket.Sendings.Single().At - sent).Duration() < TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task What_was_sent_again_in_doubt_may_have_arrived_at_each_time_since_it_last_failed_for_certain()
    {
        OutcomeState[] earlier = [OutcomeState.Unknown, OutcomeState.Failed, OutcomeState.Unknown, OutcomeState.Unknown];
        var sent = new List<DateTimeOffset>();
        foreach (OutcomeState state in earlier)
        {
            using Journal journal = Open();
            await RunAsync(journal, 1, "k-0", Body("Petr"), Ended(OutcomeState.Unknown));
            JournalTicket again = Look(journal, 2, "k-1", Body("Ivan"));
            sent.Add(time.GetUtcNow());
            await journal.ClaimAsync(again, "request-1", new Sending(time.GetUtcNow(), null));
            // A doubt that is shown to have failed is one no more; that a repeat was refused leaves it.
            await journal.RecordAsync(again, Task.FromResult(state is OutcomeState.Failed ? Succeeded([]) : Ended(state)), static _ => null);
            time.Advance(TimeSpan.FromHours(1));
        }

        using Journal next = Open();
        Assert.Equal(4, Look(next, 1, "k-0", Body("Petr")).Sendings.Count);
        JournalTicket ticket = Look(next, 2, "k-1", Body("Ivan"));
        Assert.Equal(JournalVerdict.InDoubt, ticket.Verdict);
        Assert.Equal(sent.Skip(2), ticket.Sendings.Select(static one => one.At), static (one, other) => (one - other).Duration() < TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_a_request_left_by_the_clock_of_the_api_is_kept_be_it_known_only_when_it_ended(bool isSentAgain)
    {
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        async Task SendAsync(string key, DateTimeOffset? leaving, DateTimeOffset? ended)
        {
            using Journal journal = Open();
            JournalTicket ticket = Look(journal, 1, key, Body("Ivan"));
            DateTimeOffset? known = leaving;
            await journal.ClaimAsync(ticket, "request-1", new Sending(time, () => known));
            known = ended;
            await journal.RecordAsync(ticket, Task.FromResult(Ended(OutcomeState.Unknown)), static _ => null);
        }

        await SendAsync("k-1", noon, noon);
        await SendAsync("k-2", null, noon);
        await SendAsync("k-3", null, null);
        if (isSentAgain)
        {
            foreach (string key in new[] { "k-1", "k-2", "k-3" }) await SendAsync(key, null, noon.AddHours(1));
        }

        using Journal next = Open();
        DateTimeOffset?[] Kept(string key) => [.. Look(next, 1, key, Body("Ivan")).Sendings.Select(static one => one.ByApi)];
        DateTimeOffset?[] again = isSentAgain ? [noon.AddHours(1)] : [];
        Assert.Equal([noon, .. again], Kept("k-1"));
        Assert.Equal([noon, .. again], Kept("k-2"));
        Assert.Equal([null, .. again], Kept("k-3"));
    }

    [Theory]
    [InlineData(OutcomeState.Succeeded, JournalVerdict.Changed)]
    [InlineData(OutcomeState.Unknown, JournalVerdict.Changed)]
    [InlineData(OutcomeState.Failed, JournalVerdict.Send)]
    public async Task Another_row_under_an_old_key_is_refused_with_the_names_of_its_fields_unless_the_old_one_failed(OutcomeState before, JournalVerdict verdict)
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Ended(before));

        using Journal next = Open();
        JsonObject body = Body("Petr");
        body["client"]!["middle"] = "P";
        JournalTicket ticket = Look(next, 1, "k-1", body);
        Assert.Equal(verdict, ticket.Verdict);
        if (verdict is JournalVerdict.Changed) Assert.Equal(["client.first", "client.middle"], ticket.Changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_values_under_another_operation_are_another_row()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));

        using Journal next = Open();
        JournalTicket ticket = next.Look(1, "otherOperation", "k-1", "request_id", Body("Ivan"), null, []);
        Assert.Equal(JournalVerdict.Changed, ticket.Verdict);
        Assert.Contains("otherOperation", Assert.Single(ticket.Changed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_that_only_lacks_its_line_feed_holds_and_gets_it_back()
    {
        using (Journal journal = Open()) await journal.ClaimAsync(Look(journal, 1, "k-1", Body("Ivan")), "request-1", new Sending(time.GetUtcNow(), null));
        string whole = await File.ReadAllTextAsync(File0);
        await File.WriteAllTextAsync(File0, whole[..^1]);

        Assert.Equal("request-1", JournalReader.Rows(File0, out _, out bool isTorn).Single().Intent.RequestId);
        Assert.False(isTorn);
        using (Journal next = Open())
        {
            JournalTicket ticket = Look(next, 1, "k-1", Body("Ivan"));
            Assert.Equal((JournalVerdict.InDoubt, "request-1"), (ticket.Verdict, ticket.RequestId));
        }

        Assert.Equal(whole, await File.ReadAllTextAsync(File0));
        string header = whole[..whole.IndexOf('\n', StringComparison.Ordinal)];
        await File.WriteAllTextAsync(File0, header);
        Open().Dispose();
        Assert.Equal(header + "\n", await File.ReadAllTextAsync(File0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_journal_with_other_ends_of_lines_is_gone_on_with_or_refused_and_never_emptied(int rows)
    {
        using (Journal journal = Open())
        {
            for (int i = 1; i <= rows; i++) await RunAsync(journal, i, "k-" + i, Body("Ivan"), Succeeded([]));
        }

        string whole = await File.ReadAllTextAsync(File0);
        string cr = whole.Replace('\n', '\r');
        await File.WriteAllTextAsync(File0, cr);
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Open()).Problem);
        Assert.Equal(cr, await File.ReadAllTextAsync(File0));

        await File.WriteAllTextAsync(File0, whole.Replace("\n", "\r\n", StringComparison.Ordinal));
        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, 1, "k-" + rows, Body("Ivan")).Verdict);
    }

    [Fact]
    public async Task A_success_whose_answer_nobody_can_read_is_unknown_and_stays_in_doubt()
    {
        using (Journal journal = Open())
        {
            JournalTicket ticket = Look(journal, 1, "k-1", Body("Ivan"));
            await journal.ClaimAsync(ticket, "request-1", new Sending(time.GetUtcNow(), null));
            ApiOutcome outcome = await journal.RecordAsync(ticket, Task.FromResult(Succeeded([])), static _ => throw new InvalidOperationException("a shape that nobody expected"));
            Assert.Equal((OutcomeState.Unknown, FaultReason.OutcomeUnknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Cause));
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.InDoubt, Look(next, 1, "k-1", Body("Ivan")).Verdict);
    }

    [Fact]
    public void A_key_that_comes_twice_in_a_run_is_refused_the_second_time()
    {
        using Journal journal = Open();
        Assert.Equal(JournalVerdict.Send, Look(journal, 1, "k-1", Body("Ivan")).Verdict);
        Assert.Equal(JournalVerdict.Repeated, Look(journal, 2, "k-1", Body("Ivan")).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(journal, 3, "k-2", Body("Ivan")).Verdict);
    }

    [Fact]
    public async Task Rows_without_a_key_are_known_by_their_content_wherever_they_stand_and_alike_ones_by_their_number()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, 1, null, Body("Ivan"), Succeeded([]));
            await RunAsync(journal, 2, null, Body("Ivan"), Succeeded([]));
            await RunAsync(journal, 3, null, Body("Petr"), Succeeded([]));
        }

        using Journal next = Open();
        JournalVerdict[] verdicts = [.. new[] { "Petr", "Ivan", "Ivan", "Ivan", "Pavel" }.Select((name, i) => Look(next, i + 1, null, Body(name)).Verdict)];
        Assert.Equal([JournalVerdict.Done, JournalVerdict.Done, JournalVerdict.Done, JournalVerdict.Send, JournalVerdict.Send], verdicts);
    }

    [Fact]
    public async Task A_generated_request_id_is_no_content()
    {
        JsonObject first = Body("Ivan"), second = Body("Ivan");
        first["request_id"] = "made-1";
        second["request_id"] = "made-2";
        using (Journal journal = Open()) await RunAsync(journal, 1, null, first, Succeeded([]));

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, 1, null, second).Verdict);
    }

    [Fact]
    public async Task The_token_that_a_row_brings_belongs_to_its_content()
    {
        JournalTicket WithToken(Journal journal, string token) => journal.Look(1, "theOperation", null, null, [], new Secret(token), []);
        using (Journal journal = Open())
        {
            JournalTicket ticket = WithToken(journal, "token-a");
            await journal.ClaimAsync(ticket, null, new Sending(time.GetUtcNow(), null));
            await journal.RecordAsync(ticket, Task.FromResult(Succeeded([])), static answer => answer);
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Send, WithToken(next, "token-b").Verdict);
        Assert.Equal(JournalVerdict.Done, WithToken(next, "token-a").Verdict);
    }

    [Theory]
    [InlineData("{\"intent\":\"AAAA")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    public async Task A_torn_last_line_is_taken_away_and_the_lines_before_it_hold(string torn)
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        string whole = File.ReadAllText(File0);
        File.AppendAllText(File0, torn);

        JournalReader.Rows(File0, out _, out bool isTorn);
        Assert.True(isTorn);
        using (Journal next = Open()) Assert.Equal(JournalVerdict.Done, Look(next, 1, "k-1", Body("Ivan")).Verdict);
        Assert.Equal(whole, File.ReadAllText(File0));
    }

    [Fact]
    public async Task A_journal_torn_at_any_byte_opens_and_never_takes_a_row_for_unsent_whose_claim_was_on_disk()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
            await RunAsync(journal, 2, "k-2", Body("Petr"), Succeeded([]));
        }

        byte[] whole = File.ReadAllBytes(File0);
        int[] ends = [.. whole.Select((b, i) => (b, i)).Where(static x => x.b == '\n').Select(static x => x.i + 1)];
        for (int length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(File0, [.. whole.Take(length)]);
            using Journal next = Open();
            // A line that only lacks its line feed is whole.
            int lines = ends.Count(end => end - 1 <= length);
            Assert.Equal(lines < 2 ? JournalVerdict.Send : lines < 3 ? JournalVerdict.InDoubt : JournalVerdict.Done, Look(next, 1, "k-1", Body("Ivan")).Verdict);
            Assert.Equal(lines < 4 ? JournalVerdict.Send : lines < 5 ? JournalVerdict.InDoubt : JournalVerdict.Done, Look(next, 2, "k-2", Body("Petr")).Verdict);
        }
    }

    // The length of a file may get to the disk before what is in it.
    [Fact]
    public void A_header_of_which_a_power_cut_left_zeros_is_begun_anew_wherever_they_begin()
    {
        Open().Dispose();
        byte[] header = File.ReadAllBytes(File0);
        for (int kept = 0; kept < header.Length; kept++)
        {
            byte[] torn = [.. header];
            Array.Clear(torn, kept, torn.Length - kept);
            File.WriteAllBytes(File0, torn);
            using Journal next = Open();
            Assert.Equal(JournalVerdict.Send, Look(next, 1, "k-1", Body("Ivan")).Verdict);
            Assert.Empty(JournalReader.Rows(File0, out _, out _));
        }
    }

    [Fact]
    public async Task Zeros_where_more_than_a_header_was_are_no_new_journal()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        File.WriteAllBytes(File0, new byte[new FileInfo(File0).Length]);
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Open()).Problem);
    }

    [Theory]
    [InlineData("not json\n", JournalProblem.Foreign)]
    [InlineData("not json", JournalProblem.Foreign)]
    [InlineData("{\"a\":1}", JournalProblem.Foreign)]
    [InlineData("{}\0", JournalProblem.Foreign)]
    [InlineData("{\"a\":1,\"a\":2}\n", JournalProblem.Foreign)]
    [InlineData("{\"freedomPayJournal\":4}\n", JournalProblem.Version)]
    [InlineData("{\"freedomPayJournal\":0}\n", JournalProblem.Version)]
    [InlineData("{\"freedomPayJournal\":2}\n", JournalProblem.Foreign)]
    [InlineData("{\"freedomPayJournal\":1}\n", JournalProblem.Foreign)]
    [InlineData("name,amount\nIvan,5\n", JournalProblem.Foreign)]
    public void A_file_that_is_no_journal_of_this_version_is_refused_and_left_as_it_is(string content, JournalProblem problem)
    {
        File.WriteAllText(File0, content);
        Assert.Equal(problem, Assert.Throws<JournalException>(() => Open()).Problem);
        Assert.Equal(content, File.ReadAllText(File0));
        Assert.Empty(Directory.GetFiles(folder, "*.lock"));
    }

    [Fact]
    public async Task A_journal_of_an_older_version_can_be_looked_at_and_is_not_gone_on_with()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        string older = (await File.ReadAllTextAsync(File0)).Replace("\"freedomPayJournal\":3", "\"freedomPayJournal\":1", StringComparison.Ordinal);
        await File.WriteAllTextAsync(File0, older);

        Assert.Equal(JournalProblem.Version, Assert.Throws<JournalException>(() => Open()).Problem);
        Assert.Equal(older, await File.ReadAllTextAsync(File0));
        Assert.Equal(OutcomeState.Succeeded, JournalReader.Rows(File0, out _, out _).Single().End!.State);
    }

    [Fact]
    public async Task A_UUID_in_capitals_is_the_same_key()
    {
        const string key = "019ab688-1000-72c4-a129-d0e08be7abcd";
        using (Journal journal = Open())
        {
            await RunAsync(journal, 1, key.ToUpperInvariant(), Body("Ivan"), Succeeded([]));
            Assert.Equal(JournalVerdict.Repeated, Look(journal, 2, key, Body("Ivan")).Verdict);
        }

        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, 1, key, Body("Ivan")).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, 2, "k-ABC", Body("Ivan")).Verdict);
        Assert.Equal(JournalVerdict.Send, Look(next, 3, "k-abc", Body("Ivan")).Verdict);
    }

    [Fact]
    public void A_journal_is_not_anothers_who_has_the_same_secret()
    {
        Open().Dispose();
        var other = new ConnectionSettings { BaseUri = Fixture.Settings().BaseUri, Partner = new Credential("654321", new Secret(Fixture.PartnerSecret)) };
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Journal.Open(File0, "New-Thing", other, Route, time)).Problem);
    }

    [Fact]
    public async Task A_damaged_line_amid_the_others_is_refused_by_its_number()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        string[] lines = File.ReadAllLines(File0);
        File.WriteAllText(File0, $"{lines[0]}\n{lines[1][..20]}\n{lines[2]}\n");

        JournalException refused = Assert.Throws<JournalException>(() => Open());
        Assert.Equal(JournalProblem.Damaged, refused.Problem);
        Assert.Contains("Line 2 ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_belongs_to_one_cmdlet_one_address_and_one_credential()
    {
        Open().Dispose();
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Journal.Open(File0, "Set-Other", Fixture.Settings(), Route, time)).Problem);
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Journal.Open(File0, "New-Thing", Fixture.Settings(baseUri: new Uri("https://other.example/")), Route, time)).Problem);
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Journal.Open(File0, "New-Thing", Fixture.Settings(), Route with { Credential = CredentialKind.Merchant }, time)).Problem);
        Open().Dispose();
    }

    [Fact]
    public async Task A_second_run_is_kept_out_while_the_first_goes_on_and_the_file_can_be_read()
    {
        using (Journal journal = Open())
        {
            await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => Open()).Problem);
            Assert.Equal(1, JournalReader.Rows(File0, out _, out _).Single().Intent.Row);
        }

        Open().Dispose();
        Assert.Empty(Directory.GetFiles(folder, "*.lock"));
    }

#if !NETFRAMEWORK // which makes no links
    [Fact]
    public async Task A_second_run_is_kept_out_by_whatever_link_it_comes()
    {
        if (OperatingSystem.IsWindows()) return;
        string link = Path.Combine(folder, "link.jsonl"), other = Path.Combine(folder, "other.jsonl"), folderLink = folder + "-link";
        File.CreateSymbolicLink(other, link);
        File.CreateSymbolicLink(link, "run.jsonl");
        Directory.CreateSymbolicLink(folderLink, folder);
        try
        {
            // The file need not be there yet.
            using (Journal journal = Open(other))
            {
                await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
                foreach (string path in new[] { File0, link, other, Path.Combine(folderLink, "link.jsonl") }) Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => Open(path)).Problem);
            }

            using Journal next = Open();
            Assert.Equal(JournalVerdict.Done, Look(next, 1, "k-1", Body("Ivan")).Verdict);
        }
        finally
        {
            Directory.Delete(folderLink);
        }
    }

    [Fact]
    public void A_link_that_leads_nowhere_or_to_itself_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(File0, File0);
        Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => Open()).Problem);
    }
#endif

    [Fact]
    public void A_lock_that_a_killed_run_left_keeps_nobody_out()
    {
        File.WriteAllText(File0 + ".lock", "");
        Open().Dispose();
    }

    [Fact]
    public void A_folder_that_does_not_exist_and_a_folder_in_the_place_of_a_file_are_refused()
    {
        Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => Open(Path.Combine(folder, "none", "run.jsonl"))).Problem);
        Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => Open(folder)).Problem);
    }

    [Fact]
    public async Task The_file_holds_no_value_of_a_row()
    {
        var body = new JsonObject { ["pin"] = "4711", ["pan"] = "4400430099998888", ["client"] = new JsonObject { ["first"] = "Ivan", ["idn"] = "790315300100" } };
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", body, Succeeded([]));

        string text = await File.ReadAllTextAsync(File0);
        Assert.All(["4711", "4400430099998888", "Ivan", "790315300100", Fixture.PartnerSecret], value => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
        Assert.Contains("client.idn", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_secret_to_hash_with_nothing_sensitive_is_hashed()
    {
        var none = new ApiRoute(WireProtocol.None, CredentialKind.None);
        using (Journal journal = Journal.Open(File0, "New-Thing", Fixture.Settings(), none, time))
        {
            JournalTicket ticket = journal.Look(1, "theOperation", "k-1", null, new JsonObject { ["pin"] = "4711", ["secretish"] = "1234", ["product"] = "1" }, new Secret("token"), ["secretish"]);
            await journal.ClaimAsync(ticket, null, new Sending(time.GetUtcNow(), null));
        }

        IReadOnlyDictionary<string, string> fields = JournalReader.Rows(File0, out _, out _).Single().Intent.Fields;
        Assert.Equal(["***", "***", "***"], new[] { fields["pin"], fields["secretish"], fields["Authorization"] });
        Assert.NotEqual("***", fields["product"]);
    }

    [Fact]
    public void Without_a_secret_to_hash_with_rows_that_differ_by_something_sensitive_need_a_key()
    {
        var user = new ApiRoute(WireProtocol.Bearer, CredentialKind.FreedomIdUser);
        var settings = new ConnectionSettings { BaseUri = Fixture.Settings().BaseUri };
        using Journal journal = Journal.Open(File0, "New-Thing", settings, user, time);
        JournalVerdict VerdictOf(string? key, JsonObject body, string? token) => journal.Look(1, "theOperation", key, null, body, token is null ? null : new Secret(token), []).Verdict;

        Assert.Equal(JournalProblem.Ambiguous, Assert.Throws<JournalException>(() => VerdictOf(null, [], "token-of-alice")).Problem);
        Assert.Equal(JournalProblem.Ambiguous, Assert.Throws<JournalException>(() => VerdictOf(null, new JsonObject { ["pin"] = "4711" }, null)).Problem);
        Assert.Equal(JournalVerdict.Send, VerdictOf(null, new JsonObject { ["product"] = "1" }, null));
        Assert.Equal(JournalVerdict.Send, VerdictOf("k-1", [], "token-of-alice"));
        Assert.Equal(JournalVerdict.Send, VerdictOf("k-2", [], "token-of-bob"));
    }

    [Fact]
    public async Task A_journal_that_is_deleted_under_way_says_so()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        using Journal next = Open();
        File.Delete(File0);
        Assert.Equal(JournalProblem.Unusable, Assert.Throws<JournalException>(() => Look(next, 1, "k-1", Body("Ivan"))).Problem);
    }

    [Fact]
    public async Task The_same_value_has_another_hash_in_another_field_and_in_another_journal()
    {
        async Task<IReadOnlyDictionary<string, string>> FieldsOf(string path)
        {
            using (Journal journal = Open(path)) await journal.ClaimAsync(journal.Look(1, "theOperation", null, null, new JsonObject { ["a"] = "x", ["b"] = "x" }, null, []), null, new Sending(time.GetUtcNow(), null));
            return JournalReader.Rows(path, out _, out _).Single().Intent.Fields;
        }

        IReadOnlyDictionary<string, string> one = await FieldsOf(File0), other = await FieldsOf(File0 + "2");
        Assert.Equal(4, new HashSet<string>([.. one.Values, .. other.Values]).Count);
    }

    [Fact]
    public async Task Nothing_leaves_before_its_own_claim_is_on_disk_and_many_claims_share_a_flush()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        int flushes = 0;
        var disk = new MemoryStream();
        using var writer = new JournalWriter(disk, toDisk =>
        {
            if (!toDisk) return;
            Interlocked.Increment(ref flushes);
            entered.Release();
            release.Wait();
        });

        Task<JournalException?> first = writer.AppendDurablyAsync("1\n"u8.ToArray());
        await entered.WaitAsync();
        Task<JournalException?>[] others = [.. Enumerable.Range(0, 50).Select(_ => writer.AppendDurablyAsync("2\n"u8.ToArray()))];
        Assert.False(first.IsCompleted);
        release.Release();
        Assert.Null(await first);
        await entered.WaitAsync();
        Assert.All(others, claim => Assert.False(claim.IsCompleted));
        release.Release(2);
        Assert.All(await Task.WhenAll(others), Assert.Null);
        Assert.Equal(2, flushes);
        Assert.Equal(102, disk.Length);
    }

    [Fact]
    public async Task A_disk_that_hangs_keeps_nobody_waiting_for_ever()
    {
        using var release = new ManualResetEventSlim();
        var writer = new JournalWriter(new MemoryStream(), _ => release.Wait(), TimeSpan.FromMilliseconds(20));
        Task<JournalException?> claim = writer.AppendDurablyAsync("line\n"u8.ToArray());
        writer.Dispose();
        Assert.False(writer.HasEnded);
        Assert.False(claim.IsCompleted);
        release.Set();
        Assert.Null(await claim);
    }

    [Fact]
    public async Task The_reading_of_a_journal_can_be_stopped()
    {
        using (Journal journal = Open()) await RunAsync(journal, 1, "k-1", Body("Ivan"), Succeeded([]));
        var stopped = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Journal.Open(File0, "New-Thing", Fixture.Settings(), Route, time, stopped));
        Assert.Throws<OperationCanceledException>(() => JournalReader.Rows(File0, out _, out _, stopped));
        using Journal next = Open();
        Assert.Equal(JournalVerdict.Done, Look(next, 1, "k-1", Body("Ivan")).Verdict);
    }

    [Fact]
    public async Task A_full_disk_lets_nothing_more_leave()
    {
        using var writer = new JournalWriter(new FullDisk(), static _ => { });
        JournalException? refused = await writer.AppendDurablyAsync("line\n"u8.ToArray());
        Assert.Equal(JournalProblem.Unusable, refused!.Problem);
        Assert.Same(refused, writer.Failure);
        Assert.Same(refused, await writer.AppendDurablyAsync("line\n"u8.ToArray()));
    }

    [Fact]
    public async Task A_request_that_cannot_be_recorded_does_not_leave()
    {
        var handler = new ScriptedHandler();
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Fixture.Jws(Safety.Unkeyed, claim: static (_, _) => Task.FromResult<RequestRefusal?>(new RequestRefusal(FaultReason.JournalFailed, "The disk is full."))), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.JournalFailed), (outcome.State, outcome.Fault!.Reason));
        Assert.Empty(handler.Sent);
    }

    private static JsonObject Body(string name) => new() { ["product_id"] = 1000, ["client"] = new JsonObject { ["first"] = name } };

    private static ApiOutcome Succeeded(JsonObject answer) => new() { State = OutcomeState.Succeeded, OperationId = "theOperation", RequestId = "request-1", Answer = answer, Attempts = 1 };

    private static ApiOutcome Ended(OutcomeState state) => state is OutcomeState.Succeeded ? Succeeded([]) : new()
    {
        State = state,
        OperationId = "theOperation",
        RequestId = "request-1",
        Fault = new ApiFault { Reason = FaultReason.Refused, Message = "no", Code = "5" },
        Attempts = 1,
    };

    private static JournalTicket Look(Journal journal, long row, string? key, JsonObject body) => journal.Look(row, "theOperation", key, "request_id", body, null, []);

    private static async Task RunAsync(Journal journal, long row, string? key, JsonObject body, ApiOutcome outcome)
    {
        JournalTicket ticket = Look(journal, row, key, body);
        Assert.Null(await journal.ClaimAsync(ticket, "request-1", new Sending(TimeProvider.System.GetUtcNow(), null)));
        await journal.RecordAsync(ticket, Task.FromResult(outcome), static answer => answer);
    }

    private Journal Open(string? path = null) => Journal.Open(path ?? File0, "New-Thing", Fixture.Settings(), Route, time);

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");
    }
}
