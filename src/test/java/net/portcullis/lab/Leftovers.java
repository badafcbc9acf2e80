package net.portcullis.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a lab leaves in the engine when its process is killed: the engine keeps networks and stopped
 * hosts over its own restart, and no second network can have the same addresses.
 */
final class Leftovers {
  private static final String OWNER = "net.portcullis.lab.owner";
  private static final String OF_TESTS = "org.testcontainers";

  private Leftovers() {}

  /** The label by which a later process knows whether this one still lives. */
  static Map<String, String> owned() {
    return Map.of(OWNER, nameOf(ProcessHandle.current()));
  }

  /** Removes the network that a dead process left on these addresses, and its hosts. */
  static void clear(DockerClient engine, String subnet) {
    for (Network network : engine.listNetworksCmd().exec()) {
      if (on(network, subnet) && network.getLabels().containsKey(OF_TESTS) && !lives(network)) {
        for (Container host :
            engine
                .listContainersCmd()
                .withShowAll(true)
                .withNetworkFilter(List.of(network.getId()))
                .exec()) {
          engine.removeContainerCmd(host.getId()).withForce(true).exec();
        }
        engine.removeNetworkCmd(network.getId()).exec();
        System.out.println("lab: removed what a killed run left on " + subnet);
      }
    }
  }

  private static boolean on(Network network, String subnet) {
    List<Network.Ipam.Config> configs = network.getIpam().getConfig();
    return configs != null
        && configs.stream().anyMatch(config -> subnet.equals(config.getSubnet()));
  }

  private static boolean lives(Network network) {
    String owner = network.getLabels().getOrDefault(OWNER, "");
    return ProcessHandle.allProcesses().anyMatch(process -> nameOf(process).equals(owner));
  }

  /** A process id alone is given again; together with its start it is not. */
  private static String nameOf(ProcessHandle process) {
    return process.pid()
        + "-"
        + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
