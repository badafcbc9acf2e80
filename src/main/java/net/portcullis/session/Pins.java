package net.portcullis.session;

import java.util.Optional;

/** What {@code enroll} wrote down about devices: who they proved to be. */
public interface Pins {

  /**
   * The SSH host key of a device.
   *
   * @param device the device's name in the inventory
   * @return its public key as {@code type base64}, such as {@code ssh-ed25519 AAAA...}
   */
  Optional<String> hostKey(String device);
}
