package net.portcullis.compliance;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/** What stands at a device's interfaces besides the packets' fate. */
final class BindingRules {
  private BindingRules() {}

  static void apply(Subject subject) {
    subject.running().bindings().forEach(bound -> misplaced(subject, bound));
    for (Binding binding : subject.device().bindings()) {
      ipv6(subject, binding);
      infrastructure(subject, binding);
    }
  }

  /** A list of ours is for one interface and direction, which its name says. */
  private static void misplaced(Subject subject, DeviceConfig.ReadBinding bound) {
    for (Binding binding : subject.device().bindings()) {
      for (Direction direction : Direction.values()) {
        Optional<Integer> generation =
            subject
                .dialect()
                .generation(
                    bound.list(), subject.device().owns(), binding, direction, bound.family());
        boolean there =
            bound.interfaceName().equalsIgnoreCase(binding.interfaceName())
                && bound.direction() == direction;
        if (generation.isPresent() && !there) {
          subject.add(misplaced(subject, bound, binding, direction));
        }
      }
    }
  }

  private static Finding misplaced(
      Subject subject, DeviceConfig.ReadBinding bound, Binding binding, Direction direction) {
    Optional<Binding> here =
        subject.device().bindings().stream()
            .filter(each -> each.interfaceName().equalsIgnoreCase(bound.interfaceName()))
            .findFirst();
    List<String> unbind =
        here.map(place ->
                subject
                    .dialect()
                    .unbind(place, bound.direction(), bound.family(), bound.list())
                    .stream()
                    .map(Command::text)
                    .toList())
            .orElse(List.of());
    return Finding.of(
            Kind.BINDING_MISPLACED,
            where(binding, direction, bound.family()),
            "The list for "
                + binding.interfaceName()
                + " "
                + direction.text()
                + " is bound to "
                + bound.interfaceName()
                + " "
                + bound.direction().text()
                + ", where it filters what it was not made for.")
        .withSubject(bound.interfaceName() + " " + bound.direction().text())
        .withEvidence(
            Subject.evidence(
                bound.line(),
                bound.interfaceName() + " " + bound.direction().text() + " " + bound.list()))
        .withRemedy(
            new Remedy(
                List.of(
                    "Take the list from " + bound.interfaceName() + ".",
                    "portcullis push " + subject.device().name()),
                unbind,
                false));
  }

  /** IPv6 that is declared absent must be absent. */
  private static void ipv6(Subject subject, Binding binding) {
    if (binding.ipv6() != Binding.Ipv6.ABSENT) {
      return;
    }
    for (DeviceConfig.InterfaceState state : subject.running().interfaces()) {
      if (state.ipv6() && state.name().equalsIgnoreCase(binding.interfaceName())) {
        subject.add(
            Finding.of(
                    Kind.IPV6_OPEN,
                    binding.name(),
                    binding.interfaceName()
                        + " has IPv6, which the inventory declares absent; nothing filters it.")
                .withEvidence(Subject.evidence(state.line(), state.name()))
                .withRemedy(
                    Remedy.of(
                        "Set 'ipv6: denied' or 'ipv6: managed' for the binding, or remove IPv6 from the interface.")));
      }
    }
  }

  /** Protocols that live on the interface must be declared. */
  private static void infrastructure(Subject subject, Binding binding) {
    for (DeviceConfig.Infrastructure found : subject.running().infrastructure()) {
      Optional<String> mend = binding.undeclared(found.protocol());
      if (found.interfaceName().equalsIgnoreCase(binding.interfaceName()) && mend.isPresent()) {
        subject.add(
            Finding.of(
                    Kind.INFRASTRUCTURE,
                    binding.name() + " " + found.protocol(),
                    found.protocol()
                        + " runs on "
                        + found.interfaceName()
                        + " and is not declared; the list is not made for it.")
                .withEvidence(Subject.evidence(found.line(), found.protocol()))
                .withRemedy(
                    Remedy.of("For the binding " + binding.name() + ", " + mend.get() + ".")));
      }
    }
  }

  static String where(Binding binding, Direction direction, Family family) {
    return binding.name() + " " + direction.text() + " ipv" + family.number();
  }
}
