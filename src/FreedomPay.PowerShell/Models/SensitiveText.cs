using System.Net;
using System.Security;

namespace FreedomPay;

/// <summary>
/// A PIN, a one-time code or a token on its way to the API. PowerShell logs and prints bound parameters as text: this type
/// prints a mask. Made of text or of a SecureString.
/// </summary>
public sealed class SensitiveText
{
    private readonly string text;

    /// <summary>Keeps a text.</summary>
    /// <param name="text">The text.</param>
    public SensitiveText(string text) => this.text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>Keeps the text of a SecureString.</summary>
    /// <param name="text">The SecureString, as Read-Host -AsSecureString and every vault give it.</param>
    public SensitiveText(SecureString text) => this.text = new NetworkCredential("", text ?? throw new ArgumentNullException(nameof(text))).Password;

    /// <summary>A mask, whatever the text is.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => "***";

    // Two of them are equal only when they are the same object: a comparison by content would let a script guess.
    internal string Reveal() => text;
}
