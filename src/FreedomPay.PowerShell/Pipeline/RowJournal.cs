using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>What a cmdlet knows of the journal of its rows: where it lies, how values are spelt, and which rows can have none.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="connection">Where requests go.</param>
internal sealed class RowJournal(PSCmdlet cmdlet, FreedomPayConnection connection)
{
    private readonly Dictionary<string, Spelling> spellings = new(StringComparer.Ordinal);

    /// <summary>Opens it.</summary>
    /// <param name="given">Its path as it was given.</param>
    /// <param name="route">How the requests go.</param>
    /// <param name="cancellation">Ends the reading of a large one.</param>
    /// <exception cref="JournalException">It cannot be used, and why.</exception>
    public Journal Open(string given, ApiRoute route, CancellationToken cancellation)
    {
        string path = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") throw new JournalException(JournalProblem.Unusable, Messages.JournalIsNoFile.With(given));
        return Journal.Open(path, cmdlet.MyInvocation.MyCommand.Name, connection.Client.Settings, route, TimeProvider.System, cancellation);
    }

    /// <summary>Refuses rows for the signed-in user.</summary>
    /// <param name="row">The row.</param>
    /// <param name="route">How its request goes.</param>
    /// <exception cref="JournalException">Tokens change from hour to hour and name nobody, so that this user cannot be told from another one in the next
    /// run.</exception>
    public void Check(Row row, ApiRoute route)
    {
        bool isOfSignedIn = row.Bearer is null && route.Credential is CredentialKind.FreedomIdUser && connection.Client.Session is not null;
        if (isOfSignedIn) throw new JournalException(JournalProblem.Ambiguous, Messages.JournalOfSignedInUser);
    }

    /// <summary>The one spelling of each value.</summary>
    /// <param name="parameterSet">The parameter set that a row chose.</param>
    public Func<string, string, string?> SpellingOf(string parameterSet)
    {
        if (!spellings.TryGetValue(parameterSet, out Spelling? spelling))
        {
            spellings[parameterSet] = spelling = new Spelling(OperationBinding.Of(cmdlet.GetType()), parameterSet);
        }

        return spelling.Of;
    }
}
