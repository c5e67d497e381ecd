namespace FreedomPay.Operations;

/// <summary>Products under which clients are created and cards issued. Its own example has a product that the dictionary lacks.</summary>
internal sealed class CardProducts() : WordList("product_id",
    new("1000", "FreedomWallet", "Freedom Wallet card"),
    new("2000", "Instant", "Instant card"),
    new("3000", "Electron", "Electron card"));

/// <summary>Kinds of clients.</summary>
internal sealed class ClientTypes() : WordList("client.type",
    new("1", "Individual", "individual"),
    new("2", "LegalEntity", "legal entity"),
    new("3", "IndividualEntrepreneur", "individual entrepreneur"));

/// <summary>Residency of clients.</summary>
internal sealed class Residencies() : WordList("client.resident",
    new("1", "Resident", "resident"),
    new("2", "NonResident", "non-resident"));

/// <summary>How far the execution of a request is. The wire has words here already.</summary>
internal sealed class RequestStates() : WordList("request_status",
    new("success", "success", "done"),
    new("process", "process", "under way"),
    new("error", "error", "failed"));

/// <summary>States of gift cards.</summary>
internal sealed class GiftCardStates() : WordList("gift_card_status",
    new("0", "Unknown", "unknown"),
    new("1", "Issued", "issued"),
    new("2", "Activated", "activated"),
    new("3", "Cancelled", "cancelled"),
    new("4", "Blocked", "blocked"),
    new("5", "Expired", "expired"));
