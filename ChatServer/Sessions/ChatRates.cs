using ChatServer.Configuration;
using ChatServer.Core.Limits;

namespace ChatServer.Sessions;

/// <summary>The rates of <c>&lt;limits&gt;</c> that sessions are measured against.</summary>
/// <param name="Message">Messages of one account.</param>
/// <param name="Command">Lines of one session.</param>
/// <param name="AddressCommand">Lines of all sessions of one address.</param>
internal sealed record ChatRates(Rate Message, Rate Command, Rate AddressCommand)
{
    /// <summary>The rates of options.</summary>
    /// <param name="options">The options.</param>
    public static ChatRates Of(ChatOptions options)
        => new(options.SessionLimits.CreateMessageRate(), options.SessionLimits.CreateCommandRate(), options.AddressLimits.CreateCommandRate());
}
