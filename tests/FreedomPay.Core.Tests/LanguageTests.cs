using System.Globalization;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.SignIn;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

/// <summary>Texts are in the language of whoever asked, on whatever thread they are made.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string, string, string> Ends() => new()
    {
        { "refused", "theOperation was refused (HTTP 400), code 7: no.", "Операция theOperation отклонена (HTTP 400), код 7: no." },
        { "throttled", "theOperation was not carried out: the API asks for a pause of 90 seconds, until 2026-03-01 12:01:30 UTC, more than the 60 seconds that are waited at most.", "Операция theOperation не выполнена: API просит сделать паузу на 90 с, до 2026-03-01 12:01:30 UTC, а ждать разрешено не дольше 60 с." },
        { "lost", "Whether theOperation was carried out is not known: the answer is JSON, but not an object. It was not sent again.", "Выполнена ли операция theOperation, неизвестно: ответ — JSON, но не объект. Повторно запрос не отправлялся." },
        { "unsent", "theOperation was not sent: https://api.example could not be reached (Connection refused (localhost:1)) (4 attempts).", "Запрос theOperation не отправлен: не удалось подключиться к https://api.example (Connection refused (localhost:1)) (попыток: 4)." },
    };

    [Theory, MemberData(nameof(Ends))]
    [Trait("NotOn", "Mono")] // it has no culture ru-KZ
    public async Task What_became_of_a_request_is_told_in_the_language_of_whoever_sent_it(string end, string english, string russian)
    {
        Assert.Equal(russian, await MessageAsync("ru-RU", end));
        Assert.Equal(english, await MessageAsync("en-US", end));
        Assert.Equal(russian, await MessageAsync("ru-KZ", end));
        // There is no Kazakh yet.
        Assert.Equal(english, await MessageAsync("kk-KZ", end));
    }

    [Fact]
    public void A_bulk_run_tells_it_from_its_threads()
    {
        using var handler = new ScriptedHandler([.. Enumerable.Range(0, 3).Select(_ => Elsewhere(Steps.Status(400)))]);
        using ApiClient client = Client(handler, new ManualTimeProvider());
        In("ru-RU", () =>
        {
            using var dispatcher = new OrderedDispatcher<string>(3, wantsWire: false, CancellationToken.None);
            for (int row = 0; row < 3; row++) dispatcher.Submit("row", (trace, stop) => client.SendAsync(Jws(Safety.Unkeyed), trace, stop));
            while (dispatcher.Pending > 0)
            {
                dispatcher.Take(static _ => { }, out ApiOutcome? outcome);
                Assert.Equal("Операция theOperation отклонена (HTTP 400).", outcome!.Fault!.Message);
            }

            return true;
        });
    }

    [Fact]
    public async Task A_journal_tells_it_from_its_thread()
    {
        using JournalWriter writer = In("ru-RU", () => new JournalWriter(new MemoryStream(), static _ => throw new IOException("full")));
        Assert.Equal("Не удаётся сделать запись в журнале: full", (await writer.AppendDurablyAsync([1]))!.Message);
    }

    [Theory]
    [InlineData("ru-RU", "<html lang=\"ru\">", "<p>Вход выполнен. Можно закрыть это окно и вернуться в PowerShell.</p></body></html>")]
    [InlineData("kk-KZ", "<html lang=\"en\">", "<p>You are signed in. You can close this window and go back to PowerShell.</p></body></html>")]
    public async Task The_browser_shows_the_page_whole(string language, string beginning, string end)
    {
        using LoopbackReceiver receiver = LoopbackReceiver.Start(0, "code");
        Task<RedirectResult> waiting = In(language, () => receiver.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        string page = await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?code=c"));
        Assert.Contains(beginning, page, StringComparison.Ordinal);
        Assert.EndsWith(end, page, StringComparison.Ordinal);
        Assert.Equal(BrowserEnd.Came, (await waiting).End);
    }

    private static async Task<string> MessageAsync(string language, string end)
    {
        var time = new ManualTimeProvider();
        Step[] script = end switch
        {
            "refused" => [Steps.Json("""{"error_code":7,"error_description":"no"}""", 400)],
            "throttled" => [Steps.Status(429, ("Retry-After", "90"))],
            "lost" => [Steps.Json("1")],
            _ => [Steps.Unreachable, Steps.Unreachable, Steps.Unreachable, Steps.Unreachable],
        };
        return (await In(language, () => SendAsync(Jws(Safety.Unkeyed), time, [.. script.Select(Elsewhere)]))).Fault!.Message;
    }

    private static T In<T>(string language, Func<T> act)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Answers from a thread that knows nothing of the caller, as a network does.</summary>
    private static Step Elsewhere(Step step) => async (request, stop) =>
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(answered.SetResult).UnsafeStart();
        await answered.Task;
        return await step(request, stop);
    };
}
