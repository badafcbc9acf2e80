package net.portcullis.inventory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Reads devices and vantage points: where they are, how they are reached, who logs in. */
final class DeviceReader {
  private static final String OWNED = "portcullis";

  private final Problems problems;
  private final Map<String, Place> places;
  private final Optional<Node.Mapping> defaults;

  DeviceReader(Problems problems, Map<String, Place> places, Optional<Node> defaults) {
    this.problems = problems;
    this.places = places;
    // Reading the node as fields tells where it is no mapping.
    defaults.ifPresent(node -> Fields.of(node, problems));
    this.defaults =
        defaults.flatMap(
            node -> node instanceof Node.Mapping mapping ? Optional.of(mapping) : Optional.empty());
  }

  Device device(InventoryReader.Named named) {
    String path = "devices." + named.name();
    places.put(path, named.place());
    Fields fields = Fields.of(withDefaults(named.value()), problems);
    for (String key : List.of("site", "management", "aaa", "addresses", "profile")) {
      places.put(path + "." + key, fields.place(key));
    }
    Device device = login(named, fields, fields.text("site"), fields.text("profile"));
    if (device.bindings().isEmpty()) {
      problems.add(
          named.place(),
          "The device '" + named.name() + "' has no bindings.",
          "Add 'bindings:' with the interface that its lists are for.");
    }
    fields.end();
    return device;
  }

  private Device login(InventoryReader.Named named, Fields fields, String site, String profile) {
    Device.Transport transport =
        fields.choice("transport", List.of("ssh", "telnet")).orElse("ssh").equals("ssh")
            ? Device.Transport.SSH
            : Device.Transport.TELNET;
    String host = fields.value("address", Names::word).orElse("");
    if (!fields.has("address")) {
      fields.text("address");
    }
    SecretReader secrets = new SecretReader(named.folder(), problems);
    return new Device(
        named.name(),
        site,
        host,
        fields.integer("port", 1, 65535).orElse(transport == Device.Transport.SSH ? 22 : 23),
        transport,
        profile,
        fields.value("hostname", Names::word),
        fields.value("host-key", DeviceReader::hostKey),
        credentials(named, fields, secrets, transport),
        fields.mapping("snmp").map(snmp -> snmp(snmp, secrets)),
        fields.value("redundancy-group", Names::plain),
        fields.value("owns", Names::plain).orElse(OWNED),
        fields.value("numbers", DeviceReader::numbers),
        fields.values("management", Prefix::parse),
        fields.values("aaa", Address::parse),
        fields.values("addresses", Address::parse),
        fields.flag("legacy", false),
        fields.flag("object-groups", false),
        fields.values("tags", Names::plain),
        bindings(named, fields),
        named.place(),
        fields.place("profile"));
  }

  /** As OpenSSH writes public keys, without the comment. */
  private static String hostKey(String text) {
    int space = text.indexOf(' ');
    try {
      if (space > 0 && Base64.getDecoder().decode(text.substring(space + 1)).length > 0) {
        return Names.plain(text.substring(0, space)) + text.substring(space);
      }
    } catch (IllegalArgumentException notBase64) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "This is not an SSH public key.\nWrite its type and the key as OpenSSH does: ssh-ed25519 AAAA...");
  }

  private List<Binding> bindings(InventoryReader.Named named, Fields fields) {
    BindingReader reader = new BindingReader(problems, places);
    List<Binding> bindings = new ArrayList<>();
    for (Node.Entry entry : fields.mapping("bindings").map(Fields::all).orElse(List.of())) {
      bindings.add(reader.read("devices." + named.name() + ".bindings.", entry));
    }
    return bindings;
  }

  private Device.Credentials credentials(
      InventoryReader.Named named,
      Fields device,
      SecretReader secrets,
      Device.Transport transport) {
    Optional<Fields> given = device.mapping("credentials");
    if (given.isEmpty()) {
      problems.add(
          named.place(),
          "'" + named.name() + "' has no credentials.",
          "Add 'credentials:' with 'user' and a reference to a password or key.");
      return new Device.Credentials("", Optional.empty(), Optional.empty(), Optional.empty());
    }
    Fields fields = given.get();
    String user = fields.value("user", Names::word).orElse("");
    if (!fields.has("user")) {
      fields.text("user");
    }
    Device.Credentials credentials =
        new Device.Credentials(
            user,
            secrets.optional(fields, "password"),
            secrets.optional(fields, "key"),
            secrets.optional(fields, "privilege"));
    boolean sufficient =
        fields.has("password") || (fields.has("key") && transport == Device.Transport.SSH);
    if (!sufficient) {
      problems.add(
          fields.place(),
          "No "
              + (transport == Device.Transport.SSH ? "password or key" : "password")
              + " is named for the login.",
          "Add 'password: prompt', 'password: file:PATH', 'password: env:NAME' or 'key: agent'.");
    }
    fields.end();
    return credentials;
  }

  private Device.Snmp snmp(Fields fields, SecretReader secrets) {
    String version = fields.choice("version", List.of("2c", "3")).orElse("");
    if (!fields.has("version")) {
      fields.text("version");
    }
    int port = fields.integer("port", 1, 65535).orElse(161);
    Device.Snmp snmp =
        switch (version) {
          case "2c" -> new Device.Snmp.V2c(port, secrets.required(fields, "community"));
          case "3" -> {
            String user = fields.text("user");
            Optional<Fields> authentication = part(fields, "authentication");
            Optional<Fields> privacy = part(fields, "privacy");
            yield new Device.Snmp.V3(
                port,
                user,
                protocol(authentication, List.of("sha1", "sha224", "sha256", "sha384", "sha512")),
                password(authentication, secrets, fields),
                protocol(privacy, List.of("aes128", "aes192", "aes256", "aes192c", "aes256c")),
                password(privacy, secrets, fields));
          }
          default -> new Device.Snmp.V2c(port, new SecretReference.Prompt(fields.place()));
        };
    if (!version.isEmpty()) {
      fields.end();
    }
    return snmp;
  }

  private Optional<Fields> part(Fields fields, String key) {
    if (!fields.has(key)) {
      problems.add(
          fields.place(),
          "SNMP version 3 is used with authentication and privacy: the key '"
              + key
              + "' is missing.",
          "Add '" + key + ": {protocol: ..., password: file:PATH}'.");
    }
    return fields.mapping(key);
  }

  private String protocol(Optional<Fields> part, List<String> words) {
    part.filter(fields -> !fields.has("protocol")).ifPresent(fields -> fields.text("protocol"));
    return part.flatMap(fields -> fields.choice("protocol", words)).orElse("");
  }

  private static SecretReference password(
      Optional<Fields> part, SecretReader secrets, Fields otherwise) {
    Optional<SecretReference> password = part.map(fields -> secrets.required(fields, "password"));
    part.ifPresent(Fields::end);
    return password.orElseGet(() -> new SecretReference.Prompt(otherwise.place()));
  }

  private static Device.NumberRange numbers(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range of access-list numbers.\nWrite it as 3900-3999.");
    }
    int low = Fields.parseInteger(text.substring(0, dash).strip(), 1, 1_000_000);
    int high = Fields.parseInteger(text.substring(dash + 1).strip(), 1, 1_000_000);
    if (low > high) {
      throw new IllegalArgumentException(
          "The range " + text + " is reversed.\nWrite " + high + "-" + low + ".");
    }
    return new Device.NumberRange(low, high);
  }

  Inventory.Vantage vantage(InventoryReader.Named named) {
    places.put("vantages." + named.name(), named.place());
    Fields fields = Fields.of(named.value(), problems);
    if (!fields.has("kind")) {
      fields.text("kind");
    }
    Inventory.Vantage.Kind kind =
        switch (fields.choice("kind", List.of("local", "ssh", "simulated")).orElse("local")) {
          case "ssh" -> Inventory.Vantage.Kind.SSH;
          case "simulated" -> Inventory.Vantage.Kind.SIMULATED;
          default -> Inventory.Vantage.Kind.LOCAL;
        };
    List<Prefix> addresses = fields.values("addresses", Prefix::parse);
    Optional<Device> login =
        fields
            .mapping("login")
            .map(given -> {
              String profile = given.value("profile", Names::plain).orElse(Device.AUTO);
              Device device = login(named, given, "", profile);
              given.end();
              return device;
            });
    fields.end();
    if ((kind == Inventory.Vantage.Kind.LOCAL) == login.isPresent()) {
      problems.add(
          named.place(),
          login.isPresent()
              ? "A local vantage point needs no login."
              : "The vantage point '" + named.name() + "' has no login.",
          login.isPresent() ? "Remove 'login'." : "Add 'login:' with address and credentials.");
    }
    return new Inventory.Vantage(named.name(), kind, addresses, login, named.place());
  }

  /** The device's own keys, then those of the defaults that it does not have. */
  private Node withDefaults(Node node) {
    if (!(node instanceof Node.Mapping mapping) || defaults.isEmpty()) {
      return node;
    }
    Set<String> own = new LinkedHashSet<>();
    List<Node.Entry> entries = new ArrayList<>(mapping.entries());
    mapping.entries().forEach(entry -> own.add(entry.key().text()));
    for (Node.Entry entry : defaults.get().entries()) {
      if (!own.contains(entry.key().text())) {
        entries.add(entry);
      }
    }
    return new Node.Mapping(mapping.place(), entries);
  }
}
