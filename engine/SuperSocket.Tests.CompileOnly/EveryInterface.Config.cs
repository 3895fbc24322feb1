using System.Collections.Generic;
using System.Collections.Specialized;
using System.Configuration;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace Application16
{
    public static partial class EveryInterface
    {
        public class Root : IRootConfig
        {
            public int MaxWorkingThreads { get; set; }
            public int MinWorkingThreads { get; set; }
            public int MaxCompletionPortThreads { get; set; }
            public int MinCompletionPortThreads { get; set; }
            public bool DisablePerformanceDataCollector { get; set; }
            public int PerformanceDataCollectInterval { get; set; }
            public string LogFactory { get; set; }
            public IsolationMode Isolation { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public string DefaultCulture { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Source : IConfigurationSource
        {
            public int MaxWorkingThreads { get; set; }
            public int MinWorkingThreads { get; set; }
            public int MaxCompletionPortThreads { get; set; }
            public int MinCompletionPortThreads { get; set; }
            public bool DisablePerformanceDataCollector { get; set; }
            public int PerformanceDataCollectInterval { get; set; }
            public string LogFactory { get; set; }
            public IsolationMode Isolation { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public string DefaultCulture { get; set; }
            public IEnumerable<IServerConfig> Servers { get; set; }
            public IEnumerable<ITypeProvider> ServerTypes { get; set; }
            public IEnumerable<ITypeProvider> ConnectionFilters { get; set; }
            public IEnumerable<ITypeProvider> LogFactories { get; set; }
            public IEnumerable<ITypeProvider> ReceiveFilterFactories { get; set; }
            public IEnumerable<ITypeProvider> CommandLoaders { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Config : IServerConfig
        {
            public string ServerTypeName { get; set; }
            public string ServerType { get; set; }
            public string ReceiveFilterFactory { get; set; }
            public string Ip { get; set; }
            public int Port { get; set; }
            public NameValueCollection Options { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public bool Disabled { get; set; }
            public string Name { get; set; }
            public SocketMode Mode { get; set; }
            public int SendTimeOut { get; set; }
            public int MaxConnectionNumber { get; set; }
            public int ReceiveBufferSize { get; set; }
            public int SendBufferSize { get; set; }
            public bool SyncSend { get; set; }
            public bool LogCommand { get; set; }
            public bool ClearIdleSession { get; set; }
            public int ClearIdleSessionInterval { get; set; }
            public int IdleSessionTimeOut { get; set; }
            public ICertificateConfig Certificate { get; set; }
            public string Security { get; set; }
            public int MaxRequestLength { get; set; }
            public bool DisableSessionSnapshot { get; set; }
            public int SessionSnapshotInterval { get; set; }
            public string ConnectionFilter { get; set; }
            public string CommandLoader { get; set; }
            public int KeepAliveTime { get; set; }
            public int KeepAliveInterval { get; set; }
            public int ListenBacklog { get; set; }
            public int StartupOrder { get; set; }
            public IEnumerable<IListenerConfig> Listeners { get; set; }
            public string LogFactory { get; set; }
            public int SendingQueueSize { get; set; }
            public bool LogBasicSessionActivity { get; set; }
            public bool LogAllSocketException { get; set; }
            public string TextEncoding { get; set; }
            public IEnumerable<ICommandAssemblyConfig> CommandAssemblies { get; set; }
            public string DefaultCulture { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Listener : IListenerConfig
        {
            public string Ip { get; set; }
            public int Port { get; set; }
            public int Backlog { get; set; }
            public string Security { get; set; }
        }

        public class Certificate : ICertificateConfig
        {
            public string FilePath { get; set; }
            public string Password { get; set; }
            public string StoreName { get; set; }
            public string Thumbprint { get; set; }
            public StoreLocation StoreLocation { get; set; }
            public bool ClientCertificateRequired { get; set; }
            public X509KeyStorageFlags KeyStorageFlags { get; set; }
        }

        public class CommandAssembly : ICommandAssemblyConfig
        {
            public string Assembly { get; set; }
        }

        public class Provider : ITypeProvider
        {
            public string Name { get; set; }
            public string Type { get; set; }
        }
    }
}
