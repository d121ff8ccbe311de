package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.Sha256;
import dev.assay.check.Reading;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Control;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What all pages for people have in common: one style sheet, one script, the policy that allows
 * these and nothing else, and the one place where texts are escaped. A page needs no other file, no
 * network and no script; the script it has opens what a link points to, unfolds everything for
 * paper, and filters where the page has filters.
 */
public final class HtmlPage {

  private HtmlPage() {}

  /**
   * A page.
   *
   * @param template writes it to what escapes every text that is no text of a template
   */
  public static String write(Consumer<HtmlTemplateOutput> template) {
    StringOutput out = new StringOutput();
    template.accept(new HtmlOutput(out));
    return out.toString();
  }

  /**
   * The one style sheet; between its tags stands this and nothing else.
   *
   * @param looks what a page has of its own, at its end
   */
  static String style(String looks) {
    return resource("html.css") + looks;
  }

  /** The one script, likewise. */
  static String script() {
    return resource("html.js");
  }

  /**
   * Lets a style and the script work and nothing else: no other of them, no request to anywhere.
   */
  static String policy(String style) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script())
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    byte[] digest = HexFormat.of().parseHex(Sha256.hex(text.getBytes(UTF_8)));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names by which links point to controls, each once on the page. */
  public static Map<Control, String> anchors(List<Control> controls) {
    Map<Control, String> anchors = new IdentityHashMap<>();
    Map<String, Integer> uses = new LinkedHashMap<>();
    for (Control control : controls) {
      String id = control.id().replaceAll("[^A-Za-z0-9._-]", "_");
      int use = uses.merge(id, 1, Integer::sum);
      // A tilde is in no id, so that the second 1.4 cannot meet a control of that name.
      anchors.put(control, "control-" + id + (use == 1 ? "" : "~" + use));
    }
    return anchors;
  }

  /** Neighbouring controls of one section; its name is empty when the spec has none. */
  public record Section<T>(String name, List<T> controls) {}

  /** All of these in their order, by the section of their control. */
  public static <T> List<Section<T>> sections(List<T> all, Function<T, Control> control) {
    List<Section<T>> sections = new ArrayList<>();
    for (T each : all) {
      String name = control.apply(each).section();
      Section<T> last = sections.isEmpty() ? null : sections.get(sections.size() - 1);
      if (last == null || !last.name().equals(name)) {
        last = new Section<>(name, new ArrayList<>());
        sections.add(last);
      }
      last.controls().add(each);
    }
    return sections;
  }

  /** What is shown at once, and the rest, which opens in place. */
  public record Fold<T>(List<T> shown, List<T> rest) {

    /**
     * The first of some in view.
     *
     * @param shown how many
     */
    public static <T> Fold<T> of(List<T> all, int shown) {
      int at = Math.min(shown, all.size());
      return new Fold<>(all.subList(0, at), all.subList(at, all.size()));
    }

    /** How many there are. */
    public int size() {
      return shown.size() + rest.size();
    }
  }

  /** Some that a cause rests on; where nothing was read, its gap tells the place, and more. */
  public static List<Reading> told(Cause cause, List<Reading> readings) {
    return readings.stream()
        .filter(reading -> !reading.value().isEmpty() || cause.gaps().isEmpty())
        .toList();
  }

  /** A number and its noun: {@code 1 control}, {@code 2 controls}. */
  public static String number(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
