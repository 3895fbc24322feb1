namespace ChatServer.Sessions;

/// <summary>Marks a command that anybody may use before login.</summary>
public interface IOpenBeforeLogin
{
}
