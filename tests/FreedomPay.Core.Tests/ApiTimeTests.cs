using System.Globalization;
using System.Text;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>What time it is for the API: by the dates of its own answers, and by nothing else.</summary>
public sealed class ApiTimeTests
{
    // By the clock of this machine it is noon.
    private static readonly DateTimeOffset Morning = new(2026, 3, 1, 6, 30, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task An_answer_that_is_signed_tells_the_time_and_it_goes_on_evenly()
    {
        ApiTime api = await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"));
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(Morning.AddSeconds(90), api.Now);
    }

    [Theory]
    [InlineData("<response><pg_status>ok</pg_status><pg_salt>s</pg_salt></response>", 200)]
    [InlineData("<html><body>Sign in</body></html>", 200)]
    [InlineData("<html><body>Bad gateway</body></html>", 502)]
    [InlineData("", 200)]
    public async Task What_need_not_come_from_the_api_does_not_tell_the_time(string body, int status) => Assert.Null((await LearntAsync(body, status)).Now);

    [Fact]
    public async Task An_answer_that_was_long_on_its_way_does_not_tell_the_time() =>
        Assert.Null((await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"), takes: TimeSpan.FromSeconds(2.1))).Now);

    [Fact]
    public async Task An_answer_without_a_date_does_not_tell_the_time()
    {
        ApiTime api = await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"), date: "soon");
        Assert.Null(api.Now);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    [InlineData(-35 * 3600)]
    public async Task A_clock_that_was_set_may_be_of_a_machine_that_slept_so_that_the_time_is_not_known(int seconds)
    {
        ApiTime api = await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"));
        time.Offset = TimeSpan.FromSeconds(seconds);
        Assert.Null(api.Now);
    }

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    public async Task A_date_that_no_clock_has_does_not_tell_the_time(string date) =>
        Assert.Null((await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"), date: date)).Now);

    // Each is cut off to seconds, and was a while on its way: it can only be too early.
    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-3, 0)]
    [InlineData(2, 2)]
    [InlineData(-4, -4)]
    public void Of_several_answers_the_latest_is_the_truest_unless_it_is_too_late_to_be_true(int seconds, int counts)
    {
        var api = new ApiTime(time);
        Note(Morning);
        time.Advance(TimeSpan.FromSeconds(60));
        Note(Morning.AddSeconds(60 + seconds));
        Assert.Equal(Morning.AddSeconds(60 + counts), api.Now);

        void Note(DateTimeOffset date) => api.Note(date, time.GetTimestamp(), time.GetTimestamp());
    }

    [Fact]
    public async Task What_left_before_the_time_was_known_is_dated_when_it_is()
    {
        Sending? first = null;
        ApiTime api = await LearntAsync(Fixture.SignedXml("<pg_status>ok</pg_status>"), leaving: known =>
        {
            Assert.Null(known.Now);
            first = new Sending(time, () => known.Now);
            Assert.Null(first.ByApi);
            time.Advance(TimeSpan.FromSeconds(40));
        });
        Assert.Equal(Morning.AddSeconds(-40), first!.ByApi);
        var second = new Sending(time, () => api.Now);
        time.Advance(TimeSpan.FromSeconds(5));
        time.Offset = TimeSpan.FromHours(3);
        Assert.Equal((Morning, Morning.AddSeconds(-40)), (second.ByApi, first.ByApi));
    }

    private async Task<ApiTime> LearntAsync(
        string body, int status = 200, TimeSpan takes = default, string? date = null, Action<ApiTime>? leaving = null)
    {
        ApiTime? api = null;
        Step answer = Steps.Answer(
            status, Encoding.UTF8.GetBytes(body), "application/xml", ("Date", date ?? Morning.ToString("r", CultureInfo.InvariantCulture)));
        using var handler = new ScriptedHandler((sent, cancellation) =>
        {
            time.Advance(takes);
            return answer(sent, cancellation);
        });
        using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(retries: 0));
        ApiRequest request = Fixture.Pg(claim: (_, known) =>
        {
            api = known;
            leaving?.Invoke(known);
            return Task.FromResult<RequestRefusal?>(null);
        });
        await client.SendAsync(request, NullWireTrace.Instance, CancellationToken.None);
        handler.AssertPlayed();
        return api!;
    }
}
