using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Simulation;

/// <summary>Something that happened for good.</summary>
/// <param name="Act">What.</param>
/// <param name="Key">The key of the request; null for none.</param>
/// <param name="Run">The run that had sent it.</param>
internal sealed record Effect(string Act, string? Key, int Run);

/// <summary>The API as its classes of safety describe it, and its books.</summary>
/// <param name="kind">The operation.</param>
/// <param name="reluctance">How many of the first requests for a card it refuses, as for a lack of funds; by card.</param>
/// <param name="payments">Its payments and refunds.</param>
internal sealed class SimulatedApi(Kind kind, Func<string, int> reluctance, PaymentBooks payments)
{
    public const string Secret = "merchant-secret-0815";
    private readonly Dictionary<string, byte[]> answers = [];
    private readonly HashSet<string> orders = [];
    private readonly Dictionary<string, int> refused = [];

    public List<Effect> Effects { get; } = [];

    public string PathOf => "/v5/test/" + kind.Name;

    /// <summary>Carries a request out.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="body">Its body.</param>
    /// <param name="run">Who has sent it.</param>
    public byte[] Receive(string path, string body, int run)
    {
        Dictionary<string, string> fields = Fields(body);
        if (path.EndsWith("/status", StringComparison.Ordinal)) return Status(fields);
        string? key = KeyOf(fields);
        if (key is not null && answers.TryGetValue(key, out byte[]? first)) return kind.Safety is Safety.Refuse ? Duplicate(fields) : first;
        byte[] answer = Act(fields, key, run);
        if (key is not null) answers[key] = answer;
        return answer;
    }

    /// <summary>Whether a request under a key has come.</summary>
    public bool Knows(string key) => answers.ContainsKey(key);

    /// <summary>Refuses a request for good: under a key that it knows, it says again what it said first.</summary>
    public byte[] Reject(Dictionary<string, string> fields, string code, string text)
    {
        if (KeyOf(fields) is not { } key) return Refusal(fields, code, text);
        if (answers.TryGetValue(key, out byte[]? first)) return kind.Safety is Safety.Refuse ? Duplicate(fields) : first;
        return answers[key] = Refusal(fields, code, text);
    }

    /// <summary>An answer that refuses, as the API itself writes it.</summary>
    public byte[] Refusal(Dictionary<string, string> fields, string code, string text)
    {
        JsonObject answer = Echo(fields);
        answer[kind.IsPg ? "pg_status" : "status"] = kind.IsLegacy ? -int.Parse(code, CultureInfo.InvariantCulture) : "error";
        answer[kind.IsPg ? "pg_error_code" : "error_code"] = code;
        answer[kind.IsPg ? "pg_error_description" : "error_description"] = text;
        return Written(answer, kind.Name);
    }

    /// <summary>An answer that says yes to something.</summary>
    public byte[] Success(Dictionary<string, string> fields, string? word = null)
    {
        JsonObject answer = Echo(fields);
        answer[kind.IsPg ? "pg_status" : "status"] = word is null && kind.IsLegacy ? 0 : word ?? "ok";
        return Written(answer, kind.Name);
    }

    public Dictionary<string, string> Fields(string body) => kind.IsPg
        ? body.Split('&').Select(static pair => WebUtility.UrlDecode(pair).Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1])
        : JsonNode.Parse(body)!.AsObject().ToDictionary(static member => member.Key, static member => member.Value!.ToString());

    public string ActOf(Dictionary<string, string> fields)
    {
        decimal amount = decimal.Parse(fields[kind.AmountField], CultureInfo.InvariantCulture);
        return fields[kind.CardField] + "/" + amount.ToString("0", CultureInfo.InvariantCulture);
    }

    private string? KeyOf(Dictionary<string, string> fields) => kind is { Key: { } name, IsFresh: false } ? fields[name] : null;

    private byte[] Duplicate(Dictionary<string, string> fields) => Refusal(fields, "1402", "Such a request has been made already");

    private byte[] Act(Dictionary<string, string> fields, string? key, int run)
    {
        string act = ActOf(fields), card = act.Split('/')[0];
        int before = refused.TryGetValue(card, out int count) ? count : 0;
        if (before < reluctance(card))
        {
            refused[card] = before + 1;
            return Refusal(fields, "1333", "There is not enough money");
        }

        if (!kind.IsRead) Effects.Add(new Effect(act, key, run));
        if (kind.HasOrder) orders.Add(fields[kind.StatusBy!]);
        if (kind.Proof is not Proof.Status) payments.Add(fields[kind.StatusBy!], act.Split('/')[1]);
        return Success(fields);
    }

    private byte[] Status(Dictionary<string, string> fields)
    {
        string asked = fields[kind.StatusBy!];
        if (kind.Proof is not Proof.Status) return Written(StateOf(asked), "status");
        bool isKnown = kind.HasOrder ? orders.Contains(asked) : answers.ContainsKey(asked);
        var answer = new JsonObject { [kind.StatusBy!] = asked, [kind.IsPg ? "pg_status" : "status"] = isKnown ? "ok" : "error" };
        if (isKnown) answer[kind.IsPg ? "pg_payment_status" : "request_status"] = kind.IsPg || IsCarriedOut(asked) ? "success" : "error";
        else answer[kind.IsPg ? "pg_error_code" : "error_code"] = "340";
        return Written(answer, "status");
    }

    private JsonObject StateOf(string asked)
    {
        JsonObject answer = (kind.Proof is Proof.Refund ? payments.RefundsOf(asked) : payments.LastOf(asked)) ?? new JsonObject { ["pg_error_code"] = "340" };
        answer["pg_status"] = answer.ContainsKey("pg_error_code") ? "error" : "ok";
        return answer;
    }

    private bool IsCarriedOut(string key) => Effects.Any(effect => effect.Key == key);

    private static JsonObject Echo(Dictionary<string, string> fields)
    {
        var echo = new JsonObject();
        foreach (KeyValuePair<string, string> field in fields)
        {
            if (field.Key.EndsWith("_id", StringComparison.Ordinal) || field.Key.EndsWith("amount", StringComparison.Ordinal)) echo[field.Key] = field.Value;
        }

        echo.Remove("pg_merchant_id");
        return echo;
    }

    private byte[] Written(JsonObject answer, string script)
    {
        if (!kind.IsPg) return Encoding.UTF8.GetBytes(answer.ToJsonString());
        answer["pg_salt"] = "salt";
        answer["pg_sig"] = PgSigner.Sign(script, answer, PgMessage.Xml, Secret);
        var xml = new StringBuilder();
        Write(xml, "response", answer);
        return Encoding.UTF8.GetBytes(xml.ToString());
    }

    private static void Write(StringBuilder xml, string name, JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items) Write(xml, name, item);
            return;
        }

        xml.Append('<').Append(name).Append('>');
        if (node is not JsonObject members) xml.Append(node);
        else foreach (KeyValuePair<string, JsonNode?> member in members) Write(xml, member.Key, member.Value);
        xml.Append("</").Append(name).Append('>');
    }
}
