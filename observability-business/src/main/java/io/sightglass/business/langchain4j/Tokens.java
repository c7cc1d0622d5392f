// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business.langchain4j;

import io.sightglass.business.ai.TokenUsage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings a usage of LangChain4j, which passes on each vendor's own arithmetic, into parts that do
 * not overlap. The vendors' subclasses are in modules that an app may not have, so their accessors
 * are looked up once for each class.
 */
final class Tokens {

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private Tokens() {}

  /** The usage; null where the answer told none. */
  static @Nullable TokenUsage of(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
    if (usage == null || (usage.inputTokenCount() == null && usage.outputTokenCount() == null)) {
      return null;
    }
    long input = orZero(usage.inputTokenCount());
    long output = orZero(usage.outputTokenCount());
    return SHAPES.get(usage.getClass()).read(usage, input, output);
  }

  private static long orZero(@Nullable Number number) {
    return number == null ? 0 : number.longValue();
  }

  /** How one class counts. */
  private record Shape(Kind kind, Reader cached, Reader written, Reader reasoning) {

    private enum Kind {
      /** Input with the cached tokens, output with the reasoning: OpenAI and who copies it. */
      INCLUSIVE,
      /** Input without what was read from or written to the cache: Anthropic, Bedrock. */
      EXCLUSIVE,
      /** Input with the cached tokens, output without the thoughts: Gemini. */
      GEMINI
    }

    static Shape of(Class<?> type) {
      if (has(type, "cacheReadInputTokens")) {
        String written =
            has(type, "cacheCreationInputTokens")
                ? "cacheCreationInputTokens"
                : "cacheWriteInputTokens";
        return new Shape(
            Kind.EXCLUSIVE,
            Reader.of(type, "cacheReadInputTokens"),
            Reader.of(type, written),
            Reader.NOTHING);
      }
      if (has(type, "thoughtsTokenCount")) {
        return new Shape(
            Kind.GEMINI,
            Reader.of(type, "cachedContentTokenCount"),
            Reader.NOTHING,
            Reader.of(type, "thoughtsTokenCount"));
      }
      return new Shape(
          Kind.INCLUSIVE,
          Reader.of(type, "inputTokensDetails", "cachedTokens"),
          Reader.NOTHING,
          Reader.of(type, "outputTokensDetails", "reasoningTokens"));
    }

    TokenUsage read(Object usage, long input, long output) {
      long read = cached.of(usage);
      return switch (kind) {
        case INCLUSIVE -> TokenUsage.inclusive(input, read, output, reasoning.of(usage));
        case EXCLUSIVE -> TokenUsage.anthropic(input, read, written.of(usage), output);
        case GEMINI -> TokenUsage.gemini(input, read, output, reasoning.of(usage));
      };
    }

    private static boolean has(Class<?> type, String accessor) {
      try {
        type.getMethod(accessor);
        return true;
      } catch (NoSuchMethodException absent) {
        return false;
      }
    }
  }

  /** Reads a number by one accessor, or by one and then another; 0 where there is none. */
  private record Reader(List<MethodHandle> path) {

    static final Reader NOTHING = new Reader(List.of());

    static Reader of(Class<?> type, String... accessors) {
      List<MethodHandle> path = new ArrayList<>(accessors.length);
      Class<?> at = type;
      try {
        for (String name : accessors) {
          Method accessor = at.getMethod(name);
          at = accessor.getReturnType();
          path.add(
              MethodHandles.publicLookup()
                  .unreflect(accessor)
                  .asType(MethodType.methodType(Object.class, Object.class)));
        }
        return new Reader(List.copyOf(path));
      } catch (ReflectiveOperationException absent) {
        return NOTHING;
      }
    }

    long of(Object usage) {
      if (path.isEmpty()) {
        return 0;
      }
      Object at = usage;
      try {
        for (MethodHandle accessor : path) {
          at = (Object) accessor.invokeExact(at);
          if (at == null) {
            return 0;
          }
        }
      } catch (Throwable unreadable) {
        return 0;
      }
      return at instanceof Number number ? number.longValue() : 0;
    }
  }
}
