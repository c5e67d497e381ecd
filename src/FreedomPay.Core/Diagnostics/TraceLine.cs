namespace FreedomPay.Core.Diagnostics;

/// <summary>One masked line of what happens on the wire.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsWire">Whether it shows headers and bodies; else it sums up one request.</param>
public sealed record TraceLine(string Text, bool IsWire);
