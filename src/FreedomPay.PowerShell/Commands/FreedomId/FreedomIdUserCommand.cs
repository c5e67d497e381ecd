using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>What creating and changing a Freedom ID user have in common: the data of a person.</summary>
public abstract class FreedomIdUserCommand : ApiCommand<FreedomIdUser>
{
    /// <summary>E-mail address, unique among all users, such as user@example.com.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("email", FieldKind.Email)]
    public string? Email { get; set; }

    /// <summary>First name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("first_name"), Field("firstname")]
    public string? FirstName { get; set; }

    /// <summary>Last name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("last_name"), Field("lastname")]
    public string? LastName { get; set; }

    /// <summary>Date of birth, ISO 8601, YYYY-MM-DD, such as 2000-04-03. Other orders of day and month are refused.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("date_of_birth"), Field("date_of_birth", FieldKind.Date)]
    public string? DateOfBirth { get; set; }

    /// <summary>Identifier of the person, such as the Kazakh IIN.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("identifier", FieldKind.Id, NumberedBy = "country", AnyNumber = true)]
    public string? Identifier { get; set; }

    /// <summary>Country, ISO 3166-1 alpha-3, such as KAZ.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("country", FieldKind.Country, MinLength = 3, MaxLength = 3, Pattern = "^[A-Z]{3}$")]
    public string? Country { get; set; }

    /// <summary>M or F.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("gender", MinLength = 1, MaxLength = 1, Pattern = "^(M|F)$", Example = "M or F", Known = ["M", "F"])]
    public string? Gender { get; set; }

    /// <summary>Nationality, free text, such as citizen of the world.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("nationality")]
    public string? Nationality { get; set; }
}
