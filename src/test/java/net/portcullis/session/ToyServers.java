package net.portcullis.session;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** Small servers on loopback that give a {@link ToyCli} to whoever logs in as admin. */
interface ToyServers extends AutoCloseable {
  String PASSWORD = "CANARY-login-1";
  String PRIVILEGE = "CANARY-privilege-1";

  int port();

  /** The pin of its host key; nothing for Telnet. */
  Optional<String> pin();

  /** Passwords that were offered. */
  List<String> passwords();

  @Override
  void close() throws IOException;

  /** A Telnet server that negotiates echo and asks for name and password. */
  static ToyServers telnet(ToyCli cli) throws IOException {
    return telnet(cli, out -> {});
  }

  /** What a Telnet server sends before it says anything sensible. */
  interface Preamble {
    void sendTo(OutputStream out) throws IOException;
  }

  /** The same, with something before. */
  static ToyServers telnet(ToyCli cli, Preamble before) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    List<String> passwords = new CopyOnWriteArrayList<>();
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              Thread.ofVirtual().start(() -> session(socket, cli, before, passwords));
            } catch (IOException closed) {
              return;
            }
          }
        });
    return new ToyServers() {
      @Override
      public int port() {
        return server.getLocalPort();
      }

      @Override
      public Optional<String> pin() {
        return Optional.empty();
      }

      @Override
      public List<String> passwords() {
        return passwords;
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  private static void session(Socket socket, ToyCli cli, Preamble before, List<String> passwords) {
    try (socket) {
      InputStream in = new WithoutOptions(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      OutputStream together = new BufferedOutputStream(out, 8192);
      before.sendTo(together);
      together.flush();
      // WILL ECHO, WILL SUPPRESS-GO-AHEAD, DO NAWS, DO TERMINAL-TYPE
      out.write(new byte[] {-1, -5, 1, -1, -5, 3, -1, -3, 31, -1, -3, 24});
      out.write("\r\nWelcome\r\nlogin: ".getBytes(StandardCharsets.US_ASCII));
      String user = ToyCli.line(in, out, true);
      out.write("Password:".getBytes(StandardCharsets.US_ASCII));
      String password = ToyCli.line(in, out, false);
      passwords.add(password);
      if (!user.equals("admin") || !password.equals(PASSWORD)) {
        out.write("Login failed!\r\nlogin: ".getBytes(StandardCharsets.US_ASCII));
        ToyCli.line(in, out, true);
        return;
      }
      cli.serve(in, out);
    } catch (IOException gone) {
      // The client has ended the session.
    }
  }

  /** An SSH server with a fresh host key of a kind. */
  static ToyServers ssh(ToyCli cli, KeyPair... hostKeys) throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    List<String> passwords = new CopyOnWriteArrayList<>();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPasswordAuthenticator((user, password, session) -> {
      passwords.add(password);
      return user.equals("admin") && password.equals(PASSWORD);
    });
    server.setPublickeyAuthenticator((user, key, session) -> user.equals("keyholder"));
    server.setUserAuthFactories(
        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
    server.setShellFactory(channel -> new Shell(cli));
    server.start();
    ByteArrayBuffer blob = new ByteArrayBuffer();
    blob.putRawPublicKey(hostKeys[0].getPublic());
    String type = org.apache.sshd.common.config.keys.KeyUtils.getKeyType(hostKeys[0]);
    String pin = HostKey.of(type, blob.getCompactData()).text();
    return new ToyServers() {
      @Override
      public int port() {
        return server.getPort();
      }

      @Override
      public Optional<String> pin() {
        return Optional.of(pin);
      }

      @Override
      public List<String> passwords() {
        return passwords;
      }

      @Override
      public void close() throws IOException {
        server.stop(true);
      }
    };
  }

  static KeyPair rsa() {
    return pair("RSA", 2048);
  }

  static KeyPair ecdsa() {
    return pair("EC", 256);
  }

  private static KeyPair pair(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One shell session on a virtual thread. */
  final class Shell implements Command {
    private final ToyCli cli;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback exit;

    Shell(ToyCli cli) {
      this.cli = cli;
    }

    @Override
    public void setInputStream(InputStream in) {
      this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      InputStream input = java.util.Objects.requireNonNull(in);
      OutputStream output = java.util.Objects.requireNonNull(out);
      ExitCallback ended = java.util.Objects.requireNonNull(exit);
      Thread.ofVirtual()
          .start(() -> {
            try {
              cli.serve(input, output);
            } catch (IOException gone) {
              // The client has ended the session.
            } finally {
              ended.onExit(0);
            }
          });
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }

  /** Drops Telnet option sequences from what the client sends. */
  final class WithoutOptions extends java.io.FilterInputStream {
    WithoutOptions(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int c = read();
      if (c < 0) {
        return -1;
      }
      into[offset] = (byte) c;
      return 1;
    }

    @Override
    public int read() throws IOException {
      int c = in.read();
      while (c == 255) {
        int command = in.read();
        if (command == 250) {
          int previous = 0;
          int next = in.read();
          while (!(previous == 255 && next == 240)) {
            previous = next;
            next = in.read();
          }
        } else {
          in.read();
        }
        c = in.read();
      }
      return c;
    }
  }
}
