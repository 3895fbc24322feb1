using System.Net;
using System.Reflection;
using System.Security.Authentication;
using System.Text;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Users;
using ChatServer.Logging;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Sessions;

/// <summary>
/// A chat server with one or more listeners. All chat servers of one bootstrap share users and messages, whatever their encodings.
/// </summary>
[Authorize]
public class ChatAppServer : AppServer<ChatSession>, IAddressAdmission, IConnectionSource
{
    // Interval of the check for sessions that missed the deadline for the login or for reading.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    // These encodings have every character.
    private const int Utf8CodePage = 65001;
    private const int Gb18030CodePage = 54936;

    private SharedChatSystem _shared = null!;
    private int _entered;
    private readonly CertificateWarnings _certificateWarnings = new(TimeProvider.System);
    private Timer? _sweepTimer;
    private int _isSweeping;
    private long _lastSweep;

    // Commands of others may keep a request, as 1.6 allows. Our commands do not.
    private volatile bool _hasHandler;
    private bool _hasOnlyOurCommands;

    /// <inheritdoc/>
    public override event RequestHandler<ChatSession, StringRequestInfo>? NewRequestReceived
    {
        add
        {
            _hasHandler = true;
            base.NewRequestReceived += value;
        }
        remove => base.NewRequestReceived -= value;
    }

    /// <summary>The chat system that this server shares with the other chat servers of its bootstrap. Open while the server runs.</summary>
    public LocalChat System { get; private set; } = null!;

    /// <summary>The commands with a description.</summary>
    public CommandTable Commands { get; private set; } = new([]);

    /// <summary>The chat service: messages and logged-in users.</summary>
    public IChat Chat => System;

    /// <summary>The options in the section <c>&lt;chat&gt;</c> as they are now. Take them once for each operation.</summary>
    public ChatOptions Options => _shared.Options;

    /// <summary>The bootstrap of this server. <see langword="null"/> if the server was set up without one.</summary>
    internal IBootstrap? Host => Bootstrap;

    /// <summary>
    /// Maximum delay in seconds after which clients should reconnect when the server ends. Negative if the server does not come back.
    /// </summary>
    internal int ReturnWithin { get; private set; } = -1;

    /// <summary>The name of a session's transport in the admin commands.</summary>
    /// <param name="session">The session.</param>
    internal virtual string GetTransport(ChatSession session) => session.SocketSession.SecureProtocol == SslProtocols.None ? "tcp" : "tls";

    /// <summary>The connections of each address, in all chat servers of the bootstrap.</summary>
    internal AddressTable Addresses => _shared.Addresses;

    /// <summary>Writes failed logins to the log.</summary>
    internal FailedLoginLog FailedLogins => _shared.FailedLogins;

    /// <summary>The assemblies of commands, and of a server class, that belong to the application and not to this project.</summary>
    internal IReadOnlySet<Assembly> ApplicationAssemblies { get; private set; } = new HashSet<Assembly>();

    /// <summary>The message rate of a session.</summary>
    internal Rate MessageRate => _shared.Rates.Message;

    /// <summary>The line rate of a session.</summary>
    internal Rate CommandRate => _shared.Rates.Command;

    /// <summary>The line rate of all sessions of one address together.</summary>
    internal Rate AddressCommandRate => _shared.Rates.AddressCommand;

    /// <summary>
    /// Encodes what is sent. A character that the listener's encoding lacks becomes a question mark. By default, code pages choose the most similar character,
    /// which may be a control character: in koi8-r an arrow becomes ESC.
    /// </summary>
    internal Encoding LineEncoding { get; private set; } = Encoding.UTF8;

    /// <summary>The log of this server.</summary>
    internal ILogger Log => new EngineLogger(Logger);

    /// <summary>Time since the last check of the sessions. The check runs every second, so a long time shows that the server hangs.</summary>
    internal TimeSpan SinceLastSweep => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastSweep));

    /// <summary>Number of requests handled since the start.</summary>
    internal long HandledRequests => TotalHandledRequests;

    /// <summary>The reply formats that a session may use. The first one is the default.</summary>
    internal IReadOnlyList<IReplyFormat> Formats { get; private set; } = [TextFormat.Instance];

    /// <summary>The language of sessions that choose none.</summary>
    public Language DefaultLanguage { get; private set; } = Language.Chinese;

    /// <summary>
    /// Our engine's extension. Batching is useful here: one block often contains many messages to one recipient, and no command waits for a reply.
    /// </summary>
    protected override bool BatchSends => true;

    /// <summary>Our engine's extension. Setting up a chat server opens nothing.</summary>
    protected override bool CanTrySetup => true;

    /// <summary>Attributes of <c>&lt;server&gt;</c> that only this kind of server has.</summary>
    protected virtual IReadOnlyCollection<string> OwnAttributes => [];

    /// <summary>Whether JSON is the format of sessions that choose none.</summary>
    protected virtual bool SpeaksJsonFirst => false;

    /// <summary>The reply format of sessions that do not use JSON.</summary>
    protected virtual IReplyFormat Words => TextFormat.Instance;

    /// <summary>The mode that the configuration must state for this kind of server.</summary>
    protected virtual SocketMode Mode => SocketMode.Tcp;

    // If at least ManyPlaces connections are allowed, one sixteenth of them is reserved: a single address cannot use it.
    private const int ManyPlaces = 1000;
    private const int PartForOthers = 16;

    bool IAddressAdmission.TryAdmit(IPAddress address)
    {
        if (Chat.FindBan(address) != null)
            return false;
        int places = Config.MaxConnectionNumber;
        return Addresses.TryAccept(AddressBlock.Of(address), places < ManyPlaces ? places : places - (places / PartForOthers));
    }

    IEnumerable<IUserConnection> IConnectionSource.GetConnections() => GetAllSessions();

    void IAddressAdmission.Release(IPAddress address) => Addresses.Release(AddressBlock.Of(address), Environment.TickCount64);

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!TryReadOptions(rootConfig, config) || !RegisterConfigHandler(config, ServerAttributes.Language, TrySetLanguage))
            return false;

        LineEncoding = TextEncoding is UTF8Encoding
            ? TextEncoding
            : Encoding.GetEncoding(TextEncoding.CodePage, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);
        var json = new JsonFormat(escapeNonAscii: TextEncoding.CodePage is not (Utf8CodePage or Gb18030CodePage));
        Formats = SpeaksJsonFirst ? [json, Words] : [Words, json];
        var decoder = new LineDecoder(TextEncoding);

        // A telnet client does not read datagrams.
        if (decoder.Byte255IsText && Mode == SocketMode.Tcp)
            LineEncoding = new TelnetEncoding(LineEncoding);
        ReceiveFilterFactory = new ChatLineFilterFactory(decoder);
        _shared = SharedChatSystem.Of(Bootstrap);

        // So that a check of the configuration warns too. The engine has named those that have ended.
        _certificateWarnings.Write(Name, [.. Certificates.Where(certificate => certificate.NotAfter > DateTime.Now)], Log);
        return true;
    }

    /// <inheritdoc/>
    public override bool Start()
    {
        if (State != ServerState.NotStarted)
            return base.Start();
        ReturnWithin = -1;
        if (!_shared.TryEnter(this, Logger, out LocalChat? system, out string error))
        {
            if (error.Length > 0)
                Log.CannotStart(Name, error);
            else
                Log.CannotStartEither(Name);
            return false;
        }

        System = system;
        system.Add(this);
        _entered = 1;
        _lastSweep = Environment.TickCount64;
        if (base.Start())
        {
            WarnOfOpenDoors();
            _sweepTimer = new Timer(static server => ((ChatAppServer)server!).Sweep(), this, SweepInterval, SweepInterval);
            return true;
        }

        Leave();
        return false;
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        Interlocked.Exchange(ref _sweepTimer, null)?.Dispose();
        base.Stop();
        if (State == ServerState.NotStarted)
            Leave();
    }

    /// <summary>Stops the server and asks clients to reconnect at different times.</summary>
    /// <param name="seconds">Maximum delay of a reconnection in seconds.</param>
    internal void Drain(int seconds)
    {
        ReturnWithin = seconds;
        Stop();
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _entered, 0) == 0)
            return;
        System.Remove(this);
        _shared.Leave();
    }

    /// <inheritdoc/>
    protected override bool SetupCommands(Dictionary<string, ICommand<ChatSession, StringRequestInfo>> discoveredCommands)
    {
        bool isSetUp = base.SetupCommands(discoveredCommands);
        Commands = new CommandTable(discoveredCommands.Values.OfType<IDescribedCommand>().Select(command => command.Description));
        AddAliases(discoveredCommands);
        ApplicationAssemblies = discoveredCommands.Values.Select(command => command.GetType().Assembly)
            .Append(GetType().Assembly)
            .Where(assembly => assembly != typeof(ChatAppServer).Assembly)
            .ToHashSet();
        _hasOnlyOurCommands = discoveredCommands.Values.All(command => command.GetType().Assembly == typeof(ChatAppServer).Assembly)
            && !GetType().GetCustomAttributes<CommandFilterAttribute>(inherit: true).Any(filter => filter.KeepsContext);
        return isSetUp;
    }

    private static void AddAliases(Dictionary<string, ICommand<ChatSession, StringRequestInfo>> commands)
    {
        foreach (ICommand<ChatSession, StringRequestInfo> command in commands.Values.ToArray())
        {
            foreach (string alias in (command as IDescribedCommand)?.Description.Aliases ?? [])
                commands.TryAdd(alias, command);
        }
    }

    /// <summary>Handles every request of a session: commands, invalid lines and empty lines.</summary>
    /// <param name="session">The session.</param>
    /// <param name="requestInfo">The request.</param>
    protected override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        session.Limiter.CountCommand();
        var request = (ChatRequest)requestInfo;
        session.SetNames(request);
        base.ExecuteCommand(session, request);
        if (_hasOnlyOurCommands && !_hasHandler && !session.IsHoldingRequests)
            request.Release();
    }

    // One check for all sessions, so that no session needs its own timer.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        try
        {
            CloseOverdueSessions();
            _certificateWarnings.Write(Name, Certificates, Log);
            Addresses.Sweep(Environment.TickCount64);
            Chat.Sweep(Environment.TickCount64);
        }
        catch (Exception e)
        {
            Log.SweepFailed(e);
        }
        finally
        {
            Volatile.Write(ref _lastSweep, Environment.TickCount64);
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    private void CloseOverdueSessions()
    {
        foreach (ChatSession session in GetAllSessions())
        {
            try
            {
                session.Limiter.CloseIfOverdue();
            }
            catch (Exception e)
            {
                session.GetLog().ClosingFailed(e);
            }
        }
    }

    // The shipped file disables these limits, because it accepts only connections from the same machine.
    private protected virtual void WarnOfOpenDoors()
    {
        string[] off = [.. new[] { (MessageRate, "messagesPerSecond"), (CommandRate, "commandsPerSecond"), (AddressCommandRate, "commandsPerSecondPerAddress") }.Where(rate => rate.Item1.IsOff).Select(rate => rate.Item2)];
        if (off.Length > 0 && IsOpenToOthers)
            Log.IsOpenWithoutLimits(Name, string.Join(", ", off));
    }

    private protected bool IsOpenToOthers => !Array.TrueForAll(Listeners, listener => IPAddress.IsLoopback(listener.EndPoint.Address));

    private bool TryReadOptions(IRootConfig rootConfig, IServerConfig config)
    {
        string? error = ServerAttributes.FindUnknown(rootConfig, config, OwnAttributes)
            ?? ServerAttributes.FindUnusable(config, TextEncoding, Mode)
            ?? FindWrongLanguage(config);
        if (error == null)
            return true;
        Logger.Error(error);
        return false;
    }

    private string? FindWrongLanguage(IServerConfig config)
    {
        string? language = config.Options?[ServerAttributes.Language];
        return language == null || Language.Find(language) != null
            ? null
            : $"The server '{Name}': {ServerAttributes.Language}=\"{language}\" is not known; use zh or en.";
    }

    private bool TrySetLanguage(string name)
    {
        Language? language = name.Length == 0 ? Language.Chinese : Language.Find(name);
        DefaultLanguage = language ?? DefaultLanguage;
        return language != null;
    }
}
