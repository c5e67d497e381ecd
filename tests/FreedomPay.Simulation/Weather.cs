namespace FreedomPay.Simulation;

/// <summary>What can happen to a request on its way there and back.</summary>
internal enum Mishap
{
    None,
    Unreachable,
    ResetBefore,
    ResetAfter,
    RequestLost,
    RequestLate,
    AnswerLost,
    AnswerLate,
    AnswerCut,
    AnswerTorn,
    AnswerTwice,
    AnswerOfOther,
    AnswerEmpty,
    AnswerUnsigned,
    AnswerWronglySigned,
    AnswerMisshaped,
    WordUnknown,
    CodeOpen,
    Page,
    Status,
    Pause,
    Unauthorized,
    Refused,
}

/// <summary>What happens to one request.</summary>
/// <param name="Mishap">The mishap.</param>
/// <param name="IsProcessed">Whether the API has carried it out before, where that can be.</param>
/// <param name="Latency">How long it takes there, and back.</param>
/// <param name="Late">How much later what is late comes.</param>
/// <param name="Deafness">How much later than it is told it ends.</param>
/// <param name="Status">The status that it is answered with.</param>
/// <param name="Dice">What is left to chance.</param>
internal sealed record Weather(Mishap Mishap, bool IsProcessed, TimeSpan Latency, TimeSpan Late, TimeSpan Deafness, int Status, Dice Dice)
{
    private static readonly Mishap[] All = Enum.GetValues<Mishap>();

    /// <summary>What a request meets when all is well.</summary>
    public static Weather Good(Dice dice) => new(Mishap.None, false, Short(dice), default, default, 200, dice);

    /// <summary>What a request meets else.</summary>
    public static Weather Bad(Dice dice)
    {
        Mishap mishap = All[1 + dice.Below(All.Length - 1)];
        TimeSpan latency = dice.Chance(0.1) ? TimeSpan.FromSeconds(dice.From(1, 29)) : Short(dice);
        int status = dice.Chance(0.3) ? dice.From(100, 599) : dice.Of([200, 201, 202, 204, 301, 302, 307, 400, 404, 408, 409, 422, 500, 502, 503, 504]);
        bool isProcessed = dice.Chance(0.5);
        var late = TimeSpan.FromSeconds(dice.From(1, 200));
        TimeSpan deafness = dice.Chance(0.1) ? TimeSpan.FromMilliseconds(dice.From(1, 5000)) : TimeSpan.Zero;
        return new Weather(mishap, isProcessed, latency, late, deafness, status, dice);
    }

    private static TimeSpan Short(Dice dice) => TimeSpan.FromMilliseconds(dice.From(2, 400));
}
