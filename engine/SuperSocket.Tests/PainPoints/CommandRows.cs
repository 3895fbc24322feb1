using System.ComponentModel.Design;
using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;
using SuperSocket.Tests.Extensions;

namespace SuperSocket.Tests.PainPoints;

/// <summary>Known problems of 1.6 with commands and filters: one test for each row of the list in section 5 of the contract.</summary>
public class CommandRows : EngineFixture
{
    [Test]
    [NonParallelizable]
    public async Task Row_11_Slow_commands_of_1000_sessions_hold_no_thread_and_leave_the_server_quick()
    {
        const int Count = 1000;
        WaitingServer server = Start<WaitingServer, WaitingSession, StringRequestInfo>(
            new WaitingServer(), config => config.MaxConnectionNumber = Count + 1, null);
        TestClient[] clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => ConnectAsync(server)));
        await Task.WhenAll(clients.Select((client, number) => client.SendAsync($"WAITFOR {number}\r\n")));
        await Wait.UntilEqual(() => server.Gates.Count, Count);

        Assert.That(ThreadPool.ThreadCount, Is.LessThan(Count / 4), "1,000 commands wait.");
        TestClient other = await ConnectAsync(server);
        Assert.That(await other.AskAsync("CALL x"), Is.EqualTo("name x after "));

        for (int i = 0; i < Count; i++)
            server.Release($"{i}");
        string?[] answers = await Task.WhenAll(clients.Select(client => client.ReadLineAsync()));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, Count).Select(number => $"done {number}")));
    }

    [Test]
    public async Task Row_11_Slow_commands_are_named_in_a_warning()
    {
        WaitingServer server = Start<WaitingServer, WaitingSession, StringRequestInfo>(new WaitingServer(), null, null);

        Assert.That(await (await ConnectAsync(server)).AskAsync("HOLD x"), Is.EqualTo("held"));

        await Wait.Until(() => Logs.Has(SocketBase.Logging.LogLevel.Warn, "The command Hold held a thread"), "the warning");
    }

    [Test]
    public async Task Row_18_Dependency_injection_a_command_gets_a_service_of_the_application()
    {
        using var services = new ServiceContainer();
        services.AddService(typeof(Greeting), new Greeting("good day"));
        GreetingServer server = Start<GreetingServer, GreetingSession, StringRequestInfo>(new GreetingServer { Services = services }, null, null);

        Assert.That(await (await ConnectAsync(server)).AskAsync("GREET bob"), Is.EqualTo("good day bob"));
    }

    [Test]
    public async Task Row_24_FixedSize_a_subclass_that_implements_the_initializer_again_works()
    {
        ScriptedServer server = StartScripted(filters: new DefaultReceiveFilterFactory<FourBytes, StringRequestInfo>());
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("12345");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("Unknown request: 1234 Test"));
        await client.SendAsync("678");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("Unknown request: 5678 Test"));
    }

    [Test]
    public async Task Row_25_Errors_in_commands_can_be_answered_in_HandleException_and_dealt_with_by_a_filter()
    {
        var server = new FilteredServer { WhenException = (session, e) => session.Send("sorry: " + e.Message) };
        Start<ScriptedServer, ScriptedSession, StringRequestInfo>(server, null, null);
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("TRACED throw"), Is.EqualTo("sorry: throw"));
        await client.SendAsync("TRACED handle at first\r\n");
        Assert.That(await client.AskAsync("ECHO still here"), Is.EqualTo("still here"), "The filter set ExceptionHandled.");
    }

    public class FourBytes() : FixedSizeReceiveFilter<StringRequestInfo>(4), IReceiveFilterInitializer
    {
        private string _server = string.Empty;

        public void Initialize(IAppServer appServer, IAppSession session) => _server = appServer.Name;

        protected override StringRequestInfo ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
            => new($"{System.Text.Encoding.ASCII.GetString(buffer, offset, length)} {_server}", string.Empty, []);
    }
}
