/* Searches and checks of text: Knuth-Morris-Pratt, Horspool, UTF-8, wildcards by backtracking, edit distance, base64. */
#include "kernel.h"

static u8 text[4096], encoded[5600];
static u32 border[64], shift[256], row[65];

static NOINLINE i32 knuth_morris_pratt(const u8 *pattern, u32 length) {
  border[0] = 0;
  for (u32 i = 1, k = 0; i < length; i++) {
    while (k > 0 && pattern[i] != pattern[k]) k = border[k - 1];
    if (pattern[i] == pattern[k]) k++;
    border[i] = k;
  }
  for (u32 i = 0, k = 0; i < sizeof text; i++) {
    while (k > 0 && text[i] != pattern[k]) k = border[k - 1];
    if (text[i] == pattern[k]) k++;
    if (k == length) return (i32)(i + 1 - length);
  }
  return -1;
}

static NOINLINE i32 horspool(const u8 *pattern, u32 length) {
  for (u32 i = 0; i < 256; i++) shift[i] = length;
  for (u32 i = 0; i + 1 < length; i++) shift[pattern[i]] = length - 1 - i;
  for (u32 at = 0; at + length <= sizeof text; at += shift[text[at + length - 1]]) {
    u32 left = length;
    while (left > 0 && text[at + left - 1] == pattern[left - 1]) left--;
    if (left == 0) return (i32)at;
  }
  return -1;
}

/* Number of code points, 0 where the bytes are no UTF-8 (without the rules on overlong forms). */
static NOINLINE u32 code_points(const u8 *at, u32 length) {
  u32 count = 0;
  for (u32 i = 0; i < length; count++) {
    u8 c = at[i++];
    u32 more = c < 0x80 ? 0 : (c & 0xe0) == 0xc0 ? 1 : (c & 0xf0) == 0xe0 ? 2 : (c & 0xf8) == 0xf0 ? 3 : 4;
    if (more == 4 || i + more > length) return 0;
    for (; more > 0; more--) {
      if ((at[i++] & 0xc0) != 0x80) return 0;
    }
  }
  return count;
}

/* `*` is any text, `?` any character. */
static NOINLINE u32 matches(const char *pattern, const u8 *at, const u8 *end) {
  for (; *pattern != 0; pattern++) {
    if (*pattern == '*') {
      for (; at <= end; at++) {
        if (matches(pattern + 1, at, end)) return 1;
      }
      return 0;
    }
    if (at == end || (*pattern != '?' && *at != (u8)*pattern)) return 0;
    at++;
  }
  return at == end;
}

static NOINLINE u32 edit_distance(const u8 *a, const u8 *b, u32 length) {
  for (u32 j = 0; j <= length; j++) row[j] = j;
  for (u32 i = 1; i <= length; i++) {
    u32 diagonal = row[0];
    row[0] = i;
    for (u32 j = 1; j <= length; j++) {
      u32 replaced = diagonal + (a[i - 1] != b[j - 1]);
      u32 best = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
      diagonal = row[j];
      row[j] = replaced < best ? replaced : best;
    }
  }
  return row[length];
}

static NOINLINE u32 base64(const u8 *from, u32 length) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  u32 to = 0;
  for (u32 i = 0; i + 2 < length; i += 3) {
    u32 bits = (u32)from[i] << 16 | (u32)from[i + 1] << 8 | from[i + 2];
    for (u32 digit = 0; digit < 4; digit++) encoded[to++] = (u8)digits[bits >> (18 - 6 * digit) & 63];
  }
  return to;
}

u32 run(u32 rounds) {
  u32 random = 123456789u, sum = 0;
  for (u32 i = 0; i < sizeof text; i++) text[i] = (u8)('a' + next_random(&random) % 3);
  for (u32 round = 0; round < rounds; round++) {
    const u8 *pattern = text + 3000 + round % 64 * 16;
    sum = mix(sum, (u32)knuth_morris_pratt(pattern, 12));
    sum = mix(sum, (u32)horspool(pattern, 11));
    sum = mix(sum, code_points(text + round % 16, 2048));
    sum = mix(sum, matches("*a?b*ccb*aab*?cabc", pattern, pattern + 60));
    sum = mix(sum, edit_distance(pattern, text + round % 100, 48));
    sum = mix(sum, base64(text, 1024 + round % 3));
    sum = mix(sum, encoded[round % 1024]);
  }
  return sum;
}
