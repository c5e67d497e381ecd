using System.Text;

namespace FreedomPay.Core;

/// <summary>A key, password or token. It never prints.</summary>
/// <param name="text">The secret.</param>
public sealed class Secret(string text)
{
    internal string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    internal byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    /// <inheritdoc/>
    public override string ToString() => "***";
}

/// <summary>An identifier with its secret.</summary>
/// <param name="Id">The identifier: auth_id, merchant id or client id.</param>
/// <param name="Secret">The secret; it never prints.</param>
public sealed record Credential(string Id, Secret Secret);
