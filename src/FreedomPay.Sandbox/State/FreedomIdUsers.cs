using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>The users of Freedom ID. Phone and e-mail address are unique.</summary>
internal sealed class FreedomIdUsers
{
    private readonly Dictionary<string, Dictionary<string, string>> byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> idByPhone = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> idByEmail = new(StringComparer.OrdinalIgnoreCase);

    public int Count => byId.Count;

    public bool Knows(string freedomId) => byId.ContainsKey(freedomId);

    /// <summary>Whether the phone number belongs to another user than the given one.</summary>
    public bool IsPhoneTaken(string phone, string? freedomId) => BelongsToAnother(idByPhone, phone, freedomId);

    /// <summary>Whether the e-mail address belongs to another user than the given one.</summary>
    public bool IsEmailTaken(string email, string? freedomId) => BelongsToAnother(idByEmail, email, freedomId);

    public void Save(string freedomId, IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (!byId.TryGetValue(freedomId, out Dictionary<string, string>? user))
        {
            user = new Dictionary<string, string>(StringComparer.Ordinal);
            byId[freedomId] = user;
        }

        foreach (KeyValuePair<string, string> field in fields)
        {
            Reindex(field.Key == "phone" ? idByPhone : field.Key == "email" ? idByEmail : null, user, field, freedomId);
            user[field.Key] = field.Value;
        }
    }

    public void Clear()
    {
        byId.Clear();
        idByPhone.Clear();
        idByEmail.Clear();
    }

    public JsonArray ToJson() => new([.. byId.Select(pair =>
    {
        var user = new JsonObject { ["freedom_id"] = pair.Key };
        foreach (KeyValuePair<string, string> field in pair.Value) user[field.Key] = field.Value;
        return user;
    })]);

    private static bool BelongsToAnother(Dictionary<string, string> index, string value, string? freedomId) =>
        index.TryGetValue(value, out string? owner) && !string.Equals(owner, freedomId, StringComparison.OrdinalIgnoreCase);

    private static void Reindex(Dictionary<string, string>? index, Dictionary<string, string> user, KeyValuePair<string, string> field, string freedomId)
    {
        if (index is null) return;
        if (user.TryGetValue(field.Key, out string? old)) index.Remove(old);
        index[field.Value] = freedomId;
    }
}
