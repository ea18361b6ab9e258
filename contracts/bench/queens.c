/* The queens problem on boards of 6 and 7: recursion with four parameters out of a loop that data ends. */
#include "kernel.h"

static u32 place(u32 columns, u32 left, u32 right, u32 all) {
  if (columns == all) return 1;
  u32 solutions = 0, free = all & ~(columns | left | right);
  while (free) {
    u32 queen = free & -free;
    free -= queen;
    solutions += place(columns | queen, (left | queen) << 1, (right | queen) >> 1, all);
  }
  return solutions;
}

u32 run(u32 rounds) {
  u32 sum = 0;
  for (u32 round = 0; round < rounds; round++) sum = mix(sum, place(0, 0, 0, (1u << (6 + round % 2)) - 1));
  return sum;
}
