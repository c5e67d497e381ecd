namespace FreedomPay.Pipeline;

/// <summary>
/// One thing after another. An async method over a type of a dependency would make PowerShell need that dependency before we can bring it;
/// this one is over any type.
/// </summary>
internal static class TaskSteps
{
    /// <summary>Does something when something else is done.</summary>
    /// <param name="first">What comes first.</param>
    /// <param name="next">What comes of it.</param>
    public static async Task<TNext> ThenAsync<T, TNext>(this Task<T> first, Func<T, Task<TNext>> next) =>
        await next(await first.ConfigureAwait(false)).ConfigureAwait(false);
}
