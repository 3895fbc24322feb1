using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Connections that end, or fail, in the middle of what they are asked to do.</summary>
public class LoginStateTests
{
    private readonly ChatService _chat = new(new MemoryStore(), new StoreLimits(), TimeProvider.System);

    [Test]
    public void A_connection_that_ends_while_it_is_greeted_logs_nobody_in_and_the_earlier_one_is_kicked()
    {
        Connection older = LogIn("juliet");
        _chat.Send(older.User!, "juliet", "hello");
        var newer = new Connection();
        newer.WhenLoggedIn = () => End(newer);

        _chat.LogIn("juliet", newer);

        AssertOver(older);
        AssertOver(newer);
    }

    [Test]
    public void A_connection_that_ends_while_its_messages_come_again_logs_nobody_in_and_the_earlier_one_is_kicked()
    {
        Connection older = LogIn("juliet");
        _chat.Send(older.User!, "juliet", "hello");
        var newer = new Connection();
        newer.WhenDelivered = () => End(newer);

        _chat.LogIn("juliet", newer);

        AssertOver(older);
        AssertOver(newer);
    }

    [Test]
    public void A_connection_that_ends_while_somebody_writes_to_it_is_offline_and_the_message_waits()
    {
        Connection romeo = LogIn("romeo");
        Connection juliet = LogIn("juliet");
        juliet.WhenDelivered = () => End(juliet);

        _chat.Send(romeo.User!, "juliet", "hello");

        AssertOver(juliet);
        Assert.That(LogIn("juliet").Received, Is.EqualTo(1));
        Assert.That(_chat.OnlineIds, Is.EquivalentTo(["romeo", "juliet"]));
    }

    [Test]
    public void A_connection_that_throws_while_it_is_greeted_is_found_and_the_earlier_one_is_kicked()
    {
        Connection older = LogIn("juliet");
        var newer = new Connection { WhenLoggedIn = () => throw new InvalidOperationException("no memory") };

        Assert.That(() => _chat.LogIn("juliet", newer), Throws.InvalidOperationException);

        Assert.That((older.Kicks, older.State, newer.State), Is.EqualTo((1, LoginState.Kicked, LoginState.LoggedIn)));
        Assert.That(_chat.ConnectionOf("juliet"), Is.SameAs(newer));
    }

    [Test]
    public void A_connection_that_has_room_again_while_it_is_delivered_to_gets_each_message_once_and_in_order()
    {
        Connection romeo = LogIn("romeo");
        Connection juliet = LogIn("juliet");
        juliet.WhenDelivered = () => _chat.ContinueDelivery(juliet);
        for (int i = 0; i < 10; i++)
            _chat.Send(romeo.User!, "juliet", "hello");

        Assert.That((juliet.Received, juliet.Depth), Is.EqualTo((10, 1)));
    }

    [Test]
    public void A_connection_that_has_ended_before_it_logs_in_kicks_nobody()
    {
        Connection older = LogIn("juliet");
        Assert.That(_chat.LogIn("juliet", new Connection { HasEnded = true }), Is.False);
        Assert.That((older.Kicks, older.State), Is.EqualTo((0, LoginState.LoggedIn)));
        Assert.That(_chat.ConnectionOf("juliet"), Is.SameAs(older));
    }

    [Test]
    public void A_connection_that_was_kicked_is_told_that_it_cannot_log_in_again()
    {
        Connection older = LogIn("juliet");
        Connection newer = LogIn("juliet");
        Assert.That(_chat.LogIn("juliet", older), Is.False);
        Assert.That(_chat.LogIn("romeo", older), Is.False);
        Assert.That(_chat.ConnectionOf("juliet"), Is.SameAs(newer));
        Assert.That(_chat.OnlineIds, Is.EquivalentTo(["juliet"]));
    }

    private Connection LogIn(string id)
    {
        var connection = new Connection();
        Assert.That(_chat.LogIn(id, connection), Is.True);
        return connection;
    }

    // As a session does whose socket has failed.
    private void End(Connection connection)
    {
        connection.HasEnded = true;
        _chat.LogOut(connection);
    }

    private static void AssertOver(Connection connection)
    {
        Assert.That(() => connection.HasEnded || connection.Kicks == 1, Is.True);
        Assert.That(() => connection.User!.Connection, Is.Not.SameAs(connection).After(30_000, 5));
        Assert.That(connection.State, Is.Not.EqualTo(LoginState.LoggedIn));
    }

    private sealed class Connection : IUserConnection
    {
        private int _depth;

        public Action? WhenLoggedIn { get; set; }

        public Action? WhenDelivered { get; set; }

        public int Kicks { get; private set; }

        public int Received { get; private set; }

        /// <summary>How many deliveries were under way at a time.</summary>
        public int Depth { get; private set; }

        public User? User { get; set; }

        public LoginState State { get; set; }

        public bool HasEnded { get; set; }

        public bool WantsDeliveries => false;

        public void OnLoggedIn() => WhenLoggedIn?.Invoke();

        public void Disconnect(DisconnectReason reason)
        {
        }

        public void OnKicked() => Kicks++;

        public void OnMessageDelivered(Guid id, string recipient)
        {
        }

        public void OnMessageEnded(in MessageEnding ending, long position)
        {
        }

        public void OnMembership(string group, string id, bool isMember, long position)
        {
        }

        public DeliveryResult Deliver(StoredMessage message, bool isReplay)
        {
            if (HasEnded)
                return DeliveryResult.Closed;
            Depth = Math.Max(Depth, ++_depth);
            WhenDelivered?.Invoke();
            _depth--;
            Received++;
            return DeliveryResult.Sent;
        }
    }
}
