package net.portcullis.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * What a binding that only observes has let through: the hits on the permit that would be a deny.
 *
 * @param place such as {@code imc-lan in ipv4}
 * @param packets absent where nobody can tell
 * @param why a sentence on that; empty where the packets are known
 */
public record Observed(String place, OptionalLong packets, String why) {

  /** True where the device has a binding that observes. */
  static boolean concerns(Device device) {
    return device.bindings().stream().anyMatch(Observed::observes);
  }

  private static boolean observes(Binding binding) {
    return binding.mode() == Binding.Mode.OBSERVE;
  }

  /** Asks the device; changes nothing there. */
  static List<Observed> read(Dialer dialer, Device device, Dialect dialect) {
    try (Conversation conversation = dialer.connect(device, dialect)) {
      DeviceConfig running = ConfigReader.read(conversation, dialect, Dialect.Source.RUNNING);
      List<Observed> observed = new ArrayList<>();
      for (Binding binding : device.bindings()) {
        for (Direction direction : Direction.values()) {
          for (Family family : observes(binding) ? Family.values() : new Family[0]) {
            for (ReadBinding bound : running.bound(binding.interfaceName(), direction, family)) {
              observed.add(read(conversation, dialect, binding, bound));
            }
          }
        }
      }
      return observed;
    } catch (SessionException failed) {
      return List.of(
          new Observed("every place", OptionalLong.empty(), String.valueOf(failed.getMessage())));
    }
  }

  private static Observed read(
      Conversation conversation, Dialect dialect, Binding binding, ReadBinding bound)
      throws SessionException {
    String place =
        binding.name() + " " + bound.direction().text() + " ipv" + bound.family().number();
    Optional<Command> ask =
        dialect.readHits(binding, bound.direction(), bound.family(), bound.list());
    if (ask.isEmpty()) {
      return new Observed(
          place, OptionalLong.empty(), "The profile does not say how hits are read.");
    }
    return switch (conversation.ask(ask.get())) {
      case Reply.Rejected refused ->
          new Observed(
              place,
              OptionalLong.empty(),
              "The device refuses '" + ask.get().text() + "': " + refused.why());
      case Reply.Accepted accepted -> {
        OptionalLong packets = dialect.lastHits(accepted.output());
        yield new Observed(
            place,
            packets,
            packets.isPresent() ? "" : "The device shows no hits of list " + bound.list() + ".");
      }
    };
  }
}
