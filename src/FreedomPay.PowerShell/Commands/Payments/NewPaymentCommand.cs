using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>What every call that makes a payment takes, whoever pays and how.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class NewPaymentCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>The payer's IPv4 address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_ip"), Field("pg_user_ip", FieldKind.IpAddress)]
    public string? UserIp { get; set; }

    /// <summary>Address that is told the result, at most 255 characters; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_result_url"), Field("pg_result_url", FieldKind.Url, MaxLength = 255)]
    public string? ResultUrl { get; set; }

    /// <summary>Where the payer is sent after success, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_success_url"), Field("pg_success_url", FieldKind.Url, MaxLength = 255)]
    public string? SuccessUrl { get; set; }

    /// <summary>Where the payer is sent after failure, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_failure_url"), Field("pg_failure_url", FieldKind.Url, MaxLength = 255)]
    public string? FailureUrl { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param1"), Field("pg_param1", MaxLength = 255, Lines = true)]
    public string? Param1 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param2"), Field("pg_param2", MaxLength = 255, Lines = true)]
    public string? Param2 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param3"), Field("pg_param3", MaxLength = 255, Lines = true)]
    public string? Param3 { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => OrderSubject.Of(sent);
}
