using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>The rules of a field in words, and a value that keeps them.</summary>
internal static class FieldFormat
{
    // Values for what only its name describes. Persons are made up; the card is one that the sandbox knows.
    private static readonly Dictionary<string, string> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FirstName"] = "Ivan", ["LastName"] = "Ivanov", ["MiddleName"] = "Ivanovich", ["PersonId"] = "790315300100", ["Idn"] = "790315300100",
        ["Identifier"] = "790315300100",
        ["Phone"] = "+77011234567", ["UserPhone"] = "+77011234567", ["DeviceId"] = "77011234567", ["Nationality"] = "Kazakh",
        ["CardId"] = "123456789", ["ObjectValue"] = "123456789", ["ClientId"] = "1000001", ["BranchId"] = "000001", ["TransactionId"] = "900123456789",
        ["OrderId"] = "A-1001", ["Description"] = "Order A-1001", ["Reason"] = "At the request of the client", ["Code"] = "1234", ["Type"] = "1",
        ["RequestId"] = "019ab688-bef2-72c4-aa29-d0e08be76d95", ["IdentifiedBy"] = "branch 1", ["GrantType"] = "authorization_code",
        ["Grant"] = "read.email", ["State"] = "a1b2c3", ["Nonce"] = "d4e5f6", ["AuthorizationCode"] = "code-of-the-sign-in",
        ["AccessToken"] = "token-of-the-user", ["RefreshToken"] = "token-of-the-user",
        ["LifetimeSec"] = "86400", ["RecurringLifetimeMonth"] = "12", ["TimeoutAfterPaymentSec"] = "60", ["UserId"] = "user-1001",
        ["ExternalUserId"] = "user-1001", ["IdempotencyKey"] = "019ab688-bef2-72c4-aa29-d0e08be76d95",
        ["RegisteredPostalCode"] = "050000", ["ResidencePostalCode"] = "050000", ["RegisteredCity"] = "Almaty", ["ResidenceCity"] = "Almaty",
        ["RegisteredStreet"] = "Abay", ["ResidenceStreet"] = "Abay",
        ["RegisteredBuilding"] = "10", ["ResidenceBuilding"] = "10",
    };

    private static readonly FieldAttribute AnyText = new("");

    /// <summary>What the text has to be.</summary>
    public static string Format(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        string format = place.Kind switch
        {
            FieldKind.TextList => CsvMessages.FormatList,
            FieldKind.Integer => place.Words is null ? CsvMessages.FormatInteger : CsvMessages.FormatWord,
            FieldKind.Amount => CsvMessages.FormatAmount,
            FieldKind.AmountNumber => CsvMessages.FormatUnsignedAmount,
            FieldKind.Date => CsvMessages.FormatDate,
            FieldKind.DateTime => CsvMessages.FormatDateTime,
            FieldKind.Uuid => "UUID",
            FieldKind.Phone or FieldKind.PhoneDigits => CsvMessages.FormatPhone,
            FieldKind.Email => CsvMessages.FormatEmail,
            FieldKind.Country => CsvMessages.FormatCountry,
            FieldKind.Language => CsvMessages.FormatLanguage,
            FieldKind.Currency => CsvMessages.FormatCurrency,
            FieldKind.Iban => "IBAN",
            FieldKind.CardNumber => CsvMessages.FormatCardNumber,
            FieldKind.CardCode => CsvMessages.FormatCardCode,
            FieldKind.CardMonth => CsvMessages.FormatCardMonth,
            FieldKind.CardYear => CsvMessages.FormatCardYear,
            FieldKind.Flag or FieldKind.Boolean => CsvMessages.FormatFlag,
            FieldKind.Url => CsvMessages.FormatUrl,
            FieldKind.IpAddress => CsvMessages.FormatIpAddress,
            FieldKind.PdfFile => CsvMessages.FormatPdf,
            _ => CsvMessages.FormatText,
        };
        if (place.Single) format = CsvMessages.FormatSingle.With(format);
        if (field.IsSecret) format = CsvMessages.FormatHidden.With(format);
        return format;
    }

    /// <summary>Length, range, pattern, and what else the rules ask for.</summary>
    public static string Limits(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        var limits = new List<string>();
        // A cell that is not empty has a character.
        if (place.MaxLength == 1) limits.Add(CsvMessages.LengthIsOne);
        else if (place.MinLength > 0 && place.MinLength == place.MaxLength) limits.Add(CsvMessages.LengthIs.With(place.MinLength));
        else if (place.MinLength > 0 && place.MaxLength > 0) limits.Add(CsvMessages.LengthFromTo.With(place.MinLength, place.MaxLength));
        else if (place.MaxLength > 0) limits.Add(CsvMessages.LengthAtMost.With(place.MaxLength));
        else if (place.MinLength > 0) limits.Add(CsvMessages.LengthAtLeast.With(place.MinLength));
        if (place.Minimum is { } minimum && place.Maximum is { } maximum) limits.Add(CsvMessages.NumberFromTo.With(minimum, maximum));
        else if (place.Minimum is { } least) limits.Add(CsvMessages.NumberAtLeast.With(least));
        else if (place.Maximum is { } most) limits.Add(CsvMessages.NumberAtMost.With(most));
        if (place.Pattern is { } pattern) limits.Add(CsvMessages.Matches.With(pattern));
        if (place.Needs is { } other) limits.Add(CsvMessages.GoesWith.With(other));
        if (place.Unless is { } substitute) limits.Add(CsvMessages.NeededUnless.With(substitute));
        if (field.RefusesBlankIn(set)) limits.Add(CsvMessages.NoEmptyCell);
        return string.Join("; ", limits);
    }

    /// <summary>The values that are taken, or those that are known where others are taken too.</summary>
    public static string Values(CsvField field, string set)
    {
        FieldAttribute? place = field.PlaceIn(set);
        WordList? words = place?.Words is { } list ? WordList.Of(list) : null;
        if (place?.Values is { } closed) return words?.Explain(closed) ?? string.Join(", ", closed);
        if (words is not null) return CsvMessages.OpenValues.With(words.Explain(words.Words.Select(word => word.Code)));
        return field.KnownValues.Count > 0 ? CsvMessages.OpenValues.With(string.Join(", ", field.KnownValues)) : "";
    }

    /// <summary>A value that passes; null where none can be made up, such as the path of a file.</summary>
    public static string? Example(CsvField field, string set)
    {
        FieldAttribute place = field.PlaceIn(set) ?? AnyText;
        string?[] candidates =
        [
            place.Kind is FieldKind.Flag or FieldKind.Boolean ? "1"
                : place.Words is { } words ? WordList.Of(words).Words[0].Text
                : field.KnownValues.Count > 0 ? field.KnownValues[0]
                : null,
            place.Values?.FirstOrDefault(),
            place.Example, ByName.TryGetValue(field.Name, out string? named) ? named : null, ByKind(place.Kind), place.Minimum,
        ];
        return candidates.FirstOrDefault(text => text is not null && FieldRules.ToWire(place, text, out _) is not null);
    }

    /// <summary>
    /// What a sample row has in the column: what is optional stays empty, so that who copies the row downwards sends no more than is
    /// needed. Of two columns that may stand for each other it has the one that is needed without the other.
    /// </summary>
    public static string? Sample(CsvField field, string set) =>
        field.IsMandatoryIn(set) || field.RefusesBlankIn(set) || field.HasSubstituteIn(set) ? Example(field, set) : null;

    /// <summary>The rule in one phrase: what to write into the column.</summary>
    public static string Rule(CsvField field, string set)
    {
        var parts = new List<string> { Format(field, set) };
        if (Limits(field, set) is { Length: > 0 } limits) parts.Add(limits);
        if (Values(field, set) is { Length: > 0 } values)
        {
            parts.Add((field.PlaceIn(set)?.Values is null ? CsvMessages.KnownValues : CsvMessages.OneOf).With(values));
        }
        string rule = string.Join("; ", parts);
        return Example(field, set) is { } example ? CsvMessages.SuchAs.With(rule, example) : rule;
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
        FieldKind.Iban => "KZ79000KZT1234567890",
        FieldKind.CardNumber => "4405645000006150",
        FieldKind.CardCode => "653",
        FieldKind.CardMonth => "12",
        FieldKind.CardYear => "30",
        FieldKind.Url => "https://example.com/result",
        FieldKind.IpAddress => "203.0.113.7",
        _ => null,
    };
}
