using System.Globalization;
using System.Text;

namespace ChatServer.Terminal.Screens;

/// <summary>
/// Entries, and below them the prompt. Whatever changes is collected until <see cref="Draw"/>, which takes the prompt away, writes what is new and draws the
/// prompt again, all in one write: so nothing that comes in tears what somebody types. What has scrolled away belongs to the terminal. Not thread-safe.
/// </summary>
internal sealed class Screen(ITerminal terminal, Palette palette)
{
    private const int MaxEntries = 300;

    // Also a bound of the text, whatever a server sends: dropped entries are not redrawn after a change of the window's size.
    private const int MaxCharacters = 4 * 1024 * 1024;
    private const string HideCursor = "\u001b[?25l";
    private const string ShowCursor = "\u001b[?25h";
    private const string ClearBelow = "\u001b[J";
    private const string ClearRow = "\u001b[K";
    private const string ClearAll = "\u001b[H\u001b[2J";
    private const string BeginPastes = "\u001b[?2004h";
    private const string EndPastes = "\u001b[?2004l";

    private readonly List<Entry> _entries = [];
    private readonly HashSet<Entry> _changed = [];
    private Prompt? _prompt;
    private Prompt? _drawn;
    private int _written;
    private long _characters;
    private int _width = terminal.Width;
    private int _height = terminal.Height;
    private bool _mustRepaint;

    /// <summary>Shows something above the prompt.</summary>
    public void Add(Entry entry)
    {
        _entries.Add(entry);
        _characters += entry.Length;
    }

    /// <summary>An entry has changed: it is written again where it stands, if it has not scrolled away.</summary>
    public void Change(Entry entry) => _changed.Add(entry);

    /// <summary>Changes the prompt.</summary>
    public void Show(Prompt prompt) => _prompt = prompt;

    /// <summary>The screen may show anything: all is written again.</summary>
    public void Repaint() => _mustRepaint = true;

    /// <summary>Makes the terminal show how things are.</summary>
    public void Draw()
    {
        bool isResized = (_width, _height) != (terminal.Width, terminal.Height);
        if (!isResized && !_mustRepaint && _changed.Count == 0 && _written == _entries.Count && _prompt == _drawn)
            return;
        (_width, _height) = (terminal.Width, terminal.Height);
        var output = new StringBuilder(HideCursor);
        // Another program that used the terminal in between has disabled it.
        if (_drawn == null || _mustRepaint)
            output.Append(BeginPastes);
        if (isResized || _mustRepaint)
            WriteTail(output);
        else
            WriteChanges(output);
        WritePrompt(output);
        terminal.Write(output.Append(ShowCursor).ToString());
        _changed.Clear();
        _mustRepaint = false;
        _written = _entries.Count;
        Forget();
    }

    /// <summary>Takes the prompt away, for good or until the next <see cref="Draw"/>.</summary>
    public void Leave()
    {
        if (_drawn == null)
            return;
        var output = new StringBuilder();
        ToTopOfPrompt(output);
        terminal.Write(output.Append(ClearBelow).Append(EndPastes).ToString());
        _drawn = null;
    }

    private static void Up(StringBuilder output, int rows)
    {
        if (rows > 0)
            output.Append(CultureInfo.InvariantCulture, $"\u001b[{rows}A");
    }

    private void WriteChanges(StringBuilder output)
    {
        ToTopOfPrompt(output);
        int above = 0;
        int visible = _height - RowsOf(_drawn ?? _prompt);
        for (int i = _written - 1; i >= 0 && _changed.Count > 0; i--)
        {
            List<List<Span>> rows = Layout.Rows(_entries[i], _width);
            above += rows.Count;
            if (above > visible)
                break;
            if (!_changed.Remove(_entries[i]))
                continue;
            Up(output, above);
            foreach (List<Span> row in rows)
                WriteRow(output, row);
            for (int down = rows.Count; down < above; down++)
                output.Append("\r\n");
        }

        output.Append(ClearBelow);
        for (int i = _written; i < _entries.Count; i++)
            WriteEntry(output, _entries[i]);
    }

    private void WriteTail(StringBuilder output)
    {
        output.Append(ClearAll);
        int left = _height - RowsOf(_prompt);
        int first = _entries.Count;
        while (first > 0 && left > 0)
            left -= Layout.Rows(_entries[--first], _width).Count;
        for (int i = Math.Min(first, _written); i < _entries.Count; i++)
            WriteEntry(output, _entries[i], above: i < _written && i == first ? Math.Max(0, -left) : 0);
    }

    // New entries are written completely, also if they scroll away at once, because the terminal keeps them in its history.
    private void WriteEntry(StringBuilder output, Entry entry, int above = 0)
    {
        foreach (List<Span> row in Layout.Rows(entry, _width).Skip(above))
            WriteRow(output, row);
    }

    private void WriteRow(StringBuilder output, IEnumerable<Span> row)
    {
        palette.Write(output, row);
        output.Append(ClearRow).Append("\r\n");
    }

    private void WritePrompt(StringBuilder output)
    {
        _drawn = _prompt;
        if (_prompt == null)
            return;
        if (_prompt.Status != null)
            WriteRow(output, _prompt.StatusRow(_width));
        (IReadOnlyList<Span> row, int column) = _prompt.TypedRow(_width);
        palette.Write(output, row);
        output.Append('\r');
        if (column > 0)
            output.Append(CultureInfo.InvariantCulture, $"\u001b[{column}C");
    }

    // The cursor is in the last row of the prompt.
    private void ToTopOfPrompt(StringBuilder output)
    {
        output.Append('\r');
        Up(output, RowsOf(_drawn) - 1);
    }

    private static int RowsOf(Prompt? prompt) => prompt == null ? 0 : prompt.Status == null ? 1 : 2;

    private void Forget()
    {
        int max = Math.Max(MaxEntries, _height);
        if (_entries.Count <= 2 * max && _characters <= MaxCharacters)
            return;
        int count = 0;
        while (_entries.Count - count > max || (_characters > MaxCharacters / 2 && count < _entries.Count - 1))
            _characters -= _entries[count++].Length;
        _entries.RemoveRange(0, count);
        _written = _entries.Count;
    }
}
