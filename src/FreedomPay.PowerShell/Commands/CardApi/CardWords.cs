using FreedomPay.Fields;

namespace FreedomPay.Commands.CardApi;

/// <summary>Products under which clients are created and cards issued. Its own example has a product that the dictionary lacks.</summary>
internal sealed class CardProducts() : WordList("product_id",
    new("1000", "FreedomWallet", () => Messages.CardFreedomWallet),
    new("2000", "Instant", () => Messages.CardInstant),
    new("3000", "Electron", () => Messages.CardElectron));

/// <summary>Kinds of clients.</summary>
internal sealed class ClientTypes() : WordList("client.type",
    new("1", "Individual", () => Messages.Individual),
    new("2", "LegalEntity", () => Messages.LegalEntity),
    new("3", "IndividualEntrepreneur", () => Messages.IndividualEntrepreneur));

/// <summary>Residency of clients.</summary>
internal sealed class Residencies() : WordList("client.resident",
    new("1", "Resident", () => Messages.Resident),
    new("2", "NonResident", () => Messages.NonResident));

/// <summary>How far the execution of a request is. The wire has words here already.</summary>
internal sealed class RequestStates() : WordList("request_status",
    new("success", "success", () => Messages.RequestDone),
    new("process", "process", () => Messages.RequestUnderWay),
    new("error", "error", () => Messages.RequestFailed));

/// <summary>States of gift cards.</summary>
internal sealed class GiftCardStates() : WordList("gift_card_status",
    new("0", "Unknown", () => Messages.GiftCardUnknown),
    new("1", "Issued", () => Messages.GiftCardIssued),
    new("2", "Activated", () => Messages.GiftCardActivated),
    new("3", "Cancelled", () => Messages.GiftCardCancelled),
    new("4", "Blocked", () => Messages.GiftCardBlocked),
    new("5", "Expired", () => Messages.GiftCardExpired));
