using ChatServer.Terminal.Start;

return await CommandLine.RunAsync(args);
