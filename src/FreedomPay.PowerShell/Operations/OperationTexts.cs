using System.Globalization;
using System.Resources;

namespace FreedomPay.Operations;

/// <summary>What operations do, as -WhatIf and -Confirm say it.</summary>
internal static class OperationTexts
{
    // The catalogue has the same texts; reading it for one of them would cost the first row of a run tens of milliseconds.
    private static readonly ResourceManager Summaries = new("FreedomPay.Texts.Summaries", typeof(OperationTexts).Assembly);

    /// <summary>The text of an operation is found by its name, so that a new cmdlet is a file of its own; a test sees to it that none is forgotten.</summary>
    public static string KeyOf(string operationId) => "Do" + char.ToUpperInvariant(operationId[0]) + operationId.Substring(1);

    /// <summary>In the language of the user, where the family has a text in it; else in the contract's own words, which are English.</summary>
    public static string ActionOf(string operationId, FreedomPayApi family) =>
        TextsOf(family).GetString(KeyOf(operationId), CultureInfo.CurrentUICulture)
            ?? Summaries.GetString(operationId, CultureInfo.InvariantCulture)
            ?? operationId;

    /// <summary>Where the family of an operation has its texts.</summary>
    public static ResourceManager TextsOf(FreedomPayApi family) => family switch
    {
        FreedomPayApi.Card => CardApiMessages.ResourceManager,
        FreedomPayApi.FreedomId => FreedomIdMessages.ResourceManager,
        FreedomPayApi.Merchant => MerchantMessages.ResourceManager,
        FreedomPayApi.Gateway => GatewayMessages.ResourceManager,
        FreedomPayApi.GatewayAsync => GatewayAsyncMessages.ResourceManager,
        _ => Messages.ResourceManager,
    };
}
