using System.Collections;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>The columns of a file against the parameters of a cmdlet: which binds to which, and what is wrong with the header itself.</summary>
internal sealed class CsvShape
{
    private readonly CsvCmdlet cmdlet;
    private readonly IReadOnlyList<string> columns;
    private readonly Func<string, string> redact;
    private readonly List<CsvFault> faults = [];
    private readonly List<(CsvField Field, int Column)> overridden = [];
    private readonly HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> missing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Compares.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="wanted">The parameter set that is meant; null for the one that the columns choose.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="typed">What is typed beside the pipeline.</param>
    /// <param name="delimiter">The delimiter of the file; null for rows of a pipeline.</param>
    /// <param name="probe">Knows what PowerShell would bind.</param>
    /// <param name="redact">Masks what must not be shown.</param>
    public CsvShape(
        CsvCmdlet cmdlet, string? wanted, IReadOnlyList<string> columns, IDictionary typed, char? delimiter, BinderProbe probe, Func<string, string> redact)
    {
        this.cmdlet = cmdlet;
        this.columns = columns;
        this.redact = redact;
        Set = wanted ?? cmdlet.DefaultSet;
        if (delimiter is { } used && columns.Count == 1 && ColumnNames.DelimiterIn(columns[0], used) is { } other)
        {
            Add("", "", CsvMessages.HeaderIsOneColumn.With(other, used == '\t' ? "`t" : used.ToString()), CsvMessages.GiveDelimiter.With(other));
            return;
        }

        Bound = Bind(typed);
        if (Bound.Count == 0)
        {
            // The names are not shown: where the header is missing they are the data of somebody.
            Add("", "", CsvMessages.NoColumnBinds.With(cmdlet.Name), CsvMessages.WriteHeader.With(cmdlet.Name));
            return;
        }

        IsUsable = true;
        ChooseSet(wanted, typed, probe);
        foreach ((CsvField field, int column) in Bound.Where(bound => !bound.Field.IsIn(Set)))
        {
            Add(
                columns[column], field.WireNameIn(field.Sets.First()), Messages.ColumnOfOtherSet.With(columns[column], string.Join(", ", field.Sets), Set),
                CsvMessages.DeleteColumnOrOthers, CsvSeverity.Warning);
        }

        OfOtherSet = [.. Bound.Where(bound => !bound.Field.IsIn(Set))];
        Bound = [.. Bound.Where(bound => bound.Field.IsIn(Set))];
        foreach (CsvField field in cmdlet.ColumnsOf(Set).Where(field => field.IsMandatoryIn(Set) && !given.Contains(field.Name)))
        {
            if (!missing.Add(field.Name)) continue;
            Add(
                field.Name, field.WireNameIn(Set), CsvMessages.ColumnIsMissing.With(field.Name, field.WireNameIn(Set)),
                CsvMessages.AddColumn.With(Rule(field)));
        }
    }

    /// <summary>Whether rows can be looked at.</summary>
    public bool IsUsable { get; }

    /// <summary>Whether columns are missing that are required.</summary>
    public bool LacksColumns => missing.Count > 0;

    public string Set { get; private set; }

    public IReadOnlyList<(CsvField Field, int Column)> Bound { get; } = [];

    /// <summary>The columns that something overrules which is given for every row.</summary>
    public IReadOnlyList<(CsvField Field, int Column)> Overridden => overridden;

    /// <summary>The columns for which there is no place in the set.</summary>
    public IReadOnlyList<(CsvField Field, int Column)> OfOtherSet { get; } = [];

    public IReadOnlyList<CsvFault> Faults => faults;

    public IReadOnlyList<string> Columns => columns;

    /// <summary>Whether a parameter was typed or has a column.</summary>
    public bool IsGiven(BoundField field) => given.Contains(field.ParameterName);

    /// <summary>Whether a parameter that is required has no column: then every row lacks it, and it is said once.</summary>
    public bool IsMissing(string parameter) => missing.Contains(parameter);

    /// <summary>The column that binds to a parameter; the parameter itself where there is none.</summary>
    public string ColumnOf(string parameter)
    {
        foreach ((CsvField field, int column) in Bound)
        {
            if (field.Name == parameter) return columns[column];
        }

        return parameter;
    }

    /// <summary>What to write into a parameter's column.</summary>
    public string RuleOf(string parameter) => cmdlet.Fields.FirstOrDefault(field => field.Name == parameter) is { } field
        ? Rule(field)
        : CsvMessages.CorrectCell;

    /// <summary>Whether a text is what a file becomes that is read in a wrong encoding.</summary>
    public static bool IsMisread(string text) => text.Contains('\uFFFD') || text.Contains('\0');

    private string Rule(CsvField field) => CsvMessages.WriteIntoCell.With(FieldFormat.Rule(field, Set));

    private List<(CsvField Field, int Column)> Bind(IDictionary typed)
    {
        var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int column = 0; column < columns.Count; column++)
        {
            if (first.TryGetValue(columns[column], out _))
            {
                Add(columns[column], "", CsvMessages.ColumnNameTwice.With(columns[column]), CsvMessages.RenameOrDeleteOne);
            }
            else first[columns[column]] = column;
        }

        var bound = new List<(CsvField Field, int Column)>();
        var used = new HashSet<int>();
        foreach (CsvField field in cmdlet.Fields)
        {
            int[] all = [.. field.Names.Where(first.ContainsKey).Select(name => first[name])];
            int[] own = [.. field.Columns.Where(first.ContainsKey).Select(name => first[name])];
            used.UnionWith(all);
            if (typed.Keys.Cast<object>().Any(key => field.Names.Contains(key.ToString(), StringComparer.OrdinalIgnoreCase)))
            {
                given.Add(field.Name);
                if (own.Length > 0 && field.IsText) overridden.Add((field, own[0]));
                foreach (int column in all)
                {
                    Add(
                        columns[column], "", CsvMessages.ColumnIsTyped.With(field.Name, columns[column]), CsvMessages.DeleteColumnOrParameter,
                        CsvSeverity.Warning);
                }
            }
            else if (all.Length > 0 && field.PlaceInHelp?.Columns is { } named && (own.Length == 0 || ResultRows.HasColumnsOfResult(first.ContainsKey)))
            {
                // It is said here, once, and not that the column is missing too.
                missing.Add(field.Name);
                string column = columns[all[0]];
                string reason = own.Length == 0
                    ? Messages.FieldNeedsColumn.With(column, string.Join(", ", named))
                    : Messages.FieldIsHistory.With(column, field.Name);
                Add(column, field.PlaceInHelp.WireName, $"{field.Name} {reason}.", CsvMessages.RenameColumn.With(named[0]));
            }
            else if (own.Length > 0 && !field.IsText)
            {
                Add(columns[own[0]], "", CsvMessages.ColumnIsObject.With(columns[own[0]], field.Name), CsvMessages.DeleteColumn);
            }
            else if (own.Length > 0)
            {
                given.Add(field.Name);
                bound.Add((field, own[0]));
                foreach (int column in own.Skip(1))
                {
                    Add(columns[column], "", CsvMessages.ColumnsOfOneParameter.With(columns[own[0]], columns[column], field.Name), CsvMessages.DeleteOne);
                }
            }
        }

        if (bound.Count > 0)
        {
            for (int column = 0; column < columns.Count; column++)
            {
                if (!used.Contains(column) && first[columns[column]] == column) AddUnknown(columns[column]);
            }
        }

        return bound;
    }

    private void AddUnknown(string column)
    {
        if (IsMisread(column))
        {
            Add(column, "", CsvMessages.ColumnIsMisread.With(redact(column)), CsvMessages.SaveAsUtf8);
            return;
        }

        (CsvField Field, string Name)? near = ColumnNames.Near(
            column, cmdlet.Fields, field => columns.Any(field.IsCalled), field => given.Contains(field.Name));
        if (near is { } meant)
        {
            Add(column, "", CsvMessages.ColumnIsNearly.With(ColumnNames.Shown(column), cmdlet.Name, meant.Name), CsvMessages.RenameColumn.With(meant.Name));
        }
        else Add(column, "", CsvMessages.ColumnIsUnknown.With(column, cmdlet.Name), CsvMessages.LeaveColumn, CsvSeverity.Warning);
    }

    private void ChooseSet(string? wanted, IDictionary typed, BinderProbe probe)
    {
        var arguments = new Hashtable(typed);
        foreach ((string set, string name) in cmdlet.Switches)
        {
            if (set == wanted) arguments[name] = true;
        }

        // What cannot come from a file has been reported; a name twice cannot be a property twice.
        string? chosen = probe.SetOf(Bound.Select(bound => columns[bound.Column]), arguments, out string? refusal, out string? wrongTyped);
        if (wrongTyped is not null) Add("", "", CsvMessages.TypedDoesNotFit.With(cmdlet.Name, wrongTyped), CsvMessages.CorrectParameter);
        if (chosen is null)
        {
            // Most often a column is missing, which the caller says better; then the set is the likeliest.
            if (wanted is null) Set = cmdlet.Sets.OrderBy(Lacking).ThenBy(set => set == cmdlet.DefaultSet ? 0 : 1).First();
            if (Lacking(Set) == 0 && wrongTyped is null)
            {
                string action = cmdlet.HasSets
                    ? CsvMessages.DeleteColumnsOrChooseSet.With(string.Join(", ", cmdlet.Sets))
                    : CsvMessages.DeleteColumnsOfOtherSets;
                Add("", "", CsvMessages.NoSetBinds.With(cmdlet.Name, refusal), action);
            }
        }
        else if (wanted is null || !cmdlet.HasSets) Set = cmdlet.Sets.Concat(cmdlet.ObjectSets).Contains(chosen) ? chosen : cmdlet.DefaultSet;
        else if (chosen != wanted)
        {
            Add("", "", CsvMessages.OtherSetIsChosen.With(chosen, cmdlet.Name, wanted), CsvMessages.AddColumnOfSet.With(wanted, chosen));
        }

        int Lacking(string set) => cmdlet.ColumnsOf(set).Count(field => field.IsMandatoryIn(set) && !given.Contains(field.Name))
            + (set == wanted ? 0 : cmdlet.Switches.Count(choice => choice.Set == set && !typed.Contains(choice.Name)));
    }

    private void Add(string column, string wireName, string message, string action, CsvSeverity severity = CsvSeverity.Error) => faults.Add(new CsvFault
    {
        Line = 0,
        Severity = severity,
        Column = redact(column),
        WireName = wireName,
        Message = redact(message),
        RecommendedAction = redact(action),
    });
}
