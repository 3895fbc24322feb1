using System.Collections.Concurrent;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Applications override the forms of sending, one of them or all: which form calls which is part of the model.</summary>
public class SendOverloadTests : EngineFixture
{
    public static IEnumerable<TestCaseData> Forms()
    {
        byte[] bytes = "abc"u8.ToArray();
        yield return Case("Send(string)", session => session.Send("a"), "a\r\n", "text", "array");
        yield return Case("Send(format)", session => session.Send("{0}", "a"), "a\r\n", "format");
        yield return Case("Send(array)", session => session.Send(bytes, 1, 1), "b", "array");
        yield return Case("Send(segment)", session => session.Send(new ArraySegment<byte>(bytes)), "abc", "segment");
        yield return Case("Send(segments)", session => session.Send([new(bytes), new(bytes)]), "abcabc", "segments");
        yield return Case("TrySend(string)", session => session.TrySend("a"), "a", "try text");
        yield return Case("TrySend(array)", session => session.TrySend(bytes, 1, 1), "b", "try array");
        yield return Case("TrySend(segment)", session => session.TrySend(new ArraySegment<byte>(bytes)), "abc", "try segment");
        yield return Case("TrySend(segments)", session => session.TrySend([new(bytes), new(bytes)]), "abcabc", "try segments");
    }

    [TestCaseSource(nameof(Forms))]
    public async Task A_form_of_sending_calls_no_other_except_a_text_the_one_for_arrays(Action<CountingSession> send, string expected, string[] calls)
    {
        (CountingSession session, TestClient client) = await ConnectAsync<CountingSession>();

        send(session);
        session.Close();

        Assert.That(session.Calls, Is.EqualTo(calls));
        Assert.That(await client.ReadToEndAsync(), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_session_that_sends_segments_as_arrays_does_not_recurse()
    {
        (SegmentsAsArrays session, TestClient client) = await ConnectAsync<SegmentsAsArrays>();

        session.Send("a");
        session.Send(new ArraySegment<byte>("b"u8.ToArray()));
        session.TrySend(new ArraySegment<byte>("c"u8.ToArray()));
        session.Close();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("a\r\nbc"));
    }

    [Test]
    public async Task A_session_that_sends_arrays_as_segments_does_not_recurse()
    {
        (ArraysAsSegments session, TestClient client) = await ConnectAsync<ArraysAsSegments>();

        session.Send("a");
        session.Send("b"u8.ToArray(), 0, 1);
        session.TrySend("c"u8.ToArray(), 0, 1);
        session.Close();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("a\r\nbc"));
    }

    [Test]
    public async Task A_session_that_frames_texts_sends_each_frame_in_one_piece()
    {
        (FramingSession session, TestClient client) = await ConnectAsync<FramingSession>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 100; i++)
                session.Send("abc");
        })));
        session.Close();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo(string.Concat(Enumerable.Repeat("<abc>", 400))));
    }

    [Test]
    public async Task A_session_that_overrides_only_the_form_for_arrays_to_encrypt_sends_no_text_in_the_clear()
    {
        (EncryptingSession session, TestClient client) = await ConnectAsync<EncryptingSession>();

        session.Send("secret");
        session.Send("more of it");
        session.Close();

        string sent = await client.ReadToEndAsync();
        Assert.That(EncryptingSession.Turn(sent), Is.EqualTo("secret\r\nmore of it\r\n"));
        Assert.That(session.Kept.Select(Encoding.ASCII.GetString), Is.EqualTo(new[] { "secret\r\n", "more of it\r\n" }), "The arrays are the override's to keep.");
    }

    private static TestCaseData Case(string name, Action<CountingSession> send, string expected, params string[] calls)
        => new TestCaseData(send, expected, calls).SetArgDisplayNames(name);

    private async Task<(TSession Session, TestClient Client)> ConnectAsync<TSession>()
        where TSession : AppSession<TSession, StringRequestInfo>, new()
    {
        var server = Start<AppServer<TSession>, TSession, StringRequestInfo>(new AppServer<TSession>(), null, null);
        TestClient client = await ConnectAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        return (server.GetAllSessions().Single(), client);
    }

    /// <summary>Notes every form of sending, and does what its base does.</summary>
    public class CountingSession : AppSession<CountingSession>
    {
        public ConcurrentQueue<string> Calls { get; } = new();

        public override void Send(string message)
        {
            Calls.Enqueue("text");
            base.Send(message);
        }

        public override void Send(string message, params object[] paramValues)
        {
            Calls.Enqueue("format");
            base.Send(message, paramValues);
        }

        public override void Send(byte[] data, int offset, int length)
        {
            Calls.Enqueue("array");
            base.Send(data, offset, length);
        }

        public override void Send(ArraySegment<byte> segment)
        {
            Calls.Enqueue("segment");
            base.Send(segment);
        }

        public override void Send(IList<ArraySegment<byte>> segments)
        {
            Calls.Enqueue("segments");
            base.Send(segments);
        }

        public override bool TrySend(string message)
        {
            Calls.Enqueue("try text");
            return base.TrySend(message);
        }

        public override bool TrySend(byte[] data, int offset, int length)
        {
            Calls.Enqueue("try array");
            return base.TrySend(data, offset, length);
        }

        public override bool TrySend(ArraySegment<byte> segment)
        {
            Calls.Enqueue("try segment");
            return base.TrySend(segment);
        }

        public override bool TrySend(IList<ArraySegment<byte>> segments)
        {
            Calls.Enqueue("try segments");
            return base.TrySend(segments);
        }
    }

    public class SegmentsAsArrays : AppSession<SegmentsAsArrays>
    {
        public override void Send(ArraySegment<byte> segment) => Send(segment.Array!, segment.Offset, segment.Count);

        public override void Send(byte[] data, int offset, int length) => base.Send(data, offset, length);

        public override bool TrySend(ArraySegment<byte> segment) => TrySend(segment.Array!, segment.Offset, segment.Count);
    }

    public class ArraysAsSegments : AppSession<ArraysAsSegments>
    {
        public override void Send(byte[] data, int offset, int length) => Send(new ArraySegment<byte>(data, offset, length));

        public override bool TrySend(byte[] data, int offset, int length) => TrySend(new ArraySegment<byte>(data, offset, length));
    }

    public class FramingSession : AppSession<FramingSession>
    {
        public override void Send(string message)
            => Send([new("<"u8.ToArray()), new(Encoding.ASCII.GetBytes(message)), new(">"u8.ToArray())]);
    }

    public class EncryptingSession : AppSession<EncryptingSession>
    {
        public List<byte[]> Kept { get; } = [];

        public static string Turn(string text) => string.Concat(text.Select(character => (char)(character ^ 1)));

        public override void Send(byte[] data, int offset, int length)
        {
            Assert.That((offset, length), Is.EqualTo((0, data.Length)), "exact length");
            Kept.Add(data);
            byte[] encrypted = [.. data.Select(value => (byte)(value ^ 1))];
            base.Send(encrypted, 0, encrypted.Length);
        }
    }
}
