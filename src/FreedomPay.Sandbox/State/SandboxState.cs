using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>Everything that a sandbox remembers. One gate guards it all, so that an effect and its ledger entry are one step.</summary>
internal sealed class SandboxState(Func<DateTimeOffset> clock, TimeSpan processingTime)
{
    public object Gate { get; } = new();

    public Ledger Ledger { get; } = new(clock);

    public CardRequests Cards { get; } = new(clock, processingTime);

    public GiftCards GiftCards { get; } = new();

    public IssuedCards IssuedCards { get; } = new(clock);

    public FreedomIdUsers Users { get; } = new();

    public FreedomIdTokens Tokens { get; } = new(clock);

    public FreedomIdLogins Logins { get; } = new(clock);

    public ProfileOrders Profiles { get; } = new(clock, processingTime);

    public Payments Payments { get; } = new(clock);

    public AsyncPayments AsyncPayments { get; } = new(clock);

    public Payouts Payouts { get; } = new(clock);

    public Transfers Transfers { get; } = new(clock);

    public Invoices Invoices { get; } = new(clock);

    public CustomerCards CustomerCards { get; } = new(clock);

    public RecurringProfiles RecurringProfiles { get; } = new(clock);

    public Installments Installments { get; } = new(clock);

    public FirstAnswers FirstAnswers { get; } = new();

    public DateTimeOffset Now => clock();

    /// <summary>Exceptions that reached the end of a request: always 0 unless the sandbox has a fault of its own.</summary>
    public int UnhandledExceptions { get; set; }

    /// <summary>What is wrong with a bearer token that the sandbox handed out, or did not; null when it may be used.</summary>
    public string? JudgeToken(string token, TokenUse use)
    {
        lock (Gate) return Tokens.Judge(token, use);
    }

    /// <summary>The payer has paid, an invoice too, or has signed a recurring profile, the receiver of a payout has used its page, or a user has saved a
    /// card. With the number of a test card it comes to what is documented of that card.</summary>
    public bool Pay(string paymentId, string? cardNumber = null)
    {
        TestCard? card = cardNumber is null ? null : TestCards.Of(cardNumber);
        return Payments.MarkPaid(paymentId, card) || Invoices.MarkPaid(paymentId, card) || Payouts.MarkPaid(paymentId, card)
            || CustomerCards.Save(paymentId, card) || RecurringProfiles.Sign(paymentId, card);
    }

    /// <summary>The holder of a card has passed 3-D Secure: the sender of a transfer, or who saves the card.</summary>
    public bool PassThreeDs(string paymentId) => Transfers.Pass(paymentId) || CustomerCards.Pass(paymentId);

    public void Reset()
    {
        lock (Gate)
        {
            Ledger.Clear();
            Cards.Clear();
            GiftCards.Clear();
            IssuedCards.Clear();
            Users.Clear();
            Tokens.Clear();
            Logins.Clear();
            Profiles.Clear();
            Payments.Clear();
            AsyncPayments.Reset();
            Payouts.Clear();
            Transfers.Clear();
            Invoices.Clear();
            CustomerCards.Clear();
            RecurringProfiles.Clear();
            Installments.Clear();
            FirstAnswers.Clear();
            UnhandledExceptions = 0;
        }
    }

    /// <summary>How much there is of everything; cheap even after a very long run.</summary>
    public JsonObject Counts(long requests)
    {
        lock (Gate)
        {
            return new JsonObject
            {
                ["requests"] = requests,
                ["ledger"] = Ledger.Entries.Count,
                ["effects"] = Ledger.Entries.Count(entry => entry.Effect),
                ["cardClients"] = Cards.Clients.Count,
                ["cardRequests"] = Cards.Requests.Count,
                ["cards"] = IssuedCards.Count,
                ["users"] = Users.Count,
                ["profileOrders"] = Profiles.Count,
                ["payments"] = Payments.Count,
                ["unhandledExceptions"] = UnhandledExceptions,
            };
        }
    }

    public JsonObject ToJson(long requests)
    {
        lock (Gate)
        {
            return new JsonObject
            {
                ["counts"] = Counts(requests),
                ["cardClients"] = Cards.ClientsJson(),
                ["cardRequests"] = Cards.RequestsJson(),
                ["cards"] = IssuedCards.ToJson(),
                ["users"] = Users.ToJson(),
                ["payments"] = Payments.ToJson(),
                ["async_payments"] = AsyncPayments.ToJson(),
                ["payouts"] = Payouts.ToJson(),
                ["transfers"] = Transfers.ToJson(),
                ["invoices"] = Invoices.ToJson(),
                ["customer_cards"] = CustomerCards.ToJson(),
                ["recurring_profiles"] = RecurringProfiles.ToJson(),
                ["profile_charges"] = RecurringProfiles.ChargesJson(),
                ["installments"] = Installments.ToJson(),
            };
        }
    }
}
