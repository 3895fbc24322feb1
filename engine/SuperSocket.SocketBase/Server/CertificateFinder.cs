using System.Security.Cryptography.X509Certificates;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketBase;

/// <summary>Finds a server's certificate in a file or in a store.</summary>
internal static class CertificateFinder
{
    /// <summary>Finds the certificate that a configuration names.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="directories">Where a relative path may start, the first choice first.</param>
    /// <returns>The certificate; <see langword="null"/> if the configuration names none.</returns>
    public static X509Certificate2? Find(ICertificateConfig config, params ReadOnlySpan<string> directories)
    {
        if (!string.IsNullOrEmpty(config.FilePath))
            return X509CertificateLoader.LoadPkcs12FromFile(FindFile(config.FilePath, directories), config.Password, config.KeyStorageFlags);

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

    private static string FindFile(string configured, ReadOnlySpan<string> directories)
    {
        configured = ConfiguredPath.Normalize(configured);
        foreach (string directory in directories)
        {
            // A rooted path is taken as it is.
            string path = Path.Combine(directory, configured);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"there is no file '{Path.Combine(directories[0], configured)}'.");
    }
}
