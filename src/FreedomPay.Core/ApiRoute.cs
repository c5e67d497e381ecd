namespace FreedomPay.Core;

/// <summary>How a request gets to the server: protocol, whose credential, which host.</summary>
/// <param name="Protocol">The wire protocol.</param>
/// <param name="Credential">The credential that authenticates it.</param>
/// <param name="Host">The host of the connection that it goes to.</param>
/// <param name="JwsAlgorithm">For jws; null takes the connection's.</param>
/// <param name="JwsHeader">For jws: the members of the protected header.</param>
/// <param name="HasStatusHeader">Whether an answer says in its headers whose it is and how its request went, so that its body tells of the thing.</param>
public sealed record ApiRoute(
    WireProtocol Protocol, CredentialKind Credential, ApiHost Host = ApiHost.Api, JwsAlgorithm? JwsAlgorithm = null,
    JwsHeaderForm JwsHeader = JwsHeaderForm.AuthId, bool HasStatusHeader = false);
