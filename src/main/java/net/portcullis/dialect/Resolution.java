package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Verdict;

/**
 * Turns what was gathered into meaning: groups into addresses, jumps into the lines they lead to,
 * names into lists.
 */
final class Resolution {
  private final Grammar grammar;
  private final Assembler assembler;
  private final String file;
  private final List<RawList> lists;
  private final Verdict unmatched;
  private final List<DeviceConfig.Unreadable> faults = new ArrayList<>();

  Resolution(
      Grammar grammar, Assembler assembler, String file, List<RawList> lists, Verdict unmatched) {
    this.grammar = grammar;
    this.assembler = assembler;
    this.file = file;
    this.lists = lists;
    this.unmatched = unmatched;
  }

  DeviceConfig config(
      Optional<String> hostname,
      List<DeviceConfig.ReadBinding> bindings,
      List<DeviceConfig.Reference> references,
      List<DeviceConfig.Unreadable> unreadable,
      List<DeviceConfig.Infrastructure> infrastructure,
      List<DeviceConfig.InterfaceState> interfaces) {
    List<DeviceConfig.ReadList> read = new ArrayList<>();
    for (RawList list : lists) {
      for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
        read.add(read(list, family));
      }
    }
    List<DeviceConfig.Unreadable> all = new ArrayList<>(unreadable);
    all.addAll(faults);
    all.sort((one, other) -> Integer.compare(one.line(), other.line()));
    return new DeviceConfig(
        hostname,
        read,
        bindings.stream().map(this::named).toList(),
        references.stream().map(this::named).toList(),
        all,
        infrastructure,
        interfaces,
        unmatched);
  }

  private DeviceConfig.ReadList read(RawList list, Family family) {
    List<Line> lines = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (RawRule rule : list.ordered(grammar.lists())) {
      text.add(rule.text());
      Verdict verdict = verdict(rule);
      Optional<Line> line = assembler.line(rule, family, verdict);
      line.ifPresent(found -> {
        lines.add(found);
        ids.add(rule.id());
      });
      assembler
          .fault(rule, family)
          .ifPresent(
              why -> faults.add(new DeviceConfig.Unreadable(file, rule.line(), rule.text(), why)));
    }
    Verdict otherwise = lines.isEmpty() ? grammar.lists().empty() : unmatched;
    AccessList access = new AccessList(list.name(), lines, list.policy().orElse(otherwise));
    return new DeviceConfig.ReadList(list.name(), family, list.line(), access, text, ids);
  }

  private static Verdict verdict(RawRule rule) {
    for (Piece piece : rule.pieces()) {
      if (piece instanceof Piece.Action action) {
        return action.verdict();
      }
    }
    return Verdict.UNKNOWN;
  }

  /** A binding may use a list's other name. */
  private DeviceConfig.ReadBinding named(DeviceConfig.ReadBinding binding) {
    return new DeviceConfig.ReadBinding(
        binding.interfaceName(),
        binding.direction(),
        binding.family(),
        called(binding.list(), Optional.of(binding.family())),
        binding.line(),
        binding.status());
  }

  private DeviceConfig.Reference named(DeviceConfig.Reference reference) {
    return new DeviceConfig.Reference(
        called(reference.list(), Optional.empty()), reference.where(), reference.line());
  }

  private String called(String name, Optional<Family> family) {
    return lists.stream()
        .filter(list -> list.isCalled(name))
        .filter(list -> family.isEmpty() || list.family().isEmpty() || list.family().equals(family))
        .map(RawList::name)
        .findFirst()
        .orElse(name);
  }
}
