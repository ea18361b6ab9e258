/* Adds one to a slot and returns it: a read, a write. */
#include "eei.h"

static const u8 slot[32];

CONTRACT void run(void) {
  u8 count[32];
  storageLoad(slot, count);
  for (int i = 31; i >= 0 && ++count[i] == 0; i--) {
  }
  storageStore(slot, count);
  finish(count, 32);
}
