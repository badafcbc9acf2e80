package net.portcullis.emulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.util.DefaultPDUFactory;

/**
 * A device's SNMP agent: version 2c with the device's secret as community, and version 3 with the
 * user {@code portcullis}, SHA-256 and AES-128, whose passphrases it is too. It only shows.
 */
final class SnmpAgent implements CommandResponder {
  static final String NAME = "portcullis";
  private static final int MOST_BINDINGS = 2000;

  private final SnmpView shown;
  private final String secret;
  private final MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();

  /**
   * An agent.
   *
   * @param key what {@link #key} makes of the device's secret; many devices share it
   */
  SnmpAgent(EmulatedDevice device, byte[] key) {
    this.secret = device.secret();
    this.shown = new SnmpView(device);
    byte[] engine = engineId(device.name());
    SecurityProtocols protocols = new Protocols();
    USM usm = new USM(protocols, new OctetString(engine), 1);
    usm.addLocalizedUser(
        engine,
        new OctetString(NAME),
        AuthHMAC192SHA256.ID,
        localized(key, engine, 32),
        PrivAES128.ID,
        localized(key, engine, 16));
    SecurityModels models = new Models();
    models.addSecurityModel(usm);
    dispatcher.addMessageProcessingModel(new MPv2c());
    dispatcher.addMessageProcessingModel(
        new MPv3(engine, new DefaultPDUFactory(), protocols, models, CounterSupport.getInstance()));
    dispatcher.addCommandResponder(this);
  }

  /** Where messages are handed in. */
  MessageDispatcherImpl dispatcher() {
    return dispatcher;
  }

  /** The library keeps one set for the whole process; each agent has its own. */
  private static final class Protocols extends SecurityProtocols {
    private static final long serialVersionUID = 1L;

    Protocols() {
      super();
      addAuthenticationProtocol(new AuthHMAC192SHA256());
      addPrivacyProtocol(new PrivAES128());
    }
  }

  private static final class Models extends SecurityModels {
    Models() {
      super();
    }
  }

  private static byte[] engineId(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    byte[] engine = new byte[5 + Math.min(text.length, 27)];
    // Enterprise 25506 with the first bit set, then format 4: text. Names longer than fits are
    // hashed.
    engine[0] = (byte) 0x80;
    engine[2] = (byte) 0x63;
    engine[3] = (byte) 0xA2;
    engine[4] = 4;
    byte[] tail = text.length <= 27 ? text : Arrays.copyOf(digest(text), 27);
    System.arraycopy(tail, 0, engine, 5, engine.length - 5);
    return engine;
  }

  /** RFC 3414's key from a passphrase, before an engine is mixed in. */
  static byte[] key(String secret) {
    byte[] passphrase = secret.getBytes(StandardCharsets.US_ASCII);
    byte[] million = new byte[1 << 20];
    for (int i = 0; i < million.length; i++) {
      million[i] = passphrase[i % passphrase.length];
    }
    return digest(million);
  }

  private static byte[] localized(byte[] key, byte[] engine, int length) {
    return Arrays.copyOf(digest(key, engine, key), length);
  }

  private static byte[] digest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }

  @Override
  public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
    PDU request = event.getPDU();
    if (request == null || !allowed(event)) {
      return;
    }
    PDU response = (PDU) request.clone();
    response.setType(PDU.RESPONSE);
    response.clear();
    response.setRequestID(request.getRequestID());
    response.setErrorStatus(PDU.noError);
    response.setErrorIndex(0);
    switch (request.getType()) {
      case PDU.GET -> get(request, response);
      case PDU.GETNEXT -> {
        for (VariableBinding binding : request.getVariableBindings()) {
          response.add(next(binding.getOid()));
        }
      }
      case PDU.GETBULK -> bulk(request, response);
      default -> {
        response.addAll(request.getVariableBindings());
        response.setErrorStatus(PDU.noAccess);
        response.setErrorIndex(1);
      }
    }
    answer(event, response);
  }

  private boolean allowed(CommandResponderEvent<?> event) {
    boolean community = event.getSecurityModel() == SecurityModel.SECURITY_MODEL_SNMPv2c;
    byte[] wanted = (community ? secret : NAME).getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(event.getSecurityName(), wanted)
        && (community || event.getSecurityLevel() == SecurityLevel.AUTH_PRIV);
  }

  private void get(PDU request, PDU response) {
    for (VariableBinding binding : request.getVariableBindings()) {
      response.add(
          new VariableBinding(
              binding.getOid(), shown.at(binding.getOid()).orElse(Null.noSuchInstance)));
    }
  }

  private VariableBinding next(OID oid) {
    return shown.after(oid).orElseGet(() -> new VariableBinding(oid, Null.endOfMibView));
  }

  private void bulk(PDU request, PDU response) {
    int single = Math.clamp(request.getNonRepeaters(), 0, request.size());
    for (int i = 0; i < single; i++) {
      response.add(next(request.get(i).getOid()));
    }
    OID[] at = new OID[request.size() - single];
    for (int i = 0; i < at.length; i++) {
      at[i] = request.get(single + i).getOid();
    }
    for (int round = 0; round < request.getMaxRepetitions() && at.length > 0; round++) {
      boolean more = false;
      for (int i = 0; i < at.length; i++) {
        VariableBinding binding = next(at[i]);
        response.add(binding);
        at[i] = binding.getOid();
        more |= !binding.isException();
      }
      if (!more || response.size() > MOST_BINDINGS || response.getBERLength() > 1200) {
        return;
      }
    }
  }

  private static <A extends Address> void answer(CommandResponderEvent<A> event, PDU response) {
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
    } catch (MessageException lost) {
      // A datagram that could not be sent is a datagram lost: the manager asks again.
    }
  }
}
