using System.Configuration;
using SuperSocket.Common;

namespace ChatServer.Configuration;

/// <summary>The section <c>&lt;chat&gt;</c> of the configuration file.</summary>
public sealed class ChatSection : ConfigurationSection
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "chat";

    /// <summary>Where messages and accounts are kept.</summary>
    [ConfigurationProperty("store")]
    [NeedsRestart("the store is open")]
    public StoreElement Store => (StoreElement)this["store"];

    /// <summary>How much is kept, and what clients may do.</summary>
    [ConfigurationProperty("limits")]
    public LimitsElement Limits => (LimitsElement)this["limits"];

    /// <summary>Who may log in.</summary>
    [ConfigurationProperty("accounts")]
    public AccountsElement Accounts => (AccountsElement)this["accounts"];

    /// <summary>The group of the tutorial's WebSocket.</summary>
    [ConfigurationProperty("tutorial")]
    [NeedsRestart("browsers act for its members")]
    public TutorialElement Tutorial => (TutorialElement)this["tutorial"];

    /// <summary>Where administrators reach the server.</summary>
    [ConfigurationProperty("admin")]
    [NeedsRestart("its listeners are open")]
    public AdminElement Admin => (AdminElement)this["admin"];

    /// <summary>What is logged.</summary>
    [ConfigurationProperty("log")]
    public LogElement Log => (LogElement)this["log"];
}
