using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <summary>Finds a server's certificate in files or in a store.</summary>
internal static class CertificateFinder
{
    private const string PemMark = "-----BEGIN ";

    // What came with a certificate: an application may override how a certificate is found, and returns the certificate only.
    private static readonly ConditionalWeakTable<X509Certificate, X509Certificate2Collection> Chains = [];

    /// <summary>Finds the certificate that a configuration names.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="directories">Where a relative path may start, the first choice first.</param>
    /// <returns>The certificate; <see langword="null"/> if the configuration names none.</returns>
    /// <exception cref="Exception">It cannot be used.</exception>
    public static X509Certificate2? Find(ICertificateConfig config, params ReadOnlySpan<string> directories)
    {
        if (!string.IsNullOrEmpty(config.FilePath))
        {
            var chain = new X509Certificate2Collection();
            X509Certificate2 certificate = FromFiles(config, directories, chain);
            Chains.Add(certificate, chain);
            return certificate;
        }

        // A thumbprint that was copied from a dialog starts with an invisible mark.
        string thumbprint = string.Concat((config.Thumbprint ?? string.Empty).Where(char.IsAsciiHexDigit));
        if (thumbprint.Length == 0)
            return null;

        string storeName = string.IsNullOrEmpty(config.StoreName) ? nameof(StoreName.Root) : config.StoreName;
        StoreLocation location = config.StoreLocation == 0 ? StoreLocation.CurrentUser : config.StoreLocation;
        using var store = new X509Store(storeName, location);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        X509Certificate2Collection found = store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false);
        return found.Count > 0
            ? found[0]
            : throw new InvalidOperationException($"the store {location}/{storeName} has no certificate with the thumbprint {thumbprint}.");
    }

    /// <summary>The intermediate certificates that came with a certificate.</summary>
    /// <param name="certificate">A certificate that <see cref="Find"/> returned, or another one, with which none came.</param>
    public static X509Certificate2Collection ChainOf(X509Certificate certificate)
        => Chains.TryGetValue(certificate, out X509Certificate2Collection? chain) ? chain : [];

    /// <summary>The files that a configuration names, as far as they exist.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="directories">Where a relative path may start, the first choice first.</param>
    public static IEnumerable<string> FindFiles(ICertificateConfig config, params string[] directories)
    {
        var files = config as ICertificateFiles;
        return new[] { config.FilePath, files?.KeyFilePath, files?.ChainFilePath, files?.PasswordFile }
            .Where(path => !string.IsNullOrEmpty(path))
            .Select(path => Array.Find(Candidates(path!, directories), File.Exists))
            .OfType<string>();
    }

    private static X509Certificate2 FromFiles(ICertificateConfig config, ReadOnlySpan<string> directories, X509Certificate2Collection chain)
    {
        var files = config as ICertificateFiles;
        string? password = config.Password;
        if (!string.IsNullOrEmpty(files?.PasswordFile))
        {
            if (!string.IsNullOrEmpty(password))
                throw new InvalidOperationException("it has both password and passwordFile; set only one of them.");
            password = File.ReadAllText(FindFile(files.PasswordFile, directories)).TrimEnd('\r', '\n');
        }

        byte[] content = File.ReadAllBytes(FindFile(config.FilePath!, directories));
        string text = System.Text.Encoding.Latin1.GetString(content);
        if (!text.Contains(PemMark, StringComparison.Ordinal))
        {
            if (!string.IsNullOrEmpty(files?.KeyFilePath) || !string.IsNullOrEmpty(files?.ChainFilePath))
                throw new InvalidOperationException($"keyFilePath and chainFilePath are for PEM files, and '{config.FilePath}' is none.");
            return FromPfx(content, password, config.KeyStorageFlags, chain);
        }

        string key = string.IsNullOrEmpty(files?.KeyFilePath) ? text : File.ReadAllText(FindFile(files.KeyFilePath, directories));
        var all = new X509Certificate2Collection();
        all.ImportFromPem(text);
        if (!string.IsNullOrEmpty(files?.ChainFilePath))
            all.ImportFromPemFile(FindFile(files.ChainFilePath, directories));
        chain.AddRange(all.Skip(1).ToArray());
        return FromPem(text, key, password, config.KeyStorageFlags);
    }

    // A PFX file may have the chain in it.
    private static X509Certificate2 FromPfx(byte[] content, string? password, X509KeyStorageFlags flags, X509Certificate2Collection chain)
    {
        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(content, password, flags);
        X509Certificate2 certificate = all.FirstOrDefault(one => one.HasPrivateKey)
            ?? all.FirstOrDefault()
            ?? throw new CryptographicException("the file has no certificate");
        chain.AddRange(all.Where(one => one != certificate).ToArray());
        return certificate;
    }

    // Throws if the key is of another certificate, as it is while somebody writes both files.
    private static X509Certificate2 FromPem(string text, string key, string? password, X509KeyStorageFlags flags)
    {
        bool isEncrypted = key.Contains("-----BEGIN ENCRYPTED", StringComparison.Ordinal);
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new InvalidOperationException("there is no private key in the file; keyFilePath names the one that has it.");
        X509Certificate2 certificate = isEncrypted ? X509Certificate2.CreateFromEncryptedPem(text, key, password) : X509Certificate2.CreateFromPem(text, key);
        if (!OperatingSystem.IsWindows())
            return certificate;

        // TLS of Windows cannot use a key that was never stored.
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, flags);
    }

    private static string FindFile(string configured, ReadOnlySpan<string> directories)
    {
        string[] candidates = Candidates(configured, directories);
        return Array.Find(candidates, File.Exists) ?? throw new FileNotFoundException($"there is no file '{candidates[0]}'.");
    }

    // A rooted path is taken as it is.
    private static string[] Candidates(string configured, ReadOnlySpan<string> directories)
    {
        string path = ConfiguredPath.Normalize(configured);
        string[] candidates = directories.ToArray();
        return Array.ConvertAll(candidates, directory => Path.Combine(directory, path));
    }
}
