using System.Diagnostics.CodeAnalysis;

namespace FreedomPay.Core;

/// <summary>The connection lacks a credential. It never leaves the core: it becomes a fault.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Always made with what is missing.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves the core.")]
internal sealed class MissingCredentialException(string what, string parameter)
    : Exception($"The connection has no {what.Replace("the ", "").Replace("a ", "")}; give Connect-FreedomPay {parameter}.");
