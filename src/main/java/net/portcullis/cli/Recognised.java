package net.portcullis.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
        devices.stream().filter(device -> deployment.profile(device).equals(Device.AUTO)).toList();
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
    ask(recogniser.get(), open, known)
        .forEach((device, answer) -> {
          String name = device.name();
          switch (answer) {
            case Answer.Found(Recogniser.Found one) when one.profile().isPresent() -> {
              found.put(name, device.withProfile(one.profile().get()));
              notices.add(name + " is " + one.profile().get() + ": " + seen(one) + ".");
            }
            case Answer.Found(Recogniser.Found none) -> unknown.put(name, unclear(none));
            case Answer.Failed(String why) -> unknown.put(name, why);
          }
        });
    return new Recognised(deployment.with(found), notices, unknown);
  }

  private sealed interface Answer {
    record Found(Recogniser.Found what) implements Answer {}

    record Failed(String why) implements Answer {}
  }

  private static Map<Device, Answer> ask(
      Recogniser recogniser, List<Device> devices, List<Dialect> known) {
    Map<Device, Answer> answers = new LinkedHashMap<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      Map<Device, Future<Answer>> running = new LinkedHashMap<>();
      for (Device device : devices) {
        running.put(device, threads.submit(() -> answer(recogniser, device, known)));
      }
      for (Map.Entry<Device, Future<Answer>> each : running.entrySet()) {
        answers.put(each.getKey(), each.getValue().get());
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException problem
          ? problem
          : new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    return answers;
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
