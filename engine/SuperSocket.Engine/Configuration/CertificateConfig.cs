using System.Configuration;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>The certificate element of a server.</summary>
public class CertificateConfig : ConfigurationElement, ICertificateConfig, ICertificateFiles
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
    [ConfigurationProperty("passwordFile")]
    public string PasswordFile => (string)this["passwordFile"];

    /// <summary>Our extension: <c>add</c> elements with certificates for clients that ask for another name.</summary>
    [ConfigurationProperty("", IsDefaultCollection = true)]
    public FurtherCertificateCollection Others => (FurtherCertificateCollection)this[""];

    /// <inheritdoc/>
    [ConfigurationProperty("password")]
    public string Password => (string)this["password"];

    /// <inheritdoc/>
    [ConfigurationProperty("storeName")]
    public string StoreName => (string)this["storeName"];

    /// <inheritdoc/>
    [ConfigurationProperty("thumbprint")]
    public string Thumbprint => (string)this["thumbprint"];

    /// <summary>Whose store. Default CurrentUser.</summary>
    [ConfigurationProperty("storeLocation", DefaultValue = StoreLocation.CurrentUser)]
    public StoreLocation StoreLocation => (StoreLocation)this["storeLocation"];

    /// <inheritdoc/>
    [ConfigurationProperty("clientCertificateRequired", DefaultValue = false)]
    public bool ClientCertificateRequired => (bool)this["clientCertificateRequired"];

    /// <summary>How the file is loaded; several flags are separated by commas. Default DefaultKeySet.</summary>
    [ConfigurationProperty("keyStorageFlags", DefaultValue = X509KeyStorageFlags.DefaultKeySet)]
    public X509KeyStorageFlags KeyStorageFlags => (X509KeyStorageFlags)this["keyStorageFlags"];

    IEnumerable<ICertificateConfig> ICertificateFiles.Others => Others;
}
