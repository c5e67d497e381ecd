
using FreedomPay.Sandbox;

namespace FreedomPay.Commands.Sandbox;

/// <summary>The one sandbox that this process may run.</summary>
internal static class LocalSandbox
{
    private static readonly object Gate = new();
    private static SandboxServer? server;

    /// <summary>The sandbox that runs, or null.</summary>
    public static SandboxServer? Running
    {
        get { lock (Gate) return server; }
    }

    /// <summary>Starts it, or gives the one that runs already.</summary>
    public static SandboxServer Start(int port)
    {
        lock (Gate) return server ??= SandboxServer.Start(new SandboxOptions { Port = port });
    }

    /// <summary>Stops it, if it runs.</summary>
    public static bool StopIfRunning()
    {
        lock (Gate)
        {
            if (server is null) return false;
            server.Dispose();
            server = null;
            return true;
        }
    }
}
