package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;

/**
 * The objects that a list needs before it can be written, where its lines name each address and
 * each service by one. They are named in the order in which they are first needed.
 */
final class ObjectTable {
  private final Names names;
  private final Profile.Writing writing;
  private final Profile.Objects objects;
  private final String stem;
  private final List<Written.Group> made = new ArrayList<>();
  private final Map<AddressMask, String> addresses = new HashMap<>();
  private final Map<List<String>, String> services = new LinkedHashMap<>();

  ObjectTable(Profile profile, Profile.Objects objects, String list) {
    this.names = profile.names();
    this.writing = profile.writing();
    this.objects = objects;
    this.stem = Written.groupStem(list);
  }

  /** The objects so far. */
  List<Written.Group> made() {
    return List.copyOf(made);
  }

  /** A sentence on names that are too long; absent where none is. */
  Optional<String> problem() {
    return made.stream()
        .map(Written.Group::name)
        .filter(name -> name.length() > objects.longest())
        .findFirst()
        .map(name ->
            "The object "
                + name
                + " would have a name of more than "
                + objects.longest()
                + " characters.");
  }

  /** The draft with a name for each of its addresses that has one. */
  Draft named(Draft draft) {
    Family family = draft.family();
    Draft.Side source = draft.source().withObjects(Map.of(), family);
    Draft.Side destination = draft.destination().withObjects(Map.of(), family);
    return draft
        .withSource(source.withObjects(names(source), family))
        .withDestination(destination.withObjects(names(destination), family));
  }

  private Map<AddressMask, String> names(Draft.Side side) {
    Map<AddressMask, String> named = new HashMap<>();
    for (AddressMask mask : side.addresses()) {
      // A mask that is no prefix has no object.
      if (mask.prefixLength() >= 0) {
        named.put(mask, addresses.computeIfAbsent(mask, this::address));
      }
    }
    return named;
  }

  /** The name of one that every device has, or of a new one. */
  private String address(AddressMask mask) {
    Optional<String> known = names.word("group", mask.toString());
    if (known.isPresent()) {
      return known.get().substring(known.get().indexOf('/') + 1);
    }
    String name = next();
    made.add(new Written.Group(name, List.of(mask)));
    return name;
  }

  /** The draft with a name for what it says of protocols, ports and types, where one object can. */
  Optional<Draft> withService(Draft draft) {
    Draft service = draft.onlyService();
    for (List<Pattern> patterns : objects.services()) {
      Optional<List<List<Said>>> lines =
          new LineWriter(names, writing::compares).writeAll(patterns, service);
      if (lines.isPresent()) {
        List<String> texts = lines.get().stream().map(line -> Said.line(line, service)).toList();
        return Optional.of(draft.withService(services.computeIfAbsent(texts, this::service)));
      }
    }
    return Optional.empty();
  }

  private String service(List<String> lines) {
    String name = next();
    made.add(new Written.Group(name, List.of(), lines));
    return name;
  }

  private String next() {
    return stem + (made.size() + 1);
  }
}
