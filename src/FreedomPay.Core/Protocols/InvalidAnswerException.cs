using System.Diagnostics.CodeAnalysis;

namespace FreedomPay.Core.Protocols;

/// <summary>An answer that cannot be read. It never leaves the core: it becomes a fault.</summary>
/// <param name="message">What is wrong with it, without its content.</param>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Always made with a message.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves the core.")]
internal sealed class InvalidAnswerException(string message) : Exception(message);
