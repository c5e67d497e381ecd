namespace FreedomPay;

/// <summary>What a journal says of a row.</summary>
public enum FreedomPayJournalState
{
    /// <summary>It was carried out.</summary>
    Succeeded,

    /// <summary>The API refused it, so it was not carried out.</summary>
    Failed,

    /// <summary>It did not reach the API.</summary>
    NotSent,

    /// <summary>It was about to be sent, or was sent, and what became of it is not recorded or not known.</summary>
    InDoubt,
}
