namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Partner API.</summary>
internal sealed class PartnerLists : FamilyLists
{
    public override string Family => "partner";

    public override IReadOnlyList<string> StillToCome { get; } =
    [
        "addRates",
        "addClientWithProduct",
        "getClientRequestStatus",
        "createTerminal",
        "addProductToClient",
        "addClientUser",
        "addWallet",
        "blockWallet",
        "getWalletStatement",
        "getAccountPaymentStatus",
        "getAccountBatchStatuses",
        "getPartnerInvoiceInfo",
        "getRemittanceFees",
    ];
}
