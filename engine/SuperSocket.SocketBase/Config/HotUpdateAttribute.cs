namespace SuperSocket.SocketBase.Config;

/// <summary>Marks a setting that a running server takes over when the configuration file changes.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public class HotUpdateAttribute : Attribute;
