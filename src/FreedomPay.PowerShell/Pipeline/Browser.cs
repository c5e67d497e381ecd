using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace FreedomPay.Pipeline;

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
            cmdlet.WriteWarning(Messages.LinkNotOpened);
            return;
        }

        if (!cmdlet.ShouldProcess(page.GetLeftPart(UriPartial.Path), Messages.OpenInBrowser)) return;
        Start(cmdlet, page, static reason => Messages.BrowserFailedOpenLink.With(reason));
    }

    /// <summary>Starts the browser; where it cannot be started, that is a warning.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="page">The page.</param>
    public static void Start(PSCmdlet cmdlet, Uri page) => Start(cmdlet, page, static reason => Messages.BrowserFailed.With(reason));

    private static void Start(PSCmdlet cmdlet, Uri page, Func<string, string> warning)
    {
        try
        {
            Process.Start(new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            cmdlet.WriteWarning(warning(error.Message));
        }
    }
}
