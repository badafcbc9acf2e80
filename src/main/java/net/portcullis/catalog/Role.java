package net.portcullis.catalog;

import java.util.Map;
import net.portcullis.input.Place;

/**
 * A name that flows use for one end of the traffic; the inventory gives it addresses.
 *
 * @param meanings one line by language tag, {@code en} and {@code zh}
 */
public record Role(String name, Map<String, String> meanings, Place place) {
  public Role {
    meanings = Map.copyOf(meanings);
  }
}
