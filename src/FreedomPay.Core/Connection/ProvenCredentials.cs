namespace FreedomPay.Core.Connection;

/// <summary>The credentials of a connection that the API has accepted: an answer was signed with them, or, where none is signed, was a success.</summary>
internal sealed class ProvenCredentials
{
    private readonly bool[] proven = new bool[Enum.GetValues(typeof(CredentialKind)).Length];

    public bool Has(CredentialKind credential) => Volatile.Read(ref proven[(int)credential]);

    public void Add(CredentialKind credential) => Volatile.Write(ref proven[(int)credential], true);
}
