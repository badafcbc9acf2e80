package net.portcullis.session;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.TextPattern;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.PropertyResolverUtils;
import org.jspecify.annotations.Nullable;

/**
 * Answers the one challenge that is a request for the password, once, and only where the password
 * was not already tried; any other challenge stays unanswered.
 */
final class PasswordPrompt implements UserInteraction, PasswordAuthenticationReporter {
  private static final List<TextPattern> USUAL = List.of(new TextPattern("Password:"));

  private final Optional<Secret> password;
  private final List<TextPattern> patterns;
  private boolean given;

  PasswordPrompt(Optional<Secret> password, List<TextPattern> patterns) {
    this.password = password;
    this.patterns = List.copyOf(patterns);
  }

  /** The library would answer by itself whatever has the word password in it. */
  static void dontGuess(ClientSession session) {
    PropertyResolverUtils.updateProperty(session, AUTO_DETECT_PASSWORD_PROMPT, false);
  }

  @Override
  public boolean isInteractionAllowed(@Nullable ClientSession session) {
    return true;
  }

  @Override
  public synchronized String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String lang,
      String[] prompts,
      boolean[] echo) {
    if (given || password.isEmpty() || prompts.length != 1 || echo[0] || !expected(prompts[0])) {
      return null;
    }
    given = true;
    return new String[] {new String(password.get().characters())};
  }

  @Override
  public synchronized void signalAuthenticationAttempt(
      ClientSession session,
      String service,
      String oldPassword,
      boolean modified,
      String newPassword) {
    given = true;
  }

  /** A password that the device calls expired is changed by a person, not here. */
  @Override
  public @Nullable String getUpdatedPassword(ClientSession session, String prompt, String lang) {
    return null;
  }

  private boolean expected(String prompt) {
    return Sight.whole(USUAL, prompt) || Sight.whole(patterns, prompt);
  }
}
