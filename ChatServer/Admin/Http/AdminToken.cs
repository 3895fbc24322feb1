using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ChatServer.Core.Storage.Disk;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Admin.Http;

/// <summary>
/// The secret of administrators who come over TCP, in a file that only its owner can read. The file is read for each request, so a new token holds at once.
/// Thread-safe.
/// </summary>
internal sealed class AdminToken
{
    private const int Bytes = 32;
    private const int MinLength = 16;
    private const int MaxFileLength = 4096;
    private const string Scheme = "Bearer ";
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly string _file;

    private AdminToken(string file) => _file = file;

    /// <summary>Opens the file, or creates it with a random token.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="log">Is told that the file is new, or that others can read it.</param>
    /// <exception cref="IOException">It cannot be read or created, or its token is too short.</exception>
    public static AdminToken OpenOrCreate(string file, ILog log)
    {
        try
        {
            if (!File.Exists(file))
            {
                NewFile.CreateDirectory(Path.GetDirectoryName(file)!);
                using FileStream stream = NewFile.Create(file);
                stream.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
                if (log.IsInfoEnabled)
                    log.Info($"A token for the admin API was created in {file}.");
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
                log.Warn($"Other users can read or write the file {file} with the token for the admin API: chmod 600 it.");
            var token = new AdminToken(file);
            token.Read();
            return token;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"<admin tokenFile>: {e.Message}", e);
        }
    }

    /// <summary>Whether a request has the token.</summary>
    /// <param name="authorization">The header <c>Authorization</c>.</param>
    /// <exception cref="IOException">The file cannot be read any more.</exception>
    public bool Matches(string authorization)
        => authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..].Trim()), Hash(Read()));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private string Read()
    {
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> bytes = stackalloc byte[MaxFileLength];
        string token = Encoding.UTF8.GetString(bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)]).Trim();
        return token.Length >= MinLength ? token : throw new IOException($"<admin tokenFile>: the token in {_file} has fewer than {MinLength} characters.");
    }
}
