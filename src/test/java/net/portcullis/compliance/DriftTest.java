package net.portcullis.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.portcullis.emulator.EmulatedDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Edits that people make on a device, typed at an emulated console. Each is found by the right
 * rules with true witnesses, which a hand-made reader of the device's text judges; edits that
 * change nothing raise nothing.
 */
class DriftTest {
  private static final Path CASES = Path.of("src/test/resources/compliance/drift/h3c-comware7.txt");

  private static final String TEXT = "text ";

  private static DriftBase base;
  private static String intended;

  /** One edit. */
  record Case(String sentence, List<String> lines, List<String> expected) {
    @Override
    public String toString() {
      return sentence;
    }

    boolean harmless() {
      return expected.isEmpty();
    }
  }

  @BeforeAll
  static void lock() {
    base = new DriftBase();
    intended = base.locked().running();
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES)) {
      if (line.startsWith("== ")) {
        cases.add(new Case(line.substring(3), new ArrayList<>(), new ArrayList<>()));
      } else if (line.startsWith("-> ")) {
        cases.getLast().expected().add(line.substring(3));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        cases.getLast().lines().add(line);
      }
    }
    return cases;
  }

  @Test
  void thereAreFortyEditsThatMatterAndTwentyThatDoNot() throws IOException {
    assertThat(cases()).filteredOn(each -> !each.harmless()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(cases()).filteredOn(Case::harmless).hasSizeGreaterThanOrEqualTo(20);
    assertThat(cases())
        .allSatisfy(each ->
            assertThat(each.harmless()).isEqualTo(each.sentence().startsWith("harmless: ")));
  }

  @Test
  void theDeviceHoldsWhatItShouldBeforeAnybodyEditsIt() {
    assertThat(base.check(intended, intended).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isFoundByTheRightRuleWithATrueWitness(Case edit) {
    EmulatedDevice device = base.locked();
    String answers = type(device, edit.lines());
    String running = edited(device.running(), edit.lines());
    String startup = edited(device.startup(), edit.lines());
    assertThat(running).as("the device took it: %s", answers).isNotEqualTo(intended);

    DeviceCheck check = base.check(running, startup);

    TreeSet<String> found = new TreeSet<>();
    check.findings().forEach(finding -> found.add(finding.rule().text() + " " + finding.where()));
    assertThat(found)
        .as("%s", check.findings())
        .containsExactlyElementsOf(new TreeSet<>(edit.expected()));
    check.findings().forEach(finding -> witness(finding, running, startup));
    assertThat(check.findings().stream().map(each -> each.fingerprint("edge-a")))
        .doesNotHaveDuplicates();
  }

  private static String edited(String text, List<String> lines) {
    String edited = text;
    for (String line : lines) {
      if (line.startsWith(TEXT)) {
        int arrow = line.indexOf(" => ");
        edited = edited.replace(line.substring(TEXT.length(), arrow), line.substring(arrow + 4));
      }
    }
    return edited;
  }

  private static String type(EmulatedDevice device, List<String> lines) {
    List<String> typed = new ArrayList<>(List.of("system-view"));
    for (String line : lines) {
      // Each block starts anew, as a person goes back before the next one.
      if (line.startsWith(TEXT)) {
        continue;
      }
      boolean block = line.startsWith("acl ") || line.startsWith("interface ");
      if (block && typed.size() > 1) {
        typed.add("quit");
      }
      typed.add(named(line));
    }
    boolean saved = !typed.remove("(not saved)");
    typed.add("return");
    if (saved) {
      typed.add("save force");
    }
    return device.type(typed.toArray(String[]::new));
  }

  private static String named(String line) {
    String named = line;
    for (String place : List.of("in_4", "in_6", "out_4", "out_6")) {
      String word =
          place.substring(0, place.length() - 2).toUpperCase(java.util.Locale.ROOT)
              + place.charAt(place.length() - 1);
      named = named.replace(word, "PORTCULLIS_imc-lan_" + place + "_g1");
    }
    return named;
  }

  /** The device's text, read by hand, does with the witness what the finding says. */
  private static void witness(Finding finding, String running, String startup) {
    if (finding.proof().isEmpty() || finding.proof().get().actual().equals("unknown")) {
      return;
    }
    Finding.Proof proof = finding.proof().get();
    String direction = finding.where().contains(" in ") ? "inbound" : "outbound";
    boolean unsaved = finding.rule() == Finding.Kind.UNSAVED;
    HandReader held = new HandReader(unsaved ? startup : running);
    assertThat(held.fate("Vlan-interface20", direction, proof.packet()))
        .as("%s", finding)
        .isEqualTo(proof.actual());
    if (finding.rule() != Finding.Kind.CONTRACT_BROKEN) {
      HandReader meant = new HandReader(unsaved ? running : intended);
      assertThat(meant.fate("Vlan-interface20", direction, proof.packet()))
          .as("%s", finding)
          .isEqualTo(proof.intended());
    }
    assertThat(proof.actual()).isNotEqualTo(proof.intended());
  }
}
