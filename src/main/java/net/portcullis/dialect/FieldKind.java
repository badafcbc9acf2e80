package net.portcullis.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The fields that a profile's patterns may use, and the forms that each has. */
enum FieldKind {
  /** With a form it takes no word: the line's other words imply it. */
  ACTION("action", "", "permit", "deny"),
  PROTOCOL("protocol", "", "number"),
  /** Takes no word: the line is about this protocol. */
  IS_PROTOCOL("is-protocol", "*"),
  /** {@code first} and {@code last} are the ends of a range, which lines of a rule say apart. */
  SOURCE(
      "source",
      "host",
      "prefix",
      "prefix-mask",
      "length",
      "wildcard",
      "ones",
      "mask",
      "range",
      "span",
      "first",
      "last",
      "masked",
      "group",
      "group-4",
      "group-6"),
  DESTINATION(
      "destination",
      "host",
      "prefix",
      "prefix-mask",
      "length",
      "wildcard",
      "ones",
      "mask",
      "range",
      "span",
      "first",
      "last",
      "masked",
      "group",
      "group-4",
      "group-6"),
  /** Takes no word: any address. */
  ANY_SOURCE("any-source"),
  ANY_DESTINATION("any-destination"),
  /** Addresses of either side: the line is about packets from there and packets to there. */
  EITHER("either", "host", "prefix", "prefix-mask", "group"),
  SOURCE_PORT("source-port", "one", "not", "below", "above", "range", "dash", "list", "group"),
  DESTINATION_PORT(
      "destination-port", "one", "not", "below", "above", "range", "dash", "list", "group"),
  /** Ports of either side. */
  EITHER_PORT("either-port", "one", "dash"),
  /** One word of both sides' ports, those of the destination first: {@code 80-89:1024-65535}. */
  PORT_PAIR("port-pair"),
  /** {@code colon} is a type and its codes in one word: {@code 8:0-255}. */
  ICMP("icmp", "pair", "type", "code", "colon"),
  /** A group of protocols with their ports or types. */
  SERVICE("service", "group"),
  /** Takes no word: everything but what the line says of this dimension. */
  EXCEPT("except", "source", "destination", "source-port", "destination-port", "protocol"),
  /**
   * Takes no word: what the next field says is taken out of what the rule's other lines say of its
   * dimension. Of addresses the longest prefix decides.
   */
  WITHOUT("without"),
  /**
   * Takes no word: a rule says the words of the line but for the last one once. Another value would
   * take the first one's place, so a rule that says it twice is not understood.
   */
  ONCE("once"),
  STATE("state"),
  /** Take no word. */
  ESTABLISHED("established"),
  NOT_ESTABLISHED("not-established"),
  LATER_FRAGMENTS("later-fragments"),
  NOT_LATER_FRAGMENTS("not-later-fragments"),
  COUNTED("counted"),
  /** Takes no word: ports, types and flags are compared whatever protocol a packet has. */
  ANY_HEADER("any-header"),
  /** Takes no word: the line has a condition that packets are not compared by. */
  INEXACT("inexact"),
  /** Takes no word: the line is switched off. */
  INACTIVE("inactive"),
  /** Takes no word: of the packets that the line matches, some are dropped for being too many. */
  LIMITED("limited"),
  /** {@code both}: a binding of lists that are asked about either family. */
  FAMILY("family", "4", "6", "both"),
  /** A list's name or number; a form such as {@code 2000-2999} takes the numbers in that range. */
  LIST("list", "", "name", "number", "*"),
  /** Another name or number of the list; forms as of {@link #LIST}. */
  ALIAS("alias", "", "name", "number", "*"),
  /**
   * A name that a rule of ours bears, which says its list: the list's name, a dot and the rule's
   * identifier. Other names are not taken.
   */
  OF_LIST("of-list"),
  ID("id", "", "word"),
  /**
   * {@code joined} is two words that are read as one; {@code parent} the name up to its last dot,
   * where a unit follows; with another form the name is that form and the word: {@code
   * interface:vlan} reads 10 as vlan10.
   */
  INTERFACE("interface", "", "joined", "parent", "*"),
  /** What stands behind the last dot in the name of an interface. */
  UNIT("unit"),
  ZONE_FROM("zone-from"),
  ZONE_TO("zone-to"),
  DIRECTION("direction"),
  /** Takes no word. */
  IS_DIRECTION("is-direction", "in", "out"),
  IN_INTERFACE("in-interface"),
  OUT_INTERFACE("out-interface"),
  STATUS("status", "*"),
  UNMATCHED("unmatched", "permit", "deny", "unknown"),
  HOSTNAME("hostname"),
  /**
   * With a form it is a group of that family's addresses, whose name no other kind of group has.
   */
  GROUP("group", "", "4", "6"),
  /** Statements under a name, which other places take in by that name. */
  TEMPLATE("template"),
  /** The group in it, with forms as of {@link #GROUP}. */
  MEMBER("member", "", "4", "6"),
  SET("set"),
  /** With a form it takes that word alone. */
  CHAIN_FAMILY("chain-family", "", "*"),
  TABLE("table"),
  CHAIN("chain"),
  HOOK("hook", "", "*"),
  JUMP("jump"),
  GOTO("goto"),
  RETURN("return"),
  MAP("map"),
  COMMENT("comment"),
  /** What the word begins with ends a text of many lines; with a form, a line of that word does. */
  DELIMITER("delimiter", "", "*"),
  /** Words of no meaning to us, up to the word that the form names. */
  UP_TO("up-to", "*"),
  /** One word of no meaning to us; a form is a text with stars, and takes such words alone. */
  ANY_WORD("word", "", "*"),
  /** A whole number of no meaning to us. */
  ANY_NUMBER("number"),
  /**
   * The distance between the numbers that the device gives to the lines of a list; {@code start} is
   * the first of them.
   */
  STEP("step", "", "start"),
  /** The line's end, whatever it says. */
  REST("rest");

  private final String text;

  /** Separated by blanks: an enum's fields are to be immutable in type too. */
  private final String forms;

  FieldKind(String text, String... forms) {
    this.text = text;
    this.forms = String.join(" ", forms);
  }

  /** The name in profiles. */
  String text() {
    return text;
  }

  /** The field of a name such as {@code source}. */
  static Optional<FieldKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(name)).findFirst();
  }

  /** True where the form is one that this field has. */
  boolean has(String form) {
    List<String> known = List.of(forms.split(" ", -1));
    return known.contains(form) || (known.contains("*") && !form.isEmpty());
  }

  String knownForms() {
    return forms;
  }
}
