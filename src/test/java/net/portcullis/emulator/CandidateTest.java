package net.portcullis.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of edits that wait, on their way into what runs. */
class CandidateTest {
  private static final ConfigNode.ChildOrder AS_ADDED = (_, _) -> false;

  private final Held running = new Held();
  private final Candidates candidates = new Candidates(running);

  /** A configuration of words. */
  private static final class Held implements Editable {
    private ConfigNode root = ConfigNode.root();
    private long changes;

    @Override
    public ConfigNode tree() {
      return root;
    }

    @Override
    public long changes() {
      return changes;
    }

    @Override
    public void edit(UnaryOperator<ConfigNode> change) {
      root = change.apply(root);
      changes++;
    }
  }

  private static void add(Editable to, String word) {
    to.edit(root -> root.with(new ConfigNode("word", word, Map.of(), List.of()), AS_ADDED));
  }

  private static void remove(Editable from, String word) {
    from.edit(root -> root.without(node -> node.key().equals(word)));
  }

  private static List<String> words(Editable in) {
    return words(in.tree());
  }

  private static List<String> words(ConfigNode root) {
    return root.children().stream().map(ConfigNode::key).toList();
  }

  @Test
  void editsWaitForTheCommitAndKeepWhatOthersChanged() {
    add(running, "old");
    Candidate candidate = new Candidate(running, false);
    add(candidate, "ours");
    remove(candidate, "old");
    assertThat(words(running)).containsExactly("old");
    assertThat(candidate.changed()).isTrue();

    add(running, "theirs");
    assertThat(words(candidate)).containsExactly("theirs", "ours");
    candidate.commit();

    assertThat(words(running)).containsExactly("theirs", "ours");
    assertThat(candidate.changed()).isFalse();
  }

  @Test
  void aCandidateThatReplacesUndoesWhatOthersChanged() {
    Candidate candidate = candidates.named("ours", true);
    add(candidate, "ours");
    add(running, "theirs");

    candidate.commit();

    assertThat(words(running)).containsExactly("ours");
  }

  @Test
  void whatIsUndoneByHandIsNoChangeAndWhatIsDiscardedIsGone() {
    Candidate candidate = new Candidate(running, false);
    add(candidate, "ours");
    remove(candidate, "ours");
    assertThat(candidate.changed()).isFalse();
    add(candidate, "ours");
    candidate.discard();
    assertThat(candidate.changed()).isFalse();
    assertThat(words(candidate)).isEmpty();
  }

  @Test
  void aCandidateOverACandidateIsCommittedInTwoSteps() {
    Candidate session = candidates.named("session", true);
    Candidate mode = new Candidate(session, false);
    add(mode, "line");
    assertThat(words(session)).isEmpty();
    mode.commit();
    assertThat(words(session)).containsExactly("line");
    assertThat(words(running)).isEmpty();
    session.commit();
    assertThat(words(running)).containsExactly("line");
  }

  @Test
  void oneSessionHasTheSharedCandidateForItselfAndLeavesNothingInIt() {
    assertThat(candidates.lock()).isTrue();
    assertThat(candidates.lock()).isFalse();
    add(candidates.shared(), "ours");
    candidates.unlock();
    assertThat(candidates.locked()).isFalse();
    assertThat(words(candidates.shared())).isEmpty();
  }

  @Test
  void whatRanBeforeEachCommitIsRemembered() {
    for (String word : List.of("one", "two")) {
      candidates.committed(running.tree());
      add(running, word);
    }
    assertThat(candidates.earlier(0).map(CandidateTest::words)).contains(List.of("one", "two"));
    assertThat(candidates.earlier(1).map(CandidateTest::words)).contains(List.of("one"));
    assertThat(candidates.earlier(2).map(CandidateTest::words)).contains(List.of());
    assertThat(candidates.earlier(3)).isEmpty();
  }

  @Test
  void aTimerThatIsStartedAgainGoesBackToTheFirstMoment() {
    SettableTime time = new SettableTime();
    RollbackTimer[] timer = new RollbackTimer[1];
    timer[0] =
        new RollbackTimer(time, () -> timer[0].revert(), before -> running.edit(_ -> before));
    add(running, "old");
    timer[0].arm(running.tree(), Duration.ofMinutes(1), Optional.empty());
    add(running, "one");
    time.advance(Duration.ofSeconds(59));
    timer[0].arm(running.tree(), Duration.ofMinutes(1), Optional.of("second"));
    add(running, "two");
    assertThat(timer[0].by()).contains("second");
    time.advance(Duration.ofSeconds(59));
    assertThat(timer[0].left()).contains(Duration.ofSeconds(1));
    assertThat(words(running)).containsExactly("old", "one", "two");
    time.advance(Duration.ofSeconds(1));
    assertThat(words(running)).containsExactly("old");
    assertThat(timer[0].confirm()).isFalse();
  }
}
