package net.portcullis.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;

/** One emulated device: what it holds, what goes wrong on it, and where it listens. */
public final class EmulatedDevice {
  private final String name;
  private final Platform platform;
  private final Time time;
  private final Recorder recorder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Visits visits = new Visits();
  private final ArmedFaults faults = new ArmedFaults();
  private final Editable editable =
      new Editable() {
        @Override
        public ConfigNode tree() {
          return runningTree();
        }

        @Override
        public long changes() {
          return EmulatedDevice.this.changes();
        }

        @Override
        public void edit(UnaryOperator<ConfigNode> change) {
          EmulatedDevice.this.edit(change);
        }
      };
  private final Candidates candidates = new Candidates(editable);
  private final RollbackTimer timer;
  private ConfigNode running;
  private ConfigNode startup;
  private Optional<Time.Pending> restart = Optional.empty();
  private long bootedAt;
  private long changedAt;
  private long savedAt;
  private boolean hardwareFull;
  private boolean unrecorded;
  private long changes;
  private Optional<String> falseHostname = Optional.empty();
  private volatile Ports ports = new Ports(0, 0, 0);

  /** Told of what changed, before the line that changed it is answered. */
  interface Recorder {
    void running(EmulatedDevice device);

    void startup(EmulatedDevice device);
  }

  /**
   * Where the device listens on 127.0.0.1.
   *
   * @param cli TCP, SSH or Telnet
   * @param snmp UDP
   * @param probe TCP, for simulated probes
   */
  public record Ports(int cli, int snmp, int probe) {}

  /** What a device has served since it was started. */
  public record Traffic(long logins, long lines) {}

  EmulatedDevice(String name, Platform platform, ConfigNode factory, Time time, Recorder recorder) {
    this.name = name;
    this.platform = platform;
    this.time = time;
    this.recorder = recorder;
    this.timer = new RollbackTimer(time, this::fire, this::bringBack);
    this.running = named(platform, factory, name);
    this.startup = running;
    this.bootedAt = time.nanos();
    this.changedAt = bootedAt;
    this.savedAt = bootedAt;
    recorder.startup(this);
    recorder.running(this);
  }

  private static ConfigNode named(Platform platform, ConfigNode root, String name) {
    Platform.Identity identity = platform.identity();
    List<ConfigNode> children = new ArrayList<>();
    for (ConfigNode child : root.children()) {
      children.add(
          child.kind().equals(identity.kind())
              ? child.withValues(java.util.Map.of(identity.field(), name))
              : child);
    }
    return new ConfigNode(root.kind(), root.key(), root.values(), children);
  }

  public String name() {
    return name;
  }

  public Ports ports() {
    return ports;
  }

  void listensOn(Ports where) {
    ports = where;
  }

  Platform platform() {
    return platform;
  }

  /**
   * The password of its login and of its privilege, its SNMP community and its SNMP passphrases:
   * the setting {@code secret}, or {@code portcullis}.
   */
  String secret() {
    return platform.capabilities().getOrDefault("secret", "portcullis");
  }

  Time time() {
    return time;
  }

  /** The running configuration in the platform's own text, lines ended by line feeds. */
  public String running() {
    return text(runningTree());
  }

  /** The startup configuration. */
  public String startup() {
    return text(startupTree());
  }

  private String text(ConfigNode root) {
    return String.join("\n", new ConfigText(platform).lines(root, List.of())) + "\n";
  }

  ConfigNode runningTree() {
    return locked(() -> running);
  }

  /** How often the running configuration has changed. */
  long changes() {
    return locked(() -> changes);
  }

  ConfigNode startupTree() {
    return locked(() -> startup);
  }

  /** What its prompt says. */
  public String hostname() {
    Platform.Identity identity = platform.identity();
    return locked(() ->
        falseHostname.orElseGet(() ->
            running.childrenOf(identity.kind()).stream()
                .flatMap(node -> Optional.ofNullable(node.values().get(identity.field())).stream())
                .findFirst()
                .orElse(name)));
  }

  /** How many sessions have reached the prompt, and how many lines were typed in them. */
  public Traffic traffic() {
    return visits.traffic();
  }

  /** Lines typed on the device so far, in order, the newest thousand. */
  public List<String> typed() {
    return visits.typed();
  }

  /** The questions that it has asked so far, each once. */
  public Set<String> asked() {
    return visits.asked();
  }

  /** What was typed at its questions, in order: also what belonged nowhere. */
  public List<String> answers() {
    return visits.answers();
  }

  /**
   * Types lines at the device's console, beginning where its views are left to, as somebody would
   * who knows nothing of us. No fault befalls them.
   *
   * @return what the device answers
   */
  public String type(String... lines) {
    return Shell.type(this, List.of(lines));
  }

  /**
   * What the lists mean that filter at an interface, as the device itself takes them: one list
   * each.
   *
   * @param direction {@code in} or {@code out}
   */
  public List<AccessList> filters(String interfaceName, String direction, Family family) {
    return new PacketFilters(this).filters(interfaceName, direction, family);
  }

  /** True while a timer will bring back an earlier configuration. */
  public boolean rollbackArmed() {
    return locked(timer::runs);
  }

  /** Hundredths of a second since the device started. */
  long uptime() {
    return locked(() -> hundredths(time.nanos()));
  }

  long changedUptime() {
    return locked(() -> hundredths(changedAt));
  }

  long savedUptime() {
    return locked(() -> hundredths(savedAt));
  }

  private long hundredths(long nanos) {
    return Math.max(0, (nanos - bootedAt) / 10_000_000);
  }

  /** True where nothing more fits into the hardware, so that what is bound does not filter. */
  boolean hardwareFull() {
    return locked(() -> hardwareFull);
  }

  // --- what commands do ---

  /** Changes the running configuration. */
  void edit(UnaryOperator<ConfigNode> change) {
    lock.lock();
    try {
      ConfigNode before = running;
      running = change.apply(before);
      if (!running.equals(before)) {
        changedAt = time.nanos();
        unrecorded = true;
        changes++;
        if (platform.savesItself()) {
          startup = running;
          savedAt = changedAt;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells what has changed since the last time. Called before anybody is answered: lines that came
   * together are told together.
   */
  void settle() {
    lock.lock();
    try {
      if (unrecorded) {
        unrecorded = false;
        recorder.running(this);
        if (platform.savesItself()) {
          recorder.startup(this);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void save() {
    lock.lock();
    try {
      startup = running;
      savedAt = time.nanos();
      settle();
      recorder.startup(this);
    } finally {
      lock.unlock();
    }
  }

  /** The running configuration, as something that commands change. */
  Editable editable() {
    return editable;
  }

  Candidates candidates() {
    return candidates;
  }

  /**
   * Starts the rollback timer, or moves its end: what it goes back to stays.
   *
   * @param by the candidate whose commit starts it
   */
  void arm(Duration delay, Optional<String> by) {
    locked(() -> {
      timer.arm(running, delay, by);
      return true;
    });
  }

  private void fire() {
    if (fault("timer").filter(fault -> fault == Fault.Behaviour.NEVER).isEmpty()) {
      revert();
    }
  }

  private void bringBack(ConfigNode before) {
    candidates.committed(running);
    edit(_ -> before);
    settle();
  }

  /** What the timer goes back to comes back now; nothing happens where none runs. */
  void revert() {
    locked(() -> {
      timer.by().ifPresent(candidates::drop);
      timer.revert();
      return true;
    });
  }

  /** Ends the rollback timer and keeps what is running; false where none runs. */
  boolean confirm() {
    return locked(() -> {
      timer.by().ifPresent(candidates::complete);
      return timer.confirm();
    });
  }

  /** How long the rollback timer was set to run. */
  Optional<Duration> armedFor() {
    return locked(timer::delay);
  }

  /** How long it still runs. */
  Optional<Duration> armedStill() {
    return locked(timer::left);
  }

  /** The candidate whose commit started it. */
  Optional<String> armedBy() {
    return locked(timer::by);
  }

  /** True where running is not startup. */
  boolean unsaved() {
    return locked(() -> !running.equals(startup));
  }

  /** Restarts later, without saving. */
  void rebootAfter(Duration delay) {
    lock.lock();
    try {
      cancelReboot();
      restart = Optional.of(time.after(delay, this::reboot));
    } finally {
      lock.unlock();
    }
  }

  /** False where no restart was to come. */
  boolean cancelReboot() {
    lock.lock();
    try {
      restart.ifPresent(Time.Pending::cancel);
      boolean planned = restart.isPresent();
      restart = Optional.empty();
      return planned;
    } finally {
      lock.unlock();
    }
  }

  /** Restarts: every session ends, timers are forgotten, the startup configuration runs. */
  public void reboot() {
    lock.lock();
    try {
      confirm();
      cancelReboot();
      candidates.clear();
      hardwareFull = false;
      bootedAt = time.nanos();
      savedAt = bootedAt;
      edit(_ -> startup);
      changedAt = bootedAt;
      settle();
    } finally {
      lock.unlock();
    }
    visits.end();
  }

  Visits visits() {
    return visits;
  }

  /** How many command-line sessions are open. */
  public int sessions() {
    return visits.open();
  }

  // --- faults ---

  /** Lets something go wrong from now on. */
  public void add(Fault fault) {
    faults.add(fault);
  }

  /** From now on nothing more goes wrong; what has gone wrong stays. */
  public void clearFaults() {
    faults.clear();
  }

  /** What goes wrong at this line, if anything does. */
  Optional<Fault.Behaviour> fault(String line) {
    return faults.at(line);
  }

  void fillHardware() {
    locked(() -> hardwareFull = true);
  }

  void pretendToBe(String hostname) {
    locked(() -> falseHostname = Optional.of(hostname));
  }

  private <T> T locked(java.util.function.Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
