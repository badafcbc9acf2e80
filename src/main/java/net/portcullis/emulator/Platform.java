package net.portcullis.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A platform's behaviour, as its YAML file tells it.
 *
 * @param types types of the values, by kind of statement and name of the value
 * @param words translations of values for displays and tables, by name
 * @param rendered texts of its statements that were made before
 * @param begins what a session does before its banner and its first prompt
 * @param example the interface that the example inventory binds lists to
 * @param start the mode that a session begins in
 * @param home the mode that leaving all views leads to, where the session came through it
 * @param savesItself what runs is what the device starts with
 * @param boot lines typed at the factory: the configuration that a device starts with
 */
record Platform(
    String name,
    Map<String, String> capabilities,
    Login login,
    List<Action> begins,
    Terminal terminal,
    Map<CommandMatcher.Mistake, String> mistakes,
    Map<String, Map<String, ValueType>> types,
    Map<String, Map<String, String>> words,
    Map<String, Kind> kinds,
    Map<String, Mode> modes,
    String start,
    String example,
    String home,
    boolean savesItself,
    String boot,
    String bootMode,
    Identity identity,
    Layout layout,
    Filtering filtering,
    List<SnmpEntry> snmp,
    Rendered rendered) {

  Platform {
    capabilities = Map.copyOf(capabilities);
    begins = List.copyOf(begins);
    mistakes = Map.copyOf(mistakes);
    types = Map.copyOf(types);
    words = Map.copyOf(words);
    kinds = Map.copyOf(kinds);
    modes = Map.copyOf(modes);
    snmp = List.copyOf(snmp);
  }

  /** The value of a capability that the device has. */
  Optional<String> capability(String capability) {
    return Optional.ofNullable(capabilities.get(capability));
  }

  /** What is shown before and at the login. */
  record Login(List<String> banner, String username, String password, String refused) {
    public Login {
      banner = List.copyOf(banner);
    }
  }

  /**
   * The terminal.
   *
   * @param pager what stands below a full page
   * @param lines how many lines a page has
   * @param backspaces the cursor goes back byte by byte, not by one sequence
   * @param leave the line that Ctrl+Z stands for
   */
  record Terminal(String pager, int lines, boolean backspaces, Optional<String> leave) {
    /** What takes the pager's line away: back, blanks, back again. */
    String erase() {
      String back = backspaces ? "\b".repeat(pager.length()) : "\u001b[" + pager.length() + "D";
      return back + " ".repeat(pager.length()) + back;
    }
  }

  /**
   * A mode.
   *
   * @param prompt over the values of the view's statement and {@code hostname}
   */
  record Mode(String name, Template prompt, CommandMatcher commands) {}

  /** Where the device's name stands in its configuration. */
  record Identity(String kind, String field) {}

  /**
   * How a configuration is displayed.
   *
   * @param separator stands before each part
   * @param end the last lines
   * @param indent before a line beneath another
   * @param rootIndent before a line that stands beneath none and has none beneath it
   */
  record Layout(String separator, List<String> end, String indent, String rootIndent) {
    public Layout {
      end = List.copyOf(end);
    }
  }

  /**
   * What the configuration means to a packet.
   *
   * @param binding the kind of statement that applies a list; its parent is the interface
   * @param interfaceName over the parent's values
   * @param direction over the binding's values: {@code in} or {@code out}
   * @param family over the binding's values: {@code 4} or {@code 6}
   * @param list the kind of list, over the binding's values
   * @param listKey the list's key, over the binding's values
   * @param denyUnmatched a statement that, where it is, denies what no line matches
   * @param unmatchedDenied what becomes of it otherwise
   * @param otherwise for which bindings that is the other way round
   * @param implicit lines behind those of a list that has any, by family
   * @param missingPermits what a binding to a list that is not there, or is empty, does
   */
  record Filtering(
      String binding,
      Template interfaceName,
      Template direction,
      Template family,
      Template list,
      Template listKey,
      Optional<String> denyUnmatched,
      boolean unmatchedDenied,
      Optional<Guard> otherwise,
      Map<String, List<Map<String, String>>> implicit,
      boolean missingPermits) {
    public Filtering {
      implicit = Map.copyOf(implicit);
    }
  }

  /**
   * Values that the SNMP agent shows.
   *
   * @param rows the statements that have a row each, outermost first; none for a scalar
   * @param oid over the row's values
   */
  record SnmpEntry(List<Action.Selector> rows, Template oid, String type, Template value) {
    public SnmpEntry {
      rows = List.copyOf(rows);
    }
  }
}
