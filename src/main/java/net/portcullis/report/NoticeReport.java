package net.portcullis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.schedule.Notice;
import net.portcullis.store.DeviceChange;
import net.portcullis.store.FindingRecord;

/** A notice as JSON, for webhooks and commands. Its fields are a contract. */
public final class NoticeReport {
  /** Of each list so many are told in full; the counts are always whole. */
  private static final int MOST = 200;

  private NoticeReport() {}

  public static String json(Notice notice) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", 1);
    map.put("kind", notice.kind());
    map.put("schedule", Safe.line(notice.schedule()));
    // No switch: see Json.
    if (notice instanceof Notice.Changes changes) {
      map.put("run", changes.run());
      map.put("slot", changes.slot().toString());
      map.put(
          "counts",
          Map.of(
              "new", changes.opened().size(),
              "reopened", changes.reopened().size(),
              "fixed", changes.fixed().size(),
              "devices", changes.devices().size()));
      map.put("new", findings(changes.opened()));
      map.put("reopened", findings(changes.reopened()));
      map.put("fixed", findings(changes.fixed()));
      map.put("devices", changes.devices().stream().limit(MOST).map(NoticeReport::device).toList());
    } else if (notice instanceof Notice.Missed missed) {
      map.put("first", missed.first().toString());
      map.put("last", missed.last().toString());
      map.put("runs", missed.slots());
    } else if (notice instanceof Notice.Failed failed) {
      map.put("slot", failed.slot().toString());
      map.put("why", Safe.line(failed.why()));
    }
    return Json.text(map);
  }

  private static List<Object> findings(List<FindingRecord> findings) {
    return findings.stream().limit(MOST).map(NoticeReport::finding).toList();
  }

  private static Object finding(FindingRecord finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("device", Safe.line(finding.device()));
    map.put("rule", finding.rule());
    map.put("severity", finding.severity());
    map.put("place", Safe.line(finding.place()));
    map.put("message", Safe.line(finding.message()));
    map.put("fingerprint", finding.fingerprint());
    map.put("firstSeen", finding.firstSeen().toString());
    map.put("since", finding.opened().toString());
    return map;
  }

  private static Object device(DeviceChange change) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", Safe.line(change.device()));
    map.put("was", change.was());
    map.put("is", change.status());
    return map;
  }
}
