using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace FreedomPay.Sandbox.Contract;

/// <summary>The formats of JSON Schema that the contract uses. Unknown formats are annotations and hold.</summary>
internal static class SchemaFormats
{
    private static readonly Regex Uuid = new(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z", RegexOptions.None, Regex.InfiniteMatchTimeout);
    private static readonly Regex Email = new(@"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\z", RegexOptions.None, Regex.InfiniteMatchTimeout);
    private static readonly Regex DateTimeShape = new(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.None, Regex.InfiniteMatchTimeout);

    public static bool Holds(string format, string text) => format switch
    {
        "uuid" => Uuid.IsMatch(text),
        "email" => Email.IsMatch(text),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && text.IndexOf("://", StringComparison.Ordinal) > 0 && uri.Host.Length > 0,
        "ipv4" => text.Split('.').Length == 4 && IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork,
        "date" => IsDate(text),
        // The day is checked apart from the time, because a leap second or an odd offset is no error of the format.
        "date-time" => DateTimeShape.IsMatch(text) && IsDate(text.Substring(0, 10)),
        "int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private static bool IsDate(string text) => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
