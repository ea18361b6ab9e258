/* Quicksort of 4096 integers: recursion on the shorter part, median of three, insertion sort for short parts. */
#include "kernel.h"

#define LENGTH 4096
#define SHORT 12

static i32 values[LENGTH];

static void swap(i32 *a, i32 *b) {
  i32 kept = *a;
  *a = *b;
  *b = kept;
}

static void insertion_sort(i32 *first, i32 *last) {
  for (i32 *at = first + 1; at <= last; at++) {
    i32 value = *at, *to = at;
    for (; to > first && to[-1] > value; to--) *to = to[-1];
    *to = value;
  }
}

static i32 median(i32 *first, i32 *last) {
  i32 *middle = first + (last - first) / 2;
  if (*middle < *first) swap(middle, first);
  if (*last < *first) swap(last, first);
  if (*last < *middle) swap(last, middle);
  return *middle;
}

static NOINLINE void sort(i32 *first, i32 *last) {
  while (last - first > SHORT) {
    i32 pivot = median(first, last), *left = first, *right = last;
    while (left <= right) {
      while (*left < pivot) left++;
      while (*right > pivot) right--;
      if (left <= right) swap(left++, right--);
    }
    if (right - first < last - left) {
      sort(first, right);
      first = left;
    } else {
      sort(left, last);
      last = right;
    }
  }
  insertion_sort(first, last);
}

u32 run(u32 rounds) {
  u32 random = 88675123u, sum = 0;
  for (u32 round = 0; round < rounds; round++) {
    for (u32 i = 0; i < LENGTH; i++) values[i] = (i32)next_random(&random);
    sort(values, values + LENGTH - 1);
    for (u32 i = 1; i < LENGTH; i++) sum += values[i - 1] <= values[i];
    sum = mix(sum, (u32)values[LENGTH / 3]);
  }
  return sum;
}
