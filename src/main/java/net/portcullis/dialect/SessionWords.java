package net.portcullis.dialect;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says how a conversation with a platform goes. */
final class SessionWords {
  private SessionWords() {}

  static ProfileSection of(Profile profile) {
    SectionWriter section = new SectionWriter("Session");
    SessionSpec session = profile.session();
    if (session.modes().isEmpty()) {
      return section
          .say("Nobody can talk by this profile; it serves to read and write files.")
          .written();
    }
    login(section, session);
    modes(section, session);
    accepted(section, session);
    questions(section, session);
    section.say(
        "An answer is waited for up to "
            + time(session.commandTimeout())
            + ", "
            + time(session.saveTimeout())
            + " where something is saved. "
            + (profile.pipeline() > 1
                ? "Up to "
                    + profile.pipeline()
                    + " lines of a list that nothing binds are sent ahead; any other line waits for the"
                    + " answer to the one before."
                : "Each line waits for the answer to the one before."));
    return section.written();
  }

  static String time(Duration time) {
    long seconds = time.toSeconds();
    return seconds % 60 == 0 && seconds > 60
        ? seconds / 60 + " minutes"
        : seconds == 60 ? "a minute" : seconds + " seconds";
  }

  private static void login(SectionWriter section, SessionSpec session) {
    SessionSpec.Login login = session.login();
    section.sayIf(
        !login.username().isEmpty(),
        "Over Telnet the name is typed at "
            + SectionWriter.or(login.username())
            + ", the password, once, at "
            + SectionWriter.or(login.password())
            + "; over SSH the transport logs in.");
    section.sayIf(
        !login.userSuffix().isEmpty(),
        "The user's name is given with '" + login.userSuffix() + "' behind it.");
    section.sayIf(
        !login.refused().isEmpty(),
        "A login is refused by " + SectionWriter.or(login.refused()) + ".");
    login
        .dismiss()
        .forEach(question ->
            section.say(
                "Before the first prompt "
                    + answered(question)
                    + question.note().map(note -> " It is reported: " + note).orElse("")));
    section.sayIf(
        !session.passwordChange().isEmpty(),
        "A demand for a new password ("
            + SectionWriter.or(session.passwordChange())
            + ") is left to a person.");
    session
        .privilege()
        .ifPresent(more ->
            section
                .say(
                    "Where login ends in mode '"
                        + session.start()
                        + "' and more rights are needed, this is typed; the privilege password, once,"
                        + " at "
                        + SectionWriter.or(more.password())
                        + "; it leads to mode '"
                        + more.mode()
                        + "':")
                .typed(session.start(), more.command()));
    section.sayIf(!session.prepare().isEmpty(), "Then, for this terminal alone:");
    String mode = session.privilege().map(SessionSpec.Privilege::mode).orElse(session.start());
    session.prepare().forEach(line -> section.typed(mode, line));
    for (SessionSpec.Question pager : session.pagers()) {
      section.say(
          "A pager that comes all the same shows '"
              + pager.text().text()
              + "' and gets "
              + (pager.answer().isBlank() && !pager.enter()
                  ? "a blank"
                  : "'" + pager.answer() + "'")
              + ".");
    }
  }

  private static String answered(SessionSpec.Question question) {
    return "'"
        + question.text().text()
        + "' is answered "
        + (question.answer().isEmpty()
            ? "by the enter key"
            : "'" + question.answer() + "'" + (question.enter() ? "" : ", without the enter key"))
        + (question.behind().isEmpty()
            ? "."
            : ", where it comes behind " + SectionWriter.or(question.behind()) + "; nowhere else.");
  }

  private static void modes(SectionWriter section, SessionSpec session) {
    ordered(session)
        .forEach(mode ->
            section.say(
                "Mode '"
                    + mode.name()
                    + "' has the prompt "
                    + SectionWriter.or(mode.prompts())
                    + entered(mode, session)
                    + "."));
    section.say(
        session
            .hostname()
            .map(command ->
                "The device's name is what '"
                    + command
                    + "' prints; another name than the inventory's ends the session.")
            .orElse(
                "Another name in the prompt than the inventory's ends the session before anything"
                    + " is typed."));
  }

  /** From the first mode on, each behind the one it is entered from. */
  private static List<SessionSpec.Mode> ordered(SessionSpec session) {
    return session.modes().values().stream()
        .sorted(
            Comparator.comparingInt((SessionSpec.Mode mode) -> depth(mode, session))
                .thenComparing(SessionSpec.Mode::name))
        .toList();
  }

  private static int depth(SessionSpec.Mode mode, SessionSpec session) {
    int depth = 0;
    Optional<SessionSpec.Mode> at = Optional.of(mode);
    while (at.isPresent() && depth <= session.modes().size()) {
      depth++;
      at = at.get().from().flatMap(from -> Optional.ofNullable(session.modes().get(from)));
    }
    return depth;
  }

  private static String entered(SessionSpec.Mode mode, SessionSpec session) {
    String from = mode.from().map(name -> " from '" + name + "'").orElse("");
    String enter =
        mode.name().equals(session.start())
            ? ", where a session begins"
            : mode.enter()
                .or(() ->
                    session
                        .privilege()
                        .filter(more -> more.mode().equals(mode.name()))
                        .map(SessionSpec.Privilege::command))
                .map(line -> "; '" + line + "' enters it" + from)
                .orElse(from.isEmpty() ? "" : "; lines of its own enter it" + from);
    return enter + mode.leave().map(line -> ", '" + line + "' leaves it").orElse("");
  }

  private static void accepted(SectionWriter section, SessionSpec session) {
    if (session.exitStatus().isPresent()) {
      section.say(
          "A line is accepted where '"
              + session.exitStatus().get()
              + "' prints 0 after it; whatever else it prints makes it a refusal.");
      return;
    }
    section.say(
        "A line is accepted where the device repeats it, shows nothing more but lines that are"
            + " harmless, and then the prompt of the mode that the line leads to. Anything else is"
            + " a refusal, known words or not.");
    section.sayIf(!session.errors().isEmpty(), "Words of a refusal, anywhere in a line:");
    section.shown(session.errors());
    section.sayIf(!session.harmless().isEmpty(), "Harmless, as whole lines (* is anything):");
    section.shown(session.harmless());
  }

  private static void questions(SectionWriter section, SessionSpec session) {
    session.questions().forEach(question -> section.say("The question " + answered(question)));
    section.say(
        session.questions().isEmpty()
            ? "A question is never answered: it ends the session."
            : "Any other question is never answered: it ends the session.");
  }
}
