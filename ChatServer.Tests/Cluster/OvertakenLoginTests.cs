using System.Net;
using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Postgres;
using ChatServer.Tests.Kit;
using ChatServer.Tests.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>A login has its number in the database, and has not begun at its node yet. Meanwhile the user logs in at another node.</summary>
public sealed class OvertakenLoginTests
{
    private readonly string _schema = TestDatabase.NewSchema();
    private LocalChat _first = null!;
    private LocalChat _second = null!;

    [SetUp]
    public async Task Open()
    {
        _first = await OpenNode("a");
        _second = await OpenNode("b");
    }

    [TearDown]
    public async Task Close()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Test]
    public async Task The_earlier_login_ends_when_it_begins()
    {
        using var slow = new SlowConnection();
        var quick = new RecordingConnection();
        Task<LoginResult> login = _first.LogInAsync("juliet", slow).AsTask();
        await slow.Waits;
        Assert.That(await _second.LogInAsync("juliet", quick), Is.EqualTo(LoginResult.LoggedIn));

        // From now on nothing comes that would end the earlier login.
        await Wait.Until(() => _second.Store.Durable == _second.Store.Appended, "the second node has stored its login");
        await _first.GetOnlineAsync(1);
        slow.GoesOn();
        await login;
        Assert.That((slow.State, slow.Kicks), Is.EqualTo((LoginState.Kicked, 1)));
        Assert.That((quick.State, quick.Kicks), Is.EqualTo((LoginState.LoggedIn, 0)));
    }

    private Task<LocalChat> OpenNode(string name)
    {
        var store = new StoreOptions
        {
            Type = StoreType.Postgres,
            Connection = TestDatabase.Shared.GetConnection(_schema),
            Node = name,
            Address = "127.0.0.1:0",
            Secret = "a secret of the tests",
        };
        return Task.Run(() => PostgresChat.Open(new LocalChatOptions { Store = store }, new RecordingLogFactory().GetLogger("Store")));
    }

    /// <summary>A connection whose login stops just before it begins: the login asks for its address then.</summary>
    private sealed class SlowConnection : RecordingConnection, IUserConnection, IDisposable
    {
        private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goesOn = new();

        public Task Waits => _waits.Task.WaitAsync(Deadline.Default);

        IPAddress? IUserConnection.Address
        {
            get
            {
                _waits.TrySetResult();
                _goesOn.Task.Wait(Deadline.Default);
                return null;
            }
        }

        public void GoesOn() => _goesOn.TrySetResult();

        public void Dispose() => GoesOn();
    }
}
