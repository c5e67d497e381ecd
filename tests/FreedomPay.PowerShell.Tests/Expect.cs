namespace FreedomPay.PowerShell.Tests;

/// <summary>Fails with every fault that was found, not with the first few.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> faults)
    {
        string[] found = [.. faults];
        Assert.True(found.Length == 0, $"{found.Length} found:\n    {string.Join("\n    ", found)}");
    }
}
