namespace ChatServer.Protocol.Commands;

/// <summary>A command that describes itself. One that does not is for users, has its parameters in the array <c>args</c> in JSON, and is not in the help.</summary>
public interface IDescribedCommand
{
    /// <summary>The description.</summary>
    CommandDescription Description { get; }
}
