package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.verify.Expected;

/** A look at a device from beside its command line. It changes nothing. */
public interface Verification {

  /**
   * What the device's agent says it is; absent where none is configured.
   *
   * @return dotted, or a sentence on why it did not answer
   */
  Optional<Identity> identity(Device device, Dialect dialect);

  /**
   * Asks the agent, and sends the probes that must pass and those that must fail.
   *
   * @param expected what the device's own configuration shows at each place, which the agent must
   *     not contradict
   * @param policys true where all that was changed is now as policy wants it, so that packets must
   *     pass and fail as policy says
   */
  Result verify(Device device, Dialect dialect, List<Expected> expected, boolean policys);

  /** What an agent said it is. */
  sealed interface Identity {
    record Known(String sysObjectId) implements Identity {}

    record Unanswered(String why) implements Identity {}
  }

  /**
   * What was seen.
   *
   * @param failed sentences on what contradicts the change: each of them rolls it back
   * @param inconclusive sentences on what could not be seen: they are listed
   */
  record Result(List<String> failed, List<String> inconclusive) {
    public Result {
      failed = List.copyOf(failed);
      inconclusive = List.copyOf(inconclusive);
    }
  }

  /** For devices beside whose command line there is nothing to see. */
  static Verification none() {
    return new Verification() {
      @Override
      public Optional<Identity> identity(Device device, Dialect dialect) {
        return Optional.empty();
      }

      @Override
      public Result verify(
          Device device, Dialect dialect, List<Expected> expected, boolean policys) {
        return new Result(List.of(), List.of());
      }
    };
  }
}
