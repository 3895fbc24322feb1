using ChatServer.Hosting;

return CommandLine.TryParse(args, out CommandLine? commandLine, out int exitCode)
    ? await new ChatHost(commandLine).RunAsync()
    : exitCode;
