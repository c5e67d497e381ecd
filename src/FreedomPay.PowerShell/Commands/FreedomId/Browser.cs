using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Opens pages in the user's own browser.</summary>
internal static class Browser
{
    /// <summary>Opens a page, after asking for it with -Confirm or -WhatIf; a browser that cannot be started is a warning, for the link can be opened
    /// by hand.</summary>
    public static void Open(PSCmdlet cmdlet, string? link)
    {
        // The system would start a program for any other scheme, and the link came over the network.
        if (!Uri.TryCreate(link, UriKind.Absolute, out Uri? page) || page.Scheme is not ("http" or "https"))
        {
            cmdlet.WriteWarning(FreedomIdMessages.LinkNotOpened);
            return;
        }

        if (!cmdlet.ShouldProcess(page.GetLeftPart(UriPartial.Path), FreedomIdMessages.OpenInBrowser)) return;
        try
        {
            Start(page);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            cmdlet.WriteWarning(FreedomIdMessages.BrowserFailedOpenLink.With(error.Message));
        }
    }

    /// <summary>Starts the browser.</summary>
    /// <exception cref="Win32Exception">There is none.</exception>
    public static void Start(Uri page) => Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true })?.Dispose();
}
