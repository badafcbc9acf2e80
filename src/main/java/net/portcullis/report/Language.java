package net.portcullis.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Severity;

/** The words of reports for people. */
public enum Language {
  EN("en"),
  ZH("zh");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Such as {@code en}. */
  public String tag() {
    return tag;
  }

  /** The English words in this language; as they are where nobody translated them. */
  String say(String english) {
    return this == EN ? english : Chinese.WORDS.getOrDefault(english, english);
  }

  String title(Kind rule) {
    return this == EN
        ? rule.title()
        : Chinese.WORDS.getOrDefault("rule." + rule.text(), rule.title());
  }

  String say(Severity severity) {
    return say(severity.text());
  }

  String say(DeviceCheck.Status status) {
    return say(status.text());
  }

  /** One sentence on a finding; nothing where this language has none for it. */
  String sentence(Finding finding) {
    return this == EN
        ? finding.message()
        : Chinese.WORDS
            .getOrDefault("sentence." + finding.rule().text(), "")
            .replace("{region}", finding.region().lines().findFirst().orElse(""));
  }

  /** Read only where somebody wants it. */
  private static final class Chinese {
    private static final Map<String, String> WORDS = read();

    private static Map<String, String> read() {
      Map<String, String> words = new HashMap<>();
      try (InputStream in = Language.class.getResourceAsStream("/report/zh.txt")) {
        if (in == null) {
          throw new IllegalStateException("The Chinese words are missing.");
        }
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && line.contains(" = "))
            .forEach(line -> {
              int at = line.indexOf(" = ");
              words.put(line.substring(0, at), line.substring(at + 3));
            });
        return Map.copyOf(words);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
