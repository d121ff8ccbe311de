package dev.assay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** What holds for every page that assay writes. */
public final class Page {

  private Page() {}

  /** The page as a strict parser sees it, which has nothing to object. */
  public static Document parsed(String html) {
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document page = Jsoup.parse(html, "", parser);
    assertThat(parser.getErrors()).as("what a strict parser objects to").isEmpty();
    return page;
  }

  /** One title, headings that skip no level, names that are unique, and a label for each field. */
  public static void assertReadableAloud(Document page) {
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("h1")).hasSize(1);
    int level = 0;
    for (Element heading : page.select("h1, h2, h3, h4, h5, h6")) {
      int next = heading.tagName().charAt(1) - '0';
      assertThat(next).as(heading.text()).isBetween(1, level + 1);
      level = next;
    }
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(page.select("input:not(label input), select:not(label select)")).isEmpty();
    assertThat(page.select("svg:not([aria-hidden=true]):not([role=img])")).isEmpty();
  }

  /** No reference leaves the page, and each that stays finds something. */
  public static void assertClosed(Document page) {
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey())
            .doesNotStartWith("on")
            .isNotIn("style", "src", "srcset", "action", "formaction", "background", "poster");
        if (attribute.getKey().endsWith("href")) {
          assertThat(attribute.getValue()).startsWith("#");
          assertThat(page.getElementById(attribute.getValue().substring(1)))
              .as(attribute.getValue())
              .isNotNull();
        }
      }
    }
    assertThat(page.select("link, base, img, iframe, object, embed, form, use, image")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  /** The policy names the hashes of the one style and the one script, and nothing else. */
  public static void assertPolicyMatches(Document page) throws Exception {
    assertThat(page.select("style, script")).hasSize(2);
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo(
            "default-src 'none'; style-src '"
                + hash(page.selectFirst("style").data())
                + "'; script-src '"
                + hash(page.selectFirst("script").data())
                + "'; base-uri 'none'; form-action 'none'");
  }

  private static String hash(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  /** Tags, classes and the names of attributes: what no text may change. */
  public static String skeleton(Document page) {
    return page.getAllElements().stream()
        .map(
            element ->
                element.tagName()
                    + element.attributes().asList().stream()
                        .map(Attribute::getKey)
                        .collect(Collectors.joining(" ", "[", "]"))
                    + element.className())
        .collect(Collectors.joining("\n"));
  }

  /** Each is appended to every text of a report at once. */
  public static String[] hostile() {
    return new String[] {
      "<img src=x onerror=alert(1)>",
      "</title></style></script><script>alert(1)</script>",
      "\" onclick=\"alert(1)\" x=\"",
      "' onclick='alert(1)' x='",
      "javascript:alert(1)",
      "--><!--",
      "]]><![CDATA[",
      "&lt;script&gt;&#x3c;&amp",
      "${7*7}@for(@if(!{",
      "<svg/onload=alert(1)><math><style>",
      "\u202eabc\u2066\u200f\u200b\u0000\u001b[2J\u0085\u2028\ue000",
      "مرحبا",
      "𝔘🙂"
    };
  }
}
