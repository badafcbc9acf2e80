package net.portcullis.session;

/** A conversation could not begin or go on. Unless it is said otherwise the session is closed. */
public final class SessionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What went wrong: it decides the exit status and whether a line's outcome is known. */
  public enum Kind {
    /** No connection, or no login dialogue in time. Nothing was sent. */
    UNREACHABLE,
    /** The device refused the credentials, or they could not be read. */
    LOGIN_REFUSED,
    /**
     * Host key, hostname or the like is not the pinned one. No secret was sent to a wrong host key.
     */
    WRONG_IDENTITY,
    /** The device asked or showed what the profile does not know. */
    UNKNOWN_PROMPT,
    /** The device refused to show what was to be read; the conversation itself goes on. */
    NOT_SHOWN,
    /** The connection ended, or a deadline passed: the last line's outcome is not known. */
    LOST
  }

  public SessionException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SessionException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The same, with a sentence on what it befell. */
  SessionException at(String sentence) {
    return new SessionException(kind, getMessage() + " " + sentence, this);
  }
}
