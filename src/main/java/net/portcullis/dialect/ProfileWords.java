package net.portcullis.dialect;

import java.util.List;
import java.util.stream.Stream;

/** Says what will be done on a platform, for people who review a profile. */
final class ProfileWords {
  private ProfileWords() {}

  /** Every section, in the order in which a change goes. */
  static List<ProfileSection> sections(ProfileDialect dialect) {
    Profile profile = dialect.profile();
    ChangeWords changes = new ChangeWords(profile);
    ListWords lists = new ListWords(dialect);
    AgentWords agent = new AgentWords(profile);
    return Stream.of(
            about(profile),
            SessionWords.of(profile),
            changes.read(),
            lists.meaning(),
            lists.written(),
            lists.ipv6(),
            changes.bound(),
            changes.exchanged(),
            changes.timers(),
            changes.saved(),
            new HardwareWords(dialect, changes).section(),
            agent.snmp(),
            agent.recognised(),
            agent.looked(),
            sources(profile),
            notes(profile))
        .filter(section -> !section.items().isEmpty())
        .toList();
  }

  private static ProfileSection about(Profile profile) {
    return new SectionWriter(profile.title() + " (" + profile.name() + ")")
        .say("Proven on: " + profile.proven() + ". " + proven(profile.proven()))
        .written();
  }

  private static String proven(String proven) {
    return switch (proven) {
      case "paper" -> "Written from documents; it has never talked to anything.";
      case "emulated" ->
          "Tried on emulated devices, which are typed from the documents; no device of this"
              + " platform has seen it.";
      case "real-software" -> "Tried on the platform's own software; no hardware has seen it.";
      default -> "Tried on hardware.";
    };
  }

  private static ProfileSection sources(Profile profile) {
    SectionWriter section = new SectionWriter("Sources and certainty");
    profile
        .provenance()
        .sources()
        .forEach(source -> section.say("[" + source.tag() + "] " + source.text() + "."));
    fields(section, "Documented: ", profile, Provenance.Certainty.DOCUMENTED);
    fields(section, "Decided by who wrote the profile: ", profile, Provenance.Certainty.DECIDED);
    fields(section, "Concluded from other facts: ", profile, Provenance.Certainty.CONCLUDED);
    fields(section, "No source confirms all of: ", profile, Provenance.Certainty.UNSURE);
    return section.written();
  }

  private static void fields(
      SectionWriter section, String what, Profile profile, Provenance.Certainty certainty) {
    List<String> fields = profile.provenance().of(certainty);
    section.sayIf(!fields.isEmpty(), what + String.join(", ", fields) + ".");
  }

  private static ProfileSection notes(Profile profile) {
    SectionWriter section = new SectionWriter("Notes");
    profile.notes().forEach(section::say);
    return section.written();
  }
}
