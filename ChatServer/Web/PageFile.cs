using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace ChatServer.Web;

/// <summary>A file of the page, as the assembly holds it.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Its entity tag, quoted: a hash of the bytes.</param>
internal sealed record PageFile(byte[] Content, string ContentType, string ETag)
{
    private const string Prefix = "Page/";
    private const string Index = "index.html";

    private static readonly Lazy<FrozenDictionary<string, PageFile>> Loaded = new(Load);

    /// <summary>All files by the path of their request; <c>/</c> is index.html.</summary>
    public static FrozenDictionary<string, PageFile> All => Loaded.Value;

    private static FrozenDictionary<string, PageFile> Load()
    {
        Assembly assembly = typeof(PageFile).Assembly;
        var files = new Dictionary<string, PageFile>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            string path = name[Prefix.Length..].Replace('\\', '/');
            files["/" + path] = new PageFile(content, TypeOf(path), $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");
        }

        if (files.TryGetValue("/" + Index, out PageFile? index))
            files["/"] = index;
        return files.ToFrozenDictionary();
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".webmanifest" => "application/manifest+json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" or ".md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
