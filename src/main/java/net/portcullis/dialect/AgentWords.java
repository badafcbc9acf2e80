package net.portcullis.dialect;

import java.util.List;
import java.util.Map;
import net.portcullis.acl.Family;

/** Says what is asked of a platform beside its configuration, and how it is told from others. */
final class AgentWords {
  private final Profile profile;

  AgentWords(Profile profile) {
    this.profile = profile;
  }

  ProfileSection snmp() {
    SectionWriter section = new SectionWriter("SNMP");
    SnmpSpec snmp = profile.snmp();
    if (snmp.identity().isEmpty()) {
      return section.say("Its agent is not asked for anything.").written();
    }
    section.say(
        "Its sysObjectID begins with "
            + String.join(" or ", snmp.identity())
            + "; an agent with another one is another device: refused."
            + snmp.describes()
                .map(words -> " Where its sysDescr does not say '" + words + "', that is told.")
                .orElse(""));
    snmp.runningChanged()
        .ifPresent(oid -> section.say("When the running configuration last changed: " + oid + "."));
    snmp.saved().ifPresent(oid -> section.say("When it was last saved: " + oid + "."));
    snmp.scalars()
        .forEach(value -> section.say(value.name() + ", shown as it is: " + value.oid() + "."));
    snmp.rules()
        .forEach(table ->
            section.say("How many lines a list has: " + table.count() + rows(table.index()) + "."));
    snmp.bindings()
        .forEach(table ->
            section.say(
                "What is bound where: "
                    + table.column()
                    + rows(table.index())
                    + table
                        .status()
                        .map(it -> "; the hardware took it where " + it.oid() + " is " + it.value())
                        .orElse("")
                    + "."));
    snmp.resources()
        .ifPresent(table ->
            section.say(
                "Room in hardware: "
                    + table.total()
                    + " less "
                    + String.join(" and ", table.taken())
                    + ", of rows about "
                    + SectionWriter.or(table.about())
                    + "."));
    snmp.extension()
        .ifPresent(more ->
            section.say(
                "A program of the agent prints a hash of the filter ("
                    + more.hash()
                    + ") and how many rules of ours it has ("
                    + more.rules()
                    + ")."));
    section.sayIf(
        snmp.rules().isEmpty() && snmp.bindings().isEmpty() && snmp.extension().isEmpty(),
        "No table shows lists or where they are bound; only the configuration tells.");
    return section.written();
  }

  private static String rows(List<SnmpSpec.IndexPart> index) {
    boolean number = index.stream().anyMatch(SnmpSpec.IndexPart.ListNumber.class::isInstance);
    return number ? ", by the list's number" : ", by the list's name";
  }

  ProfileSection recognised() {
    SectionWriter section = new SectionWriter("How it is recognised");
    Recognition recognition = profile.recognition();
    section.sayIf(
        !profile.snmp().identity().isEmpty(),
        "With 'profile: auto', first by its agent's sysObjectID.");
    section.sayIf(
        !recognition.banner().isEmpty(),
        "By words before the first prompt: " + SectionWriter.or(recognition.banner()) + ".");
    recognition
        .version()
        .ifPresent(version ->
            section.say(
                "By '"
                    + version
                    + "', whose answer says "
                    + SectionWriter.or(recognition.says())
                    + "."));
    section.sayIf(
        recognition.version().isEmpty() && recognition.banner().isEmpty(),
        "By no words of its own: where its agent does not tell, the inventory must.");
    return section.written();
  }

  /** What else is read, where the profile says how. */
  ProfileSection looked() {
    SectionWriter section = new SectionWriter("What checks look at besides");
    Typing typing = new Typing(profile.names(), profile.writing().naming());
    Typing.Values values =
        new Typing.Values(
            Family.IPV4,
            Map.of(
                "family",
                "4",
                "direction",
                "in",
                "interface",
                "INTERFACE",
                "list",
                "LIST",
                "chain",
                "LIST"));
    profile
        .hits()
        .ifPresent(hits ->
            section
                .say("How often the lines of a bound list were hit:")
                .typed(List.of(typing.command(hits.read(), values))));
    profile
        .changes()
        .ifPresent(log ->
            section
                .say("Who changed the configuration, as the device's log tells:")
                .typed(List.of(typing.command(log.read(), values))));
    profile.management().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            section.say(
                "Management by "
                    + each.getKey()
                    + " is open where there is "
                    + SectionWriter.or(each.getValue())
                    + "."));
    return section.written();
  }
}
