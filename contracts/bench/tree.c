/* A balanced search tree (an AA tree, Andersson 1993): insertion and lookup by recursion, with rotations; its height and sum. */
#include "kernel.h"

typedef struct node {
  struct node *left, *right;
  u32 key, level;
} node;

static node nodes[1024];
static u32 used;

static node *make(u32 key) {
  node *made = &nodes[used++];
  made->left = made->right = 0;
  made->key = key;
  made->level = 1;
  return made;
}

static node *skew(node *at) {
  node *left = at->left;
  if (left == 0 || left->level != at->level) return at;
  at->left = left->right;
  left->right = at;
  return left;
}

static node *split(node *at) {
  node *right = at->right;
  if (right == 0 || right->right == 0 || right->right->level != at->level) return at;
  at->right = right->left;
  right->left = at;
  right->level++;
  return right;
}

static NOINLINE node *insert(node *at, u32 key) {
  if (at == 0) return make(key);
  if (key < at->key) at->left = insert(at->left, key);
  else if (key > at->key) at->right = insert(at->right, key);
  else return at;
  return split(skew(at));
}

static NOINLINE u32 contains(const node *at, u32 key) {
  while (at != 0 && at->key != key) at = key < at->key ? at->left : at->right;
  return at != 0;
}

static NOINLINE u32 height(const node *at) {
  if (at == 0) return 0;
  u32 left = height(at->left), right = height(at->right);
  return 1 + (left > right ? left : right);
}

static NOINLINE u32 range_sum(const node *at, u32 low, u32 high) {
  if (at == 0) return 0;
  u32 sum = at->key >= low && at->key <= high ? at->key : 0;
  if (low < at->key) sum += range_sum(at->left, low, high);
  if (high > at->key) sum += range_sum(at->right, low, high);
  return sum;
}

u32 run(u32 rounds) {
  u32 random = 362436069u, sum = 0;
  for (u32 round = 0; round < rounds; round++) {
    node *root = 0;
    used = 0;
    for (u32 i = 0; i < 600; i++) root = insert(root, next_random(&random) % 4096);
    for (u32 i = 0; i < 600; i++) sum += contains(root, i * 7);
    sum = mix(sum, height(root));
    for (u32 i = 0; i < 20; i++) sum = mix(sum, range_sum(root, i * 100, i * 100 + 800));
  }
  return sum;
}
