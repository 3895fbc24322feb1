using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Company.Server1;

// An argument is another configuration file than App.config. Ctrl-C stops the server.
//   telnet 127.0.0.1 2012
//   TIME            -> the time
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSuperSocket(args.Length > 0 ? args[0] : null);
await builder.Build().RunAsync();
