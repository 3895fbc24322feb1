using System.Text.RegularExpressions;
using ChatServer.Terminal.Screens;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What the screen writes to the terminal.</summary>
public class ScreenTests
{
    private readonly Recorder _terminal = new();
    private readonly Prompt _prompt = new("online", "> ", "typed", 5);

    [Test]
    public void All_that_is_new_is_one_write_and_nothing_new_is_none()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        screen.Show(_prompt);
        screen.Draw();
        Assert.That(_terminal.Written, Has.Count.EqualTo(1));
        screen.Draw();
        screen.Show(_prompt with { });
        screen.Draw();
        Assert.That(_terminal.Written, Has.Count.EqualTo(1));
        screen.Add(new Entry(new Span("one")));
        screen.Add(new Entry(new Span("two")));
        screen.Draw();
        Assert.That(_terminal.Written, Has.Count.EqualTo(2));
        Assert.That(Printed(_terminal.Written[1]), Does.Contain("one\r\ntwo\r\n-- online -").And.EndsWith("> typed\r"));
    }

    [Test]
    public void No_control_character_of_others_reaches_the_terminal()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: true));
        const string evil = "\u001b[31m\u009b2J\r\n\a\b\t\u007f\u202e\u2066\u2028x";
        screen.Add(new Entry(new Span(evil, Tone.Name), new Span(evil)));
        screen.Show(new Prompt(evil, evil, evil, evil.Length));
        screen.Draw();
        string printed = Printed(_terminal.Written[0]);
        Assert.That(printed.Replace("\r\n", "", StringComparison.Ordinal).Trim('\r').Where(c => char.IsControl(c) || c is '\u202e' or '\u2066' or '\u2028'), Is.Empty);
        Assert.That(printed, Does.Contain("␛[31m\ufffd2J␍␊␇␈ ␡\ufffd\ufffd\ufffdx"));
    }

    [Test]
    public void Without_colours_there_are_none()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        foreach (Tone tone in Enum.GetValues<Tone>())
            screen.Add(new Entry(new Span("text", tone)));
        screen.Show(_prompt);
        screen.Draw();
        Assert.That(_terminal.Written[0], Does.Not.Match("\u001b\\[[0-9;]*m"));
    }

    [Test]
    public void A_changed_entry_is_written_where_it_stands_unless_it_has_scrolled_away()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        var entry = new Entry(new Span(".. "), new Span("mine"));
        screen.Show(_prompt);
        screen.Add(entry);
        screen.Add(new Entry(new Span("other")));
        screen.Draw();
        entry.Change(0, new Span("ok "));
        screen.Change(entry);
        screen.Draw();
        // From the row of the typed text one up to the status, two more to the entry, and down again.
        Assert.That(_terminal.Written[1], Does.Contain("\r\u001b[1A\u001b[2Aok mine\u001b[K\r\n\r\n\u001b[J-- online"));
        for (int i = 0; i < _terminal.Height; i++)
            screen.Add(new Entry(new Span("other")));
        screen.Draw();
        entry.Change(0, new Span("no "));
        screen.Change(entry);
        screen.Draw();
        Assert.That(_terminal.Written[3], Does.Not.Contain("mine"));
    }

    [Test]
    public void A_screen_of_another_size_is_written_anew_as_far_as_it_fits()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        screen.Show(_prompt);
        for (int i = 1; i <= 30; i++)
            screen.Add(new Entry(new Span($"entry {i}.")));
        screen.Draw();
        _terminal.Height = 6;
        screen.Draw();
        Assert.That(Printed(_terminal.Written[1]), Does.StartWith("entry 27.\r\nentry 28.\r\nentry 29.\r\nentry 30.\r\n-- online"));
    }

    [Test]
    public void An_entry_that_is_taller_than_the_screen_is_shown_as_far_as_it_fits()
    {
        Screen screen = Tall(rows: 10);
        screen.Draw();
        _terminal.Height = 6;
        screen.Draw();
        Assert.That(Printed(_terminal.Written[1]), Does.Match("^row-7\\.+\r\nrow-8\\.+\r\nrow-9\\.+\r\nrow-10\\.+\r\n-- online"));
    }

    [Test]
    public void What_is_new_is_written_whole_also_while_the_size_changes()
    {
        Screen screen = Tall(rows: 10);
        screen.Add(new Entry(new Span("last")));
        _terminal.Height = 6;
        screen.Draw();
        Assert.That(Printed(_terminal.Written[0]), Does.Match("^row-1\\.+\r\n(row-.*\r\n){9}last\r\n-- online"));
    }

    [Test]
    public void A_screen_that_is_painted_anew_asks_for_marks_around_pastes_again()
    {
        Screen screen = Tall(rows: 1);
        screen.Draw();
        screen.Repaint();
        screen.Draw();
        screen.Show(_prompt with { Text = "other" });
        screen.Draw();
        Assert.That(_terminal.Written.Select(written => written.Contains("\u001b[?2004h", StringComparison.Ordinal)), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public void A_screen_on_which_very_much_was_shown_remembers_only_the_last()
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        screen.Show(_prompt);
        for (int i = 1; i <= 10_000; i++)
        {
            screen.Add(new Entry(new Span($"entry {i}.")));
            screen.Draw();
        }

        Assert.That(_terminal.Written, Has.Count.EqualTo(10_000));
        Assert.That(string.Concat(_terminal.Written).Split("entry ").Length - 1, Is.EqualTo(10_000), "each is written once");
    }

    // With an entry of so many rows, which is not drawn yet.
    private Screen Tall(int rows)
    {
        var screen = new Screen(_terminal, new Palette(hasColours: false));
        screen.Show(_prompt);
        string text = string.Concat(Enumerable.Range(1, rows).Select(i => $"row-{i}".PadRight(_terminal.Width - 1, '.')));
        screen.Add(new Entry(new Span(text)) { Indent = 0 });
        return screen;
    }

    // Without the sequences that the screen itself writes.
    private static string Printed(string written) => Regex.Replace(written, "\u001b\\[(\\?25[lh]|\\?2004[lh]|[0-9;]*[ACHJKm])", string.Empty);

    private sealed class Recorder : ITerminal
    {
        public List<string> Written { get; } = [];

        public int Width => 80;

        public int Height { get; set; } = 24;

        public void Write(string text) => Written.Add(text);
    }
}
