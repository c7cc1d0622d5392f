// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import io.sightglass.Activity;
import io.sightglass.Observability;
import io.sightglass.catalogue.LabelSpec;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.meter.Histogram;
import java.time.Duration;
import java.util.Objects;

/**
 * Speech: how long it takes to turn it into text and text into it. A command is an event: {@link
 * VoiceCommand}.
 *
 * <pre>{@code
 * String text = business.voice().stt("whisper", () -> whisper.transcribe(audio));
 * obs.record(new VoiceCommand(Intent.CREATE_INVOICE, VoiceStatus.SUCCESS, "conv_3"));
 * }</pre>
 *
 * <p>A provider is a short, fixed name; the first 20 are series. What the work returns or throws is
 * the caller's, the very same object. Neither audio nor text is kept.
 *
 * <p>Thread-safe.
 */
public final class Voice {

  static final MeterSpec STT =
      spec("stt_processing_duration_seconds", "How long speech to text took.", "stt");
  static final MeterSpec TTS =
      spec("tts_processing_duration_seconds", "How long text to speech took.", "tts");

  private final Observability obs;
  private final Lazy<Histogram> stt;
  private final Lazy<Histogram> tts;

  Voice(Observability obs) {
    this.obs = obs;
    Domains.declare(obs, BusinessDomain.VOICE);
    stt = new Lazy<>(() -> obs.meters().histogram(STT));
    tts = new Lazy<>(() -> obs.meters().histogram(TTS));
  }

  /**
   * Turns speech into text.
   *
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T stt(String provider, Task<T, E> task) throws E {
    return run("speech.recognition", stt.get(), provider, task);
  }

  /**
   * Turns speech into text.
   *
   * @param audio how long the speech is, for the span
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T stt(String provider, Duration audio, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    return run(
        "speech.recognition",
        stt.get(),
        provider,
        () -> {
          if (audio != null) {
            Activity.current().set("audio_duration_s", Timing.seconds(audio));
          }
          return task.call();
        });
  }

  /**
   * Turns text into speech.
   *
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T tts(String provider, Task<T, E> task) throws E {
    return run("speech.synthesis", tts.get(), provider, task);
  }

  /**
   * Turns text into speech.
   *
   * @param characters how long the text is, for the span
   * @throws NullPointerException if {@code task} is null
   */
  public <T, E extends Exception> T tts(String provider, int characters, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    return run(
        "speech.synthesis",
        tts.get(),
        provider,
        () -> {
          Activity.current().set("characters", characters);
          return task.call();
        });
  }

  private <T, E extends Exception> T run(
      String name, Histogram durations, String provider, Task<T, E> task) throws E {
    Objects.requireNonNull(task, "task");
    return Timing.of(obs, name, durations, provider).call(task);
  }

  private static MeterSpec spec(String name, String help, String method) {
    return MeterSpec.histogram(name, help)
        .label(LabelSpec.upTo("provider", 20))
        .label(Domains.status())
        .buckets(0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30)
        .fedBy("Business.voice()." + method)
        .build();
  }
}
