using System.Globalization;
using System.Net;
using ChatServer.Core.Users;
using ChatServer.Logging;
using ChatServer.Tests.Storage;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Tests.Logging;

/// <summary>The formats of a line of the log.</summary>
public sealed partial class LineFormatTests
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);

    [TestCase("simple", @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z warn: Chat\[42\] alice has 3 messages and 1\.5 MB$")]
    [TestCase("systemd", @"^<4>Chat\[42\] alice has 3 messages and 1\.5 MB$")]
    public void A_line_has_its_level_log_event_and_text(string format, string expected)
    {
        LogCount(Create(format), "alice", 3, 1.5);
        Assert.That(Line, Does.Match(expected));
    }

    [Test]
    public void A_line_of_json_has_the_values_of_its_template()
    {
        LogCount(Create("json"), "alice", 3, 1.5);
        var line = JObject.Parse(Line);
        Assert.That(line.Properties().First().Name, Is.EqualTo("time"));
        Assert.That(line.ToString(Newtonsoft.Json.Formatting.None), Does.EndWith("""
            "level":"warn","log":"Chat","id":42,"event":"LogCount","message":"alice has 3 messages and 1.5 MB","User":"alice","Messages":3,"Megabytes":1.5}
            """));
    }

    [TestCase("simple")]
    [TestCase("systemd")]
    [TestCase("json")]
    public void An_exception_and_hostile_text_stay_on_one_line_without_control_characters(string format)
    {
        LogFailure(Create(format), new InvalidOperationException("a\u001b[31m\u202eb\nc"));
        Assert.That(_output.ToString().TrimEnd('\r', '\n').Where(c => char.IsControl(c) || c == '\u202e'), Is.Empty);
        Assert.That(Line, Does.Contain("It failed.").And.Contain("InvalidOperationException"));
    }

    [TestCase("simple", "Session: s1/127.0.0.1:5 (alice) Closed by peer.")]
    [TestCase("systemd", "<6>Chat[2000] Session: s1/127.0.0.1:5 (alice) Closed by peer.")]
    public void A_line_about_a_session_names_its_user_and_address(string format, string expected)
    {
        LogClosed(new EngineLogger(new ChatLogFactory(CreateFactory(format)).GetLog("Chat"), new Session("alice")), "peer");
        Assert.That(Line, Does.EndWith(expected));
    }

    [Test]
    public void In_json_session_user_and_address_are_values()
    {
        ILog log = new ChatLogFactory(CreateFactory("json")).GetLog("Chat");
        LogClosed(new EngineLogger(log, new Session("alice")), "peer");
        log.Info(new Session(null), "A new session connected.");
        JObject[] lines = [.. _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse)];
        Assert.That(lines.Select(line => $"{line["id"]} {line["message"]} {line["By"]} {line["Session"]} {line["Remote"]} {line["User"]}"), Is.EqualTo(new[]
        {
            "2000 Closed by peer. peer s1 127.0.0.1:5 alice",
            "1000 A new session connected.  s1 127.0.0.1:5 ",
        }));
    }

    private string Line => _output.ToString().TrimEnd('\r', '\n');

    private ILogger Create(string format) => CreateFactory(format).CreateLogger("Chat");

    private ILoggerFactory CreateFactory(string format)
    {
        ILineFormat found = LogFormats.Get(Enum.Parse<LogFormat>(format, ignoreCase: true));
        return LoggerFactory.Create(logging => logging.AddProvider(new LineLoggerProvider(found, _output)));
    }

    [LoggerMessage(42, Microsoft.Extensions.Logging.LogLevel.Warning, "{User} has {Messages} messages and {Megabytes} MB")]
    private static partial void LogCount(ILogger logger, string user, int messages, double megabytes);

    [LoggerMessage(43, Microsoft.Extensions.Logging.LogLevel.Error, "It failed.")]
    private static partial void LogFailure(ILogger logger, Exception e);

    [LoggerMessage(2000, Microsoft.Extensions.Logging.LogLevel.Information, "Closed by {By}.")]
    private static partial void LogClosed(ILogger logger, string by);

    private sealed class Session : RecordingConnection, ISessionBase
    {
        public Session(string? userId) => User = userId == null ? null : new User(userId);

        public string SessionID => "s1";

        public IPEndPoint RemoteEndPoint { get; } = new(IPAddress.Loopback, 5);
    }
}
