using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketBase.Command;

/// <summary>A command that names its filters itself, in place of attributes.</summary>
public interface ICommandFilterProvider
{
    /// <summary>The filters.</summary>
    /// <returns>Any order; they are sorted by <see cref="CommandFilterAttribute.Order"/>.</returns>
    IEnumerable<CommandFilterAttribute> GetFilters();
}
