/* Numbers of 1,024 bits in 32-bit limbs: product, square by the same way, quotient by a limb, comparison, decimal digits. */
#include "kernel.h"

#define LIMBS 32

static u32 left[LIMBS], right[LIMBS], product[2 * LIMBS];

static NOINLINE void multiply(u32 *to, const u32 *a, const u32 *b, u32 limbs) {
  for (u32 i = 0; i < 2 * limbs; i++) to[i] = 0;
  for (u32 i = 0; i < limbs; i++) {
    u64 carry = 0;
    for (u32 j = 0; j < limbs; j++) {
      carry += (u64)a[i] * b[j] + to[i + j];
      to[i + j] = (u32)carry;
      carry >>= 32;
    }
    to[i + limbs] = (u32)carry;
  }
}

/* Divides in place; returns the rest. */
static NOINLINE u32 divide_small(u32 *at, u32 limbs, u32 divisor) {
  u64 rest = 0;
  for (u32 i = limbs; i > 0; i--) {
    rest = rest << 32 | at[i - 1];
    at[i - 1] = (u32)(rest / divisor);
    rest %= divisor;
  }
  return (u32)rest;
}

static NOINLINE i32 compare(const u32 *a, const u32 *b, u32 limbs) {
  for (u32 i = limbs; i > 0; i--) {
    if (a[i - 1] != b[i - 1]) return a[i - 1] < b[i - 1] ? -1 : 1;
  }
  return 0;
}

/* Limbs up to the highest one that is not zero. */
static NOINLINE u32 length(const u32 *at, u32 limbs) {
  while (limbs > 0 && at[limbs - 1] == 0) limbs--;
  return limbs;
}

static NOINLINE u32 digits(u32 *at, u32 limbs) {
  u32 sum = 0;
  while ((limbs = length(at, limbs)) > 0) sum = mix(sum, divide_small(at, limbs, 1000000000u));
  return sum;
}

u32 run(u32 rounds) {
  u32 random = 2463534242u, sum = 0;
  for (u32 round = 0; round < rounds; round++) {
    for (u32 i = 0; i < LIMBS; i++) left[i] = next_random(&random), right[i] = i < 28 ? left[i] : next_random(&random);
    sum = mix(sum, (u32)compare(left, right, 28 + round % 5));
    multiply(product, left, right, LIMBS - round % 8);
    sum = mix(sum, product[LIMBS]);
    sum = mix(sum, digits(product, 2 * LIMBS));
    multiply(product, right, right, LIMBS / 2);
    sum = mix(sum, product[LIMBS / 2]);
  }
  return sum;
}
