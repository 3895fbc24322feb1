namespace ChatServer.Benchmarks.Torture;

/// <summary>Damages a journal as a server would that loses what it acknowledged, to prove that the torture finds it.</summary>
internal static class Sabotage
{
    private const int MaxBytes = 2000;

    /// <summary>Cuts bytes from the end of the newest file, or removes it.</summary>
    /// <returns>What was done; <see langword="null"/> if there was nothing to damage.</returns>
    public static string? Damage(string directory, Random random)
    {
        FileInfo? newest = new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Length > 0)
            .MaxBy(file => file.LastWriteTimeUtc);
        if (newest == null)
            return null;
        if (random.Next(4) == 0)
        {
            newest.Delete();
            return $"removed {newest.Name}";
        }

        long cut = Math.Min(newest.Length, random.Next(1, MaxBytes));
        using FileStream stream = newest.OpenWrite();
        stream.SetLength(stream.Length - cut);
        return $"cut {cut} bytes from {newest.Name}";
    }
}
