using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>What the states of transfers mean.</summary>
internal static class Transfers
{
    /// <summary>The state of one that has failed.</summary>
    public const string Failed = "error";

    /// <summary>The state of one that waits for its sender, or for the bank.</summary>
    public const string UnderWay = "process";

    /// <summary>Why a transfer that the API took is a failure nevertheless; null where it is none.</summary>
    public static RequestFailure? FailureOf(GatewayTransfer transfer) => transfer.PaymentStatus == Failed
        ? new RequestFailure(
            GatewayMessages.TransferFailed.With(transfer.TransferId, transfer.OrderId, WordsOf(transfer)), GatewayMessages.TransferFailedAdvice)
        : null;

    private static string WordsOf(GatewayTransfer transfer) => (transfer.FailureCode, transfer.FailureDescription) switch
    {
        ({ Length: > 0 } code, { Length: > 0 } text) => $"{code}, {text.TrimEnd('.', ' ')}",
        ({ Length: > 0 } code, _) => code,
        (_, { Length: > 0 } text) => text.TrimEnd('.', ' '),
        _ => Failed,
    };
}
