/* A tokenizer of JSON (RFC 8259): strings with escapes, numbers, literals, and the nesting checked by a stack. */
#include "kernel.h"

#define MAX_DEPTH 64

static u8 text[16384];
static u32 text_length;
static const u8 *cursor, *end;
static u32 sum;

static void append(const char *part) {
  while (*part) text[text_length++] = (u8)*part++;
}

static void append_number(u32 number) {
  u8 digits[10];
  u32 count = 0;
  do digits[count++] = (u8)('0' + number % 10);
  while (number /= 10);
  while (count > 0) text[text_length++] = digits[--count];
}

static void write_document(void) {
  u32 random = 2891336453u;
  text_length = 0;
  append("{\"jsonrpc\": \"2.0\", \"result\": [\n");
  for (u32 i = 0; i < 90; i++) {
    append(i == 0 ? "  {\"id\": " : ",\n  {\"id\": ");
    append_number(i);
    append(", \"name\": \"account \\\"");
    append_number(next_random(&random));
    append("\\\"\\u00e9\", \"balance\": -");
    append_number(next_random(&random));
    append(".25e+3, \"tags\": [true, false, null, [], {\"deep\": [");
    append_number(i * i);
    append("]}]}");
  }
  append("\n]}");
}

static int is_digit(u8 c) { return c >= '0' && c <= '9'; }

static int skip_string(void) {
  while (cursor < end) {
    u8 c = *cursor++;
    if (c == '"') return 1;
    if (c < 0x20) return 0;
    if (c == '\\') {
      if (cursor == end) return 0;
      sum = mix(sum, *cursor++);
    }
  }
  return 0;
}

static int skip_digits(void) {
  const u8 *start = cursor;
  while (cursor < end && is_digit(*cursor)) cursor++;
  return cursor > start;
}

static int skip_number(void) {
  if (*cursor == '-') cursor++;
  if (!skip_digits()) return 0;
  if (cursor < end && *cursor == '.') {
    cursor++;
    if (!skip_digits()) return 0;
  }
  if (cursor < end && (*cursor == 'e' || *cursor == 'E')) {
    cursor++;
    if (cursor < end && (*cursor == '+' || *cursor == '-')) cursor++;
    if (!skip_digits()) return 0;
  }
  return 1;
}

static int skip_literal(const char *literal) {
  while (*literal) {
    if (cursor == end || *cursor++ != (u8)*literal++) return 0;
  }
  return 1;
}

/* Returns the number of tokens, 0 for text that is not well formed. */
static NOINLINE u32 tokenize(void) {
  u8 open[MAX_DEPTH];
  u32 depth = 0, tokens = 0;
  cursor = text, end = text + text_length;
  while (cursor < end) {
    u8 c = *cursor;
    const u8 *start = cursor;
    int ok = 1;
    switch (c) {
      case ' ': case '\n': case '\r': case '\t': cursor++; continue;
      case '{': case '[':
        if (depth == MAX_DEPTH) return 0;
        open[depth++] = c;
        cursor++;
        break;
      case '}': case ']':
        if (depth == 0 || open[--depth] != (c == '}' ? '{' : '[')) return 0;
        cursor++;
        break;
      case ':': case ',': cursor++; break;
      case '"': cursor++; ok = skip_string(); break;
      case 't': ok = skip_literal("true"); break;
      case 'f': ok = skip_literal("false"); break;
      case 'n': ok = skip_literal("null"); break;
      default:
        if (c != '-' && !is_digit(c)) return 0;
        ok = skip_number();
    }
    if (!ok) return 0;
    tokens++;
    sum = mix(sum, (u32)(cursor - start) + c);
  }
  return depth == 0 ? tokens : 0;
}

u32 run(u32 rounds) {
  write_document();
  sum = 0;
  for (u32 round = 0; round < rounds; round++) sum = mix(sum, tokenize());
  return sum;
}
