using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that takes rows of a file: its parameter sets and the columns of each, read from its attributes.</summary>
internal sealed class CsvCmdlet
{
    private static readonly Lazy<CsvCmdlet[]> Cmdlets = new(() =>
        [.. from type in typeof(CsvCmdlet).Assembly.GetTypes()
            where !type.IsAbstract && typeof(IRowRules).IsAssignableFrom(type)
            let cmdlet = Of(type)
            where cmdlet.fields.Any(field => field.IsText && !field.IsOfRun)
            orderby cmdlet.Name
            select cmdlet]);

    private static readonly ConcurrentDictionary<Type, CsvCmdlet> ByType = new();

    private readonly CsvField[] fields;

    private CsvCmdlet(Type type)
    {
        Type = type;
        CmdletAttribute cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        Name = cmdlet.VerbName + "-" + cmdlet.NounName;
        fields = [.. type.GetProperties().Select(property => new CsvField(property)).Where(field => field.IsColumn)];
        Switches = [.. from property in type.GetProperties()
                       where property.PropertyType == typeof(SwitchParameter)
                       from parameter in property.GetCustomAttributes<ParameterAttribute>()
                       where parameter.Mandatory
                       select (parameter.ParameterSetName, property.Name)];
        // A set may differ from others by its switch alone.
        string[] sets = [.. fields.SelectMany(field => field.Sets)
            .Concat(Switches.Select(required => required.Set))
            .Where(set => set != ParameterAttribute.AllParameterSets)
            .Distinct()];
        ObjectSets = [.. sets.Where(set => fields.Any(field => !field.IsText && field.IsMandatoryIn(set)))];
        sets = [.. sets.Except(ObjectSets)];
        Sets = sets.Length > 0 ? sets : [ParameterAttribute.AllParameterSets];
        DefaultSet = cmdlet.DefaultParameterSetName is { } preferred && Sets.Contains(preferred) ? preferred : Sets[0];
    }

    /// <summary>All cmdlets that take rows, by name.</summary>
    public static IReadOnlyList<CsvCmdlet> All => Cmdlets.Value;

    /// <summary>A cmdlet by its type.</summary>
    public static CsvCmdlet Of(Type type) => ByType.GetOrAdd(type, static given => new CsvCmdlet(given));

    public string Name { get; }

    public Type Type { get; }

    public IReadOnlyList<string> Sets { get; }

    /// <summary>The sets that need an object, which no file can hold; it is typed beside the rows.</summary>
    public IReadOnlyList<string> ObjectSets { get; }

    /// <summary>Whether there is a choice.</summary>
    public bool HasSets => Sets.Count > 1;

    public string DefaultSet { get; }

    /// <summary>Everything that binds by property name, in every set.</summary>
    public IReadOnlyList<CsvField> Fields => fields;

    /// <summary>Switches that choose a set.</summary>
    public IReadOnlyList<(string Set, string Name)> Switches { get; }

    public static CsvCmdlet? Find(string name) => All.FirstOrDefault(cmdlet => string.Equals(cmdlet.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a set is chosen by typing its switch, so that this is what drops the cells of the others.</summary>
    public bool IsTypedSet(string set) => Switches.Any(choice => choice.Set == set);

    /// <summary>The columns of a set: those that are required come first.</summary>
    public IReadOnlyList<CsvField> ColumnsOf(string set) =>
        [.. fields.Where(field => field.IsText && !field.IsOfRun && field.IsIn(set)).OrderBy(field => field.IsMandatoryIn(set) ? 0 : 1)];

    /// <summary>The cmdlet itself, to be asked for its rules; it never runs.</summary>
    public IRowRules CreateRules() => (IRowRules)Activator.CreateInstance(Type)!;
}

/// <summary>A parameter that a column binds to.</summary>
internal sealed class CsvField
{
    private static readonly string[] Flags = ["0", "1"];
    private readonly PropertyInfo property;
    private readonly ParameterAttribute[] parameters;
    private readonly FieldAttribute[] places;
    private readonly ArgumentTransformationAttribute? transformation;
    private bool? carriesMoney;

    public CsvField(PropertyInfo property)
    {
        this.property = property;
        parameters = [.. property.GetCustomAttributes<ParameterAttribute>()];
        places = [.. property.GetCustomAttributes<FieldAttribute>()];
        transformation = property.GetCustomAttributes<ArgumentTransformationAttribute>().FirstOrDefault();
        Names = [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];
        Sensitive = property.GetCustomAttribute<SensitiveAttribute>()?.Kind;
    }

    public string Name => property.Name;

    /// <summary>Name and aliases, in the order in which PowerShell looks for a column.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The columns that bind to it: all of its names, where not only some of them mean it.</summary>
    public IReadOnlyList<string> Columns => PlaceInHelp?.Columns ?? Names;

    public SensitiveKind? Sensitive { get; }

    public bool IsSecret => Sensitive is not (null or SensitiveKind.Pii);

    public IReadOnlyList<string> KnownValues => PlaceInHelp is { } place ? place.Known ?? (place.Kind is FieldKind.Flag or FieldKind.Boolean ? Flags : []) : [];

    public bool IsColumn => parameters.Any(parameter => parameter.ValueFromPipelineByPropertyName);

    /// <summary>Whether a cell can be its value; an object can be only in a pipeline.</summary>
    public bool IsText => property.PropertyType == typeof(string) || property.PropertyType == typeof(SensitiveText);

    /// <summary>Whether it is of the run and not of the request, so that every file may have it and none needs it.</summary>
    public bool IsOfRun => Name is IdempotencyKeys.RowId or QrWriter.Parameter;

    /// <summary>Whether it takes an object, which may be typed beside the rows.</summary>
    public bool IsObject => transformation is FieldGroupAttribute;

    public IEnumerable<string> Sets => parameters.Select(parameter => parameter.ParameterSetName);

    public bool IsIn(string set) => Sets.Any(own => own == set || own == ParameterAttribute.AllParameterSets);

    public bool IsMandatoryIn(string set) =>
        parameters.Any(parameter => parameter.Mandatory && parameter.IsIn(set));

    /// <summary>Whether an empty cell is refused though the column may be left out: a bearer token has no place in the body, and no default that is
    /// empty.</summary>
    public bool RefusesBlankIn(string set) => !IsMandatoryIn(set) && (PlaceIn(set) is { } place ? place.NotBlank : IsSecret);

    /// <summary>Whether it is needed unless something else is given.</summary>
    public bool HasSubstituteIn(string set) => PlaceIn(set)?.Unless is not null;

    /// <summary>Place on the wire and rules; null for what is no field of the body, such as a bearer token.</summary>
    public FieldAttribute? PlaceIn(string set) => places.FirstOrDefault(place => place.Set is null || place.Set == set);

    /// <summary>The place that the help names first.</summary>
    public FieldAttribute? PlaceInHelp => places.FirstOrDefault();

    /// <summary>Name on the wire, whole.</summary>
    public string WireNameIn(string set) => PlaceIn(set)?.WireName ?? (Names.Count > 1 ? Names[Names.Count - 1] : Name);

    /// <summary>The API's name of the field as a column: the last part of its name on the wire, or as much of it as tells it from others.</summary>
    public string WireColumnIn(string set)
    {
        string wire = WireNameIn(set);
        for (string tail = wire.Substring(wire.LastIndexOf('.') + 1); ; tail = wire.Substring(wire.LastIndexOf('.', wire.Length - tail.Length - 2) + 1))
        {
            if (Columns.Contains(tail, StringComparer.OrdinalIgnoreCase)) return tail;
            if (tail.Length == wire.Length) return Name;
        }
    }

    /// <summary>Whether a column of this name binds to it.</summary>
    public bool IsCalled(string column) => Names.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an amount, a currency or an id goes wrong by which money moves, if a cell of it is dropped.</summary>
    public bool CarriesMoney => carriesMoney ??= Name is "RequestId" or "RowId" || Array.Exists(places, static place => place.CarriesMoney);

    /// <summary>What it has; null where there is nothing.</summary>
    public string? TextIn(object cmdlet) => property.GetValue(cmdlet) is SensitiveText hidden ? hidden.Reveal() : property.GetValue(cmdlet) as string;

    /// <summary>Whether two texts are one value: 10 and 10.00, a word and its code.</summary>
    public bool MeansTheSame(string set, string one, string other)
    {
        if (one == other) return true;
        if (PlaceIn(set) is not { } place) return false;
        if (FieldRules.ToWire(place, one, out _)?.ToString() is not { } first || FieldRules.ToWire(place, other, out _)?.ToString() is not { } second)
        {
            return false;
        }
        return first == second
            || (place.Kind is FieldKind.Amount or FieldKind.AmountNumber
                && decimal.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal a)
                && decimal.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal b)
                && a == b);
    }

    /// <summary>Gives the cmdlet a value as PowerShell's binder would.</summary>
    public void SetValue(object cmdlet, object? value)
    {
        if (!IsText)
        {
            property.SetValue(cmdlet, transformation?.Transform(null!, value!));
            return;
        }

        object? text = value is null or string ? value : transformation?.Transform(null!, value) ?? value;
        if (property.PropertyType != typeof(SensitiveText))
        {
            property.SetValue(cmdlet, text is null or string ? text : LanguagePrimitives.ConvertTo<string>(text));
        }
        else property.SetValue(cmdlet, text is string plain ? new SensitiveText(plain) : LanguagePrimitives.ConvertTo<SensitiveText>(text));
    }
}
