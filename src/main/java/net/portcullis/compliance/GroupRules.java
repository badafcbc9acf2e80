package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.inventory.Device;

/**
 * Members of a redundancy group must treat packets alike, each as it is intended for it: where one
 * strays and another does not, a failover changes what passes.
 */
final class GroupRules {
  private static final Set<Kind> OF_PACKETS =
      EnumSet.of(
          Kind.INTENDED_BLOCKED,
          Kind.UNINTENDED_PERMITTED,
          Kind.BINDING_MISSING,
          Kind.BINDING_FAILED,
          Kind.DEFAULT_ACTION,
          Kind.EXPIRED_PERMIT,
          Kind.IPV6_OPEN);

  private GroupRules() {}

  /** The checks, those of members that stray alone with a finding more. */
  static List<DeviceCheck> apply(List<Device> devices, List<DeviceCheck> checks) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < devices.size(); i++) {
      int index = i;
      devices
          .get(i)
          .redundancyGroup()
          .ifPresent(
              group -> groups.computeIfAbsent(group, unseen -> new ArrayList<>()).add(index));
    }
    List<DeviceCheck> all = new ArrayList<>(checks);
    for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
      List<DeviceCheck> read =
          group.getValue().stream().map(checks::get).filter(DeviceCheck::wasRead).toList();
      for (int index : group.getValue()) {
        if (checks.get(index).wasRead()) {
          all.set(index, compared(group.getKey(), checks.get(index), read));
        }
      }
    }
    return all;
  }

  private static DeviceCheck compared(String group, DeviceCheck own, List<DeviceCheck> members) {
    List<Finding> findings = new ArrayList<>(own.findings());
    Map<String, Finding> told = new LinkedHashMap<>();
    for (Finding finding : own.findings()) {
      List<String> without =
          members.stream()
              .filter(other -> !other.device().equals(own.device()))
              .filter(other -> !strays(other, finding))
              .map(DeviceCheck::device)
              .toList();
      if (OF_PACKETS.contains(finding.rule()) && !without.isEmpty()) {
        told.putIfAbsent(finding.where(), differs(group, own, finding, without));
      }
    }
    findings.addAll(told.values());
    return own.withFindings(findings);
  }

  private static boolean strays(DeviceCheck other, Finding finding) {
    return other.findings().stream()
        .anyMatch(each ->
            each.rule() == finding.rule()
                && each.where().equals(finding.where())
                && each.subject().equals(finding.subject()));
  }

  private static Finding differs(
      String group, DeviceCheck own, Finding finding, List<String> without) {
    Finding differs =
        Finding.of(
                Kind.GROUP_DIFFERS,
                finding.where(),
                own.device()
                    + " and "
                    + without.stream().limit(3).collect(Collectors.joining(", "))
                    + ", of the redundancy group '"
                    + group
                    + "', treat packets differently: a failover would change what passes.")
            .withEvidence(finding.evidence())
            .withRegion(finding.region())
            .withRemedy(
                Remedy.of("Mend '" + finding.rule().title() + "' on " + own.device() + "."));
    return finding.proof().map(differs::withProof).orElse(differs);
  }
}
