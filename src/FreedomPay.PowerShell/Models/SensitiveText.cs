using System.Security;

namespace FreedomPay;

/// <summary>
/// A secret that never prints: PowerShell logs parameters, exports and formats objects by their text and their public
/// properties, and this has neither. Made from text or from a SecureString.
/// </summary>
public sealed class SensitiveText
{
    internal const string Mask = "***";

    private readonly string text;

    /// <summary>Makes one of plain text, such as a cell of a CSV.</summary>
    /// <param name="text">The secret.</param>
    public SensitiveText(string text) => this.text = text ?? "";

    /// <summary>Makes one of a SecureString.</summary>
    /// <param name="text">The secret.</param>
    public SensitiveText(SecureString text) => this.text = new System.Net.NetworkCredential("", text).Password;

    /// <summary>The secret as a SecureString, for cmdlets that take one.</summary>
    /// <returns>A new read-only SecureString.</returns>
    public SecureString ToSecureString()
    {
        SecureString secure = new System.Net.NetworkCredential("", text).SecurePassword;
        secure.MakeReadOnly();
        return secure;
    }

    /// <summary>Always the mask.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => Mask;

    internal string Reveal() => text;
}
