namespace FreedomPay.Sandbox;

/// <summary>How a sandbox is started.</summary>
public sealed record SandboxOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the sandbox accepts as credentials.</summary>
    public SandboxCredentials Credentials { get; init; } = new();

    /// <summary>How long a card request stays in <c>process</c> before its outcome shows.</summary>
    public TimeSpan ProcessingTime { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The clock of the sandbox; the system clock when null. A function, because .NET Framework has no TimeProvider.</summary>
    public Func<DateTimeOffset>? Clock { get; init; }

    /// <summary>Seed of every random decision (fault probabilities), so that a run can be repeated.</summary>
    public int Seed { get; init; } = 20250305;
}
