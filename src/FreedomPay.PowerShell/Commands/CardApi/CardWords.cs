using FreedomPay.Fields;

namespace FreedomPay.Commands.CardApi;

/// <summary>Products under which clients are created and cards issued. Its own example has a product that the dictionary lacks.</summary>
internal sealed class CardProducts() : WordList("product_id",
    new("1000", "FreedomWallet", () => CardApiMessages.CardFreedomWallet),
    new("2000", "Instant", () => CardApiMessages.CardInstant),
    new("3000", "Electron", () => CardApiMessages.CardElectron));

/// <summary>Kinds of clients.</summary>
internal sealed class ClientTypes() : WordList("client.type",
    new("1", "Individual", () => CardApiMessages.Individual),
    new("2", "LegalEntity", () => CardApiMessages.LegalEntity),
    new("3", "IndividualEntrepreneur", () => CardApiMessages.IndividualEntrepreneur));

/// <summary>Residency of clients.</summary>
internal sealed class Residencies() : WordList("client.resident",
    new("1", "Resident", () => CardApiMessages.Resident),
    new("2", "NonResident", () => CardApiMessages.NonResident));

/// <summary>How far the execution of a request is. The wire has words here already.</summary>
internal sealed class RequestStates() : WordList("request_status",
    new("success", "success", () => CardApiMessages.RequestDone),
    new("process", "process", () => CardApiMessages.RequestUnderWay),
    new("error", "error", () => CardApiMessages.RequestFailed));

/// <summary>States of gift cards.</summary>
internal sealed class GiftCardStates() : WordList("gift_card_status",
    new("0", "Unknown", () => CardApiMessages.GiftCardUnknown),
    new("1", "Issued", () => CardApiMessages.GiftCardIssued),
    new("2", "Activated", () => CardApiMessages.GiftCardActivated),
    new("3", "Cancelled", () => CardApiMessages.GiftCardCancelled),
    new("4", "Blocked", () => CardApiMessages.GiftCardBlocked),
    new("5", "Expired", () => CardApiMessages.GiftCardExpired));
