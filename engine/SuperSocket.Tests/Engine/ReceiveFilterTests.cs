using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ReceiveFilterTests : EngineFixture
{
    [Test]
    public async Task A_filter_that_throws_is_a_protocol_error()
    {
        await ExpectProtocolErrorAsync("no idea", (FuncFilter _, byte[] _, int _, int _, out int _) => throw new FormatException("no idea"));
    }

    [Test]
    public async Task A_filter_in_the_error_state_is_a_protocol_error_and_its_request_is_dropped()
    {
        await ExpectProtocolErrorAsync("found an error", (FuncFilter filter, byte[] _, int _, int _, out int rest) =>
        {
            filter.State = FilterState.Error;
            rest = 0;
            return FuncFilter.Request("ECHO", "never");
        });
    }

    [Test]
    public async Task A_filter_that_uses_nothing_and_makes_nothing_is_a_protocol_error_and_no_endless_loop()
    {
        await ExpectProtocolErrorAsync("used no byte", (FuncFilter _, byte[] _, int _, int length, out int rest) =>
        {
            rest = length;
            return null;
        });
    }

    [Test]
    public async Task A_filter_that_makes_requests_of_nothing_for_ever_costs_its_connection_only()
    {
        Logs.ExpectError("without using a byte");
        ScriptedServer server = StartWith((FuncFilter _, byte[] _, int _, int length, out int rest) =>
        {
            rest = length;
            return FuncFilter.Request("NOBODY");
        });
        server.WhenUnknown = (_, _) => { };
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("hello");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
    }

    [TestCase(1)]
    [TestCase(int.MaxValue)]
    public async Task A_filter_that_reports_more_rest_than_it_was_given_is_a_protocol_error(int more)
    {
        await ExpectProtocolErrorAsync("unused bytes of", (FuncFilter _, byte[] _, int _, int length, out int rest) =>
        {
            rest = (int)Math.Min(int.MaxValue, (long)length + more);
            return FuncFilter.Request("ECHO", "never");
        });
    }

    [Test]
    public async Task A_filter_that_reports_a_negative_rest_is_a_protocol_error()
    {
        await ExpectProtocolErrorAsync("unused bytes of", (FuncFilter _, byte[] _, int _, int _, out int rest) =>
        {
            rest = -1;
            return null;
        });
    }

    [Test]
    public async Task A_filter_may_take_a_block_in_pieces_without_making_a_request()
    {
        var seen = new StringBuilder();
        ScriptedServer server = StartWith((FuncFilter _, byte[] buffer, int offset, int length, out int rest) =>
        {
            rest = length - 1;
            seen.Append((char)buffer[offset]);
            return buffer[offset] == '!' ? FuncFilter.Request("ECHO", seen.ToString()) : null;
        });
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("piecewise!");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("piecewise!"));
    }

    [Test]
    public async Task The_next_filter_takes_the_rest_of_the_block()
    {
        ScriptedServer server = StartScripted(filters: new FuncFilterFactory(() => new FuncFilter(
            (FuncFilter filter, byte[] buffer, int offset, int length, out int rest) =>
            {
                // The first byte chooses the terminator of all that follows.
                rest = length - 1;
                filter.NextReceiveFilter = new TerminatorReceiveFilter([buffer[offset]], Encoding.ASCII);
                return null;
            })));
        TestClient client = await ConnectAsync(server);
        TestClient other = await ConnectAsync(server);

        await client.SendAsync(";ECHO one;ECHO two;");
        await other.SendAsync("#");
        await other.SendAsync("ECHO three#");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("one"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("two"));
        Assert.That(await other.ReadLineAsync(), Is.EqualTo("three"));
    }

    [Test]
    public async Task Filters_may_switch_for_every_request_without_using_a_byte()
    {
        // Odd requests end with a semicolon, even ones with a comma; a request that is ready switches.
        ScriptedServer server = StartScripted(filters: new FuncFilterFactory(() => new Alternating(';', ',')));
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO 1,1;ECHO 2;2,ECHO 3;");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("1,1"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("2;2"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("3"));
    }

    [Test]
    public async Task The_application_sets_the_filter_for_what_follows_its_request()
    {
        ScriptedServer server = StartScripted(s => s.NewRequestReceived += (session, request) =>
        {
            session.Send(request.Body);
            session.Use(new TerminatorReceiveFilter(";"u8.ToArray(), Encoding.ASCII));
        });
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("LINE one\r\nSEMICOLON two;SEMICOLON three;");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("one"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("two"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("three"));
    }

    [Test]
    public async Task Handlers_of_raw_data_may_drop_a_block()
    {
        int blocks = 0;
        ScriptedServer server = StartScripted();
        ((IRawDataProcessor<ScriptedSession>)server).RawDataReceived += (_, buffer, offset, length) =>
        {
            Interlocked.Increment(ref blocks);
            return !Encoding.ASCII.GetString(buffer, offset, length).Contains("drop", StringComparison.Ordinal);
        };
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO drop this\r\n");
        await Wait.UntilEqual(() => Volatile.Read(ref blocks), 1);

        Assert.That(await client.AskAsync("ECHO keep this"), Is.EqualTo("keep this"));
        await Wait.UntilEqual(() => server.HandledRequests, 1);
    }

    private ScriptedServer StartWith(FuncFilter.Work work) => StartScripted(filters: new FuncFilterFactory(() => new FuncFilter(work)));

    private async Task ExpectProtocolErrorAsync(string error, FuncFilter.Work work)
    {
        Logs.ExpectError(error);
        ScriptedServer server = StartWith(work);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("hello");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
        Assert.That(server.HandledRequests, Is.Zero);
    }

    private sealed class Alternating(char end, char nextEnd) : IReceiveFilter<StringRequestInfo>
    {
        private Alternating? _next;

        public int LeftBufferSize => 0;

        public IReceiveFilter<StringRequestInfo>? NextReceiveFilter => _next;

        public FilterState State => FilterState.Normal;

        public StringRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            int index = Array.IndexOf(readBuffer, (byte)end, offset, length);
            rest = length - (index - offset) - 1;
            _next = new Alternating(nextEnd, end);
            return BasicRequestInfoParser.DefaultInstance.ParseRequestInfo(Encoding.ASCII.GetString(readBuffer, offset, index - offset));
        }

        public void Reset()
        {
        }
    }
}
