// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.util.List;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.Nullable;

/** Tells {@link Queries} what datasource-proxy sees. */
final class QueryListener implements QueryExecutionListener {

  private static final String RUNNING = "sightglass";

  private final Queries queries;

  QueryListener(Queries queries) {
    this.queries = queries;
  }

  @Override
  public void beforeQuery(ExecutionInfo execution, List<QueryInfo> infos) {
    if (infos.isEmpty() || (execution.isBatch() && execution.getBatchSize() == 0)) {
      return; // a batch of nothing, which drivers do not send
    }
    List<String> statements =
        infos.size() == 1
            ? List.of(text(infos.get(0)))
            : infos.stream().map(QueryListener::text).toList();
    Queries.Running running = queries.begin(statements, execution.getBatchSize());
    if (running != null) {
      execution.addCustomValue(RUNNING, running);
    }
  }

  private static String text(QueryInfo info) {
    String text = info.getQuery();
    return text == null ? "" : text;
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> infos) {
    Queries.Running running = execution.getCustomValue(RUNNING, Queries.Running.class);
    if (running != null) {
      queries.end(running, execution.getThrowable(), changed(execution.getResult()));
    }
  }

  private static long changed(@Nullable Object result) {
    if (result instanceof Integer || result instanceof Long) {
      return ((Number) result).longValue();
    }
    long sum = 0;
    if (result instanceof int[] counts) {
      for (int count : counts) {
        sum += Math.max(0, count); // below 0: done, and the driver does not say how many
      }
    } else if (result instanceof long[] counts) {
      for (long count : counts) {
        sum += Math.max(0, count);
      }
    }
    return sum;
  }
}
