using System.Reflection;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketEngine;
using SuperSocket.WebSocket;

namespace SuperSocket.Tests.Api;

/// <summary>
/// The public surface is exactly that of the contract (Contract.txt), save for what Differences.txt and Extensions.txt give a reason for.
/// </summary>
public class PublicSurfaceTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(BinaryUtil).Assembly, typeof(IAppServer).Assembly, typeof(BootstrapFactory).Assembly, typeof(MimeHeaderHelper).Assembly, typeof(WebSocketServer).Assembly];

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
        string[] missing = [.. _comparison.Missing.Where(fact => !_differences.Missing.Contains(fact))];
        AssertNone(missing.Select(_comparison.Explain), "In the contract and not in the product; fix the product");
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
    public void The_metadata_of_servers_name_the_nine_status_values_in_order()
    {
        StatusInfoAttribute[] attributes = [.. typeof(DefaultAppServerMetadata).GetCustomAttributes<StatusInfoAttribute>().OrderBy(a => a.Order)];

        Assert.That(attributes.Select(a => a.Key), Is.EqualTo(StatusKeysOfServers));
        Assert.That(attributes.Select(a => a.Order), Is.EqualTo(Enumerable.Range(0, 9).Select(i => i * 100)));
    }

    [Test]
    public void Types_are_in_the_assemblies_that_configuration_files_name()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (Type type in Assemblies.SelectMany(a => a.GetExportedTypes()))
                Assert.That(type.Assembly.GetName().Name, Is.EqualTo(string.Join('.', type.Namespace!.Split('.').Take(2))), type.FullName);
            foreach (Assembly assembly in Assemblies)
                Assert.That(assembly.GetName().Version, Is.GreaterThanOrEqualTo(new Version(1, 6, 7, 0)), assembly.FullName);
        }
    }

    // All of them: the message of a constraint would show the first ten.
    private static void AssertNone(IEnumerable<string> facts, string message)
    {
        string[] all = [.. facts];
        if (all.Length > 0)
            Assert.Fail($"{message}:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(PublicSurfaceTests).Assembly.GetManifestResourceStream(typeof(PublicSurfaceTests), name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
