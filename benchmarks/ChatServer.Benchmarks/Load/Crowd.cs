using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// Logs users in, several at a time, all by the thread that calls; connects wait for each other. A server that says "try again in 2 s" is asked again then.
/// </summary>
/// <param name="target">The server.</param>
/// <param name="concurrency">Logins under way.</param>
internal sealed class Crowd(LoadTarget target, int concurrency = 32)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly List<Login> _underWay = [];
    private int _done;

    /// <summary>Lines that are sent once a user is logged in, of which the last one's answer is awaited.</summary>
    public string[] Then { get; init; } = [];

    /// <summary>The start of the last answer.</summary>
    public string LastAnswer { get; init; } = "Logged in";

    /// <summary>Bytes that the system keeps for a user until we receive them; 0 for its default.</summary>
    public int ReceiveBuffer { get; init; }

    /// <summary>Gets the time from the start of the connect to the last answer of each.</summary>
    public LatencyHistogram? Times { get; init; }

    /// <summary>Logs one user in.</summary>
    public static WireConnection LogIn(LoadTarget target, string user) => new Crowd(target, 1).LogIn([user])[0];

    /// <summary>Whether a line is what a server says to a new connection before it speaks English in text.</summary>
    public static bool IsGreeting(ReadOnlySpan<byte> line)
        => line.StartsWith("Welcome to "u8) || line.StartsWith("""{"type":"answer","code":200,"""u8) || line.StartsWith("The language is "u8) || line.StartsWith("The format is "u8) || line.StartsWith("格式已改为 "u8);

    /// <summary>Whether a datagram may have been meant for somebody who had the same port before, and logged in elsewhere.</summary>
    public static bool IsOfAnother(ReadOnlySpan<byte> line) => line.StartsWith("Your account has logged in elsewhere"u8);

    /// <summary>Logs users in.</summary>
    /// <returns>Their connections, in the same order. What came behind the last answer can still be read.</returns>
    /// <exception cref="IOException">The server refuses, or does not answer.</exception>
    public WireConnection[] LogIn(IReadOnlyList<string> users)
    {
        var connections = new WireConnection[users.Count];
        using var ready = new ReadySet();
        byte[] lastAnswer = Encoding.UTF8.GetBytes(LastAnswer);
        long lastProgress = Stopwatch.GetTimestamp();
        try
        {
            for (int next = 0; next < users.Count || _underWay.Count > 0;)
            {
                while (next < users.Count && _underWay.Count < concurrency)
                {
                    connections[next] = Start(users[next], next, ready);
                    next++;
                }

                int before = _done;
                int count = ready.Wait(Tick);
                for (int i = 0; i < count; i++)
                    Serve(ready.Key(i), lastAnswer);
                Repeat();
                if (_done > before)
                    lastProgress = Stopwatch.GetTimestamp();
                else if (Stopwatch.GetElapsedTime(lastProgress) > Patience && !_underWay.Exists(login => login.RetryAt > 0))
                    throw new IOException($"{_underWay.Count} logins were not answered within {Patience.TotalSeconds} s");
                if (target.Progress.IsDue)
                    target.Progress.Show($"{target.Name}: {_done:N0} of {users.Count:N0} logged in");
            }

            return connections;
        }
        catch
        {
            Array.ForEach(connections, connection => connection?.Dispose());
            throw;
        }
    }

    private Login Find(int key) => _underWay.Find(login => login.Key == key)!;

    private WireConnection Start(string user, int key, ReadySet ready)
    {
        long beganAt = Stopwatch.GetTimestamp();
        var login = new Login(user, key, beganAt, new WireConnection(target.GetEndPoint(key), target.Transport, ReceiveBuffer));
        _underWay.Add(login);
        ready.Add(login.Connection, key);
        Send(login);
        return login.Connection;
    }

    // All of it is one datagram where lines are sent in datagrams: there, language and login belong together.
    private void Send(Login login)
    {
        login.SentAt = Stopwatch.GetTimestamp();
        login.RetryAt = 0;
        login.Connection.AppendLine("Lang en"u8);
        login.Connection.AppendLine($"Check {login.User} {target.Password}");
        login.Connection.Flush();
    }

    private void Serve(int key, ReadOnlySpan<byte> lastAnswer)
    {
        Login login = Find(key);
        login.Connection.Receive();
        while (login.Connection.TryReadLine(out ReadOnlySpan<byte> line))
        {
            // Whoever was told to wait would be refused what is behind the Check, and could be gone with a Quit.
            if (line.SequenceEqual("Logged in"u8))
            {
                login.IsIn = true;
                foreach (string then in Then)
                    login.Connection.AppendLine(then);
            }

            if (login.IsIn && line.StartsWith(lastAnswer))
            {
                Times?.Add((long)Stopwatch.GetElapsedTime(login.BeganAt).TotalMicroseconds);
                login.Connection.LeaveSet();
                _underWay.Remove(login);
                _done++;
                return;
            }

            Take(login, line);
        }

        if (login.Connection.HasEnded)
            throw new IOException($"{login.Connection.HowItEnded} at the login of {login.User}");
        login.Connection.Flush();
    }

    private void Take(Login login, ReadOnlySpan<byte> line)
    {
        const string Again = "try again in ";
        if (target.Transport.IsChallenge(line))
        {
            login.Connection.BeginSendsWith(line);
            Send(login);
            return;
        }

        if ((target.Transport.IsLossy && IsOfAnother(line)) || IsGreeting(line) || IsNotification(line) || line.SequenceEqual("Logged in"u8) || MessageLine.TryParse(line, out _))
            return;
        int again = line.IndexOf("try again in "u8);
        if (again >= 0 && Utf8Parser.TryParse(line[(again + Again.Length)..], out int seconds, out _))
            login.RetryAt = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        else
            throw new IOException($"the server answered the login of {login.User}: '{Encoding.UTF8.GetString(line)}'");
    }

    private static bool IsNotification(ReadOnlySpan<byte> line)
        => line.IndexOf(" joined "u8) > 0 || line.IndexOf(" left "u8) > 0 || (line.StartsWith("You are in "u8) && line.IndexOf(", with "u8) > 0);

    private void Repeat()
    {
        long now = Stopwatch.GetTimestamp();
        foreach (Login login in _underWay)
        {
            if (login.RetryAt > 0 ? now >= login.RetryAt : target.Transport.IsLossy && Stopwatch.GetElapsedTime(login.SentAt, now) > RepeatAfter)
                Send(login);
        }
    }

    private sealed class Login(string user, int key, long beganAt, WireConnection connection)
    {
        public string User => user;

        public int Key => key;

        public WireConnection Connection => connection;

        public long BeganAt => beganAt;

        public bool IsIn { get; set; }

        public long SentAt { get; set; }

        // 0 unless the server asked for a pause.
        public long RetryAt { get; set; }
    }
}
