package net.portcullis.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.inventory.Device;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** One device's agent: reads single values and columns. */
final class SnmpAgent {
  private static final int MOST_ROWS = 10_000;
  private static final int ROWS_AT_A_TIME = 20;

  private final Snmp snmp;
  private final Target<UdpAddress> target;
  private final String device;
  private final Device.Snmp settings;

  SnmpAgent(Snmp snmp, Target<UdpAddress> target, String device, Device.Snmp settings) {
    this.snmp = snmp;
    this.target = target;
    this.device = device;
    this.settings = settings;
  }

  /** A row of a column: what follows the column's OID, and the value. */
  record Row(OID index, Variable value) {}

  /** A value; absent where the agent says that it has no such object. */
  Optional<Variable> get(String oid) throws SnmpException {
    PDU request = pdu(PDU.GET);
    request.add(new VariableBinding(new OID(oid)));
    PDU answer = ask(request);
    Variable value = answer.get(0).getVariable();
    return value.isException() || value instanceof Null ? Optional.empty() : Optional.of(value);
  }

  /** Every row below an OID, in order. */
  List<Row> walk(OID column) throws SnmpException {
    List<Row> rows = new ArrayList<>();
    OID last = column;
    while (rows.size() < MOST_ROWS) {
      PDU request = pdu(PDU.GETBULK);
      request.setMaxRepetitions(ROWS_AT_A_TIME);
      request.add(new VariableBinding(last));
      PDU answer = ask(request);
      for (VariableBinding each : answer.getVariableBindings()) {
        OID oid = each.getOid();
        if (each.getVariable().isException() || !oid.startsWith(column)) {
          return rows;
        }
        if (oid.compareTo(last) <= 0) {
          throw new SnmpException(
              device + ": the agent's table at " + column + " runs in circles.");
        }
        rows.add(
            new Row(
                new OID(oid.getValue(), column.size(), oid.size() - column.size()),
                each.getVariable()));
        last = oid;
      }
      if (answer.size() == 0) {
        return rows;
      }
    }
    throw new SnmpException(
        device + ": the agent's table at " + column + " has more than " + MOST_ROWS + " rows.");
  }

  private PDU pdu(int type) {
    PDU pdu = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
    pdu.setType(type);
    return pdu;
  }

  private PDU ask(PDU request) throws SnmpException {
    ResponseEvent<UdpAddress> event;
    try {
      event = snmp.send(request, target);
    } catch (IOException failed) {
      throw new SnmpException(
          device
              + ": the SNMP request could not be sent ("
              + failed.getClass().getSimpleName()
              + ").");
    }
    PDU answer = event == null ? null : event.getResponse();
    if (answer == null) {
      throw new SnmpException(silence(device, target.getAddress(), unanswered()));
    }
    if (answer.getType() == PDU.REPORT) {
      throw new SnmpException(device + ": " + refusal(answer));
    }
    if (answer.getErrorStatus() != PDU.noError || answer.size() == 0) {
      throw new SnmpException(
          device + ": the agent answered with the error '" + answer.getErrorStatusText() + "'.");
    }
    return answer;
  }

  /** An agent keeps silent about a wrong community, and often about a wrong user. */
  private String unanswered() {
    return switch (settings) {
      case Device.Snmp.V2c v2c -> "The agent does not answer: unreachable, or another community";
      case Device.Snmp.V3 v3 ->
          "The agent answers, but not the user '"
              + v3.user()
              + "' with "
              + v3.authentication()
              + " and "
              + v3.privacy()
              + ": wrong user, password or protocol";
    };
  }

  static String silence(String device, UdpAddress address, String what) {
    return device
        + ": "
        + what
        + " (UDP "
        + address.getInetAddress().getHostAddress()
        + " port "
        + address.getPort()
        + "). Check address, port, access list and credentials.";
  }

  private String refusal(PDU report) {
    OID why = report.size() == 0 ? new OID() : report.get(0).getOid();
    String user = settings instanceof Device.Snmp.V3 v3 ? v3.user() : "";
    if (why.startsWith(SnmpConstants.usmStatsUnknownUserNames)) {
      return "the agent does not know the SNMP user '" + user + "'.";
    }
    if (why.startsWith(SnmpConstants.usmStatsWrongDigests)) {
      return "the agent refuses the authentication of the SNMP user '"
          + user
          + "': wrong password or protocol.";
    }
    if (why.startsWith(SnmpConstants.usmStatsDecryptionErrors)) {
      return "the agent cannot decrypt the request of the SNMP user '"
          + user
          + "': wrong privacy password or protocol.";
    }
    if (why.startsWith(SnmpConstants.usmStatsUnsupportedSecLevels)) {
      return "the agent does not take authentication with privacy from the SNMP user '"
          + user
          + "'.";
    }
    return "the agent refuses the request (report " + why + ").";
  }

  /** A value as text: octets beyond printable ASCII are escaped. */
  static String text(Variable value) {
    if (!(value instanceof OctetString octets)) {
      return value.toString();
    }
    StringBuilder text = new StringBuilder();
    for (byte octet : octets.getValue()) {
      if (octet >= ' ' && octet <= '~') {
        text.append((char) octet);
      } else {
        text.append("\\x%02x".formatted(octet));
      }
    }
    return text.toString();
  }
}
