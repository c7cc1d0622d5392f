// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Redactor;

/**
 * A field's name as lines have it, with what there is to know about it.
 *
 * @param lead the comma, the name in quotes and the colon
 * @param hash of the name
 * @param category whether it is the line's category
 * @param secret whether its text is secret
 * @param secretNumber whether even a number under it is
 */
// Made once for each name; nobody compares two of them as values.
@SuppressWarnings("ArrayRecordComponent")
record FieldName(
    String name, byte[] lead, int hash, boolean category, boolean secret, boolean secretNumber) {

  static FieldName of(String given, FieldProfile profile, Redactor redactor) {
    String cut = Texts.encodable(Texts.cut(given, Texts.MAX_NAME));
    boolean category = cut.equals(Own.CATEGORY.plain());
    String name = category ? profile.name(Own.CATEGORY) : profile.name(cut);
    return new FieldName(
        name,
        lead(name),
        name.hashCode(),
        category,
        redactor.isSecret(cut),
        redactor.isSecret(cut, 0L));
  }

  static byte[] lead(String name) {
    LineBytes bytes = new LineBytes();
    bytes.raw(',');
    bytes.text(name);
    bytes.raw(':');
    return bytes.toBytes();
  }

  // The very same object is the usual case and the quick answer.
  @SuppressWarnings("ReferenceEquality")
  boolean isSame(FieldName other) {
    return this == other || (hash == other.hash && name.equals(other.name));
  }
}
