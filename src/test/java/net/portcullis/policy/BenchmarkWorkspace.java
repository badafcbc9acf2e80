package net.portcullis.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes deployments of any size as the files that a person would write. */
final class BenchmarkWorkspace {
  private static final int LONG_SIDE = 4;
  private static final int ROWS = 20;

  private final Random random = new Random(20260601);
  private final Path folder;
  private final int servers;
  private final int components;
  private final int roles;
  private final int prefixes;

  /** The components are spread over the servers; each role has so many prefixes. */
  BenchmarkWorkspace(Path folder, int servers, int components, int roles, int prefixes) {
    this.folder = folder;
    this.servers = servers;
    this.components = components;
    this.roles = roles;
    this.prefixes = prefixes;
  }

  /**
   * Each component is spoken to by every role.
   *
   * @param ownPorts each pair has a port of its own, so that nothing can be merged; else one port
   *     serves all roles of a component
   */
  void everyRoleToEveryComponent(boolean ownPorts) throws IOException {
    for (int component = 0; component < components; component++) {
      List<String> flows = new ArrayList<>();
      for (int role = 0; role < roles; role++) {
        int port = ownPorts ? 1024 + component * roles + role : 1024 + component;
        flows.add(flow("role-" + role, "imc", port));
      }
      component(component, flows);
    }
    vocabulary();
    inventory("stateless");
  }

  /** Rules whose sources and destinations are both many, each rule with a port of its own. */
  void someRolesToSomeRoles() throws IOException {
    for (int component = 0; component < components; component++) {
      List<String> flows = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        int number = component * ROWS + i;
        for (int from = 0; from < LONG_SIDE; from++) {
          for (int to = 0; to < LONG_SIDE; to++) {
            flows.add(
                flow(
                    "role-" + (number * 7 + from * (1 + component)) % roles,
                    "inner-" + (number * 3 + to * (1 + component)) % roles,
                    1024 + number));
          }
        }
      }
      component(component, flows.stream().distinct().toList());
    }
    vocabulary();
    inventory("stateless");
  }

  /**
   * The same deployment as {@link #everyRoleToEveryComponent} with ports of their own, in the words
   * of capirca: definitions in {@code def}, a policy in {@code pol}.
   */
  void asPeerPolicy() throws IOException {
    StringBuilder networks = new StringBuilder("SERVERS =");
    for (int server = 0; server < servers; server++) {
      networks.append(" 10.1.0.%d/32\n".formatted(2 * server + 1));
    }
    for (int role = 0; role < roles; role++) {
      networks.append("ROLE_%d = ".formatted(role));
      networks.append(list("172", role).replace(", ", "\n  ")).append('\n');
    }
    StringBuilder services = new StringBuilder();
    StringBuilder policy = new StringBuilder("header {\n  target:: cisco gate extended\n}\n");
    for (int component = 0; component < components; component++) {
      for (int role = 0; role < roles; role++) {
        int port = 1024 + component * roles + role;
        services.append("S_%d = %d/tcp\n".formatted(port, port));
        policy.append(
            """
            term t-%d {
              source-address:: ROLE_%d
              destination-address:: SERVERS
              destination-port:: S_%d
              protocol:: tcp
              action:: accept
            }
            """
                .formatted(port, role, port));
      }
    }
    write("def/all.net", networks.toString());
    write("def/all.svc", services.toString());
    write("pol/gate.pol", policy.toString());
    Files.createDirectories(folder.resolve("out"));
  }

  private static String flow(String from, String to, int port) {
    return "      - {from: %s, to: %s, protocol: tcp, ports: [%d], basis: stated}\n"
        .formatted(from, to, port);
  }

  private void component(int number, List<String> flows) throws IOException {
    write(
        "catalog/bench/c" + number + ".yaml",
        """
        component: c%d
        section: "%d"
        titles: {en: "A component", zh: "组件"}
        external: ports
        internal: none
        entries:
          - id: c%d-1
            scope: external
            section: "%d.1"
            row: 1
            protocols: [tcp]
            ports: [1024-65535]
            description: {en: "A row.", zh: "一行。"}
            flows:
        """
                .formatted(number, number + 1, number, number + 1)
            + String.join("", flows));
  }

  private void vocabulary() throws IOException {
    StringBuilder text = new StringBuilder("roles:\n  imc: {en: The servers., zh: 服务器。}\n");
    for (int role = 0; role < roles; role++) {
      text.append("  role-%d: {en: A role., zh: 角色。}\n".formatted(role));
      text.append("  inner-%d: {en: A role., zh: 角色。}\n".formatted(role));
    }
    write("catalog/bench/roles.yaml", text.toString());
  }

  private void inventory(String profile) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            catalog: bench
            sites:
              here:
                zones:
                  inside: [10.0.0.0/9]
                  outside: {rest: true}
            servers:
            """);
    for (int server = 0; server < servers; server++) {
      List<String> carried = new ArrayList<>();
      for (int component = server; component < components; component += servers) {
        carried.add("c" + component);
      }
      text.append(
          "  s%d: {site: here, addresses: [10.1.0.%d], components: %s, primary: %b}\n"
              .formatted(server, 2 * server + 1, carried, server == 0));
    }
    text.append("roles:\n");
    for (int role = 0; role < roles; role++) {
      text.append("  role-%d: [%s]\n".formatted(role, list("172", role)));
      text.append("  inner-%d: [%s]\n".formatted(role, list("10", role % 64 + 64)));
    }
    text.append(
        """
        devices:
          gate:
            site: here
            address: 10.0.0.1
            profile: %s
            credentials: {user: a, key: agent}
            bindings:
              b:
                interface: Vlan-interface20
                direction: out
                faces: inside
                inside: inside
                outside: outside
                ipv6: absent
        """
            .formatted(profile));
    write("inventory/deployment.yaml", text.toString());
    // The platform's own limit would refuse to say lists of this length.
    write(
        "device-profiles/stateless.yaml",
        """
        profile: stateless
        title: A platform without limits
        extends: h3c-comware7
        limits: {lines-per-list: 1000000}
        write: {ids: {first: 0, step: 1, last: 4000000}}
        """);
    Files.copy(
        Path.of("device-profiles/h3c-comware7.yaml"),
        folder.resolve("device-profiles/h3c-comware7.yaml"));
  }

  /** Prefixes of different lengths of which no two join. */
  private String list(String first, int second) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < prefixes; i++) {
      int length = 29 + random.nextInt(3);
      list.add("%s.%d.%d.%d/%d".formatted(first, second, i / 16, i % 16 * 16, length));
    }
    return String.join(", ", list);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
