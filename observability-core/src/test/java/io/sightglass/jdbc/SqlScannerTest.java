// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScannerTest {

  private static final DatabaseIdentity POSTGRES = DatabaseIdentity.of("PostgreSQL", null);
  private static final DatabaseIdentity MYSQL = DatabaseIdentity.of("MySQL", null);
  private static final DatabaseIdentity SQL_SERVER =
      DatabaseIdentity.of("Microsoft SQL Server", null);
  private static final List<DatabaseIdentity> ALL =
      List.of(POSTGRES, MYSQL, SQL_SERVER, DatabaseIdentity.unknown());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select * from orders                                   | select | orders        | SELECT orders
          SELECT o.id FROM public.Orders o JOIN items i ON 1=1   | select | public.orders | SELECT public.orders
          select extract(year from paid) from invoice            | select | invoice       | SELECT invoice
          select a is distinct from b from t                     | select | t             | SELECT t
          select * from (select id from orders where x = 1) o    | select | orders        | SELECT orders
          (select 1 from a) union (select 2 from b)              | select | a             | SELECT a
          select * from "Order Lines"                            | select | order lines   | SELECT order lines
          select * from only parts                               | select | parts         | SELECT parts
          select * from generate_series(1, 10)                   | select |               | SELECT
          select 1                                               | select |               | SELECT
          select (select max(id) from b) from a                  | select | a             | SELECT a
          with x as (select * from orders) select * from x       | select | orders        | SELECT orders
          with x as (select 1 from a), y as (select 2 from x) select * from y | select | a | SELECT a
          with recursive x(n) as (select 1) insert into t select n from x | insert | t    | INSERT t
          insert into orders (id) values (?)                     | insert | orders        | INSERT orders
          insert or replace into orders values (1)               | insert | orders        | INSERT orders
          replace into orders values (1)                         | insert | orders        | REPLACE orders
          update orders set paid = true                          | update | orders        | UPDATE orders
          update only orders set paid = true                     | update | orders        | UPDATE orders
          delete from orders where id = 7                        | delete | orders        | DELETE orders
          delete orders where id = 7                             | delete | orders        | DELETE orders
          merge into stock s using sale on (1=1)                 | merge  | stock         | MERGE stock
          call settle(?)                                         | call   |               | CALL settle
          {? = call settle(?)}                                   | call   |               | CALL settle
          create table t (id int)                                | ddl    |               | CREATE
          truncate table t                                       | ddl    |               | TRUNCATE
          begin                                                  | other  |               | BEGIN
          /* who: me */ select 1 from a -- b                     | select | a             | SELECT a
          not sql at all                                         | other  |               |
          """)
  void a_statement_has_a_type_a_table_and_a_summary(
      String sql, String type, String table, String summary) {
    SqlShape shape = SqlScanner.scan(sql, POSTGRES);

    assertThat(shape.type()).isEqualTo(type);
    assertThat(shape.table()).isEqualTo(table);
    assertThat(shape.summary()).isEqualTo(summary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          select * from t where a = 'x' and b = 12.5e-3   | select * from t where a = ? and b = ?
          select * from t where a = ? and b = $1          | select * from t where a = ? and b = $1
          select * from t where a = :name and b = @p1     | select * from t where a = :name and b = @p1
          select 'it''s', N'x', E'y', x'1F', 0xFF, .5     | select ?, ?, ?, ?, ?, ?
          select $$a'b$$, $tag$ c $$ $tag$ from t         | select ?, ? from t
          select t1.col2 from t1 where a::text = '1'      | select t1.col2 from t1 where a::text = ?
          select  1   /* secret */   from  t -- secret    | select ? from t
          select "a" from t                               | select "a" from t
          select 'C:\\' , 'secret'                         | select ?...
          select 'open                                    | select ?...
          select 1 /* open                                | select ?...
          """)
  void a_text_reads_without_values_and_comments(String sql, String text) {
    assertThat(SqlScanner.scan(sql, POSTGRES).text()).isEqualTo(text);
  }

  @Test
  void double_quotes_hold_a_value_where_they_may() {
    String sql = "select * from users where name = \"ada\"";

    assertThat(SqlScanner.scan(sql, POSTGRES).text()).isEqualTo(sql);
    assertThat(SqlScanner.scan(sql, MYSQL).text()).isEqualTo("select * from users where name = ?");
    assertThat(SqlScanner.scan("select [a'b] from [dbo].[t]", SQL_SERVER).table())
        .isEqualTo("dbo.t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from t where a = 'planted'",
        "select * from t where a = 'it\\'s' and b = 'planted'",
        "select * from t where a = 'it''s planted' and b = 'x\\\\' and c = 'planted'",
        "select * from t where a = 'C:\\' and b = 'planted'",
        "select * from t where a = \"it's\" and b = 'planted'",
        "select q'[it's planted]' , nq'{planted}' from dual",
        "select $$it's planted$$ , $x$planted$x$",
        "select U&'planted' , E'\\'planted' , _utf8'planted'",
        "select 1 -- it's\n, 'planted'",
        "select 1 /* it's /* planted */ planted */ , 'planted'",
        "select 5--'a\n, 'planted'",
        "select 'a\nplanted\n' from t where b in ('planted','planted')",
        "select 'planted"
      })
  void no_value_gets_into_a_text_whatever_the_dialect(String sql) {
    for (DatabaseIdentity dialect : ALL) {
      assertThat(SqlScanner.scan(sql, dialect).text()).doesNotContain("planted");
      assertThat(String.valueOf(SqlScanner.scan(sql, dialect).summary())).doesNotContain("planted");
    }
  }

  @Test
  void a_number_sign_begins_a_comment_where_it_may() {
    String sql = "select 1 # it's\n, 'planted'";

    assertThat(SqlScanner.scan(sql, MYSQL).text()).isEqualTo("select ? , ?");
    assertThat(SqlScanner.scan(sql, DatabaseIdentity.unknown()).text()).isEqualTo("select ? , ?");
    assertThat(SqlScanner.scan("select a #> '{b}' from t", POSTGRES).text())
        .isEqualTo("select a #> ? from t");
  }

  @Test
  void numbers_are_values_too() {
    for (DatabaseIdentity dialect : ALL) {
      assertThat(SqlScanner.scan("select * from t2 where card = 4111111111111111", dialect).text())
          .isEqualTo("select * from t2 where card = ?");
    }
  }

  @Test
  void any_text_is_read_and_shortened() {
    Random random = new Random(42);
    String signs = "'\"`$[]()-/*#;.,\\ \n?:@abqnefrom SELECTinto017\u0000\ud800";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(60); n >= 0; n--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      for (DatabaseIdentity dialect : ALL) {
        assertThat(SqlScanner.scan(text.toString(), dialect).type())
            .isIn((Object[]) SqlShape.TYPES);
      }
    }
    String huge = "select " + "'x', ".repeat(1_000_000) + "1 from t";
    SqlShape shape = SqlScanner.scan(huge, POSTGRES);
    assertThat(shape.text()).hasSize(SqlScanner.MAX_TEXT + 3).endsWith("...");
  }
}
