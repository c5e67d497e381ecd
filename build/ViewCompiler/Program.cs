// Completes the views of module/Formats, where only tables stand, each with the type that it shows:
//   a list of what is filled comes after each table, with the properties of the type in the order of the code
//   every cell passes through FreedomPayView, which shows what would steer the terminal
using System.Reflection;
using System.Xml.Linq;

const string View = "[FreedomPay.FreedomPayView]::";

if (args is not [var assemblyFile, var viewFolder, var outputFolder])
{
    Console.Error.WriteLine("usage: ViewCompiler <assembly of the cmdlets> <folder of the views> <output folder>");
    return 2;
}

Assembly module = Assembly.LoadFrom(assemblyFile);
Directory.CreateDirectory(outputFolder);
foreach (string file in Directory.EnumerateFiles(viewFolder, "*.Format.ps1xml"))
{
    XDocument views = XDocument.Load(file);
    foreach (XElement table in views.Descendants("TableControl").ToArray()) table.Parent!.AddAfterSelf(ListOf(table));
    foreach (XElement item in views.Descendants("ListItem").Concat(views.Descendants("TableColumnItem"))) Guard(item);
    // PowerShell reads them at every import.
    views.Save(Path.Combine(outputFolder, Path.GetFileName(file)), SaveOptions.DisableFormatting);
}

return 0;

XElement ListOf(XElement table)
{
    string name = table.Parent!.Descendants("TypeName").Single().Value;
    Type type = module.GetType(name, throwOnError: true)!;
    var items = new XElement("ListItems", PropertiesOf(type).Select(property => ItemOf(property, table)));
    return new XElement(
        "View",
        new XElement("Name", name + ".List"),
        new XElement("ViewSelectedBy", new XElement("TypeName", name)),
        new XElement("ListControl", new XElement("ListEntries", new XElement("ListEntry", items))));
}

// What a type has of its own comes first, and what has no name in the code last.
static IEnumerable<PropertyInfo> PropertiesOf(Type type)
{
    var chain = new List<Type>();
    for (Type? at = type; at is not null; at = at.BaseType) chain.Add(at);
    return type.GetProperties(BindingFlags.Instance | BindingFlags.Public).OrderBy(property => property.Name == "AdditionalProperties")
        .ThenBy(property => chain.IndexOf(property.DeclaringType!)).ThenBy(property => property.MetadataToken);
}

static XElement ItemOf(PropertyInfo property, XElement table) => new(
    "ListItem",
    new XElement("ItemSelectionCondition", new XElement("ScriptBlock", $"\"$($_.{property.Name})\"")),
    new XElement("Label", property.Name),
    StateOf(property, table) is { } state ? new XElement(state)
        : IsDictionary(property.PropertyType) ? new XElement("ScriptBlock", $"\"$($_.{property.Name})\"")
        : new XElement("PropertyName", property.Name));

// PowerShell would show one by its entries.
static bool IsDictionary(Type type) =>
    type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

// A state that the table shows in colour has it in the list too.
static XElement? StateOf(PropertyInfo property, XElement table) =>
    (from column in table.Descendants("TableColumnHeader").Zip(table.Descendants("TableColumnItem"))
     where (string?)column.First.Element("Label") == property.Name
     let script = column.Second.Element("ScriptBlock")
     where script is not null && script.Value.StartsWith(View + "State(", StringComparison.Ordinal)
     select script).FirstOrDefault();

// The comma keeps a list one, an empty one too.
static void Guard(XElement item)
{
    if (item.Element("PropertyName") is { } property) property.ReplaceWith(new XElement("ScriptBlock", $",({View}Cell($_.{property.Value}))"));
    else if (item.Element("ScriptBlock") is { } script && !IsGuarded(script)) script.Value = $"{View}Cell($({script.Value}))";
}

static bool IsGuarded(XElement script) => script.Value.TrimStart().StartsWith(View, StringComparison.Ordinal);
