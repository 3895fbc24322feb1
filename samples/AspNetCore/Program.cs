// A socket server and a web server in one program of ASP.NET Core. Unlike most samples, it is in the C# of today.
//
//   telnet 127.0.0.1 4111
//   REPORT 17 21.5                               -> stored
//   curl http://127.0.0.1:4112/devices/17        -> 21.5
//   curl http://127.0.0.1:4112/health            -> Healthy
using System.Collections.Concurrent;
using Samples.AspNetCore;
using SuperSocket.Hosting;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

// Arguments: another configuration file, another address of the web server.
WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls(args.Length > 1 ? args[1] : "http://127.0.0.1:4112");
builder.Services.AddSingleton<Readings>();
builder.Services.AddSuperSocket(args.Length > 0 ? args[0] : null);
builder.Services.AddHealthChecks().AddCheck<SuperSocketHealthCheck>("sockets");

WebApplication application = builder.Build();
application.MapHealthChecks("/health");
application.MapGet("/devices/{id}", (string id, Readings readings)
    => readings.Values.TryGetValue(id, out string? value) ? Results.Text(value) : Results.NotFound());
application.Lifetime.ApplicationStarted.Register(() =>
{
    foreach (IAppServer server in application.Services.GetRequiredService<IBootstrap>().AppServers.Cast<IAppServer>())
        Console.WriteLine($"Listening on {server.Listeners[0].EndPoint} ({server.Name})");
    Console.WriteLine($"Web: {application.Urls.First()}");
    Console.WriteLine("Press Enter to stop.");
    _ = Task.Run(async () =>
    {
        await Console.In.ReadLineAsync();
        await application.StopAsync();
    });
});
await application.RunAsync();

namespace Samples.AspNetCore
{
    /// <summary>What devices reported last. A service of both servers.</summary>
    public class Readings
    {
        public ConcurrentDictionary<string, string> Values { get; } = new();
    }

    public class DeviceServer : AppServer<DeviceSession>
    {
    }

    public class DeviceSession : AppSession<DeviceSession>
    {
    }

    // The service comes through the constructor.
    public class REPORT(Readings readings) : CommandBase<DeviceSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeviceSession session, StringRequestInfo requestInfo)
        {
            if (requestInfo.Parameters is not [var id, var value])
            {
                session.Send("Usage: REPORT device value");
                return;
            }

            readings.Values[id] = value;
            session.Send("stored");
        }
    }
}
