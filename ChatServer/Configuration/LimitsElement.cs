using System.Configuration;
using ChatServer.Core.Limits;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;limits&gt;</c>. Times are whole seconds. docs/limits.md describes every attribute.</summary>
public sealed class LimitsElement : ConfigurationElement
{
    // Ten years; beyond it a time cannot be counted in milliseconds everywhere.
    private const int MaxTime = 315_360_000;

    // A day.
    private const int MaxTimeOut = 86_400;

    /// <summary>See <see cref="StoreLimits.MaxMessagesPerUser"/>.</summary>
    [ConfigurationProperty("maxMessagesPerUser", DefaultValue = 200_000)]
    [IntegerValidator(MinValue = 1)]
    public int MaxMessagesPerUser => (int)this["maxMessagesPerUser"];

    /// <summary>See <see cref="StoreLimits.MaxCharactersPerUser"/>.</summary>
    [ConfigurationProperty("maxCharactersPerUser", DefaultValue = 134_217_728L)]
    [LongValidator(MinValue = 1)]
    public long MaxCharactersPerUser => (long)this["maxCharactersPerUser"];

    /// <summary>See <see cref="StoreLimits.MaxMessages"/>.</summary>
    [ConfigurationProperty("maxMessages", DefaultValue = 2_000_000L)]
    [LongValidator(MinValue = 1)]
    public long MaxMessages => (long)this["maxMessages"];

    /// <summary>See <see cref="StoreLimits.MaxCharacters"/>.</summary>
    [ConfigurationProperty("maxCharacters", DefaultValue = 268_435_456L)]
    [LongValidator(MinValue = 1)]
    public long MaxCharacters => (long)this["maxCharacters"];

    /// <summary>See <see cref="StoreLimits.MaxMessagesPerSender"/>.</summary>
    [ConfigurationProperty("maxMessagesPerSender", DefaultValue = 0L)]
    [LongValidator(MinValue = 0)]
    public long MaxMessagesPerSender => (long)this["maxMessagesPerSender"];

    /// <summary>See <see cref="StoreLimits.MaxCharactersPerSender"/>.</summary>
    [ConfigurationProperty("maxCharactersPerSender", DefaultValue = 0L)]
    [LongValidator(MinValue = 0)]
    public long MaxCharactersPerSender => (long)this["maxCharactersPerSender"];

    /// <summary>See <see cref="StoreLimits.MaxMessagesPerAddress"/>.</summary>
    [ConfigurationProperty("maxMessagesPerAddress", DefaultValue = 0L)]
    [LongValidator(MinValue = 0)]
    public long MaxMessagesPerAddress => (long)this["maxMessagesPerAddress"];

    /// <summary>See <see cref="StoreLimits.MaxCharactersPerAddress"/>.</summary>
    [ConfigurationProperty("maxCharactersPerAddress", DefaultValue = 0L)]
    [LongValidator(MinValue = 0)]
    public long MaxCharactersPerAddress => (long)this["maxCharactersPerAddress"];

    /// <summary>See <see cref="StoreLimits.MaxMessagesToUnknown"/>.</summary>
    [ConfigurationProperty("maxMessagesToUnknown", DefaultValue = 100_000)]
    [IntegerValidator(MinValue = 1)]
    public int MaxMessagesToUnknown => (int)this["maxMessagesToUnknown"];

    /// <summary>See <see cref="StoreLimits.MaxMembershipsPerAddress"/>.</summary>
    [ConfigurationProperty("maxMembershipsPerAddress", DefaultValue = 0)]
    [IntegerValidator(MinValue = 0)]
    public int MaxMembershipsPerAddress => (int)this["maxMembershipsPerAddress"];

    /// <summary>See <see cref="StoreLimits.MaxAge"/>.</summary>
    [ConfigurationProperty("maxAge", DefaultValue = 0)]
    [IntegerValidator(MinValue = 0, MaxValue = MaxTime)]
    public int MaxAge => (int)this["maxAge"];

    /// <summary>See <see cref="StoreLimits.RecallAge"/>.</summary>
    [ConfigurationProperty("recallAge", DefaultValue = 3600)]
    [IntegerValidator(MinValue = 0, MaxValue = MaxTime)]
    public int RecallAge => (int)this["recallAge"];

    /// <summary>See <see cref="StoreLimits.MaxGroupsPerUser"/>.</summary>
    [ConfigurationProperty("maxGroupsPerUser", DefaultValue = 100)]
    [IntegerValidator(MinValue = 0, MaxValue = 100_000)]
    public int MaxGroupsPerUser => (int)this["maxGroupsPerUser"];

    /// <summary>See <see cref="StoreLimits.MaxMembersPerGroup"/>.</summary>
    [ConfigurationProperty("maxMembersPerGroup", DefaultValue = 10_000)]
    [IntegerValidator(MinValue = 1, MaxValue = 1_000_000)]
    public int MaxMembersPerGroup => (int)this["maxMembersPerGroup"];

    /// <summary>See <see cref="StoreLimits.MaxMemberships"/>.</summary>
    [ConfigurationProperty("maxMemberships", DefaultValue = 500_000)]
    [IntegerValidator(MinValue = 0)]
    public int MaxMemberships => (int)this["maxMemberships"];

    /// <summary>See <see cref="SessionLimits.MaxTextLength"/>.</summary>
    [ConfigurationProperty("maxTextLength", DefaultValue = 4096)]
    [IntegerValidator(MinValue = 1, MaxValue = 1_000_000)]
    public int MaxTextLength => (int)this["maxTextLength"];

    /// <summary>See <see cref="SessionLimits.MessagesPerSecond"/>.</summary>
    [ConfigurationProperty("messagesPerSecond", DefaultValue = 1_000)]
    [IntegerValidator(MinValue = 0, MaxValue = SessionLimits.MaxRate)]
    public int MessagesPerSecond => (int)this["messagesPerSecond"];

    /// <summary>See <see cref="SessionLimits.MessageBurst"/>.</summary>
    [ConfigurationProperty("messageBurst", DefaultValue = 100_000)]
    [IntegerValidator(MinValue = 1, MaxValue = SessionLimits.MaxBurst)]
    public int MessageBurst => (int)this["messageBurst"];

    /// <summary>See <see cref="SessionLimits.CommandsPerSecond"/>.</summary>
    [ConfigurationProperty("commandsPerSecond", DefaultValue = 10_000)]
    [IntegerValidator(MinValue = 0, MaxValue = SessionLimits.MaxRate)]
    public int CommandsPerSecond => (int)this["commandsPerSecond"];

    /// <summary>See <see cref="SessionLimits.CommandBurst"/>.</summary>
    [ConfigurationProperty("commandBurst", DefaultValue = 100_000)]
    [IntegerValidator(MinValue = 1, MaxValue = SessionLimits.MaxBurst)]
    public int CommandBurst => (int)this["commandBurst"];

    /// <summary>See <see cref="SessionLimits.LoginTimeOut"/>.</summary>
    [ConfigurationProperty("loginTimeOut", DefaultValue = 120)]
    [IntegerValidator(MinValue = 0, MaxValue = MaxTimeOut)]
    public int LoginTimeOut => (int)this["loginTimeOut"];

    /// <summary>See <see cref="SessionLimits.SlowReaderTimeOut"/>.</summary>
    [ConfigurationProperty("slowReaderTimeOut", DefaultValue = 60)]
    [IntegerValidator(MinValue = 0, MaxValue = MaxTimeOut)]
    public int SlowReaderTimeOut => (int)this["slowReaderTimeOut"];

    /// <summary>See <see cref="AddressLimits.MaxConnections"/>.</summary>
    [ConfigurationProperty("maxConnectionsPerAddress", DefaultValue = 10_000)]
    [IntegerValidator(MinValue = 0)]
    public int MaxConnectionsPerAddress => (int)this["maxConnectionsPerAddress"];

    /// <summary>See <see cref="AddressLimits.LoginsPerSecond"/>.</summary>
    [ConfigurationProperty("loginsPerSecondPerAddress", DefaultValue = 100)]
    [IntegerValidator(MinValue = 0, MaxValue = SessionLimits.MaxRate)]
    public int LoginsPerSecondPerAddress => (int)this["loginsPerSecondPerAddress"];

    /// <summary>See <see cref="AddressLimits.LoginBurst"/>.</summary>
    [ConfigurationProperty("loginBurstPerAddress", DefaultValue = 10_000)]
    [IntegerValidator(MinValue = 1, MaxValue = SessionLimits.MaxBurst)]
    public int LoginBurstPerAddress => (int)this["loginBurstPerAddress"];

    /// <summary>See <see cref="AddressLimits.CommandsPerSecond"/>.</summary>
    [ConfigurationProperty("commandsPerSecondPerAddress", DefaultValue = 50_000)]
    [IntegerValidator(MinValue = 0, MaxValue = SessionLimits.MaxRate)]
    public int CommandsPerSecondPerAddress => (int)this["commandsPerSecondPerAddress"];

    /// <summary>See <see cref="AddressLimits.CommandBurst"/>.</summary>
    [ConfigurationProperty("commandBurstPerAddress", DefaultValue = 1_000_000)]
    [IntegerValidator(MinValue = 1, MaxValue = SessionLimits.MaxBurst)]
    public int CommandBurstPerAddress => (int)this["commandBurstPerAddress"];

    internal StoreLimits ToStoreLimits() => new()
    {
        MaxMessagesPerUser = MaxMessagesPerUser,
        MaxCharactersPerUser = MaxCharactersPerUser,
        MaxMessages = MaxMessages,
        MaxCharacters = MaxCharacters,
        MaxAge = TimeSpan.FromSeconds(MaxAge),
        RecallAge = TimeSpan.FromSeconds(RecallAge),
        MaxGroupsPerUser = MaxGroupsPerUser,
        MaxMembersPerGroup = MaxMembersPerGroup,
        MaxMemberships = MaxMemberships,
        MaxMembershipsPerAddress = MaxMembershipsPerAddress,
        MaxMessagesPerSender = MaxMessagesPerSender,
        MaxCharactersPerSender = MaxCharactersPerSender,
        MaxMessagesPerAddress = MaxMessagesPerAddress,
        MaxCharactersPerAddress = MaxCharactersPerAddress,
        MaxMessagesToUnknown = MaxMessagesToUnknown,
    };

    internal SessionLimits ToSessionLimits() => new()
    {
        MaxTextLength = MaxTextLength,
        MessagesPerSecond = MessagesPerSecond,
        MessageBurst = MessageBurst,
        CommandsPerSecond = CommandsPerSecond,
        CommandBurst = CommandBurst,
        LoginTimeOut = TimeSpan.FromSeconds(LoginTimeOut),
        SlowReaderTimeOut = TimeSpan.FromSeconds(SlowReaderTimeOut),
    };

    internal AddressLimits ToAddressLimits() => new()
    {
        MaxConnections = MaxConnectionsPerAddress,
        LoginsPerSecond = LoginsPerSecondPerAddress,
        LoginBurst = LoginBurstPerAddress,
        CommandsPerSecond = CommandsPerSecondPerAddress,
        CommandBurst = CommandBurstPerAddress,
    };
}
