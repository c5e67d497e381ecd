using System.Globalization;
using System.Net;
using System.Text;
using FreedomPay.Core;

namespace FreedomPay.Simulation;

/// <summary>The way from a process to the API and back. What has left goes on when the process is killed.</summary>
/// <param name="world">The world.</param>
/// <param name="process">The process.</param>
/// <param name="isStranger">Whether the process has a secret that the API does not know.</param>
internal sealed class SimulatedNetwork(World world, Process process, bool isStranger) : HttpMessageHandler
{
    /// <summary>Tells which run of the process a request is of.</summary>
    public const string RunHeader = "X-Run";

    private static readonly string[] Pauses =
    [
        "0", "3", "59", "61", "86401", "-1", "99999999999999999999", "soon", "Sun, 01 Mar 2026 12:00:30 GMT", "Sun, 01 Mar 2099 12:00:30 GMT", "",
    ];

    // What may be answered whether or not the API has carried the request out.
    private static readonly HashSet<Mishap> Either =
    [
        Mishap.AnswerEmpty, Mishap.AnswerUnsigned, Mishap.AnswerWronglySigned, Mishap.AnswerMisshaped, Mishap.WordUnknown, Mishap.CodeOpen, Mishap.Page,
        Mishap.AnswerOfOther,
    ];

    // What somebody on the way may say, who has a clock of his own.
    private static readonly HashSet<Mishap> Strange = [Mishap.Page, Mishap.Unauthorized, Mishap.AnswerUnsigned, Mishap.AnswerWronglySigned];

    private static readonly string[] OpenCodes = ["0", "475", "600", "1000", "9999", "10025", "11014", "12000", "99999", " 9999 "];

    private readonly Dictionary<(int Run, string About), int> sent = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        process.Step();
        string path = request.RequestUri!.AbsolutePath;
        // It is in memory, so that nothing is waited for.
        string body = Encoding.UTF8.GetString(request.Content!.ReadAsByteArrayAsync(CancellationToken.None).GetAwaiter().GetResult());
        bool isQuestion = path.EndsWith("/status", StringComparison.Ordinal);
        string about = (isQuestion ? "a question about " : "") + world.ActOf(body);
        int run = int.Parse(request.Headers.GetValues(RunHeader).Single(), CultureInfo.InvariantCulture);
        // What the n-th of a run about the same act meets: whatever happens to others leaves it alone.
        int number = sent[(run, about)] = sent.TryGetValue((run, about), out int before) ? before + 1 : 1;
        Weather met = world.WeatherOf(run, about, number);
        world.Requests++;
        world.Tell(() => $"run {run}: {about}, request {number}{world.KeyOf(body)}: {Describe(met, isQuestion)}");

        var answered = new TaskCompletionSource<HttpResponseMessage>();
        CancellationTokenRegistration ending = cancellationToken.Register(() =>
        {
            if (met.Deafness == TimeSpan.Zero) answered.TrySetCanceled(cancellationToken);
            else process.After(met.Deafness, () => answered.TrySetCanceled(cancellationToken));
        });
        if (met.Mishap is Mishap.Unreachable)
        {
            Answer(met.Latency, static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));
            return answered.Task;
        }

        if (met.Mishap is Mishap.RequestLost) return answered.Task;
        TimeSpan there = met.Latency + (met.Mishap is Mishap.RequestLate ? met.Late : TimeSpan.Zero);
        world.Clock.After(there, () => Arrive(met, path, body, run, isQuestion, Answer));
        return answered.Task;

        void Answer(TimeSpan back, Func<HttpResponseMessage> how) => process.After(back, () =>
        {
            ending.Dispose();
            try
            {
                answered.TrySetResult(how());
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                answered.TrySetException(e);
            }
        });
    }

    private static string Describe(Weather met, bool isQuestion) => met.Mishap switch
    {
        Mishap.None => "answered",
        Mishap.Status => $"status {met.Status}, {(MayBeProcessed(met, isQuestion) ? "carried out" : "not carried out")}",
        var either when Either.Contains(either) =>
            $"{met.Mishap}, {(MayBeProcessed(met, isQuestion) ? "carried out" : "not carried out")}",
        Mishap.RequestLate or Mishap.AnswerLate => $"{met.Mishap} by {met.Late.TotalSeconds} s",
        _ => met.Mishap.ToString(),
    };

    // What a certain answer says has to be true: a refusal of the API is not given for what it has carried out.
    private static bool MayBeProcessed(Weather met, bool isQuestion) => met.Mishap switch
    {
        Mishap.ResetBefore or Mishap.Pause or Mishap.Unauthorized or Mishap.Refused => false,
        Mishap.Status => !isQuestion && met.Status switch
        {
            429 or 407 => false,
            408 or < 200 or (>= 300 and < 400) or >= 500 => met.IsProcessed,
            < 300 => true,
            _ => false,
        },
        _ => !Either.Contains(met.Mishap) || met.IsProcessed,
    };

    private void Arrive(Weather met, string path, string body, int run, bool isQuestion, Action<TimeSpan, Func<HttpResponseMessage>> answer)
    {
        Dictionary<string, string> fields = world.Api.Fields(body);
        bool isProcessed = MayBeProcessed(met, isQuestion) && !isStranger;
        byte[] said = isProcessed ? world.Api.Receive(path, body, run) : isStranger ? world.Api.Refusal(fields, "9998", "Wrong signature") : [];
        if (isProcessed && !isQuestion) world.Remember(fields, said);
        TimeSpan back = met.Latency + (met.Mishap is Mishap.AnswerLate ? met.Late : TimeSpan.Zero);
        if (met.Mishap is Mishap.AnswerLost) return;
        DateTimeOffset? date = DateOf(met);
        answer(back, () =>
        {
            HttpResponseMessage message = Written(met, said, fields, isQuestion);
            message.Headers.Date = date;
            return message;
        });
    }

    private DateTimeOffset? DateOf(Weather met)
    {
        Dice own = met.Dice.For(Question.Order);
        if (own.Chance(0.05)) return null;
        DateTimeOffset now = world.Clock.Actual;
        return Strange.Contains(met.Mishap) && own.Chance(0.5) ? now.AddHours(own.From(-48, 48)) : now;
    }

    private HttpResponseMessage Written(Weather met, byte[] said, Dictionary<string, string> fields, bool isQuestion)
    {
        if (isStranger) return Message(200, said);
        byte[] success = said.Length > 0 ? said : world.Api.Success(fields);
        switch (met.Mishap)
        {
            case Mishap.ResetBefore or Mishap.ResetAfter:
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.", new IOException("reset by peer"));
            case Mishap.AnswerCut:
                return Message(200, said[..met.Dice.Below(said.Length)]);
            case Mishap.AnswerTorn:
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new TornStream(said[..met.Dice.Below(said.Length)])) };
            case Mishap.AnswerTwice:
                return Message(200, [.. said, .. said]);
            case Mishap.AnswerOfOther:
                return Message(200, world.AnswerOfOther(fields, met.Dice));
            case Mishap.AnswerEmpty:
                return Message(200, []);
            case Mishap.AnswerUnsigned:
                return Message(200, Changed(world.Api.Success(fields), "pg_sig", "pg_sign", "{\"statuss\":\"ok\"}"));
            case Mishap.AnswerWronglySigned:
                return Message(200, Changed(success, "<pg_salt>salt", "<pg_salt>other", "[]"));
            case Mishap.AnswerMisshaped:
                return Message(200, Changed(success, ">ok<", "><a>ok</a><", "{\"status\":{\"a\":[\"ok\"]},\"error\":[{}]}"));
            case Mishap.WordUnknown:
                return Message(200, world.Api.Success(fields, met.Dice.Of(["okay", "processing", "OK", "failed", "1"])));
            case Mishap.CodeOpen:
                // Whoever takes tokens has no such code, and says it with the status.
                if (world.Kind.Route.Protocol is WireProtocol.Bearer) return Message(500, world.Api.Refusal(fields, "1", "Try later"));
                int refusing = met.Dice.Of([200, 400, 409]);
                byte[] open = world.Api.Refusal(fields, world.Kind.IsLegacy ? "1" : met.Dice.Of(OpenCodes), "Try later");
                return Message(refusing, met.Dice.Chance(0.2) ? open[..met.Dice.From(1, open.Length)] : open);
            case Mishap.Page:
                return Message(met.Dice.Of([200, 502, 503]), Encoding.UTF8.GetBytes("<html><body>Sign in</body></html>"));
            case Mishap.Pause:
                return Message(429, world.Api.Refusal(fields, "1340", "Too many requests"), met.Dice.Of(Pauses));
            case Mishap.Unauthorized:
                return Message(met.Dice.Of([401, 403]), Encoding.UTF8.GetBytes("{\"message\":\"no\"}"));
            case Mishap.Refused:
                return Message(met.Dice.Of([200, 400, 422]), Refused(fields, isQuestion));
            case Mishap.Status:
                bool isSuccess = met.Status is >= 200 and < 300, mayRefuse = met.Status is >= 300 and < 500 and not 408;
                byte[] text = isSuccess && !isQuestion ? said : met.Dice.Chance(0.5) ? [] : mayRefuse ? Refused(fields, isQuestion) : success;
                return Message(met.Status, text, met.Status is 503 or 429 ? met.Dice.Of(Pauses) : null);
            default:
                return Message(200, said);
        }
    }

    private byte[] Refused(Dictionary<string, string> fields, bool isQuestion) =>
        isQuestion ? world.Api.Refusal(fields, "1112", "No") : world.Api.Reject(fields, "1111", "The card is closed");

    private byte[] Changed(byte[] said, string what, string into, string json) =>
        Encoding.UTF8.GetBytes(world.Kind.IsPg ? Encoding.UTF8.GetString(said).Replace(what, into, StringComparison.Ordinal) : json);

    private static HttpResponseMessage Message(int status, byte[] body, string? pause = null)
    {
        var message = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (!string.IsNullOrEmpty(pause)) message.Headers.TryAddWithoutValidation("Retry-After", pause);
        return message;
    }

    private sealed class TornStream(byte[] begin) : MemoryStream(begin)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = Read(buffer.Span);
            return read > 0 ? new ValueTask<int>(read) : throw new IOException("reset by peer");
        }
    }
}
