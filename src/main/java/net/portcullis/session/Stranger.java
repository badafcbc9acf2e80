package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.TextPattern;
import net.portcullis.session.Exchange.Answer;
import net.portcullis.session.Prompts.Prompt;

/** A conversation with a device of which it is not known yet what it is. One thread uses it. */
public final class Stranger implements AutoCloseable {
  private static final String FIRST = "first";

  private final Dialogue dialogue;
  private final SessionSpec spec;
  private final String hostname;
  private final List<String> banner;
  private Prompt at;

  /**
   * @param spec one for all that the device may be
   * @param banner what was shown before the first prompt
   * @param at that prompt
   */
  Stranger(Dialogue dialogue, SessionSpec spec, String hostname, List<String> banner, Prompt at) {
    this.dialogue = dialogue;
    this.spec = spec;
    this.hostname = hostname;
    this.banner = List.copyOf(banner);
    this.at = at;
  }

  /**
   * A way of talking that goes for any of several platforms until the first prompt: each of their
   * prompts for a name or a password is known, and no other is answered.
   */
  static SessionSpec anyOf(List<SessionSpec> specs) {
    List<TextPattern> prompts = new ArrayList<>();
    for (SessionSpec each : specs) {
      firstModes(each).forEach(mode -> prompts.addAll(mode.prompts()));
    }
    SessionSpec.Mode first =
        new SessionSpec.Mode(FIRST, prompts, Optional.empty(), Optional.empty(), Optional.empty());
    SessionSpec one = specs.getFirst();
    boolean alike = specs.stream().allMatch(each -> each.lineEnd().equals(one.lineEnd()));
    return new SessionSpec(
        alike ? one.lineEnd() : "\r\n",
        specs.stream().mapToInt(SessionSpec::columns).max().orElse(one.columns()),
        new SessionSpec.Login(
            all(specs, each -> each.login().username()),
            all(specs, each -> each.login().password()),
            all(specs, each -> each.login().refused()),
            all(specs, each -> each.login().dismiss()),
            ""),
        Map.of(FIRST, first),
        FIRST,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        all(specs, SessionSpec::pagers),
        List.of(),
        List.of(),
        List.of(),
        all(specs, SessionSpec::passwordChange),
        one.commandTimeout(),
        one.saveTimeout());
  }

  private static <T> List<T> all(List<SessionSpec> specs, Function<SessionSpec, List<T>> part) {
    return specs.stream().flatMap(each -> part.apply(each).stream()).distinct().toList();
  }

  private static List<SessionSpec.Mode> firstModes(SessionSpec spec) {
    return Login.firstModes(spec).stream()
        .flatMap(name -> Optional.ofNullable(spec.modes().get(name)).stream())
        .toList();
  }

  /** The lines before the first prompt. */
  public List<String> banner() {
    return banner;
  }

  /** The prompt. */
  public String prompt() {
    return at.text();
  }

  /** True where the prompt is one with which a platform's session may begin. */
  public boolean promptFits(SessionSpec platform) {
    List<String> modes = Login.firstModes(platform);
    return new Prompts(platform, hostname)
        .match(at.text(), platform.start())
        .filter(prompt -> modes.contains(prompt.mode()))
        .isPresent();
  }

  /** What is shown to a line that only shows something; perhaps that nobody knows such a line. */
  public List<String> ask(String line) throws SessionException {
    Answer answer = dialogue.exchange(List.of(line), FIRST, spec.commandTimeout(), true).getLast();
    at = answer.prompt();
    return answer.output();
  }

  @Override
  public void close() {
    dialogue.terminal().wire().close();
  }
}
