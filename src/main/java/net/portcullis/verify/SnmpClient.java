package net.portcullis.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import net.portcullis.inventory.Device;
import org.snmp4j.CommunityTarget;
import org.snmp4j.DirectUserTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.util.DefaultPDUFactory;

/**
 * Speaks SNMP, reading only: nothing here can send a set request. One serves a whole process; any
 * number of threads may use it.
 */
public final class SnmpClient implements AutoCloseable {
  private final Snmp snmp;
  private final Duration timeout;
  private final int retries;
  private final SnmpKeys keys = new SnmpKeys();

  private SnmpClient(Snmp snmp, Duration timeout, int retries) {
    this.snmp = snmp;
    this.timeout = timeout;
    this.retries = retries;
  }

  /**
   * Opens one UDP socket for all agents.
   *
   * @param timeout of one request
   * @param retries after the first request
   */
  public static SnmpClient open(Duration timeout, int retries) throws IOException {
    // Answers count only from where the question went, and the peer's clock only when
    // authenticated.
    SNMP4JSettings.setVerifyResponsePeerAddress(true);
    SNMP4JSettings.setTrustUnauthenticatedEngineTime(false);
    SecurityProtocols protocols = SnmpProtocols.registry();
    byte[] engine = MPv3.createLocalEngineID();
    USM usm = new USM(protocols, new OctetString(engine), 0);
    SecurityModels models = SecurityModels.getCollection(new SecurityModel[] {usm});
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv2c());
    dispatcher.addMessageProcessingModel(
        new MPv3(engine, new DefaultPDUFactory(), protocols, models, CounterSupport.getInstance()));
    Snmp snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
    snmp.listen();
    return new SnmpClient(snmp, timeout, retries);
  }

  /**
   * The agent of a device.
   *
   * @throws SnmpException where it has none, or where version 3 cannot begin
   */
  SnmpAgent agent(Device device, Passwords passwords) throws SnmpException {
    Device.Snmp settings =
        device
            .snmp()
            .orElseThrow(
                () -> new SnmpException(device.name() + ": the inventory has no SNMP settings."));
    UdpAddress address = address(device, settings.port());
    Target<UdpAddress> target =
        switch (settings) {
          case Device.Snmp.V2c v2c ->
              community(address, passwords.of(v2c.community(), "community of " + device.name()));
          case Device.Snmp.V3 v3 -> user(device, address, v3, passwords);
        };
    target.setTimeout(timeout.toMillis());
    target.setRetries(retries);
    return new SnmpAgent(snmp, target, device.name(), settings);
  }

  private static UdpAddress address(Device device, int port) throws SnmpException {
    try {
      return new UdpAddress(InetAddress.getByName(device.host()), port);
    } catch (UnknownHostException unknown) {
      throw new SnmpException(
          device.name() + ": the address of '" + device.host() + "' is not known.");
    }
  }

  private static Target<UdpAddress> community(UdpAddress address, char[] community) {
    try {
      CommunityTarget<UdpAddress> target = new CommunityTarget<>(address, octets(community));
      target.setVersion(SnmpConstants.version2c);
      return target;
    } finally {
      Arrays.fill(community, '\0');
    }
  }

  /**
   * The keys are made for this one agent and stay in its target: two agents may know the same name
   * with different passwords.
   */
  private UserTarget<UdpAddress> user(
      Device device, UdpAddress address, Device.Snmp.V3 settings, Passwords passwords)
      throws SnmpException {
    byte[] engine = engine(device, address);
    AuthenticationProtocol authentication = SnmpProtocols.authentication(settings.authentication());
    PrivacyProtocol privacy = SnmpProtocols.privacy(settings.privacy());
    char[] first =
        passwords.of(
            settings.authenticationPassword(), "SNMP authentication password of " + device.name());
    char[] second =
        passwords.of(settings.privacyPassword(), "SNMP privacy password of " + device.name());
    try {
      OctetString authenticationKey = keys.authentication(authentication, octets(first), engine);
      OctetString privacyKey = keys.privacy(privacy, authentication, octets(second), engine);
      DirectUserTarget<UdpAddress> target =
          new DirectUserTarget<>(
              address,
              new OctetString(settings.user()),
              engine,
              authentication,
              authenticationKey,
              privacy,
              privacyKey);
      target.setVersion(SnmpConstants.version3);
      target.setSecurityLevel(SecurityLevel.AUTH_PRIV);
      return target;
    } finally {
      Arrays.fill(first, '\0');
      Arrays.fill(second, '\0');
    }
  }

  private byte[] engine(Device device, UdpAddress address) throws SnmpException {
    for (int attempt = 0; attempt <= retries; attempt++) {
      Optional<byte[]> engine =
          Optional.ofNullable(snmp.discoverAuthoritativeEngineID(address, timeout.toMillis()));
      if (engine.isPresent()) {
        return engine.get();
      }
    }
    throw new SnmpException(SnmpAgent.silence(device.name(), address, "Version 3 is not answered"));
  }

  private static OctetString octets(char[] characters) {
    ByteBuffer encoded = ByteBuffer.allocate(4 * characters.length);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return OctetString.fromByteArray(bytes);
  }

  @Override
  public void close() throws IOException {
    keys.close();
    snmp.close();
  }
}
