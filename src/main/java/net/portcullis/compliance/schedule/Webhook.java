package net.portcullis.compliance.schedule;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import net.portcullis.session.Secret;
import net.portcullis.store.Delivery;

/**
 * Posts JSON, signed: {@code Portcullis-Signature: v1=HEX} is the HMAC-SHA256 over the value of
 * {@code Portcullis-Timestamp}, a full stop, and the body. {@code Portcullis-Delivery} stays the
 * same over tries, so that a receiver can tell what it has had.
 */
final class Webhook implements Courier.Way, AutoCloseable {
  private final HttpClient client;
  private final URI address;
  private final Supplier<Secret> secret;
  private final Clock clock;
  private final Duration longest;

  /**
   * @param longest what a try may take in all
   */
  Webhook(URI address, Supplier<Secret> secret, Clock clock, Duration longest) {
    this.address = address;
    this.secret = secret;
    this.clock = clock;
    this.longest = longest;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(longest)
            .build();
  }

  @Override
  public void send(Delivery delivery) throws DeliveryException, InterruptedException {
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(longest)
            .header("Content-Type", "application/json")
            .header("User-Agent", "portcullis")
            .header("Portcullis-Delivery", Long.toString(delivery.id()))
            .header("Portcullis-Timestamp", timestamp)
            .header("Portcullis-Signature", "v1=" + signature(timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      int status = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status / 100 == 3) {
        throw new DeliveryException(
            where() + " answers with a redirect (" + status + "), which is not followed");
      }
      if (status / 100 != 2) {
        throw new DeliveryException(where() + " answers with status " + status);
      }
    } catch (TimeoutException late) {
      throw new DeliveryException(
          where() + " does not answer within " + longest.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw new DeliveryException(
          where() + " " + words(Objects.requireNonNullElse(failed.getCause(), failed)), failed);
    } finally {
      answer.cancel(true);
    }
  }

  /** Never the path: some receivers keep a secret there. */
  private String where() {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  private String words(Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException late ->
          "takes no connection within " + longest.toSeconds() + " s";
      case java.net.http.HttpTimeoutException late ->
          "does not answer within " + longest.toSeconds() + " s";
      case SSLException tls -> "cannot be trusted: " + tls.getMessage();
      case java.net.ConnectException refused -> "takes no connection";
      case IOException broken -> "breaks the connection off: " + broken.getMessage();
      default -> "cannot be reached: " + cause.getClass().getSimpleName();
    };
  }

  private String signature(String timestamp, byte[] body) throws DeliveryException {
    byte[] key = key();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException everyRuntimeHasIt) {
      throw new IllegalStateException(everyRuntimeHasIt);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] key() throws DeliveryException {
    try {
      return secret.get().utf8();
    } catch (RuntimeException cannot) {
      throw new DeliveryException(
          "the secret cannot be had: " + String.valueOf(cannot.getMessage()), cannot);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
