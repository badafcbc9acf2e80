package net.portcullis.session;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Output;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.SnmpSpec;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.policy.Traits;

/** A dialect of which conversations need only how to talk. */
record ToyDialect(SessionSpec session) implements Dialect {
  ToyDialect() {
    this(Fixtures.spec());
  }

  @Override
  public List<Command> save() {
    return List.of(Command.of("save force", "user"));
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String proven() {
    return "paper";
  }

  @Override
  public Traits traits() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SnmpSpec snmp() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> readCommands(Source source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeviceConfig read(List<Output> outputs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeviceConfig readFile(String file, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Written write(String name, Family family, List<Rule> rules) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String listName(
      String owns, Binding binding, Direction direction, Family family, int generation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Integer> generation(
      String list, String owns, Binding binding, Direction direction, Family family) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> stage(Written list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> remove(String list, Family family) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> bind(
      Binding binding, Direction direction, Family family, String list, Optional<String> old) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> unbind(Binding binding, Direction direction, Family family, String list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Command> readHits(
      Binding binding, Direction direction, Family family, String list) {
    return Optional.empty();
  }

  @Override
  public OptionalLong lastHits(String output) {
    return OptionalLong.empty();
  }

  @Override
  public Swap swap() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Command> edit(
      String list, Family family, List<String> removeIds, List<Written.WrittenLine> add) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<TimedRollback> timedRollbacks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int pipeline() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> exceeded(Written list) {
    throw new UnsupportedOperationException();
  }
}
