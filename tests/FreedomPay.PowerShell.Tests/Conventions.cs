using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What PowerShell users expect of every cmdlet, and what this house expects of itself.</summary>
public sealed partial class Conventions
{
    private const string Commands = "src/FreedomPay.PowerShell/Commands";

    /// <summary>The approved verbs of PowerShell, as Get-Verb lists them.</summary>
    private static readonly HashSet<string> ApprovedVerbs = new(
        ("Add Approve Assert Backup Block Build Checkpoint Clear Close Compare Complete Compress Confirm Connect Convert ConvertFrom ConvertTo Copy Debug " +
        "Deny Deploy Disable Disconnect Dismount Edit Enable Enter Exit Expand Export Find Format Get Grant Group Hide Import Initialize Install Invoke Join " +
        "Limit Lock Measure Merge Mount Move New Open Optimize Out Ping Pop Protect Publish Push Read Receive Redo Register Remove Rename Repair Request " +
        "Reset Resize Resolve Restart Restore Resume Revoke Save Search Select Send Set Show Skip Split Start Step Stop Submit Suspend Switch Sync Test " +
        "Trace Unblock Undo Uninstall Unlock Unprotect Unpublish Unregister Update Use Wait Watch Write").Split(' '), StringComparer.Ordinal);

    /// <summary>Verbs that change something wherever the change may be.</summary>
    private static readonly HashSet<string> WritingVerbs = new(["New", "Set", "Remove", "Start", "Stop", "Clear", "Invoke"], StringComparer.Ordinal);

    /// <summary>Cmdlets whose act nothing can undo.</summary>
    private static readonly HashSet<string> Irrevocable = new(["Close-FreedomPayCard", "Set-FreedomPayCardPin", "Set-FreedomPayInstallment"], StringComparer.Ordinal);

    /// <summary>Nouns that end in s and are singular all the same.</summary>
    private static readonly HashSet<string> SingularWithS = new(["Address", "Business", "Access", "Status"], StringComparer.Ordinal);

    /// <summary>Parameters and aliases that PowerShell gives every cmdlet.</summary>
    private static readonly string[] CommonNames =
        ("Verbose vb Debug db ErrorAction ea WarningAction wa InformationAction infa ProgressAction proga ErrorVariable ev WarningVariable wv InformationVariable iv " +
        "OutVariable ov OutBuffer ob PipelineVariable pv WhatIf wi Confirm cf").Split(' ');

    /// <summary>Every reason that an error id can end with, and what it means. Scripts rely on them: none is ever renamed.</summary>
    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["InvalidInput"] = "A row or body is wrong; nothing was sent.",
        ["RequestFailed"] = "The API took the request and did not carry it out.",
        ["CommandTimeout"] = "The time of the whole command is over; rows that still came were not sent, and those that did not end are told of by themselves.",
        ["RowsMisread"] = "The columns show that a file was not read as it was written; nothing was sent for its rows.",
        ["DuplicateKey"] = "The key of the row has come in this run already; nothing was sent for it.",
        ["JournalConflict"] = "The journal has another row under the same key; nothing was sent.",
        ["QrNotMade"] = "The request has succeeded, and the QR code of its result was not written or drawn.",
        ["JournalDamaged"] = "A line of the journal cannot be read.",
        ["JournalFailed"] = "The journal could not record that the request was about to leave; it was not sent.",
        ["JournalAmbiguous"] = "Rows could be taken for one another: they have no key, and what tells them apart cannot be hashed.",
        ["JournalForeign"] = "The file is no journal, or that of another cmdlet or connection.",
        ["JournalInUse"] = "Another run uses the journal.",
        ["JournalNotNeeded"] = "A cmdlet that only reads takes no journal.",
        ["JournalUnusable"] = "The journal cannot be read or written.",
        ["JournalVersion"] = "The journal has a version that this module does not know.",
        ["NotConnected"] = "There is no connection in this runspace.",
        ["EnvironmentMissing"] = "Connect-FreedomPay does not know where to.",
        ["InvalidAddress"] = "The address of a connection cannot be used.",
        ["InvalidCredential"] = "A credential of a connection holds what cannot be sent.",
        ["InvalidVariable"] = "A FREEDOMPAY_ variable of the environment cannot be read.",
        ["NoTestHost"] = "The documentation names no test host for the region.",
        ["NoSandbox"] = "No sandbox is there, or it does not answer.",
        ["SandboxRunning"] = "Another sandbox runs in this process already.",
        ["SandboxFailed"] = "The sandbox could not start.",
        ["Refused"] = "The API refused the request.",
        ["Unauthorized"] = "The API did not accept the credential.",
        ["Throttled"] = "The API asks for a pause.",
        ["ServerError"] = "The server failed.",
        ["ConnectionFailed"] = "There was no connection, or it broke; what only reads may have been sent.",
        ["Timeout"] = "There was no answer in time.",
        ["InvalidAnswer"] = "The answer cannot be read.",
        ["UntrustedAnswer"] = "The signature of the answer is missing or wrong.",
        ["OutcomeUnknown"] = "Whether the request was carried out is not known.",
        ["NoCredential"] = "The connection lacks the credential.",
        ["CircuitOpen"] = "The server kept failing, or the answers of a run told nothing, so that nothing more is sent.",
        ["NotSupported"] = "This edition of .NET cannot send the request.",
        ["UnknownCmdlet"] = "No cmdlet of that name takes rows of a file.",
        ["UnknownParameterSet"] = "The cmdlet has no such parameter set.",
        ["FileExists"] = "A file was not overwritten.",
        ["FileFailed"] = "A file cannot be read or written.",
        ["SignInFailed"] = "The sign-in through the browser did not succeed.",
        ["Cancelled"] = "It was stopped.",
        ["Unexpected"] = "The module itself failed in a way that nobody foresaw.",
        ["WaitTimeout"] = "What was waited for did not happen in time.",
    };

    public static TheoryData<string> Cmdlets() => new(CmdletReader.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_an_approved_verb_and_a_singular_noun_of_the_house(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);

        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.Matches("^(FreedomPay|FreedomId)([A-Z][a-z0-9]+)*$", cmdlet.Noun);
        string lastWord = LastWord().Match(cmdlet.Noun).Value;
        Assert.True(!lastWord.EndsWith('s') || SingularWithS.Contains(lastWord), $"{cmdlet.Noun} is a plural.");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_is_a_sealed_public_class_alone_in_the_file_of_its_name(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        Assert.Equal(cmdlet.Verb + cmdlet.Noun + "Command", cmdlet.Type.Name);
        Assert.True(cmdlet.Type is { IsSealed: true, IsPublic: true }, "It is not sealed and public.");

        string[] files = Directory.GetFiles(Path.Combine(Repository.Root, Commands), cmdlet.Type.Name + ".cs", SearchOption.AllDirectories);
        string file = Assert.Single(files);
        Assert.Equal("FreedomPay.Commands." + Path.GetFileName(Path.GetDirectoryName(file)), cmdlet.Type.Namespace);
        Assert.Single(CmdletDeclaration().Matches(File.ReadAllText(file)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_asks_before_it_writes_and_only_then(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        bool writes = WritingVerbs.Contains(cmdlet.Verb) || cmdlet.Operations.Any(operation => !operation.IsRead);

        Assert.Equal(writes, cmdlet.SupportsShouldProcess);
    }

    // A prompt hangs a runbook that nobody watches.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_cmdlet_prompts_unless_it_is_asked_to_or_nothing_can_undo_it(string name) => Assert.Equal(Irrevocable.Contains(name), Cmdlet(name).IsHighImpact);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_says_what_it_returns(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);

        Assert.NotEmpty(cmdlet.OutputTypes);
        if (cmdlet is { Model: { } model, WritesFindings: false }) Assert.Equal([model], cmdlet.OutputTypes);
    }

    // PowerShell writes bound parameters to its logs as text.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_parameter_takes_a_secret_as_plain_text(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);

        Expect.None(from parameter in cmdlet.Parameters
                    where SecretName().IsMatch(parameter.Name) && parameter.Property.PropertyType != typeof(SecureString) && IsText(parameter.Property.PropertyType)
                    select $"-{parameter.Name} is {parameter.Property.PropertyType.Name}; it has to be SecureString or PSCredential");
        Expect.None(from parameter in cmdlet.Parameters
                    where parameter.Sensitive is not (null or SensitiveKind.Pii) && IsText(parameter.Property.PropertyType)
                    select $"-{parameter.Name} is {parameter.Sensitive} and text; it has to be of a type that prints masked");
    }

    // What a spreadsheet makes of an id would go out as it is, wherever the rules of ids are forgotten.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_id_is_held_to_the_rules_of_ids(string name)
    {
        Expect.None(from parameter in Cmdlet(name).Parameters
                    from field in parameter.Fields
                    where IdName().IsMatch(field.WireName) && field.Kind is FieldKind.Text
                    select $"-{parameter.Name} is text; {field.WireName} is an id, and has to be {FieldKind.Id}");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_field_is_bound_by_property_name_from_any_column_and_kept_as_text(string name)
    {
        Expect.None(from parameter in Cmdlet(name).Parameters
                    where parameter.Fields.Count > 0
                    from fault in Faults(parameter)
                    select $"-{parameter.Name} {fault}");

        static IEnumerable<string> Faults(ParameterReader parameter)
        {
            if (!parameter.Places.All(place => place.ByPropertyName)) yield return "is not ValueFromPipelineByPropertyName in every parameter set";
            // An empty cell must reach our own message, which names the row. The binder asks only parameters that are required in some set.
            bool isMandatory = parameter.Places.Any(place => place.IsMandatory);
            if (parameter.Has<AllowNullAttribute>() != isMandatory || parameter.Has<AllowEmptyStringAttribute>() != isMandatory) yield return $"{(isMandatory ? "lacks" : "needs no")} AllowNull and AllowEmptyString";
            foreach (FieldAttribute field in parameter.Fields)
            {
                // Else the text of a whole row would be taken for the value, or a secret refused.
                if (field.FromPipeline != parameter.FromPipeline) yield return "tells its Field wrongly whether it takes a value from the pipeline";
                if (field.Secret != (parameter.Property.PropertyType == typeof(SensitiveText))) yield return "tells its Field wrongly whether it is a secret";
            }

            bool hasOffers = parameter.Fields.Any(field => field.Offers is not null);
            if (parameter.Property.GetCustomAttribute<CompletesAttribute>() is not null != hasOffers) yield return hasOffers ? "lacks Completes" : "has Completes and nothing to offer";
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void An_object_is_bound_by_property_name_from_any_column_and_never_ends_the_binding(string name)
    {
        Expect.None(from parameter in Cmdlet(name).Parameters
                    where parameter.Group is not null || typeof(FreedomPayInput).IsAssignableFrom(ItemType(parameter))
                    from fault in Faults(parameter)
                    select $"-{parameter.Name} {fault}");

        static IEnumerable<string> Faults(ParameterReader parameter)
        {
            // Without it a wrong hashtable would be an error of PowerShell's, which names no row.
            if (parameter.Group?.Type != ItemType(parameter) || parameter.Group.Many != parameter.Property.PropertyType.IsArray) yield return "lacks FieldGroup, or has another type in it";
            if (ItemType(parameter) is not { IsSealed: true, IsPublic: true }) yield return "is of a type that is not sealed and public";
            if (!parameter.Places.All(place => place.ByPropertyName)) yield return "is not ValueFromPipelineByPropertyName in every parameter set";
            if (!parameter.Has<AllowNullAttribute>()) yield return "lacks AllowNull";
            if (parameter.Property.PropertyType.IsArray && !parameter.Has<AllowEmptyCollectionAttribute>()) yield return "lacks AllowEmptyCollection";
            if (parameter.Group is { } group && !parameter.Aliases.Append(parameter.Name).Contains(group.LeafName, StringComparer.OrdinalIgnoreCase)) yield return $"lacks the alias {group.LeafName}";
            foreach (ParameterReader member in parameter.Members)
            {
                if (member.Fields.Count != 1) yield return $"has the member {member.Property.Name}, which is not one field";
                if (!member.Property.CanWrite || member.Property.PropertyType != (member.Sensitive is null or SensitiveKind.Pii ? typeof(string) : typeof(SensitiveText))) yield return $"has the member {member.Property.Name}, which is not text that can be set";
                if (member.Fields.Any(field => field.Secret != (member.Property.PropertyType == typeof(SensitiveText)))) yield return $"has the member {member.Property.Name}, which tells its Field wrongly whether it is a secret";
                // Its path would be resolved in the caller's own object.
                if (member.Fields.Any(field => field.Kind is FieldKind.PdfFile)) yield return $"has the member {member.Property.Name}, which is a file";
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_field_is_also_bound_by_its_name_on_the_wire(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        Expect.None(from set in cmdlet.ParameterSets
                    let fields = cmdlet.FieldsOf(set).ToArray()
                    from field in fields
                    let names = field.Parameter.Aliases.Append(field.Parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
                    // Where two fields have the same last name, though in different sets, a column needs the name of the object before it too.
                    let isRepeated = cmdlet.Parameters.Any(other => other.Name != field.Parameter.Name && other.Fields.Any(one => one.LeafName == field.Field.LeafName))
                    where !names.Contains(field.Field.LeafName) && !(isRepeated && Tails(field.Field.WireName).Any(names.Contains))
                    select $"-{field.Parameter.Name} lacks the alias {(isRepeated ? Tails(field.Field.WireName).Last() : field.Field.LeafName)} (parameter set {set})");

        static IEnumerable<string> Tails(string wireName)
        {
            for (int dot = -1; wireName.IndexOf('.', dot + 1) >= 0; dot = wireName.IndexOf('.', dot + 1)) yield return wireName[(dot + 1)..];
        }
    }

    // PowerShell refuses a cmdlet with a name twice, and only when it is first run.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void No_name_or_alias_of_a_parameter_is_taken_twice(string name) =>
        Expect.None(Cmdlet(name).Parameters.SelectMany(parameter => parameter.Aliases.Append(parameter.Name)).Concat(CommonNames)
            .GroupBy(taken => taken, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).Select(group => group.Key));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_default_parameter_set_is_one_of_the_cmdlet(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        string[] declared = [.. cmdlet.Parameters.SelectMany(parameter => parameter.Places).Select(place => place.Set).Where(set => set != ParameterAttribute.AllParameterSets).Distinct()];

        // Where the columns choose, none may be preferred: PowerShell would bind what both have to that one, and look no further.
        bool IsChosen(string set, bool byColumn) => cmdlet.Parameters.Any(
            parameter => parameter.Places.Any(place => place.Set == set && place.IsMandatory && place.ByPropertyName == byColumn) && parameter.Places.All(place => place.Set == set));
        string[] byColumns = [.. declared.Where(set => IsChosen(set, byColumn: true))];
        // Others may be chosen by a switch of their own.
        bool isChosenByColumns = byColumns.Length > 1 && declared.Except(byColumns).All(set => IsChosen(set, byColumn: false));
        if (declared.Length < 2 || !isChosenByColumns) Assert.Equal(declared.Length > 1, cmdlet.DefaultParameterSet is not null);
        if (cmdlet.DefaultParameterSet is { } set) Assert.Contains(set, declared);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_of_a_cmdlet_has_synopsis_description_examples_and_a_link(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        XElement help = Documentation.Of(cmdlet.Type)!;

        Assert.Matches(@"^[A-Z].*\.$", Documentation.Text(help.Element("summary")));
        Assert.Matches(@"^.+\.$", Documentation.Text(help.Element("remarks")));
        XElement[] examples = [.. help.Elements("example")];
        Assert.True(examples.Length >= 2, $"{examples.Length} examples; there have to be two at least.");
        Assert.All(examples, example =>
        {
            Assert.Contains(name, Documentation.Text(example.Element("code")), StringComparison.Ordinal);
            Assert.Matches(@"^[A-Z].*\.$", Documentation.Text(example.Element("para")));
        });
        Assert.NotEmpty(help.Elements("seealso"));
        Assert.All(help.Elements("seealso"), link => Assert.StartsWith("https://", (string?)link.Attribute("href"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_of_a_cmdlet_explains_every_parameter(string name) =>
        Expect.None(from parameter in Cmdlet(name).Parameters
                    where !Sentence().IsMatch(Documentation.Text(Documentation.Of(parameter.Property)?.Element("summary")))
                    select $"-{parameter.Name}");

    // An operation whose answer may be lost: the reader has to know what is done then.
    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_of_a_cmdlet_with_an_operation_tells_how_safe_it_is(string name)
    {
        CmdletReader cmdlet = Cmdlet(name);
        if (cmdlet.Model is not null) Assert.Contains("Safety: ", Documentation.Text(Documentation.Of(cmdlet.Type)!.Element("remarks")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_public_type_and_member_is_documented()
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        Expect.None(from type in typeof(FreedomPayCommand).Assembly.GetExportedTypes()
                    from undocumented in
                        (Documentation.Of(type) is null ? [type.FullName!] : Array.Empty<string>())
                        .Concat(type.GetProperties(Declared).Where(property => IsVisible(property.GetMethod)).Where(property => Documentation.Of(property) is null).Select(property => $"{type.FullName}.{property.Name}"))
                        .Concat(type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName).Where(field => Documentation.Of(field) is null).Select(field => $"{type.FullName}.{field.Name}"))
                        // Operators say what they mean. A constructor without parameters is the compiler's.
                        .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName).Where(method => Documentation.Of(method) is null).Select(method => $"{type.FullName}.{method.Name}()"))
                        .Concat(type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && constructor.GetParameters().Length > 0).Where(constructor => Documentation.Of(constructor) is null).Select(constructor => $"{type.FullName}({constructor.GetParameters().Length})"))
                    select undocumented);
    }

    [Fact]
    public void Every_error_id_is_listed_and_every_listed_one_exists()
    {
        string[] inSource =
        [
            .. from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FreedomPay.PowerShell"), "*.cs", SearchOption.AllDirectories)
               where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
               from Match match in Reason().Matches(File.ReadAllText(file))
               select match.Groups[1].Value,
            // The core's own reasons become error ids as they are.
            .. Enum.GetNames<Core.FaultReason>(),
        ];

        Expect.None(inSource.Except(Reasons.Keys).Select(reason => reason + " is not listed"));
        Expect.None(Reasons.Keys.Except(inSource).Select(reason => reason + " exists no longer"));
        Assert.All(Reasons.Keys, reason => Assert.Matches("^([A-Z][a-z]+)+$", reason));
        Assert.All(Reasons.Values, meaning => Assert.EndsWith(".", meaning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_source_names_no_error_id_other_than_as_a_literal() =>
        Expect.None(from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "FreedomPay.PowerShell"), "*.cs", SearchOption.AllDirectories)
                    from Match match in ReasonNotLiteral().Matches(File.ReadAllText(file))
                    where match.Groups[1].Value != "reason"
                    select $"{Path.GetFileName(file)}: {match.Value}");

    private static CmdletReader Cmdlet(string name) => CmdletReader.All.Single(cmdlet => cmdlet.Name == name);

    private static Type ItemType(ParameterReader parameter) => parameter.Property.PropertyType is { IsArray: true } several ? several.GetElementType()! : parameter.Property.PropertyType;

    private static bool IsText(Type type) => type == typeof(string) || type == typeof(string[]) || type == typeof(object);

    private static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    [GeneratedRegex("[A-Z][a-z0-9]+$")]
    private static partial Regex LastWord();

    [GeneratedRegex(@"^\[Cmdlet\(", RegexOptions.Multiline)]
    private static partial Regex CmdletDeclaration();

    [GeneratedRegex("Password|Secret|Token|Credential", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?<![fl]n)(^|[._])(id|idn|iin|bin|iban|pan|identifier|idempotency_key|postal_code|otp|pin)$|^object\.value$")]
    private static partial Regex IdName();

    [GeneratedRegex(@"^\S.*\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(?:new FreedomPayException|Throw)\(\s*""(\w*)""")]
    private static partial Regex Reason();

    [GeneratedRegex(@"new FreedomPayException\(([^"",)]*)[,)]")]
    private static partial Regex ReasonNotLiteral();
}
