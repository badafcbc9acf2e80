package net.portcullis.emulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Texts that were made before: devices of one platform show the same statements over and over. It
 * forgets everything when it is full.
 */
final class Rendered {
  private static final int MOST = 50_000;

  private final Map<Key, List<String>> texts = new ConcurrentHashMap<>();

  /**
   * What a statement's text depends on, as long as nothing stands beneath it.
   *
   * @param values its own, then those of the statements around it
   */
  record Key(String kind, List<Map<String, String>> values) {
    Key {
      values = List.copyOf(values);
    }
  }

  /** The text, made where it is not known. */
  List<String> lines(Key key, Supplier<List<String>> render) {
    List<String> known = texts.get(key);
    if (known != null) {
      return known;
    }
    List<String> made = List.copyOf(render.get());
    if (texts.size() >= MOST) {
      texts.clear();
    }
    texts.put(key, made);
    return made;
  }
}
