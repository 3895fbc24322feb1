using ChatServer.Terminal.Start;

return args.FirstOrDefault() switch
{
    "--help" or "-h" => Usage.Print(args),
    "--version" => Usage.PrintVersion(),
    _ => await TalkCommand.RunAsync(args),
};
