using ChatServer.Hosting;

const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

// No command waits for anything on the thread that runs it, so the threads that wait for the sockets run the commands themselves: another thread for each
// received block costs more than most blocks; docs/performance.md has the figures. The runtime takes this from its environment only, before the first socket.
if (Environment.GetEnvironmentVariable(InlineCompletions) == null)
    Environment.SetEnvironmentVariable(InlineCompletions, "1");

return await CommandLine.RunAsync(args);
