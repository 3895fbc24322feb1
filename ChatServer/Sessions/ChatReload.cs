using ChatServer.Configuration;
using SuperSocket.SocketEngine;

namespace ChatServer.Sessions;

/// <summary>Takes over the section <c>&lt;chat&gt;</c> of a changed configuration file, but for settings that need a restart.</summary>
/// <param name="section">What the servers started with.</param>
/// <param name="use">Uses other options from now on.</param>
internal sealed class ChatReload(ChatSection section, Action<ChatOptions> use) : IReloadablePart
{
    // What the servers use now.
    private ChatSection _section = section;

    /// <inheritdoc/>
    public string Section => ChatSection.SectionName;

    /// <inheritdoc/>
    public Type SectionType => typeof(ChatSection);

    /// <inheritdoc/>
    public Action Prepare(string file)
    {
        ChatSection changed = ChatOptions.ReadSection(file);
        RestartRules.Keep(changed, _section);
        ChatOptions options = ChatOptions.Of(changed, file);
        return () =>
        {
            _section = changed;
            use(options);
        };
    }
}
