package net.portcullis.verify;

/** What the exit status of ping means: the same on this host and on others. */
final class Pings {
  private Pings() {}

  static Sight judge(int status) {
    return switch (status) {
      case 0 -> Sight.open("answered");
      case 1 -> Sight.blocked("no answer");
      case 127 -> Sight.inconclusive("there is no ping");
      default -> Sight.inconclusive("ping could not send (exit status " + status + ")");
    };
  }
}
