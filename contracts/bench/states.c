/* A state machine over random bytes: a switch in a loop, whose arms cost different amounts. */
#include "kernel.h"

static u8 input[4096];

static NOINLINE u32 machine(u32 state) {
  u32 sum = 0;
  for (u32 i = 0; i < sizeof input; i++) {
    switch (state) {
      case 0: state = input[i] & 1 ? 1 : 2; sum++; break;
      case 1: state = input[i] > 100 ? 3 : 0; sum += 2; break;
      case 2: state = input[i] < 50 ? 4 : 1; sum ^= i; break;
      case 3: state = input[i] & 3; sum += input[i]; break;
      default: state = 0; sum *= 3;
    }
  }
  return sum;
}

u32 run(u32 rounds) {
  u32 random = 123456789u, sum = 0;
  for (u32 i = 0; i < sizeof input; i++) input[i] = (u8)next_random(&random);
  for (u32 round = 0; round < rounds; round++) sum = mix(sum, machine(round % 5));
  return sum;
}
