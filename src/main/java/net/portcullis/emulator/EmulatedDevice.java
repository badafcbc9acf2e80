package net.portcullis.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
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
  private final Set<Terminal> terminals = ConcurrentHashMap.newKeySet();
  private final ArmedFaults faults = new ArmedFaults();
  private final List<String> typed = new ArrayList<>();
  private final LongAdder logins = new LongAdder();
  private final LongAdder lines = new LongAdder();
  private ConfigNode running;
  private ConfigNode startup;
  private Optional<RollbackTimer> timer = Optional.empty();
  private Optional<Time.Pending> restart = Optional.empty();
  private long bootedAt;
  private long changedAt;
  private long savedAt;
  private boolean hardwareFull;
  private boolean unrecorded;
  private long changes;
  private Optional<String> falseHostname = Optional.empty();
  private volatile Ports ports = new Ports(0, 0, 0);

  private record RollbackTimer(ConfigNode before, Duration delay, Time.Pending pending) {}

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
    return new Traffic(logins.sum(), lines.sum());
  }

  /** Lines typed on the device so far, in order, the newest thousand. */
  public List<String> typed() {
    return locked(() -> List.copyOf(typed));
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
    return locked(() -> timer.isPresent());
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

  void note(String line) {
    lines.increment();
    locked(() -> {
      if (typed.size() == 1000) {
        typed.removeFirst();
      }
      return typed.add(line);
    });
  }

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

  /** Starts the rollback timer, or moves its end: what it goes back to stays. */
  void arm(Duration delay) {
    lock.lock();
    try {
      ConfigNode before = timer.map(RollbackTimer::before).orElse(running);
      timer.ifPresent(armed -> armed.pending().cancel());
      timer = Optional.of(new RollbackTimer(before, delay, time.after(delay, this::fire)));
    } finally {
      lock.unlock();
    }
  }

  private void fire() {
    if (fault("timer").filter(fault -> fault == Fault.Behaviour.NEVER).isPresent()) {
      return;
    }
    revert();
  }

  /** What the timer goes back to comes back now; nothing happens where none runs. */
  void revert() {
    lock.lock();
    try {
      timer.ifPresent(armed -> {
        armed.pending().cancel();
        timer = Optional.empty();
        edit(_ -> armed.before());
        settle();
      });
    } finally {
      lock.unlock();
    }
  }

  /** Ends the rollback timer and keeps what is running; false where none runs. */
  boolean confirm() {
    lock.lock();
    try {
      timer.ifPresent(armed -> armed.pending().cancel());
      boolean ran = timer.isPresent();
      timer = Optional.empty();
      return ran;
    } finally {
      lock.unlock();
    }
  }

  /** How long the rollback timer was set to run. */
  Optional<Duration> armedFor() {
    return locked(() -> timer.map(RollbackTimer::delay));
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
      hardwareFull = false;
      bootedAt = time.nanos();
      savedAt = bootedAt;
      edit(_ -> startup);
      changedAt = bootedAt;
      settle();
    } finally {
      lock.unlock();
    }
    terminals.forEach(Terminal::close);
  }

  void joined(Terminal terminal) {
    logins.increment();
    terminals.add(terminal);
  }

  void left(Terminal terminal) {
    terminals.remove(terminal);
  }

  /** How many command-line sessions are open. */
  public int sessions() {
    return terminals.size();
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
