// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightglass.Observability;
import io.sightglass.catalogue.Catalogue;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.catalogue.MeterSpec;
import io.sightglass.catalogue.NamingProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page of every profile, to the letter, with the same values recorded into every meter but
 * those of the process and the library; of the others what differs from the default. Counters at
 * zero are left out: they are the sets of closed labels.
 */
class GoldenExpositionTest {

  static Stream<NamingProfile> profiles() {
    return Stream.concat(
        NamingProfile.names().stream().map(NamingProfile::of),
        Stream.of(NamingProfile.named("prefixed").prefix("billing")));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void the_page_of_a_profile_is_as_it_was(NamingProfile profile) throws IOException {
    List<String> families = families(profile);
    String text;
    if (profile.name().equals("default")) {
      text = String.join("", families);
    } else {
      List<String> standard = families(NamingProfile.standard());
      text =
          "# What is not as under the default profile.\n"
              + families.stream()
                  .filter(family -> !standard.contains(family))
                  .collect(Collectors.joining());
    }

    Generated.check(
        Repository.ROOT.resolve(
            "examples/quickstart/src/test/resources/golden/" + profile.name() + ".txt"),
        text,
        GoldenExpositionTest.class);
  }

  private static List<String> families(NamingProfile profile) {
    // With a prefix every family differs: those of HTTP show it.
    List<MeterSpec> meters =
        profile.prefix().isEmpty() ? meters() : MeterFeed.all().get("HTTP").meters();
    try (var obs = Observability.builder("golden").environment(Map.of()).naming(profile).build()) {
      meters.forEach(spec -> Recording.into(obs.meters(), spec));
      List<String> names =
          meters.stream()
              .flatMap(spec -> obs.catalogue().declared(spec.id()).stream())
              .map(MeterSpec::name)
              .toList();
      String page = new String(obs.scrape("").bytes(), StandardCharsets.UTF_8);
      assertThat(obs.report()).contains("naming: " + profile);
      return Stream.of(page.split("(?=# HELP )"))
          .filter(family -> names.contains(family.split(" ", 4)[2]))
          .map(GoldenExpositionTest::withoutIdleCounters)
          .toList();
    }
  }

  private static String withoutIdleCounters(String family) {
    return family
        .lines()
        .filter(line -> !line.matches("\\S+_total(\\{.*})? 0\\.0"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<MeterSpec> meters() {
    List<MeterSpec> meters = new ArrayList<>();
    List<Catalogue> feeds = List.copyOf(MeterFeed.all().values());
    feeds.stream().skip(1).map(Catalogue::meters).forEach(meters::addAll);
    meters.addAll(feeds.get(0).declared("errors_total").stream().toList());
    return meters;
  }
}
