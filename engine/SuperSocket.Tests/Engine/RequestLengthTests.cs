using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class RequestLengthTests : EngineFixture
{
    // Bytes of a request include its terminator; the writes are of so many bytes each.
    [Test]
    public async Task A_request_of_1023_bytes_is_handled([Values(1, 100, 1024)] int write)
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);

        await SendInWritesAsync(client, Request(1023) + Request(1023), write);

        for (int i = 0; i < 2; i++)
            Assert.That((await client.ReadLineAsync())!, Has.Length.EqualTo(1023 - "ECHO \r\n".Length));
    }

    [Test]
    public async Task A_request_of_1024_bytes_closes_with_a_line_that_names_the_limit([Values(1, 100, 1024)] int write)
    {
        Logs.ExpectError("maxRequestLength=1024");
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);

        await SendInWritesAsync(client, Request(1024), write);

        Assert.That(await client.ReadLineAsync(), Is.Null);
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
        Assert.That(server.HandledRequests, Is.Zero);
    }

    [Test]
    public async Task A_request_behind_others_in_one_block_is_measured_alone()
    {
        Logs.ExpectError("maxRequestLength=1024");
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);

        await client.SendAsync(Request(1023) + Request(500) + Request(1024));

        Assert.That((await client.ReadLineAsync())!, Has.Length.EqualTo(1016));
        Assert.That((await client.ReadLineAsync())!, Has.Length.EqualTo(493));
        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task A_line_without_an_end_closes_at_the_limit()
    {
        Logs.ExpectError("maxRequestLength=100");
        ScriptedServer server = StartScripted(change: c => c.MaxRequestLength = 100);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync(new string('x', 99));
        await server.SessionAsync();
        Assert.That(server.Closings, Is.Empty);
        await client.SendAsync("x");

        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task A_session_may_have_a_limit_of_its_own_that_changes()
    {
        Logs.ExpectError("maxRequestLength=50");
        int limit = 5000;
        ScriptedServer server = StartScripted(s => s.MaxRequestLength = _ => limit);
        TestClient client = await ConnectAsync(server);
        Assert.That((await client.AskAsync("ECHO " + new string('x', 4000)))!, Has.Length.EqualTo(4000));

        limit = 50;
        await client.SendAsync(Request(50));

        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task A_filter_that_hides_its_buffer_is_measured_all_the_same()
    {
        Logs.ExpectError("maxRequestLength=1024");
        int swallowed = 0;
        ScriptedServer server = StartScripted(filters: new FuncFilterFactory(() => new FuncFilter(
            (FuncFilter filter, byte[] _, int _, int length, out int rest) =>
            {
                // One byte is all that it admits to keep.
                filter.LeftBufferSize = 1;
                Interlocked.Add(ref swallowed, length);
                rest = 0;
                return null;
            })));
        TestClient client = await ConnectAsync(server);

        for (int sent = 0; sent < 1024; sent += 64)
            await client.SendAsync(new string('x', 64));

        Assert.That(await client.ReadLineAsync(), Is.Null);
        Assert.That(swallowed, Is.EqualTo(1024));
    }

    private static string Request(int bytes) => "ECHO " + new string('x', bytes - "ECHO \r\n".Length) + "\r\n";

    private static async Task SendInWritesAsync(TestClient client, string text, int write)
    {
        try
        {
            for (int sent = 0; sent < text.Length; sent += write)
                await client.SendAsync(text.Substring(sent, Math.Min(write, text.Length - sent)));
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The server has closed before it was all sent.
        }
    }
}
