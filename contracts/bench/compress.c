/* A compressor in the manner of LZ77: hash chains over the last 4 KiB, lazy matching, and the way back. */
#include "kernel.h"

#define LENGTH 8192
#define WINDOW 4096
#define HASHES 1024
#define MIN_MATCH 3
#define MAX_MATCH 66
#define MAX_TRIES 16

static u8 input[LENGTH], packed[LENGTH * 2], unpacked[LENGTH];
static i32 heads[HASHES];
static i32 previous[LENGTH];

struct match {
  u32 length, distance;
};

static u32 hash(const u8 *at) { return ((at[0] * 506832829u) ^ (at[1] * 2654435761u) ^ (at[2] * 40503u << 7)) >> 22; }

static u32 match_length(const u8 *a, const u8 *b, u32 limit) {
  u32 length = 0;
  while (length < limit && a[length] == b[length]) length++;
  return length;
}

static NOINLINE struct match longest_match(u32 at) {
  struct match best = {0, 0};
  u32 limit = LENGTH - at < MAX_MATCH ? LENGTH - at : MAX_MATCH;
  if (limit < MIN_MATCH) return best;
  i32 candidate = heads[hash(input + at)];
  for (u32 tries = 0; candidate >= 0 && tries < MAX_TRIES && at - (u32)candidate < WINDOW; tries++) {
    u32 length = match_length(input + candidate, input + at, limit);
    if (length > best.length) best.length = length, best.distance = at - (u32)candidate;
    candidate = previous[candidate];
  }
  return best;
}

static void remember(u32 at) {
  if (at + MIN_MATCH > LENGTH) return;
  u32 h = hash(input + at);
  previous[at] = heads[h];
  heads[h] = (i32)at;
}

/* Tokens: 0, byte | 1, length, distance low, distance high. */
static NOINLINE u32 pack(void) {
  u32 out = 0, at = 0;
  for (u32 i = 0; i < HASHES; i++) heads[i] = -1;
  while (at < LENGTH) {
    struct match here = longest_match(at);
    remember(at);
    struct match next = {0, 0};
    if (here.length >= MIN_MATCH && at + 1 < LENGTH) next = longest_match(at + 1);
    if (here.length < MIN_MATCH || next.length > here.length) {
      packed[out++] = 0;
      packed[out++] = input[at++];
      continue;
    }
    packed[out++] = 1;
    packed[out++] = (u8)here.length;
    packed[out++] = (u8)here.distance;
    packed[out++] = (u8)(here.distance >> 8);
    for (u32 i = 1; i < here.length; i++) remember(at + i);
    at += here.length;
  }
  return out;
}

static NOINLINE u32 unpack(u32 length) {
  u32 out = 0, at = 0;
  while (at < length) {
    if (packed[at] == 0) {
      unpacked[out++] = packed[at + 1];
      at += 2;
      continue;
    }
    u32 count = packed[at + 1], distance = packed[at + 2] | (u32)packed[at + 3] << 8;
    for (u32 i = 0; i < count; i++, out++) unpacked[out] = unpacked[out - distance];
    at += 4;
  }
  return out;
}

u32 run(u32 rounds) {
  u32 random = 69069u, sum = 0;
  for (u32 i = 0; i < LENGTH; i++) {
    /* A text of few letters that now and then repeats what stood 300 to 800 bytes before. */
    u32 r = next_random(&random);
    input[i] = i > 800 && r % 16 != 0 ? input[i - 300 - 4 * (i / 64 % 125)] : (u8)('a' + r % 7);
  }
  for (u32 round = 0; round < rounds; round++) {
    u32 length = pack();
    if (unpack(length) != LENGTH) return 0;
    for (u32 i = 0; i < LENGTH; i++) {
      if (unpacked[i] != input[i]) return 0;
    }
    sum = mix(sum, length);
    input[(round * 37) % LENGTH] ^= 1;
  }
  return sum;
}
