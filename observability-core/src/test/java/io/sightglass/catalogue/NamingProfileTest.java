// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile makes of meters, and what it refuses. */
class NamingProfileTest {

  private static final MeterSpec JOBS =
      MeterSpec.counter("jobs_total", "Jobs.")
          .label("queue", "mail", "print")
          .label("status", "success", "failure")
          .label(LabelSpec.oneOf("host", "a", "b").offered())
          .fedBy("the queue")
          .build();

  private static final MeterSpec DEPTH =
      MeterSpec.gauge("jobs_depth", "Jobs that wait.").label("queue", "mail", "print").build();

  private static final MeterSpec TIME =
      MeterSpec.histogram("jobs_duration_seconds", "Time.")
          .label(LabelSpec.upTo("queue", 5))
          .buckets(1, 2)
          .build();

  private static MeterSpec only(NamingProfile profile, MeterSpec spec) {
    List<MeterSpec> specs = profile.expose(spec).specs();
    assertThat(specs).hasSize(1);
    return specs.get(0);
  }

  @Test
  void the_standard_profile_leaves_a_meter_alone_but_for_what_it_offers() {
    assertThat(NamingProfile.standard().expose(DEPTH).isUnchanged()).isTrue();
    Exposure jobs = NamingProfile.standard().expose(JOBS);
    assertThat(jobs.isUnchanged()).isFalse();
    assertThat(jobs.specs().get(0).labelNames()).containsExactly("queue", "status");
    assertThat(jobs.values("mail", "success", "a")).containsExactly("mail", "success");
    assertThat(jobs.shows("queue")).isTrue();
    assertThat(jobs.shows("host")).isFalse();
    assertThat(jobs.shows("nothing")).isFalse();
  }

  @Test
  void a_renamed_meter_keeps_everything_else() {
    NamingProfile profile =
        NamingProfile.standard()
            .rename("jobs_duration_seconds", "work_duration_seconds")
            .relabel("jobs_duration_seconds", "queue", "topic");
    MeterSpec time = only(profile, TIME);
    assertThat(time.name()).isEqualTo("work_duration_seconds");
    assertThat(time.id()).isEqualTo("jobs_duration_seconds");
    assertThat(time.type()).isEqualTo(MeterType.HISTOGRAM);
    assertThat(time.unit()).isEqualTo("seconds");
    assertThat(time.help()).isEqualTo("Time.");
    assertThat(time.buckets()).containsExactly(1, 2);
    assertThat(time.labelNames()).containsExactly("topic");
    assertThat(time.labels().get(0).limit()).isEqualTo(5);
    assertThat(only(NamingProfile.standard().rename("jobs_total", "work_total"), JOBS).feed())
        .isEqualTo("the queue");
  }

  @Test
  void the_order_of_operations_does_not_matter_and_the_later_of_two_holds() {
    NamingProfile first =
        NamingProfile.standard()
            .rename("jobs_total", "work_total")
            .relabel("jobs_total", "queue", "topic")
            .relabel("queue", "line")
            .prefix("app");
    NamingProfile second =
        NamingProfile.standard()
            .prefix("app")
            .relabel("queue", "line")
            .relabel("jobs_total", "queue", "topic")
            .rename("jobs_total", "work_total");
    for (NamingProfile profile : List.of(first, second)) {
      assertThat(only(profile, JOBS).name()).isEqualTo("app_work_total");
      assertThat(only(profile, JOBS).labelNames()).containsExactly("topic", "status");
      assertThat(only(profile, DEPTH).labelNames()).containsExactly("line");
    }
    assertThat(only(first.rename("jobs_total", "tasks_total"), JOBS).name())
        .isEqualTo("app_tasks_total");
    assertThat(only(first.dropLabel("jobs_total", "queue").pick("jobs_total", "queue"), JOBS))
        .extracting(MeterSpec::labelNames)
        .isEqualTo(List.of("topic", "status"));
  }

  @Test
  void profiles_combine_and_the_second_holds() {
    NamingProfile both =
        NamingProfile.leads()
            .and(
                NamingProfile.named("ours")
                    .rename("ai_requests_total", "ai_calls_total")
                    .relabel("status", "state")
                    .prefix("crm"));
    MeterSpec calls =
        MeterSpec.counter("ai_requests_total", "Calls.")
            .label(LabelSpec.learned("model"))
            .label(LabelSpec.learned("provider"))
            .label("status", "success")
            .build();
    assertThat(only(both, calls).name()).isEqualTo("crm_ai_calls_total");
    assertThat(only(both, calls).labelNames()).containsExactly("model", "state");
    assertThat(both.name()).isEqualTo("leads");
    assertThat(both).hasToString("naming profile 'leads', prefix 'crm'");
  }

  @Test
  void an_exposure_wants_a_value_for_each_declared_label() {
    Exposure jobs = NamingProfile.standard().expose(JOBS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> jobs.spec("mail"))
        .withMessageContaining("jobs_total")
        .withMessageContaining("3 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exposure.unchanged(DEPTH).values("a", "b"));
    assertThatNullPointerException().isThrownBy(() -> jobs.values("mail", null, "a"));
  }

  @Test
  void values_are_replaced_and_where_they_become_names_the_label_is_gone() {
    NamingProfile profile =
        NamingProfile.standard()
            .valueIntoName("jobs_total", "status", "failure", "jobs_failed_total")
            .mapValues("jobs_total", "queue", Map.of("mail", "post"));
    Exposure jobs = profile.expose(JOBS);
    assertThat(jobs.specs())
        .extracting(MeterSpec::name)
        .containsExactly("jobs_total", "jobs_failed_total");
    assertThat(jobs.specs().get(1).labelNames()).containsExactly("queue");
    assertThat(jobs.specs().get(0).labels().get(0).values()).containsExactly("post", "print");
    assertThat(jobs.spec("mail", "failure", "a").name()).isEqualTo("jobs_failed_total");
    assertThat(jobs.values("mail", "failure", "a")).containsExactly("post");
    assertThat(jobs.spec("mail", "success", "a").name()).isEqualTo("jobs_total");
    assertThat(jobs.values("_other", "success", "a")).containsExactly("_other", "success");
    assertThat(jobs.shows("status")).isTrue();
  }

  @Test
  void a_derived_label_is_as_bounded_as_what_it_comes_from() {
    NamingProfile profile =
        NamingProfile.standard()
            .deriveLabel("jobs_total", "ok", "status", s -> s.equals("success") ? "yes" : null)
            .addLabel("jobs_total", "team", "billing");
    MeterSpec jobs = only(profile, JOBS);
    assertThat(jobs.labelNames()).containsExactly("queue", "status", "ok", "team");
    assertThat(jobs.labels().get(2).values()).containsExactly("yes");
    Exposure exposure = profile.expose(JOBS);
    assertThat(exposure.values("mail", "failure", "a"))
        .containsExactly("mail", "failure", null, "billing");
    assertThat(exposure.values("mail", "_other", "a"))
        .containsExactly("mail", "_other", "_other", "billing");
    assertThat(exposure.values("mail", "none", "a"))
        .containsExactly("mail", "none", "none", "billing");
    NamingProfile broken =
        NamingProfile.standard()
            .deriveLabel(
                "jobs_duration_seconds",
                "first",
                "queue",
                queue -> String.valueOf(queue.charAt(100)));
    assertThat(broken.expose(TIME).values("mail")).containsExactly("mail", "_other");
    assertThat(only(broken, TIME).labels().get(1).limit()).isEqualTo(5);
  }

  @Test
  void what_cannot_be_done_to_a_meter_is_refused_by_name() {
    refused(NamingProfile.standard().dropLabel("jobs_depth", "queue"), DEPTH, "cannot be added up");
    refused(
        NamingProfile.standard().mapValues("jobs_depth", "queue", Map.of("mail", "print")),
        DEPTH,
        "fall together");
    refused(NamingProfile.standard().dropLabel("jobs_total", "colour"), JOBS, "no label 'colour'");
    refused(NamingProfile.standard().buckets("jobs_total", 1, 2), JOBS, "only a histogram");
    refused(NamingProfile.standard().rename("jobs_total", "jobs"), JOBS, "must end in _total");
    refused(
        NamingProfile.standard().relabel("jobs_total", "queue", "status"), JOBS, "'status' twice");
    refused(
        NamingProfile.standard().valueIntoName("jobs_total", "status", "late", "late_total"),
        JOBS,
        "no value 'late'");
    refused(
        NamingProfile.standard()
            .valueIntoName("jobs_total", "status", "failure", "a_total")
            .valueIntoName("jobs_total", "queue", "mail", "b_total"),
        JOBS,
        "only one label's values");
    refused(
        NamingProfile.standard().deriveLabel("jobs_total", "x", "status", any -> null),
        JOBS,
        "never have a value");
  }

  private static void refused(NamingProfile profile, MeterSpec spec, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> profile.expose(spec))
        .withMessageContaining(spec.name())
        .withMessageContaining(why);
    assertThatIllegalArgumentException().isThrownBy(() -> profile.check(List.of(spec)));
  }

  @Test
  void values_of_a_gauge_may_change_as_long_as_they_stay_apart() {
    NamingProfile profile =
        NamingProfile.standard()
            .mapValues("jobs_depth", "queue", Map.of("mail", "print", "print", "mail"));
    assertThat(profile.expose(DEPTH).values("mail")).containsExactly("print");
  }

  @Test
  void two_meters_under_one_name_are_refused_when_the_profile_or_a_test_says_so() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NamingProfile.standard()
                    .rename("jobs_total", "work_total")
                    .rename("tasks_total", "work_total"))
        .withMessageContaining("'jobs_total' and 'tasks_total'")
        .withMessageContaining("'work_total'");
    MeterSpec work = MeterSpec.counter("work_total", "W.").build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NamingProfile.standard()
                    .rename("jobs_total", "work_total")
                    .check(List.of(work, JOBS)))
        .withMessageContaining("'work_total' and 'jobs_total'");
    Catalogue fine = NamingProfile.prefixed("app").check(List.of(work, JOBS, DEPTH));
    assertThat(fine.meters())
        .extracting(MeterSpec::name)
        .containsExactly("app_jobs_depth", "app_jobs_total", "app_work_total");
  }

  @Test
  void a_prefix_is_put_once_and_not_before_what_is_not_the_apps() {
    NamingProfile profile = NamingProfile.prefixed("app_");
    assertThat(profile.prefix()).isEqualTo("app");
    assertThat(only(profile, MeterSpec.counter("app_runs_total", "R.").build()).name())
        .isEqualTo("app_runs_total");
    MeterSpec uptime = MeterSpec.gauge("process_uptime_seconds", "U.").unprefixed().build();
    assertThat(profile.expose(uptime).isUnchanged()).isTrue();
    assertThat(only(profile.rename("process_uptime_seconds", "up_seconds"), uptime).name())
        .isEqualTo("up_seconds");
    MeterSpec own = MeterSpec.counter("sightglass_x_total", "X.").build();
    assertThat(profile.rename("sightglass_x_total", "x_total").expose(own).isUnchanged()).isTrue();
    assertThat(profile.prefix("").expose(JOBS).specs().get(0).name()).isEqualTo("jobs_total");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamingProfile.prefixed("9lives"))
        .withMessageContaining("9lives");
  }

  @Test
  void every_ready_made_profile_has_its_name() {
    for (String name : NamingProfile.names()) {
      assertThat(NamingProfile.of(name).name()).isEqualTo(name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamingProfile.of("lead"))
        .withMessageContaining("leads");
    assertThatNullPointerException().isThrownBy(() -> NamingProfile.of(null));
    assertThatNullPointerException().isThrownBy(() -> NamingProfile.standard().rename("a", null));
  }

  @Test
  void renames_are_read_from_text() {
    NamingProfile profile =
        NamingProfile.standard()
            .renames(
                " jobs_total{queue=topic, status=state} = work_total,"
                    + "{queue=line}, jobs_duration_seconds=time_seconds,");
    assertThat(only(profile, JOBS).name()).isEqualTo("work_total");
    assertThat(only(profile, JOBS).labelNames()).containsExactly("topic", "state");
    assertThat(only(profile, DEPTH).labelNames()).containsExactly("line");
    assertThat(only(profile, TIME).name()).isEqualTo("time_seconds");
    assertThat(only(profile, TIME).labelNames()).containsExactly("line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs_total",
        "=x",
        "a=",
        "a=b=c",
        "a{x}",
        "a{x=}",
        "{x=y}=z",
        "a{x=y",
        "a}x=y{",
        "a{x=le}",
        "a{}",
        "a b=c",
        "ä=b"
      })
  void a_rename_that_means_nothing_is_refused_with_its_text(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamingProfile.standard().renames("ok=fine, " + text))
        .satisfies(refusal -> assertThat(refusal.getMessage()).isNotBlank());
  }

  @Property(tries = 300)
  void any_values_end_in_one_of_the_families_with_a_value_for_each_label(
      @ForAll("profiles") NamingProfile profile,
      @ForAll("values") String queue,
      @ForAll("values") String status) {
    Exposure jobs = profile.expose(JOBS);
    MeterSpec spec = jobs.spec(queue, status, "a");
    assertThat(jobs.values(queue, status, "a")).hasSameSizeAs(spec.labels());
    assertThat(spec.id()).isEqualTo("jobs_total");
    boolean known = jobs.specs().contains(spec);
    assertThat(known || !List.of("success", "failure").contains(status)).isTrue();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of("mail", "print", "success", "failure", "_other", "none", "");
  }

  @Provide
  Arbitrary<NamingProfile> profiles() {
    List<NamingProfile> parts =
        List.of(
            NamingProfile.standard().rename("jobs_total", "work_total"),
            NamingProfile.standard().relabel("status", "state"),
            NamingProfile.standard().dropLabel("jobs_total", "queue"),
            NamingProfile.standard().pick("jobs_total", "host"),
            NamingProfile.standard().valueIntoName("jobs_total", "status", "success", "ok_total"),
            NamingProfile.standard().valueIntoName("jobs_total", "status", "failure", "no_total"),
            NamingProfile.standard().mapValues("jobs_total", "queue", Map.of("mail", "print")),
            NamingProfile.standard().addLabel("jobs_total", "team", "x"),
            NamingProfile.prefixed("app"));
    return Combinators.combine(Arbitraries.of(parts), Arbitraries.of(parts), Arbitraries.of(parts))
        .as((a, b, c) -> a.and(b).and(c));
  }
}
