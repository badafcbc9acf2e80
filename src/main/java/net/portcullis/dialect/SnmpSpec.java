package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;

/**
 * What a platform's SNMP agent shows beside its command line.
 *
 * @param identity prefixes of sysObjectID that this platform answers with, dotted
 * @param scalars values worth reading: name and OID
 * @param runningChanged OID of the time of the last change of the running configuration
 * @param saved OID of the time of the last save
 * @param rules the table of access-list rules, where there is one
 * @param bindings the table of bindings, where there is one
 * @param hash OID whose text is a hash of our rules, where an agent extension gives one
 */
public record SnmpSpec(
    List<String> identity,
    List<Scalar> scalars,
    Optional<String> runningChanged,
    Optional<String> saved,
    Optional<RuleTable> rules,
    Optional<BindingTable> bindings,
    Optional<String> hash) {

  public SnmpSpec {
    identity = List.copyOf(identity);
    scalars = List.copyOf(scalars);
  }

  /** A value to read. */
  public record Scalar(String name, String oid) {}

  /**
   * A table with one row a group of rules.
   *
   * @param countColumn OID of the column that holds how many rules a list has
   * @param index how the row's index is made: of {@code {type}}, {@code {number}}, {@code {name}}
   *     (length-prefixed) and literal numbers, dotted
   */
  public record RuleTable(
      String countColumn, String index, Optional<String> typeIpv4, Optional<String> typeIpv6) {}

  /**
   * A table with one row a binding.
   *
   * @param column an OID of a column that exists exactly where the row exists
   * @param index of {@code {ifIndex}}, {@code {direction}}, {@code {type}}, {@code {name}}, {@code
   *     {number}} and literal numbers, dotted
   */
  public record BindingTable(
      String column,
      String index,
      String directionIn,
      String directionOut,
      String typeIpv4,
      String typeIpv6,
      Optional<String> statusColumn) {}
}
