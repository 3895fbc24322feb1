using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class SessionIndexTests : EngineFixture
{
    private readonly SessionIndex<string, ScriptedSession> _index = new(StringComparer.Ordinal);

    [Test]
    public async Task A_session_is_found_by_its_key_until_it_closes()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();

        Assert.That(_index.TryAdd("alice", session), Is.True);
        Assert.That(_index.TryAdd("alice", session), Is.False);
        Assert.That(_index.TryGet("alice", out ScriptedSession? found), Is.True);
        Assert.That(found, Is.SameAs(session));
        Assert.That(_index.TryGet("Alice", out _), Is.False);
        client.Dispose();
        await Wait.UntilEqual(() => _index.Count, 0);
    }

    [Test]
    public async Task A_session_has_left_the_index_when_its_close_hook_runs()
    {
        int? seen = null;
        ScriptedServer server = StartScripted(server => server.WhenClosed = (_, _) => seen = _index.Count);
        await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        _index.TryAdd("alice", session);

        session.Close();

        Assert.That(seen, Is.Zero);
    }

    [Test]
    public async Task The_newest_login_replaces_the_older_one_which_cannot_take_it_along()
    {
        ScriptedServer server = StartScripted();
        await ConnectAsync(server);
        ScriptedSession older = await server.SessionAsync();
        await ConnectAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 2);
        ScriptedSession newer = server.GetAllSessions().Single(session => session != older);

        Assert.That(_index.Replace("alice", older), Is.Null);
        Assert.That(_index.Replace("alice", newer), Is.SameAs(older));
        older.Close();

        Assert.That(_index.TryGet("alice", out ScriptedSession? found), Is.True);
        Assert.That(found, Is.SameAs(newer));
        Assert.That(_index.Replace("alice", newer), Is.Null);
    }

    [Test]
    public async Task A_session_that_has_closed_is_not_put_in()
    {
        ScriptedServer server = StartScripted();
        await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        session.Close();

        Assert.That(_index.TryAdd("alice", session), Is.False);
        Assert.That(_index, Is.Empty);
    }

    [Test]
    public async Task Closing_and_indexing_at_the_same_instant_leaves_nothing_behind()
    {
        ScriptedServer server = StartScripted();
        for (int round = 0; round < 300; round++)
        {
            using TestClient client = await ConnectAsync(server);
            ScriptedSession session = await server.SessionAsync();
            await Task.WhenAll(Task.Run(() => session.Close()), Task.Run(() => _index.TryAdd("alice", session)));
            await Wait.UntilEqual(() => _index.Count, 0);
            await Wait.UntilEqual(() => server.SessionCount, 0);
        }
    }
}
