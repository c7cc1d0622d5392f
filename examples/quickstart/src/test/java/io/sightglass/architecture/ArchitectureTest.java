// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the modules, and what no published jar may touch. */
class ArchitectureTest {

  private static final Map<String, JavaClasses> MODULES = importModules();
  private static final JavaClasses ALL = importAll();

  @ParameterizedTest
  @CsvSource({
    "observability-core,     http,     true",
    "observability-core,     business, true",
    "observability-core,     health,   true",
    "observability-core,     logback,  true",
    "observability-core,     testkit,  true",
    "observability-http,     business, false",
    "observability-http,     health,   false",
    "observability-http,     testkit,  false",
    "observability-http,     logback,  false",
    "observability-business, http,     false",
    "observability-business, health,   false",
    "observability-health,   http,     false",
    "observability-health,   business, false",
    "observability-health,   logback,  false",
    "observability-core/logback, http, false",
    "observability-core/logback, health, false",
  })
  void a_module_knows_only_what_is_below_it(String module, String stranger, boolean isCore) {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sightglass." + stranger + "..")
            .because((isCore ? "core stands on nothing of ours" : "siblings do not know") + " it");
    rule.allowEmptyShould(true).check(MODULES.get(module));
  }

  @Test
  void only_the_logback_satellite_sees_logback() {
    MODULES.forEach(
        (module, classes) -> {
          if (!module.equals("observability-core/logback")) {
            noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ch.qos.logback..", "net.logstash..", "tools.jackson..")
                .allowEmptyShould(true)
                .check(classes);
          }
        });
  }

  @Test
  void internals_of_core_are_used_by_core_alone() {
    MODULES.forEach(
        (module, classes) -> {
          if (!module.equals("observability-core")) {
            noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sightglass.internal..")
                .allowEmptyShould(true)
                .check(classes);
          }
        });
  }

  @Test
  void leaf_packages_stand_on_their_root_and_never_back() {
    for (String root : List.of("http", "business", "health")) {
      noClasses()
          .that()
          .resideInAPackage("io.sightglass." + root)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sightglass." + root + ".(*)..")
          .allowEmptyShould(true)
          .check(MODULES.get("observability-" + root));
    }
    noClasses()
        .that()
        .resideOutsideOfPackages(coreLeaves())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(coreLeaves())
        .check(MODULES.get("observability-core"));
  }

  @Test
  void one_class_may_ask_for_an_agents_global() {
    assertThat(usersOf("io.opentelemetry.api.GlobalOpenTelemetry"))
        .as("classes that touch GlobalOpenTelemetry")
        .isSubsetOf("io.sightglass.HostTelemetry");
  }

  @Test
  void two_classes_may_add_a_hook_to_the_jvm() {
    Set<String> users =
        ALL.stream()
            .filter(
                type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("addShutdownHook")))
            .map(ArchitectureTest::outermost)
            .collect(Collectors.toSet());
    // Lines are to survive where there is a logback.xml and no app that stops.
    assertThat(users).isSubsetOf("io.sightglass.JvmHook", "io.sightglass.logback.ExitFlush");
  }

  @Test
  void no_global_registry_is_read() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("io.micrometer.core.instrument.Metrics")
        .check(ALL);
    noClasses()
        .should()
        .accessField("io.prometheus.metrics.model.registry.PrometheusRegistry", "defaultRegistry")
        .check(ALL);
  }

  @Test
  void nothing_of_the_jvm_is_changed() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("java.lang")))
                .and(
                    target(
                        nameMatching(
                            "setProperty|clearProperty|setOut|setErr|setIn|exit|halt"
                                + "|setDefaultUncaughtExceptionHandler|load|loadLibrary"))))
        .check(ALL);
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("java.util", "java.net")))
                .and(
                    target(
                        nameMatching(
                            "setDefault|setURLStreamHandlerFactory|setContentHandlerFactory"))))
        .check(ALL);
  }

  @Test
  void nothing_is_printed_and_nothing_sleeps() {
    // The one that log lines go to.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.sightglass.logback.ConsoleSink")
        .should()
        .accessField(System.class, "out")
        .check(ALL);
    // The one place for a message where there is no logging backend.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.sightglass.DefaultDiagnostics")
        .should()
        .accessField(System.class, "err")
        .check(ALL);
    noClasses().should().callMethodWhere(target(nameMatching("printStackTrace"))).check(ALL);
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("java.lang"))).and(target(nameMatching("sleep"))))
        .check(ALL);
    // JDBC's own interface gives a logger out: the driver's is handed on.
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.sightglass.jdbc.ObservedDataSource")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(ALL);
  }

  @Test
  void no_pool_grows_without_bound() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("java.util.concurrent")))
                .and(target(nameMatching("newCachedThreadPool|commonPool"))))
        .check(ALL);
  }

  @Test
  void no_optional_library_is_looked_for_by_name() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(resideInAnyPackage("java.lang")))
                .and(target(nameMatching("forName|loadClass|findClass"))))
        .check(ALL);
  }

  @Test
  void the_default_locale_plays_no_part() {
    noClasses().should().callMethod(String.class, "toLowerCase").check(ALL);
    noClasses().should().callMethod(String.class, "toUpperCase").check(ALL);
    noClasses().should().callMethod(String.class, "formatted", Object[].class).check(ALL);
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .check(ALL);
  }

  @Test
  void factories_take_the_place_of_public_constructors() {
    Predicate<JavaClass> madeByUsers =
        type ->
            type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isRecord()
                && !type.isAssignableTo(Throwable.class)
                && type.getAllRawInterfaces().stream().noneMatch(ArchitectureTest::isMadeByOthers)
                && !type.getPackageName().startsWith("io.sightglass.internal")
                && !type.getPackageName().startsWith("io.sightglass.logback");
    Set<String> withConstructor =
        ALL.stream()
            .filter(madeByUsers)
            .filter(
                type ->
                    type.getConstructors().stream()
                        .anyMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC)))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(withConstructor).isEmpty();
  }

  @Test
  void every_module_was_seen() {
    assertThat(MODULES.get("observability-core")).hasSizeGreaterThan(20);
    classes().should().resideInAPackage("io.sightglass..").check(ALL);
  }

  /** Service providers: the service loader makes them. */
  private static boolean isMadeByOthers(JavaClass type) {
    return type.getPackageName().startsWith("io.opentelemetry.sdk.autoconfigure.spi")
        || type.getPackageName().startsWith("org.junit.jupiter.api.extension")
        || type.getName().equals("io.sightglass.catalogue.MeterFeed");
  }

  private static Set<String> usersOf(String typeName) {
    return ALL.stream()
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(use -> use.getTargetClass().getName().equals(typeName)))
        .map(ArchitectureTest::outermost)
        .collect(Collectors.toSet());
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceAll("\\$.*", "");
  }

  private static String[] coreLeaves() {
    return List.of("jdbc", "spring", "cache", "redis", "executor", "sentry").stream()
        .map(leaf -> "io.sightglass." + leaf + "..")
        .toArray(String[]::new);
  }

  private static Map<String, JavaClasses> importModules() {
    Map<String, JavaClasses> modules = new LinkedHashMap<>();
    for (String module : Repository.PUBLISHED) {
      modules.put(
          module,
          new ClassFileImporter().importPath(Repository.ROOT.resolve(module + "/target/classes")));
    }
    return modules;
  }

  private static JavaClasses importAll() {
    return new ClassFileImporter()
        .importPaths(
            Repository.PUBLISHED.stream()
                .map(module -> Repository.ROOT.resolve(module + "/target/classes"))
                .toList());
  }
}
