package net.portcullis.dialect;

import org.junit.jupiter.api.Test;

class DumpTest {
  @Test
  void dump() {
    Dialect d = TestProfiles.dialect(System.getProperty("dump.profile", "h3c-comware7"));
    for (String f : System.getProperty("dump.files", "h3c-comware7/running.cfg,h3c-comware7/display-acl.txt").split(",", -1)) {
      DeviceConfig c = d.readFile(f, TestProfiles.fixture(f));
      c.lists().forEach(l -> { System.out.println(l.name() + " " + l.family() + " otherwise " + l.access().otherwise()); l.access().lines().forEach(x -> System.out.println("   " + x)); });
      c.bindings().forEach(System.out::println);
      c.references().forEach(System.out::println);
      c.unreadable().forEach(System.out::println);
      c.infrastructure().forEach(System.out::println);
      c.interfaces().forEach(System.out::println);
      System.out.println(c.hostname() + " " + c.unmatched());
    }
  }
}
