namespace FreedomPay.Sandbox.Contract;

/// <summary>
/// Finds the operations that a request can mean. Several operations share some paths: the header X-Action chooses where it
/// exists; else all stay candidates and the body decides (see RequestResolver).
/// </summary>
internal static class OperationRouter
{
    /// <summary>Candidates for a method and a raw path.</summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">Path as it was called, without the query.</param>
    /// <param name="action">Value of X-Action; null when it is not sent.</param>
    /// <param name="allowed">Methods that the path knows; empty when no operation has the path.</param>
    public static IReadOnlyList<RouteMatch> Find(string method, string path, string? action, out IReadOnlyList<string> allowed)
    {
        string[] segments = path.Split('/');
        var onPath = new List<RouteMatch>();
        foreach (ContractOperation operation in ContractOperation.All)
        {
            if (operation.Matches(segments, out IReadOnlyDictionary<string, string> values)) onPath.Add(new RouteMatch(operation, values));
        }

        // A path without a template wins over one with it.
        if (onPath.Exists(match => match.PathValues.Count == 0)) onPath.RemoveAll(match => match.PathValues.Count > 0);
        allowed = onPath.Select(match => match.Operation.Method).Distinct().ToList();
        onPath.RemoveAll(match => match.Operation.Method != method);
        List<RouteMatch> chosen = onPath.FindAll(match => match.Operation.Action is { } wanted && wanted == action);
        return chosen.Count > 0 ? chosen : onPath;
    }
}

/// <summary>An operation that a request can mean, with the values of its path template.</summary>
internal sealed record RouteMatch(ContractOperation Operation, IReadOnlyDictionary<string, string> PathValues);
