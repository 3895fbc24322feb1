namespace ChatServer.MicroBenchmarks.Allocations;

/// <summary>Compares what the operations allocate with the file that says what they should, or writes the file.</summary>
internal static class AllocationCommand
{
    /// <summary>What a developer types to write the file.</summary>
    public const string WriteCommand = "dotnet run --project benchmarks/ChatServer.MicroBenchmarks -c Release -- allocations --write";

    private const int Same = 0;
    private const int Different = 1;
    private const int WrongArguments = 2;

    /// <summary>Runs the command.</summary>
    /// <param name="options">What follows its name.</param>
    /// <param name="output">Gets the figures.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] options, TextWriter output, TextWriter errors)
    {
        bool write = false;
        string path = AllocationFile.DefaultPath;
        foreach (string option in options)
        {
            if (option == "--write")
            {
                write = true;
            }
            else if (option.StartsWith('-'))
            {
                await errors.WriteLineAsync($"'{option}' is not an option of allocations; it has --write, and takes the path of another file.");
                return WrongArguments;
            }
            else
            {
                path = option;
            }
        }

        if (!SteadyProcess.IsOptimized)
        {
            await errors.WriteLineAsync("A debug build allocates differently; run with -c Release.");
            return WrongArguments;
        }

        if (!SteadyProcess.IsCurrent)
            return await SteadyProcess.RunAsync(["allocations", .. options]);
        try
        {
            Dictionary<string, long> expected = write ? [] : AllocationFile.Read(path);
            List<(string Name, long Bytes)> measured = await MeasureAsync(output);
            if (!write)
                return await CompareAsync(expected, measured, path, errors);
            AllocationFile.Write(path, measured);
            return Same;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await errors.WriteLineAsync(e.Message);
            return WrongArguments;
        }
    }

    private static async Task<List<(string Name, long Bytes)>> MeasureAsync(TextWriter output)
    {
        List<(string Name, long Bytes)> measured = [];
        foreach (string name in OperationCatalog.Names)
        {
            await using Operation operation = OperationCatalog.Create(name);
            measured.Add((name, AllocationMeter.Measure(operation)));
            await output.WriteLineAsync($"{name,-26} {measured[^1].Bytes,7}");
        }

        return measured;
    }

    private static async Task<int> CompareAsync(Dictionary<string, long> expected, List<(string Name, long Bytes)> measured, string path, TextWriter errors)
    {
        List<string> differences = [];
        foreach ((string name, long bytes) in measured)
        {
            if (!expected.Remove(name, out long should))
                differences.Add($"{name} allocates {bytes} bytes; the file does not name it.");
            else if (bytes != should)
                differences.Add($"{name} allocates {bytes} bytes, {Math.Abs(bytes - should)} {(bytes > should ? "more" : "less")} than the {should} of the file.");
        }

        differences.AddRange(expected.Keys.Select(name => $"{name} is in the file, and is no operation."));
        foreach (string difference in differences)
            await errors.WriteLineAsync(difference);
        if (differences.Count == 0)
            return Same;
        await errors.WriteLineAsync($"If that is as it should be, write {path} anew: {WriteCommand}");
        return Different;
    }
}
