/* The sieve of Eratosthenes up to 2^16. */
#include "kernel.h"

#define LIMIT 65536

static u8 composite[LIMIT];

static NOINLINE u32 count_primes(u32 limit) {
  u32 primes = 0;
  for (u32 i = 0; i < limit; i++) composite[i] = 0;
  for (u32 i = 2; i < limit; i++) {
    if (composite[i]) continue;
    primes++;
    for (u32 multiple = 2 * i; multiple < limit; multiple += i) composite[multiple] = 1;
  }
  return primes;
}

u32 run(u32 rounds) {
  u32 sum = 0;
  for (u32 round = 0; round < rounds; round++) sum = mix(sum, count_primes(LIMIT - round % 64));
  return sum;
}
