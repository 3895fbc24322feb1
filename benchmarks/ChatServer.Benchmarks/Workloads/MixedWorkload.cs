using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>
/// <c>mixed</c>: people do what people do, at a fixed number of actions per second that the seed decides: they write to each other and to groups, enter and leave groups, ask
/// who is there, leave with a word and without, and come back. Each message must come to each of its recipients, once, in order, however often they were away.
/// </summary>
internal sealed class MixedWorkload(int users, int groups, int rate, int textLength, int seed) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "mixed";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(5);
    private static readonly Column Actions = new("actions", "1/s", "actions/s");

    private readonly Random _random = new(seed);
    private readonly ReadySet _ready = new();
    private MixedLedger _ledger = null!;
    private MixedPerson[] _people = [];
    private MixedGroup[] _groups = [];
    private NumberedLine[] _chats = [];
    private NumberedLine[] _says = [];
    private long _sent;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws"], store: "journal");
        int users = options.Number(arguments, "--users", 2, 5000, 200);
        int groups = options.Number(arguments, "--groups", 1, 1000, 20);
        int rate = options.Number(arguments, "--rate", 1, 100_000, 2000);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 32);
        int seed = options.Number(arguments, "--seed", 0, int.MaxValue, 1);
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Actions, Column.Messages, .. Column.Percentiles, Column.ServerCpu, Column.LoadCpu],
            Connections = users,
            Create = target => new MixedWorkload(users, groups, rate, bytes, seed) { Target = target },
        };
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        // Accounts are made here, so that later logins are quick.
        string[] ids = [.. Enumerable.Range(0, users).Select(i => Target.Id(MixedPerson.Role, i))];
        foreach (WireConnection connection in new Crowd(Target) { Then = ["Quit"], LastAnswer = "Goodbye" }.LogIn(ids))
            connection.Dispose();
        if (Target.MayHaveLeftovers)
            CleanUp(ids);
        _ledger = new MixedLedger(Target.Errors);
        _people = [.. Enumerable.Range(0, users).Select(i => new MixedPerson(Target, i, _ledger))];
        _groups = [.. Enumerable.Range(0, groups).Select(i => new MixedGroup(Target.Id("g", i)))];
        _chats = [.. _people.Select(person => NumberedLine.Of($"Chat {person.Id}", textLength))];
        _says = [.. _groups.Select(group => NumberedLine.Of($"Say {group.Name}", textLength))];
    }

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        _ledger.StartRound();
        long before = _ledger.Received;
        var meter = new CpuMeter(Target);
        long start = Stopwatch.GetTimestamp();
        long actions = 0;
        for (TimeSpan now; (now = Stopwatch.GetElapsedTime(start)) < time;)
        {
            for (long due = (long)(now.TotalSeconds * rate); actions < due; actions++)
                Act(_random.Next(users));
            Serve(TimeSpan.FromSeconds((actions + 1.0) / rate) - now);
            if (Target.Progress.IsDue)
                Target.Progress.Show($"{Target.Name}: {_people.Count(person => person.IsHere):N0} people are there, {_ledger.Received - before:N0} messages came");
        }

        Figures figures = Figures.Of(Actions, meter.Read(actions));
        figures[Column.Messages] = (_ledger.Received - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;

        // What is under way would wait for us while another server has its turn.
        long settling = Stopwatch.GetTimestamp();
        while (Serve(Settle) > 0 && Stopwatch.GetElapsedTime(settling) < SettlePatience)
        {
        }

        Column.AddPercentiles(figures, _ledger.Times);
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        long progress = Stopwatch.GetTimestamp();
        long open = _ledger.Open;
        while (_ledger.Open > 0 || !Array.TrueForAll(_people, person => person is { IsHere: true, IsChanging: false }))
        {
            foreach (MixedPerson person in _people.Where(person => person.IsAway))
                person.Come(_ready);
            Serve(TimeSpan.FromMilliseconds(100));
            if (_ledger.Open < open)
                (open, progress) = (_ledger.Open, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(progress) > (Target.Errors.Any ? Patience / 10 : Patience))
                break;
        }

        Target.Errors.Lost += _ledger.Open;
        foreach (MixedPerson person in _people.Where(person => person.IsHere))
            person.CleanUp(_groups);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Array.ForEach(_people, person => person.Dispose());
        _ready.Dispose();
        base.Dispose();
    }

    // One after another, because members who are there are told of each who leaves.
    private void CleanUp(string[] ids)
    {
        string[] all = [.. Enumerable.Range(0, groups).Select(i => Target.Id("g", i))];
        foreach (string id in ids)
        {
            using WireConnection connection = Crowd.LogIn(Target, id);
            MixedPerson.CleanUp(Target, connection, all);
        }
    }

    private void Act(int number)
    {
        MixedPerson person = _people[number];
        int chance = _random.Next(100);
        int other = _random.Next(users);
        int group = _random.Next(groups);
        if (person.IsAway && chance < 30)
            person.Come(_ready);
        if (!person.IsHere)
            return;
        switch (chance)
        {
            case < 70:
                _ledger.Expect(number, other, _sent);
                person.Say(_chats[other].With(_sent++));
                break;
            case < 82:
                Say(person, number, group);
                break;
            case < 88:
                if (!person.IsChanging && _groups[group] is { IsChanging: false, SaysUnderWay: 0 })
                    person.Change(_groups[group]);
                break;
            case < 92:
                person.Say(Encoding.ASCII.GetBytes($"Who {_people[other].Id}"));
                break;
            default:
                if (!person.IsChanging)
                    person.Go(says: chance % 2 == 0);
                break;
        }
    }

    private void Say(MixedPerson person, int number, int group)
    {
        MixedGroup there = _groups[group];
        if (there.IsChanging || !there.Members.Contains(number) || there.Members.Count == 1)
            return;
        foreach (int member in there.Members.Where(member => member != number))
            _ledger.Expect(number, member, _sent);
        person.Say(_says[group].With(_sent++), there);
    }

    private int Serve(TimeSpan patience)
    {
        int count = _ready.Wait(patience);
        for (int i = 0; i < count; i++)
            _people[_ready.Key(i)].Serve(_ready.IsWritable(i));
        return count;
    }
}
