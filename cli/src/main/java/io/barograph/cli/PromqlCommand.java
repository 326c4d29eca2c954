package io.barograph.cli;

import io.barograph.cli.stack.StackException;
import io.barograph.promql.parse.AstJson;
import io.barograph.promql.parse.ExperimentalFeatures;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.parse.Printer;
import io.barograph.promql.testlang.TestCommand;
import io.barograph.promql.testlang.TestRunner;
import io.barograph.promql.testlang.TestScript;
import io.barograph.promql.testlang.TestScriptException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at PromQL and runs tests of it. */
@Command(
    name = "promql",
    mixinStandardHelpOptions = true,
    description = "Reads and tests PromQL expressions.",
    synopsisSubcommandLabel = "COMMAND")
final class PromqlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: parse or test");
  }

  @Command(
      name = "parse",
      mixinStandardHelpOptions = true,
      description = {
        "Parses an expression and prints it in its canonical form, with its type.",
        "With --file, parses each line of a file and prints a line of JSON for it: its number, and",
        "its tree or its errors; positions are bytes of the line, counted from 0.",
        "Exit status 0 if all is PromQL, 1 if not; errors have Prometheus's words and position."
      },
      footer = {
        "",
        "Examples:",
        "  barograph promql parse 'rate(desk_orders_total{outcome=\"rejected\"}[1m]) > 0.5'",
        "  barograph promql parse --json 'up == 0'",
        "  echo 'up == 0' | barograph promql parse -",
        "  barograph promql parse --file expressions.txt"
      })
  int parse(
      @Parameters(
              arity = "0..1",
              paramLabel = "EXPR",
              description = "the expression, or - to read it from stdin")
          String expression,
      @Option(names = "--json", description = "print the syntax tree as JSON") boolean json,
      @Option(
              names = "--file",
              paramLabel = "FILE",
              description = "a file of expressions, one a line, or - for stdin")
          Path file)
      throws IOException {
    if ((expression == null) == (file == null)) {
      throw new ParameterException(spec.commandLine(), "give either an expression or --file");
    }
    return file == null ? parse(expression, json) : parseLines(file);
  }

  private int parseLines(Path file) throws IOException {
    if (file.toString().equals("-")) {
      return new ExpressionLines(spec.commandLine().getOut()).parse(System.in);
    }
    if (!Files.isRegularFile(file)) {
      throw new StackException(file + " does not exist: name a file of expressions, one a line");
    }
    try (InputStream lines = Files.newInputStream(file)) {
      return new ExpressionLines(spec.commandLine().getOut()).parse(lines);
    }
  }

  private int parse(String expression, boolean json) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Expr expr =
          expression.equals("-")
              ? Parser.parse(System.in.readAllBytes())
              : Parser.parse(expression.getBytes(StandardCharsets.UTF_8));
      if (json) {
        out.println(AstJson.write(expr));
        return 0;
      }
      out.println(Printer.print(expr));
      out.println("type: " + expr.type().documentedName());
      ExperimentalFeatures.in(expr)
          .forEach(
              feature -> out.println("needs a feature flag in Prometheus: " + feature.message()));
      return 0;
    } catch (ParseException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Runs tests in Prometheus's own language: series, and what expressions give on them.",
        "Prints what fails with file, line and both results, then how many passed, failed and were",
        "skipped, with the reasons: native histograms, and what needs a feature flag in"
            + " Prometheus.",
        "Exit status 0 if nothing failed, 1 if something did, 2 if a file cannot be read."
      },
      footer = {
        "",
        "Examples:",
        "  barograph promql test errors.test",
        "  barograph promql test tests/*.test",
        "",
        "A file of tests:",
        "  load 1m",
        "    errors_total{job=\"api\"} 0+60x10",
        "",
        "  eval instant at 10m rate(errors_total[5m]) > 0.5",
        "    {job=\"api\"} 1"
      })
  int test(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "files of tests")
          List<Path> files) {
    TestReport report = new TestReport(spec.commandLine().getOut(), spec.commandLine().getErr());
    for (Path file : files) {
      try {
        List<TestCommand> script = TestScript.parse(file.toString(), Files.readString(file));
        report.add(file.toString(), TestRunner.run(script));
      } catch (TestScriptException invalid) {
        report.addUnreadable(invalid.getMessage());
      } catch (IOException unreadable) {
        report.addUnreadable(file + " cannot be read: name a file of tests");
      }
    }
    return report.finish();
  }
}
