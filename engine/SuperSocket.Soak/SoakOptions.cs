using System.Globalization;

namespace SuperSocket.Soak;

/// <summary>What to run.</summary>
public sealed record SoakOptions
{
    public const string Usage = "usage: SuperSocket.Soak [--minutes N] [--clients N] [--seed N]";

    /// <summary>How long the clients are at work.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many clients there are at any time.</summary>
    public int Clients { get; init; } = 200;

    /// <summary>Decides what each client does, though not how the clients' doings interleave.</summary>
    public int Seed { get; init; } = Environment.TickCount & 0xFFFFFF;

    /// <summary>Where progress and the final table go.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It is wrong.</exception>
    public static SoakOptions Parse(string[] args)
    {
        var options = new SoakOptions();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !double.TryParse(args[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number is < 0 or > 1e8)
                throw new ArgumentException($"{args[i]} needs a number.");
            options = args[i] switch
            {
                "--minutes" when number > 0 => options with { Duration = TimeSpan.FromMinutes(number) },
                "--clients" when number is >= 1 and <= 10_000 => options with { Clients = (int)number },
                "--seed" => options with { Seed = (int)number },
                _ => throw new ArgumentException($"{args[i]} {args[i + 1]} is not known."),
            };
        }

        return options;
    }
}
