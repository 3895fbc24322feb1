using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatServer.Benchmarks.Load;

/// <summary>What a load came to: a table whose rows are what was measured and whose columns are figures, each the median of the rounds.</summary>
/// <param name="workload">Name of the workload.</param>
/// <param name="transport">Name of the transport.</param>
/// <param name="options">What the workload was told to do, as <c>--name value</c>.</param>
/// <param name="columns">Its figures, in the order of the table.</param>
internal sealed class LoadReport(string workload, string transport, IReadOnlyDictionary<string, string> options, IReadOnlyList<Column> columns)
{
    /// <summary>Version of the shape of the JSON.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;
    private readonly List<(string Name, List<Figures> Rounds)> _rows = [];

    /// <summary>What went wrong.</summary>
    public LoadErrors Errors { get; } = new();

    /// <summary>Adds a round of a row.</summary>
    public void Add(string row, Figures figures)
    {
        List<Figures>? rounds = _rows.Find(known => known.Name == row).Rounds;
        if (rounds == null)
            _rows.Add((row, rounds = []));
        rounds.Add(figures);
    }

    /// <summary>A figure: the median of the rounds.</summary>
    /// <returns><see langword="null"/> if the row does not have it.</returns>
    public double? Value(string row, Column column)
    {
        double[] values = [.. _rows.Find(known => known.Name == row).Rounds?.Where(round => round.ContainsKey(column)).Select(round => round[column]) ?? []];
        return values.Length == 0 ? null : Median.Of(values);
    }

    /// <summary>Writes it for people.</summary>
    public void Write(TextWriter output)
    {
        Column[] shown = [.. columns.Where(column => _rows.Exists(row => Value(row.Name, column) != null))];
        var table = new TextTable(["", .. shown.Select(column => column.Title)]);
        foreach ((string name, _) in _rows)
            table.Add([name, .. shown.Select(column => column.Format(Value(name, column)))]);
        table.Write(output);
        if (Errors.Lost + Errors.Doubled + Errors.Reordered > 0)
            output.WriteLine($"VIOLATION messages lost: {Errors.Lost:N0}, doubled: {Errors.Doubled:N0}, reordered: {Errors.Reordered:N0}");
        foreach (string other in Errors.Others)
            output.WriteLine($"VIOLATION {other}");
    }

    /// <summary>Writes it for programs.</summary>
    public void WriteJson(string file) => File.WriteAllText(file, JsonSerializer.Serialize(
        new
        {
            Format,
            Workload = workload,
            Transport = transport,
            Started = _started,
            Machine = new { Environment.ProcessorCount, System = RuntimeInformation.OSDescription, Runtime = RuntimeInformation.FrameworkDescription },
            Options = options,
            Columns = columns.Select(column => new { column.Name, column.Unit }),
            Rows = _rows.Select(row => new { row.Name, Values = Values(row.Name), Rounds = row.Rounds.Select(round => round.ToDictionary(figure => figure.Key.Name, figure => figure.Value)) }),
            Errors = new { Errors.Lost, Errors.Doubled, Errors.Reordered, Other = Errors.Others },
            Ok = !Errors.Any,
        },
        Json));

    private Dictionary<string, double> Values(string row)
        => columns.Where(column => Value(row, column) != null).ToDictionary(column => column.Name, column => Value(row, column)!.Value);
}
