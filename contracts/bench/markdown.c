/* A small subset of Markdown to HTML: headings, lists, quotes, code, emphasis, links, escapes. */
#include "kernel.h"

static const char source[] =
    "# A title with *stress* and `code`\n\nA paragraph that goes on for a while, with **strong words**, a\n"
    "[link](https://example.org/?a=1&b=2) and a < sign; then it ends.\n\n## Lists\n\n- one item\n- another, *with\n"
    "- `a < b && c > d`\n\n> Quoted text, said by **someone** & written down\n> on two lines.\n\n```\n"
    "for (i = 0; i < n; i++) sum += a[i];\n```\n\n### Escapes\n\nA \\*star\\* and a backslash \\\\ and [no link.\n\n";

static u8 html[8192];
static u32 html_length;

static void put(u8 c) { html[html_length++] = c; }

static void put_text(const char *text) {
  while (*text) put((u8)*text++);
}

static void put_escaped(u8 c) {
  switch (c) {
    case '<': put_text("&lt;"); break;
    case '>': put_text("&gt;"); break;
    case '&': put_text("&amp;"); break;
    default: put(c);
  }
}

static const char *line_end(const char *at) {
  while (*at != '\n' && *at != 0) at++;
  return at;
}

/* Where the delimiter, one character `count` times, comes next before `end`; 0 when it does not. */
static const char *find_delimiter(const char *at, const char *end, char c, u32 count) {
  for (; at + count <= end; at++) {
    u32 same = 0;
    while (same < count && at[same] == c) same++;
    if (same == count) return at;
  }
  return 0;
}

static void spans(const char *at, const char *end);

/* Writes `<tag>…</tag>` when the delimiter closes; returns where to go on, 0 when nothing was written. */
static const char *enclosed(const char *at, const char *end, u32 count, const char *tag) {
  const char *close = find_delimiter(at + count, end, *at, count);
  if (close == 0) return 0;
  put('<'), put_text(tag), put('>');
  if (*at == '`') {
    for (const char *c = at + 1; c < close; c++) put_escaped((u8)*c);
  } else {
    spans(at + count, close);
  }
  put_text("</"), put_text(tag), put('>');
  return close + count;
}

static const char *hyperlink(const char *at, const char *end) {
  const char *close = find_delimiter(at, end, ']', 1);
  if (close == 0 || close + 1 >= end || close[1] != '(') return 0;
  const char *finish = find_delimiter(close, end, ')', 1);
  if (finish == 0) return 0;
  put_text("<a href=\"");
  for (const char *c = close + 2; c < finish; c++) put_escaped((u8)*c);
  put_text("\">");
  spans(at + 1, close);
  put_text("</a>");
  return finish + 1;
}

static NOINLINE void spans(const char *at, const char *end) {
  while (at < end) {
    const char *next = 0;
    if (*at == '\\' && at + 1 < end) {
      put_escaped((u8)at[1]);
      next = at + 2;
    } else if (*at == '`') {
      next = enclosed(at, end, 1, "code");
    } else if (*at == '*') {
      next = at + 1 < end && at[1] == '*' ? enclosed(at, end, 2, "strong") : enclosed(at, end, 1, "em");
    } else if (*at == '[') {
      next = hyperlink(at, end);
    }
    if (next == 0) put_escaped((u8)*at), next = at + 1;
    at = next;
  }
}

static const char *heading(const char *at) {
  u8 level = 0;
  while (at[level] == '#') level++;
  const char *end = line_end(at);
  put_text("<h"), put('0' + level), put('>');
  spans(at + level + 1, end);
  put_text("</h"), put('0' + level), put_text(">\n");
  return end;
}

static const char *fence(const char *at) {
  put_text("<pre>");
  for (at = line_end(at) + 1; *at != 0 && *at != '`'; at++) put_escaped((u8)*at);
  put_text("</pre>\n");
  return line_end(at);
}

/* Lines that all start with `mark` and a space: one element each, or paragraphs of a quotation. */
static const char *marked_lines(const char *at, char mark, const char *outer, const char *inner) {
  put('<'), put_text(outer), put_text(">\n");
  while (at[0] == mark && at[1] == ' ') {
    const char *end = line_end(at);
    put('<'), put_text(inner), put('>');
    spans(at + 2, end);
    put_text("</"), put_text(inner), put_text(">\n");
    at = *end == 0 ? end : end + 1;
  }
  put_text("</"), put_text(outer), put_text(">\n");
  return at;
}

static const char *paragraph(const char *at) {
  put_text("<p>");
  while (*at != 0 && *at != '\n') {
    const char *end = line_end(at);
    spans(at, end);
    at = *end == 0 ? end : end + 1;
    if (*at != 0 && *at != '\n') put(' ');
  }
  put_text("</p>\n");
  return at;
}

static NOINLINE void blocks(const char *at) {
  while (*at != 0) {
    switch (*at) {
      case '\n': at++; break;
      case '#': at = heading(at); break;
      case '`': at = fence(at); break;
      case '-': at = marked_lines(at, '-', "ul", "li"); break;
      case '>': at = marked_lines(at, '>', "blockquote", "p"); break;
      default: at = paragraph(at);
    }
  }
}

u32 run(u32 rounds) {
  u32 sum = 0;
  for (u32 round = 0; round < rounds; round++) {
    html_length = 0;
    blocks(source);
    sum = mix(sum, html_length);
    for (u32 i = round % 8; i < html_length; i += 8) sum = mix(sum, html[i]);
  }
  return sum;
}
