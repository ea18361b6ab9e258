/* Modular exponentiation of 512-bit numbers by Montgomery multiplication (coarsely integrated operand scanning). */
#include "kernel.h"

#define LIMBS 16

static u32 modulus[LIMBS], base[LIMBS], one[LIMBS], accumulator[LIMBS];

/* -1 / modulus modulo 2^32, by Newton's iteration. */
static u32 negative_inverse(u32 odd) {
  u32 inverse = odd;
  for (int i = 0; i < 5; i++) inverse *= 2 - odd * inverse;
  return 0u - inverse;
}

static int is_less(const u32 *a, const u32 *b) {
  for (int i = LIMBS - 1; i >= 0; i--) {
    if (a[i] != b[i]) return a[i] < b[i];
  }
  return 0;
}

static void subtract(u32 *a, const u32 *b) {
  u64 borrow = 0;
  for (int i = 0; i < LIMBS; i++) {
    u64 difference = (u64)a[i] - b[i] - borrow;
    a[i] = (u32)difference;
    borrow = difference >> 63;
  }
}

/* out = a * b / 2^(32 * LIMBS) modulo the modulus. */
static NOINLINE void multiply(u32 *out, const u32 *a, const u32 *b, u32 inverse) {
  u32 t[LIMBS + 2];
  for (int i = 0; i < LIMBS + 2; i++) t[i] = 0;
  for (int i = 0; i < LIMBS; i++) {
    u64 carry = 0;
    for (int j = 0; j < LIMBS; j++) {
      carry += t[j] + (u64)a[j] * b[i];
      t[j] = (u32)carry;
      carry >>= 32;
    }
    carry += t[LIMBS];
    t[LIMBS] = (u32)carry;
    t[LIMBS + 1] = (u32)(carry >> 32);
    u32 factor = t[0] * inverse;
    carry = ((u64)factor * modulus[0] + t[0]) >> 32;
    for (int j = 1; j < LIMBS; j++) {
      carry += t[j] + (u64)factor * modulus[j];
      t[j - 1] = (u32)carry;
      carry >>= 32;
    }
    carry += t[LIMBS];
    t[LIMBS - 1] = (u32)carry;
    t[LIMBS] = t[LIMBS + 1] + (u32)(carry >> 32);
  }
  for (int i = 0; i < LIMBS; i++) out[i] = t[i];
  if (t[LIMBS] != 0 || !is_less(out, modulus)) subtract(out, modulus);
}

/* Raises the base to an exponent of 64 bits, square and multiply. */
static void power(u64 exponent, u32 inverse) {
  for (int i = 0; i < LIMBS; i++) accumulator[i] = one[i];
  for (int bit = 63; bit >= 0; bit--) {
    multiply(accumulator, accumulator, accumulator, inverse);
    if ((exponent >> bit) & 1) multiply(accumulator, accumulator, base, inverse);
  }
}

u32 run(u32 rounds) {
  u32 random = 2463534242u, sum = 0;
  for (int i = 0; i < LIMBS; i++) {
    modulus[i] = next_random(&random);
    base[i] = next_random(&random);
    one[i] = 0;
  }
  modulus[0] |= 1;
  modulus[LIMBS - 1] |= 0x80000000u;
  base[LIMBS - 1] &= 0x7fffffffu;
  one[0] = 1;
  u32 inverse = negative_inverse(modulus[0]);
  for (u32 round = 0; round < rounds; round++) {
    power(0xa5a5a5a5f00dfeedull + round, inverse);
    for (int i = 0; i < LIMBS; i++) base[i] = accumulator[i];
    sum = mix(sum, base[0]);
  }
  return sum;
}
