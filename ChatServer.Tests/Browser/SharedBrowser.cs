using Microsoft.Playwright;
using NUnit.Framework;

namespace ChatServer.Tests.Browser;

/// <summary>The Chromium that all tests with pages share; each page has a context of its own.</summary>
[SetUpFixture]
public class SharedBrowser
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly Lazy<Task<IBrowser>> Launched = new(Launch);
    private static IPlaywright? _playwright;

    /// <summary>The browser. Where there is none, the test is skipped.</summary>
    public static Task<IBrowser> Instance => Launched.Value;

    [OneTimeTearDown]
    public async Task Close()
    {
        if (!Launched.IsValueCreated)
            return;
        if (Launched.Value.IsCompletedSuccessfully)
            await (await Launched.Value).CloseAsync();
        _playwright?.Dispose();
    }

    private static async Task<IBrowser> Launch()
    {
        string? program = Find();
        if (program == null)
            Assert.Ignore("There is no Chromium here.");
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)TimeSpan.FromSeconds(Deadline.DefaultSeconds).TotalMilliseconds);
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            // Chromium refuses to run as root with its sandbox.
            ChromiumSandbox = !Environment.IsPrivilegedProcess,
        });
    }

    private static string? Find()
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return Programs.SelectMany(program => directories.Select(directory => Path.Combine(directory, program))).FirstOrDefault(File.Exists);
    }
}
