using System.Net;
using ChatServer.Core.Limits;

namespace ChatServer.Tests.Kit;

/// <summary>Where people of a test without connections come from.</summary>
internal static class Addresses
{
    /// <summary>The address 10.0.0.n.</summary>
    public static AddressBlock Number(int n) => AddressBlock.Of(new IPAddress([10, 0, 0, (byte)n]));
}
