using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pages that a browser opens by an address with signed fields: no call is needed to make it.</summary>
internal static class SignedLinks
{
    // The payer, and what he pays for, may be shown to the payer.
    private static readonly string[] OfPayer = ["pg_user_", "pg_receipt_positions["];
    private static readonly Redactor OfNobody = new([]);

    /// <summary>Makes the address of a row, unless it would show what must not be seen: an address lies open in mails, histories and logs.</summary>
    /// <param name="row">The row; it gets the address.</param>
    /// <param name="client">Has the secret that signs.</param>
    /// <param name="request">Its request.</param>
    public static ApiOutcome Make(Row row, ApiClient client, ApiRequest request)
    {
        if (SecretIn(row, client, request) is { } field)
        {
            return RowOutcomes.NotSent(row.Known, MerchantMessages.LinkWouldShow.With(row.Operation.OperationId, field));
        }

        var opened = new ApiRequest
        {
            OperationId = request.OperationId,
            Method = "GET",
            Path = request.Path,
            Route = request.Route,
            Safety = request.Safety,
            Body = request.Body,
            Fields = request.Fields,
            RequestId = request.RequestId,
            SensitiveFields = request.SensitiveFields,
            SecretFields = request.SecretFields,
        };
        row.Link = client.SignedAddress(opened, out ApiOutcome? refusal);
        return refusal ?? new ApiOutcome { State = OutcomeState.Succeeded, OperationId = request.OperationId, RequestId = request.RequestId, Answer = [] };
    }

    // The name of a field that is, or holds, a card number or a secret.
    private static string? SecretIn(Row row, ApiClient client, ApiRequest request) =>
        (from field in PgForm.Fields(request.Body ?? [])
         let leaf = field.Key.Substring(field.Key.LastIndexOf('[') + 1).TrimEnd(']')
         where row.HiddenLeaves.Contains(leaf)
            || (Redactor.IsSensitiveName(leaf) && !OfPayer.Any(shown => field.Key.StartsWith(shown, StringComparison.Ordinal)))
            || Redactor.HoldsCardNumber(field.Value)
            // What only this connection masks is a secret of it.
            || client.Redactor.Text(field.Value) != OfNobody.Text(field.Value)
         select field.Key).FirstOrDefault();
}
