using System.Text;

namespace FreedomPay.Sandbox.Http;

/// <summary>Spoils answers so that nobody can read them.</summary>
internal static class MalformedAnswer
{
    /// <summary>Four forms take turns: cut in the middle, another server's page, nothing, and no text at all.</summary>
    public static Answer Of(Answer answer, long sequence) => answer with
    {
        Signature = null,
        Body = (sequence % 4) switch
        {
            1 => answer.Body.Take(Math.Max(1, answer.Body.Length / 2)).ToArray(),
            2 => Encoding.UTF8.GetBytes("<html><head><title>Bad gateway</title><body><p>upstream"),
            3 => [],
            _ => [0xFF, 0xFE, 0x00, 0x9C, 0xC3, 0x28],
        },
    };
}
