package net.portcullis.compliance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.portcullis.input.Place;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.inventory.Automation.Target;
import net.portcullis.session.Secret;
import net.portcullis.store.Delivery;
import net.portcullis.store.Outgoing;
import net.portcullis.store.Owner;
import net.portcullis.store.RunChanges;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final Delivery SOMETHING =
      new Delivery(7, "soc", "changes", "{\"version\":1}", 0, NOON);
  private static final Duration SHORT = Duration.ofMillis(600);

  @TempDir private Path folder;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static void with(Answer answer, Body body) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", answer::to);
    server.start();
    try (Webhook webhook = webhook("http", server.getAddress().getPort())) {
      body.run(webhook);
    } finally {
      server.stop(0);
    }
  }

  private interface Body {
    void run(Webhook webhook) throws Exception;
  }

  private static Webhook webhook(String scheme, int port) {
    return new Webhook(
        URI.create(scheme + "://127.0.0.1:" + port + "/hook/token"),
        () -> Secret.of("s3cret".toCharArray()),
        CLOCK,
        SHORT);
  }

  @Test
  void aWebhookIsSignedOverItsTimeAndItsBody() throws Exception {
    List<String> seen = new ArrayList<>();
    with(
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          seen.add(exchange.getRequestHeaders().getFirst("Portcullis-Timestamp"));
          seen.add(exchange.getRequestHeaders().getFirst("Portcullis-Signature"));
          seen.add(exchange.getRequestHeaders().getFirst("Portcullis-Delivery"));
          seen.add(body);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        },
        webhook -> webhook.send(SOMETHING));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected =
        HexFormat.of()
            .formatHex(
                mac.doFinal(
                    (NOON.getEpochSecond() + "." + SOMETHING.body())
                        .getBytes(StandardCharsets.UTF_8)));
    assertThat(seen)
        .containsExactly(
            Long.toString(NOON.getEpochSecond()), "v1=" + expected, "7", SOMETHING.body());
  }

  @ParameterizedTest
  @CsvSource({
    "302, answers with a redirect (302)",
    "500, answers with status 500",
    "401, answers with status 401"
  })
  void anotherAnswerThanWellIsAFailure(int status, String words) throws Exception {
    List<String> paths = new ArrayList<>();
    with(
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        },
        webhook ->
            assertThatThrownBy(() -> webhook.send(SOMETHING))
                .hasMessageContaining(words)
                .hasMessageNotContaining("token"));
    assertThat(paths).containsExactly("/hook/token");
  }

  @Test
  void aWebhookThatHangsIsLeft() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Webhook webhook = webhook("http", silent.getLocalPort())) {
      assertThatThrownBy(() -> webhook.send(SOMETHING))
          .isInstanceOf(DeliveryException.class)
          .hasMessageContaining("does not answer within");
    }
  }

  @Test
  void anAnswerWithoutEndIsLeft() throws Exception {
    with(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(new byte[1024]);
            }
          } finally {
            exchange.close();
          }
        },
        webhook ->
            assertThatThrownBy(() -> webhook.send(SOMETHING))
                .hasMessageContaining("does not answer within"));
  }

  @Test
  void aPartnerWithoutACertificateIsNotTrusted() throws Exception {
    with(HttpExchange::close, plain -> {});
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    try (Webhook webhook = webhook("https", server.getAddress().getPort())) {
      assertThatThrownBy(() -> webhook.send(SOMETHING)).isInstanceOf(DeliveryException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aProgramReadsWhatItIsToldAndNoShellSeesItsArguments() throws Exception {
    Path told = folder.resolve("told; touch x");
    new Program(List.of("/usr/bin/tee", told.toString()), SHORT.multipliedBy(10)).send(SOMETHING);
    assertThat(Files.readString(told)).isEqualTo(SOMETHING.body() + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exit 3                       | ended with status 3",
        "echo no disk >&2; exit 1     | ended with status 1: no disk",
        "sleep 60                     | did not end within",
        "sleep 60 & wait              | did not end within",
        "yes                          | did not end within",
        "cat /dev/zero; exit 4        | did not end within",
      })
  void aProgramThatFailsOrHangsIsToldSo(String script, String words) {
    Instant began = Instant.now();
    assertThatThrownBy(() -> new Program(List.of("/bin/sh", "-c", script), SHORT).send(SOMETHING))
        .isInstanceOf(DeliveryException.class)
        .hasMessageContaining(words);
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aProgramThatIsNotThereIsToldSo() {
    assertThatThrownBy(() -> new Program(List.of("/no/such"), SHORT).send(SOMETHING))
        .hasMessageContaining("cannot be started");
  }

  @Test
  void whatDidNotArriveIsTriedAgainLaterAndLaterAndGivenUpInTheEnd() throws Exception {
    Instant[] now = {NOON};
    try (Store store = new Store(folder, () -> now[0], Owner.current())) {
      ScheduleRun run = store.schedules().begin("nightly", NOON, NOON, 1, 1);
      store
          .schedules()
          .end(
              run,
              "done",
              "",
              (RunChanges changes) -> List.of(new Outgoing("soc", "changes", "{}")));
      List<String> log = new ArrayList<>();
      Clock clock =
          new Clock() {
            @Override
            public Instant instant() {
              return now[0];
            }

            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          };
      Courier courier =
          new Courier(
              store.outbox(),
              clock,
              (about, words) -> log.add(about + " " + words),
              new Counters());
      Notification soc =
          new Notification("soc", new Target.Program(List.of("x")), "warning", Place.start("test"));
      Courier.Way broken =
          delivery -> {
            throw new DeliveryException("broken");
          };
      int tries = 0;
      while (store.outbox().counts().containsKey("pending")) {
        int failed = courier.deliver(soc, broken);
        tries += failed;
        now[0] = now[0].plusSeconds(1 + (failed == 0 ? 30 : 0));
      }
      assertThat(Duration.between(NOON, now[0])).isBetween(Duration.ofDays(3), Duration.ofDays(4));
      assertThat(tries).isBetween(60, 100);
      assertThat(log.getFirst()).isEqualTo("soc could not be told, next try in 2 s: broken");
      assertThat(log.getLast()).contains("will not be");
      assertThat(store.outbox().counts()).containsEntry("failed", 1);
    }
  }

  @Test
  void oneProcessHasADeliveryAtATime() {
    try (Store one = new Store(folder, () -> NOON, Owner.current());
        Store other = new Store(folder, () -> NOON, Owner.current())) {
      one.schedules()
          .missed("nightly", NOON, NOON, 1, "", List.of(new Outgoing("soc", "missed", "{}")));
      Optional<Delivery> first = one.outbox().claim("soc", Duration.ofMinutes(2));
      assertThat(first).isPresent();
      assertThat(other.outbox().claim("soc", Duration.ofMinutes(2))).isEmpty();
    }
  }
}
