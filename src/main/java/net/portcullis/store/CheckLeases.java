package net.portcullis.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is looking at which device, so that two runs never do at once. A lease that nobody renews
 * ends by itself; one of a process that is dead on this host ends at once.
 */
public final class CheckLeases {
  private final Database database;
  private final InstantSource clock;
  private final Owner owner;

  /** Runs that are over, whose devices could not be given back yet. */
  private final Set<String> over = ConcurrentHashMap.newKeySet();

  CheckLeases(Database database, InstantSource clock, Owner owner) {
    this.database = database;
    this.clock = clock;
    this.owner = owner;
  }

  private record Held(String device, Owner owner, long until) {}

  /**
   * Takes the devices, all or none. A device that somebody changes is not free, unless what is
   * changed counts too.
   *
   * @param holder names the run
   * @param changed whether to take devices that somebody changes
   * @return the devices that are not free; empty where all were taken
   */
  public List<String> take(
      Collection<String> devices, String holder, Duration how, boolean changed) {
    long now = clock.millis();
    giveBack();
    return database.write(connection -> {
      Set<String> wanted = Set.copyOf(devices);
      Set<String> busy = new TreeSet<>();
      List<Held> ended = new ArrayList<>();
      for (Held held :
          Database.query(
              connection,
              row -> new Held(row.getString("device"), Rows.owner(row), row.getLong("lease_end")),
              "select * from check_lease")) {
        if (held.until() < now || held.owner().deadHere()) {
          ended.add(held);
        } else if (wanted.contains(held.device())) {
          busy.add(held.device());
        }
      }
      for (Lease change : Leases.held(connection, "")) {
        if (!changed && wanted.contains(change.device()) && !change.owner().deadHere()) {
          busy.add(change.device());
        }
      }
      if (busy.isEmpty()) {
        for (Held held : ended) {
          Database.execute(connection, "delete from check_lease where device = ?", held.device());
        }
        for (String device : wanted) {
          Database.execute(
              connection,
              "insert into check_lease (device, holder, owner_user, owner_host, owner_pid,"
                  + " owner_started, lease_end) values (?, ?, ?, ?, ?, ?, ?)",
              device,
              holder,
              owner.user(),
              owner.host(),
              owner.pid(),
              owner.started(),
              now + how.toMillis());
        }
      }
      return List.copyOf(busy);
    });
  }

  /** Keeps what this process has. */
  public void renew(Duration how) {
    long until = clock.millis() + how.toMillis();
    giveBack();
    database.write(connection ->
        Database.execute(
            connection,
            "update check_lease set lease_end = ? where owner_host = ? and owner_pid = ?"
                + " and owner_started = ?",
            until,
            owner.host(),
            owner.pid(),
            owner.started()));
  }

  /** True where a run still has every one of so many devices. */
  public boolean holds(String holder, int devices) {
    return database.read(connection ->
        Database.query(
                    connection,
                    row -> row.getInt(1),
                    "select count(*) from check_lease where holder = ? and owner_host = ?"
                        + " and owner_pid = ? and owner_started = ?",
                    holder,
                    owner.host(),
                    owner.pid(),
                    owner.started())
                .getFirst()
            == devices);
  }

  /**
   * Gives a run's devices back. Where the store takes no writes just now, that is made up for
   * before this process takes or keeps anything: it would keep them for ever.
   */
  public void release(String holder) {
    over.add(holder);
    giveBack();
  }

  private void giveBack() {
    for (String holder : List.copyOf(over)) {
      database.write(connection ->
          Database.execute(
              connection,
              "delete from check_lease where holder = ? and owner_host = ? and owner_pid = ?"
                  + " and owner_started = ?",
              holder,
              owner.host(),
              owner.pid(),
              owner.started()));
      over.remove(holder);
    }
  }
}
