package net.portcullis.dialect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What devices say is matched by readers of our own, in time that grows with the line and not with
 * its square. Steps are counted, not seconds: how often the reader looks at a word.
 */
class PatternEffortTest {
  private static final int WORDS = 200;

  /** Twice the words may take twice the looks, and a few for the ends. */
  private static final double MOST = 2.3;

  private static final Profiles SHIPPED = TestProfiles.all();

  static List<String> shipped() {
    return SHIPPED.names();
  }

  /** A line that counts how often one of its words is looked at. */
  private static final class Counted extends AbstractList<Token> {
    private final List<Token> words;
    private long looks;

    Counted(List<Token> words) {
      this.words = words;
    }

    @Override
    public Token get(int index) {
      looks++;
      return words.get(index);
    }

    @Override
    public int size() {
      return words.size();
    }
  }

  private static Profile profile(Profiles profiles, String name) {
    return ((ProfileDialect) profiles.dialect(name).orElseThrow()).profile();
  }

  private static long looks(
      Pattern form, List<String> begin, List<String> again, int words, Names names) {
    List<Token> line = new ArrayList<>();
    begin.forEach(word -> line.add(new Token(word, 0)));
    for (int i = 0; i < words; i++) {
      line.add(new Token(again.get(i % again.size()), 0));
    }
    Counted counted = new Counted(line);
    LineReader.read(form, counted, names, Optional.empty());
    return counted.looks;
  }

  /**
   * The worst growth of a form, over lines that begin as it wants and go on with their own words.
   */
  private static double growth(Pattern form, Names names) {
    Alphabet alphabet = Alphabet.of(List.of(form), names);
    FormGraph graph = FormGraph.of(form, alphabet, names);
    double worst = 0;
    for (List<String> line : SharedLines.of(graph, FormGraph.any(alphabet, names), 12)) {
      for (int from = 0; from < line.size(); from++) {
        List<String> again = line.subList(from, Math.min(line.size(), from + 3));
        for (int length = 1; length <= again.size(); length++) {
          List<String> begin = line.subList(0, from);
          long once = looks(form, begin, again.subList(0, length), WORDS, names);
          long twice = looks(form, begin, again.subList(0, length), 2 * WORDS, names);
          worst = once > WORDS ? Math.max(worst, (double) twice / once) : worst;
        }
      }
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void twiceTheLineTakesTwiceTheLooks(String name) {
    Profile profile = profile(SHIPPED, name);
    profile
        .grammar()
        .bodies()
        .forEach((body, productions) ->
            productions.stream()
                .flatMap(production -> production.lines().stream())
                .forEach(form ->
                    assertThat(growth(form, profile.names()))
                        .as(body + " " + form)
                        .isLessThan(MOST)));
  }

  @Test
  void whatLintCallsSlowIsSlow() {
    Problems problems = new Problems();
    Profiles bad =
        Profiles.read(
            List.of(Path.of("src/test/resources/dialect-lint")), "slow-pattern", problems);
    Profile profile = profile(bad, "slow-pattern");
    Pattern slow = profile.grammar().body("filter").getLast().lines().getFirst();

    assertThat(growth(slow, profile.names())).isGreaterThan(3.5);
  }

  @Test
  void noTextOfADeviceMeetsARegularExpression() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("net.portcullis.dialect", "net.portcullis.session");
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..").check(classes);
    noClasses()
        .should()
        .callMethod(String.class, "matches", String.class)
        .orShould()
        .callMethod(String.class, "replaceAll", String.class, String.class)
        .orShould()
        .callMethod(String.class, "replaceFirst", String.class, String.class)
        .check(classes);
  }
}
