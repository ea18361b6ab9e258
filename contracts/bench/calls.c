/* Calls through function pointers: a tree of operations evaluated by the function that each node names. */
#include "kernel.h"

#define NODES 255

struct node;
typedef u32 evaluate(const struct node *);

struct node {
  evaluate *evaluate;
  const struct node *left, *right;
  u32 value;
};

static struct node nodes[NODES];

static u32 leaf(const struct node *n) { return n->value; }
static u32 add(const struct node *n) { return n->left->evaluate(n->left) + n->right->evaluate(n->right); }
static u32 subtract(const struct node *n) { return n->left->evaluate(n->left) - n->right->evaluate(n->right); }
static u32 multiply(const struct node *n) { return n->left->evaluate(n->left) * n->right->evaluate(n->right); }
static u32 exclusive_or(const struct node *n) { return n->left->evaluate(n->left) ^ n->right->evaluate(n->right); }
static u32 rotate(const struct node *n) { return rotate_right32(n->left->evaluate(n->left), n->value % 31 + 1); }
static u32 select_one(const struct node *n) {
  u32 condition = n->left->evaluate(n->left);
  return condition & 1 ? n->right->evaluate(n->right) : condition;
}

static evaluate *const operations[] = {add, subtract, multiply, exclusive_or, rotate, select_one, add, multiply};

u32 run(u32 rounds) {
  u32 random = 1812433253u, sum = 0;
  for (u32 i = 0; i < NODES; i++) {
    u32 value = next_random(&random);
    int is_inner = 2 * i + 2 < NODES;
    nodes[i].value = value;
    nodes[i].evaluate = is_inner ? operations[(value >> 9) % COUNT(operations)] : leaf;
    nodes[i].left = is_inner ? &nodes[2 * i + 1] : 0;
    nodes[i].right = is_inner ? &nodes[2 * i + 2] : 0;
  }
  for (u32 round = 0; round < rounds; round++) {
    nodes[NODES - 1 - round % 128].value = round;
    sum = mix(sum, nodes[0].evaluate(&nodes[0]));
  }
  return sum;
}
