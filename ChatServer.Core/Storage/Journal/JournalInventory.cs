namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Decides which files of a directory are read and in which order. It uses only names and headers, before any record is read.
/// </summary>
internal sealed class JournalInventory
{
    private readonly JournalDirectory _directory;
    private readonly List<JournalDamage> _damages = [];
    private readonly List<JournalDamage> _unfinished = [];
    private List<JournalEntry> _journals;
    private List<JournalEntry> _snapshots;
    private bool _hasManifestFile;

    /// <summary>Examines a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="StoreException">A file has a newer version.</exception>
    public JournalInventory(JournalDirectory directory)
    {
        _directory = directory;
        _snapshots = [.. directory.Snapshots().Select(number => new JournalEntry(directory.SnapshotPath(number), number, isSnapshot: true))];
        _journals = [.. directory.Journals().Select(number => new JournalEntry(directory.JournalPath(number), number, isSnapshot: false))];
        ReadManifest();
        LeaveOutForeignManifest();
        Store = Manifest?.Store ?? CommonStore();
        LeaveOutForeign();
        LeaveOutUnfinished();
        Last = _journals.Concat(_snapshots).Select(entry => entry.Number).Append(Manifest?.Newest ?? 0).Max();
        FindBase();
        CheckManifest();
    }

    /// <summary>The manifest, if there is a readable one.</summary>
    public JournalManifest? Manifest { get; private set; }

    /// <summary>The store to which the directory belongs, if a file states it.</summary>
    public Guid? Store { get; }

    /// <summary>The newest complete snapshot. It contains everything up to its number.</summary>
    public JournalEntry? Base { get; private set; }

    /// <summary>The journals after the snapshot, in order.</summary>
    public IReadOnlyList<JournalEntry> Journals => _journals;

    /// <summary>Newer snapshots that are incomplete. Their readable records are read after the journal with the same number.</summary>
    public IReadOnlyList<JournalEntry> IncompleteSnapshots => _snapshots;

    /// <summary>The greatest number of any file that exists or should exist.</summary>
    public uint Last { get; }

    /// <summary>Files that are not read, and damage of the manifest.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>Files that were being created when the server ended. They contain no records.</summary>
    public IReadOnlyList<JournalDamage> Unfinished => _unfinished;

    private void ReadManifest()
    {
        string path = _directory.ManifestPath;
        _hasManifestFile = File.Exists(path);
        if (!_hasManifestFile)
            return;
        byte[] bytes = File.ReadAllBytes(path);
        Manifest = JournalManifest.Read(bytes, path);
        if (Manifest == null)
            _damages.Add(new JournalDamage(path, 0, bytes.Length, "not a manifest: whether the newest files are missing is unknown"));
    }

    // The manifest may belong to another store than the records: a backup without a manifest was copied over the files of a new server, or a copying
    // program brought the manifest. The records decide.
    private void LeaveOutForeignManifest()
    {
        if (Manifest == null || CommonStore() == null || FirstOf(_journals, Manifest.Store) < long.MaxValue || FirstOf(_snapshots, Manifest.Store) < long.MaxValue)
            return;
        _damages.Add(new JournalDamage(_directory.ManifestPath, 0, JournalManifest.FileLength, "the manifest is another server's, and is not used: whether the newest files are missing is unknown"));
        Manifest = null;
    }

    private Guid? CommonStore()
        => _journals.Concat(_snapshots).Where(entry => entry.Header is { IsOld: false })
            .GroupBy(entry => entry.Header!.Value.Store)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Min(entry => entry.Number))
            .Select(group => (Guid?)group.Key).FirstOrDefault();

    // Files of another server name another store. They may also have an old version although this server already writes a newer one.
    private void LeaveOutForeign()
    {
        long firstJournal = FirstOf(_journals, Store);
        long firstSnapshot = FirstOf(_snapshots, Store);
        if (Manifest != null)
            firstJournal = Math.Min(firstJournal, Manifest.Newest);
        foreach (JournalEntry entry in _journals.Concat(_snapshots))
        {
            if (entry.Header is not { } header)
                continue;
            bool isBehind = entry.IsSnapshot
                ? entry.Number >= firstJournal || entry.Number >= firstSnapshot
                : entry.Number >= firstJournal || entry.Number > firstSnapshot;
            if (header.IsOld ? isBehind : header.Store != Store)
                _damages.Add(new JournalDamage(entry.Path, 0, entry.Length, "the file is another server's, and is not read") { IsForeign = true });
        }

        HashSet<string> foreign = [.. _damages.Where(damage => damage.IsForeign).Select(damage => damage.FilePath)];
        _journals = [.. _journals.Where(entry => !foreign.Contains(entry.Path))];
        _snapshots = [.. _snapshots.Where(entry => !foreign.Contains(entry.Path))];
    }

    private static long FirstOf(List<JournalEntry> entries, Guid? store)
        => entries.Where(entry => entry.Header is { IsOld: false } header && header.Store == store).Select(entry => (long)entry.Number).DefaultIfEmpty(long.MaxValue).Min();

    // Releases that wrote version 2 could leave an empty last file when the disk was full. No record after it was ever acknowledged.
    private void LeaveOutUnfinished()
    {
        while (_journals.Count > 0 && _journals[^1] is { Header: null, Length: <= JournalFormat.OldHeaderLength } last && last.Number > (Manifest?.Newest ?? 0))
        {
            _unfinished.Add(new JournalDamage(last.Path, 0, last.Length, "the making of the file was cut off; it holds nothing"));
            _journals.RemoveAt(_journals.Count - 1);
        }
    }

    private void FindBase()
    {
        Base = _snapshots.FindLast(entry => entry.IsCompleteSnapshot());
        if (Base == null)
            return;
        foreach (JournalEntry entry in _journals.Concat(_snapshots).Where(entry => IsReplaced(entry) && entry.Header?.Number != entry.Number))
            _damages.Add(new JournalDamage(entry.Path, 0, entry.Length, "not what its name says; a newer snapshot has what it should hold"));
        _journals = [.. _journals.Where(entry => !IsReplaced(entry))];
        _snapshots = [.. _snapshots.Where(entry => !IsReplaced(entry) && entry != Base)];
    }

    // These files are about to be removed, because the base replaces them.
    private bool IsReplaced(JournalEntry entry) => entry.IsSnapshot ? entry.Number < Base!.Number : entry.Number <= Base!.Number;

    private void CheckManifest()
    {
        string path = _directory.ManifestPath;
        if (Manifest == null)
        {
            // The manifest is created before the first record.
            bool isNeeded = Base is { Header.IsOld: false } || _snapshots.Concat(_journals).Any(entry => entry.Header is { IsOld: false } header && entry.Length > header.Length);
            if (isNeeded && !_hasManifestFile)
                _damages.Add(new JournalDamage(path, 0, 0, "the file is missing: whether the newest journals are missing too is unknown"));
            return;
        }

        // The next journal is created before the manifest names it, and is empty until then.
        if (_journals.Any(entry => entry.Number > Manifest.Newest && (entry.Number > Manifest.Newest + 1 || entry.Length > JournalFormat.HeaderLength)))
            _damages.Add(new JournalDamage(path, 0, JournalManifest.FileLength, $"the manifest is older than the journals: it names {Manifest.Newest} as the newest"));
    }
}
