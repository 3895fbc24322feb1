using System.ComponentModel;
using System.Configuration;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;tutorial&gt;</c>.</summary>
public sealed class TutorialElement : ConfigurationElement
{
    /// <summary>See <see cref="TutorialOptions.Members"/>; separated by commas, empty for no such group.</summary>
    [ConfigurationProperty("members", DefaultValue = "User1,User2,User3,User4")]
    public string Members => (string)this["members"];

    /// <summary>See <see cref="TutorialOptions.Mode"/>.</summary>
    [ConfigurationProperty("mode", DefaultValue = TutorialMode.Group)]
    [TypeConverter(typeof(WordConverter<TutorialMode>))]
    public TutorialMode Mode => (TutorialMode)this["mode"];

    /// <summary>The options.</summary>
    /// <exception cref="ConfigurationErrorsException">A member has no possible name.</exception>
    public TutorialOptions ToOptions()
    {
        string[] members = Members.Split(',', StringSplitOptions.TrimEntries);
        if (members is [""])
            members = [];
        return TutorialOptions.FindError(members) is { } error
            ? throw new ConfigurationErrorsException(error)
            : new TutorialOptions { Members = members, Mode = Mode };
    }
}
