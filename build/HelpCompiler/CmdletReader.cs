using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using FreedomPay.Operations;

namespace FreedomPay.HelpCompiler;

/// <summary>Reads the cmdlets of the assembly: their shape by reflection, their words from the XML documentation.</summary>
internal static class CmdletReader
{
    private static readonly Assembly Module = typeof(FreedomPayConnection).Assembly;
    private static readonly XmlDocumentation Documentation = new(Path.ChangeExtension(Module.Location, ".xml"));

    public static IEnumerable<CmdletHelp> ReadAll() =>
        from type in Module.GetExportedTypes()
        let cmdlet = type.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType == typeof(CmdletAttribute))
        where cmdlet is not null && !type.IsAbstract
        select Read(type, cmdlet);

    private static CmdletHelp Read(Type type, CustomAttributeData cmdlet)
    {
        XElement member = Documentation.Member("T:" + type.FullName);
        OperationAttribute[] operations = [.. type.GetCustomAttributes<OperationAttribute>()];
        ParameterHelp[] parameters = [.. type.GetProperties().Select(property => Parameter(property, operations)).OfType<ParameterHelp>(), .. CommonParameters(cmdlet)];
        string[] sets = [.. parameters.SelectMany(parameter => parameter.Places).Select(place => place.Set).Where(set => set != ParameterPlace.AllSets).Distinct()];
        return new CmdletHelp(
            $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}",
            type.Namespace!.Split('.')[^1],
            XmlDocumentation.Text(member.Element("summary")),
            XmlDocumentation.Paragraphs(member.Element("remarks")),
            [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)],
            sets.Length == 0 ? [ParameterPlace.AllSets] : sets,
            [.. type.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(OutputTypeAttribute)).SelectMany(Types)],
            [.. operations.Select(Note)],
            [.. member.Elements("example").Select(example => new ExampleHelp(((string?)example.Element("code") ?? "").Trim(), XmlDocumentation.Text(example.Element("para"))))],
            [.. member.Elements("seealso").Select(link => new LinkHelp(link.Value, (string?)link.Attribute("href") ?? ""))]);
    }

    private static ParameterHelp? Parameter(PropertyInfo property, OperationAttribute[] operations)
    {
        ParameterPlace[] places = [.. property.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(ParameterAttribute) && !Named(attribute, "DontShow", false)).Select(Place)];
        if (places.Length == 0) return null;

        Type declaring = property.DeclaringType!.IsGenericType ? property.DeclaringType.GetGenericTypeDefinition() : property.DeclaringType;
        string text = XmlDocumentation.Text(Documentation.Member($"P:{declaring.FullName}.{property.Name}").Element("summary"));
        FieldAttribute[] fields = [.. property.GetCustomAttributes<FieldAttribute>()];
        if (fields.Length > 0) text += $" On the wire: {string.Join("; ", fields.Select(field => field.WireName + (field.Set is null ? "" : $" ({field.Set})")))}.";
        if (property.GetCustomAttribute<FieldGroupAttribute>() is { } nested) text += $" On the wire: {nested.WireName}.";
        if (operations.Any(operation => fields.Any(field => field.WireName == operation.Key) && (!operation.IsRead || operation.FreshKey))) text += " Made anew for each row where none is given.";
        string[] aliases = [.. property.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(AliasAttribute))
            .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => (string)argument.Value!)];
        return new ParameterHelp(property.Name, TypeName(property.PropertyType), text, aliases, places);
    }

    private static IEnumerable<ParameterHelp> CommonParameters(CustomAttributeData cmdlet)
    {
        if (!Named(cmdlet, "SupportsShouldProcess", false)) yield break;
        ParameterPlace[] everywhere = [new(ParameterPlace.AllSets, Mandatory: false, null, ByValue: false, ByName: false)];
        yield return new ParameterHelp("WhatIf", "SwitchParameter", "Checks the input, shows what would be done, and does nothing.", ["wi"], everywhere);
        yield return new ParameterHelp("Confirm", "SwitchParameter", "Asks before each act.", ["cf"], everywhere);
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

    private static string Note(OperationAttribute operation)
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
        return $"{operation.OperationId}{(operation.Set is null ? "" : $" (parameter set {operation.Set})")}: {operation.Method} {operation.Path}. Evidence: {known?.Evidence}. Safety class {operation.Safety}: {safety}. {known?.Documentation}";
    }

    private static T Named<T>(CustomAttributeData attribute, string name, T fallback) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => (T)argument.TypedValue.Value!).DefaultIfEmpty(fallback).First();

    private static IEnumerable<string> Types(CustomAttributeData output) =>
        ((IEnumerable<CustomAttributeTypedArgument>)output.ConstructorArguments[0].Value!).Select(argument => ((Type)argument.Value!).FullName!).Where(type => type != "System.Void");

    private static string TypeName(Type type) => Nullable.GetUnderlyingType(type) is { } value ? value.Name : type.Name;
}
