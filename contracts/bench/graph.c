/* Shortest ways through a grid by a heap (Dijkstra), components by depth-first search, and permutations by recursion. */
#include "kernel.h"

#define SIDE 24
#define CELLS (SIDE * SIDE)

static u8 cost[CELLS], seen[CELLS], items[8];
static u32 distance[CELLS], heap[8 * CELLS], size;

static NOINLINE void push(u32 entry) {
  u32 at = size++;
  while (at > 0 && heap[(at - 1) / 2] > entry) heap[at] = heap[(at - 1) / 2], at = (at - 1) / 2;
  heap[at] = entry;
}

static NOINLINE u32 pop(void) {
  u32 top = heap[0], entry = heap[--size], at = 0;
  for (;;) {
    u32 child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= entry) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = entry;
  return top;
}

static void relax(u32 cell, u32 so_far) {
  u32 found = so_far + cost[cell];
  if (found >= distance[cell]) return;
  distance[cell] = found;
  push(found << 10 | cell);
}

static NOINLINE u32 shortest(u32 from, u32 to) {
  for (u32 i = 0; i < CELLS; i++) distance[i] = 0xffffffffu;
  distance[from] = size = 0;
  push(from);
  while (size > 0) {
    u32 entry = pop(), cell = entry & 1023, so_far = entry >> 10;
    if (cell == to) return so_far;
    if (so_far > distance[cell]) continue;
    if (cell % SIDE > 0) relax(cell - 1, so_far);
    if (cell % SIDE < SIDE - 1) relax(cell + 1, so_far);
    if (cell >= SIDE) relax(cell - SIDE, so_far);
    if (cell < CELLS - SIDE) relax(cell + SIDE, so_far);
  }
  return 0;
}

static NOINLINE u32 fill(i32 x, i32 y, u32 limit) {
  if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) return 0;
  u32 cell = (u32)(y * SIDE + x);
  if (seen[cell] || cost[cell] > limit) return 0;
  seen[cell] = 1;
  return 1 + fill(x - 1, y, limit) + fill(x + 1, y, limit) + fill(x, y - 1, limit) + fill(x, y + 1, limit);
}

/* Heap's algorithm (1963). */
static NOINLINE u32 permute(u32 count) {
  if (count == 1) return mix(items[0], items[3]);
  u32 sum = 0;
  for (u32 i = 0; i < count; i++) {
    sum += permute(count - 1);
    u32 other = count % 2 ? 0 : i;
    u8 kept = items[other];
    items[other] = items[count - 1];
    items[count - 1] = kept;
  }
  return sum;
}

u32 run(u32 rounds) {
  u32 random = 88172645u, sum = 0;
  for (u32 i = 0; i < CELLS; i++) cost[i] = (u8)(1 + next_random(&random) % 9);
  for (u32 i = 0; i < sizeof items; i++) items[i] = (u8)(i * 37);
  for (u32 round = 0; round < rounds; round++) {
    sum = mix(sum, shortest(round % CELLS, CELLS - 1 - round % SIDE));
    for (u32 i = 0; i < CELLS; i++) seen[i] = 0;
    for (u32 i = 0; i < CELLS; i++) sum += fill((i32)(i % SIDE), (i32)(i / SIDE), 5 + round % 3) * i;
    sum = mix(sum, permute(6));
  }
  return sum;
}
