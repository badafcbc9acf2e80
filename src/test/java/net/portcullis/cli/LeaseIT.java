package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.store.AuditRecord;
import net.portcullis.store.Lease;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever meets a device that another process holds is told who that is and what to do. */
class LeaseIT {
  private static final Owner ELSEWHERE = new Owner("alice", "another-host", 4711, 1);

  @TempDir private Path folder;

  private EmulatedFleet fleet(Fault... faults) throws Exception {
    return EmulatedFleet.small(
        folder, Options.of("h3c-comware7", 1, Transport.SSH).withFaults(List.of(faults)));
  }

  private static Lease taken(EmulatedFleet fleet, Owner owner) {
    try (Store store = new Store(fleet.state(), InstantSource.system(), owner)) {
      String run = store.begin("push");
      return ((Lease.Attempt.Taken) store.lease(fleet.device().name(), run)).lease();
    }
  }

  private static String refusal(EmulatedFleet fleet) {
    EmulatedFleet.Result refused = fleet.run(1, "push", "--yes", "-o", "json");
    assertThat(refused.device(0).get("state").asString()).isEqualTo("REFUSED");
    assertThat(fleet.device().running()).doesNotContain("PORTCULLIS");
    return refused.device(0).get("error").asString();
  }

  private static void isFree(EmulatedFleet fleet) {
    try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
      assertThat(store.leases()).isEmpty();
      assertThat(store.audit()).extracting(AuditRecord::event).contains("lease-broken");
      assertThat(store.firstBroken()).isEmpty();
    }
    fleet.run(0, "push", "--yes");
  }

  @Test
  void theLeaseOfADeadProcessIsTakenByRecovery() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      Owner me = Owner.current();
      Owner dead = new Owner("bob", me.host(), me.pid(), me.started() + 1);
      Lease lease = taken(fleet, dead);
      assertThat(refusal(fleet))
          .contains("run " + lease.run() + " of bob@" + me.host() + " (process " + me.pid())
          .contains(" since 20", "is dead: run 'portcullis recover'");
      assertThat(fleet.run(0, "recover", "--yes").err()).contains("its lease was given up");
      isFree(fleet);
    }
  }

  @Test
  void theLeaseOfALivingProcessIsWaitedFor() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      taken(fleet, Owner.current());
      assertThat(refusal(fleet)).contains("is alive: wait for it to end").doesNotContain("recover");
      assertThat(fleet.run(0, "recover", "--yes").err()).contains("is alive: wait for it to end");
      assertThat(refusal(fleet)).contains("is alive");
    }
  }

  @Test
  void theLeaseOfAnotherMachineIsBrokenByItsNonceAlone() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      Lease lease = taken(fleet, ELSEWHERE);
      String broken = "recover --break-lease " + lease.nonce();
      assertThat(refusal(fleet)).contains("alice@another-host (process 4711)", broken);
      assertThat(fleet.run(0, "recover", "--yes").err()).contains(broken);
      assertThat(fleet.run(2, "recover", "--yes", "--break-lease", "no-such-nonce").err())
          .contains("No device is held by a lease with this nonce");
      assertThat(refusal(fleet)).contains(broken);
      fleet.run(0, "recover", "--yes", "--break-lease", lease.nonce());
      isFree(fleet);
    }
  }

  @Test
  void aChangeThatAnotherMachineLeftIsFinishedOnceItsLeaseIsBroken() throws Exception {
    try (EmulatedFleet fleet = fleet(Fault.parse("reject@save"))) {
      fleet.run(5, "push", "--yes");
      Lease lease = taken(fleet, ELSEWHERE);
      assertThat(fleet.run(1, "recover", "--yes", "-o", "json").device(0).get("error").asString())
          .contains("alice@another-host", "--break-lease " + lease.nonce());
      assertThat(fleet.device().startup()).doesNotContain("PORTCULLIS");
      fleet.run(0, "recover", "--yes", "--break-lease", lease.nonce());
      assertThat(fleet.device().startup()).isEqualTo(fleet.device().running());
      try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
        assertThat(store.leases()).isEmpty();
        assertThat(store.audit()).extracting(AuditRecord::event).contains("lease-taken-over");
      }
    }
  }
}
