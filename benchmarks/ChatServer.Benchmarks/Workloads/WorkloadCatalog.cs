using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>All workloads.</summary>
internal static class WorkloadCatalog
{
    /// <summary>What reads the options of each, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Arguments, WorkloadPlan>> All = new Dictionary<string, Func<Arguments, WorkloadPlan>>
    {
        [RelayWorkload.Name] = RelayWorkload.Plan,
        [LatencyWorkload.Name] = LatencyWorkload.Plan,
        [IdleWorkload.Name] = IdleWorkload.Plan,
        [LoginWorkload.Name] = LoginWorkload.Plan,
        [GroupWorkload.Name] = GroupWorkload.Plan,
        [OfflineWorkload.Name] = OfflineWorkload.Plan,
        [SlowReadersWorkload.Name] = SlowReadersWorkload.Plan,
        [MixedWorkload.Name] = MixedWorkload.Plan,
    };

    /// <summary>Reads the options of a workload.</summary>
    /// <exception cref="UsageException">There is no such workload, or an option is wrong.</exception>
    public static WorkloadPlan Plan(string name, Arguments arguments)
    {
        if (!All.TryGetValue(name, out Func<Arguments, WorkloadPlan>? read))
            throw new UsageException($"'{name}' is not a command.");
        WorkloadPlan plan = read(arguments);
        arguments.RejectRest();
        return plan;
    }
}
