using System.Globalization;

namespace ChatServer.Core.Storage.Journal;

/// <summary>Checks the journal of a stopped server, without changing anything.</summary>
public static class JournalVerification
{
    /// <summary>Reads every record of every file. Reports the files and their damage.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="output">Receives the report.</param>
    /// <returns>Whether the journal is undamaged. A torn tail after a crash is not damage.</returns>
    /// <exception cref="StoreException">It cannot be checked.</exception>
    public static bool Run(string path, TextWriter output)
    {
        if (!Directory.Exists(path))
            throw new StoreException($"there is no directory {path}.");
        using JournalDirectory directory = JournalDirectory.LockToRead(path);
        var contents = new JournalContents(directory);
        var kinds = new SortedDictionary<RecordKind, long>();
        contents.Read(record => kinds[record.Kind] = kinds.GetValueOrDefault(record.Kind) + 1);

        foreach (JournalFileReport file in contents.Files)
            output.WriteLine(Format($"{file.Path}: {file.Records} records, {file.Bytes} bytes"));
        foreach ((RecordKind kind, long count) in kinds)
            output.WriteLine(Format($"  {kind}: {count}"));
        if (contents.TornTail is { } tail)
            output.WriteLine(Format($"{tail.Path}: the last write was cut off at offset {tail.Offset}; {tail.Length} bytes hold no record. The next start removes them."));
        foreach (JournalDamage torn in contents.Torn)
            output.WriteLine(Format($"{torn.FilePath}: offset {torn.Offset}, {torn.Length} bytes: {torn.What}"));
        if (contents.Manifest is { } manifest)
            output.WriteLine(manifest.End == null ? "The server has not stopped in order, or something could not be written." : "The server has stopped in order.");
        foreach (JournalDamage damage in contents.Damages)
            output.WriteLine(damage);
        output.WriteLine(contents.Damages.Count == 0
            ? $"The journal in {path} is undamaged."
            : Format($"The journal in {path} is damaged in {contents.Damages.Count} places; everything else in it is readable."));
        return contents.Damages.Count == 0;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
