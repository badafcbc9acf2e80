package net.portcullis.emulator;

import java.util.function.UnaryOperator;

/** A configuration that commands change: the one that runs, or one that is to run. */
interface Editable {
  ConfigNode tree();

  /** How often it has changed. */
  long changes();

  void edit(UnaryOperator<ConfigNode> change);
}
