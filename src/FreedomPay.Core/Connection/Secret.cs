
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Connection;

/// <summary>A secret that never prints itself.</summary>
public sealed class Secret
{
    /// <summary>A secret; its key is the raw UTF-8 bytes of its text.</summary>
    /// <param name="text">The secret; not empty.</param>
    /// <exception cref="ArgumentException">It is empty or not well-formed Unicode.</exception>
    public Secret(string text)
    {
        if (string.IsNullOrEmpty(text)) throw new ArgumentException(Messages.SecretEmpty);
        Text = text;
        // Strict: half a surrogate pair would sign something else than its owner thinks.
        Bytes = WireText.Utf8.GetBytes(text);
    }

    internal byte[] Bytes { get; }

    internal string Text { get; }

    /// <summary>Always <c>***</c>.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => "***";
}

/// <summary>An identifier and its secret.</summary>
/// <param name="Id">auth_id, merchant id or client id.</param>
/// <param name="Secret">What belongs to it.</param>
public sealed record Credential(string Id, Secret Secret)
{
    /// <summary>The id; never the secret.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Id;
}
