package net.portcullis.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * What libraries may say on standard error: warnings, on one line each. The SSH library only what
 * is severe: what it warns of reaches people through our own messages, and at its finest levels it
 * prints the bytes of a session.
 */
public final class QuietLogging {

  /** Called by the JVM's logging when it first starts. */
  public QuietLogging() throws IOException {
    String settings =
        """
        handlers=java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level=WARNING
        java.util.logging.SimpleFormatter.format=%4$s: %3$s: %5$s%n
        .level=WARNING
        org.apache.sshd.level=SEVERE
        org.snmp4j.level=SEVERE
        """;
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
