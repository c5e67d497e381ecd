using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>A payment that was made and that the bank has declined, which its state tells and no error.</summary>
internal static class DeclinedPayment
{
    /// <summary>The state of one.</summary>
    public const string State = "error";

    /// <summary>Why it failed; null for a payment that did not.</summary>
    public static RequestFailure? FailureOf(GatewayPayment payment) => payment.PaymentStatus is State
        ? new RequestFailure(
            GatewayMessages.PaymentDeclined.With(payment.PaymentId, payment.FailureDescription ?? State, payment.FailureCode ?? ""),
            ErrorAdvice.AdviceOf("gatewayPayByCard", FreedomPayApi.Gateway, payment.FailureCode) ?? GatewayMessages.PaymentDeclinedAdvice)
        : null;
}
