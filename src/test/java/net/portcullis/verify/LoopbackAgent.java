package net.portcullis.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.util.DefaultPDUFactory;

/** An agent on loopback that shows what a test puts into it. */
final class LoopbackAgent implements AutoCloseable {
  private static final String COMMUNITY = "open sesame";

  private final TreeMap<OID, Variable> values = new TreeMap<>();
  private final Snmp snmp;
  private final USM usm;
  private final int port;

  LoopbackAgent() throws IOException {
    SecurityProtocols protocols = SnmpProtocols.registry();
    byte[] engine = MPv3.createLocalEngineID(new OctetString("agent" + System.nanoTime()));
    usm = new USM(protocols, new OctetString(engine), 1);
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv2c());
    dispatcher.addMessageProcessingModel(
        new MPv3(
            engine,
            new DefaultPDUFactory(),
            protocols,
            SecurityModels.getCollection(new SecurityModel[] {usm}),
            CounterSupport.getInstance()));
    DefaultUdpTransportMapping transport =
        new DefaultUdpTransportMapping(
            new UdpAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    snmp = new Snmp(dispatcher, transport);
    snmp.addCommandResponder(this::answer);
    snmp.listen();
    port = transport.getListenAddress().getPort();
  }

  int port() {
    return port;
  }

  LoopbackAgent user(String name, String authentication, String privacy) {
    usm.addUser(
        new UsmUser(
            new OctetString(name),
            SnmpProtocols.authentication(authentication).getID(),
            new OctetString("authentication phrase"),
            SnmpProtocols.privacy(privacy).getID(),
            new OctetString("privacy phrase")));
    return this;
  }

  LoopbackAgent shows(String oid, Variable value) {
    values.put(new OID(oid), value);
    return this;
  }

  private <A extends Address> void answer(CommandResponderEvent<A> event) {
    PDU request = event.getPDU();
    boolean version3 = event.getSecurityModel() == SecurityModel.SECURITY_MODEL_USM;
    if (request == null
        || (!version3 && !COMMUNITY.equals(new OctetString(event.getSecurityName()).toString()))) {
      return;
    }
    PDU response = (PDU) request.clone();
    response.setType(PDU.RESPONSE);
    response.clear();
    response.setRequestID(request.getRequestID());
    OID asked = request.get(0).getOid();
    if (request.getType() == PDU.GET) {
      response.add(new VariableBinding(asked, values.getOrDefault(asked, Null.noSuchObject)));
    } else {
      Map<OID, Variable> rest = values.tailMap(asked, false);
      rest.entrySet().stream()
          .limit(request.getMaxRepetitions())
          .forEach(row -> response.add(new VariableBinding(row.getKey(), row.getValue())));
      if (response.size() == 0) {
        response.add(new VariableBinding(asked, Null.endOfMibView));
      }
    }
    try {
      event
          .getMessageDispatcher()
          .returnResponsePdu(
              event.getMessageProcessingModel(),
              event.getSecurityModel(),
              event.getSecurityName(),
              event.getSecurityLevel(),
              response,
              event.getMaxSizeResponsePDU(),
              event.getStateReference(),
              new StatusInformation());
      event.setProcessed(true);
    } catch (MessageException unsent) {
      throw new IllegalStateException(unsent);
    }
  }

  @Override
  public void close() throws IOException {
    snmp.close();
  }
}
