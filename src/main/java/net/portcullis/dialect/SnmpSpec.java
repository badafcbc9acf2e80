package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;

/**
 * What a platform's SNMP agent shows beside its command line. Every OID is dotted decimal.
 *
 * @param identity prefixes of sysObjectID that this platform answers with
 * @param describes words that its sysDescr holds, with {@code *} for anything, where the prefix is
 *     not enough
 * @param scalars values worth reading, with nothing to compare them with
 * @param runningChanged when the running configuration last changed, in hundredths of a second
 *     since the start
 * @param saved when it was last saved, likewise
 * @param rules tables that hold the number of a list's rules: the first that fits the list is read
 * @param bindings tables that hold what is bound where: the first that fits is read
 * @param resources a table of what the hardware holds
 * @param extension a program's output, for agents that have no table
 */
public record SnmpSpec(
    List<String> identity,
    Optional<String> describes,
    List<Scalar> scalars,
    Optional<String> runningChanged,
    Optional<String> saved,
    List<RuleTable> rules,
    List<BindingTable> bindings,
    Optional<ResourceTable> resources,
    Optional<Extension> extension) {

  public SnmpSpec {
    identity = List.copyOf(identity);
    scalars = List.copyOf(scalars);
    rules = List.copyOf(rules);
    bindings = List.copyOf(bindings);
  }

  /** For platforms whose agent nobody has described. */
  public static SnmpSpec none() {
    return new SnmpSpec(
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A value to read. */
  public record Scalar(String name, String oid) {}

  /** A value that says that a table can be relied upon. */
  public record Ready(String oid, int value) {}

  /** A table's number for each family. */
  public record FamilyIndex(int ipv4, int ipv6) {}

  /**
   * A table with one row a list.
   *
   * @param count the column that holds how many rules the list has
   * @param index how a row is found
   */
  public record RuleTable(
      String count, List<IndexPart> index, FamilyIndex family, Optional<Ready> ready) {
    public RuleTable {
      index = List.copyOf(index);
    }
  }

  /**
   * A table with one row a binding.
   *
   * @param column a column that exists exactly where the row exists
   * @param index how a row is found; the list's name or number comes last
   * @param status the column that says whether the hardware took the list, and the value for yes
   */
  public record BindingTable(
      String column,
      List<IndexPart> index,
      int in,
      int out,
      FamilyIndex family,
      Optional<Ready> status,
      Optional<Ready> ready) {
    public BindingTable {
      index = List.copyOf(index);
    }
  }

  /**
   * A table with one row for each part of the hardware.
   *
   * @param total the column of all entries
   * @param taken columns of entries that are in use or kept back
   * @param description the column that names the part
   * @param about words of the names of those parts that hold lines of lists
   */
  public record ResourceTable(
      String total, List<String> taken, String description, List<TextPattern> about) {
    public ResourceTable {
      taken = List.copyOf(taken);
      about = List.copyOf(about);
    }
  }

  /**
   * What an extension of the agent prints.
   *
   * @param hash OID of a text that changes whenever the filter does
   * @param rules OID of a text that holds how many rules of ours there are
   */
  public record Extension(String hash, String rules) {}

  /** A part of a row's index. */
  public sealed interface IndexPart {
    /** Always the same numbers. */
    record Fixed(int number) implements IndexPart {}

    /** The family's number. */
    record OfFamily() implements IndexPart {}

    /** The direction's number. */
    record OfDirection() implements IndexPart {}

    /** The interface's number in the agent's table of interfaces. */
    record OfInterface() implements IndexPart {}

    /** The list's name: its length, then its characters. */
    record ListName() implements IndexPart {}

    /** The list's number; such a table has no row for a list with a name. */
    record ListNumber() implements IndexPart {}
  }
}
