/* A stack machine with bytecode, interpreted by one switch: the shape of an interpreter inside a contract. */
#include "kernel.h"

enum opcode { PUSH, LOAD, STORE, ADD, MULTIPLY, HALVE, IS_ODD, IS_LESS, JUMP, JUMP_IF_ZERO, HALT };
enum variable { START, N, STEPS, LIMIT };

static u32 program[128];
static u32 program_length;
static u32 variables[4];

static u32 emit(u32 word) {
  program[program_length] = word;
  return program_length++;
}

static void emit_with(enum opcode opcode, u32 operand) {
  emit(opcode);
  emit(operand);
}

/* A jump whose target is filled in later; returns where. */
static u32 emit_forward(enum opcode opcode) {
  emit(opcode);
  return emit(0);
}

/* Adds up the steps that every start below LIMIT takes to 1 under n -> n / 2 or 3n + 1. */
static void assemble(void) {
  program_length = 0;
  emit_with(PUSH, 1), emit_with(STORE, START);
  u32 next_start = program_length;
  emit_with(LOAD, START), emit_with(LOAD, LIMIT), emit(IS_LESS);
  u32 done = emit_forward(JUMP_IF_ZERO);
  emit_with(LOAD, START), emit_with(STORE, N);
  u32 next_step = program_length;
  emit_with(PUSH, 1), emit_with(LOAD, N), emit(IS_LESS);
  u32 reached = emit_forward(JUMP_IF_ZERO);
  emit_with(LOAD, STEPS), emit_with(PUSH, 1), emit(ADD), emit_with(STORE, STEPS);
  emit_with(LOAD, N), emit(IS_ODD);
  u32 even = emit_forward(JUMP_IF_ZERO);
  emit_with(LOAD, N), emit_with(PUSH, 3), emit(MULTIPLY), emit_with(PUSH, 1), emit(ADD), emit_with(STORE, N);
  emit_with(JUMP, next_step);
  program[even] = program_length;
  emit_with(LOAD, N), emit(HALVE), emit_with(STORE, N);
  emit_with(JUMP, next_step);
  program[reached] = program_length;
  emit_with(LOAD, START), emit_with(PUSH, 1), emit(ADD), emit_with(STORE, START);
  emit_with(JUMP, next_start);
  program[done] = program_length;
  emit(HALT);
}

static NOINLINE void interpret(void) {
  u32 stack[16];
  u32 *top = stack;
  const u32 *at = program;
  for (;;) {
    switch (*at++) {
      case PUSH: *top++ = *at++; break;
      case LOAD: *top++ = variables[*at++]; break;
      case STORE: variables[*at++] = *--top; break;
      case ADD: top--, top[-1] += *top; break;
      case MULTIPLY: top--, top[-1] *= *top; break;
      case HALVE: top[-1] >>= 1; break;
      case IS_ODD: top[-1] &= 1; break;
      case IS_LESS: top--, top[-1] = top[-1] < *top; break;
      case JUMP: at = program + *at; break;
      case JUMP_IF_ZERO: at = *--top == 0 ? program + *at : at + 1; break;
      case HALT: return;
      default: __builtin_trap();
    }
  }
}

u32 run(u32 rounds) {
  u32 sum = 0;
  assemble();
  for (u32 round = 0; round < rounds; round++) {
    variables[LIMIT] = 200 + round % 16;
    variables[STEPS] = 0;
    interpret();
    sum = mix(sum, variables[STEPS]);
  }
  return sum;
}
