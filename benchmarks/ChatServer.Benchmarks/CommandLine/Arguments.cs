using System.Globalization;

namespace ChatServer.Benchmarks.CommandLine;

/// <summary>The options behind a command's name: <c>--name value</c>, or <c>--name</c> alone for a switch.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> _values = [];

    /// <summary>Splits arguments into names and values.</summary>
    /// <param name="args">The arguments.</param>
    /// <exception cref="UsageException">A value stands alone, or a name twice.</exception>
    public Arguments(ReadOnlySpan<string> args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            if (!name.StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{name}' is not an option.");
            string? value = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            if (!_values.TryAdd(name, value))
                throw new UsageException($"{name} stands there twice.");
        }
    }

    /// <summary>Takes a switch.</summary>
    public bool TakeSwitch(string name)
    {
        if (!_values.Remove(name, out string? value))
            return false;
        return value == null ? true : throw new UsageException($"{name} takes no value.");
    }

    /// <summary>Takes a text; <see langword="null"/> if it is not given.</summary>
    public string? TakeText(string name)
    {
        if (!_values.Remove(name, out string? value))
            return null;
        return value ?? throw new UsageException($"{name} needs a value.");
    }

    /// <summary>Takes the path of a file that is there; <see langword="null"/> if it is not given.</summary>
    public string? TakeFile(string name)
    {
        string? path = TakeText(name);
        return path == null || File.Exists(path) ? path : throw new UsageException($"{name}: there is no file '{path}'.");
    }

    /// <summary>Takes the path of a file that can be written; <see langword="null"/> if it is not given. Wrong paths are found before hours of work.</summary>
    public string? TakeFileToWrite(string name) => TakePath(name, path =>
    {
        bool isNew = !File.Exists(path);
        File.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
        if (isNew)
            File.Delete(path);
    });

    /// <summary>Takes the path of a directory in which files can be made; it is made if it is not there. <see langword="null"/> if it is not given.</summary>
    public string? TakeDirectoryToWrite(string name) => TakePath(name, path =>
    {
        Directory.CreateDirectory(path);
        File.Create(Path.Combine(path, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
    });

    /// <summary>Takes one of several words.</summary>
    public string TakeWord(string name, params ReadOnlySpan<string> words)
    {
        string? value = TakeText(name);
        if (value == null)
            return words[0];
        return words.Contains(value) ? value : throw new UsageException($"{name} is one of {string.Join(", ", words)}; not '{value}'.");
    }

    /// <summary>Takes a whole number; <see langword="null"/> if it is not given.</summary>
    public int? TakeNumber(string name, int least, int most)
    {
        string? value = TakeText(name);
        if (value == null)
            return null;
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{name} is a whole number from {least} to {most}; not '{value}'.");
    }

    /// <summary>Makes sure that nothing is left.</summary>
    public void RejectRest()
    {
        if (_values.Count > 0)
            throw new UsageException($"{_values.Keys.First()} is not known.");
    }

    private string? TakePath(string name, Action<string> attempt)
    {
        string? path = TakeText(name);
        if (path == null)
            return null;
        try
        {
            attempt(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{name} {path}: {e.Message}");
        }
    }
}
