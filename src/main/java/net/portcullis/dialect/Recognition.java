package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;

/**
 * How a platform is told from others by its command line, before its language is known.
 *
 * @param banner words of what it shows before its first prompt; sites change banners, so that their
 *     absence says nothing
 * @param version shows what software runs; absent where the platform has no such line
 * @param says words of that answer, any of which is enough
 */
public record Recognition(
    List<TextPattern> banner, Optional<String> version, List<TextPattern> says) {
  public Recognition {
    banner = List.copyOf(banner);
    says = List.copyOf(says);
  }

  /** Of a platform of which nobody has said how it is recognised. */
  static Recognition none() {
    return new Recognition(List.of(), Optional.empty(), List.of());
  }

  /** True where an answer to the line that shows the version is this platform's. */
  public boolean saysSo(List<String> answer) {
    return answer.stream().anyMatch(line -> says.stream().anyMatch(words -> words.in(line)));
  }

  /** True where what stands before the first prompt is this platform's. */
  public boolean greets(List<String> lines) {
    return lines.stream().anyMatch(line -> banner.stream().anyMatch(words -> words.in(line)));
  }
}
