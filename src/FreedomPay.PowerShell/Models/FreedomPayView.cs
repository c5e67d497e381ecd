using System.Management.Automation;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay;

/// <summary>What the views of the module show of a value. The value itself stays plain, so that a file, JSON and a comparison get no colour.</summary>
public static class FreedomPayView
{
    // Matched in whatever case the API writes; a state that is neither end nor way, such as refunded, and one that nobody knows have no colour.
    private static readonly Dictionary<string, string> Colors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["success"] = Good, ["succeeded"] = Good, ["ok"] = Good, ["completed"] = Good, ["activated"] = Good, ["Passed"] = Good,
        ["new"] = Open, ["process"] = Open, ["processing"] = Open, ["waiting"] = Open, ["pending"] = Open, ["partial"] = Open, ["accepted"] = Open,
        ["process_clearing"] = Open, ["waiting_3ds"] = Open, ["InDoubt"] = Open, ["Inconclusive"] = Open, ["Unknown"] = Open, ["Warning"] = Open,
        ["error"] = Bad, ["failed"] = Bad, ["incomplete"] = Bad, ["rejected"] = Bad, ["not_found"] = Bad, ["NotSent"] = Bad, ["revoked"] = Bad,
        ["cancelled"] = Bad, ["canceled"] = Bad, ["reversed"] = Bad, ["blocked"] = Bad, ["expired"] = Bad,
    };

    private const string Good = "Green";
    private const string Open = "Yellow";
    private const string Bad = "Red";

    /// <summary>A state, in colour where the host shows one: green for success, yellow for what is under way or in doubt, red for what failed.</summary>
    /// <param name="state">The state, as a text or a value of an enumeration.</param>
    /// <param name="engine">The <c>$ExecutionContext</c> of the view.</param>
    /// <param name="isFinal">Whether success is the end of it; money that is only held is under way.</param>
    /// <returns>The text.</returns>
    public static string? State(object? state, EngineIntrinsics? engine, bool isFinal = true)
    {
        string? text = Cell(state)?.ToString();
        return ColorOf(text, isFinal) is { } color && StyleOf(engine) is { } style
            ? $"{ValueOf(ValueOf(style, "Foreground"), color)}{text}{ValueOf(style, "Reset")}"
            : text;
    }

    /// <summary>An amount with its currency, such as <c>1500.50 KZT</c>.</summary>
    /// <param name="amount">The amount; null for none.</param>
    /// <param name="currency">The currency; null where it is not known.</param>
    /// <returns>The text, or null without an amount.</returns>
    public static string? Money(object? amount, string? currency) =>
        amount?.ToString() is { Length: > 0 } text ? string.IsNullOrEmpty(currency) ? text : Visible.Of($"{text} {currency}") : null;

    /// <summary>A value, with what would steer a terminal made visible where it is a text, alone or in a list. The API may answer with anything.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text, or the value itself where it is none.</returns>
    public static object? Cell(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => Visible.Of(text),
        object[] list => Array.ConvertAll(list, Cell),
        // A list or an object of ours shows itself, as long as there is nothing to make visible.
        IEnumerable<string> texts when texts.Any(static text => text?.Any(Visible.IsSteering) == true) => texts.Select(Visible.Of).ToArray(),
        { } own when own.GetType().Namespace == nameof(FreedomPay) && own.ToString() is { } text && text.Any(Visible.IsSteering) => Visible.Of(text),
        _ => value,
    };

    /// <summary>The colour of a state, by its name in <c>$PSStyle.Foreground</c>; null for none.</summary>
    internal static string? ColorOf(string? state, bool isFinal = true) =>
        state is null || !Colors.TryGetValue(state, out string? color) ? null : color == Good && !isFinal ? Open : color;

    /// <summary>
    /// <c>$PSStyle</c>, where text in colour may go out. Windows PowerShell has none; a host may not know what to do with an escape
    /// sequence. PowerShell strips colours off what goes to a file or a text, but not off a console that somebody else has redirected.
    /// </summary>
    private static object? StyleOf(EngineIntrinsics? engine) =>
        engine?.SessionState.PSVariable.GetValue("PSStyle") is { } style
            && engine.Host.UI is { SupportsVirtualTerminal: true }
            && ValueOf(style, "OutputRendering")?.ToString() switch
        {
            "Ansi" => true,
            "Host" => !(engine.Host.Name == "ConsoleHost" && Console.IsOutputRedirected),
            _ => false,
        }
            ? style
            : null;

    private static object? ValueOf(object? item, string property) => item is null ? null : PSObject.AsPSObject(item).Properties[property]?.Value;
}
