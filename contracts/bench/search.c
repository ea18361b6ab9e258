/* Searches that return early: binary search, greatest common divisors, and a substring, character by character. */
#include "kernel.h"

static u32 sorted[1024];
static u8 text[4096];

static NOINLINE i32 binary_search(u32 key) {
  u32 low = 0, high = COUNT(sorted);
  while (low < high) {
    u32 middle = (low + high) / 2;
    if (sorted[middle] == key) return (i32)middle;
    if (sorted[middle] < key) low = middle + 1;
    else high = middle;
  }
  return -1;
}

static NOINLINE u32 common_divisor(u32 a, u32 b) {
  while (b) {
    u32 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static NOINLINE i32 find(const u8 *pattern, u32 length) {
  for (u32 at = 0; at + length <= sizeof text; at++) {
    u32 same = 0;
    while (same < length && text[at + same] == pattern[same]) same++;
    if (same == length) return (i32)at;
  }
  return -1;
}

u32 run(u32 rounds) {
  u32 random = 88172645u, sum = 0;
  for (u32 i = 0; i < COUNT(sorted); i++) sorted[i] = i * 7;
  for (u32 i = 0; i < sizeof text; i++) text[i] = (u8)('a' + next_random(&random) % 4);
  for (u32 round = 0; round < rounds; round++) {
    for (u32 i = 0; i < 300; i++) sum = mix(sum, (u32)binary_search(next_random(&random) % 7200));
    for (u32 i = 0; i < 40; i++) sum = mix(sum, common_divisor(next_random(&random), next_random(&random) | 1));
    sum = mix(sum, (u32)find(text + 1000 + round % 64 * 40, 9));
  }
  return sum;
}
