using SuperSocket.Soak;

try
{
    return await new SoakRun(SoakOptions.Parse(args)).RunAsync() ? 0 : 1;
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync(e.Message + Environment.NewLine + SoakOptions.Usage);
    return 2;
}
