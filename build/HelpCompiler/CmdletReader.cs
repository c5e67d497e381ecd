using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.HelpCompiler;

/// <summary>Reads the cmdlets of the assembly: their shape by reflection, their words from the XML documentation.</summary>
/// <param name="words">The language.</param>
internal sealed class CmdletReader(Translation words)
{
    private static readonly Assembly Module = typeof(FreedomPayConnection).Assembly;
    private static readonly XmlDocumentation Documentation = new(Path.ChangeExtension(Module.Location, ".xml"));

    public IEnumerable<CmdletHelp> ReadAll() =>
        from type in Module.GetExportedTypes()
        let cmdlet = type.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType == typeof(CmdletAttribute))
        where cmdlet is not null && !type.IsAbstract
        select Read(type, cmdlet);

    private CmdletHelp Read(Type type, CustomAttributeData cmdlet)
    {
        XElement member = Documentation.Member("T:" + type.FullName);
        OperationAttribute[] operations = [.. type.GetCustomAttributes<OperationAttribute>()];
        ParameterHelp[] parameters =
        [
            .. type.GetProperties().Select(property => Parameter(property, operations)).OfType<ParameterHelp>(),
            .. CommonParameters(cmdlet),
        ];
        string[] sets = [.. parameters.SelectMany(parameter => parameter.Places)
            .Select(place => place.Set)
            .Where(set => set != ParameterPlace.AllSets)
            .Distinct()];
        return new CmdletHelp(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            type.Namespace!.Split('.')[^1],
            words.Of(XmlDocumentation.Text(member.Element("summary"))),
            [.. XmlDocumentation.Paragraphs(member.Element("remarks")).Select(text => words.Of(text))],
            [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)],
            sets.Length == 0 ? [ParameterPlace.AllSets] : sets,
            [.. type.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(OutputTypeAttribute)).SelectMany(Types)],
            [.. operations.Select(Note)],
            [.. member.Elements("example")
                .Select(example => new ExampleHelp(XmlDocumentation.Code(example), words.Of(XmlDocumentation.Text(example.Element("para")))))],
            [.. member.Elements("seealso").Select(link => new LinkHelp(words.Of(link.Value), (string?)link.Attribute("href") ?? ""))]);
    }

    private ParameterHelp? Parameter(PropertyInfo property, OperationAttribute[] operations)
    {
        ParameterPlace[] places = [.. property.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(ParameterAttribute) && !Named(attribute, "DontShow", false))
            .Select(Place)];
        if (places.Length == 0) return null;

        Type declaring = property.DeclaringType!.IsGenericType ? property.DeclaringType.GetGenericTypeDefinition() : property.DeclaringType;
        string text = words.Of(XmlDocumentation.Text(Documentation.Member($"P:{declaring.FullName}.{property.Name}").Element("summary")));
        FieldAttribute[] fields = [.. property.GetCustomAttributes<FieldAttribute>()];
        if (fields.Length > 0)
        {
            text += " " + words.Of(
                "On the wire: {0}.", string.Join("; ", fields.Select(field => field.WireName + (field.Set is null ? "" : $" ({field.Set})"))));
        }
        if (property.GetCustomAttribute<FieldGroupAttribute>() is { } nested) text += " " + words.Of("On the wire: {0}.", nested.WireName);
        if (operations.Any(operation => fields.Any(field => field.WireName == operation.Key) && (!operation.IsRead || operation.FreshKey)))
        {
            text += " " + words.Of("Made anew for each row where none is given.");
        }
        string[] aliases = [.. property.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(AliasAttribute))
            .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
            .Select(argument => (string)argument.Value!)];
        return new ParameterHelp(property.Name, TypeName(property.PropertyType), text, aliases, places);
    }

    private IEnumerable<ParameterHelp> CommonParameters(CustomAttributeData cmdlet)
    {
        if (!Named(cmdlet, "SupportsShouldProcess", false)) yield break;
        ParameterPlace[] everywhere = [new(ParameterPlace.AllSets, Mandatory: false, null, ByValue: false, ByName: false)];
        yield return new ParameterHelp(
            "WhatIf", "SwitchParameter", words.Of("Checks the input, shows what would be done, and does nothing."), ["wi"], everywhere);
        yield return new ParameterHelp("Confirm", "SwitchParameter", words.Of("Asks before each act."), ["cf"], everywhere);
    }

    private static ParameterPlace Place(CustomAttributeData parameter)
    {
        int position = Named(parameter, "Position", int.MinValue);
        return new ParameterPlace(
            Named(parameter, "ParameterSetName", ParameterPlace.AllSets),
            Named(parameter, "Mandatory", false),
            position == int.MinValue ? null : position,
            Named(parameter, "ValueFromPipeline", false),
            Named(parameter, "ValueFromPipelineByPropertyName", false));
    }

    private string Note(OperationAttribute operation)
    {
        FreedomPayOperation? known = OperationCatalog.Find(operation.OperationId);
        string safety = operation.Safety switch
        {
            FreedomPaySafety.Read => "it changes nothing and is asked again after a lost answer",
            FreedomPaySafety.Natural => "a repeat leads to the same state, so it is sent again after a lost answer",
            FreedomPaySafety.Replay => "the API answers a repeat with the first answer, so it is sent again with the same key after a lost answer",
            FreedomPaySafety.Refuse => "the API refuses a repeat, so it is not sent again after a lost answer",
            _ => "a repeat may act twice, so it is never sent again",
        };
        string set = operation.Set is null ? "" : words.Of(" (parameter set {0})", operation.Set);
        return words.Of(
            "{0}{1}: {2} {3}. Evidence: {4}. Safety class {5}: {6}. {7}", operation.OperationId, set, operation.Method, operation.Path, known?.Evidence,
            operation.Safety, words.Of(safety), known?.Documentation);
    }

    private static T Named<T>(CustomAttributeData attribute, string name, T fallback) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name)
            .Select(argument => (T)argument.TypedValue.Value!)
            .DefaultIfEmpty(fallback)
            .First();

    private static IEnumerable<string> Types(CustomAttributeData output) =>
        ((IEnumerable<CustomAttributeTypedArgument>)output.ConstructorArguments[0].Value!)
            .Select(argument => ((Type)argument.Value!).FullName!)
            .Where(type => type != "System.Void");

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } value ? value.Name : type.Name;
}
