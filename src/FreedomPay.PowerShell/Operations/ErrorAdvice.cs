using System.Globalization;
using System.Resources;

namespace FreedomPay.Operations;

/// <summary>What the codes of the API's errors mean and what to do about them, in the language of the user. The lists are those of the contract.</summary>
internal static class ErrorAdvice
{
    private static readonly ResourceManager Texts = new("FreedomPay.Texts.ErrorCodes", typeof(ErrorAdvice).Assembly);

    // By list, and in each by what is to be done.
    private static readonly Dictionary<string, string> Kinds = Lists(
        ("Pg", "Unsure", "0 475 600 1000 9999 10025 10026 11014 11052 12000 99999"),
        ("Pg", "Credentials", "100 101 1100 9997 9998"),
        ("Pg", "Settings", "110 8888 9992 9993 9994 9995 9996"),
        ("Pg", "State", "120 400 490 9013 10012 10035"),
        ("Pg", "Input", "200 700 701 711 9403 10030 10031 10040 11004 11005 11016 11021"),
        ("Pg", "Number", "340 11068"),
        ("Pg", "Support", "350 1999 2999 10016 10039 11000 11026 11054"),
        ("Pg", "Again", "360 365 8889 10003 10004 10008 10014 10018 10021 10024 11002 11007 11008 11010 11037 11049"),
        ("Pg", "Payer",
            "420 10001 10005 10007 10009 10010 10013 10017 10019 10022 10023 10032 10037 10038 10041 11001 11003 11006 11009 11011 " +
            "11023 11024 11027 11028 11036 11050 11053"),
        ("Pg", "Later", "465 466 470 850 10000 10029"),
        ("Pg", "Done", "9991 10011 10015 10033 10036 11013 11017 11018"),
        ("Pg", "Limit", "10006 10028 11012 11015 11019 11020 11022 11051"),
        ("Pg", "Amount", "10020"),
        ("Pg", "Clear", "10034 11025"),
        ("GiftCard", "Unsure", "-1"),
        ("GiftCard", "Input", "-2 -3 -4"),
        ("GiftCard", "Support", "-5 -9"),
        ("GiftCard", "Settings", "-6 -11"),
        ("GiftCard", "Card", "-7 -10"),
        ("GiftCard", "Again", "-8"),
        ("Installment", "Input", "1001"),
        ("Installment", "Number", "1002"),
        ("Installment", "Support", "1003"),
        ("Installment", "Unsure", "1004"),
        ("Async", "Number", "1202"),
        ("Async", "Input", "9403"),
        ("Async", "Payer", "10012 10045"),
        ("FreedomId", "SignIn", "100101"));

    /// <summary>Meaning and advice of a code; null where the lists do not have it.</summary>
    /// <param name="operationId">The operation that was refused.</param>
    /// <param name="api">Its family.</param>
    /// <param name="code">The code.</param>
    public static string? AdviceOf(string operationId, FreedomPayApi api, string? code)
    {
        if (code is null || ListsOf(operationId, api).FirstOrDefault(list => Kinds.ContainsKey($"{list}.{code}")) is not { } list) return null;
        string meaning = Texts.GetString($"{list}.{code}", CultureInfo.CurrentUICulture)!;
        string advice = Texts.GetString("Advice." + Kinds[$"{list}.{code}"], CultureInfo.CurrentUICulture)!;
        // Its payments have numbers and cmdlets of their own.
        if (api is FreedomPayApi.GatewayAsync) advice = advice.Replace("-FreedomPayPayment", "-FreedomPayAsyncPayment");
        return Messages.CodeMeans.With(code, meaning, advice);
    }

    /// <summary>Whether a code of the directory of payments says that the API does not know itself what became of a request.</summary>
    /// <param name="code">The code.</param>
    public static bool LeavesOpen(string code) => Kinds.TryGetValue("Pg." + code, out string? kind) && kind == "Unsure";

    // One code means one thing in one list only. The asynchronous part of the Gateway API has the codes of the gateway, but for its own.
    private static string[] ListsOf(string operationId, FreedomPayApi api) => api switch
    {
        FreedomPayApi.FreedomId => ["FreedomId"],
        FreedomPayApi.Card => OperationCatalog.Find(operationId)?.Protocol == "legacy-sign" ? ["GiftCard"] : [],
        FreedomPayApi.Merchant when operationId.IndexOf("Installment", StringComparison.Ordinal) >= 0 => ["Installment"],
        FreedomPayApi.Merchant or FreedomPayApi.Gateway => OperationCatalog.Find(operationId)?.Protocol is null or "pg" ? ["Pg"] : [],
        FreedomPayApi.GatewayAsync => ["Async", "Pg"],
        _ => [],
    };

    private static Dictionary<string, string> Lists(params (string List, string Kind, string Codes)[] entries) =>
        (from entry in entries from code in entry.Codes.Split(' ') select (Key: $"{entry.List}.{code}", entry.Kind))
            .ToDictionary(static one => one.Key, static one => one.Kind, StringComparer.Ordinal);
}
