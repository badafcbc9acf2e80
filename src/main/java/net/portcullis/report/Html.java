package net.portcullis.report;

import java.util.List;
import java.util.stream.Collectors;
import net.portcullis.compliance.DeviceCheck;

/** A page under construction: markup of ours as it is, everybody's text escaped. */
final class Html {
  /** Longer texts are cut: nobody reads them on a page, and a device may say a lot. */
  private static final int LONGEST = 4000;

  /** Devices that are named before the rest is folded away. */
  static final int NAMES = 12;

  static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--rule:#d0d7de;--soft:#f6f8fa;--link:#0b57b0;
      --good:#136c2e;--bad:#b3261e;--warn:#7a4f00;--dim:#57606a;--add:#e2f5e7;--gone:#fde7e5}
      @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--rule:#30363d;--soft:#161b22;--link:#79b8ff;
      --good:#4ac26b;--bad:#ff8f87;--warn:#e0b052;--dim:#9aa4ae;--add:#12361f;--gone:#43191b}}
      *{box-sizing:border-box}
      body{font:16px/1.5 system-ui,"Noto Sans",sans-serif;color:var(--ink);background:var(--paper);max-width:68rem;
      margin:0 auto;padding:1.5rem}
      h1{font-size:1.7rem;line-height:1.25;margin:0}
      h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;border-bottom:2px solid var(--rule)}
      h3{font-size:1.05rem;margin:0}section>h3{margin:1.25rem 0 .5rem}
      p{margin:.35rem 0}.dim{color:var(--dim)}a{color:var(--link)}
      :focus-visible{outline:3px solid var(--link);outline-offset:2px}
      .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
      nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.75rem 0 0}
      .cards{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;padding:0;margin:.5rem 0}
      .cards li{flex:1 1 8rem;border:1px solid var(--rule);border-radius:.5rem;padding:.6rem .9rem;background:var(--soft)}
      .cards strong{display:block;font-size:1.6rem;line-height:1.2}
      .cards .compliant strong,.cards .fixed strong{color:var(--good)}
      .cards .drift strong,.cards .new strong,.cards .reopened strong{color:var(--bad)}
      .cards .unknown strong{color:var(--warn)}
      .bar{display:flex;height:.6rem;border-radius:.3rem;overflow:hidden;background:var(--rule);gap:2px}
      .bar .compliant{background:var(--good)}.bar .drift{background:var(--bad)}.bar .unknown{background:var(--warn)}
      .wide{overflow-x:auto}
      table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.9rem}
      th,td{text-align:left;padding:.35rem .6rem;border:1px solid var(--rule);vertical-align:top}
      thead th{background:var(--soft)}th[scope=row]{font-weight:400;min-width:10rem;overflow-wrap:anywhere}
      .map td{text-align:center;white-space:nowrap}abbr{text-decoration:none}
      .map td span:first-child{font-weight:700;margin-right:.3rem}
      .key span{display:inline-block;margin-right:1rem}
      .intact,.compliant,.permit{color:var(--good)}.broken,.drift,.error,.deny{color:var(--bad)}
      .unknown,.warning{color:var(--warn)}.elsewhere,.info,.waived{color:var(--dim)}
      .status,.permit,.deny{font-weight:600}
      article{border:1px solid var(--rule);border-left:5px solid var(--rule);border-radius:.4rem;background:var(--soft);
      color:var(--ink);padding:.8rem 1rem;margin:.75rem 0}
      article.error{border-left-color:var(--bad)}article.warning,article.unknown{border-left-color:var(--warn)}
      article.waived{border-left-style:dashed}article.error,article.warning,article.unknown,article.waived,article.info{color:var(--ink)}
      .tag{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-size:.8rem}
      dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1rem;margin:.6rem 0 0}
      dt{color:var(--dim)}dd{margin:0;min-width:0;overflow-wrap:anywhere}
      pre,code{font:.85rem/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
      pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
      details{margin:.5rem 0 0}summary{cursor:pointer;color:var(--link)}.names{display:inline-block;margin:0 0 0 .5rem}
      details pre{border:1px solid var(--rule);border-radius:.3rem;background:var(--paper);padding:.5rem;margin:.4rem 0}
      .diff .add{background:var(--add)}.diff .gone{background:var(--gone)}.diff .head{color:var(--dim)}
      .diff span{display:inline-block;min-width:100%}
      .device{border-top:1px solid var(--rule);padding:.6rem 0;content-visibility:auto;contain-intrinsic-size:auto 4rem}
      .device h3{margin:0}.device ul{margin:.3rem 0 0;padding-left:1.2rem}
      .dot{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;background:currentColor;margin-right:.5rem}
      .device:target,article:target{outline:3px solid var(--link)}
      @media(max-width:36rem){body{padding:1rem}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin:0 0 .5rem}}
      @media print{:root{--ink:#000;--paper:#fff;--soft:#fff;--rule:#bbb;--dim:#444;--link:#000;--good:#0b5a24;--bad:#9c1c15;
      --warn:#6b4400;--add:#e2f5e7;--gone:#fde7e5}body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}
      .device{content-visibility:visible}article,.device,tr{break-inside:avoid}h2,h3{break-after:avoid}
      .bar span,.diff span{print-color-adjust:exact}.wide{overflow:visible}
      details::details-content{content-visibility:visible;block-size:auto}}
      """;

  private final StringBuilder out = new StringBuilder(256 * 1024);
  private final Language words;

  Html(Language words) {
    this.words = words;
  }

  /** Markup of ours. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Anybody's text. */
  Html text(String text) {
    if (text.length() <= LONGEST) {
      Safe.html(text, out);
    } else {
      Safe.html(text.substring(0, LONGEST), out);
      out.append(" \u2026 (").append(text.length() - LONGEST).append(" more characters)");
    }
    return this;
  }

  /** Begins a section, which the caller ends. */
  void section(String id, String name) {
    raw("<section id=\"" + id + "\" aria-labelledby=\"h-" + id + "\"><h2 id=\"h-" + id + "\">")
        .text(words.say(name))
        .raw("</h2>\n");
  }

  /** A word on so many that are left out; nothing where none is. */
  void more(int count, String element) {
    if (count > 0) {
      raw("<" + element + " class=\"dim\">")
          .text(words.say("and") + " " + count + " " + words.say("more"))
          .raw("</" + element + ">");
    }
  }

  /** Names of devices, the rest of many folded away. */
  void names(List<DeviceCheck> devices) {
    String shown =
        devices.stream().limit(NAMES).map(DeviceCheck::device).collect(Collectors.joining(", "));
    text(shown);
    if (devices.size() > NAMES) {
      raw("<details class=\"names\"><summary>")
          .text(words.say("and") + " " + (devices.size() - NAMES) + " " + words.say("more"))
          .raw("</summary>")
          .text(
              devices.stream()
                  .skip(NAMES)
                  .map(DeviceCheck::device)
                  .collect(Collectors.joining(", ")))
          .raw("</details>");
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
