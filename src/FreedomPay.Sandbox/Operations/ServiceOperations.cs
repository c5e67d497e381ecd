using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Whether the service is there, which this one is when it answers.</summary>
internal sealed class ServiceOperations(Func<DateTimeOffset> clock)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers) => handlers["gatewayGetHealthcheck"] = _ => Answer.Json(new JsonObject
    {
        ["status"] = "ok",
        ["time"] = clock().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
    });
}
