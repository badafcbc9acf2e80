package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts a section together. */
final class SectionWriter {
  private final String title;
  private final List<ProfileSection.Item> items = new ArrayList<>();

  SectionWriter(String title) {
    this.title = title;
  }

  SectionWriter say(String sentence) {
    items.add(new ProfileSection.Item(ProfileSection.Kind.SENTENCE, "", sentence));
    return this;
  }

  SectionWriter sayIf(boolean holds, String sentence) {
    return holds ? say(sentence) : this;
  }

  SectionWriter typed(List<Command> commands) {
    commands.forEach(command ->
        items.add(
            new ProfileSection.Item(ProfileSection.Kind.TYPED, command.mode(), command.text())));
    return this;
  }

  SectionWriter typed(String mode, String text) {
    items.add(new ProfileSection.Item(ProfileSection.Kind.TYPED, mode, text));
    return this;
  }

  SectionWriter shown(List<TextPattern> texts) {
    texts.forEach(
        text -> items.add(new ProfileSection.Item(ProfileSection.Kind.SHOWN, "", text.text())));
    return this;
  }

  ProfileSection written() {
    return new ProfileSection(title, items);
  }

  /** Texts in quotes, the last behind "or". */
  static String or(List<TextPattern> texts) {
    List<String> quoted = texts.stream().map(text -> "'" + text.text() + "'").toList();
    return quoted.size() < 2
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
  }

  static String each(List<String> texts) {
    return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
  }
}
