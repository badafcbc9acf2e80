package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Node;
import net.portcullis.input.Place;

/** Finds texts of a conversation that can be taken for one another. */
final class TalkLint {
  private static final String HOSTNAME = "{hostname}";
  private static final String SOME_NAME = "Sw-1";

  /** What profiles written for regular expressions hold, and literal texts never. */
  private static final List<String> OF_REGEX =
      List.of(".+", "\\d", "\\s", "\\w", "\\S", "(?", "[0-9", "[a-z", "[A-Z", "[^");

  private final SessionSpec session;
  private final Optional<ProfileHardware> full;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private TalkLint(Profile profile, DocumentPlaces places) {
    this.session = profile.session();
    this.full = profile.hardwareFull();
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    TalkLint lint = new TalkLint(profile, places);
    lint.errors();
    lint.prompts();
    lint.passwords();
    lint.questions(profile.session().login().dismiss(), "session", "login", "dismiss");
    lint.questions(profile.session().questions(), "session", "questions");
    lint.regex(places.root());
    return lint.findings;
  }

  /** Harmless lines are taken out first: what they excuse is never looked at again. */
  private void errors() {
    for (int i = 0; i < session.harmless().size(); i++) {
      TextPattern harmless = session.harmless().get(i);
      for (int j = 0; j < session.errors().size(); j++) {
        excused(harmless, i, session.errors().get(j), "session", "errors", j);
      }
      List<TextPattern> says = full.map(ProfileHardware::says).orElse(List.of());
      for (int j = 0; j < says.size(); j++) {
        excused(harmless, i, says.get(j), "hardware-full", "says", j);
      }
      List<TextPattern> messages = full.map(ProfileHardware::messages).orElse(List.of());
      for (int j = 0; j < messages.size(); j++) {
        excused(harmless, i, messages.get(j), "hardware-full", "log", "lines", j);
      }
    }
  }

  private void excused(TextPattern harmless, int index, TextPattern error, Object... path) {
    Optional<String> both =
        texts(error).stream()
            .map(String::strip)
            .filter(harmless::matches)
            .findFirst()
            .or(() -> texts(harmless).stream().filter(error::in).findFirst());
    if (both.isPresent()) {
      findings.add(
          ProfileFinding.of(
                  ProfileFinding.Kind.EXCUSED_ERROR,
                  places.of("session", "harmless", index),
                  "This harmless text excuses the refusal '"
                      + error.text()
                      + "' at "
                      + places.of(path)
                      + ".",
                  "Write more of the harmless line, with fewer stars.")
              .with(both.get().strip()));
    }
  }

  private static List<String> texts(TextPattern pattern) {
    Glob glob = Glob.of(pattern.text());
    return List.of(glob.with(""), glob.with("x"));
  }

  private void prompts() {
    List<SessionSpec.Mode> modes =
        places.entries("session", "modes").stream()
            .flatMap(entry -> Optional.ofNullable(session.modes().get(entry.key().text())).stream())
            .toList();
    for (int i = 1; i < modes.size(); i++) {
      for (int j = 0; j < i; j++) {
        prompts(modes.get(i), modes.get(j));
      }
    }
  }

  private void prompts(SessionSpec.Mode mode, SessionSpec.Mode other) {
    for (int i = 0; i < mode.prompts().size(); i++) {
      for (int j = 0; j < other.prompts().size(); j++) {
        Optional<String> both =
            prompt(mode.prompts().get(i))
                .meets(prompt(other.prompts().get(j)), c -> " <>[]".indexOf(c) < 0);
        if (both.isPresent()) {
          findings.add(
              ProfileFinding.of(
                      ProfileFinding.Kind.AMBIGUOUS_PROMPT,
                      places.of("session", "modes", mode.name(), "prompts", i),
                      "This prompt of mode '"
                          + mode.name()
                          + "' is also one of mode '"
                          + other.name()
                          + "', at "
                          + places.of("session", "modes", other.name(), "prompts", j)
                          + ".",
                      "Write what tells the two modes apart.")
                  .with(both.get()));
        }
      }
    }
  }

  private static Glob prompt(TextPattern pattern) {
    return Glob.of(pattern.text().stripTrailing().replace(HOSTNAME, SOME_NAME));
  }

  /** A name typed where the password belongs is shown and logged. */
  private void passwords() {
    List<TextPattern> passwords = session.login().password();
    for (int i = 0; i < session.login().username().size(); i++) {
      TextPattern username = session.login().username().get(i);
      for (TextPattern password : passwords) {
        Optional<String> both = texts(password).stream().filter(username::in).findFirst();
        if (both.isPresent()) {
          findings.add(
              ProfileFinding.of(
                      ProfileFinding.Kind.AMBIGUOUS_PROMPT,
                      places.of("session", "login", "username", i),
                      "The prompt for a password is also this prompt for a name.",
                      "Write more of the prompt for the name.")
                  .with(both.get()));
        }
      }
    }
  }

  /** The first question that is in the line is answered. */
  private void questions(List<SessionSpec.Question> questions, Object... path) {
    for (int later = 1; later < questions.size(); later++) {
      SessionSpec.Question asked = questions.get(later);
      for (int earlier = 0; earlier < later; earlier++) {
        SessionSpec.Question other = questions.get(earlier);
        boolean alike = other.answer().equals(asked.answer()) && other.enter() == asked.enter();
        Optional<String> both = texts(asked.text()).stream().filter(other.text()::in).findFirst();
        if (!alike && both.isPresent()) {
          findings.add(
              ProfileFinding.of(
                      ProfileFinding.Kind.AMBIGUOUS_QUESTION,
                      at(later, path),
                      "The answer to this question is '"
                          + asked.answer()
                          + "', and it is answered '"
                          + other.answer()
                          + "', since the one at "
                          + at(earlier, path)
                          + " fits too and stands before it.",
                      "Put the longer question first, or write more of the shorter one.")
                  .with(both.get()));
        }
      }
    }
  }

  private Place at(int index, Object... path) {
    Object[] whole = new Object[path.length + 1];
    System.arraycopy(path, 0, whole, 0, path.length);
    whole[path.length] = index;
    return places.of(whole);
  }

  /** Wherever texts of devices stand. */
  private void regex(Node document) {
    for (String section :
        List.of("session", "timed-rollbacks", "recognised-by", "management", "hardware-full")) {
      for (Node.Entry entry : new DocumentPlaces(document).entries()) {
        if (entry.key().text().equals(section)) {
          texts(entry.value(), "");
        }
      }
    }
    for (String key : List.of("separators", "prompts", "command-prompts", "concerns", "changing")) {
      for (Node.Entry entry : places.entries("grammar")) {
        if (entry.key().text().equals(key)) {
          texts(entry.value(), "");
        }
      }
    }
  }

  private void texts(Node node, String key) {
    switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().stream()
              // What we type is no text of the device's.
              .filter(entry -> !isTyped(entry.key().text()))
              .forEach(entry -> texts(entry.value(), entry.key().text()));
      case Node.Sequence sequence -> sequence.items().forEach(item -> texts(item, key));
      case Node.Scalar scalar -> regex(scalar);
    }
  }

  private static boolean isTyped(String key) {
    return List.of(
            "arm",
            "confirm",
            "check",
            "probe",
            "command",
            "enter",
            "leave",
            "prepare",
            "hostname",
            "exit-status",
            "answer",
            "description",
            "version")
        .contains(key);
  }

  /** True where ".*" stands that does not end a sentence and leave the rest open. */
  private static boolean isAnyRun(String text) {
    int at = text.indexOf(".*");
    return at == 0 || (at > 0 && !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  private void regex(Node.Scalar scalar) {
    String text = scalar.text();
    boolean anchored = text.length() > 1 && text.charAt(0) == '^';
    OF_REGEX.stream()
        .filter(text::contains)
        .findFirst()
        .or(() -> anchored ? Optional.of("^") : Optional.empty())
        .or(() -> isAnyRun(text) ? Optional.of(".*") : Optional.empty())
        .ifPresent(sign ->
            findings.add(
                ProfileFinding.of(
                    ProfileFinding.Kind.REGULAR_EXPRESSION,
                    scalar.place(),
                    "'" + sign + "' looks like a regular expression, and stands for itself here.",
                    "Write the device's words, with * for any run of characters.")));
  }
}
