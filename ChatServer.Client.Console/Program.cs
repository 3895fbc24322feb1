using ChatServer.Terminal.Plays;

return args switch
{
    ["play", .. string[] rest] => await PlayCommand.RunAsync(rest, Console.Out, Console.Error),
    ["record", .. string[] rest] => await RecordCommand.RunAsync(rest, Console.In, Console.Out, Console.Error),
    _ => 2,
};
