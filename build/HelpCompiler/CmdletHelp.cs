namespace FreedomPay.HelpCompiler;

/// <summary>What is to be said of a cmdlet.</summary>
internal sealed record CmdletHelp(
    string Name,
    string Family,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links);

/// <summary>A parameter; one entry for each parameter set in <see cref="Places"/>.</summary>
internal sealed record ParameterHelp(string Name, string Type, string Text, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterPlace> Places)
{
    public bool IsSwitch => Type == "SwitchParameter";

    public ParameterPlace? In(string set) => Places.FirstOrDefault(place => place.Set == set || place.Set == ParameterPlace.AllSets);
}

/// <summary>How a parameter stands in a parameter set.</summary>
internal sealed record ParameterPlace(string Set, bool Mandatory, int? Position, bool ByValue, bool ByName)
{
    public const string AllSets = "__AllParameterSets";

    public string PipelineInput => (ByValue, ByName) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}

/// <summary>An example.</summary>
internal sealed record ExampleHelp(string Code, string Remarks);

/// <summary>A link.</summary>
internal sealed record LinkHelp(string Text, string Url);
