using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatServer.Tests.Architecture;

namespace ChatServer.Tests.Shipping;

/// <summary>What the files under <c>deploy</c> and the Dockerfile say, in parts that a test can check.</summary>
internal static partial class DeploymentFiles
{
    /// <summary>Reads a file of the repository.</summary>
    /// <param name="path">Its path below the top.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Sources.Root, path));

    /// <summary>Whether there is such a file or directory.</summary>
    /// <param name="path">Its path below the top.</param>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Sources.Root, path));

    /// <summary>The command lines of the program in the unit and in the image.</summary>
    public static IEnumerable<string[]> CommandLines
        => UnitCommand().Matches(Read("deploy/systemd/chat-server.service")).Select(match => match.Groups[1].Value.Split(' '))
            .Concat(ImageCommand().Matches(Read("Dockerfile")).Select(match => Unquote(match.Groups[1].Value)));

    /// <summary>The projects that the program is built from, by their paths below the top.</summary>
    public static IEnumerable<string> FindProjects()
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(["ChatServer/ChatServer.csproj"]);
        while (open.TryPop(out string? project))
        {
            if (!found.Add(project))
                continue;
            string directory = Path.Combine(Sources.Root, Path.GetDirectoryName(project)!);
            foreach (XElement reference in XDocument.Parse(Read(project)).Descendants("ProjectReference"))
                open.Push(Path.GetRelativePath(Sources.Root, Path.GetFullPath(Path.Combine(directory, reference.Attribute("Include")!.Value))));
        }

        return found;
    }

    private static string[] Unquote(string words) => [.. Quoted().Matches(words).Select(word => word.Groups[1].Value)];

    [GeneratedRegex("^Exec[A-Za-z]+=(/usr/lib/chat-server/ChatServer.*)$", RegexOptions.Multiline)]
    private static partial Regex UnitCommand();

    [GeneratedRegex(@"(?:ENTRYPOINT|CMD) \[(.*)\]$", RegexOptions.Multiline)]
    private static partial Regex ImageCommand();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
