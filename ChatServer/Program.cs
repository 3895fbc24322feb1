using ChatServer.Hosting;

return CommandLine.TryParse(args, out IVerb? verb, out int exitCode)
    ? await verb.RunAsync()
    : exitCode;
