using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Creates a client of the Card API, to whom cards can then be issued.</summary>
/// <remarks>
/// <para>
/// The API answers that it has taken the request; the client_id comes with Get-FreedomPayCardRequest or
/// Wait-FreedomPayCardRequest. Version 2 (the default) and version 1 are different operations with different fields;
/// -Phone and -Resident choose version 1.
/// </para>
/// <para>
/// Safety: the API refuses a repeated request id, so a request whose answer is lost is not sent again; its state is asked for.
/// Which fields version 2 requires is not documented; a product and a name are required here.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId FreedomWallet -FirstName Ivan -LastName Ivanov -Citizenship KAZ -Idn 790315300100 -Type Individual</code>
/// <para>Creates one client with version 2.</para>
/// </example>
/// <example>
/// <code>Import-Csv clients.csv | New-FreedomPayCardClient | Wait-FreedomPayCardRequest | Export-Csv created.csv</code>
/// <para>Creates a client for each row of a file, whose columns have the names of the parameters or of the API (fn_id, ln_id, …), and saves their ids.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Type Individual -Phone +77011234567 -Resident Resident
/// -RegisteredAddress @{ Country = 'KAZ'; City = 'Almaty' }</code>
/// <para>Creates one client with version 1, whose address is a hashtable; a file has it in columns such as RegisteredCity or address1.address_line1.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-client-24591671e0">Create client (version 2)</seealso>
/// <seealso href="https://docs.freedompay.kz/api-12074751">Create client (version 1)</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayCardClient", SupportsShouldProcess = true, DefaultParameterSetName = V2)]
[OutputType(typeof(CardRequest))]
[Operation("createCardClientV2", "POST", "/v5/card-api/client/add_v2", FreedomPayApi.Card, FreedomPaySafety.Refuse, Set = V2, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
[Operation("createCardClient", "POST", "/v5/card-api/client/add", FreedomPayApi.Card, FreedomPaySafety.Refuse, Set = V1, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status"])]
public sealed class NewFreedomPayCardClientCommand : CardRequestCommand
{
    private const string V1 = "V1";
    private const string V2 = "V2";

    /// <summary>Product under which the client is created: FreedomWallet (1000), Instant (2000), Electron (3000), or the code of another one, a whole
    /// number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("product_id"), Field("product_id", FieldKind.Integer, Words = typeof(CardProducts))]
    public string? ProductId { get; set; }

    /// <summary>Branch of the partner; six digits in the documented example.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("branch_id"), Field("branch_id", FieldKind.Id)]
    public string? BranchId { get; set; }

    /// <summary>First name in Latin letters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("fn_id", "first_name"), Field("client.fn_id", Set = V2, Latin = true), Field("client.first_name", Set = V1, Latin = true)]
    public string? FirstName { get; set; }

    /// <summary>Last name in Latin letters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("ln_id", "last_name"), Field("client.ln_id", Set = V2, Latin = true), Field("client.last_name", Set = V1, Latin = true)]
    public string? LastName { get; set; }

    /// <summary>Kind of client: Individual (1), LegalEntity (2), IndividualEntrepreneur (3); version 2 takes the code of another one too. Required by
    /// version 1.</summary>
    [Parameter(ParameterSetName = V2, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = V1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Field("client.type", FieldKind.Integer, Set = V2, Words = typeof(ClientTypes), Example = "1"), Field("client.type", FieldKind.Integer, Set = V1,
        Words = typeof(ClientTypes), Values = ["1", "2", "3"], Example = "1")]
    public string? Type { get; set; }

    /// <summary>Citizenship, ISO 3166-1 alpha-3, such as KAZ.</summary>
    [Parameter(ParameterSetName = V2, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("client.citizenship", FieldKind.Country)]
    public string? Citizenship { get; set; }

    /// <summary>Personal number, such as the Kazakh IIN of twelve digits.</summary>
    [Parameter(ParameterSetName = V2, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("client.idn", FieldKind.Id, NumberedBy = "client.citizenship")]
    public string? Idn { get; set; }

    /// <summary>Device of the client; the documented example has a phone number without plus.</summary>
    [Parameter(ParameterSetName = V2, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("device_id"), Field("client.device_id", FieldKind.Id)]
    public string? DeviceId { get; set; }

    /// <summary>Phone number with country code, E.164, such as +77011234567; the API gets its digits as a number.</summary>
    [Parameter(ParameterSetName = V1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Field("client.phone", FieldKind.PhoneDigits)]
    public string? Phone { get; set; }

    /// <summary>Residency: Resident (1) or NonResident (2).</summary>
    [Parameter(ParameterSetName = V1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Field("client.resident", FieldKind.Integer, Words = typeof(Residencies), Values = ["1", "2"], Example = "1")]
    public string? Resident { get; set; }

    /// <summary>Middle name in Latin letters.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("middle_name"), Field("client.middle_name", Latin = true)]
    public string? MiddleName { get; set; }

    /// <summary>Date of birth, ISO 8601, YYYY-MM-DD.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("birthdate"), Field("client.birthdate", FieldKind.Date)]
    public string? DateOfBirth { get; set; }

    /// <summary>E-mail address.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("client.email", FieldKind.Email)]
    public string? Email { get; set; }

    /// <summary>Country of residence, ISO 3166-1 alpha-3. The documentation asks for it with product 1000.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("client.country", FieldKind.Country)]
    public string? Country { get; set; }

    /// <summary>Personal number in the country of residence, such as the Kazakh IIN. The documentation asks for it with product 1000.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("person_id"), Field("client.person_id", FieldKind.Id, NumberedBy = "client.country")]
    public string? PersonId { get; set; }

    /// <summary>Language to address the client in, ISO 639-1, such as ru.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("client.language", FieldKind.Language, Known = ["ru", "kk", "en"])]
    public string? Language { get; set; }

    /// <summary>Path of a scan of an identity document: a PDF of at most 2 MB, sent in base64. The documentation asks for it with product 1000.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("document"), Field("client.document", FieldKind.PdfFile)]
    public string? DocumentPath { get; set; }

    /// <summary>Number of the client in the partner's own system.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Alias("external_user_id"), Field("client.external_user_id", FieldKind.Id)]
    public string? ExternalUserId { get; set; }

    /// <summary>
    /// Registered address as one value: a hashtable, an object from JSON or a ClientAddress with Country, PostalCode, City, Street and
    /// Building. The parameters that begin with Registered are its members, for the columns of a file; each is given once.
    /// </summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, Alias("address1"), FieldGroup("client.address1", typeof(ClientAddress))]
    public ClientAddress? RegisteredAddress { get; set; }

    /// <summary>Registered address: country, ISO 3166-1 alpha-3.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Completes, Sensitive(SensitiveKind.Pii), Alias("address1.country"), Field("client.address1.country", FieldKind.Country)]
    public string? RegisteredCountry { get; set; }

    /// <summary>Registered address: postal code.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address1.postal_code"), Field("client.address1.postal_code", FieldKind.Id)]
    public string? RegisteredPostalCode { get; set; }

    /// <summary>Registered address: city.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address1.address_line1"), Field("client.address1.address_line1", Lines = true)]
    public string? RegisteredCity { get; set; }

    /// <summary>Registered address: street.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address1.address_line2"), Field("client.address1.address_line2", Lines = true)]
    public string? RegisteredStreet { get; set; }

    /// <summary>Registered address: building and premises.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address1.address_line3"), Field("client.address1.address_line3", Lines = true)]
    public string? RegisteredBuilding { get; set; }

    /// <summary>
    /// Address of residence as one value: a hashtable, an object from JSON or a ClientAddress with Country, PostalCode, City, Street and
    /// Building. The parameters that begin with Residence are its members, for the columns of a file; each is given once.
    /// </summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, Alias("address2"), FieldGroup("client.address2", typeof(ClientAddress))]
    public ClientAddress? ResidenceAddress { get; set; }

    /// <summary>Address of residence: country, ISO 3166-1 alpha-3.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Completes, Sensitive(SensitiveKind.Pii), Alias("address2.country"), Field("client.address2.country", FieldKind.Country)]
    public string? ResidenceCountry { get; set; }

    /// <summary>Address of residence: postal code.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address2.postal_code"), Field("client.address2.postal_code", FieldKind.Id)]
    public string? ResidencePostalCode { get; set; }

    /// <summary>Address of residence: city.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address2.address_line1"), Field("client.address2.address_line1", Lines = true)]
    public string? ResidenceCity { get; set; }

    /// <summary>Address of residence: street.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address2.address_line2"), Field("client.address2.address_line2", Lines = true)]
    public string? ResidenceStreet { get; set; }

    /// <summary>Address of residence: building and premises.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("address2.address_line3"), Field("client.address2.address_line3", Lines = true)]
    public string? ResidenceBuilding { get; set; }

    /// <summary>
    /// How and when the client was identified as one value: a hashtable, an object from JSON or a ClientIdentification with Date and
    /// IdentifiedBy. -IdentificationDate and -IdentifiedBy are its members, for the columns of a file; each is given once.
    /// </summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, Alias("identification_info"), FieldGroup("identification_info", typeof(ClientIdentification))]
    public ClientIdentification? Identification { get; set; }

    /// <summary>When the client was identified, ISO 8601 with offset, such as 2026-01-31T09:30:00+05:00. Goes together with -IdentifiedBy.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Alias("idn_date"), Field("identification_info.idn_date", FieldKind.DateTime, Needs = "identification_info.identified_by")]
    public string? IdentificationDate { get; set; }

    /// <summary>Who or what identified the client; the documentation does not list the values. Goes together with -IdentificationDate.</summary>
    [Parameter(ParameterSetName = V1, ValueFromPipelineByPropertyName = true)]
    [Alias("identified_by"), Field("identification_info.identified_by", Needs = "identification_info.idn_date")]
    public string? IdentifiedBy { get; set; }
}
