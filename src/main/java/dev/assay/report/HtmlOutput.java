package dev.assay.report;

import gg.jte.TemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;

/**
 * Where templates write to: whatever is no text of a template is first made visible, then escaped
 * for the place it stands in, so that no template can forget either.
 */
final class HtmlOutput extends OwaspHtmlTemplateOutput {

  HtmlOutput(TemplateOutput out) {
    super(out);
  }

  @Override
  public void writeUserContent(String value) {
    if (value != null) {
      super.writeUserContent(Escape.terminal(value));
    }
  }
}
