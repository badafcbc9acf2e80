package net.portcullis.session;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Something that must not be seen. It cannot be printed or compared, and can be wiped. */
public final class Secret implements AutoCloseable {
  private final char[] characters;

  private Secret(char[] characters) {
    this.characters = characters;
  }

  /** A secret of its own copy of the characters. */
  public static Secret of(char[] characters) {
    return new Secret(characters.clone());
  }

  /** The characters, as a copy that the caller wipes. */
  public char[] characters() {
    return characters.clone();
  }

  /** The UTF-8 bytes, as a copy that the caller wipes. */
  public byte[] utf8() {
    byte[] room = new byte[characters.length * 3];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return bytes;
  }

  /** Overwrites the characters; the secret is then a text of NULs. */
  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
