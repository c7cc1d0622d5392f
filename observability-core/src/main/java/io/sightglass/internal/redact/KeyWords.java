// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words by which a key says that its value is secret, as an automaton (Aho-Corasick): one step
 * for each character of a key, however many words there are. Immutable; ASCII letters match in
 * either case.
 */
public final class KeyWords {

  /** Secret wherever they stand in a key. */
  private static final List<String> ANYWHERE =
      List.of(
          "password passwd passwort passphrase passcode pwd secret token apikey api_key api-key",
          "accesskey access_key access-key accountkey account_key authorization credential",
          "private_key privatekey private-key signingkey signing_key signing-key encryption_key",
          "encryptionkey client_assertion dsn cookie headers card_number cardnumber card-number",
          "account_number accountnumber aadhaar aadhar phone_number phonenumber phone-number",
          "mobile_number mobilenumber mobile-number");

  /** Secret where a key ends in them, as in {@code customer_pan} and {@code customerPan}. */
  private static final List<String> AT_END =
      List.of(
          "otp cvv cvv2 cvc pan ssn mpin vpa phone telephone mobile msisdn sessionid session_id",
          "jsessionid");

  private static final Set<Character> SYMBOLS = Set.of('_', '-');
  private static final int LETTERS = 26;
  private static final int DIGITS = 10;
  private static final int WIDTH = LETTERS + DIGITS + SYMBOLS.size();

  private static final byte IN_WORD = 1;
  private static final byte ENDS_KEY = 2;

  /** The words above. */
  public static final KeyWords STANDARD = new KeyWords(words(ANYWHERE), words(AT_END));

  private final List<String> anywhere;
  private final List<String> atEnd;
  private final short[] next;
  private final byte[] found;
  private final byte[] endLength;

  private KeyWords(List<String> anywhere, List<String> atEnd) {
    this.anywhere = List.copyOf(anywhere);
    this.atEnd = List.copyOf(atEnd);
    int states = 1;
    for (List<String> words : List.of(anywhere, atEnd)) {
      states += words.stream().mapToInt(String::length).sum();
    }
    next = new short[states * WIDTH];
    found = new byte[states];
    endLength = new byte[states];
    Arrays.fill(next, (short) -1);
    int used = 1;
    for (String word : anywhere) {
      used = add(word, IN_WORD, used);
    }
    for (String word : atEnd) {
      used = add(word, ENDS_KEY, used);
    }
    link();
  }

  private static List<String> words(List<String> lines) {
    return lines.stream().flatMap(line -> Arrays.stream(line.split(" ", -1))).toList();
  }

  /**
   * These and one more, secret wherever it stands in a key.
   *
   * @throws IllegalArgumentException if it is no ASCII word of 3 to 64 characters
   */
  public KeyWords with(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean usable =
        lower.length() >= 3
            && lower.length() <= 64
            && lower.chars().allMatch(c -> column((char) c) >= 0);
    if (!usable) {
      throw new IllegalArgumentException(
          "the redacted key is \""
              + Shown.of(word)
              + "\"; allowed are 3 to 64 ASCII letters, digits, '_' and '-'");
    }
    List<String> more = new ArrayList<>(anywhere);
    more.add(lower);
    return new KeyWords(more, atEnd);
  }

  private int add(String word, byte kind, int used) {
    int state = 0;
    int states = used;
    for (int i = 0; i < word.length(); i++) {
      int slot = state * WIDTH + column(word.charAt(i));
      if (next[slot] < 0) {
        next[slot] = (short) states++;
      }
      state = next[slot];
    }
    found[state] |= kind;
    if (kind == ENDS_KEY) {
      endLength[state] = (byte) word.length();
    }
    return states;
  }

  /** Where a word breaks off, the automaton goes on with the longest word that fits its end. */
  private void link() {
    short[] fallback = new short[found.length];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int column = 0; column < WIDTH; column++) {
      if (next[column] < 0) {
        next[column] = 0;
      } else {
        open.add((int) next[column]);
      }
    }
    while (!open.isEmpty()) {
      int state = open.remove();
      int shorter = fallback[state];
      if (endLength[state] == 0) {
        endLength[state] = endLength[shorter];
      }
      found[state] |= found[shorter];
      for (int column = 0; column < WIDTH; column++) {
        int slot = state * WIDTH + column;
        if (next[slot] < 0) {
          next[slot] = next[shorter * WIDTH + column];
        } else {
          fallback[next[slot]] = next[shorter * WIDTH + column];
          open.add((int) next[slot]);
        }
      }
    }
  }

  private static int column(char c) {
    int lower = c | 0x20;
    if (lower >= 'a' && lower <= 'z') {
      return lower - 'a';
    }
    if (c >= '0' && c <= '9') {
      return LETTERS + c - '0';
    }
    return c == '_' ? LETTERS + DIGITS : c == '-' ? LETTERS + DIGITS + 1 : -1;
  }

  /** Whether the key between the two places has one of the words. */
  public boolean isIn(String text, int from, int to) {
    int state = 0;
    for (int i = from; i < to; i++) {
      int column = column(text.charAt(i));
      state = column < 0 ? 0 : next[state * WIDTH + column];
      if ((found[state] & IN_WORD) != 0) {
        return true;
      }
    }
    return (found[state] & ENDS_KEY) != 0 && isWordAt(text, from, to - endLength[state]);
  }

  /**
   * Whether a word begins there: {@code customer_pan} and {@code customerPan}, not {@code span}.
   */
  private static boolean isWordAt(String text, int from, int at) {
    if (at <= from) {
      return at == from;
    }
    char before = text.charAt(at - 1);
    char first = text.charAt(at);
    boolean letterBefore = column(before) >= 0 && column(before) < LETTERS;
    return !letterBefore || (Character.isLowerCase(before) && Character.isUpperCase(first));
  }
}
