using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Sandbox;

namespace FreedomPay.Commands.Sandbox;

/// <summary>Makes the sandbox misbehave, to see how a script takes it.</summary>
/// <remarks>
/// <para>Faults add up, and the first one that matches a request is used; Clear-FreedomPaySandboxFault takes them all back.</para>
/// </remarks>
/// <example>
/// <code>Set-FreedomPaySandboxFault -Kind AnswerLost -Count 1 -OperationId createPayment</code>
/// <para>Carries the next payment out and loses its answer.</para>
/// </example>
/// <example>
/// <code>Set-FreedomPaySandboxFault -Kind TooManyRequests -RetryAfter 2 -Probability 0.1</code>
/// <para>Refuses one request in ten and asks for a pause of two seconds.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPaySandboxFault", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetFreedomPaySandboxFaultCommand : SandboxFaultCommand
{
    /// <summary>What goes wrong.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public FreedomPaySandboxFaultKind Kind { get; set; }

    /// <summary>How often it happens, from 1; without end unless given.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Count { get; set; }

    /// <summary>Share of the matching requests that it hits, from 0 to 1; all unless given.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Probability { get; set; } = 1;

    /// <summary>Operations that it hits, by their names in Get-FreedomPayOperation, with wildcards; all unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OperationCompleter]
    public string OperationId { get; set; } = "*";

    /// <summary>How many matching requests pass before it begins.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>For Latency: milliseconds to wait before the answer, up to 600000.</summary>
    [Parameter]
    [ValidateRange(0, 600_000)]
    public int LatencyMilliseconds { get; set; } = 1000;

    /// <summary>For TooManyRequests: the text of the header Retry-After, seconds or an HTTP date.</summary>
    [Parameter]
    public string? RetryAfter { get; set; }

    /// <summary>For ServerError: the HTTP status, from 500 to 599.</summary>
    [Parameter]
    [ValidateRange(500, 599)]
    public int StatusCode { get; set; } = 503;

    private protected override string Action => SandboxMessages.SetSandboxFault.With(Kind, OperationId);

    private protected override Task SteerAsync(Uri sandbox, CancellationToken cancellation)
    {
        var fault = new SandboxFault
        {
            Kind = Kind switch
            {
                FreedomPaySandboxFaultKind.Latency => SandboxFaultKind.Latency,
                FreedomPaySandboxFaultKind.TooManyRequests => SandboxFaultKind.TooManyRequests,
                FreedomPaySandboxFaultKind.ServerError => SandboxFaultKind.ServerError,
                FreedomPaySandboxFaultKind.Reset => SandboxFaultKind.Reset,
                FreedomPaySandboxFaultKind.AnswerLost => SandboxFaultKind.AnswerLost,
                FreedomPaySandboxFaultKind.MalformedAnswer => SandboxFaultKind.MalformedAnswer,
                FreedomPaySandboxFaultKind.OversizedAnswer => SandboxFaultKind.OversizedAnswer,
                _ => SandboxFaultKind.WrongSignature,
            },
            Count = Count,
            Probability = Probability,
            OperationId = OperationId,
            Skip = Skip,
            LatencyMilliseconds = Kind is FreedomPaySandboxFaultKind.Latency ? LatencyMilliseconds : 0,
            RetryAfter = RetryAfter,
            StatusCode = StatusCode,
        };
        return SandboxClient.AddFaultAsync(sandbox, fault, cancellation);
    }
}
