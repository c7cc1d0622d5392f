// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One case of bad-settings.txt: what is given and what is said about it. */
record SettingCase(
    String title,
    Map<String, String> code,
    Map<String, String> properties,
    Map<String, String> environment,
    List<String> said) {

  LoadedSettings load() {
    return LoadedSettings.load("billing", code, properties, environment);
  }

  LoadedSettings loadStrictly() {
    Map<String, String> strict = new HashMap<>(code);
    strict.put("sightglass.strict", "true");
    return LoadedSettings.load("billing", strict, properties, environment);
  }

  List<String> refused() {
    return said.stream().filter(line -> line.startsWith("refused ")).toList();
  }

  static List<SettingCase> all() {
    return Arrays.stream(read().split("\n\n", -1))
        .map(String::strip)
        .filter(block -> !block.isEmpty() && !block.startsWith("#"))
        .map(SettingCase::parse)
        .toList();
  }

  private static SettingCase parse(String block) {
    Map<String, String> code = new HashMap<>();
    Map<String, String> properties = new HashMap<>();
    Map<String, String> environment = new HashMap<>();
    List<String> said = new ArrayList<>();
    for (String line : block.split("\n", -1)) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "code" -> put(code, words[1]);
        case "property" -> put(properties, words[1]);
        case "env" -> put(environment, words[1]);
        case "fine" -> said.addAll(List.of());
        default -> said.add(line);
      }
    }
    String title = block.substring(0, block.indexOf('\n'));
    return new SettingCase(title, code, properties, environment, said);
  }

  private static void put(Map<String, String> to, String pair) {
    int equals = pair.indexOf('=');
    to.put(pair.substring(0, equals), unescape(pair.substring(equals + 1)));
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String rest = text.substring(i);
      if (rest.startsWith("\\u")) {
        out.append((char) Integer.parseInt(rest.substring(2, 6), 16));
        i += 5;
      } else if (rest.startsWith("\\n") || rest.startsWith("\\r")) {
        out.append(rest.charAt(1) == 'n' ? '\n' : '\r');
        i++;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static String read() {
    try (InputStream in = SettingCase.class.getResourceAsStream("bad-settings.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
