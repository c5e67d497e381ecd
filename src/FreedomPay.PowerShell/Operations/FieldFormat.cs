using System.Globalization;

namespace FreedomPay.Operations;

/// <summary>The rules of a field in words, and a value that keeps them.</summary>
internal static class FieldFormat
{
    // Values for what only its name describes. Persons are made up; the card is one that the sandbox knows.
    private static readonly Dictionary<string, string> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FirstName"] = "Ivan", ["LastName"] = "Ivanov", ["MiddleName"] = "Ivanovich", ["PersonId"] = "790315300100", ["Idn"] = "790315300100", ["Identifier"] = "790315300100",
        ["Phone"] = "+77011234567", ["UserPhone"] = "+77011234567", ["DeviceId"] = "77011234567", ["Nationality"] = "Kazakh",
        ["CardId"] = "123456789", ["ObjectValue"] = "123456789", ["ClientId"] = "1000001", ["BranchId"] = "000001", ["TransactionId"] = "900123456789",
        ["OrderId"] = "A-1001", ["Description"] = "Order A-1001", ["Reason"] = "At the request of the client", ["Code"] = "1234", ["Type"] = "1",
        ["RequestId"] = "019ab688-bef2-72c4-aa29-d0e08be76d95", ["IdentifiedBy"] = "branch 1", ["GrantType"] = "authorization_code",
        ["Grant"] = "read.email", ["State"] = "a1b2c3", ["Nonce"] = "d4e5f6", ["AuthorizationCode"] = "code-of-the-sign-in", ["AccessToken"] = "token-of-the-user", ["RefreshToken"] = "token-of-the-user",
        ["LifetimeSec"] = "86400", ["RecurringLifetimeMonth"] = "12", ["TimeoutAfterPaymentSec"] = "60", ["UserId"] = "user-1001", ["ExternalUserId"] = "user-1001", ["IdempotencyKey"] = "019ab688-bef2-72c4-aa29-d0e08be76d95",
        ["RegisteredPostalCode"] = "050000", ["ResidencePostalCode"] = "050000", ["RegisteredCity"] = "Almaty", ["ResidenceCity"] = "Almaty", ["RegisteredStreet"] = "Abay", ["ResidenceStreet"] = "Abay",
        ["RegisteredBuilding"] = "10", ["ResidenceBuilding"] = "10",
    };

    private static readonly FieldAttribute AnyText = new("");

    /// <summary>What the text has to be.</summary>
    public static string Format(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        string format = place.Kind switch
        {
            FieldKind.TextList => "texts without blanks, separated by commas",
            FieldKind.Integer => place.Words is null ? "whole number, digits only" : "word, or its code: a whole number, digits only",
            FieldKind.Amount => "amount: digits with at most two decimals after a point, no comma, no blanks",
            FieldKind.AmountNumber => "amount: digits with at most two decimals after a point, no sign, no comma, no blanks",
            FieldKind.Date => "date, YYYY-MM-DD (ISO 8601)",
            FieldKind.DateTime => "date and time with offset, YYYY-MM-DDThh:mm:ss+05:00 (ISO 8601)",
            FieldKind.Uuid => "UUID",
            FieldKind.Phone or FieldKind.PhoneDigits => "phone number with plus and country code, no blanks (E.164)",
            FieldKind.Email => "e-mail address",
            FieldKind.Country => "country code of three capital letters (ISO 3166-1 alpha-3)",
            FieldKind.Language => "language code of two small letters (ISO 639-1)",
            FieldKind.Currency => "currency code of three capital letters (ISO 4217)",
            FieldKind.Flag => "1 or 0, true or false, yes or no",
            FieldKind.Url => "whole address, http or https",
            FieldKind.IpAddress => "IPv4 address",
            FieldKind.PdfFile => "path of a PDF of at most 2 MB",
            _ => "text",
        };
        if (place.Single) format += ", one value without a comma";
        if (field.IsSecret) format += ", never shown";
        return format;
    }

    /// <summary>Length, range, pattern, and what else the rules ask for.</summary>
    public static string Limits(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        var limits = new List<string>();
        if (place.MinLength > 0 && place.MinLength == place.MaxLength) limits.Add(Characters(place.MinLength));
        else if (place.MinLength > 0 && place.MaxLength > 0) limits.Add($"{place.MinLength.ToString(CultureInfo.InvariantCulture)} to {Characters(place.MaxLength)}");
        else if (place.MaxLength > 0) limits.Add("at most " + Characters(place.MaxLength));
        else if (place.MinLength > 0) limits.Add("at least " + Characters(place.MinLength));
        if (place.Minimum is { } minimum && place.Maximum is { } maximum) limits.Add($"from {minimum} to {maximum}");
        else if (place.Minimum is { } least) limits.Add("at least " + least);
        else if (place.Maximum is { } most) limits.Add("at most " + most);
        if (place.Pattern is { } pattern) limits.Add("matches " + pattern);
        if (place.Needs is { } other) limits.Add("goes together with " + other);
        if (field.RefusesBlankIn(set)) limits.Add("no empty cell: leave the whole column out instead");
        return string.Join("; ", limits);

        static string Characters(int count) => count.ToString(CultureInfo.InvariantCulture) + (count == 1 ? " character" : " characters");
    }

    /// <summary>The values that are taken, or those that are known where others are taken too.</summary>
    public static string Values(CsvField field, string set)
    {
        FieldAttribute? place = field.PlaceIn(set);
        WordList? words = place?.Words is { } list ? WordList.Of(list) : null;
        if (place?.Values is { } closed) return words?.Explain(closed) ?? string.Join(", ", closed);
        if (words is not null) return words.Explain(words.Words.Select(word => word.Code)) + " (others are sent as they are)";
        return field.KnownValues.Count > 0 ? string.Join(", ", field.KnownValues) + " (others are sent as they are)" : "";
    }

    /// <summary>A value that passes; null where none can be made up, such as the path of a file.</summary>
    public static string? Example(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        string?[] candidates =
        [
            place.Kind is FieldKind.Flag ? "1" : place.Words is { } words ? WordList.Of(words).Words[0].Text : field.KnownValues.Count > 0 ? field.KnownValues[0] : null, place.Values?.FirstOrDefault(),
            place.Example, ByName.TryGetValue(field.Name, out string? named) ? named : null, ByKind(place.Kind), place.Minimum,
        ];
        return candidates.FirstOrDefault(text => text is not null && FieldRules.ToWire(place, text, out _) is not null);
    }

    /// <summary>
    /// What a sample row has in the column: what is optional stays empty, so that who copies the row downwards sends no more than is
    /// needed.
    /// </summary>
    public static string? Sample(CsvField field, string set) => field.IsMandatoryIn(set) || field.RefusesBlankIn(set) ? Example(field, set) : null;

    /// <summary>The rule in one phrase: what to write into the column.</summary>
    public static string Rule(CsvField field, string set)
    {
        var parts = new List<string> { Format(field, set) };
        if (Limits(field, set) is { Length: > 0 } limits) parts.Add(limits);
        if (Values(field, set) is { Length: > 0 } values) parts.Add((field.PlaceIn(set)?.Values is null ? "known values: " : "one of: ") + values);
        string rule = string.Join("; ", parts);
        return Example(field, set) is { } example ? $"{rule}; such as {example}" : rule;
    }

    private static string? ByKind(FieldKind kind) => kind switch
    {
        FieldKind.Integer => "1000",
        FieldKind.Amount or FieldKind.AmountNumber => "1500.50",
        FieldKind.Date => "2000-04-03",
        FieldKind.DateTime => "2026-01-31T09:30:00+05:00",
        FieldKind.Uuid => "019ab688-bef2-72c4-aa29-d0e08be76d95",
        FieldKind.Phone or FieldKind.PhoneDigits => "+77011234567",
        FieldKind.Email => "user@example.com",
        FieldKind.Country => "KAZ",
        FieldKind.Language => "ru",
        FieldKind.Currency => "KZT",
        FieldKind.Url => "https://example.com/result",
        FieldKind.IpAddress => "203.0.113.7",
        _ => null,
    };
}
