package net.portcullis.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One session on a device's command line: prompt, line, answer, until it ends. */
final class Shell {
  /** In the text of a mistake: a mark stands above it. */
  private static final String MARK = "{mark}";

  private final EmulatedDevice device;
  private final Platform platform;
  private final Terminal terminal;
  private final Views views;
  private final Performer performer;
  private boolean open = true;

  Shell(EmulatedDevice device, Terminal terminal) {
    this.device = device;
    this.platform = device.platform();
    this.terminal = terminal;
    this.views = new Views(device);
    this.performer = new Performer(device, views, terminal, this);
  }

  /** Serves the session until it ends. */
  void run() {
    boolean sent = false;
    device.visits().joined(terminal);
    terminal.beforeOutput(device::settle);
    try {
      performer.begin(platform.begins());
      platform.login().banner().forEach(terminal::writeLine);
      while (open) {
        terminal.write(views.prompt().replace("\n", "\r\n"));
        String line = terminal.line(true);
        accept(line);
      }
      terminal.flush();
      sent = true;
    } catch (IOException gone) {
      // The other side has gone, or a fault cut the connection: the session is over either way.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      views.end();
      device.settle();
      device.visits().left(terminal);
      if (sent) {
        terminal.hangUp();
      } else {
        terminal.close();
      }
    }
  }

  /** Types lines into a device that has no terminal yet; a line that it refuses is our mistake. */
  static ConfigNode boot(Platform platform, Time time) {
    EmulatedDevice blank =
        new EmulatedDevice("factory", platform, ConfigNode.root(), time, Dumps.none());
    StringBuilder output = new StringBuilder();
    Shell shell = console(blank, output);
    shell.views.enter(platform.bootMode());
    for (String line : platform.boot().lines().toList()) {
      shell.take(line);
      if (!output.isEmpty()) {
        throw new IllegalStateException(
            "The boot line '" + line + "' of " + platform.name() + " is answered: " + output);
      }
    }
    return blank.runningTree();
  }

  /** Types lines at a device's console, where nothing goes wrong; gives what it answers. */
  static String type(EmulatedDevice device, List<String> lines) {
    StringBuilder output = new StringBuilder();
    Shell shell = console(device, output);
    if (!device.platform().home().equals(device.platform().start())) {
      // Who sits at the console has the privilege.
      shell.views.enter(device.platform().home());
    }
    // Nobody answers a question.
    shell.terminal.end();
    lines.forEach(shell::take);
    shell.views.end();
    device.settle();
    return output.toString();
  }

  private static Shell console(EmulatedDevice device, StringBuilder output) {
    return new Shell(
        device,
        new Terminal(
            new Terminal.Wire() {
              @Override
              public void write(byte[] bytes) {
                output.append(new String(bytes, StandardCharsets.ISO_8859_1));
              }

              @Override
              public void hangUp() {
                // Nobody is connected.
              }

              @Override
              public void close() {
                // Nobody is connected.
              }
            },
            device.time(),
            Duration.ZERO));
  }

  private void take(String line) {
    try {
      if (!blank(line)) {
        execute(line);
      }
      terminal.flush();
    } catch (IOException | InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private boolean blank(String line) {
    return line.isBlank() || line.strip().equals(platform.layout().separator());
  }

  private void accept(String line) throws IOException, InterruptedException {
    if (line.equals(Character.toString(Terminal.SUBSTITUTE))) {
      leaveByKey();
      return;
    }
    if (blank(line)) {
      return;
    }
    device.visits().typed(line);
    Optional<Fault.Behaviour> fault = device.fault(line);
    if (fault.isEmpty()) {
      execute(line);
      return;
    }
    fail(fault.get(), line);
  }

  /** Ctrl+Z is the line that the platform says, or else leaves all views. */
  private void leaveByKey() throws IOException, InterruptedException {
    Optional<String> line = platform.terminal().leave();
    if (line.isPresent() && !views.mode().name().equals(platform.home())) {
      execute(line.get());
    } else {
      views.leaveAll();
    }
  }

  private void fail(Fault.Behaviour fault, String line) throws IOException, InterruptedException {
    switch (fault) {
      case CUT_BEFORE -> cut();
      case CUT_AFTER -> {
        execute(line);
        cut();
      }
      case REJECT -> mistake(CommandMatcher.Mistake.UNRECOGNIZED, 0, line);
      case REJECT_STRANGELY -> terminal.writeLine("The operator of this device is having lunch.");
      case IGNORE, NEVER, WRONG_HOST_KEY, REFUSE_LOGIN -> {}
      case SILENT_REWRITE -> {
        performer.dropLastOption();
        execute(line);
      }
      case MISREAD -> execute(misread(line));
      case HANG -> {
        while (true) {
          terminal.key();
        }
      }
      case DELAY -> {
        terminal.flush();
        device.time().sleep(Duration.ofSeconds(5));
        execute(line);
      }
      case QUESTION -> {
        terminal.write("Shall I really do this? [Yes/No/Perhaps]: ");
        if (terminal.line(true).startsWith("y")) {
          execute(line);
        }
      }
      case NOISE -> {
        terminal.writeLine(
            "%Jan  1 00:00:00:000 2026 "
                + device.hostname()
                + " SHELL/5/SHELL_LOGIN: somebody logged in from 192.0.2.9.");
        execute(line);
      }
      case DROP_VIEW -> {
        mistake(CommandMatcher.Mistake.UNRECOGNIZED, 0, line);
        views.leaveAll();
      }
      case REBOOT -> reboot();
      case REBOOT_AFTER -> {
        execute(line);
        reboot();
      }
      case FLOOD -> {
        while (true) {
          terminal.writeLine("0123456789".repeat(100));
          terminal.flush();
        }
      }
      case HARDWARE_FULL -> {
        device.fillHardware();
        execute(line);
      }
      case WRONG_HOSTNAME -> {
        device.pretendToBe("somebody-else");
        execute(line);
      }
    }
  }

  /** The last number cut to fifteen bits, and another one where that changes nothing. */
  private static String misread(String line) {
    int end = line.length();
    while (end > 0 && !Character.isDigit(line.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < 5 && Character.isDigit(line.charAt(start - 1))) {
      start--;
    }
    if (start == end) {
      return line;
    }
    int number = Integer.parseInt(line.substring(start, end));
    int read = number > 0x7FFF ? number & 0x7FFF : number + 1;
    return line.substring(0, start) + read + line.substring(end);
  }

  private void execute(String line) throws IOException, InterruptedException {
    execute(views.mode(), line);
  }

  /** Does what a line does in another mode, without going there. */
  void execute(String mode, String line) throws IOException, InterruptedException {
    execute(views.mode(mode), line);
  }

  private void execute(Platform.Mode mode, String line) throws IOException, InterruptedException {
    switch (mode.commands().match(line, views.scope().raw())) {
      case CommandMatcher.Outcome.Matched matched -> performer.perform(matched);
      case CommandMatcher.Outcome.Failed(CommandMatcher.Mistake mistake, int column) ->
          mistake(mistake, column, line);
    }
  }

  /** A text that speaks of the mark stands below one; a word of it may be the whole line. */
  private void mistake(CommandMatcher.Mistake mistake, int column, String line) {
    String text = platform.mistakes().getOrDefault(mistake, "%");
    if (text.contains("'^'") || text.contains(MARK)) {
      terminal.writeLine(" ".repeat(lastLine(views.prompt()).length() + column) + "^");
    }
    terminal.writeLine(text.replace(MARK, "").replace("{line}", line));
  }

  private static String lastLine(String prompt) {
    return prompt.substring(prompt.lastIndexOf('\n') + 1);
  }

  /** Ends the session after what is still to be sent. */
  void quit() {
    open = false;
  }

  private void cut() throws IOException {
    terminal.close();
    throw new IOException("cut by a fault");
  }

  void reboot() throws IOException {
    terminal.flush();
    device.reboot();
    cut();
  }

  /** The mistakes' caret lines need the prompt; so do redrawn questions. */
  List<String> page(List<String> lines, boolean paging) throws IOException, InterruptedException {
    if (!paging) {
      lines.forEach(terminal::writeLine);
      return List.of();
    }
    List<String> left = new ArrayList<>(lines);
    int room = platform.terminal().lines();
    while (!left.isEmpty()) {
      if (room == 0) {
        terminal.write(platform.terminal().pager());
        int key = terminal.key();
        terminal.write(platform.terminal().erase());
        if (key == 'q' || key == 'Q' || key == Terminal.END_OF_TEXT) {
          return left;
        }
        room = key == '\r' || key == '\n' ? 1 : platform.terminal().lines();
      }
      terminal.writeLine(left.removeFirst());
      room--;
    }
    return left;
  }
}
