using System.Text;
using System.Text.Unicode;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Command;
using SuperSocket.WebSocket.Protocol;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.WebSocket;

/// <content>Frames and messages.</content>
public abstract partial class WebSocketServer<TWebSocketSession>
{
    /// <summary>
    /// How long the messages of a new session wait for the handlers of <c>NewSessionConnected</c>. Some handlers loop for ever, to push data; their sessions
    /// must receive all the same.
    /// </summary>
    internal TimeSpan MaxWaitForHandlers { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Registers the commands of frames, and sets the sub-protocols up. Command loaders are not used.</summary>
    /// <param name="discoveredCommands">Filled with the commands of frames.</param>
    /// <returns><see langword="false"/> makes the set-up fail.</returns>
    protected override bool SetupCommands(Dictionary<string, ICommand<TWebSocketSession, IWebSocketFragment>> discoveredCommands)
    {
        if (Config.Mode == SocketMode.Udp)
        {
            Logger.Error($"The server {Name} cannot be set up: mode=\"Udp\" is not possible for a WebSocket server.");
            return false;
        }

        if (!string.IsNullOrEmpty(Config.CommandLoader) || Config.CommandAssemblies?.Any() == true)
            Logger.Warn($"The server {Name}: commandLoader and <commandAssemblies> have no effect; name the assemblies in <subProtocols>.");
        foreach (FrameCommand<TWebSocketSession> command in FrameCommand<TWebSocketSession>.CreateAll())
            discoveredCommands.Add(command.Name, command);
        return SubProtocols.SetUp(this, WebSocketOptions.CommandAssemblies);
    }

    /// <summary>Executes one frame on the calling thread.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The frame.</param>
    protected override void ExecuteCommand(TWebSocketSession session, IWebSocketFragment requestInfo)
    {
        if (requestInfo is not WebSocketFrame frame)
        {
            base.ExecuteCommand(session, requestInfo);
            return;
        }

        if (session.InClosing && frame.Opcode != WebSocketOpcode.Close)
            frame.Release();
        else if (!IsEarly(session, frame))
            ExecuteFrame(session, frame);
    }

    // Filters of sub-protocols are not those of frames.
    internal override bool IsRequestFilter(CommandFilterAttribute filter) => filter is not SubCommandFilterAttribute;

    /// <summary>A text message is complete.</summary>
    internal void OnText(TWebSocketSession session, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            session.Fail(new WebSocketClose(WebSocketClose.InvalidText, "the text is not UTF-8"));
        else if (_newMessageReceived is { } handler)
            handler(session, Encoding.UTF8.GetString(text));
        else
            ExecuteMessage(session, Encoding.UTF8.GetString(text));
    }

    /// <summary>A binary message is complete.</summary>
    internal void OnBinary(TWebSocketSession session, ReadOnlySpan<byte> data)
    {
        byte[] copy = data.ToArray();
        if (NewDataReceived is { } handler)
            handler(session, copy);
        else if (BinaryDataConverter is { } converter)
            ExecuteMessage(session, converter.ToString(copy, 0, copy.Length));
    }

    private void ExecuteFrame(TWebSocketSession session, WebSocketFrame frame)
    {
        try
        {
            base.ExecuteCommand(session, frame);
        }
        finally
        {
            frame.Release();
        }
    }

    // Whether the frame waits for the handlers of NewSessionConnected, or is a ping or pong that need not wait with the frames before it.
    private bool IsEarly(TWebSocketSession session, WebSocketFrame frame)
    {
        EarlyFrames? early = session.EarlyFrames;
        bool isFirst = early == null;
        if (isFirst)
        {
            if (WebSocketOpcode.IsControl(frame.Opcode) || session.Connecting.IsCompleted)
                return false;
            early = session.EarlyFrames = new EarlyFrames();
        }
        else if (frame.Opcode is WebSocketOpcode.Ping or WebSocketOpcode.Pong && early!.IsWaiting)
        {
            session.AnswerEarly(frame);
            return true;
        }

        if (!early!.TryAdd(frame, out bool isLast))
        {
            session.EarlyFrames = null;
            return false;
        }

        if (isFirst)
            session.EarlyExecution = ExecuteEarlyAsync(session, early);
        if (isLast)
            session.HoldRequests(session.EarlyExecution);
        return true;
    }

    private async Task ExecuteEarlyAsync(TWebSocketSession session, EarlyFrames early)
    {
        await session.Connecting.WaitAsync(MaxWaitForHandlers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!session.Connecting.IsCompleted)
        {
            Logger.Warn($"A handler of NewSessionConnected has not returned within {MaxWaitForHandlers.TotalSeconds} s: messages of the session do not wait.");
            session.Connecting = Task.CompletedTask;
        }

        while (early.TryTake(out WebSocketFrame? frame))
        {
            try
            {
                if (session.Connected && !(session.InClosing && frame!.Opcode != WebSocketOpcode.Close))
                    ExecuteFrame(session, frame!);
                else
                    frame!.Release();
            }
            catch (Exception e)
            {
                Logger.Error(session, "The handler of an exception failed.", e);
                session.Close(CloseReason.ProtocolError);
            }
        }
    }

    private void ExecuteMessage(TWebSocketSession session, string message)
    {
        if (session.SubProtocol is not { } protocol)
        {
            string offered = PrintableText.Line(session.SecWebSocketProtocol);
            Logger.Error(session, $"A message came, but the server has none of the sub-protocols that the client offered: {offered}.");
            session.Fail(new WebSocketClose(WebSocketClose.ProtocolError, "no sub-protocol was agreed on"));
            return;
        }

        if (protocol.SubRequestParser.ParseRequestInfo(message) is not { } request)
            return;
        if (protocol.TryGetCommand(request.Key, out ISubCommand<TWebSocketSession>? command))
        {
            session.CurrentCommand = request.Key;
            command.ExecuteCommand(session, request);
            session.PrevCommand = request.Key;
            if (Config.LogCommand && Logger.IsInfoEnabled)
                Logger.Info(session, "Command - " + PrintableText.Line(request.Key));
        }
        else
        {
            session.HandleUnknownCommand(request);
        }
    }
}
