using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;
using FreedomPay.Commands.FreedomId;
using FreedomPay.Commands.Sandbox;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;
using FreedomPay.Sandbox;

namespace FreedomPay.Commands.Session;

/// <summary>Makes a connection to Freedom Pay and the default of this runspace.</summary>
/// <remarks>
/// <para>
/// Nothing is sent. Credentials are PSCredential and SecureString, as every vault gives them. For each that is left out the
/// environment is asked, for unattended runs: FREEDOMPAY_ENVIRONMENT, FREEDOMPAY_REGION, FREEDOMPAY_BASE_URI,
/// FREEDOMPAY_PASSPORT_URI, FREEDOMPAY_CUSTOMER_URI; FREEDOMPAY_PARTNER_ID and FREEDOMPAY_PARTNER_SECRET; likewise
/// FREEDOMPAY_MERCHANT_, FREEDOMPAY_PAYOUT_ and FREEDOMPAY_FREEDOM_ID_ with ID and SECRET; FREEDOMPAY_FREEDOM_ID_TOKEN. The
/// sandbox has credentials of its own and takes nothing from the environment.
/// </para>
/// <para>
/// What is given and is null or empty is refused, and not taken from the environment: a vault that returns nothing must not lead to another
/// merchant. A secret of fewer than four characters is refused too, because it could not be masked.
/// </para>
/// <para>
/// Without -Proxy the proxies of the environment (HTTPS_PROXY, ALL_PROXY, NO_PROXY) and of the system are used, as by Invoke-RestMethod.
/// Requests to this machine, such as those to the sandbox, never go through a proxy. about_FreedomPay_Connections tells of proxies that ask
/// for a password and of private certificate authorities.
/// </para>
/// <para>
/// With -FreedomIdLogin a user signs in with Freedom ID at this machine: the browser opens, comes back to a port of 127.0.0.1, and the
/// tokens stay in the connection, which renews them before they end. Only then is something sent. The redirect is accepted once, from
/// the sign-in that is under way, within -LoginTimeoutSec; whatever else comes to the port is refused and waited on. The link is printed as
/// well, for a browser that does not start. Ctrl+C ends the wait.
/// </para>
/// <para>Each runspace has its own default; give -Connection where ForEach-Object -Parallel or jobs run cmdlets.</para>
/// </remarks>
/// <example>
/// <code>Connect-FreedomPay -Environment Sandbox</code>
/// <para>Starts the built-in simulator and connects to it. No credentials are needed.</para>
/// </example>
/// <example>
/// <code>Connect-FreedomPay -BaseUri (Start-FreedomPaySandbox).BaseUri -Partner ([pscredential]::new('100200', (ConvertTo-SecureString
/// 'sandbox-partner-secret' -AsPlainText -Force))) -PassThru</code>
/// <para>Connects to an address with a partner's credentials. In production the credential comes from a vault, such as -Partner (Get-Secret
/// FreedomPayPartner).</para>
/// </example>
/// <example>
/// <code>Connect-FreedomPay -Environment Sandbox -FreedomIdLogin -RedirectPort 8400; Request-FreedomIdProfile | Get-FreedomIdProfile -Wait</code>
/// <para>Signs a user in through the browser and reads the user's profile. The sandbox asks for no password and sends the browser back at once.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommunications.Connect, "FreedomPay")]
[OutputType(typeof(FreedomPayConnection))]
public sealed class ConnectFreedomPayCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Sandbox (the built-in simulator, started if none runs), Test or Production. Required unless -BaseUri is given.</summary>
    [Parameter(Position = 0)]
    [NamedValue(typeof(FreedomPayEnvironment), AsText = true), EnvironmentCompleter]
    public string? Environment { get; set; }

    /// <summary>Country of the merchant or partner: Kz (default), Kg or Uz. The documentation names no test host for Uz.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPayRegion))]
    public FreedomPayRegion? Region { get; set; }

    /// <summary>Another address of the API, https; plain http only to this machine.</summary>
    [Parameter]
    [Address]
    public Uri? BaseUri { get; set; }

    /// <summary>Another address of Freedom ID, https; plain http only to this machine.</summary>
    [Parameter]
    [Address]
    public Uri? PassportUri { get; set; }

    /// <summary>Another address of the payment pages, to which Confirm-FreedomPayGooglePayPayment sends, https; plain http only to this machine.</summary>
    [Parameter]
    [Address]
    public Uri? CustomerUri { get; set; }

    /// <summary>The partner's auth_id and secret, for the Card and Partner API.</summary>
    [Parameter]
    public PSCredential? Partner { get; set; }

    /// <summary>Algorithm that signs requests to the Card API: HS512 (default) or HS256; the documentation has both.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPayJwsAlgorithm))]
    public FreedomPayJwsAlgorithm JwsAlgorithm { get; set; }

    /// <summary>The merchant's id and its secret for receiving payments, for the Merchant and Gateway API.</summary>
    [Parameter]
    public PSCredential? Merchant { get; set; }

    /// <summary>The merchant's id and its secret for payouts.</summary>
    [Parameter]
    public PSCredential? Payout { get; set; }

    /// <summary>
    /// The auth_id of the merchant's signed JSON requests (invoices, recurring profiles, installments, asynchronous payments), where it is not the
    /// merchant's id. The documentation does not say what it is.
    /// </summary>
    [Parameter]
    public string? MerchantAuthId { get; set; }

    /// <summary>
    /// The secret that signs requests for which no page of the documentation names one: Payment, Payout or Partner. The likeliest of each unless
    /// given; a cmdlet with -Secret of its own takes that.
    /// </summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    /// <summary>The client id and client secret of Freedom ID.</summary>
    [Parameter]
    public PSCredential? FreedomId { get; set; }

    /// <summary>A bearer token for Freedom ID user provisioning.</summary>
    [Parameter]
    public SecureString? FreedomIdToken { get; set; }

    /// <summary>Signs a user in with Freedom ID through the browser, and keeps the tokens in the connection. Needs the client id and secret,
    /// -FreedomId.</summary>
    [Parameter]
    public SwitchParameter FreedomIdLogin { get; set; }

    /// <summary>With -FreedomIdLogin, the rights that the user is asked for, separated by commas; read.profile unless given.</summary>
    [Parameter]
    [PlainText, GrantCompleter]
    public string FreedomIdGrant { get; set; } = "read.profile";

    /// <summary>With -FreedomIdLogin, the port of 127.0.0.1 to which the browser comes back, from 1 to 65535; 8400 unless given.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int RedirectPort { get; set; } = 8400;

    /// <summary>
    /// With -FreedomIdLogin, the path of the address to which the browser comes back, such as /callback; one that nobody can guess unless given.
    /// Give it where Freedom ID has your address on a list and takes no other: http://127.0.0.1:8400/callback. The protocol has no other place for a
    /// value that ties the redirect to this sign-in, so any page that this browser opens while you sign in could bring a code of its own; go on
    /// only if the profile that you read then is that of the user.
    /// </summary>
    [Parameter]
    [ValidatePattern("^/[A-Za-z0-9._~/-]{1,200}$")]
    public string? RedirectPath { get; set; }

    /// <summary>With -FreedomIdLogin, seconds to wait for the browser, from 1 to 3600; 300 unless given.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int LoginTimeoutSec { get; set; } = 300;

    /// <summary>With -FreedomIdLogin, starts no browser: open the link that is printed, in a browser of this machine.</summary>
    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Requests in flight at the same time for operations that only read, from 1 to 256; 8 unless given.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Seconds that one attempt of a request may take, from 1 to 3600; 30 unless given.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>How often a request that may be repeated is repeated, from 0 to 10; 3 unless given.</summary>
    [Parameter]
    [ValidateRange(0, 10)]
    public int MaxRetryCount { get; set; } = 3;

    /// <summary>Address of a proxy, such as http://proxy.example.com:3128; that of the environment or the system unless given. Requests to this
    /// machine never go through one.</summary>
    [Parameter]
    [Address]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy of -Proxy.</summary>
    [Parameter]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Gives the account that PowerShell runs as to the proxy of -Proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Returns the connection, to give it to -Connection elsewhere.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RefuseNothing();
        FreedomPayEnvironment? named = (FreedomPayEnvironment?)NamedValueAttribute.Find(typeof(FreedomPayEnvironment), Environment ?? "")
            ?? FromEnvironment<FreedomPayEnvironment>("ENVIRONMENT");
        Uri? address = BaseUri ?? (named is FreedomPayEnvironment.Sandbox ? null : UriFromEnvironment("BASE_URI"));
        if (named is null or FreedomPayEnvironment.Custom && address is null)
        {
            Throw("EnvironmentMissing", SessionMessages.EnvironmentMissing, SessionMessages.EnvironmentMissingAdvice);
        }

        FreedomPayEnvironment environment = named ?? FreedomPayEnvironment.Custom;
        FreedomPayRegion region = Region
            ?? (environment is FreedomPayEnvironment.Sandbox ? null : FromEnvironment<FreedomPayRegion>("REGION"))
            ?? FreedomPayRegion.Kz;
        SandboxServer? sandbox = environment is FreedomPayEnvironment.Sandbox && address is null ? LocalSandbox.Start(0) : null;
        Uri baseUri = address ?? sandbox?.BaseUri ?? HostOf(environment, region);
        Uri? passportUri = Other(PassportUri, "PASSPORT_URI", "https://passport.freedompay.kz");
        Uri? customerUri = Other(CustomerUri, "CUSTOMER_URI", "https://customer.freedompay." + region.ToString().ToLowerInvariant());
        bool isSandbox = environment is FreedomPayEnvironment.Sandbox;
        SandboxCredentials? own = isSandbox ? sandbox?.Credentials ?? new SandboxCredentials() : null;

        try
        {
            var settings = new ConnectionSettings
            {
                BaseUri = baseUri,
                PassportUri = passportUri,
                CustomerUri = customerUri,
                Partner = Credential("-Partner", Partner, "PARTNER", own?.PartnerId, own?.PartnerSecret),
                Merchant = Credential("-Merchant", Merchant, "MERCHANT", own?.MerchantId, own?.MerchantSecret),
                Payout = Credential("-Payout", Payout, "PAYOUT", own?.MerchantId, own?.PayoutSecret),
                MerchantAuthId = MerchantAuthId is not null ? Checked("-MerchantAuthId", MerchantAuthId)
                    : own is null && Variable("MERCHANT_AUTH_ID") is { } id ? Checked("FREEDOMPAY_MERCHANT_AUTH_ID", id) : null,
                FreedomIdClient = Credential("-FreedomId", FreedomId, "FREEDOM_ID", own?.FreedomIdClientId, own?.FreedomIdClientSecret),
                FreedomIdToken = FreedomIdToken is not null ? SecretOf("-FreedomIdToken", FreedomIdToken, isToken: true)
                    : own?.FreedomIdToken is { } token ? new Secret(token)
                    : Variable("FREEDOM_ID_TOKEN") is { } variable ? SecretOf("FREEDOMPAY_FREEDOM_ID_TOKEN", variable, isToken: true) : null,
                JwsAlgorithm = JwsAlgorithm is FreedomPayJwsAlgorithm.HS256 ? Core.JwsAlgorithm.HS256 : Core.JwsAlgorithm.HS512,
                Timeout = TimeSpan.FromSeconds(TimeoutSec),
                MaxRetryCount = MaxRetryCount,
                Proxy = ProxyOf(),
            };
            var connection = new FreedomPayConnection(new ApiClient(settings))
            {
                Environment = environment,
                Region = region,
                ThrottleLimit = ThrottleLimit,
                Secret = Secret,
            };
            if (FreedomIdLogin)
            {
                new FreedomIdSignIn(this, connection, stop.Token)
                    .Run(FreedomIdGrant, RedirectPort, RedirectPath, TimeSpan.FromSeconds(LoginTimeoutSec), NoBrowser);
            }
            RunspaceState.Current.Connection = connection;
            WriteVerbose(SessionMessages.Connected.With(connection));
            if (PassThru) WriteObject(connection);
        }
        catch (ArgumentException error)
        {
            Throw("InvalidAddress", error.Message, SessionMessages.InvalidAddressAdvice);
        }

        // Of the test hosts the documentation names none but that of the API.
        Uri? Other(Uri? given, string variable, string inProduction) => given
            ?? (environment is FreedomPayEnvironment.Sandbox ? null : UriFromEnvironment(variable))
            ?? (environment is FreedomPayEnvironment.Production ? new Uri(inProduction) : environment is FreedomPayEnvironment.Test ? null : baseUri);
    }

    private static string? Variable(string name) => System.Environment.GetEnvironmentVariable("FREEDOMPAY_" + name) is { Length: > 0 } value ? value : null;

    // A parameter whose variable holds nothing, or a vault that returns nothing, means something: not what would count without it.
    private void RefuseNothing()
    {
        foreach (KeyValuePair<string, object?> given in MyInvocation.BoundParameters)
        {
            if (given.Value is string text ? !string.IsNullOrWhiteSpace(text) : given.Value is not null && !ReferenceEquals(given.Value, AutomationNull.Value))
            {
                continue;
            }
            bool isCredential = given.Key is nameof(Partner) or nameof(Merchant) or nameof(Payout)
                or nameof(FreedomId) or nameof(FreedomIdToken) or nameof(ProxyCredential);
            Throw(
                isCredential ? "InvalidCredential" : "InvalidInput", SessionMessages.CredentialIs.With("-" + given.Key, SessionMessages.GivenIsNothing),
                SessionMessages.GivenIsNothingAdvice);
        }
    }

    private ProxySettings? ProxyOf()
    {
        bool hasCredential = ProxyCredential is not null;
        if (Proxy is null)
        {
            if (hasCredential || ProxyUseDefaultCredentials)
            {
                Throw(
                    "InvalidInput", SessionMessages.ProxyMissing.With(hasCredential ? "-ProxyCredential" : "-ProxyUseDefaultCredentials"),
                    SessionMessages.ProxyMissingAdvice);
            }
            return null;
        }

        if (hasCredential && ProxyUseDefaultCredentials)
        {
            Throw("InvalidInput", SessionMessages.ProxyCredentialTwice, SessionMessages.ProxyCredentialTwiceAdvice);
        }
        try
        {
            return new ProxySettings
            {
                Address = Proxy,
                Credential = hasCredential
                    ? new Credential(Checked("-ProxyCredential", ProxyCredential!.UserName), SecretOf("-ProxyCredential", ProxyCredential.Password, least: 1))
                    : null,
                UseDefaultCredentials = ProxyUseDefaultCredentials,
            };
        }
        catch (ArgumentException error)
        {
            Throw("InvalidAddress", error.Message, SessionMessages.ProxyAddressAdvice);
            return null;
        }
    }

    // SecureString is decrypted once, here; from now on the secret lives in a type that never prints.
    private Secret SecretOf(string name, SecureString? text, bool isToken = false, int least = Redactor.LeastOfSecret) =>
        SecretOf(name, text is null ? "" : new System.Net.NetworkCredential("", text).Password, isToken, least);

    // One that is too short to be masked would show in errors, and is a slip anyway.
    private Secret SecretOf(string name, string text, bool isToken = false, int least = Redactor.LeastOfSecret)
    {
        string secret = Checked(name, text, isToken);
        if (secret.Length < least)
        {
            Throw(
                "InvalidCredential", SessionMessages.CredentialIs.With(name, SessionMessages.CredentialTooShort.With(least)), SessionMessages.CredentialAdvice);
        }
        return new Secret(secret);
    }

    private Credential? Credential(string name, PSCredential? given, string variable, string? ownId, string? ownSecret)
    {
        if (given is not null) return new Credential(Checked(name, given.UserName), SecretOf(name, given.Password));
        if (ownId is not null && ownSecret is not null) return new Credential(ownId, new Secret(ownSecret));
        return Variable(variable + "_ID") is { } id && Variable(variable + "_SECRET") is { } secret
            ? new Credential(Checked($"FREEDOMPAY_{variable}_ID", id), SecretOf($"FREEDOMPAY_{variable}_SECRET", secret))
            : null;
    }

    // A line break in a header would end it, and what follows would be another request.
    private string Checked(string name, string? text, bool isToken = false)
    {
        text ??= "";
        string? fault = text.All(static c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format) ? SessionMessages.CredentialIsEmpty
            : text.Any(char.IsControl) ? SessionMessages.CredentialHasLineBreak
            : FieldRules.IsMasked(text) ? SessionMessages.CredentialIsMasked
            : FieldRules.HoldsHalfACharacter(text) ? Messages.FieldHasHalfACharacter
            : isToken && text.Any(static c => c is <= ' ' or > '~') ? Messages.FieldHasNoTokenCharacter : null;
        if (fault is not null) Throw("InvalidCredential", SessionMessages.CredentialIs.With(name, fault), SessionMessages.CredentialAdvice);
        return text;
    }

    private Uri HostOf(FreedomPayEnvironment environment, FreedomPayRegion region)
    {
        bool test = environment is FreedomPayEnvironment.Test;
        if (test && region is FreedomPayRegion.Uz) Throw("NoTestHost", SessionMessages.NoTestHost, SessionMessages.NoTestHostAdvice);
        return new Uri($"https://{(test ? FreedomPayConnection.TestHost : "api.freedompay.")}{region.ToString().ToLowerInvariant()}");
    }

    private T? FromEnvironment<T>(string name)
        where T : struct, Enum
    {
        if (Variable(name) is not { } value) return null;
        if (NamedValueAttribute.Find(typeof(T), value) is T result) return result;
        Throw("InvalidVariable", Shown(name, value), SessionMessages.VariableAdviceOneOf.With(string.Join(", ", Enum.GetNames(typeof(T)))));
        return null;
    }

    private Uri? UriFromEnvironment(string name)
    {
        if (Variable(name) is not { } value) return null;
        if (Uri.TryCreate(value, UriKind.Absolute, out Uri? uri)) return uri;
        Throw("InvalidVariable", Shown(name, value), SessionMessages.VariableAdviceAddress);
        return null;
    }

    // A secret may have got into the wrong variable, with an address for example.
    private static string Shown(string name, string value) => SessionMessages.VariableIs.With(name, new Redactor([]).Line(value));

    [DoesNotReturn]
    private void Throw(string reason, string message, string action) =>
        ErrorRecords.Throw(this, new FreedomPayException(reason, message), action, ErrorCategory.InvalidArgument, null);
}
