using System.Reflection;
using System.Xml.Linq;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The XML documentation that the build lays beside the assembly; help and the pages of docs/ come from it.</summary>
internal static class Documentation
{
    private static readonly Lazy<Dictionary<string, XElement>> Members = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(FreedomPayCommand).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal));

    public static XElement? Of(Type type) => Members.Value.GetValueOrDefault("T:" + NameOf(type));

    public static XElement? Of(PropertyInfo property) => Members.Value.GetValueOrDefault($"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    public static XElement? Of(FieldInfo field) => Members.Value.GetValueOrDefault($"F:{NameOf(field.DeclaringType!)}.{field.Name}");

    /// <summary>A method or constructor by its name; overloads stand for each other.</summary>
    public static XElement? Of(MethodBase method)
    {
        string name = $"M:{NameOf(method.DeclaringType!)}.{method.Name.Replace('.', '#')}";
        return Members.Value.FirstOrDefault(member => member.Key == name || member.Key.StartsWith(name + "(", StringComparison.Ordinal)).Value;
    }

    /// <summary>The words of an element, without its markup.</summary>
    public static string Text(XElement? element) => element is null ? "" : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
