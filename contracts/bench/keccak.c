/* keccak-f[1600] (FIPS 202, section 3) in its plain form, as a small contract would carry it. */
#include "kernel.h"

static u64 round_constants[24];
static u32 rotations[25];
static u64 lanes[25];

static void fill_tables(void) {
  u32 shift_register = 1;
  for (u32 round = 0; round < 24; round++) {
    round_constants[round] = 0;
    for (u32 j = 0; j <= 6; j++) {
      if (shift_register & 1) round_constants[round] |= 1ull << ((1u << j) - 1);
      shift_register <<= 1;
      if (shift_register > 0xff) shift_register ^= 0x171;
    }
  }
  for (u32 t = 0, x = 1, y = 0; t < 24; t++) {
    rotations[x + 5 * y] = ((t + 1) * (t + 2) / 2) % 64;
    u32 next = (2 * x + 3 * y) % 5;
    x = y;
    y = next;
  }
}

static NOINLINE void permute(u64 a[25]) {
  u64 b[25], c[5];
  for (u32 round = 0; round < 24; round++) {
    for (u32 x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (u32 x = 0; x < 5; x++) {
      u64 d = c[(x + 4) % 5] ^ rotate_left64(c[(x + 1) % 5], 1);
      for (u32 y = 0; y < 5; y++) {
        b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate_left64(a[x + 5 * y] ^ d, rotations[x + 5 * y]);
      }
    }
    for (u32 y = 0; y < 25; y += 5) {
      for (u32 x = 0; x < 5; x++) a[y + x] = b[y + x] ^ (~b[y + (x + 1) % 5] & b[y + (x + 2) % 5]);
    }
    a[0] ^= round_constants[round];
  }
}

u32 run(u32 rounds) {
  fill_tables();
  for (u32 i = 0; i < 25; i++) lanes[i] = i;
  for (u32 round = 0; round < rounds; round++) permute(lanes);
  return (u32)(lanes[0] ^ (lanes[0] >> 32));
}
