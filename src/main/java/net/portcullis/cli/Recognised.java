package net.portcullis.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.portcullis.change.Fleet;
import net.portcullis.dialect.Dialect;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.session.SessionException;
import net.portcullis.verify.Recogniser;

/**
 * Devices whose profile the inventory leaves open, asked what they are.
 *
 * @param deployment with the profiles that were found
 * @param notices a sentence a device that was asked and is known now
 * @param unknown why a device's platform is not known, by device
 */
record Recognised(Deployment deployment, List<String> notices, Map<String, String> unknown) {
  /** Devices that are asked at a time; each mostly waits. */
  private static final int AT_ONCE = 64;

  /** Asks those of the devices whose profile is left open; contacts none where there are none. */
  static Recognised of(
      Supplier<Recogniser> recogniser, Deployment deployment, List<Device> devices) {
    List<Device> open =
        devices.stream()
            .filter(device -> deployment.known(device).profile().equals(Device.AUTO))
            .toList();
    if (open.isEmpty()) {
      return new Recognised(deployment, List.of(), Map.of());
    }
    List<Dialect> known =
        deployment.profiles().names().stream()
            .flatMap(name -> deployment.profiles().dialect(name).stream())
            .toList();
    Map<String, Device> found = new LinkedHashMap<>();
    List<String> notices = new ArrayList<>();
    Map<String, String> unknown = new LinkedHashMap<>();
    List<Answer> answers = ask(recogniser.get(), open, known);
    for (int i = 0; i < open.size(); i++) {
      String name = open.get(i).name();
      switch (answers.get(i)) {
        case Answer.Found(Recogniser.Found one) when one.profile().isPresent() -> {
          found.put(name, open.get(i).withProfile(one.profile().get()));
          notices.add(name + " is " + one.profile().get() + ": " + seen(one) + ".");
        }
        case Answer.Found(Recogniser.Found none) -> unknown.put(name, unclear(none));
        case Answer.Failed(String why) -> unknown.put(name, why);
      }
    }
    return new Recognised(deployment.with(found), notices, unknown);
  }

  private sealed interface Answer {
    record Found(Recogniser.Found what) implements Answer {}

    record Failed(String why) implements Answer {}
  }

  private static List<Answer> ask(
      Recogniser recogniser, List<Device> devices, List<Dialect> known) {
    Semaphore places = new Semaphore(AT_ONCE);
    try {
      return Fleet.each(
          devices,
          device -> {
            places.acquireUninterruptibly();
            try {
              return answer(recogniser, device, known);
            } finally {
              places.release();
            }
          });
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Answer answer(Recogniser recogniser, Device device, List<Dialect> known) {
    try {
      return new Answer.Found(recogniser.recognise(device, known));
    } catch (SessionException failed) {
      return new Answer.Failed(String.valueOf(failed.getMessage()));
    }
  }

  private static String seen(Recogniser.Found found) {
    return String.join("; ", found.seen());
  }

  private static String unclear(Recogniser.Found found) {
    String which =
        found.left().isEmpty()
            ? "It is none of the platforms that there are profiles for: "
            : "It may be "
                + found.left().stream().map(Dialect::name).collect(Collectors.joining(" or "))
                + ": ";
    return which + seen(found) + ".";
  }

  /** Those of the devices of which it is known what they are. */
  private List<Device> known(List<Device> devices) {
    return devices.stream().filter(device -> !unknown.containsKey(device.name())).toList();
  }

  /** What must stand at every binding of those that are known. */
  List<Intent> intents(List<Device> devices, Clock clock) {
    List<Device> known = known(devices);
    return known.isEmpty() && !devices.isEmpty() ? List.of() : deployment.intents(known, clock);
  }

  /**
   * The deployment.
   *
   * @throws InvalidInputException where a device is not known, with what it showed
   */
  Deployment certain() {
    Problems problems = new Problems();
    unknown.forEach((name, why) ->
        problems.add(
            deployment.inventory().device(name).orElseThrow().profilePlace(),
            "What " + name + " is cannot be told. " + why,
            "Name its profile in place of 'auto'; 'portcullis profile list' shows them."));
    problems.throwIfAny();
    return deployment;
  }
}
