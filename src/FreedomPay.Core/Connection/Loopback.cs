using System.Net;

namespace FreedomPay.Core.Connection;

/// <summary>Whether an address is one of this machine's own, which nothing leaves.</summary>
public static class Loopback
{
    /// <summary>localhost, 127.0.0.0/8 and ::1, also written as an IPv4-mapped address. A name that only resolves there is none.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is.</returns>
    public static bool Is(Uri address)
    {
        if (address is null) throw new ArgumentNullException(nameof(address));
        return address.IsAbsoluteUri && IsHost(address.DnsSafeHost);
    }

    /// <summary>Whether a host, without its port, is one.</summary>
    /// <param name="host">A name or an address, with or without the brackets of IPv6.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsHost(string host)
    {
        if (host is null) throw new ArgumentNullException(nameof(host));
        string name = host.TrimStart('[').TrimEnd(']', '.');
        if (string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)) return true;
        return IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }
}
