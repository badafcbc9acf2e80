package net.portcullis.cli;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Hears of signals that come while the process ends. The platform has no supported way: it hands
 * them to a class outside the standard library, which is therefore looked for by name.
 */
final class SecondSignal {
  private SecondSignal() {}

  /** Does this at the next interruption; where signals cannot be had, it is never done. */
  static void then(Runnable action) {
    for (String name : List.of("INT", "TERM")) {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object runs =
            Proxy.newProxyInstance(
                SecondSignal.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  action.run();
                  return 0;
                });
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), runs);
      } catch (ReflectiveOperationException unavailable) {
        // The first interruption holds all the same; only the second goes unheard.
        return;
      }
    }
  }
}
