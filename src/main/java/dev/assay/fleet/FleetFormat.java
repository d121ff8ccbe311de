package dev.assay.fleet;

import dev.assay.report.Format.Detail;
import dev.assay.report.Style;
import java.util.Locale;

/**
 * How a roll-up can be written. A format is a constant and a line here, and a writer of its own,
 * which is loaded only when it is asked for.
 */
public enum FleetFormat {
  /** Text for people. */
  TABLE,
  /** The whole roll-up, format {@code assay-fleet/1}. */
  JSON,
  /** A row a snapshot, a column a control. */
  CSV,
  /** One page for people. */
  HTML;

  /** As command lines have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The roll-up in this format.
   *
   * @param detail only a table's: whether it says of each account what fails and what is unknown
   * @param style likewise
   */
  public String write(Fleet fleet, Detail detail, Style style) {
    return switch (this) {
      case TABLE -> FleetTable.write(fleet, detail, style);
      case JSON -> FleetJson.write(fleet);
      case CSV -> FleetCsv.write(fleet);
      case HTML -> FleetHtml.write(fleet);
    };
  }
}
