using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using ChatServer.Benchmarks.Workloads;

namespace ChatServer.Benchmarks.Growth;

/// <summary>Users who are logged in, of whom at most 100 talk.</summary>
internal sealed class UsersAxis : GrowthAxis
{
    private const int Talkers = 100;
    private const int Window = 64;
    private const int TextLength = 32;

    /// <inheritdoc/>
    public override string Name => "users";

    /// <inheritdoc/>
    public override string Title => "Users logged in";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [10, 100, 1000, 10_000];

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column.ServerCpu, Column.Messages];

    /// <inheritdoc/>
    public override int Connections(int size) => size;

    /// <inheritdoc/>
    public override ServerConfiguration Configure(int size) => new();

    /// <inheritdoc/>
    public override Task<Workload> PrepareAsync(OwnServer server, int size, Progress progress, Action<Figures> once)
    {
        LoadTarget target = server.Target($"{size:N0} users", WireTransport.Tcp, progress);
        int talkers = Math.Min(size, Talkers);
        return Task.FromResult<Workload>(new Beside(size - talkers, new RelayWorkload(talkers / 2, Window, TextLength, hasReceipts: false) { Target = target }) { Target = target });
    }

    /// <summary>A workload beside users who are silent.</summary>
    private sealed class Beside(int silent, Workload workload) : Workload
    {
        private WireConnection[] _silent = [];

        /// <inheritdoc/>
        public override void Prepare()
        {
            _silent = new Crowd(Target).LogIn([.. Enumerable.Range(0, silent).Select(i => Target.Id("silent", i))]);
            workload.Prepare();
        }

        /// <inheritdoc/>
        public override void Measure(TimeSpan time, Action<string, Figures> add) => workload.Measure(time, add);

        /// <inheritdoc/>
        public override void Finish() => workload.Finish();

        /// <inheritdoc/>
        public override void Dispose()
        {
            workload.Dispose();
            Array.ForEach(_silent, connection => connection.Dispose());
            base.Dispose();
        }
    }
}
