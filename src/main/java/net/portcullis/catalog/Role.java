package net.portcullis.catalog;

import java.util.Map;
import net.portcullis.input.Place;

/**
 * A name that flows use for one end of the traffic; the inventory gives it addresses.
 *
 * @param meanings one line by language tag, {@code en} and {@code zh}
 */
public record Role(String name, Map<String, String> meanings, Place place) {
  /** The application's servers. */
  public static final String SERVERS = "imc";

  public Role {
    meanings = Map.copyOf(meanings);
  }

  /** True for the servers' own roles: {@code imc} and {@code imc-...}. */
  public static boolean isServer(String name) {
    return name.equals(SERVERS) || name.startsWith(SERVERS + "-");
  }

  /** The component whose servers a role such as {@code imc-plat} means; empty for other roles. */
  public static String component(String name) {
    return name.startsWith(SERVERS + "-") ? name.substring(SERVERS.length() + 1) : "";
  }
}
