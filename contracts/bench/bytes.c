/* Loops over bytes as string code has them: reverse, change case, count, compare, find, xor. */
#include "kernel.h"

#define LENGTH 8192

static u8 text[LENGTH], copy[LENGTH];
static u32 counts[256];

static NOINLINE void reverse(u8 *to, const u8 *from, u32 length) {
  for (u32 i = 0; i < length; i++) to[length - 1 - i] = from[i];
}

static NOINLINE void upper_case(u8 *at, u32 length) {
  for (u32 i = 0; i < length; i++) {
    if (at[i] >= 'a' && at[i] <= 'z') at[i] -= 32;
  }
}

static NOINLINE void count(const u8 *at, u32 length) {
  for (u32 i = 0; i < 256; i++) counts[i] = 0;
  for (u32 i = 0; i < length; i++) counts[at[i]]++;
}

static NOINLINE u32 common_prefix(const u8 *a, const u8 *b, u32 length) {
  u32 i = 0;
  while (i < length && a[i] == b[i]) i++;
  return i;
}

static NOINLINE i32 find(const u8 *at, u32 length, const u8 *pattern, u32 pattern_length) {
  for (u32 i = 0; i + pattern_length <= length; i++) {
    if (common_prefix(at + i, pattern, pattern_length) == pattern_length) return (i32)i;
  }
  return -1;
}

u32 run(u32 rounds) {
  u32 random = 916191069u, sum = 0;
  for (u32 i = 0; i < LENGTH; i++) text[i] = (u8)('A' + next_random(&random) % 58);
  for (u32 round = 0; round < rounds; round++) {
    reverse(copy, text, LENGTH);
    upper_case(copy, LENGTH);
    count(copy, LENGTH);
    sum = mix(sum, counts['A' + round % 26]);
    reverse(text, copy, LENGTH);
    sum = mix(sum, common_prefix(text, copy, LENGTH));
    sum = mix(sum, (u32)find(text, LENGTH, text + LENGTH - 40, 5));
    for (u32 i = 0; i < LENGTH; i += 3) text[i] = (u8)('A' + ((text[i] ^ copy[i] ^ round) & 31) + (i & 16));
  }
  return sum;
}
