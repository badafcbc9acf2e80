package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to go wrong on a device, and how often each line of it was seen. */
final class ArmedFaults {
  private final List<Armed> armed = new ArrayList<>();

  private static final class Armed {
    private final Fault fault;
    private int seen;

    Armed(Fault fault) {
      this.fault = fault;
    }
  }

  synchronized void add(Fault fault) {
    armed.add(new Armed(fault));
  }

  synchronized void clear() {
    armed.clear();
  }

  /** What goes wrong at this line, if anything does. */
  synchronized Optional<Fault.Behaviour> at(String line) {
    Optional<Fault.Behaviour> found = Optional.empty();
    for (Armed each : armed) {
      if (each.fault.concerns(line)) {
        each.seen++;
        if (found.isEmpty()
            && (each.fault.occurrence() == 0 || each.seen == each.fault.occurrence())) {
          found = Optional.of(each.fault.behaviour());
        }
      }
    }
    return found;
  }
}
