package net.portcullis.cli;

/** What the process ends with; scripts rely on the numbers. */
public enum ExitStatus {
  DONE(0),
  FAILED(1),
  BAD_INPUT(2),
  PENDING(3),
  UNKNOWN(4),
  NEEDS_ATTENTION(5),
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The one to report where several devices ended differently: 5 over 1 over 4 over 3 over 0. */
  public ExitStatus and(ExitStatus other) {
    return rank() >= other.rank() ? this : other;
  }

  private int rank() {
    return switch (this) {
      case DONE -> 0;
      case PENDING -> 1;
      case UNKNOWN -> 2;
      case FAILED -> 3;
      case NEEDS_ATTENTION -> 4;
      case BAD_INPUT -> 5;
      case INTERRUPTED -> 6;
    };
  }
}
