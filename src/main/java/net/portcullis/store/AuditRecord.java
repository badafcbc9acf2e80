package net.portcullis.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * One event that somebody may ask about later. Each holds the hash of the one before it, so that a
 * record cannot be changed, removed or slipped in without all later ones showing it.
 *
 * @param seq 1-based, without gaps
 * @param run the run it belongs to, empty where none
 * @param device empty where it concerns no single one
 * @param previous the hash of the record before, empty text for the first
 * @param hash SHA-256 over everything above, in hexadecimal
 */
public record AuditRecord(
    long seq,
    Instant at,
    String run,
    String device,
    String event,
    String detail,
    String previous,
    String hash) {

  static AuditRecord after(
      long seq,
      String previous,
      Instant at,
      String run,
      String device,
      String event,
      String detail) {
    return new AuditRecord(
        seq,
        at,
        run,
        device,
        event,
        detail,
        previous,
        hash(seq, previous, at, run, device, event, detail));
  }

  /** True where the record is what it was when it was written. */
  boolean intact() {
    return hash.equals(hash(seq, previous, at, run, device, event, detail));
  }

  private static String hash(
      long seq,
      String previous,
      Instant at,
      String run,
      String device,
      String event,
      String detail) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String field :
          List.of(
              Long.toString(seq),
              previous,
              Long.toString(at.toEpochMilli()),
              run,
              device,
              event,
              detail)) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyRuntimeHasIt) {
      throw new IllegalStateException(everyRuntimeHasIt);
    }
  }
}
