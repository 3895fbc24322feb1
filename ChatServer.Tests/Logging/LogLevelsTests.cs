using ChatServer.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace ChatServer.Tests.Logging;

/// <summary>Levels of logs change while they are in use.</summary>
public sealed class LogLevelsTests
{
    private readonly LogLevels _levels = new(LogLevel.Warning);

    [Test]
    public void A_level_changes_what_loggers_write_at_once()
    {
        using ServiceProvider services = Create();
        ILogger chat = Get(services, "ChatSocket");
        ILogger gb = Get(services, "ChatSocketGb");
        ILogger web = Get(services, "ChatWeb");
        Assert.That(Enabled(chat, gb, web), Is.EqualTo("www"));
        _levels.Set("chatsocket", LogLevel.Debug);
        Assert.That(Enabled(chat, gb, web), Is.EqualTo("ddw"));
        _levels.Set("ChatSocketGb", LogLevel.Error);
        Assert.That(Enabled(chat, gb, web), Is.EqualTo("dew"));
        _levels.Set(LogLevels.All, LogLevel.Information);
        Assert.That(Enabled(chat, gb, web, Get(services, "New")), Is.EqualTo("deii"));
        _levels.Set("ChatSocket", null);
        _levels.Set("ChatSocketGb", null);
        Assert.That(Enabled(chat, gb, web), Is.EqualTo("iii"));
    }

    [Test]
    public void Levels_are_listed_as_they_were_set()
    {
        _levels.Set("ChatWeb", LogLevel.None);
        _levels.Set("Audit", LogLevel.Information);
        Assert.That(_levels.Get().Select(level => $"{level.Key}={LogLevels.NameOf(level.Value)}"), Is.EqualTo(new[] { "*=warn", "Audit=info", "ChatWeb=off" }));
    }

    [Test]
    public void The_level_of_all_logs_cannot_be_removed()
    {
        Assert.That(() => _levels.Set(LogLevels.All, null), Throws.ArgumentException);
        Assert.That(() => _levels.Set(" ", LogLevel.Debug), Throws.ArgumentException);
        Assert.That(_levels.Get(), Has.Count.EqualTo(1));
    }

    [TestCase("Info", "info")]
    [TestCase("INFORMATION", "info")]
    [TestCase("fatal", "fatal")]
    [TestCase("Critical", "fatal")]
    [TestCase("off", "off")]
    [TestCase("loud", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Words_for_levels_are_read(string? text, string? expected)
        => Assert.That(LogLevels.TryParse(text, out LogLevel level) ? LogLevels.NameOf(level) : null, Is.EqualTo(expected));

    private static string Enabled(params ILogger[] loggers)
        => string.Concat(loggers.Select(logger => LogLevels.NameOf(Enum.GetValues<LogLevel>().First(logger.IsEnabled))[0]));

    private static ILogger Get(ServiceProvider services, string name) => services.GetRequiredService<ILoggerFactory>().CreateLogger(name);

    private ServiceProvider Create()
        => new ServiceCollection().AddLogging(logging => logging.AddChatLog(_levels, new SimpleLineFormat(), TextWriter.Null)).BuildServiceProvider();
}
