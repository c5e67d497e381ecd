using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Diagnostics;

/// <summary>Masks secrets, card numbers, tokens and personal data in whatever is shown to people. Thread-safe.</summary>
public sealed class Redactor
{
    /// <summary>The fewest characters of a secret that can be masked: a shorter one is a part of most texts.</summary>
    public const int LeastOfSecret = 4;

    private const string Mask = "***";
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\u00A0'];

    // The contract marks what the API calls sensitive; the build makes a list of it. The protocols and people know more names.
    private static readonly HashSet<string> Names = new(
        SensitiveNames.OfContract.Split(' ').Concat(
        [
            // What proves a request or an answer: x-signature of the contract describes it, and no schema has it.
            "pg_sig", "Sign", "X-JWS-Signature", "X-JWT-Signature",
            // Headers of HTTP itself.
            "Proxy-Authorization", "Cookie", "Set-Cookie",
            // OAuth 2.0, and the forms of older interfaces: in no list of fields, and sent by those who know them.
            "client_secret", "client_access_token", "password", "secret",
            // Other names of the security code and the phone, as columns of a file and answers of other versions have them.
            "cvv", "cvc2", "cvv2", "phone_number",
        ]).Select(Normalised),
        StringComparer.Ordinal);

    private static readonly Regex Tokens = new(
        @"(?<![A-Za-z0-9_\-])eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*\.[A-Za-z0-9_\-]*|(?<=\b(?:bearer|basic)\s{1,4})[A-Za-z0-9\-._~+/]{6,}=*|(?<=(?<!</)pg_sig[^A-Za-z0-9]{1,8})[0-9A-Za-z]{8,}|(?<=[a-z][a-z0-9+.\-]{0,15}://)(?!\*{3}@)[^\s/?#""'<>]+(?=@)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    private static readonly Regex Uuids = new(
        @"(?<![0-9A-Za-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    // A shorter value, such as a PIN, is a part of many numbers and ids that have nothing to do with it.
    private const int LeastOfAnywhere = 8;

    // Nor is a CVC looked for where it could be an amount or a code: only in what the API says in words.
    private const int LengthOfShort = 3;

    private const int MostInLine = 1000;
    private const int MostInValue = 16 * 1024;

    private readonly KnownTexts secrets;
    private readonly string[] words;
    private readonly string[] shorts;
    private readonly int reach;

    /// <summary>A redactor that also knows these secrets.</summary>
    /// <param name="known">The secrets of the connection.</param>
    public Redactor(IEnumerable<Secret> known)
        : this(
            (known ?? throw new ArgumentNullException(nameof(known))).Where(static secret => secret.Text.Length >= LeastOfSecret).SelectMany(Spellings), [], [])
    {
    }

    private Redactor(IEnumerable<string> spellings, IEnumerable<string> words, IEnumerable<string> shorts)
    {
        this.words = [.. words.Distinct(StringComparer.Ordinal)];
        this.shorts = [.. shorts.Distinct(StringComparer.Ordinal)];
        // One of asterisks only looks like our mask.
        secrets = new KnownTexts(spellings.Where(static s => s.Trim('*').Length > 0));
        // How far behind a cut a secret may go on that began before it, with every character escaped, and escaped again.
        reach = Math.Max(512, 12 * secrets.All.Concat(this.words).Select(static text => text.Length).DefaultIfEmpty().Max());
    }

    /// <summary>Masks known secrets, card numbers (to BIN and last four), JWS, bearer and basic tokens and <c>pg_sig</c> in any text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The masked text.</returns>
    public string Text(string text) => Shown(text, isSaid: false, int.MaxValue);

    /// <summary>Masks what the API says in words as <see cref="Text(string)"/> does, and in it also a CVC of the request, where it is a word of its
    /// own.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The masked text.</returns>
    public string Said(string text) => Shown(text, isSaid: true, int.MaxValue);

    /// <summary>Masks a value of an answer, of bounded length: what has several words is said, and the rest is a code, an amount or an id.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The masked text.</returns>
    public string Value(string text) => Shown(text, text is not null && IsSentence(text), MostInValue);

    /// <summary>One line of what the API says in words.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line.</returns>
    public string SaidLine(string text) => Line(text, isSaid: true);

    /// <summary>Masks a JSON, form or XML body by field name, then as <see cref="Text"/> does. A body that cannot be read is not shown.</summary>
    /// <param name="body">The body.</param>
    /// <param name="extra">More leaf names to mask.</param>
    /// <param name="room">How many characters will be shown; what goes beyond is left out before it is masked.</param>
    /// <returns>The masked body.</returns>
    public string Body(string body, IReadOnlyCollection<string>? extra = null, int room = int.MaxValue)
    {
        if (string.IsNullOrEmpty(body)) return "";
        HashSet<string>? more = extra is { Count: > 0 } ? new HashSet<string>(extra.Select(Normalised), StringComparer.Ordinal) : null;
        string trimmed = body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (trimmed.Length > 0 && trimmed[0] is '{' or '[')
        {
            if (JsonAnswer.TryParse(Encoding.UTF8.GetBytes(trimmed), out JsonObject json, out _))
            {
                return Shown(Masked(json, more, "", new Room(room))!.ToJsonString(WireText.Json), isSaid: false, room);
            }
        }
        else if (trimmed.Length > 0 && trimmed[0] == '<')
        {
            if (PgXml.TryParse(trimmed, out JsonObject xml, out _))
            {
                return Shown(Markup(Masked(xml, more, "", new Room(room))!.AsObject()), isSaid: false, room);
            }
        }
        else if (Form(trimmed, more, new Room(room)) is { } form)
        {
            return form;
        }

        return Messages.Unreadable.With(body.Length);
    }

    /// <summary>Whether values of this leaf name are masked. Ignores case and separators.</summary>
    /// <param name="leaf">The wire name of a field, without its parents.</param>
    /// <returns>True when they are masked.</returns>
    public static bool IsSensitiveName(string leaf)
    {
        if (leaf is null) throw new ArgumentNullException(nameof(leaf));
        return Names.Contains(Normalised(leaf)) || SecretNames.Contains(leaf);
    }

    /// <summary>
    /// Whether a text holds a number that a card of a known scheme may have. One number in ten that is long enough adds up like a card's, so
    /// that what is refused for being one has to begin like one too.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it does.</returns>
    public static bool HoldsCardNumber(string text)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        var places = new List<CardNumbers.Place>();
        foreach (string read in Reading.OthersOf(text).Select(static reading => reading.Text).Prepend(text))
        {
            CardNumbers.Find(Uuids.Replace(read, static uuid => new string('x', uuid.Length)), places);
        }
        // A longer run of digits is masked where it shows, and is no card number.
        return places.Any(static place => place.Digits is { } digits ? CardNumbers.IsOfScheme(digits) : place.End - place.Start <= CardNumbers.Most);
    }

    /// <summary>A redactor that masks the secrets of one request too, which an answer may repeat.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="secretFields">Wire names of its secret fields, without their parents, beside those that are known as such.</param>
    /// <param name="bearer">The token of the request.</param>
    /// <returns>The redactor; this one where the request has no secret of its own.</returns>
    public Redactor For(JsonObject? body, IReadOnlyCollection<string>? secretFields = null, Secret? bearer = null) =>
        With([.. SentSecrets.In(body, secretFields), .. bearer is null ? [] : new[] { bearer.Text }]);

    /// <summary>A redactor that masks the secrets of one request too, also those in its headers.</summary>
    internal Redactor For(ApiRequest request) => With(
    [
        .. SentSecrets.In(request.Fields, request.SecretFields ?? request.SensitiveFields),
        .. SentSecrets.In(request.Headers),
        .. request.Bearer is { } bearer ? new[] { bearer.Text } : [],
    ]);

    /// <summary>One line of bounded length, masked: what a server says must not draw on a terminal, fill a log or take the time that masking
    /// megabytes takes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line.</returns>
    public string Line(string text) => Line(text, isSaid: false);

    private string Line(string text, bool isSaid)
    {
        string masked = Shown(text, isSaid, MostInLine);
        bool isCut = text?.Length > MostInLine || masked.Length > MostInLine;
        string line = new([.. masked.Take(MostInLine).Select(static c => Visible.IsSteering(c) || c is '\t' or '\n' ? ' ' : c)]);
        return isCut ? line + "…" : line;
    }

    /// <summary>Masks a text of which only so many characters are shown: it is cut first, with enough behind the cut to know a secret that lies
    /// across it.</summary>
    private string Shown(string text, bool isSaid, int room)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text.Length > room) text = Cut(text, isSaid, room);
        // Masking can bring together what was apart, so it is repeated until nothing is left to find.
        for (int round = 0; round < 4; round++)
        {
            List<CardNumbers.Place> spans = Find(text, isSaid);
            if (spans.Count == 0) return text;
            text = Apply(text, spans, text.Length);
        }

        return Find(text, isSaid).Count == 0 ? text : Mask;
    }

    private string Cut(string text, bool isSaid, int room)
    {
        string window = text.Substring(0, (int)Math.Min(text.Length, (long)room + reach));
        int end = room;
        // What is known by its end, a token or the user in an address, may have it behind the window.
        if (window.Length < text.Length && window.IndexOfAny(Blanks, room) < 0)
        {
            int run = window.LastIndexOfAny(Blanks, room - 1) + 1;
            if (window.Substring(run, room - run) is var begun && (MayHoldToken(begun) || Holds(begun, "://"))) end = run;
        }

        return Apply(window, Find(window, isSaid), end) + (end < room ? Mask : "");
    }

    private Redactor With(string[] values)
    {
        if (values.Length == 0) return this;
        string[] known = [.. values.Where(static value => value.Length >= LeastOfSecret)];
        ILookup<bool, string> isWord = known
            .SelectMany(value => Spellings(new Secret(value)).Select(spelling => (spelling, IsWord: spelling.Length < LeastOfAnywhere)))
            .ToLookup(static known => known.IsWord, static known => known.spelling);
        string[] few = [.. values.Where(static value => value.Length == LengthOfShort && value.All(IsDigit))];
        return known.Length + few.Length == 0 ? this : new Redactor([.. secrets.All, .. isWord[false]], [.. words, .. isWord[true]], [.. shorts, .. few]);
    }

    private static string Normalised(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c)) text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    // What escapes make of it is undone where it is looked for. These are no escapes but other texts.
    private static IEnumerable<string> Spellings(Secret known)
    {
        yield return known.Text;
        if (known.Text.IndexOf(' ') >= 0) yield return known.Text.Replace(' ', '+');
        foreach (string text in Base64(known.Bytes)) yield return text;
        if (known.Bytes.Length < LeastOfAnywhere) yield break;
        // Within a longer text in Base64 it begins in the middle of a group of three bytes, too.
        foreach (string text in Enumerable.Range(0, 3).SelectMany(before => WithinBase64(known.Bytes, before))) yield return text;
        string hex = BitConverter.ToString(known.Bytes).Replace("-", "");
        yield return hex;
        yield return hex.ToLowerInvariant();
    }

    /// <summary>In both alphabets of Base64, with its padding and without.</summary>
    private static string[] Base64(byte[] bytes)
    {
        string text = Convert.ToBase64String(bytes);
        string url = text.Replace('+', '-').Replace('/', '_');
        return [text, text.TrimEnd('='), url, url.TrimEnd('=')];
    }

    /// <summary>Behind one or two other bytes, and before others: the characters that these do not change.</summary>
    private static string[] WithinBase64(byte[] bytes, int before)
    {
        string text = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        int start = before == 0 ? 0 : before + 1;
        int end = text.Length - ((bytes.Length + before) % 3 == 0 ? 0 : 1);
        text = text.Substring(start, end - start);
        return [text, text.Replace('+', '-').Replace('/', '_')];
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private List<CardNumbers.Place> Find(string text, bool isSaid)
    {
        List<CardNumbers.Place> spans = Find(text);
        if (isSaid) FindShorts(text, spans);
        foreach (Reading reading in Reading.OthersOf(text))
        {
            List<CardNumbers.Place> found = Find(reading.Text);
            if (isSaid) FindShorts(reading.Text, found);
            spans.AddRange(found.Select(place => new CardNumbers.Place(reading.Start(place.Start), reading.End(place.End), place.Digits)));
        }

        return spans;
    }

    private List<CardNumbers.Place> Find(string text)
    {
        var spans = new List<CardNumbers.Place>();
        secrets.Find(text, (at, secret) => spans.Add(new CardNumbers.Place(at, at + secret.Length, null)));
        if (words.Length > 0) FindWords(text, spans);
        if (MayHoldToken(text))
        {
            foreach (Match match in Tokens.Matches(text)) spans.Add(new CardNumbers.Place(match.Index, match.Index + match.Length, null));
        }

        int found = spans.Count;
        CardNumbers.Find(text, spans);
        if (spans.Count == found) return spans;
        // A UUID may hold a run of digits that looks like a card number, and a reader needs the ids of requests.
        spans.RemoveRange(found, spans.Count - found);
        CardNumbers.Find(Uuids.Replace(text, static uuid => new string('x', uuid.Length)), spans);
        return spans;
    }

    // Neither in a word, nor in a number with a point or a comma, nor in one that is masked already.
    private void FindShorts(string text, List<CardNumbers.Place> spans)
    {
        foreach (string word in shorts)
        {
            for (int at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                int end = at + word.Length;
                if (!IsNumberAt(text, at - 1, -1) && !IsNumberAt(text, end, 1)) spans.Add(new CardNumbers.Place(at, end, null));
            }
        }

        static bool IsNumberAt(string text, int at, int step)
        {
            if (at < 0 || at >= text.Length) return false;
            if (char.IsLetterOrDigit(text[at])) return true;
            int next = at + step;
            return text[at] is '.' or ',' && next >= 0 && next < text.Length && IsDigit(text[next]);
        }
    }

    // Where it is not a part of a number, and not of a UUID, which a reader needs to find a request again.
    private void FindWords(string text, List<CardNumbers.Place> spans)
    {
        string? searched = null;
        foreach (string word in words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) < 0) continue;
            searched ??= Uuids.Replace(text, static uuid => new string('\0', uuid.Length));
            for (int at = searched.IndexOf(word, StringComparison.Ordinal); at >= 0; at = searched.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                int end = at + word.Length;
                bool isPartOfNumber = (at > 0 && IsDigit(word[0]) && IsDigit(searched[at - 1]))
                    || (end < searched.Length && IsDigit(word[word.Length - 1]) && IsDigit(searched[end]));
                if (!isPartOfNumber) spans.Add(new CardNumbers.Place(at, end, null));
            }
        }
    }

    // What every token that Tokens finds begins with or follows; the search for these costs a fraction.
    private static bool MayHoldToken(string text) =>
        Holds(text, "eyJ")
            || Holds(text, "bearer")
            || Holds(text, "basic")
            || Holds(text, PgSigner.SignatureField)
            || (text.IndexOf('@') >= 0 && Holds(text, "://"));

    private static bool Holds(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The text up to an end, with the places masked; one that begins before the end is masked whole.</summary>
    private static string Apply(string text, List<CardNumbers.Place> spans, int end)
    {
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var result = new StringBuilder(text.Length);
        int done = 0;
        for (int i = 0; i < spans.Count;)
        {
            CardNumbers.Place merged = spans[i++];
            while (i < spans.Count && spans[i].Start < merged.End) merged = Merged(merged, spans[i++]);

            if (merged.Start >= end) break;
            result.Append(text, done, merged.Start - done);
            if (merged.Digits is { } digits)
            {
                result.Append(digits, 0, 6).Append("******").Append(digits, digits.Length - 4, 4);
            }
            else
            {
                result.Append(Mask);
            }

            done = merged.End;
        }

        return done < end ? result.Append(text, done, end - done).ToString() : result.ToString();
    }

    private static CardNumbers.Place Merged(CardNumbers.Place one, CardNumbers.Place next)
    {
        string? last = next.End > one.End ? next.Digits : one.Digits;
        string? digits = one.Digits is { } begin && next.Digits is not null ? begin.Substring(0, 6) + last!.Substring(last.Length - 4) : null;
        return new CardNumbers.Place(one.Start, Math.Max(one.End, next.End), digits);
    }

    private JsonNode? Masked(JsonNode? node, HashSet<string>? extra, string parent, Room room, bool hidden = false)
    {
        switch (node)
        {
            case JsonObject inner:
                var copy = new JsonObject();
                foreach ((string name, JsonNode? child) in PgForm.Pairs(inner))
                {
                    if (!room.Take(name.Length)) break;
                    copy[name] = Masked(child, extra, name, room, hidden || (Hides(name, extra) && !IsErrorCode(parent, name, child)));
                }

                return copy;
            case JsonArray list:
                return new JsonArray([.. list.TakeWhile(_ => room.Take(1)).Select(item => Masked(item, extra, parent, room, hidden))]);
            case JsonValue value:
                JsonValueKind kind = value.GetValueKind();
                if (kind is JsonValueKind.True or JsonValueKind.False) return value.DeepClone();
                string text = kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
                if (text.Length == 0) return value.DeepClone();
                if (hidden) return JsonValue.Create(Mask);
                int left = room.Left;
                room.Take(text.Length);
                return kind == JsonValueKind.String ? JsonValue.Create(Shown(text, IsSentence(text), left)) : value.DeepClone();
            default:
                return null;
        }
    }

    private static bool IsSentence(string text)
    {
        string begin = text.Length > MostInLine ? text.Substring(0, MostInLine) : text;
        return begin.Any(char.IsLetter) && begin.Any(char.IsWhiteSpace);
    }

    // code is a token where it is exchanged for one, and what a reader looks for first where it names an error.
    private static bool IsErrorCode(string parent, string name, JsonNode? value) =>
        name == "code" && parent == "error" && value is JsonValue leaf && PgForm.LeafText(leaf).Length <= 8;

    private static bool Hides(string name, HashSet<string>? extra)
    {
        string normalised = Normalised(name);
        return Names.Contains(normalised) || (extra?.Contains(normalised) ?? false) || SecretNames.Contains(name);
    }

    private static string Markup(JsonObject xml)
    {
        var text = new StringBuilder("<response>");
        foreach ((string name, JsonNode? node) in PgForm.Pairs(xml)) Markup(text, name, node);
        return text.Append("</response>").ToString();
    }

    private static void Markup(StringBuilder text, string name, JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Markup(text, name, item);
            return;
        }

        text.Append('<').Append(name).Append('>');
        if (node is JsonObject inner)
        {
            foreach ((string sub, JsonNode? child) in PgForm.Pairs(inner)) Markup(text, sub, child);
        }
        else if (node is not null)
        {
            text.Append(node.GetValue<string>().Replace("&", "&amp;").Replace("<", "&lt;"));
        }

        text.Append("</").Append(name).Append('>');
    }

    // Shown decoded: a card number whose spaces are plus signs or percents is one all the same.
    private string? Form(string text, HashSet<string>? extra, Room room)
    {
        var shown = new List<string>();
        foreach (string part in text.Split('&'))
        {
            int equals = part.IndexOf('=');
            if (room.Left == 0) break;
            if (equals <= 0 || part.Any(static c => c is ' ' or '\n' or '\r' or '<' or '>' or '"' or '{')) return null;
            string name = Unescape(part.Substring(0, equals));
            string value = Unescape(part.Substring(equals + 1));
            bool hidden = name.Split('[', ']').Any(leaf => Hides(leaf, extra));
            shown.Add(Shown(name, isSaid: false, room.Left) + "=" + (hidden && value.Length > 0 ? Mask : Shown(value, IsSentence(value), room.Left)));
            room.Take(part.Length);
        }

        return Text(string.Join("&", shown));
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    /// <summary>How much of a body is still to be shown.</summary>
    private sealed class Room(int most)
    {
        public int Left { get; private set; } = most;

        public bool Take(int characters)
        {
            bool isLeft = Left > 0;
            Left -= Math.Min(Left, characters);
            return isLeft;
        }
    }
}
