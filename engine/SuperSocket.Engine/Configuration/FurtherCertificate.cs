using System.Configuration;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>Our extension: a certificate of a server for clients that ask for another name than that of its first one.</summary>
public class FurtherCertificate : ConfigurationElement, ICertificateConfig, ICertificateFiles
{
    /// <inheritdoc/>
    [ConfigurationProperty("filePath")]
    public string FilePath => (string)this["filePath"];

    /// <inheritdoc/>
    [ConfigurationProperty("keyFilePath")]
    public string KeyFilePath => (string)this["keyFilePath"];

    /// <inheritdoc/>
    [ConfigurationProperty("chainFilePath")]
    public string ChainFilePath => (string)this["chainFilePath"];

    /// <inheritdoc/>
    [ConfigurationProperty("password")]
    public string Password => (string)this["password"];

    /// <inheritdoc/>
    [ConfigurationProperty("passwordFile")]
    public string PasswordFile => (string)this["passwordFile"];

    /// <inheritdoc/>
    [ConfigurationProperty("storeName")]
    public string StoreName => (string)this["storeName"];

    /// <inheritdoc/>
    [ConfigurationProperty("thumbprint")]
    public string Thumbprint => (string)this["thumbprint"];

    /// <summary>Whose store. Default CurrentUser.</summary>
    [ConfigurationProperty("storeLocation", DefaultValue = StoreLocation.CurrentUser)]
    public StoreLocation StoreLocation => (StoreLocation)this["storeLocation"];

    /// <summary>How the file is loaded; several flags are separated by commas. Default DefaultKeySet.</summary>
    [ConfigurationProperty("keyStorageFlags", DefaultValue = X509KeyStorageFlags.DefaultKeySet)]
    public X509KeyStorageFlags KeyStorageFlags => (X509KeyStorageFlags)this["keyStorageFlags"];

    // Two entries of equal content are two.
    internal object Key { get; } = new();

    // Of the first certificate, for all.
    bool ICertificateConfig.ClientCertificateRequired => false;

    IEnumerable<ICertificateConfig> ICertificateFiles.Others => [];
}

/// <summary>Our extension: the further certificates of a server.</summary>
[ConfigurationCollection(typeof(FurtherCertificate))]
public class FurtherCertificateCollection : GenericConfigurationElementCollectionBase<FurtherCertificate, ICertificateConfig>
{
    /// <inheritdoc/>
    protected override object GetElementKey(ConfigurationElement element) => ((FurtherCertificate)element).Key;
}
