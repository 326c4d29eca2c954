package io.barograph.cli.html;

import java.util.Locale;

/** A page of HTML that needs nothing from elsewhere: how it begins, looks and ends. */
public final class HtmlPage {
  /** What stands behind the last line. */
  public static final String END = "</body>\n</html>\n";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --paper: #ffffff; --line: #d0d7de; --bar: #c4321c; --incident: #afb8c1; --good: #1a7f37; --seen: #0969da; --expected: #8250df; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --soft: #9198a1; --paper: #0d1117; --line: #30363d; --bar: #ff7b6b; --incident: #484f58; --good: #3fb950; --seen: #4493f8; --expected: #ab7df8; }
      }
      body { font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { margin-bottom: .2rem; }
      h2 { margin: 2rem 0 .2rem; }
      p { margin: .2rem 0; }
      .soft { color: var(--soft); }
      .numbers { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1rem 0; }
      .numbers div { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; }
      .numbers b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; margin: .6rem 0; }
      td, th { padding: .25rem 1.2rem .25rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
      .name { overflow-wrap: anywhere; }
      td.name { min-width: 11rem; }
      summary { cursor: pointer; margin: .4rem 0; }
      .timeline { margin: .6rem 0; }
      .row { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); column-gap: 1rem; align-items: center; border-bottom: 1px solid var(--line); }
      .row .name { font-size: 12px; line-height: 1.35; padding: .2rem 0; }
      .lane { position: relative; min-height: 1.5rem; height: 100%; overflow: hidden; }
      .axis .lane span { position: absolute; bottom: 0; border-left: 1px solid var(--line); padding-left: .2rem; font-size: 12px; color: var(--soft); white-space: nowrap; }
      i.bar { position: absolute; top: calc(50% - .35rem); height: .7rem; min-width: 2px; background: var(--bar); }
      i.incident { position: absolute; top: 0; bottom: 0; min-width: 2px; background: var(--incident); opacity: .5; }
      i.sample { position: static; display: inline-block; width: 1.2rem; height: .7rem; }
      @media (max-width: 45rem) {
        td.time { white-space: normal; min-width: 5.5rem; }
        .row { grid-template-columns: minmax(0, 1fr); padding: .2rem 0; }
        .axis .lane span:nth-child(even) { display: none; }
      }
      i.cell { display: inline-block; width: .8rem; height: 1rem; background: var(--bar); border-right: 1px solid var(--paper); }
      svg.plot { width: 100%; height: 9rem; display: block; }
      svg.plot rect { fill: var(--bar); }
      svg.lines { width: 100%; max-width: 60rem; height: auto; display: block; }
      svg.lines text { font-size: 12px; fill: var(--soft); }
      svg.lines path { fill: none; stroke-width: 1.5; }
      svg.lines path.grid { stroke: var(--line); stroke-width: 1; }
      svg.lines path.seen { stroke: var(--seen); }
      svg.lines path.expected { stroke: var(--expected); stroke-dasharray: 6 4; }
      svg.lines path.limit { stroke: var(--bar); }
      svg.lines path.band { fill: var(--expected); fill-opacity: .18; }
      i.key { display: inline-block; width: 1.2rem; height: .2rem; margin-right: .4rem; vertical-align: middle; background: var(--seen); }
      i.key.expected { background: var(--expected); }
      i.key.limit { background: var(--bar); }
      i.key.band { background: var(--expected); opacity: .3; height: .7rem; }
      .met { color: var(--good); }
      .missed { color: var(--bar); }
      """;

  private HtmlPage() {}

  /**
   * What stands before the first line.
   *
   * @param title of the window
   * @param heading of the page
   */
  public static String begin(String title, String heading) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>%s</h1>
    """
        .formatted(escaped(title), STYLE, escaped(heading));
  }

  /** Text in which numbers look the same everywhere. */
  @SuppressWarnings("AnnotateFormatMethod")
  public static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Text that stands for itself in HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
