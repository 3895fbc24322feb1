using System.Reflection;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>What single operations of the server allocate, against the file that says it. In a process of its own, in which nothing else allocates.</summary>
#if DEBUG
[Ignore("A debug build allocates differently; ./test builds in Release.")]
#endif
public class AllocationTests
{
    private static readonly string Program = typeof(AllocationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "MicroBenchmarks").Value!;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-allocations-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task Every_operation_allocates_exactly_what_the_file_says()
    {
        (int exitCode, string[] output, string[] errors) = await Measure();
        Assert.That(errors, Is.Empty);
        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Has.Some.Matches("^RelayMessage +[0-9]+$").And.Some.Matches("^WriteFrame +0$"));
    }

    [Test]
    public async Task A_file_that_is_not_true_is_found_and_written_anew()
    {
        string file = Path.Combine(_directory.FullName, "allocations.txt");
        await File.WriteAllLinesAsync(file, ["# comment", "WriteFrame 8", "ParseText 1", "Fly 100"]);
        (int exitCode, _, string[] errors) = await Measure(file);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(errors, Has.One.EqualTo("WriteFrame allocates 0 bytes, 8 less than the 8 of the file."));
        Assert.That(errors, Has.One.Matches("^ParseText allocates [0-9]+ bytes, [0-9]+ more than the 1 of the file.$"));
        Assert.That(errors, Has.One.EqualTo("Fly is in the file, and is no operation."));
        Assert.That(errors, Has.One.EqualTo("ReadFrame allocates 0 bytes; the file does not name it."));
        Assert.That(errors[^1], Does.Contain("allocations --write").And.Contain(file));

        (exitCode, string[] output, errors) = await Measure("--write", file);
        Assert.That(errors, Is.Empty);
        Assert.That(exitCode, Is.Zero);
        string[] lines = [.. (await File.ReadAllLinesAsync(file)).Where(line => !line.StartsWith('#'))];
        Assert.That(lines.Select(Words), Is.EqualTo(output.Select(Words)).And.Not.Empty);
    }

    [TestCase("WriteFrame", "line 1: 'WriteFrame' is not the name of an operation")]
    [TestCase("WriteFrame -8", "line 1: 'WriteFrame -8' is not the name of an operation")]
    [TestCase("WriteFrame 0\nWriteFrame 0", "line 2: 'WriteFrame 0' is not the name of an operation, once")]
    [TestCase(null, "Could not find file")]
    public async Task A_file_that_cannot_be_read_is_one_line(string? text, string error)
    {
        string file = Path.Combine(_directory.FullName, "allocations.txt");
        if (text != null)
            await File.WriteAllTextAsync(file, text);
        (int exitCode, string[] output, string[] errors) = await Measure(file);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(output, Is.Empty);
        Assert.That(errors, Has.Length.EqualTo(1).And.One.Contains(error));
    }

    [Test]
    public async Task An_unknown_option_is_one_line()
    {
        (int exitCode, _, string[] errors) = await Measure("--wirte");
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(errors, Has.Length.EqualTo(1).And.One.StartsWith("'--wirte' is not an option of allocations"));
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static async Task<(int ExitCode, string[] Output, string[] Errors)> Measure(params string[] arguments)
    {
        using var program = new ServerProcess("dotnet", [Program, "allocations", .. arguments]);
        int exitCode = await program.Ended(seconds: 300);
        return (exitCode, program.Output, program.Errors);
    }
}
