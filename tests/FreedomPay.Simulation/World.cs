using System.Globalization;
using System.Text;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Simulation;

/// <summary>
/// A world: an API, a network, a disk, a clock and an operator who runs a file several times with one journal, until the weather is good. What
/// was promised is checked after every run, and at the end.
/// </summary>
internal sealed class World
{
    /// <summary>A world has some thousands of steps; more are an endless run.</summary>
    public const int MostSteps = 400_000;

    private const string Path = "/runs/run.jsonl";
    // All of them have the salt, and are of one length.
    private const int HeaderBytes = 150;
    private const string OtherJournal = "/runs/another.jsonl";
    private const string OtherName = "/runs/the same.jsonl";
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(12);
    private static readonly ConnectionSettings[] Known = [.. Enumerable.Range(0, 4).Select(static retries => SettingsOf(SimulatedApi.Secret, retries))];
    private static readonly ConnectionSettings[] Strange = [.. Enumerable.Range(0, 4).Select(static retries => SettingsOf("the-secret-of-another", retries))];

    private readonly Plan plan;
    private readonly Dice dice;
    private readonly StringBuilder? story;
    private readonly SimulatedDisk disk = new();
    private readonly PaymentBooks payments;
    private readonly List<Intended> intended;
    private readonly List<(string Act, string? Id, byte[] Answer)> remembered = [];
    private readonly HashSet<(int Run, string About, int Number)> met = [];
    private readonly Dictionary<string, string> acts = [];
    private readonly SortedSet<int> strangers = [];

    // The journal after each run, and the runs that the one of now knows; those of which it has lost what it knew.
    private readonly List<(byte[] Bytes, int[] Runs)> copies = [];
    private readonly HashSet<int> forgotten = [];
    private readonly List<Process> running = [];
    private readonly Dictionary<int, (RunPlan Plan, bool IsGood)> carried = [];
    private RowRunner? beside;

    // The runs with the other journal.
    private readonly HashSet<int> ofOther = [];
    private List<int> known = [];
    private int added;

    private World(Plan plan, bool tells)
    {
        this.plan = plan;
        story = tells ? new StringBuilder() : null;
        dice = new Dice(Dice.Mixed(plan.Seed));
        Clock = new VirtualClock(dice.For(Question.Order));
        intended = [.. plan.Rows];
        payments = new PaymentBooks(dice, () => Clock.Actual);
        foreach (Intended row in plan.Kind.Proof is Proof.Status ? [] : plan.Rows)
        {
            // Somebody has made alike ones before.
            Dice own = dice.For(Question.Payments, -row.Id);
            if (own.Chance(0.3)) payments.Add(OfPayments(row), "" + row.Amount, TimeSpan.FromMinutes(own.From(2, own.Chance(0.5) ? 20 : 3000)));
        }

        Func<string, int> reluctance = card => dice.For(Question.Row, 1000 + int.Parse(card.AsSpan(4), CultureInfo.InvariantCulture)).Chance(0.15) ? 1 : 0;
        Api = new SimulatedApi(plan.Kind, reluctance, payments);
    }

    public Kind Kind => plan.Kind;

    public VirtualClock Clock { get; }

    public SimulatedApi Api { get; }

    /// <summary>How many requests have left.</summary>
    public int Requests { get; set; }

    /// <summary>Plays a world.</summary>
    /// <param name="plan">What is to happen.</param>
    /// <param name="tells">Whether its story is written down.</param>
    public static WorldEnd Play(Plan plan, bool tells = false)
    {
        var world = new World(plan, tells);
        string? violation = null;
        try
        {
            world.Play();
        }
        catch (ViolationException broken)
        {
            violation = broken.Message;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            violation = "It ended in an exception: " + e;
        }

        if (world.Clock.Strayed is { } where) violation = "The world has left its thread: " + where;
        return new WorldEnd(violation, world.Requests, world.Clock.Course, world.met, world.story?.ToString() ?? "");
    }

    /// <summary>Adds to the story.</summary>
    public void Tell(Func<string> what)
    {
        if (story is null) return;
        story.Append(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(Clock.Now).TotalSeconds,9:0.000} s  ").AppendLine(what());
    }

    /// <summary>What a request is to do, or a question asks about.</summary>
    public string ActOf(string body)
    {
        Dictionary<string, string> fields = Api.Fields(body);
        string? id = IdOf(fields);
        if (IsQuestion(fields)) return id is not null && acts.TryGetValue(id, out string? asked) ? asked : id ?? "an unknown request";
        string act = Api.ActOf(fields);
        // One payment may have several, and of these nobody asks alone.
        if (Kind.Proof is not Proof.Status) return act;
        if (id is not null) acts[id] = act;
        return act;
    }

    /// <summary>The key of a request as the story tells it.</summary>
    public string KeyOf(string body) => IdOf(Api.Fields(body)) is { } id ? $" under {id}" : "";

    /// <summary>Keeps an answer, which may be given to another.</summary>
    public void Remember(Dictionary<string, string> fields, byte[] answer) => remembered.Add((Api.ActOf(fields), IdOf(fields), answer));

    /// <summary>An answer that was meant for another request.</summary>
    public byte[] AnswerOfOther(Dictionary<string, string> fields, Dice which)
    {
        string? own = IdOf(fields);
        // Two that say nothing of themselves but what they do, and do the same, have one answer.
        (string Act, string? Id, byte[] Answer)[] others = [.. remembered.Where(other => own is not null && other.Id is not null
            ? !string.Equals(other.Id, own, StringComparison.OrdinalIgnoreCase)
            : IsQuestion(fields) || other.Act != Api.ActOf(fields))];
        if (others.Length > 0) return which.Of(others).Answer;
        var changed = new Dictionary<string, string>(fields) { [Kind.CardField] = "4400999" };
        if (own is not null) changed[(Kind.StatusBy ?? Kind.Key)!] = "another";
        return Api.Success(changed);
    }

    /// <summary>How long the pipeline takes for its next row.</summary>
    public TimeSpan Pause(int run)
    {
        Dice own = dice.For(Question.Pipeline, run, Clock.Happened);
        return TimeSpan.FromMilliseconds(own.Below(20)) + TimeSpan.FromSeconds(own.Below(carried[run].Plan.RowPause + 1));
    }

    /// <summary>The chance in the waits between attempts.</summary>
    public Func<double> Jitter(int run)
    {
        Dice own = dice.For(Question.Jitter, run);
        return own.Share;
    }

    private static ConnectionSettings SettingsOf(string secret, int retries) => new()
    {
        BaseUri = new Uri("https://api.example/"),
        Partner = new Credential("123456", new Secret(secret)),
        Merchant = new Credential("9970", new Secret(secret)),
        PassportUri = new Uri("https://passport.example/"),
        FreedomIdClient = new Credential("client", new Secret(secret)),
        FreedomIdToken = new Secret(secret),
        MaxRetryCount = retries,
    };

    private bool IsQuestion(Dictionary<string, string> fields) => !fields.ContainsKey(Kind.AmountField);

    // What the payments or refunds of a row are counted by.
    private string OfPayments(Intended row) => Kind.Proof is Proof.Refund ? row.Card : "order-" + row.Card;

    private string? IdOf(Dictionary<string, string> fields) => (Kind.StatusBy ?? Kind.Key) is { } name && fields.TryGetValue(name, out string? id) ? id : null;

    private void Play()
    {
        foreach (RunPlan run in plan.Runs)
        {
            Replace(run);
            Carry(run, FileOf(run), isGood: false);
            SettleAfter(run);
            known.Add(run.Number);
            copies.Add((disk.Read(Path), [.. known]));
        }

        var last = new RunPlan { Number = 100, Limit = 4 };
        RowRunner end = Carry(last, FileOf(last), isGood: true);
        CheckTheEnd(end);
        Settle();
        if (Kind.IsRead || end.Problem is not null) return;
        var again = new RunPlan { Number = 101, Limit = 4 };
        int before = Requests;
        RowRunner nothing = Carry(again, FileOf(again), isGood: true);
        bool wasFinished = end.Told.All(static row => row.Told!.State is OutcomeState.Succeeded);
        if (wasFinished && Requests != before) throw new ViolationException("A journal that was finished did not resume to nothing.");
        CheckTheEnd(nothing);
        CheckJournal();
    }

    private void Replace(RunPlan run)
    {
        if (run.Replacement is Replacement.None || copies.Count == 0 || copies[^1].Bytes.Length == 0) return;
        (byte[] bytes, int[] runs) = run.Replacement switch
        {
            Replacement.Copy => copies[^1],
            Replacement.OlderCopy => dice.For(Question.File, run.Number, 1).Of(copies),
            _ => ([], []),
        };
        Tell(() => $"the journal is replaced: {run.Replacement}, which knows the runs {string.Join(", ", runs)}");
        if (run.Replacement is Replacement.Deleted) disk.Delete(Path);
        else disk.Replace(Path, bytes);
        forgotten.UnionWith(known.Except(runs));
        known = [.. runs];
    }

    // What is late comes meanwhile.
    private void Settle() => Pass(TimeSpan.FromHours(1));

    // Whoever goes on at once may be there before what an earlier run has sent; only in good weather that has to be settled.
    private void SettleAfter(RunPlan run)
    {
        if (run.IsFollowedAtOnce && run != plan.Runs[^1]) Pass(TimeSpan.FromSeconds(2));
        else Settle();
    }

    private void Pass(TimeSpan time)
    {
        long until = Clock.Now + time.Ticks;
        while (Clock.Next(until))
        {
        }
    }

    private RowRunner Carry(RunPlan run, List<SimulatedRow> file, bool isGood)
    {
        bool isStranger = run.Mistakes.Contains(Mistake.OtherConnection);
        if (isStranger) strangers.Add(run.Number);
        carried[run.Number] = (run, isGood);
        Dice crash = dice.For(Question.Crash, run.Number);
        Process process = Started(run, crash);
        Tell(() => $"run {run.Number} begins: {file.Count} rows, {run.Limit} at a time; {string.Join(", ", run.Mistakes.DefaultIfEmpty())}");
        using var network = new SimulatedNetwork(this, process, isStranger);
        using var client = new ApiClient((isStranger ? Strange : Known)[run.Retries], network, process.Time, new RetryQuota(), Jitter(run.Number));
        var memory = new ProcessMemory(process.Time);
        var runner = new RowRunner(this, process, memory, run, client, disk.For(process, run.FullAt), Path);
        if (run.ClockSet != 0) process.After(TimeSpan.FromMilliseconds(crash.Below(5000)), () => Clock.Set += TimeSpan.FromHours(run.ClockSet));
        TimeSpan second = TimeSpan.Zero;
        ApiClient? shared = isStranger ? null : client;
        if (run.IsDoubled) process.After(TimeSpan.FromMilliseconds(crash.Below(3000)), () => second = CarrySecond(run, process, memory, shared));
        TimeSpan took = Played(runner, file);
        if (took - second > LongestRun) throw new ViolationException($"Run {run.Number} took {took - second}.");
        if (!process.IsDead && runner.Problem is { } problem) Tell(() => $"run {run.Number} ends: {problem.Message}");
        End(process, crash, out bool wasKilled);
        SettleAfter(run);
        CheckRun(run, runner, file, wasKilled);
        CheckBeside(runner);
        return runner;
    }

    private Process Started(RunPlan run, Dice crash)
    {
        Dice speed = dice.For(Question.Disk, run.Number);
        bool cutsPower = run.Ending is Ending.PowerCut;
        Process? process = null;
        process = new Process(run.Number, Clock, dice.For(Question.Order, run.Number))
        {
            KilledAt = run.Ending is Ending.Killed or Ending.PowerCut ? run.EndsAt : 0,
            DiskTakes = () => speed.Below(100) < run.Slowness ? TimeSpan.FromMilliseconds(speed.From(10, 6000)) : TimeSpan.FromTicks(speed.From(100, 50_000)),
            OnKilled = () =>
            {
                Tell(() => $"run {run.Number} is killed{(cutsPower ? " by a power cut" : "")}");
                disk.Kill(process!, crash);
                if (!cutsPower) return;
                disk.CutPower(crash);
                foreach (Process other in running) other.End();
            },
        };
        running.Add(process);
        return process;
    }

    private TimeSpan Played(RowRunner runner, List<SimulatedRow> file)
    {
        long begun = Clock.Now;
        try
        {
            using (runner) runner.Run(file);
        }
        catch (KilledException)
        {
            // Whatever it was doing, it does no more.
        }

        return TimeSpan.FromTicks(Clock.Now - begun);
    }

    private void End(Process process, Dice crash, out bool wasKilled)
    {
        wasKilled = process.IsDead;
        process.End();
        running.Remove(process);
        disk.Release(process);
        // The process is over; what its writer had not handed to the system is lost.
        disk.Kill(process, crash);
    }

    // Somebody starts the same file a second time while the first run goes on, which stands still meanwhile but for what is in flight: with the
    // same journal, by this name or another, or with another one, in a process of its own or in that of the first.
    private TimeSpan CarrySecond(RunPlan run, Process process, ProcessMemory memory, ApiClient? client)
    {
        Dice own = dice.For(Question.Second, run.Number);
        int number = run.Number + 50;
        RunPlan plan = new() { Number = number, Limit = own.From(1, 4), Badness = run.Badness, Retries = run.Retries };
        carried[number] = (plan, false);
        List<SimulatedRow> file = FileOf(plan);
        bool isOther = own.Chance(0.6), isSame = isOther && client is not null && own.Chance(0.5);
        bool isHeld = !isOther && disk.IsHeldBy(process, Path);
        string path = isOther ? OtherJournal : run.Number % 2 == 0 || !disk.Has(Path) ? Path : OtherName;
        // The other name of a file that was replaced leads to what was there before: be that a copy, it is the same journal.
        bool isLinked = isHeld && disk.Read(OtherName).Take(HeaderBytes).SequenceEqual(disk.Read(Path).Take(HeaderBytes));
        if (path == OtherName && !isLinked) disk.Link(Path, OtherName);
        if (isOther) ofOther.Add(number);
        else known.Add(number);
        Tell(() => $"run {number} begins within run {run.Number}: {file.Count} rows, {plan.Limit} at a time; {path}{(isSame ? ", in the same process" : "")}");
        long begun = Clock.Now;
        Dice crash = dice.For(Question.Crash, number);
        Process its = isSame ? process : Started(plan, crash);
        using var network = new SimulatedNetwork(this, its, isStranger: false);
        using ApiClient another = new(Known[run.Retries], network, its.Time, new RetryQuota(), Jitter(number));
        ProcessMemory remembered = isSame ? memory : new ProcessMemory(its.Time);
        var second = new RowRunner(this, its, remembered, plan, isSame ? client! : another, disk.For(its, 0), path);
        Played(second, file);
        if (second.Problem is { } problem) Tell(() => $"run {number} ends: {problem.Message}");
        bool isKeptAway = second.Problem is not null || file.Count == 0 || its.IsDead;
        if (isHeld && !isKeptAway) throw new ViolationException($"A second run got the journal of run {run.Number}.");
        bool wasKilled = its.IsDead;
        if (!isSame) End(its, crash, out wasKilled);
        CheckRun(plan, second, file, wasKilled);
        // Of another process, and of what no journal knows, nothing could be told apart; nor what another has done but seconds before.
        bool isKnown = isSame && ofOther.Count == 1 && forgotten.Count == 0 && !file.Exists(static row => row.OwnKey is not null);
        beside = isKnown && !this.plan.Runs.Any(earlier => earlier.Number < run.Number && earlier.IsFollowedAtOnce) ? second : null;
        return TimeSpan.FromTicks(Clock.Now - begun);
    }

    /// <summary>What a request of a run, or a question, meets.</summary>
    public Weather WeatherOf(int number, string about, int nth)
    {
        (RunPlan run, bool isGood) = carried[number];
        Dice own = dice.For(Question.Weather, number, Dice.Of(about) + nth);
        if (isGood || !own.Chance(run.Badness)) return Weather.Good(own);
        met.Add((number, about, nth));
        return plan.Spared.Contains((number, about, nth)) ? Weather.Good(own) : Weather.Bad(own);
    }

    // Chance decides of a request by what is asked about it, its key for one.
    private static string NewKey(Dice dice) => new Guid((int)dice.Next(), (short)dice.Next(), 0x7000, [0x80, .. BitConverter.GetBytes(dice.Next())[1..]]).ToString();

    /// <summary>The file of a run, with what the operator has done to it.</summary>
    private List<SimulatedRow> FileOf(RunPlan run)
    {
        Dice own = dice.For(Question.File, run.Number);
        if (run.Mistakes.Contains(Mistake.Lengthened))
        {
            int id = 1000 + ++added;
            int card = own.Chance(0.5) ? own.From(1, 3) : 50 + added;
            int sum = Kind.HasOrder ? 10 * id : 10 * own.From(1, 3);
            intended.Add(new Intended(id, "4400" + card, sum, new Guid(id, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString()));
        }

        List<Intended> rows = [.. intended];
        if (run.Mistakes.Contains(Mistake.Shortened)) rows.RemoveAll(row => own.For(Question.Row, row.Id).Chance(0.3));
        bool hasKeys = plan.HasKeys && !run.Mistakes.Contains(Mistake.KeysForgotten);
        // Without a key a row that stands there twice is meant twice.
        if (run.Mistakes.Contains(Mistake.Repeated) && hasKeys && rows.Count > 0) rows.Add(own.Of(rows));
        if (run.Mistakes.Contains(Mistake.Reordered)) rows = [.. rows.OrderBy(row => own.For(Question.Order, row.Id).Next())];
        bool isRespelt = run.Mistakes.Contains(Mistake.Respelt);
        var file = new List<SimulatedRow>();
        foreach (Intended row in rows)
        {
            string[] spellings = [row.Amount + ".00", "0" + row.Amount, row.Amount + ".0"];
            string amount = isRespelt ? own.For(Question.Row, row.Id, 1).Of(spellings) : row.Amount.ToString(CultureInfo.InvariantCulture);
            bool bringsKey = hasKeys && Kind is { Key: not null, IsFresh: false };
            // IdempotencyKeys.Ensure: a row that brings no key is given one.
            string? key = bringsKey ? (isRespelt ? row.Key.ToUpperInvariant() : row.Key) : Kind.Key is null ? null : NewKey(own);
            file.Add(new SimulatedRow(Kind, file.Count + 1)
            {
                Intended = row,
                Sent = Kind.Body(row, key, amount),
                OwnKey = bringsKey ? key : null,
                RowId = hasKeys && !bringsKey ? (isRespelt ? "" : "00") + row.Id : null,
                RequestId = key,
                Bearer = Kind.HasTokens ? new Secret(row.Token) : null,
            });
        }

        return file;
    }

    // What happened and a journal does not know: a row of it is sent again, for nothing says that it was before. What one journal knows another
    // does not, and what is in none that is left nobody does.
    private int ForgottenOf(string act, bool isOther = false) =>
        Api.Effects.Count(effect => effect.Act == act && (forgotten.Contains(effect.Run) || ofOther.Contains(effect.Run) != isOther));

    // Under keys of the rows' own the API does not carry out again what the journal has lost; in capitals they are others to it.
    private bool KeysAreKept => plan.HasKeys
        && Kind is { Key: not null, IsFresh: false }
        && !plan.Runs.Any(static run => run.Mistakes.Contains(Mistake.KeysForgotten) || run.Mistakes.Contains(Mistake.Respelt));

    private int EffectsOf(string act) => Api.Effects.Count(effect => effect.Act == act);

    private void CheckRun(RunPlan run, RowRunner runner, List<SimulatedRow> file, bool wasKilled)
    {
        CheckTwice();
        for (int i = 0; i < runner.Told.Count; i++)
        {
            if (runner.Told[i] != file[i]) throw new ViolationException($"Run {run.Number} told of row {runner.Told[i].Number} where row {i + 1} was due.");
        }

        if (runner.HasEnded && !wasKilled && runner.Told.Count != file.Count)
        {
            throw new ViolationException($"Run {run.Number} told of {runner.Told.Count} rows of {file.Count}.");
        }

        if (Kind.IsRead) return;
        bool isOther = ofOther.Contains(run.Number);
        foreach (IGrouping<string, SimulatedRow> alike in runner.Told.GroupBy(static row => row.Intended.Act))
        {
            int effects = EffectsOf(alike.Key);
            int succeeded = alike.Count(static row => row.Told!.State is OutcomeState.Succeeded);
            int not = alike.Count(static row => row is { IsRefused: false, Told.State: OutcomeState.Failed or OutcomeState.NotSent });
            int meant = intended.Count(row => row.Act == alike.Key);
            if (Kind.Safety is Safety.Natural ? succeeded > 0 && effects == 0 : effects < succeeded)
            {
                throw new ViolationException($"Run {run.Number} told of {succeeded} rows {alike.Key} that they succeeded; {effects} have happened.");
            }

            int known = effects - ForgottenOf(alike.Key, isOther);
            if (Kind.Safety is Safety.Natural ? not > 0 && not == meant && known > 0 : known > meant - not)
            {
                string told = $"Run {run.Number} told of {not} rows {alike.Key}, of {meant} that were meant, that they did not happen";
                throw new ViolationException($"{told}; {effects} have happened.");
            }
        }
    }

    // What proves a payment or a refund of one run is not what another of the same process has made.
    private void CheckBeside(RowRunner runner)
    {
        if (beside is not { } other || Kind.Proof is Proof.Status) return;
        beside = null;
        foreach (IGrouping<string, SimulatedRow> alike in runner.Told.Concat(other.Told).GroupBy(static row => row.Intended.Act))
        {
            int succeeded = alike.Count(static row => row.Told!.State is OutcomeState.Succeeded), effects = EffectsOf(alike.Key);
            if (effects >= succeeded) continue;
            throw new ViolationException($"Two runs of a process told of {succeeded} rows {alike.Key} that they succeeded; {effects} have happened.");
        }
    }

    private void CheckTwice()
    {
        if (Kind.Safety is Safety.Read or Safety.Natural) return;
        foreach (IGrouping<string, Effect> alike in Api.Effects.GroupBy(static effect => effect.Act))
        {
            int meant = intended.Count(row => row.Act == alike.Key);
            if (alike.Count() <= meant + (KeysAreKept ? 0 : Math.Min(ForgottenOf(alike.Key), ForgottenOf(alike.Key, isOther: true)))) continue;
            string runs = string.Join(", ", alike.Select(static effect => effect.Run));
            throw new ViolationException($"{alike.Key} was meant {meant} times and has happened {alike.Count()} times, sent by the runs {runs}.");
        }
    }

    private void CheckTheEnd(RowRunner runner)
    {
        if (runner.Problem is { } problem)
        {
            // A journal that a run with another secret has begun anew is that one's.
            if (problem.Problem is JournalProblem.Foreign && strangers.Count > 0) return;
            // Zeros with something behind them may be what a power cut has left of lines that were on no disk yet, or what a bad disk has left of
            // requests that were sent: nothing in the file tells which, and so it is refused.
            if (problem.Problem is JournalProblem.Damaged or JournalProblem.Foreign && disk.HasHole(Path)) return;
            throw new ViolationException("In good weather the journal cannot be gone on with: " + problem.Message);
        }

        foreach (SimulatedRow row in runner.Told)
        {
            OutcomeState state = row.Told!.State;
            bool isSettled = state is OutcomeState.Succeeded || IsExcused(row);
            if (!isSettled) throw new ViolationException($"In good weather row {row.Number} ({row.Intended.Act}) is told {state}: {row.Told.Fault?.Message}");
        }
    }

    // What nobody can tell stays in doubt; what was refused for good, or is not the row that the journal knows, is told so.
    private bool IsExcused(SimulatedRow row)
    {
        bool wasForgotten = plan.Runs.Any(static run => run.Mistakes.Contains(Mistake.KeysForgotten));
        return row.Told!.State switch
        {
            // A refusal may come from what the first request has done: what it refused for says nothing of that.
            OutcomeState.Unknown when Kind.Safety is Safety.Natural => row.Told.Fault?.Code == "1333",
            OutcomeState.Unknown when Kind.Proof is not Proof.Status => !CanBeProven(row),
            OutcomeState.Unknown => Kind.Safety is Safety.Unkeyed && (Kind.StatusBy is null || EffectsOf(row.Intended.Act) == 0),
            // A key under which something was refused gives that refusal again.
            OutcomeState.Failed => Kind.Safety is Safety.Replay or Safety.Refuse || row.Told.Fault?.Code is "1333" or "-1333",
            _ => row.IsRefused && wasForgotten,
        };
    }

    // The books say of no payment and of no refund whose it is: what is not alone stays in doubt, and so does what was before that nobody has
    // asked for. All of them are known by their time too, where the API had told which it was.
    private bool CanBeProven(SimulatedRow row)
    {
        if (intended.Count(other => other.Act == row.Intended.Act) > 1 || ForgottenOf(row.Intended.Act) > 0) return false;
        if (row.Sendings.Any(static sending => sending.ByApi is null)) return false;
        if (Kind.Proof is Proof.Refund) return EffectsOf(row.Intended.Act) == 1 && row.Ticket?.Note is not null;
        int effects = EffectsOf(row.Intended.Act);
        bool isAlone = payments.Count(OfPayments(row.Intended)) == effects;
        // Under a key that the API has refused something for, it says no more than that it knows it.
        return isAlone && (effects == 1 || !Api.Knows(row.RequestId!));
    }

    private void CheckJournal()
    {
        string text = Encoding.UTF8.GetString(disk.Read(Path));
        foreach (string secret in intended.SelectMany(static row => new[] { row.Pin, row.Token }).Append(SimulatedApi.Secret))
        {
            if (text.Contains(secret, StringComparison.Ordinal)) throw new ViolationException("The journal holds a secret.");
        }
    }
}

/// <summary>How a world ended.</summary>
/// <param name="Violation">What promise was broken; null for none.</param>
/// <param name="Requests">How many requests left.</param>
/// <param name="Course">A sum of all that happened.</param>
/// <param name="Met">Which requests met a mishap.</param>
/// <param name="Story">What happened, in words.</param>
internal sealed record WorldEnd(string? Violation, int Requests, ulong Course, IReadOnlySet<(int Run, string About, int Number)> Met, string Story);
