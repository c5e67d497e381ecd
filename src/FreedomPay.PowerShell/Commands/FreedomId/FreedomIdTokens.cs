using System.Management.Automation;

namespace FreedomPay.Commands.FreedomId;

/// <summary>What the cmdlets that get tokens have in common.</summary>
internal static class FreedomIdTokens
{
    /// <summary>The same tokens as plain text, for scripts that asked for it.</summary>
    public static PSObject ToPlainText(FreedomPayObject token)
    {
        var plain = new PSObject();
        foreach (PSPropertyInfo property in PSObject.AsPSObject(token).Properties)
        {
            if (property.Name is nameof(FreedomPayObject.AdditionalProperties) or nameof(FreedomPayObject.Recovered)) continue;
            plain.Properties.Add(new PSNoteProperty(property.Name, property.Value is SensitiveText secret ? secret.Reveal() : property.Value));
        }

        return plain;
    }
}
