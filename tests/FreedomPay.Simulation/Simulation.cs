namespace FreedomPay.Simulation;

/// <summary>Plays worlds, and finds what of a bad one matters.</summary>
internal static class Simulation
{
    private const int MostTries = 400;

    /// <summary>A world that breaks a promise, without all that can be left out of it.</summary>
    public static (Plan Plan, WorldEnd End) Shrink(Plan plan)
    {
        WorldEnd end = World.Play(plan, tells: true);
        int tries = 0;
        for (bool isSmaller = true; isSmaller && tries < MostTries;)
        {
            isSmaller = false;
            foreach (Plan smaller in Smaller(plan, end))
            {
                if (++tries > MostTries) break;
                WorldEnd other = World.Play(smaller, tells: true);
                if (other.Violation is null) continue;
                (plan, end, isSmaller) = (smaller, other, true);
                break;
            }
        }

        return (plan, end);
    }

    private static IEnumerable<Plan> Smaller(Plan plan, WorldEnd end)
    {
        foreach (RunPlan run in plan.Runs) yield return plan with { Runs = [.. plan.Runs.Where(other => other != run)] };
        foreach (Intended row in plan.Rows.Count > 1 ? plan.Rows : []) yield return plan with { Rows = [.. plan.Rows.Where(other => other != row)] };
        foreach (RunPlan run in plan.Runs)
        {
            foreach (RunPlan calmer in Calmer(run)) yield return plan with { Runs = [.. plan.Runs.Select(other => other == run ? calmer : other)] };
        }

        foreach ((int Run, string About, int Number) mishap in end.Met.Where(mishap => !plan.Spared.Contains(mishap)))
        {
            yield return plan with { Spared = new HashSet<(int, string, int)>(plan.Spared) { mishap } };
        }
    }

    private static IEnumerable<RunPlan> Calmer(RunPlan run)
    {
        if (run.Badness > 0) yield return run with { Badness = 0 };
        if (run.Ending is not Ending.None) yield return run with { Ending = Ending.None };
        foreach (Mistake mistake in run.Mistakes) yield return run with { Mistakes = [.. run.Mistakes.Where(other => other != mistake)] };
        if (run.Replacement is not Replacement.None) yield return run with { Replacement = Replacement.None };
        if (run.RowPause > 0) yield return run with { RowPause = 0 };
        if (run.FullAt > 0) yield return run with { FullAt = 0 };
        if (run.IsFollowedAtOnce) yield return run with { IsFollowedAtOnce = false };
        if (run.Slowness > 0) yield return run with { Slowness = 0 };
        if (run.IsDoubled) yield return run with { IsDoubled = false };
        if (run.ClockSet != 0) yield return run with { ClockSet = 0 };
        if (run.Limit > 1) yield return run with { Limit = 1 };
        if (run.Retries > 0) yield return run with { Retries = 0 };
    }
}
