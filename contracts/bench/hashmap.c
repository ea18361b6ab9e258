/* A hash table with open addressing: inserts, look-ups that hit and miss, removals by backward shift. */
#include "kernel.h"

#define SLOTS 4096
#define ENTRIES 2500

static u32 keys[SLOTS]; /* 0 is a free slot */
static u32 values[SLOTS];

static u32 home(u32 key) { return (key * 2654435769u) >> 20; }

static NOINLINE void insert(u32 key, u32 value) {
  u32 slot = home(key);
  while (keys[slot] != 0 && keys[slot] != key) slot = (slot + 1) % SLOTS;
  keys[slot] = key;
  values[slot] = value;
}

static NOINLINE i32 find(u32 key) {
  u32 slot = home(key);
  while (keys[slot] != 0) {
    if (keys[slot] == key) return (i32)slot;
    slot = (slot + 1) % SLOTS;
  }
  return -1;
}

static NOINLINE void remove_key(u32 key) {
  i32 found = find(key);
  if (found < 0) return;
  u32 hole = (u32)found;
  for (u32 slot = (hole + 1) % SLOTS; keys[slot] != 0; slot = (slot + 1) % SLOTS) {
    u32 distance_home = (slot - home(keys[slot])) % SLOTS;
    u32 distance_hole = (slot - hole) % SLOTS;
    if (distance_home < distance_hole) continue;
    keys[hole] = keys[slot];
    values[hole] = values[slot];
    hole = slot;
  }
  keys[hole] = 0;
}

u32 run(u32 rounds) {
  u32 sum = 0;
  for (u32 round = 0; round < rounds; round++) {
    u32 inserted = 362436069u + round, looked_up = inserted, removed = inserted, missing = 7 + round;
    for (u32 i = 0; i < SLOTS; i++) keys[i] = 0;
    for (u32 i = 0; i < ENTRIES; i++) insert(next_random(&inserted), i);
    for (u32 i = 0; i < ENTRIES; i++) {
      i32 slot = find(next_random(&looked_up));
      if (slot >= 0) sum += values[slot];
      sum += find(next_random(&missing)) < 0;
    }
    for (u32 i = 0; i < ENTRIES; i += 1) remove_key(next_random(&removed));
    sum = mix(sum, round);
  }
  return sum;
}
