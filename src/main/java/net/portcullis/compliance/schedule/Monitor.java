package net.portcullis.compliance.schedule;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Shows metrics and health over HTTP. Only answers GET, and keeps nobody for long. */
final class Monitor implements AutoCloseable {
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** An answer. */
  record Answer(int status, String type, String text) {}

  /**
   * @throws IOException where the port cannot be had
   */
  Monitor(InetSocketAddress address, Map<String, Supplier<Answer>> pages) throws IOException {
    // The server reads these when its class is first used.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("jdk.httpserver.maxConnections", "64");
    this.server = HttpServer.create(address, BACKLOG);
    server.createContext("/", exchange -> answer(exchange, pages));
    server.setExecutor(threads);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(HttpExchange exchange, Map<String, Supplier<Answer>> pages)
      throws IOException {
    try (exchange) {
      Supplier<Answer> page = pages.get(exchange.getRequestURI().getPath());
      boolean get = exchange.getRequestMethod().equals("GET");
      Answer answer =
          page == null
              ? new Answer(404, "text/plain", "not found\n")
              : get ? told(page) : new Answer(405, "text/plain", "only GET\n");
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer told(Supplier<Answer> page) {
    try {
      return page.get();
    } catch (RuntimeException trouble) {
      return new Answer(503, "text/plain", "the state store cannot be read\n");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
