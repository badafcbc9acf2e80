package net.portcullis.lab;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Client network, Linux router, server network, each host a container of its own. Client and server
 * answer on every port, so that a port that does not answer was closed by the router.
 */
public final class ContainerLab implements AutoCloseable {
  /** The router as the client network, and so this process, sees it. */
  public static final String ROUTER = "10.91.1.2";

  public static final String CLIENT = "10.91.1.3";
  public static final String SERVER = "10.91.2.3";

  private static final String ROUTER_BEFORE_SERVER = "10.91.2.2";
  private static final Path IMAGE = Path.of("src/test/resources/lab/image");

  private final List<Runnable> opened = new ArrayList<>();
  public final GenericContainer<?> router;
  public final GenericContainer<?> client;
  public final GenericContainer<?> server;

  /** Why no lab can run here; empty where one can. */
  static String obstacle() {
    try {
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return "No Docker engine answers here.";
      }
      baseImage();
      return "";
    } catch (IOException | IllegalStateException reason) {
      return String.valueOf(reason.getMessage());
    }
  }

  public ContainerLab() throws Exception {
    try {
      ImageFromDockerfile image =
          new ImageFromDockerfile("portcullis-lab:test", false)
              .withFileFromPath(".", IMAGE)
              .withBuildArg("BASE", baseImage());
      Network clients = network("10.91.1");
      Network servers = network("10.91.2");
      router = start(image, clients, ROUTER, "router");
      router
          .getDockerClient()
          .connectToNetworkCmd()
          .withNetworkId(servers.getId())
          .withContainerId(router.getContainerId())
          .withContainerNetwork(new ContainerNetwork().withIpv4Address(ROUTER_BEFORE_SERVER))
          .exec();
      client = start(image, clients, CLIENT, "host");
      server = start(image, servers, SERVER, "host");
      run(client, "ip route add 10.91.2.0/24 via " + ROUTER);
      run(server, "ip route add 10.91.1.0/24 via " + ROUTER_BEFORE_SERVER);
    } catch (Exception failed) {
      close();
      throw failed;
    }
  }

  /** Runs a shell line as root and gives its output; a failure is the test's failure. */
  public static String run(GenericContainer<?> host, String line)
      throws IOException, InterruptedException {
    ExecResult result = host.execInContainer("bash", "-c", line);
    if (result.getExitCode() != 0) {
      throw new IllegalStateException(
          "'%s' ended with %d: %s%s"
              .formatted(line, result.getExitCode(), result.getStdout(), result.getStderr()));
    }
    return result.getStdout();
  }

  /** Sends real packets from a host: each line {@code tcp|udp|icmp SOURCE DESTINATION PORT}. */
  public static List<String> probe(GenericContainer<?> from, List<String> packets)
      throws IOException, InterruptedException {
    String lines =
        Base64.getEncoder()
            .encodeToString(
                (String.join("\n", packets) + "\n").getBytes(StandardCharsets.US_ASCII));
    return run(from, "base64 -d <<<'" + lines + "' | probe").lines().sorted().toList();
  }

  @Override
  public void close() {
    opened.reversed().forEach(Runnable::run);
    opened.clear();
  }

  private Network network(String prefix) {
    String subnet = prefix + ".0/24";
    Leftovers.clear(DockerClientFactory.instance().client(), subnet);
    Network network =
        Network.builder()
            .createNetworkCmdModifier(command ->
                command
                    .withLabels(Leftovers.owned())
                    .withIpam(
                        new Ipam()
                            .withConfig(
                                new Ipam.Config().withSubnet(subnet).withGateway(prefix + ".1"))))
            .build();
    opened.add(network::close);
    network.getId();
    return network;
  }

  private GenericContainer<?> start(
      ImageFromDockerfile image, Network network, String address, String role) {
    GenericContainer<?> host =
        new GenericContainer<>(image)
            .withNetwork(network)
            .withCommand("/usr/local/sbin/start", role)
            .withCreateContainerCmdModifier(command -> shape(command, address, role))
            .waitingFor(Wait.forLogMessage(".*lab: ready.*", 1))
            .withStartupTimeout(Duration.ofSeconds(60))
            .withLogConsumer(ContainerLab::tell);
    opened.add(host::close);
    host.start();
    return host;
  }

  private static void shape(CreateContainerCmd command, String address, String role) {
    command
        .withHostName(role)
        .withIpv4Address(address)
        .getHostConfig()
        // The routing daemons ask for the second one before they start.
        .withCapAdd(Capability.NET_ADMIN, Capability.SYS_ADMIN)
        .withSysctls(Map.of("net.ipv4.ip_forward", "1", "net.ipv6.conf.all.disable_ipv6", "0"));
  }

  private static void tell(OutputFrame frame) {
    String line = frame.getUtf8String().strip();
    if (!line.isEmpty()) {
      System.out.println(line);
    }
  }

  private static String baseImage() throws IOException {
    Process script = new ProcessBuilder("src/test/lab/base-image").start();
    script.getOutputStream().close();
    String image =
        new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String trouble =
        new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (image.isEmpty()) {
      throw new IllegalStateException(trouble);
    }
    return image;
  }
}
