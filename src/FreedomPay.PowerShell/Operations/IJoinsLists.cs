namespace FreedomPay.Operations;

/// <summary>A cmdlet whose rows have each their own of the objects that are given for all of them.</summary>
internal interface IJoinsLists
{
    /// <summary>The objects of the row that is bound.</summary>
    /// <param name="parameter">Name of the parameter that was given them.</param>
    /// <param name="given">All of them, each with its name in messages.</param>
    IEnumerable<(string Name, FreedomPayInput Value)> ItemsOf(string parameter, IEnumerable<(string Name, FreedomPayInput Value)> given);
}
