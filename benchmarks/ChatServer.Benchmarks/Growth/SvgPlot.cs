using System.Globalization;
using System.Security;
using System.Text;

namespace ChatServer.Benchmarks.Growth;

/// <summary>A line of a plot, with its axes.</summary>
/// <param name="Title">What the values are, which stands above.</param>
/// <param name="XTitle">What grows, which stands below.</param>
/// <param name="Points">Sizes, in order, and values of 0 or more. A size of 0 has a place of its own left of the others.</param>
internal sealed record SvgPanel(string Title, string XTitle, IReadOnlyList<(double X, double Y)> Points);

/// <summary>
/// Draws panels in rows as SVG: a logarithmic scale of sizes, and of values if they are further apart than tenfold. The colours change with those of the reader.
/// </summary>
internal static class SvgPlot
{
    private const int PanelWidth = 320;
    private const int PanelHeight = 240;
    private const int Left = 58;
    private const int Right = 18;
    private const int Top = 34;
    private const int Bottom = 46;

    // Between the first and last point and the edge, for the values beside the points.
    private const int Inset = 22;
    private const int PanelsInARow = 3;

    private const string Style = """
        <style>
        text { font: 12px sans-serif; fill: #333 } .title { font-weight: bold } .value { font-size: 11px }
        .grid { stroke: #8886; stroke-width: 1 } .line { stroke: #0b62c4; stroke-width: 2; fill: none } circle { fill: #0b62c4 }
        @media (prefers-color-scheme: dark) { text { fill: #ddd } .line { stroke: #6cb2ff } circle { fill: #6cb2ff } }
        </style>
        """;

    /// <summary>Draws.</summary>
    /// <param name="panels">One or more.</param>
    /// <returns>A whole SVG document.</returns>
    public static string Draw(IReadOnlyList<SvgPanel> panels)
    {
        var svg = new StringBuilder();
        int width = PanelWidth * Math.Min(panels.Count, PanelsInARow);
        int height = PanelHeight * ((panels.Count + PanelsInARow - 1) / PanelsInARow);
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">");
        svg.AppendLine(Style);
        for (int i = 0; i < panels.Count; i++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<g transform=\"translate({i % PanelsInARow * PanelWidth} {i / PanelsInARow * PanelHeight})\">");
            Draw(svg, panels[i]);
            svg.AppendLine("</g>");
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void Draw(StringBuilder svg, SvgPanel panel)
    {
        SvgScale x = SvgScale.OfSizes([.. panel.Points.Select(point => point.X)], Left + Inset, PanelWidth - Right - Inset);
        SvgScale y = SvgScale.OfValues([.. panel.Points.Select(point => point.Y)], PanelHeight - Bottom, Top);
        foreach (double tick in y.Ticks)
        {
            Line(svg, Left, y.Map(tick), PanelWidth - Right, y.Map(tick));
            Text(svg, Left - 6, y.Map(tick) + 4, "end", Short(tick));
        }

        foreach (double tick in x.Ticks)
        {
            Line(svg, x.Map(tick), Top, x.Map(tick), PanelHeight - Bottom);
            Text(svg, x.Map(tick), PanelHeight - Bottom + 16, "middle", Short(tick));
        }

        Text(svg, PanelWidth / 2.0, 18, "middle", panel.Title + (y.IsLogarithmic ? " (logarithmic)" : ""), "title");
        Text(svg, (Left + PanelWidth - Right) / 2.0, PanelHeight - 8, "middle", panel.XTitle);
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline class=\"line\" points=\"{string.Join(' ', panel.Points.Select(point => $"{Number(x.Map(point.X))},{Number(y.Map(point.Y))}"))}\"/>");
        foreach ((double size, double value) in panel.Points)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<circle cx=\"{Number(x.Map(size))}\" cy=\"{Number(y.Map(value))}\" r=\"3\"/>");
            Text(svg, x.Map(size), y.Map(value) - 7, "middle", Short(value), "value");
        }
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2)
        => svg.AppendLine(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>");

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string style = "")
        => svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\"{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{SecurityElement.Escape(text)}</text>");

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // Three digits, and a letter for thousands and millions.
    private static string Short(double value) => value switch
    {
        >= 1e6 => Digits(value / 1e6) + "M",
        >= 1e4 => Digits(value / 1e3) + "k",
        _ => Digits(value),
    };

    private static string Digits(double value)
        => value.ToString(value switch { >= 100 => "#,0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);
}
