using System.Globalization;

namespace FreedomPay.Operations;

/// <summary>What operations do, as -WhatIf and -Confirm say it.</summary>
internal static class OperationTexts
{
    /// <summary>The text of an operation is found by its name, so that a new cmdlet is a file of its own; a test sees to it that none is forgotten.</summary>
    public static string KeyOf(string operationId) => "Do" + char.ToUpperInvariant(operationId[0]) + operationId.Substring(1);

    /// <summary>In the language of the user; in the contract's own words where no cmdlet performs the operation.</summary>
    public static string ActionOf(string operationId) =>
        Messages.ResourceManager.GetString(KeyOf(operationId), CultureInfo.CurrentUICulture) ?? OperationCatalog.Find(operationId)?.Summary ?? operationId;
}
