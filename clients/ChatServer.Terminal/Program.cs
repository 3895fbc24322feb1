using ChatServer.Terminal.Scripts;
using ChatServer.Terminal.Start;

return args switch
{
    ["play", .. string[] rest] => await PlayCommand.RunAsync(rest, Console.Out, Console.Error),
    ["record", .. string[] rest] => await RecordCommand.RunAsync(rest, Console.In, Console.Out, Console.Error),
    ["--help" or "-h", ..] => Usage.Print(args),
    ["--version", ..] => Usage.PrintVersion(),
    _ => await TalkCommand.RunAsync(args),
};
