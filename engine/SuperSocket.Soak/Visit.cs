using System.Net;
using System.Net.Sockets;
using System.Text;
using TestKit;

namespace SuperSocket.Soak;

/// <summary>One connection of a client: carries a plan out and checks the answers.</summary>
internal sealed class Visit(Plan plan, Tally tally) : IDisposable
{
    // Much longer than any server without a bug takes for a line.
    private static readonly TimeSpan LineTimeout = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private int _answered;

    /// <summary>Runs to the end.</summary>
    /// <returns>What was wrong; <see langword="null"/> if nothing.</returns>
    public async Task<string?> RunAsync(IPEndPoint server)
    {
        try
        {
            if (plan.Ending == Ending.Stall)
                _socket.ReceiveBufferSize = 64 * 1024;
            await _socket.ConnectAsync(server).ConfigureAwait(false);
            if (plan.Ending == Ending.Abort)
                await AbortAsync().ConfigureAwait(false);
            else
                await TalkAsync().ConfigureAwait(false);
            return null;
        }
        catch (UnexpectedAnswerException e)
        {
            return e.Message;
        }
        catch (TimeoutException e)
        {
            return $"{e.Message} after {_answered} of {plan.Answers.Count} answers";
        }
        catch (SocketException e) when (_answered == 0 && e.SocketErrorCode == SocketError.ConnectionReset)
        {
            tally.CountRefusal();
            return null;
        }
        catch (Exception e) when (e is SocketException or EndOfStreamException)
        {
            return $"{e.GetType().Name} ({e.Message}) after {_answered} of {plan.Answers.Count} answers";
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task TalkAsync()
    {
        Task sending = SendAsync();
        try
        {
            await ReceiveAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (plan.MayEndEarly && e is SocketException or EndOfStreamException)
        {
            // The server was free to close.
        }
        finally
        {
            // Ends what still sends to a server that has closed.
            if (!sending.IsCompleted)
                _socket.Dispose();
            await sending.ConfigureAwait(false);
        }
    }

    // Sends and receives as ever, but resets the connection in the midst of it.
    private async Task AbortAsync()
    {
        _socket.LingerState = new LingerOption(true, 0);
        Task talking = TalkAsync();
        await Task.Delay(plan.AbortAfter).ConfigureAwait(false);
        _socket.Dispose();
        try
        {
            await talking.ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException)
        {
            // That was to be.
        }
    }

    // A server that closes at its will makes sending fail, which is no error; what it answered tells whether it was right.
    private async Task SendAsync()
    {
        try
        {
            foreach ((byte[] bytes, int pause) in plan.Pieces)
            {
                for (int sent = 0; sent < bytes.Length;)
                    sent += await _socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None).ConfigureAwait(false);
                if (pause > 0)
                    await Task.Delay(pause).ConfigureAwait(false);
            }

            if (plan.Ending == Ending.HalfClose)
                _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // See above.
        }
    }

    private async Task ReceiveAsync()
    {
        var reader = new LineReader((buffer, cancellation) => _socket.ReceiveAsync(buffer, cancellation));
        if (plan.Stall > 0)
            await Task.Delay(plan.Stall).ConfigureAwait(false);

        foreach (string expected in plan.Answers)
        {
            string? line = await ReadLineAsync(reader).ConfigureAwait(false);
            if (line == null)
            {
                if (_answered == 0)
                    tally.CountRefusal();
                else if (!plan.MayEndEarly)
                    throw new UnexpectedAnswerException($"the server closed after {_answered} of {plan.Answers.Count} answers");
                return;
            }

            if (line != expected)
                throw new UnexpectedAnswerException($"answer {_answered} is '{Short(line)}' instead of '{Short(expected)}'");
            _answered++;
            tally.CountAnswer();
        }

        if (plan.ServerCloses && await ReadLineAsync(reader).ConfigureAwait(false) is { } more)
            throw new UnexpectedAnswerException($"'{Short(more)}' came instead of the end");
    }

    // The next line that is no tick; null at the end of the stream.
    private static async ValueTask<string?> ReadLineAsync(LineReader reader)
    {
        using var deadline = new CancellationTokenSource(LineTimeout);
        try
        {
            while (true)
            {
                string? line = await reader.ReadLineAsync(Encoding.ASCII, deadline.Token).ConfigureAwait(false);
                if (line == null && !reader.Unread.IsEmpty)
                    throw new EndOfStreamException();
                if (line == null || !line.StartsWith(Plan.TickMark))
                    return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no line came for {LineTimeout.TotalSeconds} s");
        }
    }

    private static string Short(string line) => line.Length <= 60 ? line : $"{line[..50]}... ({line.Length} characters)";

    private sealed class UnexpectedAnswerException(string message) : Exception(message);
}
