/* Fibonacci numbers by plain recursion: nothing but calls. */
#include "kernel.h"

static NOINLINE u32 fib(u32 n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

u32 run(u32 rounds) {
  u32 sum = 0;
  for (u32 round = 0; round < rounds; round++) sum = mix(sum, fib(20 + round % 3));
  return sum;
}
