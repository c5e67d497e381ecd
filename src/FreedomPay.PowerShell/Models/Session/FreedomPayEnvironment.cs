namespace FreedomPay;

/// <summary>Where requests go.</summary>
public enum FreedomPayEnvironment
{
    /// <summary>The built-in simulator, in this process and on loopback: nothing leaves the machine.</summary>
    Sandbox,

    /// <summary>The test hosts of Freedom Pay (named for Kazakhstan and Kyrgyzstan).</summary>
    Test,

    /// <summary>The live hosts: real money.</summary>
    Production,

    /// <summary>An address given with <c>-BaseUri</c>.</summary>
    Custom,
}

/// <summary>The country in which the merchant or partner is registered; it chooses the host.</summary>
public enum FreedomPayRegion
{
    /// <summary>Kazakhstan.</summary>
    Kz,

    /// <summary>Kyrgyzstan.</summary>
    Kg,

    /// <summary>Uzbekistan.</summary>
    Uz,
}

/// <summary>Algorithm of the detached JWS of the Card API; its documentation has both.</summary>
public enum FreedomPayJwsAlgorithm
{
    /// <summary>HMAC with SHA-512, the only one that the dated page names.</summary>
    HS512,

    /// <summary>HMAC with SHA-256, which an undated page and the other API families use.</summary>
    HS256,
}
