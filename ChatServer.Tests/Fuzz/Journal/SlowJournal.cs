using System.Globalization;
using ChatServer.Core.Storage;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>
/// Reads the files of a journal as docs/journal.md describes them: each as a whole, by <see cref="SlowFile"/>, and judges what is missing. Slow, and easy to check.
/// </summary>
internal sealed class SlowJournal
{
    private readonly List<SlowFile> _journals = [];
    private readonly List<SlowFile> _snapshots = [];
    private SlowManifest? _manifest;

    /// <summary>Reads files.</summary>
    /// <param name="files">By name.</param>
    public SlowJournal(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        byte[]? manifest = null;
        foreach ((string name, byte[] bytes) in files)
        {
            if (NumberOf(name, ".journal") is > 0 and var journal)
                _journals.Add(new SlowFile(name, journal, isSnapshot: false, bytes));
            if (NumberOf(name, ".snapshot") is > 0 and var snapshot)
                _snapshots.Add(new SlowFile(name, snapshot, isSnapshot: true, bytes));
            if (name == "manifest")
                manifest = bytes;
        }

        _journals.Sort((a, b) => a.Number.CompareTo(b.Number));
        _snapshots.Sort((a, b) => a.Number.CompareTo(b.Number));
        Read(manifest);
    }

    /// <summary>What must be found.</summary>
    public List<StoreRecord> Records { get; } = [];

    /// <summary>What must be reported: file, offset, length.</summary>
    public List<(string File, long Offset, long Length)> Damages { get; } = [];

    /// <summary>What a crash has left, besides the tail.</summary>
    public List<(string File, long Offset, long Length)> Torn { get; } = [];

    /// <summary>The tail that must be reported.</summary>
    public (string File, long Offset, long Length)? TornTail { get; private set; }

    /// <summary>Whether nothing may be read, because a later version has written here or no number is left.</summary>
    public bool IsRefused { get; private set; }

    private static long NumberOf(string name, string extension)
    {
        if (!name.EndsWith(extension, StringComparison.Ordinal))
            return 0;
        string digits = name[..^extension.Length];
        bool isOurs = digits.All(char.IsAsciiDigit) && (digits.Length == 8 || (digits.Length is 9 or 10 && digits[0] != '0'));
        return isOurs && long.Parse(digits, CultureInfo.InvariantCulture) is <= uint.MaxValue and var number ? number : 0;
    }

    private void Read(byte[]? manifest)
    {
        IsRefused = _journals.Concat(_snapshots).Any(file => file.IsOfLaterVersion) || SlowManifest.IsOfLaterVersion(manifest);
        if (IsRefused)
            return;

        _manifest = SlowManifest.Read(manifest);
        if (manifest != null && _manifest == null)
            Damages.Add(("manifest", 0, manifest.Length));
        SlowFile[] named = [.. _journals.Concat(_snapshots).Where(file => file.Version >= 3)];
        if (_manifest != null && named.Length > 0 && !named.Any(file => file.Store == _manifest.Store))
        {
            Damages.Add(("manifest", 0, 64));
            _manifest = null;
        }

        LeaveOutForeign();
        while (_journals.LastOrDefault() is { Version: 0, Bytes.Length: <= 32 } last && last.Number > (_manifest?.Newest ?? 0))
        {
            Torn.Add((last.Name, 0, last.Bytes.Length));
            _journals.Remove(last);
        }

        IsRefused = _journals.Concat(_snapshots).Any(file => file.Number == uint.MaxValue) || _manifest?.Newest == uint.MaxValue;
        if (IsRefused)
            return;

        SlowFile? whole = _snapshots.LastOrDefault(file => file.IsCompleteSnapshot);
        if (whole != null)
        {
            SlowFile[] replaced = [.. _journals.Where(file => file.Number <= whole.Number), .. _snapshots.Where(file => file.Number < whole.Number)];
            Damages.AddRange(replaced.Where(file => file.Version == 0 || file.HeaderNumber != file.Number).Select(file => (file.Name, 0L, (long)file.Bytes.Length)));
            _journals.RemoveAll(replaced.Contains);
            _snapshots.RemoveAll(file => replaced.Contains(file) || file == whole);
            Records.AddRange(whole.Read(-1).Records);
        }

        if (manifest == null && (whole?.Version >= 3 || _journals.Concat(_snapshots).Any(file => file.Version >= 3 && file.Bytes.Length > 64)))
            Damages.Add(("manifest", 0, 0));
        if (_manifest != null && _journals.Any(file => file.Number > _manifest.Newest + 1 || (file.Number == _manifest.Newest + 1 && file.Bytes.Length > 64)))
            Damages.Add(("manifest", 0, 64));
        ReadFiles(whole?.Number ?? 0);
    }

    private void LeaveOutForeign()
    {
        SlowFile[] all = [.. _journals, .. _snapshots];
        Guid? store = _manifest?.Store ?? all.Where(file => file.Version >= 3).GroupBy(file => file.Store)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Min(file => file.Number)).FirstOrDefault()?.Key;
        SlowFile[] ours = [.. all.Where(file => file.Version >= 3 && file.Store == store)];
        long journal = ours.Where(file => !file.IsSnapshot).Select(file => file.Number).Append(_manifest?.Newest ?? long.MaxValue).Min();
        long snapshot = ours.Where(file => file.IsSnapshot).Select(file => file.Number).Append(long.MaxValue).Min();
        foreach (SlowFile file in all)
        {
            bool isForeign = file.Version switch
            {
                0 => false,
                >= 3 => file.Store != store,
                _ => file.Number >= journal || file.Number > snapshot || (file.IsSnapshot && file.Number == snapshot),
            };
            if (!isForeign)
                continue;
            Damages.Add((file.Name, 0, file.Bytes.Length));
            _journals.Remove(file);
            _snapshots.Remove(file);
        }
    }

    // Journals and broken snapshots in the order of their numbers.
    private void ReadFiles(long after)
    {
        long before = after;
        foreach (SlowFile file in _journals.Concat(_snapshots).OrderBy(file => file.Number).ThenBy(file => file.IsSnapshot))
        {
            if (file.IsSnapshot)
            {
                if (before == after)
                    before = file.Number;
                SlowReading reading = file.Read(-1);
                Records.AddRange(reading.Records);
                Damages.AddRange(reading.Damages.Concat(reading.Gaps.Select(gap => (file.Name, gap.Offset, gap.Length))));
                if (reading.Tail is { } tail)
                    Damages.Add((file.Name, tail.Offset, tail.Length));
                Damages.Add((file.Name, file.Bytes.Length, 0));
                continue;
            }

            AddMissing(before + 1, file.Number - 1);
            before = file.Number;
            ReadJournal(file, isLast: file == _journals[^1], next: _journals.Find(other => other.Number == file.Number + 1));
        }

        AddMissing(before + 1, _manifest?.Newest ?? 0);
    }

    private void AddMissing(long first, long last)
    {
        if (first <= last)
            Damages.Add((first.ToString("D8", CultureInfo.InvariantCulture) + ".journal", 0, 0));
    }

    private void ReadJournal(SlowFile file, bool isLast, SlowFile? next)
    {
        long end = -1;
        uint? digest = null;
        bool isStopped = false;
        if (next is { Version: > 0, SaysSnapshot: false, Previous: >= 0 } && next.HeaderNumber == next.Number)
            (end, digest) = (next.Previous, next.Version >= 3 ? next.PreviousDigest : null);
        else if (_manifest is { IsStopped: true } && _manifest.Newest == file.Number)
            (end, digest, isStopped) = (_manifest.Length, _manifest.Digest, true);

        SlowReading reading = file.Read(end);
        Records.AddRange(reading.Records);
        bool maybeCrash = isLast && end < 0 && file.Version > 0 && file.HeaderNumber == file.Number && !file.SaysSnapshot && (_manifest == null || _manifest.Newest <= file.Number);
        bool isSame = digest != null && digest == reading.Digest && file.Bytes.Length >= end;
        int count = Damages.Count;
        Damages.AddRange(reading.Damages);
        foreach (SlowGap gap in reading.Gaps)
        {
            bool isInLastBatch = file.Version != 1 && file.Version != 2 && !gap.IsBeforeOld && gap.BatchBefore >= reading.LastBatch - 1;
            (isInLastBatch && (maybeCrash || isSame) ? Torn : Damages).Add((file.Name, gap.Offset, gap.Length));
        }

        if (reading.Tail is { } tail)
        {
            if (maybeCrash)
                TornTail = (file.Name, tail.Offset, tail.Length);
            else
                Damages.Add((file.Name, tail.Offset, tail.Length));
        }

        if (digest != null && !isSame && Damages.Count == count)
            Damages.Add((file.Name, 0, file.Bytes.Length));
        if (isStopped && end < file.Bytes.Length)
            Damages.Add((file.Name, Math.Max(end, 0), file.Bytes.Length - Math.Max(end, 0)));
    }
}
