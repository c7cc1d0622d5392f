// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the stand-in of the AI vendors answers: the words, the tokens, or how it fails. The same
 * answer takes the shape of whichever API is asked.
 *
 * <pre>{@code
 * AiAnswer.text("Your ", "invoice ", "is paid.").usage("{\"prompt_tokens\":90,…}");
 * AiAnswer.text("Your ", "invoice").hangUpAfter(1);      // one chunk, then the connection breaks
 * AiAnswer.status(429).header("retry-after-ms", "1");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class AiAnswer {

  /** What happens after the chunks that are sent. */
  enum End {
    COMPLETE,
    HANG_UP,
    ERROR_EVENT,
    HOLD
  }

  private final Draft draft;

  private AiAnswer(Draft draft) {
    this.draft = draft;
  }

  /** An answer of these words; in a stream, each of them is a chunk. */
  public static AiAnswer text(String... chunks) {
    Draft draft = new Draft();
    draft.chunks = List.of(chunks);
    return new AiAnswer(draft);
  }

  /**
   * An answer that asks for a tool, from OpenAI's chat API and from Anthropic's; not in a stream.
   *
   * @param arguments a JSON object
   */
  public static AiAnswer tool(String name, String arguments) {
    Draft draft = new Draft();
    draft.tool = Objects.requireNonNull(name, "name");
    draft.toolArguments = JsonParser.parseString(arguments).getAsJsonObject();
    return new AiAnswer(draft);
  }

  /**
   * An error of the service, in the vendor's shape.
   *
   * @throws IllegalArgumentException for a status that is not 400 to 599
   */
  public static AiAnswer status(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + ": 400 to 599");
    }
    Draft draft = new Draft();
    draft.status = status;
    return new AiAnswer(draft);
  }

  /** No answer at all, for clients with a time limit. */
  public static AiAnswer silence() {
    Draft draft = new Draft();
    draft.silent = true;
    return new AiAnswer(draft);
  }

  /** The connection breaks before a byte of the answer. */
  public static AiAnswer hangUp() {
    return text().hangUpAfter(0);
  }

  /** The same with the vendor's usage object, sent as it is. */
  public AiAnswer usage(String json) {
    Draft next = draft.copy();
    next.usage = JsonParser.parseString(json).getAsJsonObject();
    return new AiAnswer(next);
  }

  /** The same with that usage, in the words of whichever API is asked; nothing cached. */
  public AiAnswer tokens(int input, int output) {
    Draft next = draft.copy();
    next.input = input;
    next.output = output;
    return new AiAnswer(next);
  }

  /** The same without any word about tokens. */
  public AiAnswer withoutUsage() {
    Draft next = draft.copy();
    next.withoutUsage = true;
    return new AiAnswer(next);
  }

  /** The same from that model; else the one that was asked. */
  public AiAnswer model(String name) {
    Draft next = draft.copy();
    next.model = Objects.requireNonNull(name, "name");
    return new AiAnswer(next);
  }

  /** The same, ended for that reason, in the vendor's word; else the one for a natural end. */
  public AiAnswer finish(String reason) {
    Draft next = draft.copy();
    next.finish = Objects.requireNonNull(reason, "reason");
    return new AiAnswer(next);
  }

  /** The same with that vendor's error code, such as {@code context_length_exceeded}. */
  public AiAnswer code(String code) {
    Draft next = draft.copy();
    next.code = Objects.requireNonNull(code, "code");
    return new AiAnswer(next);
  }

  /** The same with a header, such as {@code retry-after}. */
  public AiAnswer header(String name, String value) {
    Draft next = draft.copy();
    Map<String, String> headers = new java.util.TreeMap<>(next.headers);
    headers.put(name, value);
    next.headers = Map.copyOf(headers);
    return new AiAnswer(next);
  }

  /** The same, each chunk (or the whole) held back for so long. */
  public AiAnswer pause(Duration pause) {
    Draft next = draft.copy();
    next.pause = Objects.requireNonNull(pause, "pause");
    return new AiAnswer(next);
  }

  /** The same, broken off by the connection after so many chunks. */
  public AiAnswer hangUpAfter(int chunks) {
    return ending(End.HANG_UP, chunks);
  }

  /** The same, broken off by an error in the stream after so many chunks. */
  public AiAnswer errorAfter(int chunks) {
    return ending(End.ERROR_EVENT, chunks);
  }

  /** The same, at a halt after so many chunks until the client goes away. */
  public AiAnswer holdAfter(int chunks) {
    return ending(End.HOLD, chunks);
  }

  private AiAnswer ending(End end, int chunks) {
    if (chunks < 0) {
      throw new IllegalArgumentException("chunks must not be negative, was " + chunks);
    }
    Draft next = draft.copy();
    next.end = end;
    next.sent = chunks;
    return new AiAnswer(next);
  }

  int status() {
    return draft.status;
  }

  boolean isSilent() {
    return draft.silent;
  }

  String words() {
    return String.join("", draft.chunks);
  }

  /** The chunks that are sent. */
  List<String> sentChunks() {
    return draft.end == End.COMPLETE
        ? draft.chunks
        : draft.chunks.subList(0, Math.min(draft.sent, draft.chunks.size()));
  }

  End end() {
    return draft.end;
  }

  @Nullable String tool() {
    return draft.tool;
  }

  JsonObject toolArguments() {
    return draft.toolArguments;
  }

  String modelOr(String asked) {
    return draft.model == null ? asked : draft.model;
  }

  String finishOr(String natural) {
    return draft.finish == null ? natural : draft.finish;
  }

  String codeOr(String usual) {
    return draft.code == null ? usual : draft.code;
  }

  Map<String, String> headers() {
    return draft.headers;
  }

  Duration pause() {
    return draft.pause;
  }

  int input() {
    return draft.input;
  }

  int output() {
    return draft.output;
  }

  /** The usage to send: as given, else as the vendor would say it; null for none. */
  @Nullable JsonObject usageOr(JsonObject usual) {
    if (draft.withoutUsage) {
      return null;
    }
    return draft.usage == null ? usual : draft.usage.deepCopy();
  }

  private static final class Draft implements Cloneable {
    private int status = 200;
    private boolean silent;
    private List<String> chunks = List.of();
    private @Nullable String tool;
    private JsonObject toolArguments = new JsonObject();
    private @Nullable JsonObject usage;
    private int input = 11;
    private int output = 3;
    private boolean withoutUsage;
    private @Nullable String model;
    private @Nullable String finish;
    private @Nullable String code;
    private Map<String, String> headers = Map.of();
    private Duration pause = Duration.ZERO;
    private End end = End.COMPLETE;
    private int sent;

    Draft copy() {
      try {
        return (Draft) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
