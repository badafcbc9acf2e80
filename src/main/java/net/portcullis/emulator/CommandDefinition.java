package net.portcullis.emulator;

import java.util.List;

/**
 * A command of a mode.
 *
 * @param when values of the view that it needs
 * @param actions what it does, in order
 */
record CommandDefinition(CommandGraph graph, Guard when, List<Action> actions) {

  CommandDefinition {
    actions = List.copyOf(actions);
  }
}
