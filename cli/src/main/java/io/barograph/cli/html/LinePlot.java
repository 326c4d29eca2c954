package io.barograph.cli.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Lines, bands and levels over one axis as an inline SVG with labelled axes and a legend. Values
 * that are not finite leave a gap; what is drawn is named when pointed at.
 */
public final class LinePlot {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 280;
  private static final int LEFT = 80;
  private static final int RIGHT = 40;
  private static final int TOP = 10;
  private static final int BOTTOM = 46;
  private static final int Y_TICKS = 5;
  private static final int X_TICKS = 8;
  private static final double MARGIN = 0.05;

  private final Axis x;
  private final String yLabel;
  private final List<Shape> shapes = new ArrayList<>();

  /** How a thing is drawn, each in a colour of its own. */
  public enum Look {
    /** What was seen. */
    SEEN,
    /** What is expected, dashed. */
    EXPECTED,
    /** What should not be reached, in red. */
    LIMIT
  }

  /**
   * The axis from left to right.
   *
   * @param label what it is, with its unit
   * @param ticks a text for a place on it
   * @param step places of ticks are multiples of it
   */
  public record Axis(String label, DoubleFunction<String> ticks, double step) {}

  /* A line, or the band between two. */
  private static final class Shape {
    private final String css;
    private final String title;
    private final double[] xs;
    private final double[] from;
    private final double[] to;

    private Shape(String css, String title, double[] xs, double[] from, double[] to) {
      this.css = css;
      this.title = title;
      this.xs = xs;
      this.from = from;
      this.to = to;
    }

    private boolean isBand() {
      return from != to;
    }
  }

  /**
   * Nothing yet.
   *
   * @param yLabel what the axis from below to above is, with its unit
   */
  public LinePlot(Axis x, String yLabel) {
    this.x = x;
    this.yLabel = yLabel;
  }

  /** Adds a line through points whose {@code xs} grow. */
  public LinePlot line(Look look, String title, double[] xs, double[] ys) {
    shapes.add(new Shape(css(look), title, xs, ys, ys));
    return this;
  }

  /** Adds what lies between two lines. */
  public LinePlot band(String title, double[] xs, double[] lower, double[] upper) {
    shapes.add(new Shape("band", title, xs, lower, upper));
    return this;
  }

  /** The plot. */
  public String svg() {
    Range across = Range.of(shapes.stream().map(shape -> shape.xs).toList(), 0);
    List<double[]> heights = new ArrayList<>();
    shapes.forEach(shape -> heights.addAll(List.of(shape.from, shape.to)));
    Range up = Range.of(heights, MARGIN);
    StringBuilder svg = new StringBuilder();
    svg.append(
        HtmlPage.text("<svg class=\"lines\" viewBox=\"0 0 %d %d\" role=\"img\">\n", WIDTH, HEIGHT));
    yTicks(up, svg);
    xTicks(across, svg);
    for (Shape shape : shapes) {
      draw(shape, across, up, svg);
    }
    label(WIDTH / 2.0, HEIGHT - 4, "middle", x.label(), svg);
    svg.append(
        HtmlPage.text(
            "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            (HEIGHT - BOTTOM) / 2, HtmlPage.escaped(yLabel)));
    return svg.append("</svg>\n").append(legend()).toString();
  }

  private String legend() {
    StringBuilder legend = new StringBuilder("<p class=\"soft\">");
    for (Shape shape : shapes) {
      legend.append(
          HtmlPage.text(
              "<i class=\"key %s\"></i>%s &nbsp; ", shape.css, HtmlPage.escaped(shape.title)));
    }
    return legend.append("</p>\n").toString();
  }

  private void yTicks(Range up, StringBuilder svg) {
    double step = Range.niceStep(up.length() / Y_TICKS);
    for (double at = Math.ceil(up.least() / step) * step; at <= up.most(); at += step) {
      double y = place(at, up);
      svg.append(
          HtmlPage.text("<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, y, WIDTH - RIGHT));
      label(LEFT - 6, y + 4, "end", HtmlPage.text("%.4g", Math.abs(at) < step / 2 ? 0 : at), svg);
    }
  }

  private void xTicks(Range across, StringBuilder svg) {
    double step = x.step() * Math.max(1, Math.ceil(across.length() / x.step() / X_TICKS));
    for (double at = Math.ceil(across.least() / step) * step; at <= across.most(); at += step) {
      label(across(at, across), HEIGHT - BOTTOM + 18, "middle", x.ticks().apply(at), svg);
    }
  }

  private static void label(double x, double y, String anchor, String text, StringBuilder svg) {
    svg.append(
        HtmlPage.text(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x, y, anchor, HtmlPage.escaped(text)));
  }

  private static void draw(Shape shape, Range across, Range up, StringBuilder svg) {
    StringBuilder path = new StringBuilder();
    if (shape.isBand()) {
      points(shape.xs, shape.to, across, up, path);
      double[] backwards = reversed(shape.xs);
      int from = path.length();
      points(backwards, reversed(shape.from), across, up, path);
      if (path.length() > from) {
        path.setCharAt(from, 'L');
        path.append('Z');
      }
    } else {
      points(shape.xs, shape.to, across, up, path);
    }
    svg.append(
        HtmlPage.text(
            "<path class=\"%s\" d=\"%s\"><title>%s</title></path>\n",
            shape.css, path, HtmlPage.escaped(shape.title)));
  }

  private static void points(double[] xs, double[] ys, Range across, Range up, StringBuilder path) {
    boolean isGap = true;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isFinite(ys[i])) {
        path.append(isGap ? 'M' : 'L');
        path.append(HtmlPage.text("%.1f %.1f", across(xs[i], across), place(ys[i], up)));
      }
      isGap = !Double.isFinite(ys[i]);
    }
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[values.length - 1 - i] = values[i];
    }
    return reversed;
  }

  private static double across(double value, Range across) {
    return LEFT + (WIDTH - LEFT - RIGHT) * across.share(value);
  }

  private static double place(double value, Range up) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * up.share(value);
  }

  private static String css(Look look) {
    return switch (look) {
      case SEEN -> "seen";
      case EXPECTED -> "expected";
      case LIMIT -> "limit";
    };
  }
}
