package net.portcullis.lab;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Lets a lab test run where a lab can run, and says why where none can. In CI a missing lab is a
 * failure.
 */
public final class LabGate {
  private LabGate() {}

  public static void open() {
    String obstacle = ContainerLab.obstacle();
    if (obstacle.isEmpty()) {
      return;
    }
    if ("true".equals(System.getenv("CI"))) {
      fail("The container lab must run in CI, and cannot: " + obstacle);
    }
    System.out.println("lab: skipped: " + obstacle);
    assumeTrue(false, "The container lab is skipped: " + obstacle);
  }
}
