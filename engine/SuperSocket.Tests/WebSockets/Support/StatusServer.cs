using System.Configuration;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.WebSocket;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets.Support;

// A server that shows operators the status of all servers, in the shape of the server manager of 1.6.

/// <summary>Operators log in with <c>LOGIN</c> and get each new status. Who may is in the element <c>users</c> of the server.</summary>
public class StatusServer : WebSocketServer<StatusSession>
{
    private Dictionary<string, string> _passwords = [];

    public StatusServer()
        : base(new BasicSubProtocol<StatusSession>("ServerManager"))
    {
    }

    /// <summary>The status that was announced last, as JSON.</summary>
    public string LastStatus { get; private set; } = "{}";

    /// <summary>Enumerations are written by name.</summary>
    public override string JsonSerialize(object target) => JsonConvert.SerializeObject(target, new StringEnumConverter());

    public bool IsPasswordOf(string user, string password) => _passwords.TryGetValue(user, out string? expected) && expected == password;

    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!base.Setup(rootConfig, config))
            return false;
        OperatorCollection? users = config.GetChildConfig<OperatorCollection>("users");
        if (users == null || users.Count == 0)
        {
            Logger.Error("There are no users.");
            return false;
        }

        _passwords = users.Cast<Operator>().ToDictionary(user => user.Name, user => user.Password);
        return true;
    }

    protected override void OnSystemMessageReceived(string messageType, object messageData)
    {
        if (messageType != "ServerStatusCollected")
            return;
        LastStatus = JsonSerialize(messageData);
        foreach (StatusSession session in GetSessions(session => session.IsLoggedIn))
            session.TrySend("UPDATE " + LastStatus);
    }
}

/// <summary>A session of <see cref="StatusServer"/>.</summary>
public class StatusSession : WebSocketSession<StatusSession>
{
    public new StatusServer AppServer => (StatusServer)base.AppServer;

    public bool IsLoggedIn { get; set; }

    protected override void HandleUnknownCommand(SubRequestInfo requestInfo) => Send("There is no command " + requestInfo.Key);
}

/// <summary>What <c>LOGIN</c> sends.</summary>
public class Credentials
{
    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";
}

/// <summary>Logs an operator in.</summary>
public class LOGIN : AsyncJsonSubCommand<StatusSession, Credentials>
{
    protected override void ExecuteAsyncJsonCommand(StatusSession session, string token, Credentials commandInfo)
    {
        session.IsLoggedIn = session.AppServer.IsPasswordOf(commandInfo.UserName, commandInfo.Password);
        SendJsonMessage(session, token, new { Result = session.IsLoggedIn, Mode = SocketMode.Tcp });
        if (!session.IsLoggedIn)
            session.CloseWithHandshake(1008, "wrong password");
    }
}

/// <summary>An element of <c>users</c>.</summary>
public class Operator : ConfigurationElement
{
    [ConfigurationProperty("name", IsRequired = true, IsKey = true)]
    public string Name => (string)this["name"];

    [ConfigurationProperty("password", IsRequired = true)]
    public string Password => (string)this["password"];
}

/// <summary>The element <c>users</c>.</summary>
[ConfigurationCollection(typeof(Operator), AddItemName = "user")]
public class OperatorCollection : GenericConfigurationElementCollectionBase<Operator, Operator>
{
    protected override object GetElementKey(ConfigurationElement element) => ((Operator)element).Name;
}
