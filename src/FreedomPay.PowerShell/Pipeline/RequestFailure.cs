namespace FreedomPay.Pipeline;

/// <summary>Why a request that the API took is a failure nevertheless.</summary>
/// <param name="Message">A sentence without its row.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Code">The code of the API; null where it has none.</param>
internal sealed record RequestFailure(string Message, string Advice, string? Code = null);
