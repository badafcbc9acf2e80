package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;

/**
 * The gates before a change: what a device shows that forbids it, or that an operator must know.
 */
final class Preflight {
  /** Differences that are named; the rest are counted. */
  private static final int UNSAVED_SHOWN = 3;

  private final Device device;
  private final Dialect dialect;
  private final DeviceConfig running;
  private final Ownership ownership;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> risks = new ArrayList<>();

  Preflight(Device device, Dialect dialect, DeviceConfig running, Ownership ownership) {
    this.device = device;
    this.dialect = dialect;
    this.running = running;
    this.ownership = ownership;
  }

  List<String> refusals() {
    return List.copyOf(refusals);
  }

  List<String> risks() {
    return List.copyOf(risks);
  }

  /** What holds for the device as a whole. */
  void device(Optional<Address> source) {
    if (device.transport() == Device.Transport.TELNET) {
      risks.add("Telnet carries the password and every line in clear text.");
    }
    if (device.legacy()) {
      risks.add("Old SSH algorithms are allowed for this device (legacy: true).");
    }
    if (device.objectGroups() && dialect.groupedFamilies().isEmpty()) {
      risks.add(
          "Object groups are asked for (object-groups: true), and the profile "
              + dialect.name()
              + " writes none: the lists are written without.");
    }
    if (dialect.proven().equals("paper") || dialect.proven().equals("emulated")) {
      risks.add(
          "The profile "
              + dialect.name()
              + " is proven no further than '"
              + dialect.proven()
              + "': try it on a spare device first.");
    }
    if (source.isEmpty()) {
      risks.add("From which address the device sees this session is not known.");
    } else if (!ManagementPath.declared(device, source.get())) {
      refusals.add(
          "The device sees this session come from "
              + source.get()
              + ", which is not among its management sources; add it under 'management', or"
              + " work from one of them.");
    }
  }

  /** What others changed and did not save: saving our change would save theirs too. */
  void unsaved(DeviceConfig startup, boolean saveForeign) {
    List<String> unsaved = Fingerprint.unsaved(running, startup);
    if (unsaved.isEmpty()) {
      return;
    }
    String told =
        "Somebody changed the configuration and did not save it: "
            + String.join("; ", unsaved.subList(0, Math.min(UNSAVED_SHOWN, unsaved.size())))
            + (unsaved.size() > UNSAVED_SHOWN
                ? "; and " + (unsaved.size() - UNSAVED_SHOWN) + " more"
                : "");
    if (saveForeign) {
      risks.add(told + ". This change saves that too.");
    } else {
      refusals.add(
          told
              + ". Saving our change would save that too; save or undo it on the device, or push with"
              + " --save-foreign.");
    }
  }

  /** What holds at one binding. */
  void target(Target target) {
    Binding binding = target.binding();
    interfaceExists(binding);
    infrastructure(binding);
    List<ReadBinding> bound =
        running.bound(binding.interfaceName(), target.direction(), target.family());
    if (bound.size() > 1) {
      refusals.add(
          target.place()
              + " has several lists bound ("
              + String.join(", ", bound.stream().map(ReadBinding::list).toList())
              + "); leave one.");
    } else if (bound.size() == 1) {
      bound(target, bound.getFirst());
    }
  }

  private void interfaceExists(Binding binding) {
    if (running.lacks(binding)) {
      refusals.add(
          "The device has no interface "
              + binding.interfaceName()
              + "; correct the binding '"
              + binding.name()
              + "' ("
              + binding.place()
              + ").");
    }
    boolean six =
        running.interfaces().stream()
            .anyMatch(
                state -> state.ipv6() && state.name().equalsIgnoreCase(binding.interfaceName()));
    if (six && binding.ipv6() == Binding.Ipv6.ABSENT) {
      refusals.add(
          binding.interfaceName()
              + " has IPv6, which the binding '"
              + binding.name()
              + "' declares absent, so IPv6 would pass unfiltered; write 'ipv6: managed' or 'ipv6: denied' ("
              + binding.place()
              + ").");
    }
  }

  private void infrastructure(Binding binding) {
    for (DeviceConfig.Infrastructure runs : running.infrastructure()) {
      Optional<String> mend = binding.undeclared(runs.protocol());
      if (runs.interfaceName().equalsIgnoreCase(binding.interfaceName()) && mend.isPresent()) {
        String sentence =
            runs.protocol()
                + " runs on "
                + binding.interfaceName()
                + " (configuration line "
                + runs.line()
                + "), but the binding '"
                + binding.name()
                + "' does not declare it; "
                + mend.get()
                + " ("
                + binding.place()
                + ").";
        (binding.mode() == Binding.Mode.ENFORCE ? refusals : risks).add(sentence);
      }
    }
  }

  private void bound(Target target, ReadBinding bound) {
    bound
        .status()
        .ifPresent(status ->
            risks.add(
                "The device says of list "
                    + bound.list()
                    + " at "
                    + target.place()
                    + ": "
                    + status
                    + "."));
    Optional<ReadList> list = running.list(bound.list(), target.family());
    if (list.isEmpty()) {
      refusals.add(
          target.place()
              + " is bound to "
              + bound.list()
              + ", which does not exist on the device; remove that binding first.");
      return;
    }
    String adopt =
        "look at the difference and take it over with 'portcullis adopt "
            + device.name()
            + "/"
            + target.binding().name()
            + "'";
    switch (ownership.of(list.get())) {
      case Ownership.Standing.Ours ours -> usedElsewhere(target, bound);
      case Ownership.Standing.Adopted adopted -> {}
      case Ownership.Standing.Altered altered ->
          refusals.add(
              "Somebody changed list "
                  + bound.list()
                  + " at "
                  + target.place()
                  + " after run "
                  + altered.record().run()
                  + "; "
                  + adopt
                  + ".");
      case Ownership.Standing.Foreign foreign ->
          refusals.add(
              "List "
                  + bound.list()
                  + " is bound at "
                  + target.place()
                  + " and Portcullis did not write it; "
                  + adopt
                  + ".");
    }
  }

  /** A list of ours that something else relies on cannot be exchanged without changing that too. */
  private void usedElsewhere(Target target, ReadBinding bound) {
    List<String> uses = new ArrayList<>();
    running.bindings().stream()
        .filter(other ->
            other.family() == target.family() && other.list().equalsIgnoreCase(bound.list()))
        .filter(other ->
            !other.interfaceName().equalsIgnoreCase(bound.interfaceName())
                || other.direction() != bound.direction())
        .map(other ->
            other.interfaceName() + " " + other.direction().text() + " (line " + other.line() + ")")
        .forEach(uses::add);
    running.references().stream()
        .filter(reference -> reference.list().equalsIgnoreCase(bound.list()))
        .map(reference -> reference.where() + " (line " + reference.line() + ")")
        .forEach(uses::add);
    if (!uses.isEmpty()) {
      refusals.add(
          "List "
              + bound.list()
              + " is also used elsewhere: "
              + String.join("; ", uses)
              + "; give those a list of their own.");
    }
  }

  /** Lines about lists or bindings that were not understood, wherever they stand. */
  void unreadable() {
    if (!running.unreadable().isEmpty()) {
      risks.add(
          running.unreadable().size()
              + " lines about access lists were not understood, the first at line "
              + running.unreadable().getFirst().line()
              + ": "
              + running.unreadable().getFirst().text().strip());
    }
  }
}
