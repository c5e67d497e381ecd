using System.Management.Automation;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose result is opened by an address, which it can write and draw as a QR code.</summary>
internal interface IShowsQr
{
    /// <summary>The file for the code of the row that is bound; null or blank for none.</summary>
    string? QrPath { get; }

    /// <summary>Whether the codes are drawn in the terminal.</summary>
    SwitchParameter ShowQr { get; }

    /// <summary>Whether a file that exists is replaced.</summary>
    SwitchParameter Force { get; }

    /// <summary>What the code of a result is made of; null where the result has nothing for it.</summary>
    QrContent? ContentOf(FreedomPayObject result);
}
