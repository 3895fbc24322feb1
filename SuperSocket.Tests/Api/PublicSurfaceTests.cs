using System.Reflection;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Api;

/// <summary>
/// The public surface is exactly that of the contract (Contract.txt), save for what Differences.txt and Extensions.txt give a reason for.
/// </summary>
public class PublicSurfaceTests
{
    /// <summary>Types and members of the contract that are still to be written. Becomes empty.</summary>
    private static readonly string[] NotYet =
    [
        "SuperSocket.SocketBase.AppServerBase<TS,TR>: interface IActiveConnector",
        "SuperSocket.SocketBase.AppServerBase<TS,TR>: protected bool RegisterConfigHandler(IServerConfig config,string name,Func<string,bool> handler)",
        "SuperSocket.SocketBase.AppServerBase<TS,TR>: protected bool RegisterConfigHandler<T1>(IServerConfig config,string name,Func<T1,bool> handler)"
            + " where T1 : ConfigurationElement,new()",
        "SuperSocket.SocketBase.Logging.Log4NetLogFactory",
        "SuperSocket.SocketBase.NodeStatus",
        "SuperSocket.SocketEngine.ConfigurationWatcher",
        "SuperSocket.SocketEngine.DefaultBootstrap: interface IDynamicBootstrap",
        "SuperSocket.SocketEngine.DefaultBootstrap: public IPerformanceMonitor PerfMonitor { get; }",
        "SuperSocket.SocketEngine.IPerformanceMonitor",
        "SuperSocket.SocketEngine.IProcessServer",
    ];

    private static readonly Assembly[] Assemblies =
        [typeof(BinaryUtil).Assembly, typeof(IAppServer).Assembly, typeof(BootstrapFactory).Assembly, typeof(MimeHeaderHelper).Assembly];

    private static readonly string[] StatusKeysOfServers =
    [
        "StartedTime", "IsRunning", "TotalConnections", "MaxConnectionNumber", "TotalHandledRequests", "RequestHandlingSpeed", "Listeners",
        "AvialableSendingQueueItems", "TotalSendingQueueItems",
    ];

    private readonly SurfaceComparison _comparison = SurfaceComparison.Make(Resource("Contract.txt"), Assemblies);
    private readonly Deviations _differences = Deviations.Read(Resource("Differences.txt"));
    private readonly Deviations _extensions = Deviations.Read(Resource("Extensions.txt"));

    [Test]
    public void Everything_in_the_contract_is_there()
    {
        string[] missing = [.. _comparison.Missing.Where(fact => !_differences.Missing.Contains(fact) && !IsNotYet(fact))];
        AssertNone(missing.Select(_comparison.Explain), "In the contract and not in the product; mend the product");
    }

    [Test]
    public void Every_public_member_that_the_contract_has_not_is_explained()
    {
        string[] additional = [.. _comparison.Additional.Where(fact => !_differences.Additional.Contains(fact) && !_extensions.Additional.Contains(fact))];
        AssertNone(additional, "Public and not in the contract; make it internal, or give the reason in Extensions.txt");
    }

    [Test]
    public void The_lists_of_deviations_are_up_to_date_and_give_reasons()
    {
        using (Assert.EnterMultipleScope())
        {
            AssertNone(_differences.Missing.Except(_comparison.Missing), "Differences.txt: there meanwhile");
            AssertNone(_differences.Additional.Except(_comparison.Additional), "Differences.txt: gone or in the contract");
            AssertNone(_extensions.Additional.Except(_comparison.Additional), "Extensions.txt: gone or in the contract");
            AssertNone(_extensions.Missing, "Extensions.txt can only have additions");
            AssertNone(_differences.Unexplained.Concat(_extensions.Unexplained), "without a reason");
        }
    }

    [Test]
    public void What_is_not_yet_written_is_really_not_there()
    {
        string[] there = [.. NotYet.Where(entry => !_comparison.Missing.Any(fact => Covers(entry, fact)))];
        AssertNone(there, "NotYet: these exist meanwhile; take the entries away");
    }

    [Test]
    public void The_metadata_of_servers_name_the_nine_status_values_in_order()
    {
        StatusInfoAttribute[] attributes = [.. typeof(DefaultAppServerMetadata).GetCustomAttributes<StatusInfoAttribute>().OrderBy(a => a.Order)];

        Assert.That(attributes.Select(a => a.Key), Is.EqualTo(StatusKeysOfServers));
        Assert.That(attributes.Select(a => a.Order), Is.EqualTo(Enumerable.Range(0, 9).Select(i => i * 100)));
    }

    // All of them: the message of a constraint would show the first ten.
    private static void AssertNone(IEnumerable<string> facts, string message)
    {
        string[] all = [.. facts];
        if (all.Length > 0)
            Assert.Fail($"{message}:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    private static bool IsNotYet(string fact) => Array.Exists(NotYet, entry => Covers(entry, fact));

    private static bool Covers(string entry, string fact) => fact == entry || fact.StartsWith(entry + ": ", StringComparison.Ordinal);

    private static string Resource(string name)
    {
        using Stream stream = typeof(PublicSurfaceTests).Assembly.GetManifestResourceStream(typeof(PublicSurfaceTests), name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
