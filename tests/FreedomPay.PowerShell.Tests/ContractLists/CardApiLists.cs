namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Card API.</summary>
internal sealed class CardApiLists : FamilyLists
{
    public override string Family => "card";

    public override Dictionary<(string OperationId, string WireName), string> NotInTheFieldList { get; } = new()
    {
        [("issueCard", "client_id")] = "Create client says that its client_id is used later to issue cards; the draft of this operation does not show where.",
    };
}
