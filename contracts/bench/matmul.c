/* Product of two matrices of 64 by 64 integers, three plain loops. */
#include "kernel.h"

#define SIZE 64

static i32 a[SIZE][SIZE], b[SIZE][SIZE], product[SIZE][SIZE];

static NOINLINE void multiply(void) {
  for (u32 row = 0; row < SIZE; row++) {
    for (u32 column = 0; column < SIZE; column++) {
      i32 sum = 0;
      for (u32 k = 0; k < SIZE; k++) sum += a[row][k] * b[k][column];
      product[row][column] = sum;
    }
  }
}

u32 run(u32 rounds) {
  u32 random = 123456789u, sum = 0;
  for (u32 i = 0; i < SIZE * SIZE; i++) {
    a[i / SIZE][i % SIZE] = (i32)(next_random(&random) >> 20);
    b[i / SIZE][i % SIZE] = (i32)(next_random(&random) >> 20);
  }
  for (u32 round = 0; round < rounds; round++) {
    multiply();
    a[round % SIZE][(round * 7) % SIZE] = product[round % SIZE][round % SIZE] & 0xfff;
    sum = mix(sum, (u32)product[(round * 5) % SIZE][SIZE - 1]);
  }
  return sum;
}
