/* What every compute kernel of the benchmark shares. A kernel is one function, `run(rounds)`, that does `rounds` times a
 * fixed piece of work and returns a checksum of all that it computed, so that nothing can be optimised away. Integers
 * only, no imports, no library: what is measured is the code of a contract and nothing of a host. */
#ifndef KERNEL_H
#define KERNEL_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;

#define EXPORT __attribute__((visibility("default")))
#define NOINLINE __attribute__((noinline))
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* xorshift32 (Marsaglia, 2003): the same inputs on every machine. */
static inline u32 next_random(u32 *state) {
  u32 x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  return *state = x;
}

/* Mixes a value into a checksum. */
static inline u32 mix(u32 sum, u32 value) { return (sum ^ value) * 16777619u + (sum >> 15); }

static inline u32 rotate_right32(u32 x, u32 n) { return (x >> n) | (x << (32 - n)); }
static inline u64 rotate_right64(u64 x, u32 n) { return (x >> n) | (x << (64 - n)); }
static inline u64 rotate_left64(u64 x, u32 n) { return (x << n) | (x >> ((64 - n) & 63)); }

EXPORT u32 run(u32 rounds);

#endif
