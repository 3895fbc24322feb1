namespace ChatServer.Admin.Http;

/// <summary>What is known of a connection to the admin listener: a feature of its requests.</summary>
/// <param name="Door">Through which door it came.</param>
/// <param name="User">The user of the process that connected, where the system says it.</param>
internal sealed record AdminConnection(AdminDoor Door, uint? User)
{
    /// <summary>Who asks.</summary>
    /// <param name="address">The address of the connection, for TCP.</param>
    public AdminCaller CreateCaller(System.Net.IPAddress? address) => Door == AdminDoor.Socket
        ? new AdminCaller(User is { } user ? $"uid {user}" : "owner", Door, "local")
        : new AdminCaller("token", Door, address?.ToString() ?? "unknown");
}
