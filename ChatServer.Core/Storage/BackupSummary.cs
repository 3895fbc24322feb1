namespace ChatServer.Core.Storage;

/// <summary>What a backup contains, as it was read back from the disk.</summary>
/// <param name="Directory">Full path of its directory.</param>
/// <param name="Files">Number of its files.</param>
/// <param name="Records">Number of its records.</param>
/// <param name="Bytes">Their size in bytes.</param>
public sealed record BackupSummary(string Directory, int Files, long Records, long Bytes);
