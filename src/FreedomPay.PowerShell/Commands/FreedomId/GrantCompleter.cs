using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Completes the grants that the documentation knows; whether its list is complete it does not say.</summary>
internal sealed class GrantCompleterAttribute() : ArgumentCompleterAttribute(typeof(GrantCompleter));

internal sealed class GrantCompleter() : CodeCompleter(() =>
[
    "read.email", "read.emails", "read.phone", "read.phones", "read.date_of_birth", "read.firstname", "read.lastname", "read.patronymic", "read.gender",
    "read.country", "read.nationality", "read.identifier", "read.profile", "read.cards", "openid",
]);
