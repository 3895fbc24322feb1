using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace ChatServer.Udp;

/// <summary>
/// Two kinds of tokens, which are the first word of a datagram behind <c>@</c>. A cookie proves that its sender receives at its address; the server remembers none,
/// it computes them. A session token proves that its sender logged in. Thread-safe.
/// </summary>
internal sealed class DatagramTokens
{
    /// <summary>What a token starts with.</summary>
    public const byte Mark = (byte)'@';

    /// <summary>Characters of a cookie: 30 bits. A cookie, its mark and a line end are not longer than <c>Check a p</c>.</summary>
    public const int CookieLength = 6;

    /// <summary>Characters of a session token: 50 bits, which take years to guess by datagrams, and can be typed.</summary>
    public const int SessionLength = 10;

    /// <summary>A cookie holds for this many milliseconds at least, and twice as many at most.</summary>
    public const int CookieLifetime = 60_000;

    /// <summary>The bytes of a challenge: a cookie with its mark and a line end.</summary>
    public const int ChallengeLength = 1 + CookieLength + 2;

    private const int BitsPerCharacter = 5;

    // Without letters that look like another one or like a digit.
    private static readonly byte[] Alphabet = "0123456789abcdefghjkmnpqrstvwxyz"u8.ToArray();

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<ulong, Login> _logins = [];

    // Who logged in last from an address. A socket is of one owner at a time.
    private readonly ConcurrentDictionary<IPEndPoint, Owner> _owners = [];

    /// <summary>How many session tokens there are.</summary>
    public int Count => _logins.Count;

    /// <summary>Makes what is sent to an address that has proved nothing.</summary>
    /// <param name="remote">The address.</param>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public byte[] Challenge(IPEndPoint remote, long now)
    {
        byte[] challenge = new byte[ChallengeLength];
        challenge[0] = Mark;
        Write(Cookie(remote, now / CookieLifetime), challenge.AsSpan(1, CookieLength));
        "\r\n"u8.CopyTo(challenge.AsSpan(1 + CookieLength));
        return challenge;
    }

    /// <summary>Whether a word is a cookie that was sent to this address.</summary>
    /// <param name="word">The word, without the mark.</param>
    /// <param name="remote">The address.</param>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public bool IsCookie(ReadOnlySpan<byte> word, IPEndPoint remote, long now)
    {
        if (word.Length != CookieLength || !TryRead(word, out ulong cookie))
            return false;
        long period = now / CookieLifetime;
        return cookie == Cookie(remote, period) || cookie == Cookie(remote, period - 1);
    }

    /// <summary>
    /// A session has logged in. Where the same user logs in once more from the same address, because the answer was lost, the token goes on to the new session: so it makes no
    /// difference which answer arrives. Called under the user's lock.
    /// </summary>
    /// <param name="token">The session's token; <see langword="null"/> if it has none yet.</param>
    /// <param name="remote">Its address: from another one the token is worth nothing.</param>
    /// <param name="user">Who has logged in.</param>
    /// <param name="sessionID">The session.</param>
    /// <param name="previous">The session that logged in from this address before, which is to end; or <see langword="null"/>.</param>
    /// <returns>The token.</returns>
    public string LogIn(string? token, IPEndPoint remote, string user, string sessionID, out string? previous)
    {
        var login = new Login(remote, user, sessionID);
        previous = null;
        if (token != null)
        {
            _logins[Value(token)] = login;
        }
        else if (!_owners.TryGetValue(remote, out Owner owner) || !TryFollow(owner.Token, login))
        {
            do
                token = Show(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) >> (64 - (SessionLength * BitsPerCharacter)));
            while (!_logins.TryAdd(Value(token), login));
        }
        else
        {
            token = owner.Token;
        }

        var now = new Owner(sessionID, token);
        while (!_owners.TryAdd(remote, now))
        {
            if (!_owners.TryGetValue(remote, out Owner last) || !_owners.TryUpdate(remote, now, last))
                continue;
            previous = last.SessionID == sessionID ? null : last.SessionID;
            break;
        }

        return token;
    }

    /// <summary>Finds the session of a token.</summary>
    /// <param name="word">The token, without the mark.</param>
    /// <param name="remote">Where it came from.</param>
    /// <returns>The session's id, or <see langword="null"/>.</returns>
    public string? Find(ReadOnlySpan<byte> word, IPEndPoint remote)
        => word.Length == SessionLength && TryRead(word, out ulong token) && _logins.TryGetValue(token, out Login? login) && login.Remote.Equals(remote) ? login.SessionID : null;

    /// <summary>A session has ended. Its token stays if it has gone on to another session.</summary>
    /// <param name="token">Its token.</param>
    /// <param name="remote">Its address.</param>
    /// <param name="sessionID">The session.</param>
    public void Remove(string token, IPEndPoint remote, string sessionID)
    {
        _owners.TryRemove(new KeyValuePair<IPEndPoint, Owner>(remote, new Owner(sessionID, token)));
        if (_logins.TryGetValue(Value(token), out Login? login) && login.SessionID == sessionID)
            _logins.TryRemove(new KeyValuePair<ulong, Login>(Value(token), login));
    }

    private bool TryFollow(string token, Login login)
        => _logins.TryGetValue(Value(token), out Login? last) && last.User == login.User && last.Remote.Equals(login.Remote) && _logins.TryUpdate(Value(token), login, last);

    private static ulong Value(string token) => TryRead(System.Text.Encoding.ASCII.GetBytes(token), out ulong value) ? value : 0;

    private static string Show(ulong token)
    {
        Span<byte> text = stackalloc byte[SessionLength];
        Write(token, text);
        return System.Text.Encoding.ASCII.GetString(text);
    }

    private ulong Cookie(IPEndPoint remote, long period)
    {
        Span<byte> text = stackalloc byte[16 + sizeof(ushort) + sizeof(long)];
        text.Clear();
        remote.Address.TryWriteBytes(text, out _);
        BinaryPrimitives.WriteUInt16LittleEndian(text[16..], (ushort)remote.Port);
        BinaryPrimitives.WriteInt64LittleEndian(text[18..], period);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, text, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash) >> (64 - (CookieLength * BitsPerCharacter));
    }

    private static void Write(ulong value, Span<byte> text)
    {
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(value & 31)];
            value >>= BitsPerCharacter;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        foreach (byte character in text)
        {
            int digit = Alphabet.AsSpan().IndexOf(character);
            if (digit < 0)
                return false;
            value = (value << BitsPerCharacter) | (uint)digit;
        }

        return true;
    }

    private sealed record Login(IPEndPoint Remote, string User, string SessionID);

    private readonly record struct Owner(string SessionID, string Token);
}
