using System.Configuration;
using System.Reflection;
using ChatServer.Configuration;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Reload;

/// <summary>All settings of the section <c>&lt;chat&gt;</c>.</summary>
public static class ChatSettings
{
    /// <summary>Their places: <c>limits/maxAge</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. from element in Properties(typeof(ChatSection))
           from setting in Properties(element.PropertyType)
           select $"{NameOf(element)}/{NameOf(setting)}",
    ];

    /// <summary>Those of which no change is used before a restart.</summary>
    public static IReadOnlyList<string> NeedingRestart { get; } = [.. All.Where(place => WhyNot(place, "a", "b") != null)];

    /// <summary>Why a change needs a restart; <see langword="null"/> if it does not.</summary>
    public static string? WhyNot(string place, string before, string now) => RestartRules.Find(typeof(ChatSection), place.Split('/'), before, now);

    private static IEnumerable<PropertyInfo> Properties(Type type)
        => type.GetProperties().Where(property => property.IsDefined(typeof(ConfigurationPropertyAttribute)));

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<ConfigurationPropertyAttribute>()!.Name;
}
