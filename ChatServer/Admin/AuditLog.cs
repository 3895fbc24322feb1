using System.Text;
using ChatServer.Core.Storage.Disk;
using ChatServer.Protocol.Languages;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Admin;

/// <summary>
/// Records what administrators did: a line of JSON each in <c>audit.log</c> in the directory of the store, and a line in the log. The file is opened for each
/// line, so that it can be renamed at any time, and flushed to the disk. Thread-safe.
/// </summary>
/// <param name="directory">The directory of the store. Without it there is no file.</param>
internal sealed class AuditLog(string directory)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "audit.log";

    /// <summary>Name of the log.</summary>
    public const string LogName = "Audit";

    // Guards the end of the file.
    private readonly Lock _lock = new();

    /// <summary>Records one action. A file that cannot be written is an error in the log; the action has happened all the same.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="verb">For what.</param>
    /// <param name="arguments">With which arguments, without secrets.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="log">The log.</param>
    public void Write(AdminCaller caller, string verb, IEnumerable<KeyValuePair<string, string>> arguments, AdminResult result, ILog log)
    {
        string door = AdminNames.Of(caller.Door);
        var json = new JObject
        {
            ["time"] = Time.Show(DateTimeOffset.UtcNow),
            ["who"] = caller.Name,
            ["door"] = door,
            ["from"] = caller.From,
            ["verb"] = verb,
            ["arguments"] = new JObject(arguments.Select(argument => new JProperty(argument.Key, argument.Value))),
            ["result"] = AdminJson.GetName(result.Status),
        };
        if (result.Status != AdminStatus.Done)
            json["reason"] = result.Message;
        string line = json.ToString(Formatting.None);
        if (log.IsInfoEnabled)
            log.Info(PrintableText.Line($"{caller.Name} ({door}, {caller.From}): {verb} {json["arguments"]!.ToString(Formatting.None)}: {json["result"]}"));
        try
        {
            Append(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error($"The audit log cannot be written, so this stands here only: {PrintableText.Line(line)} ({e.Message})");
        }
    }

    private void Append(string line)
    {
        if (!Directory.Exists(directory))
            return;
        lock (_lock)
        {
            using FileStream file = Open(Path.Combine(directory, FileName));
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            DiskFlush.File(file.SafeFileHandle, file.Name);
        }
    }

    private static FileStream Open(string path)
    {
        if (File.Exists(path))
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return NewFile.Create(path, FileShare.ReadWrite);
    }
}
