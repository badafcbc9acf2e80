package net.portcullis.inventory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Prefix;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Reads the places where lists are bound. */
final class BindingReader {
  private static final List<String> INFRASTRUCTURE =
      List.of("vrrp", "ospf", "bgp", "bfd", "pim", "dhcp-relay");

  private final Problems problems;
  private final Map<String, Place> places;

  BindingReader(Problems problems, Map<String, Place> places) {
    this.problems = problems;
    this.places = places;
  }

  Binding read(String parent, Node.Entry entry) {
    String name = name(entry.key());
    String path = parent + name;
    places.put(path, entry.key().place());
    Fields fields = Fields.of(entry.value(), problems);
    for (String key : List.of("inside", "outside", "infrastructure", "seen-as", "ipv6")) {
      places.put(path + "." + key, fields.place(key));
    }
    Binding binding =
        new Binding(
            name,
            interfaceName(fields),
            attachment(fields),
            directions(fields),
            required(fields, "faces", List.of("inside", "outside"))
                    .filter(word -> word.equals("outside"))
                    .isPresent()
                ? Binding.Faces.OUTSIDE
                : Binding.Faces.INSIDE,
            fields.value("vrf", Names::word),
            fields.text("inside"),
            fields.text("outside"),
            Binding.Ipv6.valueOf(
                required(fields, "ipv6", List.of("managed", "denied", "absent"))
                    .orElse("denied")
                    .toUpperCase(Locale.ROOT)),
            fields.values("infrastructure", text -> Fields.oneOf(text, INFRASTRUCTURE)),
            fields.choice("mode", List.of("observe", "enforce")).orElse("enforce").equals("observe")
                ? Binding.Mode.OBSERVE
                : Binding.Mode.ENFORCE,
            fields.flag("asymmetric", false),
            seenAs(fields),
            entry.key().place());
    fields.end();
    boolean pair = binding.interfaceName().indexOf('/') > 0;
    if (binding.attachment() == Binding.Attachment.ZONE_PAIR && !pair) {
      problems.add(
          fields.place("interface"),
          "A zone pair is named by its two zones, and '"
              + binding.interfaceName()
              + "' is one word.",
          "Write 'interface: SOURCE/DESTINATION' with the device's own zone names.");
    }
    if (!binding.inside().isEmpty() && binding.inside().equals(binding.outside())) {
      problems.add(
          fields.place("outside"),
          "The zone '" + binding.outside() + "' cannot be inside and outside.",
          "Name two zones of the site.");
    }
    return binding;
  }

  private String name(Node.Scalar key) {
    try {
      return Names.plain(key.text());
    } catch (IllegalArgumentException wrong) {
      String[] parts = String.valueOf(wrong.getMessage()).split("\n", 2);
      problems.add(key.place(), parts[0], parts[1]);
      return key.text();
    }
  }

  private static String interfaceName(Fields fields) {
    if (!fields.has("interface")) {
      fields.text("interface");
    }
    return fields.value("interface", Names::word).orElse("");
  }

  private static Binding.Attachment attachment(Fields fields) {
    return switch (fields
        .choice("attachment", List.of("vlan-interface", "port", "zone-pair"))
        .orElse("vlan-interface")) {
      case "port" -> Binding.Attachment.PORT;
      case "zone-pair" -> Binding.Attachment.ZONE_PAIR;
      default -> Binding.Attachment.VLAN_INTERFACE;
    };
  }

  private static Set<Direction> directions(Fields fields) {
    return switch (fields.choice("direction", List.of("in", "out", "both")).orElse("both")) {
      case "in" -> EnumSet.of(Direction.IN);
      case "out" -> EnumSet.of(Direction.OUT);
      default -> EnumSet.allOf(Direction.class);
    };
  }

  /** A word without which a binding would have to guess. */
  private Optional<String> required(Fields fields, String key, List<String> words) {
    if (!fields.has(key)) {
      problems.add(
          fields.place(),
          "The key '" + key + "' is missing here.",
          "Add '" + key + ": " + String.join("|", words) + "'.");
    }
    return fields.choice(key, words);
  }

  private List<Binding.SeenAs> seenAs(Fields fields) {
    List<Binding.SeenAs> translations = new ArrayList<>();
    for (Fields item : fields.mappings("seen-as")) {
      Optional<Prefix> real = item.value("real", Prefix::parse);
      Optional<Prefix> translated = item.value("translated", Prefix::parse);
      for (String key : List.of("real", "translated")) {
        if (!item.has(key)) {
          item.text(key);
        }
      }
      item.end();
      if (real.isEmpty() || translated.isEmpty()) {
        continue;
      }
      boolean host = translated.get().length() == translated.get().family().bits();
      if (real.get().family() != translated.get().family()
          || (!host && real.get().length() != translated.get().length())) {
        problems.add(
            item.place("translated"),
            translated.get() + " cannot stand for " + real.get() + ".",
            "Write a prefix of the same family and length, or one address for all.");
        continue;
      }
      translations.add(new Binding.SeenAs(real.get(), translated.get()));
    }
    return translations;
  }
}
