package net.portcullis.session;

import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;

/**
 * Opens conversations. The one collaborator through which anything reaches a device's command line.
 */
public interface Dialer {

  /** Connects, checks the host key, logs in, checks the hostname, switches the pager off. */
  Conversation connect(Device device, Dialect dialect) throws SessionException;
}
