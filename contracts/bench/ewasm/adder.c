/* Returns the sum of the two words of its input: a call that reaches no state. */
#include "eei.h"

CONTRACT void run(void) {
  u8 words[64];
  callDataCopy(words, 0, sizeof words);
  u32 carry = 0;
  for (int i = 31; i >= 0; i--) {
    carry += words[i] + words[32 + i];
    words[i] = (u8)carry;
    carry >>= 8;
  }
  finish(words, 32);
}
