package net.portcullis.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory.Vantage;
import net.portcullis.session.RemoteShell;
import net.portcullis.session.SessionException;

/**
 * Sends probes from their vantage points: one packet each, without payload, to nobody but those
 * named in them.
 */
public final class Prober {
  /** Emulated devices answer at once, so that few threads serve many of them. */
  private static final int SOCKETS = 2;

  private final Duration patience;
  private final Shells shells;
  private final ExecutorService sockets = sockets();

  /** Opens a shell on a vantage host. */
  @FunctionalInterface
  public interface Shells {
    RemoteShell open(Device host) throws SessionException;
  }

  /**
   * A prober.
   *
   * @param patience how long an answer is waited for
   */
  public Prober(Duration patience, Shells shells) {
    this.patience = patience;
    this.shells = shells;
  }

  /** They come with the work and go with it. */
  private static ExecutorService sockets() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            SOCKETS,
            SOCKETS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("probe-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Sends them in order and tells what was seen of each. */
  public List<Probe.Result> send(List<Probe> probes, List<Vantage> vantages) {
    Map<String, List<Probe>> byVantage = new LinkedHashMap<>();
    for (Probe probe : probes) {
      byVantage.computeIfAbsent(probe.vantage(), _ -> new ArrayList<>()).add(probe);
    }
    List<Probe.Result> results = new ArrayList<>();
    byVantage.forEach((name, packets) -> {
      Optional<Vantage> vantage =
          vantages.stream().filter(each -> each.name().equals(name)).findFirst();
      try (Lookout lookout =
          vantage
              .map(this::lookout)
              .orElseGet(() -> new Blind("there is no vantage point '" + name + "'"))) {
        for (Probe probe : packets) {
          Sight sight = lookout.look(probe.packet());
          results.add(new Probe.Result(probe, sight.verdict(), sight.why()));
        }
      }
    });
    return results;
  }

  private Lookout lookout(Vantage vantage) {
    return switch (vantage.kind()) {
      case LOCAL -> new LocalLookout(patience);
      case SSH -> vantage.login().map(this::remote).orElseGet(() -> new Blind("it has no login"));
      case SIMULATED ->
          vantage
              .login()
              .<Lookout>map(at -> new SimulatedLookout(at.host(), at.port(), patience, sockets))
              .orElseGet(() -> new Blind("it has no address"));
    };
  }

  private Lookout remote(Device host) {
    try {
      return new RemoteLookout(shells.open(host), patience);
    } catch (SessionException unreachable) {
      return new Blind(String.valueOf(unreachable.getMessage()));
    }
  }

  /** A vantage point from which nothing can be seen. */
  private record Blind(String why) implements Lookout {
    @Override
    public Sight look(net.portcullis.acl.Packet packet) {
      return Sight.inconclusive(why);
    }

    @Override
    public void close() {}
  }
}
