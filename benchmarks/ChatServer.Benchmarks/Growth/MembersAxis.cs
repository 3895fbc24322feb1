using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Growth;

/// <summary>Members of a group who are logged in, besides the one who speaks.</summary>
internal sealed class MembersAxis : GrowthAxis
{
    /// <inheritdoc/>
    public override string Name => "members";

    /// <inheritdoc/>
    public override string Title => "Members of a group";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [1, 10, 100, 1000, 10_000];

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [MembersWorkload.PerDelivery, MembersWorkload.PerMembers, MembersWorkload.PerJoin];

    /// <inheritdoc/>
    public override int Connections(int size) => size + 2; // who speaks, and who joins

    /// <inheritdoc/>
    public override ServerConfiguration Configure(int size) => new();

    /// <inheritdoc/>
    public override Task<Workload> PrepareAsync(OwnServer server, int size, Progress progress, Action<Figures> once)
        => Task.FromResult<Workload>(new MembersWorkload(size) { Target = server.Target($"{size:N0} members", WireTransport.Tcp, progress) });
}
