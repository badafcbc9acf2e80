package net.portcullis.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;

class TransportsTest {
  private static final String TYPED =
      """
      screen-length disable
      system-view
      acl advanced name A
      rule permit ip
      return
      display acl name A
      quit
      """;

  @Test
  void aDeviceIsReachedOverSshAndShowsTheHostKeyItSaysItHas() throws Exception {
    try (Emulators emulators =
            Emulators.start(Emulators.Options.of("h3c-comware7", 2, Emulators.Transport.SSH));
        SshClient client = SshClient.setUpDefaultClient()) {
      for (EmulatedDevice device : emulators.devices()) {
        client.setServerKeyVerifier((session, address, key) ->
            PublicKeyEntry.toString(key).equals(emulators.hostKey(device).orElseThrow()));
        client.start();
        try (ClientSession session =
            client
                .connect("admin", "127.0.0.1", device.ports().cli())
                .verify(Duration.ofSeconds(10))
                .getSession()) {
          session.addPasswordIdentity("portcullis");
          session.auth().verify(Duration.ofSeconds(10));
          assertThat(shell(session)).contains("Advanced IPv4 ACL named A, 1 rule,");
        }
      }
    }
  }

  private static String shell(ClientSession session) throws Exception {
    try (ChannelShell shell = session.createShellChannel()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      shell.setOut(out);
      shell.open().verify(Duration.ofSeconds(10));
      OutputStream in = shell.getInvertedIn();
      in.write(TYPED.getBytes(StandardCharsets.US_ASCII));
      in.flush();
      shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ofSeconds(10));
      return out.toString(StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aDeviceIsReachedOverTelnet() throws Exception {
    try (Emulators emulators =
        Emulators.start(Emulators.Options.of("h3c-comware7", 1, Emulators.Transport.TELNET))) {
      EmulatedDevice device = emulators.devices().getFirst();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), device.ports().cli())) {
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream();
        readUntil(in, "login: ");
        out.write("admin\r\n".getBytes(StandardCharsets.US_ASCII));
        readUntil(in, "Password: ");
        out.write("portcullis\r\n".getBytes(StandardCharsets.US_ASCII));
        readUntil(in, "<h3c-comware7-0001>");
        out.write(TYPED.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
            .contains("Advanced IPv4 ACL named A, 1 rule,");
      }
    }
  }

  private static void readUntil(InputStream in, String wanted) throws Exception {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int b = in.read();
      assertThat(b).as("waiting for " + wanted + " after " + seen).isNotNegative();
      seen.append((char) b);
    }
  }

  @Test
  void manyDevicesStartWithoutAThreadEach() throws Exception {
    int before = Thread.activeCount();
    try (Emulators emulators =
        Emulators.start(Emulators.Options.of("h3c-comware7", 200, Emulators.Transport.SSH))) {
      assertThat(emulators.devices()).hasSize(200);
      assertThat(Thread.activeCount() - before).isLessThan(50);
    }
  }
}
