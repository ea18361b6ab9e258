/* The four workloads that CoreMark's documentation describes, in our own words: a linked list that is searched, sorted and
 * reversed, a matrix of 16-bit integers, a state machine over number-like text, and a CRC-16 over every result. It is
 * not CoreMark and its figures are not CoreMark scores. */
#include "kernel.h"

#define LIST_LENGTH 64
#define MATRIX_SIZE 12

/* ---- CRC-16 (polynomial x^16 + x^15 + x^2 + 1, reflected), bit by bit */

static u16 crc_byte(u16 crc, u8 byte) {
  for (u32 bit = 0; bit < 8; bit++) {
    u32 carry = (crc ^ byte) & 1;
    crc >>= 1;
    byte >>= 1;
    if (carry) crc ^= 0xa001;
  }
  return crc;
}

static u16 crc16(u16 crc, u16 value) { return crc_byte(crc_byte(crc, (u8)value), (u8)(value >> 8)); }

static u16 crc32_of(u16 crc, u32 value) { return crc16(crc16(crc, (u16)value), (u16)(value >> 16)); }

/* ---- matrix */

static short left[MATRIX_SIZE][MATRIX_SIZE], right[MATRIX_SIZE][MATRIX_SIZE];
static i32 product[MATRIX_SIZE][MATRIX_SIZE];

static void fill_matrices(u32 seed) {
  for (u32 row = 0; row < MATRIX_SIZE; row++) {
    for (u32 column = 0; column < MATRIX_SIZE; column++) {
      seed = (seed * 1103515245u + 12345u) & 0x7fffffff;
      left[row][column] = (short)(seed >> 8);
      right[row][column] = (short)((seed >> 16) & 0xff);
    }
  }
}

static void add_constant(short value) {
  for (u32 row = 0; row < MATRIX_SIZE; row++) {
    for (u32 column = 0; column < MATRIX_SIZE; column++) left[row][column] += value;
  }
}

static void multiply_matrices(u32 shift, u32 mask) {
  for (u32 row = 0; row < MATRIX_SIZE; row++) {
    for (u32 column = 0; column < MATRIX_SIZE; column++) {
      i32 sum = 0;
      for (u32 k = 0; k < MATRIX_SIZE; k++) {
        i32 term = left[row][k] * right[k][column];
        sum += (i32)(((u32)term >> shift) & mask);
      }
      product[row][column] = sum;
    }
  }
}

/* Adds up runs of rising values: the data decide every branch. */
static u16 sum_products(i32 clip) {
  i32 total = 0, before = 0;
  u16 result = 0;
  for (u32 row = 0; row < MATRIX_SIZE; row++) {
    for (u32 column = 0; column < MATRIX_SIZE; column++) {
      i32 now = product[row][column];
      total += now;
      if (total > clip) {
        result += 10;
        total = 0;
      } else {
        result += now > before;
      }
      before = now;
    }
  }
  return result;
}

static NOINLINE u16 matrix_work(u16 crc, short value) {
  i32 clip = (i32)(0xfffff000u | (u16)value);
  add_constant(value);
  multiply_matrices(0, 0xffffffffu);
  crc = crc16(crc, sum_products(clip & 0xfffff));
  multiply_matrices(2, 0x0f);
  crc = crc16(crc, sum_products(64));
  multiply_matrices(5, 0x7f);
  crc = crc16(crc, sum_products(512));
  add_constant((short)-value);
  return crc;
}

/* ---- state machine */

enum state { START, SIGN, INTEGER, FRACTION, EXPONENT_MARK, EXPONENT_SIGN, EXPONENT, INVALID, STATES };

static const char *const samples[16] = {"5012",     "1234",     "-874",   "+122",    "35.54400", ".1234500",
                                        "-110.700", "+0.64400", "5.5e+3", "-.123e-2", "-87e+832", "+0.6e-12",
                                        "T0.3e-1F", "-T.T++Tq", "1T3.4e4z", "34.0e-T^"};
static u8 text[512];
static u32 visits[STATES], ends[STATES];

static int is_digit(u8 c) { return c >= '0' && c <= '9'; }

static enum state next_state(enum state state, u8 c) {
  switch (state) {
    case START:
      if (is_digit(c)) return INTEGER;
      if (c == '+' || c == '-') return SIGN;
      return c == '.' ? FRACTION : INVALID;
    case SIGN:
      if (is_digit(c)) return INTEGER;
      return c == '.' ? FRACTION : INVALID;
    case INTEGER:
      if (c == '.') return FRACTION;
      if (c == 'e' || c == 'E') return EXPONENT_MARK;
      return is_digit(c) ? INTEGER : INVALID;
    case FRACTION:
      if (c == 'e' || c == 'E') return EXPONENT_MARK;
      return is_digit(c) ? FRACTION : INVALID;
    case EXPONENT_MARK: return c == '+' || c == '-' ? EXPONENT_SIGN : INVALID;
    case EXPONENT_SIGN: return is_digit(c) ? EXPONENT : INVALID;
    case EXPONENT: return is_digit(c) ? EXPONENT : INVALID;
    default: return INVALID;
  }
}

static void fill_text(u32 seed) {
  u32 length = 0;
  while (length < sizeof text - 16) {
    const char *sample = samples[(seed = seed * 69069u + 1) >> 28];
    while (*sample) text[length++] = (u8)*sample++;
    text[length++] = ',';
  }
  text[length] = 0;
}

static const u8 *scan_number(const u8 *at) {
  enum state state = START;
  while (*at != 0 && *at != ',') {
    enum state next = state == INVALID ? INVALID : next_state(state, *at);
    if (next != state) visits[state]++;
    state = next;
    at++;
  }
  ends[state]++;
  return *at == 0 ? at : at + 1;
}

static NOINLINE u16 state_work(u16 crc, u32 step, u8 flip) {
  for (u32 i = 0; i < STATES; i++) visits[i] = ends[i] = 0;
  for (const u8 *at = text; *at != 0;) at = scan_number(at);
  for (u32 i = 0; i < sizeof text && text[i] != 0; i += step) {
    if (text[i] != ',' && text[i] != flip) text[i] ^= flip;
  }
  for (const u8 *at = text; *at != 0;) at = scan_number(at);
  for (u32 i = 0; i < sizeof text && text[i] != 0; i += step) {
    if (text[i] != ',' && text[i] != flip) text[i] ^= flip;
  }
  for (u32 i = 0; i < STATES; i++) crc = crc32_of(crc32_of(crc, ends[i]), visits[i]);
  return crc;
}

/* ---- list */

struct element {
  struct element *next;
  u16 data, index;
};

static struct element elements[LIST_LENGTH];

static struct element *make_list(u32 seed) {
  for (u32 i = 0; i < LIST_LENGTH; i++) {
    seed = seed * 1664525u + 1013904223u;
    elements[i].data = (u16)(seed >> 16);
    elements[i].index = (u16)i;
    elements[i].next = i + 1 < LIST_LENGTH ? &elements[i + 1] : 0;
  }
  return elements;
}

static struct element *find_data(struct element *list, u8 low) {
  while (list && (u8)list->data != low) list = list->next;
  return list;
}

static struct element *find_index(struct element *list, u16 index) {
  while (list && list->index != index) list = list->next;
  return list;
}

static struct element *reverse(struct element *list) {
  struct element *reversed = 0;
  while (list) {
    struct element *next = list->next;
    list->next = reversed;
    reversed = list;
    list = next;
  }
  return reversed;
}

typedef i32 compare(const struct element *, const struct element *);

static i32 by_index(const struct element *a, const struct element *b) { return (i32)a->index - (i32)b->index; }

/* The costly order: each comparison runs some of the other work, as the data say. */
static u16 derived(const struct element *e) {
  u16 kind = e->data & 7;
  if (kind == 3) return state_work(0, 3 + (e->data >> 12), (u8)(e->data >> 4)) & 0x7f;
  if (kind == 5) return matrix_work(0, (short)(e->data >> 6)) & 0x7f;
  return e->data & 0x7f;
}

static u16 keys[LIST_LENGTH];

static i32 by_key(const struct element *a, const struct element *b) {
  return (i32)keys[a->index] - (i32)keys[b->index];
}

static struct element *merge(struct element *a, struct element *b, compare *order) {
  struct element head, *tail = &head;
  while (a && b) {
    struct element **smaller = order(a, b) <= 0 ? &a : &b;
    tail->next = *smaller;
    tail = *smaller;
    *smaller = tail->next;
  }
  tail->next = a ? a : b;
  return head.next;
}

/* Merge sort from the bottom up: lists of 2^i elements wait in place i. */
static NOINLINE struct element *sort(struct element *list, compare *order) {
  struct element *waiting[16] = {0};
  while (list) {
    struct element *carry = list;
    list = list->next;
    carry->next = 0;
    u32 i = 0;
    for (; waiting[i]; i++) {
      carry = merge(waiting[i], carry, order);
      waiting[i] = 0;
    }
    waiting[i] = carry;
  }
  struct element *sorted = 0;
  for (u32 i = 0; i < COUNT(waiting); i++) sorted = merge(waiting[i], sorted, order);
  return sorted;
}

static NOINLINE u16 list_work(u32 seed) {
  u16 crc = 0, found = 0, missed = 0;
  struct element *list = make_list(seed);
  for (u32 i = 0; i < 32; i++) {
    struct element *hit = i % 2 ? find_index(list, (u16)(i * 2)) : find_data(list, (u8)(seed + i * 7));
    list = reverse(list);
    if (!hit) {
      missed++;
      crc = crc16(crc, list->data);
      continue;
    }
    found += hit->data & 1;
    if (hit->next) {
      struct element *moved = hit->next;
      hit->next = moved->next;
      moved->next = list;
      list = moved;
    }
  }
  crc = crc16(crc16(crc, found), missed);
  for (u32 i = 0; i < LIST_LENGTH; i++) keys[i] = derived(&elements[i]);
  list = sort(list, by_key);
  for (struct element *e = list; e; e = e->next) crc = crc16(crc, e->data);
  list = sort(list, by_index);
  for (struct element *e = list; e; e = e->next) crc = crc16(crc, e->data);
  return crc;
}

u32 run(u32 rounds) {
  u32 sum = 0;
  fill_matrices(0x3415);
  fill_text(0x66);
  for (u32 round = 0; round < rounds; round++) {
    u16 crc = list_work(round);
    crc = matrix_work(crc, (short)(round & 0xff));
    crc = state_work(crc, 7, (u8)(round & 0x7f));
    sum = mix(sum, crc);
  }
  return sum;
}
