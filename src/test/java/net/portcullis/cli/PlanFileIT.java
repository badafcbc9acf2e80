package net.portcullis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.portcullis.change.PlanFile;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan that is not the one that was looked at is refused before the first byte is sent. */
class PlanFileIT {
  @TempDir private Path folder;

  private EmulatedFleet fleet(Path where) throws Exception {
    Files.createDirectories(where);
    return EmulatedFleet.small(where, Options.of("h3c-comware7", 1, Transport.SSH));
  }

  private Path saved(EmulatedFleet fleet, String name) {
    Path plan = folder.resolve(name + ".plan.json");
    fleet.run(3, "plan", "--save", plan.toString());
    return plan;
  }

  /** The device does not even hear a login. */
  private static void refused(EmulatedFleet fleet, Path plan, String... words) {
    EmulatedDevice device = fleet.device();
    int typed = device.typed().size();
    EmulatedFleet.Result result = fleet.run("push", plan.toString(), "--yes");
    assertThat(result.status()).as(result.toString()).isEqualTo(2);
    assertThat(result.err()).contains(words).doesNotContain("\tat ", "This is a bug");
    assertThat(device.typed()).hasSize(typed);
  }

  @Test
  void aPlanThatLostItsEndIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      byte[] whole = Files.readAllBytes(saved(fleet, "whole"));
      Path cut = folder.resolve("cut.plan.json");
      long seed = Long.getLong("portcullis.seed", System.nanoTime());
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 40; i++) {
        int length = i == 0 ? 0 : i == 1 ? whole.length - 1 : random.nextInt(whole.length);
        if (new String(whole, 0, length, UTF_8).strip().equals(new String(whole, UTF_8).strip())) {
          // The line end behind the last brace is no part of the plan.
          continue;
        }
        Files.write(cut, Arrays.copyOf(whole, length));
        refused(fleet, cut, cut.toString());
      }
    }
  }

  @Test
  void aPlanInWhichOneBitIsAnotherIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      byte[] whole = Files.readAllBytes(saved(fleet, "whole"));
      Path flipped = folder.resolve("flipped.plan.json");
      long seed = Long.getLong("portcullis.seed", System.nanoTime());
      System.out.println("PlanFileIT: -Dportcullis.seed=" + seed);
      SplittableRandom random = new SplittableRandom(seed);
      int flips = Integer.getInteger("portcullis.flips", 150);
      for (int i = 0; i < flips; i++) {
        byte[] other = whole.clone();
        int at = flips >= whole.length ? i % whole.length : random.nextInt(whole.length);
        other[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(flipped, other);
        refused(fleet, flipped, flipped.toString());
      }
    }
  }

  @Test
  void aPlanOfAnotherInventoryIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path plan = saved(fleet, "other");
      fleet.edit("    ports: 123\n", "    ports: 124\n");
      refused(fleet, plan, "made from another inventory", "plan --save FILE");
    }
  }

  @Test
  void aPlanOfAnotherWorkspaceIsRefused() throws Exception {
    try (EmulatedFleet one = fleet(folder.resolve("one"));
        EmulatedFleet other = fleet(folder.resolve("other"))) {
      refused(other, saved(one, "one"), "made from another inventory");
    }
  }

  /** Another plan than the one that was saved, as if it had been made so. */
  private Path altered(Path plan, UnaryOperator<PlanFile> change) throws Exception {
    JsonNode json = JsonMapper.builder().build().readTree(Files.readString(plan));
    PlanFile.Origin origin =
        new PlanFile.Origin(json.get("tool").asString(), json.get("inputs").asString());
    PlanFile saved = PlanFile.read(plan, origin, Instant.parse(json.get("created").asString()));
    Path altered = folder.resolve("altered.plan.json");
    change.apply(saved).write(altered);
    return altered;
  }

  @Test
  void anExpiredPlanIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path plan = saved(fleet, "old");
      Path expired =
          altered(
              plan,
              saved ->
                  new PlanFile(
                      saved.id(),
                      saved.created().minus(Duration.ofHours(25)),
                      saved.expires().minus(Duration.ofHours(25)),
                      saved.origin(),
                      saved.devices()));
      refused(fleet, expired, expired.toString(), "This plan expired at ", "plan --save FILE");
      Path nearly =
          altered(
              plan,
              saved ->
                  new PlanFile(
                      saved.id(),
                      saved.created().minus(Duration.ofHours(23)),
                      saved.expires().minus(Duration.ofHours(23)),
                      saved.origin(),
                      saved.devices()));
      fleet.run(0, "push", nearly.toString(), "--yes");
    }
  }

  @Test
  void aPlanOfAnotherVersionIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path other =
          altered(
              saved(fleet, "ours"),
              saved ->
                  new PlanFile(
                      saved.id(),
                      saved.created(),
                      saved.expires(),
                      new PlanFile.Origin("portcullis 0.0.9", saved.origin().inputs()),
                      saved.devices()));
      refused(fleet, other, "made by 'portcullis 0.0.9', and this is 'portcullis ");
    }
  }

  @Test
  void aPlanOfAnotherFormatIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path plan = saved(fleet, "ours");
      String text = Files.readString(plan);
      assertThat(text).contains("\"schema\": 2");
      Files.writeString(plan, text.replace("\"schema\": 2", "\"schema\": 9"));
      refused(fleet, plan, "has the format '9', which this Portcullis does not know");
    }
  }

  /** Two devices that hold different things; the plan of one is said to be the other's. */
  @Test
  void aPlanOfAnotherDeviceIsRefused() throws Exception {
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of("h3c-comware7", 2, Transport.SSH))) {
      String one = fleet.emulators().devices().getFirst().name();
      String two = fleet.emulators().devices().getLast().name();
      Path plan = folder.resolve("one.plan.json");
      fleet.run(3, "plan", one, "--save", plan.toString());
      Path other = altered(plan, saved -> named(saved, two));
      EmulatedFleet.Result result = fleet.run(1, "push", other.toString(), "--yes", "-o", "json");
      assertThat(result.device(0).get("state").asString()).isEqualTo("REFUSED");
      assertThat(result.device(0).get("error").asString()).contains("no longer what the plan saw");
      refused(fleet, altered(plan, saved -> named(saved, "nobody")), "nobody");
      assertThat(fleet.emulators().devices())
          .allSatisfy(
              device -> assertThat(device.typed()).noneMatch(line -> line.startsWith("acl ")));
    }
  }

  private static PlanFile named(PlanFile plan, String device) {
    return new PlanFile(
        plan.id(),
        plan.created(),
        plan.expires(),
        plan.origin(),
        plan.devices().stream()
            .map(entry -> new PlanFile.DeviceEntry(device, entry.stateHash(), entry.commands()))
            .toList());
  }

  @Test
  void aFileThatIsTooBigOrNoFileIsRefused() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path big = folder.resolve("big.plan.json");
      Files.write(big, new byte[5 * 1024 * 1024]);
      refused(fleet, big, "larger than 4 MiB");
      refused(fleet, Files.createDirectory(folder.resolve("folder.plan.json")), "cannot be read");
      refused(fleet, folder.resolve("none.plan.json"), "no such file");
      Path loop = folder.resolve("loop.plan.json");
      refused(fleet, Files.createSymbolicLink(loop, loop.getFileName()), "cannot be read");
    }
  }

  @Test
  void aLinkToAPlanIsThePlanAndItCountsOnceUnderWhateverName() throws Exception {
    try (EmulatedFleet fleet = fleet(folder)) {
      Path plan = saved(fleet, "whole");
      Path link = Files.createSymbolicLink(folder.resolve("link.plan.json"), plan.getFileName());
      Path copy = Files.copy(plan, folder.resolve("copy.plan.json"));
      fleet.run(0, "push", link.toString(), "--yes");
      Map<String, String> locked = fleet.held();
      for (Path again : new Path[] {plan, link, copy}) {
        EmulatedFleet.Result refused = fleet.run(1, "push", again.toString(), "--yes");
        assertThat(refused.out()).contains("REFUSED");
      }
      assertThat(fleet.held()).isEqualTo(locked);
    }
  }

  /** Two processes at once on one device: one changes it, the other is told who does. */
  @Test
  void ofTwoPushesAtOnceOneChangesTheDevice() throws Exception {
    try (EmulatedFleet fleet = fleet(folder);
        RealProcess first = RealProcess.start(fleet, "push", "--yes");
        RealProcess second = RealProcess.start(fleet, "push", "--yes")) {
      EmulatedFleet.Result one = first.ended();
      EmulatedFleet.Result two = second.ended();
      String told = one + "\n" + two;
      assertThat(one.status() == 0 || two.status() == 0).as(told).isTrue();
      assertThat(one.status()).as(told).isIn(0, 1);
      assertThat(two.status()).as(told).isIn(0, 1);
      assertThat(fleet.device().running()).isEqualTo(fleet.device().startup());
      assertThat(
              fleet.device().typed().stream()
                  .filter(
                      line -> line.startsWith("packet-filter name") && line.endsWith("inbound")))
          .as(told)
          .hasSize(1);
      fleet.run(0, "check");
    }
  }
}
