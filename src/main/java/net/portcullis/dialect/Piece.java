package net.portcullis.dialect;

import java.util.List;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/** What one field of a line said. */
sealed interface Piece {

  /** The field that said it. */
  FieldKind kind();

  record Action(Verdict verdict) implements Piece {
    @Override
    public FieldKind kind() {
      return FieldKind.ACTION;
    }
  }

  /**
   * Protocol numbers; {@code fixed} where the line's other words imply them, so that they narrow
   * what it names.
   */
  record Protocols(Ranges numbers, boolean fixed) implements Piece {
    @Override
    public FieldKind kind() {
      return FieldKind.PROTOCOL;
    }
  }

  /** Addresses of one side. */
  record Addresses(FieldKind kind, List<AddressMask> masks) implements Piece {
    public Addresses {
      masks = List.copyOf(masks);
    }
  }

  /**
   * Ports whose names are looked up when the protocol is known; {@code form} says how to take the
   * operands.
   */
  record Ports(FieldKind kind, String form, List<String> operands) implements Piece {
    public Ports {
      operands = List.copyOf(operands);
    }
  }

  /** ICMP types or codes; for the form {@code pair} both. */
  record Icmp(Ranges types, Ranges codes, String form) implements Piece {
    @Override
    public FieldKind kind() {
      return FieldKind.ICMP;
    }
  }

  record State(ConnectionState state) implements Piece {
    @Override
    public FieldKind kind() {
      return FieldKind.STATE;
    }
  }

  /** A field that takes no word, or whose word is kept as it stands. */
  record Text(FieldKind kind, String form, String text) implements Piece {}
}
