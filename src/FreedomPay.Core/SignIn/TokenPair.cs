using FreedomPay.Core.Connection;

namespace FreedomPay.Core.SignIn;

/// <summary>The tokens of a user who has signed in.</summary>
/// <param name="Access">The token that acts for the user.</param>
/// <param name="AccessEnd">When it ends; null where that is not known.</param>
/// <param name="Refresh">The token that renews the pair; null where the server gave none.</param>
public sealed record TokenPair(Secret Access, DateTimeOffset? AccessEnd, Secret? Refresh);
