using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SendingTextTests : EngineFixture
{
    public static IEnumerable<TestCaseData> Sends()
    {
        yield return Case("a text", session => session.Send("a"), "a\r\n");
        yield return Case("an empty text", session => session.Send(string.Empty), "\r\n");
        yield return Case("a text with its line end", session => session.Send("a\r\n"), "a\r\n");
        yield return Case("a text that ends with LF", session => session.Send("a\n"), "a\n\r\n");
        yield return Case("a format", session => session.Send("{0}-{1}", 1, "b"), "1-b\r\n");
        yield return Case("a format with its line end", session => session.Send("{0}\r\n", 1), "1\r\n");
        yield return Case("a format whose argument brings a line end", session => session.Send("{0}", "a\r\n"), "a\r\n\r\n");
        yield return Case("braces without arguments", session => session.Send("{0} {"), "{0} {\r\n");
        yield return Case("a text, tried", session => session.TrySend("a"), "a");
        yield return Case("bytes", session => session.Send("abc"u8.ToArray(), 1, 1), "b");
        yield return Case("a segment", session => session.Send(new ArraySegment<byte>("abc"u8.ToArray(), 1, 2)), "bc");
        yield return Case("segments", session => session.Send([new("abc"u8.ToArray()), new([]), new("de"u8.ToArray())]), "abcde");
        yield return Case("no segments", session => session.Send(new List<ArraySegment<byte>>()), string.Empty);
    }

    [TestCaseSource(nameof(Sends))]
    public async Task A_line_session_sends(Action<ScriptedSession> send, string expected)
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();

        send(session);
        session.Close();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_session_that_was_made_so_appends_no_line_end()
    {
        PlainServer server = Start<PlainServer, PlainSession, StringRequestInfo>(new PlainServer(), null, null);
        TestClient client = await ConnectAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        PlainSession session = server.GetAllSessions().Single();

        session.Send("a");
        session.Send("{0}", "b");
        session.Send("c\r\n");
        session.Close();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("abc\r\n"));
    }

    [Test]
    public async Task Text_that_ASCII_cannot_hold_is_sent_as_question_marks_with_one_warning()
    {
        ScriptedServer server = StartScripted(s => s.WhenSessionStarted = session =>
        {
            session.Send("世界");
            session.Send("ü");
        });

        for (int i = 0; i < 2; i++)
        {
            TestClient client = await ConnectAsync(server);
            Assert.That(await client.ReadLineAsync(), Is.EqualTo("??"));
            Assert.That(await client.ReadLineAsync(), Is.EqualTo("?"));
        }

        Assert.That(Logs.Count(LogLevel.Warn, "textEncoding"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_closed_session_takes_nothing_and_complains_of_nothing([Values(-1, 0, 5000)] int sendTimeOut)
    {
        ScriptedServer server = StartScripted(change: c => c.SendTimeOut = sendTimeOut);
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        session.Close();

        session.Send("text");
        session.Send("{0}", 1);
        session.Send([1], 0, 1);
        session.Send([new([1])]);

        Assert.That(session.TrySend("text"), Is.False);
        Assert.That(session.TrySend([1], 0, 1), Is.False);
        Assert.That(session.TrySend([new([1])]), Is.False);
        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task A_session_that_closed_itself_while_it_starts_may_go_on_sending([Values(-1, 0, 5000)] int sendTimeOut)
    {
        ScriptedServer server = StartScripted(
            s => s.WhenSessionStarted = session =>
            {
                session.Send("full");
                session.Close();
                session.Send("never");
                s.Events.Enqueue("still here");
            },
            c => c.SendTimeOut = sendTimeOut);
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("full\r\n"));
        await server.FirstCloseReasonAsync();
        Assert.That(server.Events, Has.Count.EqualTo(1), "Send on a closed session does not throw.");
    }

    private static TestCaseData Case(string name, Action<ScriptedSession> send, string expected)
        => new TestCaseData(send, expected).SetArgDisplayNames(name);

    public class PlainSession() : AppSession<PlainSession>(appendNewLineForResponse: false)
    {
    }

    private sealed class PlainServer : AppServer<PlainSession>
    {
    }
}
