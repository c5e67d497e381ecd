using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>The file of a journal: what is damaged is refused, one run has it at a time by whatever name, and nobody else reads it.</summary>
public sealed class JournalFileTests : IDisposable
{
    private static readonly ApiRoute Route = new(WireProtocol.Jws, CredentialKind.Partner);
    private readonly string folder = Directory.CreateTempSubdirectory("journal").FullName;
    private readonly ManualTimeProvider time = new();

    private string File0 => Path.Combine(folder, "run.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"3\"")]
    [InlineData("\"Failed,NotSent\"")]
    [InlineData("\"Failed, NotSent\"")]
    [InlineData("\"failed\"")]
    [InlineData("\" Failed\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[\"Failed\"]")]
    public async Task A_state_that_is_no_name_of_one_is_damage(string state)
    {
        await RunAsync();
        await ReplaceAsync("\"state\":\"Succeeded\"", "\"state\":" + state);
        AssertDamaged("Line 3 ");
    }

    [Theory]
    [InlineData("\"attempts\":1", "\"attempts\":\"1\"")]
    [InlineData("\"attempts\":1", "\"attempts\":-1")]
    [InlineData("\"attempts\":1", "\"attempts\":1e30")]
    [InlineData("\"answer\":{", "\"answer\":[{}],\"other\":{")]
    [InlineData("\"requestId\":\"request-1\"", "\"requestId\":1")]
    [InlineData("\"row\":1", "\"row\":\"1\"")]
    [InlineData("\"fields\":{", "\"fields\":{\"x\":1,")]
    public async Task A_member_of_another_kind_than_it_is_written_with_is_damage(string before, string now)
    {
        await RunAsync();
        await ReplaceAsync(before, now);
        AssertDamaged("Line ");
    }

    [Theory]
    [InlineData("\"answer\":{", "\"answer\":{\"x\":\"\\ud800\",")]
    [InlineData("\"answer\":{", "\"answer\":{\"\\udc00\":1,")]
    [InlineData("\"answer\":{", "\"answer\":{\"x\":[{\"y\":\"a\\ud800b\"}],")]
    [InlineData("\"answer\":{", "\"answer\":{\"x\":1,\"x\":2,")]
    [InlineData("\"outcome\":", "\"code\":\"\\ud83d\",\"outcome\":")]
    [InlineData("\"intent\":", "\"\\ud800\":1,\"intent\":")]
    public async Task Half_a_character_or_a_name_that_stands_twice_is_damage(string before, string now)
    {
        await RunAsync();
        await ReplaceAsync(before, now);
        AssertDamaged("Line ");
    }

    [Fact]
    public void Half_a_character_in_the_first_line_is_no_journal()
    {
        File.WriteAllText(File0, "{\"freedomPayJournal\":3,\"cmdlet\":\"\\ud800\",\"endpoint\":\"a\",\"salt\":\"a\",\"check\":\"a\",\"created\":\"2026-03-01T12:00:00.000Z\"}\n");
        Assert.Equal(JournalProblem.Foreign, Assert.Throws<JournalException>(() => Open()).Problem);
    }

    [Fact]
    public async Task Members_that_are_not_known_are_left_alone()
    {
        await RunAsync();
        await ReplaceAsync("\"outcome\":", "\"later\":{\"a\":[1]},\"outcome\":");
        await ReplaceAsync("\"intent\":", "\"later\":3,\"intent\":");
        Assert.Equal(OutcomeState.Succeeded, JournalReader.Rows(File0, out _, out _).Single().End!.State);
        using Journal journal = Open();
        Assert.Equal(JournalVerdict.Done, Look(journal).Verdict);
    }

    [Theory]
    [InlineData(OutcomeState.Succeeded)]
    [InlineData(OutcomeState.Failed)]
    [InlineData(OutcomeState.Unknown)]
    public async Task An_end_whose_beginning_is_missing_is_damage(OutcomeState state)
    {
        await RunAsync(state);
        string[] lines = await File.ReadAllLinesAsync(File0);
        await File.WriteAllLinesAsync(File0, [lines[0], lines[2]]);
        AssertDamaged("Line 2 ");
        await File.WriteAllLinesAsync(File0, [lines[0], lines[2], lines[1]]);
        AssertDamaged("Line 2 ");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_second_run_is_kept_out_by_another_name_of_the_file(bool isEmpty)
    {
        if (OperatingSystem.IsWindows()) return;
        if (isEmpty) await File.WriteAllTextAsync(File0, "");
        else await RunAsync();
        string other = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "there")).FullName, "hard.jsonl");
        using (var link = Process.Start("ln", $"\"{File0}\" \"{other}\"")) await link.WaitForExitAsync();

        using (Journal journal = Open())
        {
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => Open(other)).Problem);
            // A look at it lets nobody in either.
            _ = JournalReader.Rows(other, out _, out _).Count();
            await File.ReadAllTextAsync(File0);
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => Open(other)).Problem);
        }

        Open(other).Dispose();
        Assert.Empty(Directory.GetFiles(folder, "*.lock", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Of_many_that_open_a_new_file_by_two_names_at_once_one_gets_it()
    {
        if (OperatingSystem.IsWindows()) return;
        for (int round = 0; round < 10; round++)
        {
            string name = Path.Combine(folder, $"{round}.jsonl"), other = name + ".too";
            await File.WriteAllTextAsync(name, "");
            using (var link = Process.Start("ln", $"\"{name}\" \"{other}\"")) await link.WaitForExitAsync();
            using var start = new Barrier(8);
            Journal?[] opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    try
                    {
                        return Open(i % 2 == 0 ? name : other);
                    }
                    catch (JournalException e) when (e.Problem is JournalProblem.InUse)
                    {
                        return null;
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.Single(opened, static journal => journal is not null);
            opened.Single(static journal => journal is not null)!.Dispose();
        }
    }

    [Theory]
    [InlineData("somebody's own")]
    [InlineData("")]
    public void A_file_of_somebody_elses_that_is_called_like_a_lock_is_left_as_it_is(string content)
    {
        File.WriteAllText(File0 + ".lock", content);
        using (Journal journal = Open()) Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => Open()).Problem);
        Assert.Equal(content, File.ReadAllText(File0 + ".lock"));
    }

    [Fact]
    public void The_lock_that_a_killed_run_left_is_taken_and_taken_away()
    {
        byte[] left;
        using (Journal journal = Open())
        {
            Assert.True(File.Exists(File0 + ".lock"));
            left = new byte[new FileInfo(File0 + ".lock").Length];
        }

        // What the file holds while it is held nobody can read; a copy of one is made by a run that is killed.
        Encoding.ASCII.GetBytes("Keeps a second run away from a journal of FreedomPay.\n").CopyTo(left, 0);
        File.WriteAllBytes(File0 + ".lock", left);
        Open().Dispose();
        Assert.False(File.Exists(File0 + ".lock"));
    }

    [Fact]
    [Trait("NotOn", "Mono")] // .NET Framework knows nothing of the modes of files
    public void A_new_journal_and_its_lock_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using Journal journal = Open();
        foreach (string file in new[] { File0, File0 + ".lock" }) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static JournalTicket Look(Journal journal) => journal.Look(1, "theOperation", "k-1", "request_id", new JsonObject { ["a"] = "b" }, null, []);

    private void AssertDamaged(string place)
    {
        string before = File.ReadAllText(File0);
        foreach (Action use in new Action[] { () => Open().Dispose(), () => _ = JournalReader.Rows(File0, out _, out _).Count() })
        {
            JournalException refused = Assert.Throws<JournalException>(use);
            Assert.Equal(JournalProblem.Damaged, refused.Problem);
            Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, File.ReadAllText(File0));
        Assert.Empty(Directory.GetFiles(folder, "*.lock"));
    }

    private async Task ReplaceAsync(string before, string now)
    {
        string text = await File.ReadAllTextAsync(File0);
        Assert.Contains(before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(File0, text.Replace(before, now, StringComparison.Ordinal));
    }

    private async Task RunAsync(OutcomeState state = OutcomeState.Succeeded)
    {
        using Journal journal = Open();
        JournalTicket ticket = Look(journal);
        await journal.ClaimAsync(ticket, "request-1", new Sending(time.GetUtcNow(), null));
        var outcome = new ApiOutcome
        {
            State = state,
            OperationId = "theOperation",
            RequestId = "request-1",
            Answer = state is OutcomeState.Succeeded ? new JsonObject { ["id"] = "7" } : null,
            Attempts = 1,
            Fault = state is OutcomeState.Succeeded ? null : new ApiFault { Reason = FaultReason.Refused, Message = "no" },
        };
        await journal.RecordAsync(ticket, Task.FromResult(outcome), static answer => answer);
    }

    private Journal Open(string? path = null) => Journal.Open(path ?? File0, "New-Thing", Fixture.Settings(), Route, time);
}
