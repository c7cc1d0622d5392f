// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseIdentityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PostgreSQL           | jdbc:postgresql://db.example:5433/shop?user=u&password=planted | postgresql | db.example | 5433 | shop
          PostgreSQL           | jdbc:postgresql://a:1,b:2/shop                      | postgresql           |           |      | shop
          PostgreSQL           | jdbc:postgresql://[::1]:5432/shop                   | postgresql           | [::1]     | 5432 | shop
          MySQL                | jdbc:mysql://u:planted@db/shop                      | mysql                | db        |      | shop
          MariaDB              | jdbc:mariadb://db:3306/shop?password=planted        | mariadb              | db        | 3306 | shop
          Microsoft SQL Server | jdbc:sqlserver://db\\main:1433;databaseName=shop;password=planted | microsoft.sql_server | db | 1433 | shop
          Oracle               | jdbc:oracle:thin:u/planted@//db:1521/shop           | oracle.db            | db        | 1521 | shop
          H2                   | jdbc:h2:mem:shop;MODE=PostgreSQL                    | h2database           |           |      |
          DB2/LINUXX8664       | jdbc:db2://db:50000/shop                            | ibm.db2              | db        | 50000 | shop
          Something            | jdbc:x://db:port/shop                               | other_sql            | db        |      | shop
                               |                                                     | other_sql            |           |      |
          """)
  void it_is_what_the_driver_says_without_credentials(
      String product, String url, String system, String host, Long port, String name) {
    DatabaseIdentity identity = DatabaseIdentity.of(product, url);

    assertThat(identity.system()).isEqualTo(system);
    assertThat(identity.attributes().asMap().toString()).doesNotContain("planted");
    assertThat(attribute(identity, "server.address")).isEqualTo(host);
    assertThat(attribute(identity, "server.port")).isEqualTo(port == null ? null : port.toString());
    assertThat(attribute(identity, "db.namespace")).isEqualTo(name);
  }

  private static String attribute(DatabaseIdentity identity, String key) {
    return identity.attributes().asMap().entrySet().stream()
        .filter(entry -> entry.getKey().getKey().equals(key))
        .map(entry -> entry.getValue().toString())
        .findFirst()
        .orElse(null);
  }
}
