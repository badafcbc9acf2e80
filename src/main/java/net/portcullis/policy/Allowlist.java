package net.portcullis.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.catalog.Catalog;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;

/**
 * Computes what must stand at every binding: catalog and inventory in, lists of rules out, each
 * rule with its reasons. The same inputs and the same day give the same lists.
 */
public final class Allowlist {
  private final Inventory inventory;
  private final List<Demand> demands;
  private final Management management;
  private final ListBuilder.HelperPorts helperPorts;

  private Allowlist(Inventory inventory, List<Demand> demands) {
    this.inventory = inventory;
    this.demands = demands;
    this.management = new Management(inventory);
    this.helperPorts =
        new ListBuilder.HelperPorts(
            Optional.ofNullable(inventory.options().parameters().get(Consistency.FTP_PASSIVE)),
            Optional.ofNullable(inventory.options().parameters().get(Consistency.TFTP_DATA)));
  }

  /**
   * The lists of every device, in the inventory's order.
   *
   * @param traits what must be known of a device's platform
   * @param clock tells which extra permits have expired
   * @param problems roles without addresses, an empty allowlist; where one is added the result is
   *     of no use
   */
  public static List<Intent> compute(
      Catalog catalog,
      Inventory inventory,
      Function<Device, Traits> traits,
      Clock clock,
      Problems problems) {
    return compute(catalog, inventory, inventory.devices(), traits, clock, problems);
  }

  /** The lists of some of the devices. */
  public static List<Intent> compute(
      Catalog catalog,
      Inventory inventory,
      List<Device> devices,
      Function<Device, Traits> traits,
      Clock clock,
      Problems problems) {
    int before = problems.count();
    List<Computed> computed = plain(catalog, inventory, devices, traits, clock, problems);
    List<Intent> intents = computed.stream().map(Computed::minimised).toList();
    if (problems.count() == before && intents.isEmpty() && !inventory.options().allowEmpty()) {
      problems.add(
          inventory.place("catalog").orElse(Place.start(inventory.catalog())),
          "The allowlist is empty: no device has a binding.",
          "Describe the devices, or write 'options: {allow-empty: true}'.");
    }
    return intents;
  }

  /** A list as it was first written down. */
  record Computed(Frame frame, List<Draft> plain, List<String> risks) {

    Intent minimised() {
      return intent(Minimiser.minimise(plain));
    }

    Intent intent(List<Draft> drafts) {
      return new Intent(
          frame.device(),
          frame.binding(),
          frame.direction(),
          frame.family(),
          rules(drafts),
          rules(plain),
          risks);
    }
  }

  private static List<Rule> rules(List<Draft> drafts) {
    List<Rule> rules = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      rules.add(draft.rule(rules.size() + 1));
    }
    return rules;
  }

  /** The lists before minimisation. */
  static List<Computed> plain(
      Catalog catalog,
      Inventory inventory,
      List<Device> devices,
      Function<Device, Traits> traits,
      Clock clock,
      Problems problems) {
    int before = problems.count();
    List<Demand> demands = Demands.of(catalog, inventory, clock, problems);
    if (problems.count() > before) {
      return List.of();
    }
    Allowlist allowlist = new Allowlist(inventory, demands);
    List<Computed> computed = new ArrayList<>();
    for (Device device : devices) {
      for (Binding binding : device.bindings()) {
        computed.addAll(allowlist.binding(device, binding, traits.apply(device), problems));
      }
    }
    return computed;
  }

  /** Sentences on extra permits that have expired and dropped out, or are due for review. */
  public static List<String> notices(Inventory inventory, Clock clock) {
    LocalDate today = LocalDate.now(clock);
    Set<String> notices = new LinkedHashSet<>();
    for (Inventory.ExtraPermit permit : inventory.extraPermits()) {
      if (Demands.expired(permit, today)) {
        notices.add(
            permit.place()
                + ": the extra permit '"
                + permit.name()
                + "' of "
                + permit.owner()
                + " expired on "
                + permit.expiry().orElseThrow()
                + " and is left out.");
      }
      permit
          .review()
          .filter(day -> day.isBefore(today))
          .ifPresent(day ->
              notices.add(
                  permit.place()
                      + ": the extra permit '"
                      + permit.name()
                      + "' of "
                      + permit.owner()
                      + " was to be reviewed by "
                      + day
                      + "."));
    }
    return List.copyOf(notices);
  }

  private List<Computed> binding(Device device, Binding binding, Traits traits, Problems problems) {
    if (binding.asymmetric() && !traits.followed().isEmpty()) {
      problems.add(
          binding.place(),
          device.name()
              + " drops packets of connections that it did not see begin, and no list changes that;"
              + " replies that come back another way do not pass "
              + binding.name()
              + ".",
          "Lead both ways through the device, and take out 'asymmetric'.");
    }
    Inventory.Site site = inventory.site(device.site()).orElseThrow();
    Area inside = Area.of(site, binding.inside());
    Area outside = Area.of(site, binding.outside());
    List<Computed> computed = new ArrayList<>();
    boolean empty = true;
    for (Direction direction : Direction.values()) {
      for (Family family : Family.values()) {
        if (!binding.directions().contains(direction)
            || (family == Family.IPV6 && binding.ipv6() == Binding.Ipv6.ABSENT)) {
          continue;
        }
        Frame frame = new Frame(device, binding, direction, family, inside, outside);
        ListBuilder list = list(frame, traits);
        empty &= list.drafts().stream().noneMatch(draft -> draft.stage().isBody());
        List<Draft> plain =
            list.drafts().stream()
                .sorted((one, other) -> one.stage().compareTo(other.stage()))
                .toList();
        computed.add(new Computed(frame, plain, risks(frame, list)));
      }
    }
    if (empty && !inventory.options().allowEmpty()) {
      problems.add(
          binding.place(),
          "The allowlist of "
              + device.name()
              + "/"
              + binding.name()
              + " is empty: nothing that the deployment wants crosses it.",
          "Check its zones and 'faces', or write 'options: {allow-empty: true}'.");
    }
    return computed;
  }

  /** One list's whereabouts. */
  record Frame(
      Device device,
      Binding binding,
      Direction direction,
      Family family,
      Area inside,
      Area outside) {
    String path() {
      return "devices." + device.name() + ".bindings." + binding.name();
    }

    Reason reason(String key, String words) {
      return new Reason(Optional.empty(), Optional.of(path() + key), words);
    }
  }

  private ListBuilder list(Frame frame, Traits traits) {
    Binding binding = frame.binding();
    Crossing crossing =
        new Crossing(frame.inside(), frame.outside(), binding, frame.direction(), frame.family());
    ListBuilder list =
        new ListBuilder(crossing, frame.family(), traits, binding.asymmetric(), helperPorts);
    boolean denied = frame.family() == Family.IPV6 && binding.ipv6() == Binding.Ipv6.DENIED;
    if (!traits.followed().isEmpty()) {
      list.unasked(
          frame.reason("", "packets of permitted connections, which no list is asked about"),
          frame.reason("", "packets of no connection, which open none"));
    }
    if (!denied) {
      if (traits.stateful()) {
        list.connections(frame.reason("", "packets of connections that were permitted"));
      }
      Area faced = binding.faces() == Binding.Faces.INSIDE ? frame.inside() : frame.outside();
      management.addTo(list, crossing, frame.device(), frame.inside(), frame.outside(), faced);
      Infrastructure infrastructure = new Infrastructure(faced, frame.family(), frame.direction());
      binding
          .infrastructure()
          .forEach(
              protocol -> infrastructure.addTo(list, protocol, frame.path() + ".infrastructure"));
      Infrastructure.pathMtu(
          list, frame.family(), frame.reason("", "packet sizes must be agreed on"));
    }
    if (frame.family() == Family.IPV6) {
      Infrastructure.neighbours(
          list, frame.reason(".ipv6", "IPv6 cannot live without neighbour discovery"));
    }
    if (!denied) {
      demands.forEach(list::demand);
      if (binding.mode() == Binding.Mode.ENFORCE) {
        list.guards(frame.reason("", "addresses of another zone do not cross here"));
      }
    }
    list.add(closing(frame));
    return list;
  }

  private static Draft closing(Frame frame) {
    boolean observe = frame.binding().mode() == Binding.Mode.OBSERVE;
    return new Draft(
        Stage.CLOSE,
        observe ? Verdict.PERMIT : Verdict.DENY,
        Match.any(frame.family()),
        observe,
        List.of(
            observe
                ? frame.reason("", "observed: counted and let through")
                : frame.reason("", "everything else is denied")));
  }

  private List<String> risks(Frame frame, ListBuilder list) {
    Set<String> risks = new LinkedHashSet<>(list.risks());
    String inside = frame.binding().inside();
    risks.add(
        "Hosts of one subnet in zone '"
            + inside
            + "' reach each other without crossing this interface, so no list filters them.");
    risks.add("What the device itself sends may pass its own outbound lists unfiltered.");
    if (frame.binding().directions().size() == 1) {
      risks.add(
          "Only direction " + frame.direction().text() + " has a list; the other one is open.");
    }
    Inventory.Site site = inventory.site(frame.device().site()).orElseThrow();
    for (Inventory.Zone zone :
        site.zones().values().stream()
            .sorted((one, other) -> one.name().compareTo(other.name()))
            .toList()) {
      boolean foreign =
          !zone.name().equals(inside) && !zone.name().equals(frame.binding().outside());
      if (foreign && zone.prefixes().stream().anyMatch(list.holes()::contains)) {
        risks.add(
            "Roles reach into zone '"
                + zone.name()
                + "', which is neither inside nor outside here: its hosts are not let through.");
      }
    }
    return List.copyOf(risks);
  }
}
