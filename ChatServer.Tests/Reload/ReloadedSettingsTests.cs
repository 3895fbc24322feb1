using System.Configuration;
using System.Reflection;
using System.Text.RegularExpressions;
using ChatServer.Configuration;
using ChatServer.Sessions;
using ChatServer.Udp;
using ChatServer.Web;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.SocketEngine.Configuration;

namespace ChatServer.Tests.Reload;

/// <summary>Every setting is either used by a reload, and a scenario shows it, or needs a restart with a reason, and the document says the same.</summary>
public sealed partial class ReloadedSettingsTests
{
    // Shown where the program runs: ReloadScenarios.
    private static readonly string[] ShownElsewhere = ["log/level"];

    [Test]
    public void Every_setting_of_chat_is_shown_by_a_scenario_or_needs_a_restart()
    {
        string[] shown = [.. ReloadedLimitScenarios.Shown, .. ReloadedAccountScenarios.Shown, .. ShownElsewhere];
        Assert.That(shown.Concat(ChatSettings.NeedingRestart), Is.EquivalentTo(ChatSettings.All));
    }

    [Test]
    public void The_document_says_of_every_setting_of_chat_when_it_is_used()
    {
        IEnumerable<(string, bool)> documented = ReadDocument().Where(row => row.Place.StartsWith("chat/", StringComparison.Ordinal));
        Assert.That(documented, Is.EquivalentTo(ChatSettings.All.Select(place => ($"chat/{place}", ChatSettings.NeedingRestart.Contains(place)))));
    }

    [Test]
    public void The_document_says_of_every_attribute_of_a_server_when_it_is_used()
    {
        string[] web =
        [
            WebAccess.AllowedOrigins, WebAccess.AllowedHosts, ForwardedClient.ForwardedFrom, ForwardedClient.ForwardedHeader, StrictTransport.MaxAge,
            OtherServers.Attribute,
        ];
        Dictionary<string, bool> documented = ReadDocument().Where(row => row.Place.StartsWith("server/", StringComparison.Ordinal))
            .ToDictionary(row => row.Place["server/".Length..], row => row.IsRestart);
        string[] known = [.. Names(typeof(Server))];
        string[] own = [.. EngineOptions.Names, ServerAttributes.Language, .. RepeatOptions.Names, .. web];
        Assert.That(documented.Keys, Is.EquivalentTo(known.Concat(own)));
        foreach (string name in known)
        {
            PropertyInfo? property = typeof(ServerConfig).GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase);
            bool isRestart = property?.IsDefined(typeof(NeedsRestartAttribute)) ?? true;
            Assert.That(documented[name], Is.EqualTo(isRestart), name);
        }

        Assert.That(own.Where(name => documented[name]), Is.Empty);
    }

    [Test]
    public void Settings_that_need_a_restart_stay_as_they_are_and_the_others_change()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("chat-keep-").FullName, "App.config");
        ChatOptions? used = null;
        try
        {
            Write("""<store path="one" /><tutorial members="a" /><admin path="x" /><log level="Info" format="json" /><accounts mode="none" />""");
            var reload = new ChatReload(ChatOptions.ReadSection(file), options => used = options);
            ChatOptions first = ChatOptions.Load(file);
            Write("""
                <store path="two" type="memory" /><tutorial members="b" /><admin path="y" tokenFile="z" />
                <log level="Debug" format="simple" /><accounts mode="open" /><limits maxAge="7" />
                """);
            reload.Prepare(file)();
            ChatOptions expected = first with { LogLevel = LogLevel.Debug, Limits = first.Limits with { MaxAge = TimeSpan.FromSeconds(7) } };
            Assert.That(used, Is.EqualTo(expected));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }

        void Write(string chat) => File.WriteAllText(file, $"""
            <configuration>
              <configSections><section name="chat" type="ChatServer.Configuration.ChatSection, ChatServer" /></configSections>
              <chat>{chat}</chat>
            </configuration>
            """);
    }

    /// <summary>The table of docs/configuration.md: each place, and whether its change waits for a restart.</summary>
    internal static IEnumerable<(string Place, bool IsRestart)> ReadDocument()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "docs", "configuration.md")).ReplaceLineEndings("\n");
        string part = text.Split("\n### When a change is used\n")[1].Split("\n## ")[0];
        foreach (Match row in Row().Matches(part))
        {
            foreach (Match name in Code().Matches(row.Groups["settings"].Value))
                yield return ($"{row.Groups["element"].Value}/{name.Groups[1].Value}", row.Groups["use"].Value.StartsWith("restart", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Names(Type type)
        => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => property.GetCustomAttribute<ConfigurationPropertyAttribute>()?.Name).OfType<string>().Distinct();

    [GeneratedRegex(@"^\| (?<element>[a-zA-Z/]+) \| (?<settings>[^|]+) \| (?<use>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
