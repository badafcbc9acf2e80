package net.portcullis.catalog;

import java.util.List;
import java.util.Map;

/**
 * One component of the application.
 *
 * @param id such as {@code plat}
 * @param section the source's chapter, such as {@code 2}
 * @param titles by language tag
 * @param external what the source says of external ports
 * @param internal what the source says of internal ports
 * @param supplement true where its entries are ours and not the source's: off unless asked for
 */
public record Component(
    String id,
    String section,
    Map<String, String> titles,
    Statement external,
    Statement internal,
    boolean supplement,
    List<Entry> entries) {

  public Component {
    titles = Map.copyOf(titles);
    entries = List.copyOf(entries);
  }
}
